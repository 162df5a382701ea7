import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import {
  continueRun,
  prepareRun,
  reportOf,
  type Run,
  type RunReport,
  type Scripts,
} from "@orrery/aws";
import { readScenario, readScenarioDocument, type Override } from "@orrery/templates";

/** Settings of a scenario in place of its own, by their paths. */
type Settings = Readonly<Record<string, string>>;

/** An example: its README in one line without the marks of quotations, and its scenario. */
interface Example {
  readonly readme: string;
  runWith(settings: Settings): Run;
  reportWith(settings: Settings): RunReport;
}

/** The example in the folder of the test whose `import.meta.url` this is, with the scripts that its scenario names. */
export function exampleAt(url: string, file: string, scripts: Scripts = {}): Example {
  const folder = dirname(fileURLToPath(url));
  const textOf = (name: string) => readFileSync(join(folder, name), "utf8");
  const runWith = (settings: Settings): Run => {
    const overrides = Object.entries(settings).map(([path, value]): Override => ({ path, value }));
    const document = readScenarioDocument(textOf(file), file, overrides);
    const open = (path: string) => ({ path, text: textOf(path) });
    const { scenario, seed } = readScenario(document, { open }, { scripts });
    const run = prepareRun(scenario, { seed: seed!, scripts });
    continueRun(run);
    return run;
  };
  return {
    readme: textOf("README.md").replaceAll(/\s+(?:>\s+)*/g, " "),
    runWith,
    reportWith: (settings) => reportOf(runWith(settings)),
  };
}

/** A number as READMEs write it. */
export const number = (value: number): string => value.toLocaleString("en-US");
