import { ConfigError } from "@orrery/kernel";
import type { ReadScenario } from "./read-scenario.ts";
import type { ScenarioDocument } from "./scenario-document.ts";

/**
 * Makes something of a scenario that was read, such as its run. What AWS refuses of the architecture is
 * said of its place in the template, all else of the scenario's file.
 *
 * @throws ConfigError
 */
export function withPlaces<Made>(
  { placeOf }: Pick<ReadScenario, "placeOf">,
  { file }: Pick<ScenarioDocument, "file">,
  make: () => Made,
): Made {
  try {
    return make();
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    const [logicalId = ""] = error.path.split(" ");
    const place = placeOf(logicalId, error.received) ?? file;
    throw new ConfigError(`${place}: ${error.path}`, error.expected, error.received);
  }
}
