import type { ArrivalProcess, Distribution, Duration, Instant, Plain } from "@orrery/kernel";
import { noTime } from "@orrery/kernel";
import {
  continueRun,
  prepareRun,
  type AwsSimulation,
  type Scenario,
  type Scripts,
  type Workload,
} from "../src/index.ts";

/** A run whose digest is pinned, under each of its seeds. */
export interface DigestCase {
  readonly name: string;
  readonly seeds: readonly (number | string)[];
  /** Runs it to its end, and says what it came to. */
  run(seed: number | string): Pick<AwsSimulation, "digest" | "events">;
}

/** Runs a scenario to its end. */
export function runScenario(
  scenario: Scenario,
  seed: number | string,
  scripts: Scripts = {},
): AwsSimulation {
  const run = prepareRun(scenario, { seed, scripts });
  continueRun(run);
  return run.simulation;
}

/** A scenario that is run to its end. */
export const scenarioCase = (
  name: string,
  seeds: readonly (number | string)[],
  scenario: () => Scenario,
  scripts: Scripts = {},
): DigestCase => ({ name, seeds, run: (seed) => runScenario(scenario(), seed, scripts) });

/** The instant so long after the start of the run. */
export const at = (duration: Duration): Instant => duration as number as Instant;

/** Always `value`. */
export const constant = (value: number): Distribution => ({ type: "constant", value });

/** A lognormal law by its median. */
export const lognormal = (median: number, sigma: number): Distribution => ({
  type: "lognormal",
  median,
  sigma,
});

/** What reaches `to`: for the whole run and with a body of 200 bytes unless said otherwise. */
export const workload = (
  to: string,
  arrivals: ArrivalProcess,
  rest: Partial<Omit<Workload, "to" | "arrivals">> = {},
): Workload => ({
  to,
  arrivals,
  from: noTime,
  until: null,
  payload: { type: "size", size: constant(200) },
  groups: [],
  ...rest,
});

/** These bodies, in turn. */
export const listed = (bodies: readonly Plain[]): Workload["payload"] => ({
  type: "list",
  bodies: bodies.map((body) => {
    const text = JSON.stringify(body);
    return { body: text, size: text.length };
  }),
});
