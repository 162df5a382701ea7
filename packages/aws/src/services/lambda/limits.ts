import {
  countLimit,
  days,
  durationLimit,
  hours,
  milliseconds,
  minutes,
  seconds,
  type Dated,
  type Distribution,
  type Duration,
} from "@orrery/kernel";
import {
  assumedCount,
  assumedDuration,
  assumedFigures,
  assumedShare,
} from "../../service/assumed-figure.ts";
import { accountLimits } from "./account/limits.ts";

const inSeconds = (count: number): number => count * 1_000_000;

/**
 * Quotas and defaults of Lambda functions on demand.
 *
 * Sources, read 2026-10:
 * - https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html
 * - https://docs.aws.amazon.com/lambda/latest/dg/lambda-concurrency.html
 * - https://docs.aws.amazon.com/lambda/latest/dg/scaling-behavior.html
 * - https://docs.aws.amazon.com/lambda/latest/dg/lambda-runtime-environment.html
 */
export const lambdaLimits = {
  timeout: durationLimit({ default: seconds(3), min: seconds(1), max: seconds(900) }),
  /** In MB, in steps of 1. */
  memorySize: countLimit({ default: 128, min: 128, max: 10_240 }),
  /** `/tmp` in MB; above 512 since 2022-03-24. */
  ephemeralStorage: countLimit({ default: 512, min: 512, max: 10_240 }),
  /** Concurrency of an account in a Region; can be raised on request. */
  concurrentExecutions: countLimit({ default: 1_000, min: 1, max: 1_000_000 }),
  /** Reservations may not leave the unreserved pool less than this. */
  unreservedMinimum: 100,
  /** Synchronous requests a second for each unit of concurrency, of a function as of the account. */
  requestRateFactor: accountLimits.requestRateFactor,
  /** Bytes of a synchronous request: 6 MB. */
  requestPayload: 6_291_456,
  /** Bytes of a synchronous response: 6 MB and 100 bytes, measured 2025-11. */
  responsePayload: 6_291_556,
  /** How long the Init phase on demand may take. */
  initTimeout: seconds(10),
  /** Environment variables of a function in bytes: 4 KB. */
  environmentVariables: 4_096,
  layers: 5,
  /** Tags of a function. Source: https://docs.aws.amazon.com/lambda/latest/dg/configuration-tags.html */
  tags: 50,
  /** Of a request to a function URL, its line and headers together, in bytes. */
  requestHead: 1_048_576,
  /** Of a resource policy, in bytes. */
  resourcePolicy: 20 * 1_024,
  /** Code of all functions in a Region in bytes, unzipped: 300 GB (2026). */
  totalCodeSize: 322_122_547_200,
  codeSizeUnzipped: 262_144_000,
  codeSizeZipped: 52_428_800,
  /** Bytes of a request that brings code; not documented: as the provider of localstack has it. */
  codeRequest: 70_167_211,
  /** Bytes of the client context of a synchronous invocation, in base64. */
  clientContext: 3_583,
  /** Bytes at the end of a log that an invocation may bring back: 4 KB. */
  logTail: 4_096,
  /** Most answers of ListFunctions. Source: API reference of ListFunctions. */
  listPage: 50,
} as const;

/**
 * Bytes of the payload of an asynchronous invocation. 128 KB was seen in an error of 2017-05
 * (faultline issue 12), 256 KB in one of 2024-05 (ASFHyP3/hyp3 issue 2241), and 1 MB is in the model
 * of Lambda of 2025-10-28. The first day of 256 KB is ours.
 */
export const asyncPayload: Dated<number> = [
  { since: "2014-11-13", value: 131_072 },
  { since: "2019-01-01", value: 262_144 },
  { since: "2025-10-28", value: 1_048_576 },
];

/**
 * How asynchronous invocations are tried again: after function errors twice, one minute and two minutes
 * after, and after throttles and faults of the system with growing waits from 1 s to 5 min, until an
 * event is 6 h old. Sources:
 * - https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-error-handling.html
 * - https://docs.aws.amazon.com/lambda/latest/api/API_PutFunctionEventInvokeConfig.html
 */
export const asyncInvocation = {
  /** Retries after function errors. */
  maximumRetryAttempts: countLimit({ default: 2, min: 0, max: 2 }),
  maximumEventAge: durationLimit({ default: hours(6), min: minutes(1), max: hours(6) }),
  afterErrors: [minutes(1), minutes(2)],
  leastBackoff: seconds(1),
  mostBackoff: minutes(5),
  /** Bytes of an error message in a message attribute of a dead letter: 1 KB. */
  errorMessage: 1_024,
  /** Most answers of ListFunctionEventInvokeConfigs. */
  listPage: 50,
} as const;

/**
 * Whether failed events may go to buckets. The developer guide has them; that they came on
 * 2024-11-14 is ours, from an announcement that could not be read again.
 */
export const bucketDestinations: Dated<boolean> = [
  { since: "2014-11-13", value: false },
  { since: "2024-11-14", value: true },
];

/**
 * Environments that are initialized ahead. Sources: https://docs.aws.amazon.com/lambda/latest/dg/provisioned-concurrency.html
 * (a minute or two of preparation, up to 6,000 a minute for each function), a recording of 2026-02 (six tries of an Init phase
 * that fails); billed in steps of five minutes (https://aws.amazon.com/lambda/pricing).
 */
export const provisionedConcurrency = {
  preparation: { type: "uniform", min: inSeconds(60), max: inSeconds(120) },
  /** For each environment: 6,000 a minute. */
  allocationInterval: milliseconds(10),
  initTimeout: seconds(130),
  initAttempts: 6,
  billingStep: minutes(5),
} as const satisfies Readonly<Record<string, Distribution | Duration | number>>;

/**
 * Bytes of a response that is streamed: 20 MB, and 200 MB since 2025-08-11 (text of the SDK of that day). The first day is that of the
 * announcement, 2023-04-07.
 */
export const streamedPayload: Dated<number> = [
  { since: "2014-11-13", value: 20_971_520 },
  { since: "2025-08-11", value: 209_715_200 },
];

/** How fast a response is streamed: 6 MB at once, and the rest at 2 MB a second. Source: https://docs.aws.amazon.com/lambda/latest/dg/configuration-response-streaming.html */
export const responseStreaming = { uncapped: 6_291_456, bytesPerSecond: 2_097_152 } as const;

/**
 * Execution environments, active or idle, of a function that keeps tenants apart: 2,500 for each 1,000 of the account's
 * concurrency. Source: https://docs.aws.amazon.com/lambda/latest/dg/tenant-isolation.html, read 2026-10.
 */
export const tenantIsolation = { environmentsPerConcurrency: 2.5 } as const;

/**
 * From the answer that an event is taken to the first attempt: median 42 ms, P99 120 ms. Fitted to what
 * asynchronous invocations of Step Functions take longer than synchronous ones, by
 * bitesizedserverless.com (2022-09, 2023-02).
 */
export const eventDispatch: Distribution = {
  type: "lognormal",
  median: milliseconds(42.1),
  sigma: 0.45,
};

/**
 * How long functions are being made, and changed. AWS says "a few seconds" and, with a VPC, "a
 * minute"; the second is ours.
 */
export const functionChangeTimes: Readonly<Record<"creation" | "update", Distribution>> = {
  creation: { type: "constant", value: inSeconds(1) },
  update: { type: "constant", value: inSeconds(1) },
};

/**
 * How long Lambda takes to make a snapshot when a version is published, in which it is Pending: ours, since AWS says "a
 * few minutes".
 *
 * Source: https://docs.aws.amazon.com/lambda/latest/dg/snapstart.html
 */
export const snapStartSnapshot: Distribution = { type: "constant", value: minutes(2) };

/**
 * How often a function may run in one chain of requests; the next invocation is stopped.
 * Sources: https://docs.aws.amazon.com/lambda/latest/dg/invocation-recursion.html ("approximately 16
 * times"), the AWS Compute Blog of 2023-07 ("after exceeding 16 invocations").
 */
export const recursionLimit = 16;

/** Whether Lambda stops loops through SQS and its own Invoke. Source: AWS What's New, 2023-07-13. */
export const recursionDetection: Dated<boolean> = [
  { since: "2014-11-13", value: false },
  { since: "2023-07-13", value: true },
];

/** Whether the Init phase of a zip package on a managed runtime is billed (AWS blog, 2025-04). */
export const initBilling: Dated<boolean> = [
  { since: "2014-11-13", value: false },
  { since: "2025-08-01", value: true },
];

/** How a billed duration is rounded up: to 1 ms since 2020-12-01, to 100 ms before. In microseconds. */
export const billingStep: Dated<number> = [
  { since: "2014-11-13", value: milliseconds(100) },
  { since: "2020-12-01", value: milliseconds(1) },
];

/**
 * How the error of a timeout reads: `plain` was measured 2024-04, `typed` 2025-11. The day between
 * them is ours.
 */
export const timeoutErrorForm: Dated<"plain" | "typed"> = [
  { since: "2014-11-13", value: "plain" },
  { since: "2025-01-01", value: "typed" },
];

/**
 * Which permissions let everybody in at a function URL without authentication: that for URLs alone, or since
 * October 2025 that and the one to invoke. The first day of that month is ours.
 *
 * Source: https://docs.aws.amazon.com/lambda/latest/dg/urls-auth.html
 */
export const urlAuthorization: Dated<"first" | "both"> = [
  { since: "2022-04-06", value: "first" },
  { since: "2025-10-01", value: "both" },
];

/**
 * How long an idle environment lives, in microseconds; drawn anew for each idle span. Not AWS's
 * word: measured by mikhail.io (2019-08, 2021-01) and theburningmonk.com (2017-06).
 */
export const idleLifetime: Dated<Distribution> = [
  { since: "2014-11-13", value: { type: "uniform", min: inSeconds(1_500), max: inSeconds(3_600) } },
  { since: "2019-07-01", value: { type: "uniform", min: inSeconds(600), max: inSeconds(645) } },
  { since: "2021-01-01", value: { type: "uniform", min: inSeconds(300), max: inSeconds(420) } },
];

/**
 * Of several idle environments every second goes each time this passes; the last one of a function
 * lives for its idle lifetime. In microseconds; `null` where each lives for that. Measured 2020: of D
 * environments D × 2^−⌊t / 380 s⌋ are warm after t (Copik et al., SeBS, Middleware 2021, section 6.5).
 * That it holds since AWS's change of 2019-07, and still does, is ours.
 */
export const surplusHalving: Dated<Distribution | null> = [
  { since: "2014-11-13", value: null },
  { since: "2019-07-01", value: { type: "constant", value: inSeconds(380) } },
];

/**
 * The share of environments that are replaced as they grow too old by new ones whose Init phase
 * delays nobody. AWS says that it initializes ahead; 50 to 85 % of Init phases were ahead
 * (aaronstuyvenberg.com, 2023-07-13), mostly such replacements. The half is ours.
 */
export const proactiveReplacements = 0.5;

/** How old an environment grows at most; AWS says "every few hours", the hours are ours. */
export const maximumAge: Distribution = { type: "uniform", min: hours(2), max: hours(4) };

/**
 * Finding a place, starting the sandbox and fetching the code, before the Init phase: median
 * 110 ms, P95 180 ms. Fitted to X-Ray traces of 2021-01 and awslabs/llrt's benchmark of 2024-01.
 */
export const placementLatency: Distribution = {
  type: "clipped",
  min: milliseconds(63),
  max: milliseconds(400),
  of: { type: "lognormal", median: milliseconds(110), sigma: 0.3 },
};

/**
 * What a synchronous invocation takes besides its handler in a warm environment: median 6.4 ms,
 * P99 12.9 ms. X-Ray traces of 2021-01. It belongs on the connection of whoever invokes.
 */
export const invokeOverhead: Distribution = {
  type: "clipped",
  min: milliseconds(4.6),
  max: milliseconds(21),
  of: { type: "lognormal", median: milliseconds(6.4), sigma: 0.3 },
};

/**
 * Extensions: how long they have when their environment is shut down, and whether whoever invoked waits for them after the handler
 * has answered. Sources: https://docs.aws.amazon.com/lambda/latest/dg/lambda-runtime-environment.html; AWS What's New, 2021-05-24.
 */
export const extensionLimits = {
  shutdown: { external: milliseconds(2_000), internal: milliseconds(500) },
} as const;

/** Whether a response waits for extensions: it does not since they are generally available (AWS What's New, 2021-05-24). */
export const awaitsExtensions: Dated<boolean> = [
  { since: "2014-11-13", value: true },
  { since: "2021-05-24", value: false },
];

/**
 * Functions in a VPC: one Hyperplane interface for each pair of a subnet and a set of security groups, shared by all functions with
 * that pair. Sources: https://docs.aws.amazon.com/lambda/latest/dg/configuration-vpc.html,
 * https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html; that making one takes 90 s is ours, since AWS says
 * "several minutes".
 */
export const vpcLimits = {
  /** Interfaces of a VPC; all functions of a run are taken to be in one. */
  interfaces: countLimit({ default: 500, min: 0, max: 1_000_000 }),
  creation: { type: "constant", value: inSeconds(90) },
  /** After so long without an invocation its interfaces go. */
  idleReclaim: days(14),
  /** Until an interface is deleted that no function has any more: "up to 20 minutes", of which we take all. */
  deletion: minutes(20),
  /** Connections of an interface at once. */
  connections: 65_000,
} as const;

/**
 * NAT gateways, and security groups. Sources: https://docs.aws.amazon.com/vpc/latest/userguide/nat-gateway-basics.html,
 * https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/security-group-connection-tracking.html
 */
export const natLimits = {
  /** After so long a connection is dropped that nobody uses. */
  idle: seconds(350),
  /** After so long security groups forget one, where nothing else is set. */
  trackedFor: seconds(432_000),
  /** To one destination at once, for each of its addresses. */
  connections: 55_000,
} as const;

/** After so long without an invocation the snapshot of a version on Java goes. Source: https://docs.aws.amazon.com/lambda/latest/dg/snapstart.html */
export const snapshotLifetime = days(14);

/** How new file systems are, where nobody says: elastic since December 2023, of which the first day is ours. */
export const fileThroughput: Dated<"bursting" | "elastic"> = [
  { since: "2016-06-28", value: "bursting" },
  { since: "2023-12-01", value: "elastic" },
];

/** Access points of a file system. Source: https://docs.aws.amazon.com/efs/latest/ug/limits.html at these times; the days are ours. */
export const accessPoints: Dated<number> = [
  { since: "2015-01-01", value: 120 },
  { since: "2023-07-01", value: 1_000 },
  { since: "2025-01-01", value: 10_000 },
];

const mebibyte = 1_048_576;
const tebibyte = mebibyte * mebibyte;

/**
 * What EFS serves in its bursting mode, in bytes and bytes a second, as it meters. Sources:
 * https://docs.aws.amazon.com/efs/latest/ug/performance.html, https://docs.aws.amazon.com/efs/latest/ug/limits.html
 */
export const fileSystemLimits = {
  gibibyte: mebibyte * 1_024,
  tebibyte,
  /** Of the baseline, for each GiB that is stored. */
  perGibibyte: 50 * 1_024,
  leastBaseline: mebibyte,
  burstPerTebibyte: 100 * mebibyte,
  /** Credits at first, and at most for each TiB or less. */
  credits: Math.round(2.1 * tebibyte),
  /** Of one client. */
  perClient: 500 * mebibyte,
  /** What an access counts at least. */
  leastAccess: 4_096,
  /** Of a file system: one for each environment that has mounted it. */
  connections: 25_000,
  /** New connections at once, and a minute. */
  newConnections: { burst: 3_000, perMinute: 500 },
  /** What is provisioned where nobody says. */
  provisioned: mebibyte,
  /** Of an access point: letters of the path of its root directory, and directories in it. */
  root: { pathLength: 100, subdirectories: 4 },
  /** Locks of a file; and of a mount, over so many pairs of a file and a process. */
  locks: { ofFile: 512, ofMount: 8_192, files: 256 },
  /**
   * Seconds of an operation, at best. Of what is seldom read the first byte takes tens of milliseconds, of which 20 are ours; it is
   * written where all is written first.
   */
  latency: {
    regional: { read: 0.001, write: 0.0027 },
    oneZone: { read: 0.001, write: 0.0016 },
    infrequentAccess: { read: 0.02, write: 0.0027 },
  },
  /** Operations a second of a file system. */
  operations: {
    bursting: { read: 35_000, write: 7_000 },
    provisioned: { read: 55_000, write: 25_000 },
    elastic: { read: 250_000, write: 50_000 },
    /** Of an elastic one, where they are of what is seldom read. */
    infrequentRead: 90_000,
  },
} as const;

/**
 * Functions on managed instances. Sources: https://docs.aws.amazon.com/lambda/latest/dg/lambda-managed-instances-scaling.html,
 * https://docs.aws.amazon.com/lambda/latest/dg/lambda-managed-instances-nodejs-runtime.html and the pages of other runtimes.
 */
export const managedLimits = {
  environments: countLimit({ default: 3, min: 0, max: 15_000 }),
  /** MB that a function has at least. */
  memory: 2_048,
  /** Invocations at once for each vCPU, at most; and of runtimes where nothing is said. */
  perProcessor: 64,
  concurrency: [
    ["nodejs", 64],
    ["java", 32],
    ["dotnet", 32],
    ["python", 16],
  ],
  otherConcurrency: 64,
} as const;

/** How long callers outside wait for an answer. An invocation takes 15 minutes at most: what is not answered after 16 never is. */
export const callerTimeout = durationLimit({
  default: minutes(16),
  min: milliseconds(1),
  max: minutes(60),
});

/**
 * What REPORT lines give for Max Memory Used, in MB, and never more than the function has: ours, since no run
 * knows what code holds. Lines have the field, so that whoever reads them finds it.
 */
export const memoryUsed = 64;

/** What AWS does not say: ours, which a scenario's `assumptions` may say otherwise. */
export const lambdaAssumptions = assumedFigures("lambda", {
  eventPatience: assumedDuration({
    default: minutes(16),
    min: 1_000 as Duration,
    max: hours(1),
    text: "How long an attempt at an event waits for the function's answer, before it counts as lost.",
    source: "Ours: no invocation takes longer than 15 minutes and its cold start.",
  }),
  destinationPatience: assumedDuration({
    default: seconds(30),
    min: 1_000 as Duration,
    max: hours(1),
    text: "How long Lambda waits for a destination or a dead-letter queue to take an event, before that counts as a failed delivery.",
    source: "Ours: AWS says that each is tried, and not for how long.",
  }),
  eventBackoffFactor: assumedCount({
    default: 2,
    min: 2,
    max: 100,
    text: "How much longer each wait after a throttle of an event is than the one before, from 1 s to 5 minutes.",
    source:
      "https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-error-handling.html says that it grows exponentially, and not how fast",
  }),
  eventBackoffJitter: assumedShare({
    default: 1,
    text: "The part of a wait after a throttle of an event that is drawn; the rest is always waited.",
    source:
      "https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-error-handling.html says nothing of it",
  }),
  managedScalingInterval: assumedDuration({
    default: minutes(1),
    min: seconds(1),
    max: hours(1),
    text: "How often Lambda looks whether a function on managed instances needs more execution environments, and how long those take.",
    source:
      "https://docs.aws.amazon.com/lambda/latest/dg/lambda-managed-instances-scaling.html says that it scales asynchronously, and not how fast",
  }),
  managedUtilization: assumedShare({
    default: 0.5,
    text: "How much of the places of its execution environments a function on managed instances uses before it gets more.",
    source:
      "https://docs.aws.amazon.com/lambda/latest/dg/lambda-managed-instances-scaling.html: traffic may double within 5 minutes",
  }),
  callPatience: assumedDuration({
    default: seconds(1),
    min: 1_000 as Duration,
    max: hours(1),
    text: "How long a call of a function outlives the function's timeout, before its answer counts as lost.",
    source: "Ours: an answer after the timeout is for nobody.",
  }),
});

/** How long CloudFormation takes, which a scenario's `assumptions` may say otherwise. */
export const lambdaDeploymentTimes = assumedFigures("lambda", {
  functionDeployment: assumedDuration({
    default: seconds(10),
    min: seconds(0),
    max: hours(12),
    text: "How long CloudFormation takes to make, change or remove a function.",
    source: "Ours: it waits until the function is active and updated, for which AWS gives no time.",
  }),
  mappingDeployment: assumedDuration({
    default: seconds(20),
    min: seconds(0),
    max: hours(12),
    text: "How long CloudFormation takes to make, change or remove an event source mapping.",
    source:
      "Ours: it waits until the mapping is no longer creating, updating or deleting, for which AWS gives no time.",
  }),
});
