import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Oracle } from "@orrery/kernel";
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
  /** A run that has not begun, whose choices `oracle` makes. */
  preparedWith(settings: Settings, oracle?: Oracle): Run;
  runWith(settings: Settings): Run;
  reportWith(settings: Settings): RunReport;
}

/** The example in the folder of the test whose `import.meta.url` this is, with the scripts that its scenario names. */
export function exampleAt(url: string, file: string, scripts: Scripts = {}): Example {
  const folder = dirname(fileURLToPath(url));
  const textOf = (name: string) => readFileSync(join(folder, name), "utf8");
  const preparedWith = (settings: Settings, oracle?: Oracle): Run => {
    const overrides = Object.entries(settings).map(([path, value]): Override => ({ path, value }));
    const document = readScenarioDocument(textOf(file), file, overrides);
    const open = (path: string) => ({ path, text: textOf(path) });
    const { scenario, seed } = readScenario(document, { open }, { scripts });
    return prepareRun(scenario, {
      seed: seed!,
      scripts,
      ...(oracle === undefined ? {} : { oracle }),
    });
  };
  const runWith = (settings: Settings): Run => {
    const run = preparedWith(settings);
    continueRun(run);
    return run;
  };
  return {
    readme: textOf("README.md").replaceAll(/\s+(?:>\s+)*/g, " "),
    preparedWith,
    runWith,
    reportWith: (settings) => reportOf(runWith(settings)),
  };
}

/** A number as READMEs write it. */
export const number = (value: number): string => value.toLocaleString("en-US");
