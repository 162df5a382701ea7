import { declare, type Context, type Draft } from "@orrery/kernel";
import { figureMeters } from "../../../service/assumed-figure.ts";
import { declareMeters, type MetricForms } from "../../../service/metric.ts";
import type { DeliveryStreamSettings } from "../config.ts";
import { firehoseAssumptions, type DestinationName } from "../limits.ts";
import type { DeliveryStreamState } from "./state.ts";

/** What a delivery stream's handlers write on. */
export type DeliveryStream = Draft<DeliveryStreamState>;

/** What a delivery stream's handlers may know besides. */
export type DeliveryStreamContext = Context<DeliveryStreamSettings>;

/** The timers of a delivery stream. */
export const timers = declare(
  "flush", // A buffer, by its slot, has collected long enough.
  "transform", // Records, by their slot, go to the function once more.
  "deliver", // An object, by its slot, is delivered once more.
);

/** Whom a delivery stream asks. */
export const ports = declare(
  "transform", // The function that changes records.
  "destinations", // Where objects go: what comes first is the destination, then the backup, then what failed.
);
/** A delivery stream draws nothing. */
export const purposes = declare();
/** A delivery stream asks the oracle nothing. */
export const choices = declare();

/** What a delivery stream says of single records, each first by its number there. */
export const notes = declare(
  "taken",
  "transformed", // By the function.
  "dropped", // By the function, as it wished.
  "failed", // On its way through the function.
  "delivered", // In the object whose number follows, after so many attempts.
  "givenUp", // No destination took it.
);

const deliveryMeters = <Name extends string>(name: Name) =>
  ({
    [`DeliveryTo${name}.Bytes`]: "bytes",
    [`DeliveryTo${name}.Records`]: "count",
    [`DeliveryTo${name}.Success`]: "count",
    [`DeliveryTo${name}.DataFreshness`]: "time",
  }) as const as {
    readonly [
      Key in `DeliveryTo${Name}.${"Bytes" | "Records" | "Success" | "DataFreshness"}`
    ]: Key extends `${string}.Bytes`
      ? "bytes"
      : Key extends `${string}.DataFreshness`
        ? "time"
        : "count";
  };

/**
 * What a delivery stream counts and measures: AWS's metrics, and ours. *BilledBytes* are data in whole units of
 * 5 KB a record; *RecordsDropped* and *RecordsFailed* are those that the function dropped or that failed on their
 * way; *RecordsLost* are those that no destination took in time; *UnsaidTransforms* are records that came back as
 * they were, since the scenario does not say what the function returns.
 */
export const meters = {
  IncomingBytes: "bytes",
  IncomingRecords: "count",
  IncomingPutRequests: "count",
  ThrottledRecords: "count",
  "PutRecord.Bytes": "bytes",
  "PutRecord.Requests": "count",
  "PutRecordBatch.Bytes": "bytes",
  "PutRecordBatch.Records": "count",
  "PutRecordBatch.Requests": "count",
  "ExecuteProcessing.Duration": "time",
  "ExecuteProcessing.Success": "count",
  "SucceedProcessing.Records": "count",
  "SucceedProcessing.Bytes": "bytes",
  PartitionCountExceeded: "count",
  ...deliveryMeters("S3"),
  "DeliveryToS3.ObjectCount": "count",
  "BackupToS3.Bytes": "bytes",
  "BackupToS3.Records": "count",
  "BackupToS3.Success": "count",
  "BackupToS3.DataFreshness": "time",
  ...deliveryMeters("Redshift"),
  ...deliveryMeters("AmazonOpenSearchService"),
  ...deliveryMeters("AmazonOpenSearchServerless"),
  ...deliveryMeters("Elasticsearch"),
  ...deliveryMeters("Splunk"),
  ...deliveryMeters("HttpEndpoint"),
  ...deliveryMeters("Snowflake"),
  ...deliveryMeters("Iceberg"),
  BilledBytes: "bytes",
  BilledPartitionedBytes: "bytes",
  RecordsDropped: "count",
  RecordsFailed: "count",
  RecordsLost: "count",
  UnsaidTransforms: "count",
  EndToEndLatency: "time", // Of each record that was delivered, from where it began.
  ...figureMeters(firehoseAssumptions),
} as const satisfies MetricForms;

/** The numbers of the meters. */
export const metrics = declareMeters(meters);

/** The meters of what goes to a destination. */
export const metricsOf = (destination: DestinationName) => ({
  bytes: metrics[`DeliveryTo${destination}.Bytes`],
  records: metrics[`DeliveryTo${destination}.Records`],
  success: metrics[`DeliveryTo${destination}.Success`],
  freshness: metrics[`DeliveryTo${destination}.DataFreshness`],
});

/** What can be read off it at any instant. *RecordsHeld*: taken, and neither delivered nor given up. */
export const gauges = {
  RecordsHeld: "level",
  BytesBuffered: "level",
  PartitionCount: "level",
} as const satisfies MetricForms;
