import { Percentiles, prepareRun, runInPortions } from "@orrery/aws";
import { checkExpectations, withPlaces } from "@orrery/templates";
import { RunResult } from "./run-result.ts";
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
export function runOf(subject: ReadSubject): RunResult {
  const { scenario, seed, scripts } = subject;
  const percentiles = new Percentiles();
  const { recorderOf } = percentiles;
  const made = withPlaces(subject, subject.document, () =>
    prepareRun(scenario, { seed, scripts, recorderOf }),
  );
  checkExpectations(made, subject.document);
  for (const _ of runInPortions(made));
  return new RunResult(made, subject, percentiles);
}
