import type { RecordedCases } from "./case-folder.ts";
import { failed, type CaseFile, type Outcome, type RecordedCase } from "./outcome.ts";
import { isList } from "./value.ts";

/** A case and what became of it. */
export interface CaseReport {
  readonly id: string;
  readonly outcome: Outcome;
  /** Whether the emulator whose tests recorded the case leaves it, or a part of it, out. */
  readonly isBeyondEmulator: boolean;
}

/** What became of the cases of a file. */
export interface FileReport {
  readonly name: string;
  readonly isComplete: boolean;
  readonly cases: readonly CaseReport[];
  /** What the file says besides. */
  readonly remarks: readonly string[];
}

/** How many cases came to what. */
export interface Counts {
  readonly passed: number;
  readonly failed: number;
  readonly unsupported: number;
}

/** A reason and the cases that have it. */
export interface ReasonGroup {
  readonly reason: string;
  readonly ids: readonly string[];
}

/** Runs all cases of a file that it takes. What a case throws is its failure. */
export function runFile(file: CaseFile, { name, cases }: RecordedCases): FileReport {
  const taken = cases.filter((recorded) => file.takes?.(recorded) ?? true);
  const reports = taken.map((recorded) => ({
    id: recorded.id,
    outcome: outcomeIn(file, recorded),
    isBeyondEmulator: isBeyondEmulator(recorded),
  }));
  const remarks = file.remarks?.() ?? [];
  return { name, isComplete: file.isComplete, cases: reports, remarks };
}

/** The counts of a file. */
export function countsOf({ cases }: FileReport): Counts {
  const count = (status: Outcome["status"]) =>
    cases.filter(({ outcome }) => outcome.status === status).length;
  return { passed: count("passed"), failed: count("failed"), unsupported: count("unsupported") };
}

/** Why cases are not supported, the most frequent reason first. */
export function unsupportedReasons({ cases }: FileReport): readonly ReasonGroup[] {
  const groups = new Map<string, string[]>();
  for (const { id, outcome } of cases) {
    if (outcome.status !== "unsupported") continue;
    const ids = groups.get(outcome.reason);
    if (ids === undefined) groups.set(outcome.reason, [id]);
    else ids.push(id);
  }
  return [...groups]
    .map(([reason, ids]) => ({ reason, ids }))
    .sort(
      (one, other) => other.ids.length - one.ids.length || (one.reason < other.reason ? -1 : 1),
    );
}

/** The cases that failed, with why, in the file's order. */
export function failures({
  cases,
}: FileReport): readonly { readonly id: string; readonly why: string }[] {
  return cases.flatMap(({ id, outcome }) =>
    outcome.status === "failed" ? [{ id, why: outcome.why }] : [],
  );
}

/** How many cases passed that the emulator leaves out, or leaves a part of out. */
export const passedBeyondEmulator = ({ cases }: FileReport): number =>
  cases.filter(({ outcome, isBeyondEmulator: isBeyond }) => isBeyond && outcome.status === "passed")
    .length;

function outcomeIn(file: CaseFile, recorded: RecordedCase): Outcome {
  try {
    return file.run(recorded);
  } catch (error) {
    return failed(error instanceof Error ? `${error.name}: ${error.message}` : String(error));
  }
}

function isBeyondEmulator({ localstackSkips, localstackSkipped }: RecordedCase): boolean {
  return localstackSkipped === true || (isList(localstackSkips) && localstackSkips.length > 0);
}
