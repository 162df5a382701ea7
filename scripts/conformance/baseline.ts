import { existsSync, readFileSync, writeFileSync } from "node:fs";
import type { FileReport } from "./file-report.ts";

/** Ids of the cases that passed, by file. */
export type Baseline = Readonly<Record<string, readonly string[]>>;

/** A case that had to pass and did not. */
export interface BrokenCase {
  readonly file: string;
  readonly id: string;
  /** Whether it passed before. */
  readonly wasPassed: boolean;
  readonly why: string;
}

/** The baseline; empty where none was written yet. */
export function readBaseline(path: string): Baseline {
  if (!existsSync(path)) return {};
  // One text of ids for each file: this module wrote it.
  const texts = JSON.parse(readFileSync(path, "utf8")) as Readonly<Record<string, string>>;
  return Object.fromEntries(Object.entries(texts).map(([file, ids]) => [file, ids.split(" ")]));
}

/** Writes a baseline, one line for each file. */
export function writeBaseline(path: string, baseline: Baseline): void {
  const texts = Object.fromEntries(
    Object.entries(baseline).map(([file, ids]) => [file, ids.join(" ")]),
  );
  writeFileSync(path, `${JSON.stringify(texts, null, 2)}\n`);
}

/** The baseline with the passed cases of `reports` in place of what it said of their files. */
export function updatedBaseline(before: Baseline, reports: readonly FileReport[]): Baseline {
  const ids = new Map(Object.entries(before));
  for (const { name, cases } of reports) {
    const passed = cases.filter(({ outcome }) => outcome.status === "passed").map(({ id }) => id);
    if (passed.length === 0) ids.delete(name);
    else ids.set(name, passed.sort());
  }
  return Object.fromEntries([...ids].sort(([one], [other]) => (one < other ? -1 : 1)));
}

/**
 * The cases that had to pass and did not: those that passed before, whatever became of them, and
 * those of complete files that failed.
 */
export function brokenIn(
  baseline: Baseline,
  reports: readonly FileReport[],
): readonly BrokenCase[] {
  return reports.flatMap(({ name, isComplete, cases }) => {
    const before = new Set(baseline[name] ?? []);
    return cases.flatMap(({ id, outcome }) => {
      const wasPassed = before.has(id);
      if (outcome.status === "passed") return [];
      if (!wasPassed && !(isComplete && outcome.status === "failed")) return [];
      const why = outcome.status === "failed" ? outcome.why : `not supported: ${outcome.reason}`;
      return [{ file: name, id, wasPassed, why }];
    });
  });
}
