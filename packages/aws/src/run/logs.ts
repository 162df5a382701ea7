import type { LogEvent } from "../service/log.ts";
import { allKinds } from "../services.ts";
import type { Run } from "./made-run.ts";

/**
 * What a resource of a run has logged so far, in order, by its component; `null` where it does not log, or the run
 * keeps no logs.
 */
export function logOfResource(
  { simulation }: Pick<Run, "simulation">,
  component: string,
): readonly LogEvent[] | null {
  const kind = component.slice(0, component.indexOf(":"));
  const writer = allKinds.get(kind)?.logs;
  if (writer === undefined) return null;
  const state = simulation.stateOf(component);
  return writer.read(state, simulation.settingsOf(component), simulation.now);
}
