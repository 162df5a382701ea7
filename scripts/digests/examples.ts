import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Scenario } from "@orrery/aws";
import { readScenario, readScenarioDocument } from "@orrery/templates";
import { root } from "../workspace.ts";

/** The beginning of an example's run. */
export interface ExampleRun {
  /** Its folder's name. */
  readonly name: string;
  readonly seed: number | string;
  readonly scenario: Scenario;
}

/** How much of each example is run: as text, as the command takes it. */
export const exampleDuration = "70s";

/** The file of an example that describes its scenario; `undefined` where it has none. */
export function scenarioFileOf(example: string): string | undefined {
  const folder = join(root, "examples", example);
  const file = readdirSync(folder).find((name) => name.endsWith(".scenario.yaml"));
  return file === undefined ? undefined : join(folder, file);
}

/** The examples that are scenario files, cut to {@link exampleDuration}. */
export function exampleRuns(): readonly ExampleRun[] {
  if (!existsSync(join(root, "examples"))) return [];
  return readdirSync(join(root, "examples"))
    .sort()
    .flatMap((name) => {
      const file = scenarioFileOf(name);
      if (file === undefined) return [];
      const document = readScenarioDocument(readFileSync(file, "utf8"), file, [
        { path: "duration", value: exampleDuration },
      ]);
      const { scenario, seed } = readScenario(document, {
        open: (path) => ({ path, text: readFileSync(join(root, "examples", name, path), "utf8") }),
      });
      return [{ name, seed: seed ?? 1, scenario }];
    });
}
