import {
  invariant,
  minutes,
  Simulation,
  start,
  type Distribution,
  type Duration,
  type Instant,
} from "@orrery/kernel";
import { machinesOf } from "@orrery/aws";
import { figureValues } from "../../../packages/aws/src/service/assumed-figure.ts";
import { resolveRetry } from "../../../packages/aws/src/workload/caller.ts";
import { callerAssumptions, sdkAssumptions } from "../../../packages/aws/src/workload/limits.ts";
import type { WorkloadSettings } from "../../../packages/aws/src/workload/state.ts";
import { resolveFunctionConfig } from "../../../packages/aws/src/services/lambda/config.ts";

/** A function under requests that arrive independently of each other. Times are seconds. */
export interface Experiment {
  readonly arrivalRate: number;
  /** Means of exponential times; a cold start takes the difference besides. */
  readonly warmService: number;
  readonly coldService: number;
  /** How long an idle environment lives; `null`: environments come and go as ours do at `asOf`. */
  readonly idleLifetime: number | null;
  /** The date whose rules hold, `YYYY-MM-DD`. */
  readonly asOf: string;
  /** The account's quota. */
  readonly concurrency: number;
}

/** How a run is cut into batches. */
export interface Batches {
  readonly count: number;
  readonly samplesInBatch: number;
  /** Seconds between two samples. */
  readonly every: number;
}

/** What happened in one batch. */
export interface Batch {
  readonly offered: number;
  readonly refused: number;
  readonly invocations: number;
  readonly coldStarts: number;
  /** Means over its samples. */
  readonly environments: number;
  readonly running: number;
  /** Seconds of invocations that ended in it, by the seconds it lasts. */
  readonly busy: number;
  /** Shares of its samples by how many environments there were. */
  readonly shares: ReadonlyMap<number, number>;
}

type Counts = Omit<Batch, "environments" | "running" | "shares">;

const microsecondsInSecond = 1_000_000;
const region = "us-east-1";
const noTime: Distribution = { type: "constant", value: 0 };
const farOff: Distribution = { type: "constant", value: 1e15 };

/** Lets an experiment run from an empty function on. */
export function runExperiment(
  experiment: Experiment,
  { count, samplesInBatch, every }: Batches,
): readonly Batch[] {
  const interval = Math.round(every * microsecondsInSecond) as Duration;
  const batches: Batch[] = [];
  let before: Counts = { offered: 0, refused: 0, invocations: 0, coldStarts: 0, busy: 0 };
  let samples: (readonly [environments: number, running: number])[] = [];
  const observe = (seen: Simulation, now: Instant): void => {
    const { Environments, RunningInvocations } = seen.gaugesOf("function", now);
    invariant(
      Environments !== undefined && RunningInvocations !== undefined,
      "a function's gauges",
    );
    samples.push([Environments, RunningInvocations]);
    if (samples.length < samplesInBatch) return;
    const counts = countsOf(seen);
    batches.push(batchOf(before, counts, samples, samplesInBatch * every));
    before = counts;
    samples = [];
  };
  const simulation = new Simulation({
    seed: 1,
    machines: machinesOf(),
    observer: { every: interval, observe },
  });
  build(simulation, experiment);
  simulation.run({ until: (interval * samplesInBatch * count) as Instant });
  invariant(batches.length >= count, `a run has its ${count} batches`);
  return batches.slice(0, count);
}

function batchOf(
  before: Counts,
  after: Counts,
  samples: readonly (readonly [environments: number, running: number])[],
  seconds: number,
): Batch {
  const shares = new Map<number, number>();
  let environments = 0;
  let running = 0;
  for (const [there, busy] of samples) {
    environments += there / samples.length;
    running += busy / samples.length;
    shares.set(there, (shares.get(there) ?? 0) + 1 / samples.length);
  }
  return {
    offered: after.offered - before.offered,
    refused: after.refused - before.refused,
    invocations: after.invocations - before.invocations,
    coldStarts: after.coldStarts - before.coldStarts,
    busy: (after.busy - before.busy) / seconds,
    environments,
    running,
    shares,
  };
}

function countsOf(simulation: Simulation): Counts {
  const ofFunction = simulation.metersOf("function");
  const ofWorkload = simulation.metersOf("workload");
  const spent = (ofFunction.Duration?.sum ?? 0) + (ofFunction.InitDuration?.sum ?? 0);
  return {
    offered: ofWorkload.Offered?.count ?? 0,
    refused: ofWorkload.Refused?.count ?? 0,
    invocations: ofFunction.Invocations?.count ?? 0,
    coldStarts: ofFunction.ColdStarts?.count ?? 0,
    busy: spent / microsecondsInSecond,
  };
}

function build(simulation: Simulation, experiment: Experiment): void {
  const { arrivalRate, warmService, coldService, idleLifetime, concurrency, asOf } = experiment;
  const constant = (seconds: number): Distribution => ({
    type: "constant",
    value: seconds * microsecondsInSecond,
  });
  simulation.apply({
    do: "create",
    name: "account",
    kind: "lambda.account",
    settings: { concurrentExecutions: concurrency, reserved: 0, region, asOf },
    connections: [],
  });
  simulation.apply({
    do: "create",
    name: "function",
    kind: "lambda.function",
    settings: resolveFunctionConfig("worker", {
      region,
      asOf,
      timeout: (900 * microsecondsInSecond) as Duration,
      behavior: {
        type: "profile",
        duration: { type: "exponential", mean: warmService * microsecondsInSecond },
        durationPerItem: null,
        coldStart: constant(coldService - warmService),
        failures: 0,
        poison: 0,
        calls: [],
        response: null,
      },
      environments: {
        placement: noTime,
        ...(idleLifetime === null
          ? {}
          : {
              idleLifetime: constant(idleLifetime),
              surplusHalving: null,
              maximumAge: farOff,
            }),
      },
    }),
    connections: [{ port: "account", to: 0, target: "account" }],
  });
  const settings: WorkloadSettings = {
    target: "lambda.function",
    door: "request",
    number: 1,
    name: "workload",
    arrivals: { type: "poisson", rate: arrivalRate },
    origin: start,
    from: start,
    until: null,
    payload: { type: "body", body: "{}", size: 2 },
    deduplication: "none",
    groups: [],
    users: null,
    batch: null,
    attributes: [],
    delay: null,
    http: null,
    offloading: null,
    requests: null,
    session: null,
    others: [],
    routes: [],
    routeOf: [],
    isDistant: false,
    breaker: null,
    connections: null,
    retry: resolveRetry("retry", { attempts: 1 }),
    timeout: minutes(16),
    assumed: { ...figureValues(sdkAssumptions), ...figureValues(callerAssumptions) },
  };
  simulation.apply({
    do: "create",
    name: "workload",
    kind: "workload",
    settings,
    connections: [{ port: "target", to: 0, target: "function" }],
  });
  simulation.tell("workload", { type: "start" });
}
