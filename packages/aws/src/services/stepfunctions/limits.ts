import {
  bytesLimit,
  countBounds,
  countLimit,
  days,
  durationLimit,
  hours,
  milliseconds,
  minutes,
  seconds,
  type Dated,
  type Distribution,
} from "@orrery/kernel";
import { assumedCount, assumedDuration, assumedFigures } from "../../service/assumed-figure.ts";
import type { Quota } from "../../service/service-model.ts";

/**
 * Quotas and defaults of Step Functions. A kilobyte is 1,024 bytes.
 *
 * Sources, read 2026-11:
 * - https://docs.aws.amazon.com/step-functions/latest/dg/service-quotas.html
 * - https://docs.aws.amazon.com/step-functions/latest/dg/choosing-workflow-type.html
 * - https://docs.aws.amazon.com/step-functions/latest/dg/state-map-distributed.html
 * - https://docs.aws.amazon.com/step-functions/latest/apireference/API_GetExecutionHistory.html
 */
export const stepFunctionsLimits = {
  /** Of a definition, in bytes. */
  definition: countBounds({ min: 1, max: 1_048_576 }),
  /** Of a request to the service, as JSON, in bytes. */
  request: 1_048_576,
  /** Of a name, in characters. */
  name: countBounds({ min: 1, max: 80 }),
  /** What a state, a task or an execution is given or gives, as JSON: as many bytes are too many. */
  payload: bytesLimit({ default: 262_144, min: 0, max: 262_144 }),
  /** How long a Standard execution may be open. */
  standardDuration: days(365),
  /** How long an Express execution may run. */
  expressDuration: minutes(5),
  /** Events in the history of a Standard execution. */
  history: 25_000,
  /** How long a closed execution can be redriven. */
  redriveWindow: days(14),
  /** How long the name of a closed execution is taken, and its history is kept. */
  retention: days(90),
  /** Child executions of a Map Run at once. */
  mapRunConcurrency: 10_000,
  /** How many child executions of a Map Run begin in a second, by their type. */
  mapRunStarts: { STANDARD: 100, EXPRESS: 1_000 },
  /** How often a Map Run can be redriven. */
  mapRunRedrives: 1_000,
  /** The first row of a CSV file that names its columns, in bytes. */
  csvHeader: 10_240,
  /** A file of results, in bytes: what is more goes into a further one. */
  resultFile: 5 * 1_024 * 1_024 * 1_024,
  versions: 1_000,
  aliases: 100,
  /** How long GetActivityTask waits for a task. */
  activityPoll: seconds(60),
  /** Workers that wait for the tasks of one activity. */
  activityPollers: 1_000,
  /** How long an HTTP task may take. */
  httpTask: seconds(60),
  /** What an input or an output has in a log event at most, with escapes, in bytes. */
  loggedData: 248 * 1_024,
  errorText: 256,
  causeText: 32_768,
  page: countLimit({ default: 100, min: 1, max: 1_000 }),
  tags: 50,
  /** What Express is billed in: steps of time and of memory. */
  billedTime: milliseconds(100),
  billedMegabytes: 64,
} as const;

/** Whether customers may have data encrypted with keys of their own. */
export const ownKeys: Dated<boolean> = [
  { since: "2016-12-01", value: false },
  { since: "2024-07-25", value: true },
];

/** Whether executions can be redriven. */
export const redriving: Dated<boolean> = [
  { since: "2016-12-01", value: false },
  { since: "2023-11-15", value: true },
];

/**
 * What the event precedes by which a distributed Map is left: the beginning of its Map Run, or its end. Recorded:
 * the end until 2024-06-19, the beginning from 2024-11-13 on.
 */
export const mapExitFollows: Dated<"started" | "ended"> = [
  { since: "2022-12-01", value: "ended" },
  { since: "2024-11-01", value: "started" },
];

/**
 * Whether AWS's SDK, by which tasks call S3, sends a checksum of what it stores where nobody gives one: the SDK for
 * Java 2.30.0 does. Recorded on 2025-11-06; when Step Functions took it up is ours.
 *
 * Source: https://docs.aws.amazon.com/sdkref/latest/guide/feature-dataintegrity.html, read 2026-11.
 */
export const sendsChecksums: Dated<boolean> = [
  { since: "2016-12-01", value: false },
  { since: "2025-01-16", value: true },
];

/** How long senders outside wait for an answer. Assumed: the read timeout of botocore. */
export const callerTimeout = durationLimit({
  default: seconds(60),
  min: milliseconds(1),
  max: minutes(60),
});

/** The Regions in which AWS's token buckets are larger. */
const largeRegions = ["us-east-1", "us-west-2", "eu-west-1"] as const;

const bucket = (usual: number, large = usual): Quota => ({
  ...countLimit({ default: usual, min: 1, max: 1_000_000_000 }),
  ...(large === usual
    ? {}
    : { byRegion: Object.fromEntries(largeRegions.map((region) => [region, large])) }),
});

/**
 * Quotas of the account that a scenario may set; AWS raises them on request. A *bucket* is what may be used at
 * once, a *refill* what comes back in a second.
 *
 * Source: https://docs.aws.amazon.com/step-functions/latest/dg/service-quotas.html, read 2026-10.
 */
export const stepFunctionsQuotas = {
  /** Transitions of Standard executions. */
  "stepfunctions.transitionBucket": bucket(800, 5_000),
  "stepfunctions.transitionRefill": bucket(800, 5_000),
  /** StartExecution of Standard state machines. */
  "stepfunctions.standardStartBucket": bucket(800, 1_300),
  "stepfunctions.standardStartRefill": bucket(150, 300),
  /** StartExecution of Express state machines. */
  "stepfunctions.expressStartBucket": bucket(6_000),
  "stepfunctions.expressStartRefill": bucket(6_000),
  "stepfunctions.stopBucket": bucket(500, 1_000),
  "stepfunctions.stopRefill": bucket(25, 200),
  /** Of each of SendTaskSuccess, SendTaskFailure, SendTaskHeartbeat and GetActivityTask. */
  "stepfunctions.taskBucket": bucket(1_500, 3_000),
  "stepfunctions.taskRefill": bucket(300, 500),
  "stepfunctions.redriveBucket": bucket(800, 1_300),
  "stepfunctions.redriveRefill": bucket(150, 300),
  "stepfunctions.describeExecutionBucket": bucket(250, 300),
  "stepfunctions.describeExecutionRefill": bucket(10, 15),
  "stepfunctions.historyBucket": bucket(400),
  "stepfunctions.historyRefill": bucket(20),
  /** Open Standard executions of the account. */
  "stepfunctions.openExecutions": bucket(1_000_000),
  /** Open Map Runs of the account: further ones wait. */
  "stepfunctions.openMapRuns": bucket(1_000),
  /** HTTP tasks: further ones wait. */
  "stepfunctions.httpTaskBucket": bucket(300),
  "stepfunctions.httpTaskRefill": bucket(300),
  "stepfunctions.stateMachines": bucket(100_000),
  "stepfunctions.activities": bucket(100_000),
} as const satisfies Readonly<Record<string, Quota>>;

/** The name of a quota. */
export type QuotaName = keyof typeof stepFunctionsQuotas;

/** What AWS does not say: ours, which a scenario's `assumptions` may say otherwise. */
export const stepFunctionsAssumptions = assumedFigures("stepfunctions", {
  keptExecutions: assumedCount({
    default: 100_000,
    min: 0,
    max: 10_000_000,
    text: "How many closed executions of a state machine can be described; of older ones the counts stay.",
    source: "Ours: AWS keeps all for 90 days, which would fill the memory.",
  }),
  keptHistories: assumedCount({
    default: 1_000,
    min: 0,
    max: 1_000_000,
    text: "How many executions of a state machine have a history that can be read: its newest ones.",
    source: "Ours: AWS keeps all for 90 days, which would fill the memory.",
  }),
  inlineConcurrency: assumedCount({
    default: 40,
    min: 1,
    max: 1_000_000,
    text: "How many iterations of an inline Map without MaxConcurrency run at once.",
    source: "The guide: inline Maps run up to 40 iterations at once.",
  }),
  expressMemory: assumedCount({
    default: 64,
    min: 64,
    max: 3_008,
    text: "Megabytes that an Express execution takes besides its definition and its payload.",
    source: "The smallest that AWS bills; how the rest adds up it does not say.",
  }),
  mapRunWait: assumedDuration({
    default: seconds(1),
    min: milliseconds(1),
    max: hours(1),
    text: "How long a Map Run waits before it looks again whether the account has room for it.",
    source:
      "The guide says that further Map Runs wait; in which order, and how they hear of room, it does not say.",
  }),
  eventDeadline: assumedDuration({
    default: hours(24),
    min: seconds(1),
    max: hours(24),
    text: "How long the events of executions are tried to be delivered to the default bus.",
    source: "The EventBridge guide: events of services are delivered with best effort.",
  }),
});

/**
 * Latencies where a scenario gives none, in microseconds.
 *
 * Fitted, and assumed in their parts. From StartExecution to the handler of the first task, P50 and P99, measured
 * 2022-09 by bitesizedserverless.com: 99.1 and 250 ms in Standard, 77.3 and 241 ms in Express. SFL 2021 measured 15 to
 * 19 ms for one more state with an S3 call in Express, and 66 ms for REST API, StartSyncExecution and one such state.
 */
export const usualLatencies = {
  "stepfunctions.standard.start": { type: "lognormal", median: 57_000, sigma: 0.4 },
  "stepfunctions.express.start": { type: "lognormal", median: 57_000, sigma: 0.5 },
  "stepfunctions.sync.start": { type: "lognormal", median: 13_000, sigma: 0.5 },
  "stepfunctions.standard.transition": { type: "lognormal", median: 30_000, sigma: 0.4 },
  "stepfunctions.express.transition": { type: "lognormal", median: 8_000, sigma: 0.4 },
  "stepfunctions.toService": { type: "lognormal", median: 10_000, sigma: 0.5 },
} as const satisfies Readonly<Record<string, Distribution>>;

/** The name of a latency. */
export type LatencyName = keyof typeof usualLatencies;

/** Latencies that a scenario may give otherwise: one sentence each. */
export const stepFunctionsLatencies: Readonly<Record<LatencyName, string>> = {
  "stepfunctions.standard.start":
    "From the start of a Standard execution until its first state is on its way.",
  "stepfunctions.express.start":
    "From the start of an asynchronous Express execution until its first state is on its way.",
  "stepfunctions.sync.start":
    "From the start of a synchronous Express execution until its first state is on its way.",
  "stepfunctions.standard.transition":
    "From the end of a state of a Standard execution until the next one is entered.",
  "stepfunctions.express.transition":
    "From the end of a state of an Express execution until the next one is entered.",
  "stepfunctions.toService": "From the start of a task until the service has its request.",
};
