import type { Value, ValueObject } from "./value.ts";

/** A case of a file of recorded cases. */
export interface RecordedCase {
  readonly id: string;
  readonly source: string;
  readonly input: ValueObject;
  readonly expected: Value;
  readonly [member: string]: Value;
}

/** What became of a case. */
export type Outcome = Passed | Failed | Unsupported;

/** Every check held. */
export interface Passed {
  readonly status: "passed";
}

/** A check did not hold. */
export interface Failed {
  readonly status: "failed";
  readonly why: string;
}

/** The case needs what is not built. */
export interface Unsupported {
  readonly status: "unsupported";
  readonly reason: string;
}

/** A case that passed. */
export const passed: Passed = { status: "passed" };
/** A case that failed. */
export const failed = (why: string): Failed => ({ status: "failed", why });
/** A case that needs what is not built. */
export const unsupported = (reason: string): Unsupported => ({ status: "unsupported", reason });

/** Passed when nothing contradicts. */
export const outcomeOf = (why: string | undefined): Outcome =>
  why === undefined ? passed : failed(why);

/** Runs the cases of one file. */
export interface CaseFile {
  /** The file's name without `.json`. */
  readonly name: string;
  /** Whether a case that fails is a defect, recorded as passed before or not. */
  readonly isComplete: boolean;
  /** Whether a case is run at all; left out: each is. */
  takes?(recorded: RecordedCase): boolean;
  /** Throws only what is a failure of the case. */
  run(recorded: RecordedCase): Outcome;
  /** What is said besides, once all cases have run; left out: nothing. */
  remarks?(): readonly string[];
}
