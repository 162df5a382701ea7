import { countLimit, hours, milliseconds, minutes, noTime, seconds } from "@orrery/kernel";
import {
  assumedBytes,
  assumedCount,
  assumedDuration,
  assumedFigures,
  assumedShare,
} from "../../service/assumed-figure.ts";
import type { Quota } from "../../service/service-model.ts";

/**
 * Quotas and defaults of Athena.
 *
 * Sources, read 2026-11:
 * - https://docs.aws.amazon.com/athena/latest/ug/service-limits.html
 * - https://docs.aws.amazon.com/general/latest/gr/athena.html
 * - https://docs.aws.amazon.com/athena/latest/ug/capacity-management.html
 */
export const athenaLimits = {
  /** Of a query, in bytes. */
  queryString: 262_144,
  /** Partitions of one scan. */
  scannedPartitions: 1_000_000,
  /** New partitions of a CREATE TABLE AS or an INSERT INTO. */
  newPartitions: 100,
  /** Keys of a list of objects. */
  listedKeys: 1_000,
  /** Rows of a page of results. */
  resultRows: countLimit({ default: 1_000, min: 1, max: 1_000 }),
  page: countLimit({ default: 50, min: 1, max: 50 }),
  /** Ids of a batch. */
  batch: 50,
  tags: 50,
  resultAge: countLimit({ default: 60, min: 0, max: 10_080 }),
  /** Of a capacity reservation. */
  leastDpus: 4,
  dpuStep: 4,
  reservationWorkgroups: 20,
  /** A query waits so long for capacity at most. */
  capacityQueue: hours(10),
  /** The DPUs of a statement of DDL, and the most of any other. */
  ddlDpus: 4,
  mostDpus: 124,
  /** How long one of its own requests is waited for. Ours: those it asks answer at once. */
  patience: minutes(1),
  /** How long a connector is waited for. */
  connectorTimeout: minutes(15),
  /** What a connector answers at most before it spills, in bytes. */
  connectorAnswer: 6 * 2 ** 20,
} as const;

const raisable = (usual: number, byRegion?: Quota["byRegion"]): Quota => ({
  ...countLimit({ default: usual, min: 1, max: 1_000_000 }),
  ...(byRegion === undefined ? {} : { byRegion }),
});

const inRegions = (
  ...groups: readonly (readonly [regions: string, value: number])[]
): Quota["byRegion"] =>
  Object.fromEntries(
    groups.flatMap(([regions, value]) => regions.split(" ").map((region) => [region, value])),
  );

const large = "us-east-1 us-east-2 us-west-2 ap-northeast-1 eu-central-1 eu-west-1";
const middling = "ap-northeast-2 ap-south-1 ap-southeast-1 ap-southeast-2 eu-west-2";

/** Quotas of the account that a scenario may set. */
export const athenaQuotas: Readonly<Record<string, Quota>> = {
  /** Queries that run or wait: SELECT, CREATE TABLE AS, INSERT INTO and UNLOAD. */
  "athena.activeDmlQueries": raisable(
    20,
    inRegions(
      ["us-east-1", 200],
      ["us-east-2 us-west-2 ap-northeast-1 eu-central-1 eu-west-1", 150],
      [middling, 100],
    ),
  ),
  /** Statements of DDL that run or wait. */
  "athena.activeDdlQueries": raisable(20),
  /** In minutes; AWS raises it to 240 on request. */
  "athena.dmlTimeout": countLimit({ default: 30, min: 1, max: 240 }),
  /** In minutes. */
  "athena.ddlTimeout": countLimit({ default: 600, min: 1, max: 600 }),
  "athena.startCallsPerSecond": raisable(20, inRegions([`${large} ${middling}`, 100])),
  "athena.getQueryCallsPerSecond": raisable(100, inRegions([`${large} ${middling}`, 500])),
  "athena.getResultsCallsPerSecond": raisable(100),
  "athena.workgroups": raisable(1_000),
  /** Of a workgroup. */
  "athena.preparedStatements": raisable(1_000),
  "athena.capacityReservations": raisable(100),
  /** Of all reservations. */
  "athena.reservedDpus": raisable(1_000),
};

const gigabyte = 1_000_000_000;

/** What AWS does not say: ours, which a scenario's `assumptions` may say otherwise. */
export const athenaAssumptions = assumedFigures("athena", {
  queueDelay: assumedDuration({
    default: milliseconds(150),
    min: noTime,
    max: minutes(10),
    text: "How long a query waits where the account has no other, in the median; with all runners busy, twice as long.",
    source: "Ours: AWS promises nothing of its queue.",
  }),
  runners: assumedCount({
    default: 20,
    min: 1,
    max: 10_000,
    text: "How many queries of the account run at a time without a capacity reservation, at most as many as its quota of active DML queries.",
    source: "Ours: AWS says that it depends on the load of the service.",
  }),
  planningLeast: assumedDuration({
    default: milliseconds(300),
    min: noTime,
    max: minutes(10),
    text: "How long the engine plans a query at least, beside listing objects and looking up partitions.",
    source: "Ours: AWS gives no figure.",
  }),
  planningMost: assumedDuration({
    default: milliseconds(700),
    min: noTime,
    max: minutes(10),
    text: "How long the engine plans a query at most, beside listing objects and looking up partitions.",
    source: "Ours: AWS gives no figure.",
  }),
  pageTime: assumedDuration({
    default: milliseconds(1),
    min: noTime,
    max: minutes(1),
    text: "How long planning takes for each list of 1,000 objects, and for each hundred partitions that are looked up.",
    source: "Ours: AWS gives no figure.",
  }),
  textStart: assumedDuration({
    default: milliseconds(1_500),
    min: noTime,
    max: minutes(10),
    text: "How long a query on text takes beside what it reads.",
    source: "Ours, by the published figure of 236 s for 1.15 TB.",
  }),
  textRate: assumedBytes({
    default: 5 * gigabyte,
    min: 1_000,
    max: 1e15,
    text: "How many bytes of text a query reads in a second.",
    source: "Ours, by the published figure of 236 s for 1.15 TB.",
  }),
  columnarStart: assumedDuration({
    default: milliseconds(1_200),
    min: noTime,
    max: minutes(10),
    text: "How long a query on columnar files takes beside what it reads.",
    source: "Ours, by the published figure of 6.78 s for 2.51 GB.",
  }),
  columnarRate: assumedBytes({
    default: gigabyte,
    min: 1_000,
    max: 1e15,
    text: "How many bytes of columnar files a query reads in a second.",
    source: "Ours, by the published figure of 6.78 s for 2.51 GB.",
  }),
  fileRate: assumedCount({
    default: 700,
    min: 1,
    max: 1_000_000,
    text: "How many files a query opens in a second.",
    source:
      "Ours, by the published statement that 1.7 million small files are over ten times slower.",
  }),
  workerRate: assumedBytes({
    default: 100_000_000,
    min: 1_000,
    max: 1e15,
    text: "How many bytes of a file that cannot be split its one worker reads in a second.",
    source: "Ours: AWS says only that one worker reads it.",
  }),
  textRatio: assumedCount({
    default: 5,
    min: 1,
    max: 100,
    text: "How many times smaller text becomes by GZIP, where a scenario gives the size of the text alone.",
    source: "Ours, of published ratios from 4 to 6.",
  }),
  columnarRatio: assumedCount({
    default: 5,
    min: 1,
    max: 100,
    text: "How many times smaller text becomes as Parquet or ORC, where a scenario gives the size of the text alone.",
    source: "Ours, of published ratios from 3 to 8.",
  }),
  zstdSaving: assumedShare({
    default: 0.25,
    text: "How much smaller ZSTD makes columnar files than SNAPPY does.",
    source: "Ours, of reports from 20 % to 30 %.",
  }),
  footer: assumedBytes({
    default: 8_192,
    min: 0,
    max: 1e9,
    text: "How many bytes of each columnar file a query reads that needs no column.",
    source: "Ours: AWS gives no figure.",
  }),
  ddlTime: assumedDuration({
    default: milliseconds(500),
    min: milliseconds(1),
    max: hours(1),
    text: "How long a statement takes that reads no table.",
    source: "Ours: AWS gives no figure.",
  }),
  resultTime: assumedDuration({
    default: milliseconds(100),
    min: milliseconds(1),
    max: minutes(10),
    text: "How long Athena takes from the end of the engine's work until it writes the results.",
    source: "Ours: AWS gives no figure.",
  }),
  dmlDpus: assumedCount({
    default: 4,
    min: 4,
    max: 124,
    text: "How many DPUs of a capacity reservation a query takes that is no DDL.",
    source: "Ours: AWS chooses from 4 to 124.",
  }),
  provisioning: assumedDuration({
    default: minutes(30),
    min: seconds(1),
    max: hours(24),
    text: "How long a capacity reservation is PENDING that a call makes in mid-run.",
    source: "Ours: AWS says up to 30 minutes, and promises nothing.",
  }),
  reservationMinimum: assumedDuration({
    default: hours(8),
    min: minutes(1),
    max: hours(24),
    text: "For how long a capacity reservation is billed at least.",
    source: "AWS Athena User Guide of 2023; the page of today does not say it.",
  }),
});
