import {
  bytesLimit,
  countBounds,
  countLimit,
  durationLimit,
  hours,
  milliseconds,
  minutes,
  seconds,
  type Distribution,
  type Duration,
  type Limit,
} from "@orrery/kernel";
import { assumedDuration, assumedFigures } from "../../service/assumed-figure.ts";
import type { Quota } from "../../service/service-model.ts";

/** A mebibyte. */
export const mebibyte = 1_048_576;

/**
 * Quotas and defaults of Amazon Data Firehose.
 *
 * Sources, read 2026-11:
 * - https://docs.aws.amazon.com/firehose/latest/dev/limits.html
 * - https://docs.aws.amazon.com/firehose/latest/dev/create-configure-backup.html
 * - https://docs.aws.amazon.com/firehose/latest/dev/data-transformation.html
 * - https://docs.aws.amazon.com/firehose/latest/dev/retry.html
 */
export const firehoseLimits = {
  /** Data of one record, before base64: 1,000 KiB. */
  record: bytesLimit({ default: 1_024_000, min: 0, max: 1_024_000 }),
  putRecordBatch: countBounds({ min: 1, max: 500 }),
  /** Of all records of one request together. */
  putRecordBatchBytes: 4 * mebibyte,
  /** How long S3 is tried again where the source is DirectPut. */
  bucketRetry: hours(24),
  /** How long an invocation that transforms may take. */
  transformTimeout: minutes(5),
  transformRetries: countLimit({ default: 3, min: 0, max: 300 }),
  /** What is collected for the function: bytes. */
  transformBuffer: bytesLimit({
    default: mebibyte,
    min: Math.ceil(0.2 * mebibyte),
    max: 3 * mebibyte,
  }),
  transformInterval: durationLimit({ default: seconds(60), min: seconds(0), max: seconds(900) }),
  /** How often each shard of a stream is polled. */
  pollInterval: seconds(1),
  /** Records that one poll gets at most. */
  polledRecords: 10_000,
  streamPage: countLimit({ default: 10, min: 1, max: 10_000 }),
  tags: 50,
} as const;

const upTo = (mebibytes: number, usual = 5) =>
  bytesLimit({ default: usual * mebibyte, min: mebibyte, max: mebibytes * mebibyte });

/** How many bytes are collected for a destination, by what destinations the API has. */
export const bufferSizes = {
  S3: upTo(128),
  Redshift: upTo(128),
  AmazonOpenSearchService: upTo(100),
  AmazonOpenSearchServerless: upTo(100),
  Elasticsearch: upTo(100),
  Splunk: upTo(5),
  HttpEndpoint: upTo(64),
  Snowflake: upTo(128, 1),
  Iceberg: upTo(128),
} as const;

const within = (longest: number, usual: number) =>
  durationLimit({ default: seconds(usual), min: seconds(0), max: seconds(longest) });

/** How long records are collected for a destination. */
export const bufferIntervals: Readonly<Record<DestinationName, Limit<Duration>>> = {
  S3: within(900, 300),
  Redshift: within(900, 300),
  AmazonOpenSearchService: within(900, 300),
  AmazonOpenSearchServerless: within(900, 300),
  Elasticsearch: within(900, 300),
  Splunk: within(60, 60),
  HttpEndpoint: within(900, 300),
  Snowflake: within(900, 0),
  Iceberg: within(900, 300),
};

/** What a delivery stream delivers to, as its metrics name it. */
export type DestinationName = keyof typeof bufferSizes;

/** How long a destination is tried again that is not S3. */
export const destinationRetries: Readonly<Record<DestinationName, Limit<Duration>>> = {
  S3: within(86_400, 86_400),
  Redshift: within(7_200, 3_600),
  AmazonOpenSearchService: within(7_200, 300),
  AmazonOpenSearchServerless: within(7_200, 300),
  Elasticsearch: within(7_200, 300),
  Splunk: within(7_200, 300),
  HttpEndpoint: within(7_200, 300),
  Snowflake: within(7_200, 60),
  Iceberg: within(7_200, 300),
};

/**
 * What keys of objects call a delivery that failed: `!{firehose:error-output-type}`. Those of Redshift, Snowflake,
 * Iceberg and collections of OpenSearch are ours.
 */
export const failureTypes: Readonly<Record<DestinationName, string>> = {
  S3: "processing-failed",
  Redshift: "redshift-failed",
  AmazonOpenSearchService: "AmazonOpenSearchService-failed",
  AmazonOpenSearchServerless: "AmazonOpenSearchServerless-failed",
  Elasticsearch: "elasticsearch-failed",
  Splunk: "splunk-failed",
  HttpEndpoint: "http-endpoint-failed",
  Snowflake: "snowflake-failed",
  Iceberg: "iceberg-failed",
};

const rate = (most: number, elsewhere: number): Quota => ({
  ...countLimit({ default: elsewhere, min: 1, max: 1_000_000_000 }),
  byRegion: Object.fromEntries(
    ["us-east-1", "us-west-2", "eu-west-1"].map((region) => [region, most]),
  ),
});

/** Quotas of a delivery stream that a scenario may set. */
export const firehoseQuotas: Readonly<Record<string, Quota>> = {
  "firehose.recordsPerSecond": rate(500_000, 100_000),
  "firehose.requestsPerSecond": rate(2_000, 1_000),
  "firehose.bytesPerSecond": rate(5 * mebibyte, mebibyte),
  "firehose.deliveryStreams": countLimit({ default: 5_000, min: 1, max: 1_000_000 }),
  "firehose.activePartitions": countLimit({ default: 500, min: 1, max: 1_000_000 }),
};

/** What AWS does not say: ours, which a scenario's `assumptions` may say otherwise. */
export const firehoseAssumptions = assumedFigures("firehose", {
  zeroBuffering: assumedDuration({
    default: seconds(5),
    min: milliseconds(1),
    max: minutes(5),
    text: "How long a delivery stream collects records that is told to buffer for 0 seconds.",
    source: "Vendors of destinations tell of about five seconds; AWS gives no figure.",
  }),
  transformRetryDelay: assumedDuration({
    default: seconds(1),
    min: seconds(0),
    max: minutes(10),
    text: "How long a delivery stream waits before it invokes its function again with the same records.",
    source: "Ours: AWS says how often it tries, not when.",
  }),
  readPause: assumedDuration({
    default: seconds(1),
    min: milliseconds(1),
    max: minutes(10),
    text: "How long a delivery stream pauses after a read of its stream that is refused.",
    source: "Ours: AWS says that it reads once a second, not what it does when it is throttled.",
  }),
  deliveryRetryDelay: assumedDuration({
    default: seconds(1),
    min: milliseconds(1),
    max: minutes(10),
    text: "How long a delivery stream waits before it delivers for the second time; each further wait is twice as long, up to two minutes.",
    source: "Ours: AWS says for how long it tries, not when.",
  }),
});

/** The longest wait between two deliveries. Ours, likewise. */
export const longestDeliveryWait = minutes(2);

/** How long it waits for the answer of a destination: no destination that is modeled lets it wait. */
export const deliveryTimeout = minutes(1);

/**
 * How long the answer to a record of a producer outside takes: median 10 ms, P99 60 ms. Assumed: AWS
 * publishes none.
 */
export const toProducer: Distribution = { type: "lognormal", median: 10_000, sigma: 0.77 };

/** How long a delivery stream that a call makes in mid-run is CREATING. Assumed: AWS gives no time. */
export const creationTime: Distribution = { type: "constant", value: seconds(30) };

/** How long producers outside wait for an answer. Assumed: the read timeout of botocore. */
export const producerTimeout = durationLimit({
  default: seconds(60),
  min: milliseconds(1),
  max: minutes(60),
});
