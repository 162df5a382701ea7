import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { continueRun, missingPermissions, prepareRun, reportOf, type Scripts } from "@orrery/aws";
import { seconds, type Instant } from "@orrery/kernel";
import { readScenario, readScenarioDocument } from "@orrery/templates";
import { describe, expect, it } from "vitest";
import { scripts as approval } from "./21-approval/desk.ts";
import { scripts as chat } from "./23-chat/scripts.ts";
import { scripts as layers } from "./25-three-layers/scripts.ts";

const scripts: Scripts = { ...approval, ...chat, ...layers };
const textIn = (...path: readonly string[]): string =>
  readFileSync(join(import.meta.dirname, ...path), "utf8");

const scenarios = readdirSync(import.meta.dirname, { withFileTypes: true })
  .filter((each) => each.isDirectory())
  .flatMap(({ name }) =>
    readdirSync(join(import.meta.dirname, name))
      .filter((file) => file.endsWith(".scenario.yaml"))
      .map((file) => [name, file] as const),
  );

/** A run of an example that has not begun, with policies minded or not. */
function preparedWith(folder: string, file: string, iam: string) {
  const document = readScenarioDocument(textIn(folder, file), file, [{ path: "iam", value: iam }]);
  const open = (path: string) => ({ path, text: textIn(folder, path) });
  const { scenario, seed } = readScenario(document, { open }, { scripts });
  return prepareRun(scenario, { seed: seed!, scripts });
}

describe("every example has the permissions that AWS would ask for", () => {
  it.each(scenarios)("%s", (folder, file) => {
    const run = preparedWith(folder, file, "enforce");
    expect(missingPermissions(run)).toEqual([]);
    // So that functions call what they call.
    continueRun(run, { until: seconds(1) as number as Instant });
    expect(missingPermissions(run)).toEqual([]);
  });
});

it.each(scenarios.filter(([folder]) => /^(07|20|23)/.test(folder)))(
  "%s does the same where policies are enforced",
  (folder, file) => {
    const [enforced, free] = ["enforce", "off"].map((iam) => {
      const run = preparedWith(folder, file, iam);
      continueRun(run, { until: seconds(2) as number as Instant });
      return reportOf(run).metrics;
    });
    expect(enforced).toEqual(free);
  },
);
