import {
  bytesLimit,
  countBounds,
  countLimit,
  durationLimit,
  hours,
  microseconds,
  milliseconds,
  minutes,
  seconds,
  type Dated,
  type Distribution,
} from "@orrery/kernel";
import { assumedDuration, assumedFigures, assumedShare } from "../../service/assumed-figure.ts";
import type { Quota } from "../../service/service-model.ts";
import { capacityAssumptions, capacityQuotas } from "./capacity/limits.ts";
import { streamAssumptions } from "./stream/limits.ts";

/**
 * Quotas and defaults of DynamoDB. 1 KB is 1,024 bytes.
 *
 * Sources, read 2026-11:
 * - https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/ServiceQuotas.html
 * - https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Constraints.html
 * - https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/transaction-apis.html
 */
export const dynamodbLimits = {
  itemSize: bytesLimit({ default: 409_600, min: 1, max: 409_600 }),
  /** What a page of Query or Scan reads, in bytes. */
  pageBytes: 1_048_576,
  batchGet: countBounds({ min: 1, max: 100 }),
  batchWrite: countBounds({ min: 1, max: 25 }),
  /** What a BatchGetItem gives of a table, in bytes. */
  batchBytes: 16_777_216,
  transactionBytes: 4_194_304,
  /** How long a transaction is known by its ClientRequestToken. */
  tokenLife: minutes(10),
  /** Tables that are being made or changed at a time; and those with indexes that are being made. */
  concurrentChanges: 500,
  concurrentIndexedCreations: 250,
  globalIndexes: 20,
  localIndexes: 5,
  /** Attributes that are projected by name, over all indexes of a table. */
  projectedNames: 100,
  /** Attributes of each role in the key of a global index. */
  keyAttributes: 4,
  /** Of the items of one partition key in a table with local secondary indexes, in bytes. */
  collectionBytes: 10_737_418_240,
  segments: countLimit({ default: 1, min: 1, max: 1_000_000 }),
  tags: 50,
  tablePage: countLimit({ default: 100, min: 1, max: 100 }),
  /** How often the counts in DescribeTable are made anew. */
  countsEvery: hours(6),
} as const;

/** Actions that a transaction may have. */
export const transactionActions: Dated<number> = [
  { since: "2018-11-27", value: 25 },
  { since: "2022-09-15", value: 100 },
];

/** Quotas of the account that a scenario may set. */
export const dynamodbQuotas: Readonly<Record<string, Quota>> = {
  ...capacityQuotas,
  "dynamodb.tables": countLimit({ default: 2_500, min: 1, max: 10_000 }),
};

/** What AWS does not say of tables: ours, which a scenario's `assumptions` may say otherwise. */
export const tableAssumptions = assumedFigures("dynamodb", {
  convergence: assumedDuration({
    default: milliseconds(20),
    min: microseconds(0),
    max: minutes(1),
    text: "How long after a write an eventually consistent read may still see what was there before.",
    source: "Ours: AWS says that consistency is reached usually within one second or less.",
  }),
  staleReads: assumedShare({
    default: 0.01,
    text: "How many eventually consistent reads in that time see what was there before.",
    source: "Ours: AWS says that they might, not how many do.",
  }),
  indexLag: assumedDuration({
    default: milliseconds(10),
    min: microseconds(0),
    max: minutes(10),
    text: "How much later than a table its global secondary indexes have what is written.",
    source: "Ours: AWS says a fraction of a second under normal conditions.",
  }),
  transactionPatience: assumedDuration({
    default: seconds(5),
    min: milliseconds(1),
    max: hours(1),
    text: "How long a transaction waits for each of its tables; one of which nothing is heard by then is cancelled.",
    source: "Ours: AWS says of no such time.",
  }),
  transactionPause: assumedDuration({
    default: milliseconds(100),
    min: milliseconds(1),
    max: minutes(10),
    text: "How soon a table is asked again of which nothing was heard at the end of a transaction.",
    source: "Ours: AWS says that transactions are all or nothing, not how a table is asked.",
  }),
  replicationTimeout: assumedDuration({
    default: seconds(60),
    min: milliseconds(1),
    max: hours(1),
    text: "How long a table waits for a Kinesis data stream to take a record, before it puts it again.",
    source: "Ours: AWS says of no such time.",
  }),
  replicationPause: assumedDuration({
    default: seconds(1),
    min: milliseconds(1),
    max: hours(1),
    text: "How soon a table puts a record again that a Kinesis data stream did not take.",
    source: "Ours: AWS says that records may come more than once, not when.",
  }),
  replicationPatience: assumedDuration({
    default: hours(24),
    min: milliseconds(1),
    max: hours(168),
    text: "How old a change may become that its Kinesis data stream does not take, before it is given up.",
    source: "Ours: as long as the stream of a table keeps it.",
  }),
});

/** All figures of ours. */
export const dynamodbAssumptions = {
  ...tableAssumptions,
  ...capacityAssumptions,
  ...streamAssumptions,
};

const lognormal = (median: number, sigma: number): Distribution => ({
  type: "lognormal",
  median: Math.round(median * 1_000),
  sigma,
});

/**
 * How long operations take, for a client in the Region.
 *
 * Source: measured of GetItem and PutItem from functions (aws-samples, 2023; theam, 2019): medians 3.7 and
 * 4.5 ms. AWS says single-digit milliseconds. Assumed: of the others, by what they are made of.
 */
export const operationLatencies = {
  getItem: lognormal(3.7, 0.55),
  putItem: lognormal(4.5, 0.55),
  updateItem: lognormal(4.5, 0.55),
  deleteItem: lognormal(4.5, 0.55),
  query: lognormal(5, 0.55),
  scan: lognormal(6, 0.55),
  batchGetItem: lognormal(7, 0.55),
  batchWriteItem: lognormal(8, 0.55),
  /** Of each of the two phases of a transaction. */
  transactGetItems: lognormal(4.5, 0.55),
  transactWriteItems: lognormal(6, 0.55),
} as const satisfies Readonly<Record<string, Distribution>>;

/** An operation that takes its time. */
export type TimedOperation = keyof typeof operationLatencies;

/**
 * How long a table that a call makes in mid-run is CREATING, and one that is changed UPDATING. Assumed: AWS gives no
 * times; what stands at instant 0 is ACTIVE.
 */
export const changeTimes: Readonly<
  Record<"creation" | "update" | "index" | "destination", Distribution>
> = {
  creation: { type: "constant", value: seconds(8) },
  update: { type: "constant", value: seconds(10) },
  index: { type: "constant", value: minutes(5) },
  destination: { type: "constant", value: seconds(5) },
};

/** How long clients outside wait for an answer. Assumed: the read timeout of botocore. */
export const clientTimeout = durationLimit({
  default: seconds(60),
  min: milliseconds(1),
  max: minutes(60),
});
