import {
  Percentiles,
  prepareRun,
  runInPortions,
  scriptsNamedIn,
  type Measure,
  type Run,
} from "@orrery/aws";
import { checkExpectations, withPlaces } from "@orrery/templates";
import { noteRun } from "@orrery/testing";
import { RunResult } from "./run-result.ts";
import { tallyOf } from "./run-tally.ts";
import { readSubject, type ReadSubject, type ScenarioSettings, type Subject } from "./subject.ts";

/**
 * Runs a stack, a scenario, or a scenario file or template by its path, to its end. `settings` are those
 * of scenario files; they say what a stack or a template leaves open, and replace what a file says.
 *
 * ```ts
 * const result = run(stack, { duration: "1h", workload: [{ to: "Orders", arrivals: { poisson: { rate: "200/s" } } }] });
 * result.metric("Worker", "Duration").p95;
 * ```
 *
 * @throws ConfigError, ScenarioError or TemplateError for what cannot be run: one line with place, expected,
 *   received. NotModeledError where something is called that is not modeled.
 */
export function run(subject: Subject, settings: ScenarioSettings = {}): RunResult {
  return runOf(readSubject(subject, settings));
}

/** Runs what was read. */
function runOf(subject: ReadSubject): RunResult {
  const steps = runSteps(subject);
  for (;;) {
    const step = steps.next();
    if (step.done === true) return step.value;
  }
}

/** Runs what was read, in steps that take a moment each; `measures` can be told of it without another run. */
export function* runSteps(
  subject: ReadSubject,
  measures: readonly Measure[] = [],
): Generator<Run, RunResult> {
  const { scenario, seed, scripts, queryEngine } = subject;
  const percentiles = new Percentiles();
  const { recorderOf } = percentiles;
  const made = withPlaces(subject, subject.document, () =>
    prepareRun(scenario, { seed, scripts, queryEngine, recorderOf, measures }),
  );
  checkExpectations(made, subject.document);
  for (const _ of runInPortions(made)) yield made;
  const result = new RunResult(made, subject, percentiles);
  noteRun(() => ({
    tally: () => tallyOf(made),
    save(path, counterexample) {
      result.save(path, counterexample);
      // Which module has them is not known here.
      return scriptsNamedIn(scenario).length === 0 ? [] : ["--scripts MODULE"];
    },
  }));
  return result;
}
