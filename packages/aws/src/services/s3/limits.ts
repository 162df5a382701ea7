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
import {
  assumedCount,
  assumedDuration,
  assumedFigures,
  assumedShare,
} from "../../service/assumed-figure.ts";
import type { Quota } from "../../service/service-model.ts";

const mebibyte = 1_048_576;
const gibibyte = 1_073_741_824;

/**
 * Quotas and defaults of S3.
 *
 * Sources, read 2026-11:
 * - https://docs.aws.amazon.com/AmazonS3/latest/userguide/qfacts.html
 * - https://docs.aws.amazon.com/AmazonS3/latest/userguide/optimizing-performance.html
 * - https://docs.aws.amazon.com/AmazonS3/latest/userguide/UsingObjects.html
 * - https://docs.aws.amazon.com/AmazonS3/latest/userguide/notification-how-to-filtering.html
 * - https://docs.aws.amazon.com/AmazonS3/latest/userguide/object-lock.html
 */
export const s3Limits = {
  /** Of a key in UTF-8. */
  key: countBounds({ min: 1, max: 1_024 }),
  bucketName: countBounds({ min: 3, max: 63 }),
  /** Of what one PutObject, CopyObject or UploadPart brings. */
  singlePut: 5 * gibibyte,
  parts: countBounds({ min: 1, max: 10_000 }),
  /** Of a part that is not the last. */
  partSize: 5 * mebibyte,
  /** Requests a second of a partition. */
  writeRate: countLimit({ default: 3_500, min: 1, max: 10_000_000 }),
  readRate: countLimit({ default: 5_500, min: 1, max: 10_000_000 }),
  page: countLimit({ default: 1_000, min: 0, max: 1_000 }),
  bucketPage: countLimit({ default: 10_000, min: 1, max: 10_000 }),
  /** Metrics, inventory, analytics and tiering configurations that a page shows. */
  configurationPage: 100,
  configurations: 1_000,
  deletedAtOnce: 1_000,
  objectTags: 10,
  bucketTags: 50,
  tagKey: 128,
  tagValue: 256,
  /** Of user metadata, names and values together. */
  metadata: 2_048,
  notificationConfigurations: 100,
  /** Of a prefix or a suffix. */
  filterValue: 1_024,
  lifecycleRules: 1_000,
  corsRules: 100,
  policy: 20_480,
  /** What is smaller is not moved to other storage classes, unless a configuration says so. */
  transitionSize: 131_072,
  /** Longer than any run: of what has no end. */
  withoutEnd: days(36_500),
  /** Bytes that are kept of what workloads and services bring. Ours. */
  keptOfBrought: bytesLimit({ default: 16_384, min: 0, max: 5 * gibibyte }),
} as const;

/** Of an object. */
export const objectSize: Dated<number> = [
  { since: "2010-12-09", value: 5 * 1_024 * gibibyte },
  { since: "2025-12-02", value: 50_000 * gibibyte },
];

/** Quotas of the account that a scenario may set. */
export const s3Quotas: Readonly<Record<string, Quota>> = {
  "s3.buckets": countLimit({ default: 10_000, min: 1, max: 1_000_000 }),
};

/** What AWS does not say: ours, which a scenario's `assumptions` may say otherwise. */
export const s3Assumptions = assumedFigures("s3", {
  splitLoad: assumedShare({
    default: 0.8,
    text: "From which part of a rate on a partition counts as busy, and is split.",
    source: "Ours: AWS says that it scales for sustained request rates.",
  }),
  splitDelay: assumedDuration({
    default: minutes(5),
    min: seconds(1),
    max: hours(24),
    text: "How long a partition is busy before it is split.",
    source: "Ours: AWS says that scaling happens gradually and is not instantaneous.",
  }),
  notificationTimeout: assumedDuration({
    default: seconds(30),
    min: milliseconds(1),
    max: hours(1),
    text: "How long a notification waits for the answer of its destination.",
    source: "Ours: AWS gives none.",
  }),
  mergedWithin: assumedDuration({
    default: seconds(1),
    min: milliseconds(1),
    max: minutes(10),
    text: "How soon after another write of a key without versions one counts as nearly at the same time, so that one notification may tell of both.",
    source: "Ours: AWS said nearly the same time.",
  }),
  replicationAge: assumedDuration({
    default: hours(24),
    min: seconds(1),
    max: days(14),
    text: "How long a copy to another bucket is tried again that the bucket does not take.",
    source: "Ours: AWS does not publish how it retries.",
  }),
  notificationAge: assumedDuration({
    default: hours(24),
    min: seconds(1),
    max: days(14),
    text: "How long a notification is tried again that its destination does not take.",
    source: "Ours: AWS does not publish how it retries.",
  }),
  lifecycleDelay: assumedDuration({
    default: seconds(0),
    min: seconds(0),
    max: days(7),
    text: "How long after midnight UTC lifecycle rules are carried out.",
    source: "The guide: rules are run once a day; there may be a lag before they are carried out.",
  }),
  megabytesPerSecond: assumedCount({
    default: 85,
    min: 1,
    max: 100_000,
    text: "Megabytes a second that one request is sent or sends.",
    source: "The guide: one concurrent request for each 85 to 90 MB/s.",
  }),
});

/** What of a bucket takes time. */
export type TimedUse = "get" | "put" | "delete" | "list";

/**
 * How long small objects take in the Region. Recommended from measured chains of functions (sfl 2021; st 2021), not
 * measured by themselves: P50 12 ms to read and 25 ms to write. AWS says 100 to 200 ms for the first byte.
 */
export const usualLatencies: Readonly<Record<TimedUse, Distribution>> = {
  get: { type: "lognormal", median: 12_180, sigma: 0.6 },
  put: { type: "lognormal", median: 24_530, sigma: 0.6 },
  delete: { type: "lognormal", median: 24_530, sigma: 0.6 },
  list: { type: "lognormal", median: 24_530, sigma: 0.6 },
};

/** What S3 says is rare: a minute and more, one time in a thousand. */
const seldomLate = (usual: Distribution): Distribution => ({
  type: "mixture",
  parts: [
    { weight: 0.999, distribution: usual },
    { weight: 0.001, distribution: { type: "uniform", min: seconds(1), max: seconds(60) } },
  ],
});

/**
 * How long a notification takes to its destination. To a function: measured 32 ms above SNS in 2018, with the tail that
 * AWS names; what Lambda's dispatch takes comes on top. To others as to a function: ours, since nobody measured it.
 */
export const usualTransit: Distribution = seldomLate({
  type: "lognormal",
  median: 54_000,
  sigma: 0.45,
});

/**
 * How long a copy takes to another bucket: ours, so that what AWS says of replication time control holds of it, most
 * objects in seconds and 99.99 % within 15 minutes.
 */
export const usualReplication: Distribution = { type: "lognormal", median: seconds(5), sigma: 1.4 };

/** How long a changed notification configuration takes to be in effect. Source: the guide, about five minutes. */
export const configurationChange: Distribution = { type: "constant", value: minutes(5) };

/** How long a restore takes, by storage class and tier. Source: the guide, restoring archived objects; its longest times. */
export const restoreTimes = {
  GLACIER: { Expedited: minutes(5), Standard: hours(5), Bulk: hours(12) },
  DEEP_ARCHIVE: { Expedited: hours(12), Standard: hours(12), Bulk: hours(48) },
  ARCHIVE_ACCESS: { Expedited: minutes(5), Standard: hours(5), Bulk: hours(12) },
  DEEP_ARCHIVE_ACCESS: { Expedited: hours(12), Standard: hours(12), Bulk: hours(48) },
} as const;

/** Days without access after which objects may go to tiers of archives. Source: API, Tiering. */
export const tieringDays = {
  ARCHIVE_ACCESS: { min: 90, max: 730 },
  DEEP_ARCHIVE_ACCESS: { min: 180, max: 730 },
} as const;

/** How long clients outside wait for an answer. Assumed: the read timeout of botocore. */
export const clientTimeout = durationLimit({
  default: seconds(60),
  min: milliseconds(1),
  max: minutes(60),
});

/** How long CloudFormation takes, which a scenario's `assumptions` may say otherwise. */
export const bucketDeploymentTimes = assumedFigures("s3", {
  bucketDeployment: assumedDuration({
    default: seconds(20),
    min: seconds(0),
    max: hours(12),
    text: "How long CloudFormation takes to make, change or remove a bucket.",
    source: "Ours: AWS gives no time.",
  }),
});
