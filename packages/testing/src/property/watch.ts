import { fingerprintOf } from "@orrery/kernel";
import fc, { type RunDetails } from "fast-check";
import { within, type Attempt, type AttemptedRun } from "./attempt.ts";
import { kebab, reportText, type Failure, type SavedAs } from "./report-text.ts";

/** Whose property it is, and where its counterexample goes. */
export interface PropertyPlace {
  /** The test's name. */
  readonly name: string;
  /** The folder for the counterexample; `null`: nothing is written. @defaultValue .orrery */
  readonly folder?: string | null | undefined;
}

/** How a property is repeated. */
export interface Repetition {
  /** The file with the test, as a command is given it; left out where there is none. */
  readonly file?: string | undefined;
  /** The line that repeats the test, with what fast-check is to be given. */
  readonly lineOf: (given: string) => string;
}

/** What all runs of a property came to. */
export interface PropertyTally {
  readonly runs: number;
  readonly messages: number;
  readonly faults: number;
  readonly struck: number;
  /** Equal where all runs were, in their order. */
  readonly digest: string;
}

/** Says what a property tells: `false` is wrong, and so is what it throws. */
export type Predicate<Values extends unknown[]> = (
  ...values: Values
) => boolean | void | PromiseLike<boolean | void>;

/** Watches the runs that a property makes, so that one that tests nothing fails, and one that fails says why. */
export class PropertyWatch {
  private readonly place: PropertyPlace;
  private readonly total = { runs: 0, messages: 0, faults: 0, struck: 0 };
  private digest = "";
  /** Of the attempt that failed last: the smallest so far. */
  private failed: readonly AttemptedRun[] = [];

  constructor(place: PropertyPlace) {
    this.place = place;
  }

  get tally(): PropertyTally {
    return { ...this.total, digest: this.digest };
  }

  /** The same predicate, watched. */
  watched<Values extends unknown[]>(
    predicate: Predicate<Values>,
  ): (...values: Values) => Promise<boolean | void> {
    return async (...values) => {
      const attempt: Attempt = { runs: [] };
      try {
        const verdict = await within(attempt, () => predicate(...values));
        if (verdict === false) this.failed = attempt.runs;
        return verdict;
      } catch (error) {
        if (!fc.PreconditionFailure.isFailure(error)) this.failed = attempt.runs;
        throw error;
      } finally {
        this.count(attempt);
      }
    };
  }

  /** @throws Error where the property failed, or tested nothing: a report that says so. */
  report(details: RunDetails<unknown>, { file, lineOf }: Repetition): void {
    const { failed, counterexample, errorInstance, seed, counterexamplePath } = details;
    if (!failed) return this.checkExercise(details.numRuns);
    if (counterexample === null) throw new Error(fc.defaultReportMessage(details) ?? "");
    const failure: Failure = {
      name: this.place.name,
      file: file ?? null,
      sentences: sentencesOf(counterexample),
      problem: isFalse(errorInstance) ? "the property is false" : textOf(errorInstance),
      line: lineOf(`{ seed: ${seed}, path: "${counterexamplePath}", endOnFailure: true }`),
      tried: details.numRuns,
      shrinks: details.numShrinks,
    };
    const report = reportText(failure, this.saved(failure));
    if (isFalse(errorInstance)) throw new Error(report);
    throw new Error(report, { cause: errorInstance });
  }

  private saved(failure: Failure): SavedAs {
    const { folder = ".orrery", name } = this.place;
    const run = this.failed.at(-1);
    if (run === undefined) return { path: null, why: "the property made no run" };
    if (folder === null) return { path: null, why: "it has no folder" };
    const file = failure.file?.replace(/^.*[/\\]/, "") ?? "";
    const path = `${folder}/${kebab(`${file.replace(/[.].*$/, "")} ${name}`)}.json`;
    try {
      const { sentences, problem, line } = failure;
      const found = { test: name, sentences, problem: firstLine(problem), repeat: line };
      return { path, options: run.save(path, found) };
    } catch (error) {
      return { path: null, why: textOf(error) };
    }
  }

  private checkExercise(tries: number): void {
    const { runs, messages, faults, struck } = this.total;
    const subject = `${this.place.name}: tested nothing`;
    if (runs === 0) throw new Error(`${subject}: no run was made in ${tries} tries`);
    if (messages === 0) {
      throw new Error(`${subject}: in ${runs} runs no message was worked on`);
    }
    if (faults > 0 && struck === 0) {
      throw new Error(`${subject}: in ${runs} runs none of ${faults} faults struck anything`);
    }
  }

  private count({ runs }: Attempt): void {
    for (const run of runs) {
      const { messages, faults, struck, digest } = run.tally();
      this.total.runs += 1;
      this.total.messages += messages;
      this.total.faults += faults;
      this.total.struck += struck;
      this.digest = fingerprintOf([this.digest, digest]);
    }
  }
}

/** What was given, a sentence for each value; of a record also its name. */
function sentencesOf(given: unknown): readonly string[] {
  if (Array.isArray(given)) return given.map((value) => fc.stringify(value));
  return Object.entries(given as object).map(([name, value]) => `${name}: ${fc.stringify(value)}`);
}

/** Whether fast-check says no more than that a property was false. */
const isFalse = (error: unknown): boolean =>
  error instanceof Error && error.message === "Property failed by returning false";

const firstLine = (text: string): string => text.trim().split("\n")[0] ?? "";
const textOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));
