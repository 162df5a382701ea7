import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { RecordedCase } from "./outcome.ts";

/** The recorded cases of one file. */
export interface RecordedCases {
  /** The file's name without `.json`. */
  readonly name: string;
  readonly cases: readonly RecordedCase[];
}

/** The names of the files with recorded cases, in order; `undefined` where there is no such folder. */
export function caseFileNames(folder: string): readonly string[] | undefined {
  if (!existsSync(folder)) return undefined;
  return readdirSync(folder)
    .filter((file) => file.endsWith(".json"))
    .map((file) => file.slice(0, -".json".length))
    .sort();
}

/** The cases of a file. A file of arrivals or invocations has none. */
export function readCases(folder: string, name: string): RecordedCases {
  const text = readFileSync(join(folder, `${name}.json`), "utf8");
  // The files' form is fixed by the README beside them.
  const { cases = [] } = JSON.parse(text) as { readonly cases?: readonly RecordedCase[] };
  return { name, cases };
}
