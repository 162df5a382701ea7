import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Scenario } from "@orrery/aws";
import { inSeconds, own } from "@orrery/kernel";
import { readScenario, readScenarioDocument } from "@orrery/templates";
import { root } from "../workspace.ts";

/** The beginning of an example's run. */
export interface ExampleRun {
  /** Its folder's name. */
  readonly name: string;
  readonly seed: number | string;
  /** How much of it is run: as text, as the command takes it. */
  readonly duration: string;
  readonly scenario: Scenario;
}

/** How much of each example is run once all of its workloads and actions have begun, in seconds. */
const beginning = 70;
/** Of those in which so much happens that engines that interpret would take minutes. */
const beginnings: Readonly<Record<string, number>> = {
  "01-orders-queue": 30,
  "09-hot-partition": 7,
  "22-fan-out": 20,
};

/** Examples in which too much happens before all of it has begun: a hundred thousand objects are put first. */
const leftOut: ReadonlySet<string> = new Set(["17-map-or-queue"]);

/** The file of an example that describes its scenario; `undefined` where it has none. */
export function scenarioFileOf(example: string): string | undefined {
  const folder = join(root, "examples", example);
  const file = readdirSync(folder).find((name) => name.endsWith(".scenario.yaml"));
  return file === undefined ? undefined : join(folder, file);
}

/** The examples that are scenario files without scripts and need no time zones, cut to their beginnings. */
export function exampleRuns(): readonly ExampleRun[] {
  if (!existsSync(join(root, "examples"))) return [];
  return readdirSync(join(root, "examples"), { withFileTypes: true })
    .flatMap((entry) => (entry.isDirectory() ? [entry.name] : []))
    .sort()
    .flatMap((name) => {
      const file = scenarioFileOf(name);
      if (file === undefined || leftOut.has(name)) return [];
      // What scripts do is no data.
      if (readScenarioDocument(readFileSync(file, "utf8"), file).content.scripts !== undefined)
        return [];
      const open = (path: string) => ({
        path,
        text: readFileSync(join(root, "examples", name, path), "utf8"),
      });
      const read = (overrides: Parameters<typeof readScenarioDocument>[2]) =>
        readScenario(readScenarioDocument(readFileSync(file, "utf8"), file, overrides), { open });
      const { workloads, actions = [] } = read([]).scenario;
      const begun = [...workloads.map(({ from }) => from), ...actions.map(({ at }) => at)];
      const duration = `${Math.max(0, ...begun.map(inSeconds)) + (own(beginnings, name) ?? beginning)}s`;
      const { scenario, seed } = read([{ path: "duration", value: duration }]);
      return needsTimeZones(scenario) ? [] : [{ name, seed: seed ?? 1, duration, scenario }];
    });
}

/** Whether it needs a table of time zones, which not every engine has. */
const needsTimeZones = ({ architecture }: Scenario): boolean =>
  architecture.some(({ params }) => {
    const { ScheduleExpressionTimezone: zone = "UTC" } = params;
    return zone !== "UTC";
  });
