import { givesRows, type QueryEngine, type Scenario } from "@orrery/aws";

/** The engine for a scenario that gives rows. What has it is loaded for such a scenario alone: that takes longer than a short run. */
export async function queryEngineOf(scenario: Scenario): Promise<QueryEngine | null> {
  if (!givesRows(scenario)) return null;
  const { queryEngineFor } = await import("@orrery/orrery");
  return queryEngineFor(scenario);
}
