/** What a run that a property made came to. */
export interface RunTally {
  /** Messages and requests that came to resources, where something was worked on. */
  readonly messages: number;
  /** Faults that the run was given. */
  readonly faults: number;
  /** How often one of them struck. */
  readonly struck: number;
  readonly digest: string;
}

/** Where a counterexample comes from, and how it is repeated: what a saved run says of itself. */
export interface FoundBy {
  /** The test's name. */
  readonly test: string;
  /** What was tried, one sentence each. */
  readonly sentences: readonly string[];
  /** What was wrong. */
  readonly problem: string;
  /** What repeats the test, such as `test.prop([…], { seed: 7, path: "0:1", endOnFailure: true })`. */
  readonly repeat: string;
}

/** A run as the property that makes it needs to know it. */
export interface AttemptedRun {
  /** What it came to by now. */
  tally(): RunTally;
  /**
   * Writes all that repeats it, where there are files; the folder is made. Gives the options that the command
   * needs beside the file, such as `--scripts MODULE`.
   */
  save(path: string, found: FoundBy): readonly string[];
}

/** One attempt of a property: the runs that it made. */
export interface Attempt {
  readonly runs: AttemptedRun[];
}

/** What keeps apart attempts that wait for each other in turns. */
interface Storage {
  run<Result>(attempt: Attempt, inside: () => Result): Result;
  getStore(): Attempt | undefined;
}

interface Host {
  readonly process?: {
    getBuiltinModule?(name: "node:async_hooks"): { readonly AsyncLocalStorage: new () => Storage };
  };
}

/** For engines that have nothing of the kind, in which tests come one after the other. */
class PresentAttempt implements Storage {
  private present: Attempt | undefined;

  run<Result>(attempt: Attempt, inside: () => Result): Result {
    this.present = attempt;
    return inside();
  }

  getStore(): Attempt | undefined {
    return this.present;
  }
}

let storage: Storage | null = null;

function attempts(): Storage {
  if (storage !== null) return storage;
  const hooks = (globalThis as Host).process?.getBuiltinModule?.("node:async_hooks");
  return (storage = hooks === undefined ? new PresentAttempt() : new hooks.AsyncLocalStorage());
}

/** Tells the property under way, if there is one, of a run: `tell` is asked for it only then. */
export function noteRun(tell: () => AttemptedRun): void {
  attempts().getStore()?.runs.push(tell());
}

/** Does `inside`, whose runs are noted in `attempt`. */
export const within = <Result>(attempt: Attempt, inside: () => Result): Result =>
  attempts().run(attempt, inside);
