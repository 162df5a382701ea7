import { runExperiment, type Batch } from "../cold-starts/experiment.ts";
import { measuredExperiment, measuredOn, repeated } from "../cold-starts/measured.ts";
import { longRunOf } from "../cold-starts/newest-first.ts";
import { failed, outcomeOf, unsupported, type CaseFile, type Outcome } from "../outcome.ts";
import { ratioInterval, type Interval } from "../queueing/interval.ts";
import { isList, isObject, memberOf, type Value, type ValueObject } from "../value.ts";

const repetitions = 10;
// The quantile at 0.9995 of Student's t with 9 degrees of freedom: 99.9 % between both ends.
const studentQuantile = 4.781;
const simulatedBatches = 20;
const samplesInBatch = 2_000;
/** The published figures are of one run, whose chance moves them: points of a percentage. */
const oneRun = 1;
/** As many as leave chance half a point in what the other simulator's rules come to. */
const longRun = 1_000_000;
/** The share by which it moves the utilization's. */
const oneRunOfUtilization = 0.05;

/** A measured experiment. */
interface Measured {
  readonly input: ValueObject;
  readonly expected: ValueObject;
}

/** How far a repeated experiment is from the measured one, as shares. */
interface Errors {
  readonly coldStartProbability: number;
  readonly averageInstances: number;
  readonly utilization: number;
  /** Of the measurement itself. */
  readonly standardError: number;
}

/** Cold starts: experiments measured on Lambda, and what a published simulator makes of them. */
export function coldStartFile(): CaseFile {
  const errors = new Map<string, Errors>(); // By experiment, for the aggregate that comes later.
  const ownErrors = new Map<string, Errors>(); // The same with our own environments.
  const measured = new Map<string, Measured>();
  const remarks: string[] = [];
  return {
    name: "simfaas",
    isComplete: false,
    run({ input, expected }): Outcome {
      if (!isObject(expected)) return unsupported("expects no quantities");
      switch (input.kind) {
        case "measured":
          measured.set(String(input.experiment), { input, expected });
          return repeatMeasured(input, expected, errors, ownErrors);
        case "simulated":
          return repeatSimulated(input, expected);
        case "aggregate":
          remarks.push(remarkOfTheirs(input, measured));
          return aggregate(input, expected, errors);
        default:
          return unsupported(`the kind ${String(input.kind)}`);
      }
    },
    remarks: () => (errors.size === 0 ? [] : [remarkOf(errors, ownErrors), ...remarks]),
  };
}

/** Repeats an experiment ten times: the measured one must be like one of them. */
function repeatMeasured(
  input: ValueObject,
  expected: ValueObject,
  errors: Map<string, Errors>,
  ownErrors: Map<string, Errors>,
): Outcome {
  const experiment = measuredExperiment(input);
  const own = repeated({ ...experiment, idleLifetime: null }, repetitions);
  ownErrors.set(String(input.experiment), errorsOf(own, expected));
  const batches = repeated(experiment, repetitions);
  errors.set(String(input.experiment), errorsOf(batches, expected));
  const ofOne: Readonly<Record<string, (batch: Batch) => number>> = {
    coldStartProbability: ({ coldStarts, invocations }) => coldStarts / invocations,
    averageInstances: ({ environments }) => environments,
    averageRunning: ({ running }) => running,
    averageIdle: ({ environments, running }) => environments - running,
    utilization: ({ environments, running }) => running / environments,
  };
  for (const [name, of] of Object.entries(ofOne)) {
    const why = refute(name, predictionOf(batches.map(of)), numberOf(expected[name]));
    if (why !== undefined) return failed(why);
  }
  return outcomeOf(undefined);
}

/** How far batches are from a measured experiment. */
function errorsOf(batches: readonly Batch[], expected: ValueObject): Errors {
  const mean = (of: (batch: Batch) => number): number => averageOf(batches.map(of));
  const error = (name: string, ours: number): number =>
    Math.abs(ours / numberOf(expected[name]) - 1);
  return {
    coldStartProbability: error(
      "coldStartProbability",
      mean(({ coldStarts }) => coldStarts) / mean(({ invocations }) => invocations),
    ),
    averageInstances: error(
      "averageInstances",
      mean(({ environments }) => environments),
    ),
    utilization: error(
      "utilization",
      mean(({ busy }) => busy) / mean(({ environments }) => environments),
    ),
    standardError:
      numberOf(expected.coldStartProbabilitySE) / numberOf(expected.coldStartProbability),
  };
}

/** Runs as long as the other simulator did, once: both runs are moved by chance alike. */
function repeatSimulated(input: ValueObject, expected: ValueObject): Outcome {
  const duration = numberOf(input.maxTime);
  const experiment = {
    arrivalRate: numberOf(input.arrivalRate),
    warmService: numberOf(input.warmServiceMean),
    coldService: numberOf(input.coldServiceMean),
    idleLifetime: numberOf(input.expirationThreshold),
    concurrency: numberOf(input.maximumConcurrency ?? 1_000),
    asOf: measuredOn,
  };
  const batches = runExperiment(experiment, {
    count: simulatedBatches,
    samplesInBatch,
    every: duration / (simulatedBatches * samplesInBatch),
  });
  const shown = quantitiesOf(batches, duration / simulatedBatches);
  for (const [name, value] of Object.entries(expected)) {
    // What it says of its own certainty is no quantity of the system.
    if (name === "ci95HalfWidthOfServerCountPercent") continue;
    const why =
      name === "serverCountDistribution" && isObject(value)
        ? refuteShares(batches, value)
        : refuteShown(name, shown[name], numberOf(value));
    if (why !== undefined) return failed(why);
  }
  return outcomeOf(undefined);
}

function quantitiesOf(
  batches: readonly Batch[],
  seconds: number,
): Readonly<Record<string, Interval>> {
  const each = (of: (batch: Batch) => number): readonly number[] => batches.map(of);
  const ones = each(() => 1);
  const coldStarts = each((batch) => batch.coldStarts);
  const offered = each((batch) => batch.offered);
  const all = ({ mean, halfWidth }: Interval): Interval => ({
    mean: mean * batches.length,
    halfWidth: halfWidth * batches.length,
  });
  return {
    requests: all(ratioInterval(offered, ones, 1)),
    coldStarts: all(ratioInterval(coldStarts, ones, 1)),
    coldStartProbability: ratioInterval(
      coldStarts,
      each(({ invocations }) => invocations),
      1,
    ),
    rejectionProbability: ratioInterval(
      each(({ refused }) => refused),
      offered,
      1,
    ),
    averageServerCount: sampled(each(({ environments }) => environments)),
    averageRunningCount: sampled(each(({ running }) => running)),
    averageIdleCount: sampled(each(({ environments, running }) => environments - running)),
    // By Little's law: how many there are is how often one starts, times how long it lives.
    averageInstanceLifeSpan: ratioInterval(
      each(({ environments }) => environments * seconds),
      coldStarts,
      1,
    ),
  };
}

/** A mean over samples, of which one more could have seen one more. */
const sampled = (values: readonly number[]): Interval =>
  ratioInterval(
    values,
    values.map(() => 1),
    1 / samplesInBatch,
  );

function refuteShares(batches: readonly Batch[], expected: ValueObject): string | undefined {
  for (const [servers, share] of Object.entries(expected)) {
    const ours = sampled(batches.map(({ shares }) => shares.get(Number(servers)) ?? 0));
    const why = refuteShown(`serverCountDistribution.${servers}`, ours, numberOf(share));
    if (why !== undefined) return why;
  }
  return undefined;
}

function refuteShown(name: string, ours: Interval | undefined, theirs: number): string | undefined {
  if (ours === undefined) return `${name} is not measured`;
  const { mean, halfWidth } = ours;
  // Two runs differ by more than one run and the truth; and the printed figure is rounded.
  return refute(name, { mean, halfWidth: halfWidth * Math.SQRT2 + roundingOf(theirs) }, theirs);
}

function refute(name: string, { mean, halfWidth }: Interval, value: number): string | undefined {
  return Math.abs(mean - value) <= halfWidth
    ? undefined
    : `${name} must be ${value}: received ${mean} ± ${halfWidth}`;
}

/** The mean absolute errors of our repetitions beside those published of the other simulator. */
function aggregate(
  { rows }: ValueObject,
  expected: ValueObject,
  errors: ReadonlyMap<string, Errors>,
): Outcome {
  const named = isList(rows) ? rows.map(String) : [];
  const missing = named.filter((name) => !errors.has(name));
  if (missing.length > 0) return unsupported(`lacks the experiments ${missing.join(", ")}`);
  const average = (of: keyof Errors): number =>
    averageOf(named.map((name) => errors.get(name)![of]));
  const atMost: readonly (readonly [name: string, ours: number, chance: number])[] = [
    ["coldStartProbabilityMAPE_percent", 100 * average("coldStartProbability"), oneRun],
    ["averageInstanceCountMAPE_percent", 100 * average("averageInstances"), oneRun],
    ["utilizationMeanAbsRelativeError", average("utilization"), oneRunOfUtilization],
  ];
  for (const [name, ours, chance] of atMost) {
    const theirs = numberOf(memberOf(expected, name));
    if (!(ours <= theirs + chance)) {
      return failed(`${name} must be about ${theirs} at most: received ${ours}`);
    }
  }
  const measured = 100 * average("standardError");
  const name = "measuredColdStartRelativeSE_percent";
  const stated = numberOf(memberOf(expected, name));
  return outcomeOf(refute(name, { mean: measured, halfWidth: roundingOf(stated) }, stated));
}

/** Between which ends another repetition lies. */
function predictionOf(values: readonly number[]): Interval {
  const mean = averageOf(values);
  const squares = values.map((value) => (value - mean) * (value - mean));
  const deviation = Math.sqrt((averageOf(squares) * values.length) / (values.length - 1));
  return { mean, halfWidth: studentQuantile * deviation * Math.sqrt(1 + 1 / values.length) };
}

/** Half of the last place of a number as printed. */
function roundingOf(value: number): number {
  const places = /\.(\d+)$/.exec(`${value}`)?.[1]?.length ?? 0;
  return 0.5 * 10 ** -places;
}

const averageOf = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / values.length;

/** How far our own environments are from the measured ones, beside the repetition of theirs. */
function remarkOf(
  errors: ReadonlyMap<string, Errors>,
  ownErrors: ReadonlyMap<string, Errors>,
): string {
  const percent = (all: ReadonlyMap<string, Errors>, of: keyof Errors): string =>
    (100 * averageOf([...all.values()].map((error) => error[of]))).toFixed(2);
  const figures = (all: ReadonlyMap<string, Errors>): string =>
    `cold starts ${percent(all, "coldStartProbability")} %, environments ${percent(all, "averageInstances")} %, utilization ${percent(all, "utilization")} %`;
  return (
    `Mean absolute errors over ${errors.size} measured experiments, with an idle lifetime of 10 minutes for each environment: ` +
    `${figures(errors)}; with our own defaults at ${measuredOn}: ${figures(ownErrors)}.`
  );
}

/** How far the other simulator's own rules are from the measured experiments, with the settings of its publication and less chance. */
function remarkOfTheirs(
  { warmServiceMeanMs, coldServiceMeanMs, idleTimeoutMinutes }: ValueObject,
  measured: ReadonlyMap<string, Measured>,
): string {
  const errors = [...measured.values()].map(({ input, expected }) => {
    const settings = {
      arrivalRate: numberOf(input.arrivalRate),
      warmService: numberOf(warmServiceMeanMs) / 1_000,
      coldService: numberOf(coldServiceMeanMs) / 1_000,
      idleLifetime: numberOf(idleTimeoutMinutes) * 60,
    };
    const { coldStartProbability, averageInstances } = longRunOf(settings, longRun);
    const error = (name: string, theirs: number) => Math.abs(theirs / numberOf(expected[name]) - 1);
    return [
      error("coldStartProbability", coldStartProbability),
      error("averageInstances", averageInstances),
    ] as const;
  });
  const percent = (place: 0 | 1): string =>
    (100 * averageOf(errors.map((error) => error[place]))).toFixed(2);
  return `The published simulator's own rules, in the long run: cold starts ${percent(0)} %, environments ${percent(1)} %.`;
}

const numberOf = (value: Value): number => Number(value);
