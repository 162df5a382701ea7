import { declare, type Context, type Draft } from "@orrery/kernel";
import { figureMeters } from "../../../service/assumed-figure.ts";
import { declareMeters, type MetricForms } from "../../../service/metric.ts";
import type { BucketSettings } from "../config.ts";
import { s3Assumptions } from "../limits.ts";
import type { BucketState } from "./state.ts";

/** What a bucket's handlers write on. */
export type Bucket = Draft<BucketState>;

/** What a bucket's handlers may know besides. */
export type BucketContext = Context<BucketSettings>;

/** The timers of a bucket. */
export const timers = declare(
  "attempt", // Attempts a notification; its index is the delivery's slot.
  "lifecycle", // Carries lifecycle rules out.
  "restore", // A copy of an archived object is there, or no longer is; its index is its slot.
  "threshold", // A copy is to be in another bucket; its index is its slot.
  "loss", // An object is lost; its index is its slot.
);

/** The ports of a bucket: where notifications go, by the numbers of destinations. */
export const ports = declare("destinations");

/** What a bucket draws random numbers for. */
export const purposes = declare("latency", "retryWait", "loss");

/** What a bucket asks the oracle. Only where a rate is above 0. */
export const choices = declare(
  "copies", // A notification is delivered once, or twice.
  "merged", // A write soon after another has a notification of its own, or none.
);

/** What a bucket says of single versions, each first by its number there. */
export const notes = declare(
  "put", // In the bucket whose resource number follows.
  "replaced", // By the version whose number follows.
  "read",
  "deleted", // The version itself.
  "hidden", // By the delete marker whose number follows.
  "expired", // By a lifecycle rule.
  "notified", // The destination whose number follows.
  "notificationLost", // To the destination whose number follows.
);

/**
 * What a bucket counts and measures: AWS's request metrics, and ours: what is billed, and what became of
 * notifications. What bears the name of a figure of ours is how often that decided.
 */
export const meters = {
  AllRequests: "count",
  GetRequests: "count",
  PutRequests: "count",
  DeleteRequests: "count",
  HeadRequests: "count",
  PostRequests: "count",
  ListRequests: "count",
  BytesDownloaded: "bytes",
  BytesUploaded: "bytes",
  "4xxErrors": "count",
  "5xxErrors": "count",
  FirstByteLatency: "time",
  TotalRequestLatency: "time",
  SlowDowns: "count",
  PartitionSplits: "count",
  ObjectsExpired: "count",
  ObjectsTransitioned: "count",
  ObjectsRestored: "count",
  ObjectsTiered: "count",
  UploadsAborted: "count",
  NotificationsMade: "count",
  NotificationsMerged: "count",
  NotificationsDelivered: "count",
  NotificationsLost: "count",
  NotificationDelay: "time",
  OperationsPendingReplication: "count",
  OperationsFailedReplication: "count",
  ObjectsReplicated: "count",
  BytesReplicated: "bytes",
  ReplicationLatency: "time",
  ObjectsLost: "count",
  EndToEndLatency: "time",
  BilledWriteRequests: "count",
  BilledReadRequests: "count",
  BilledTransitions: "count",
  BilledRetrievedBytes: "bytes",
  BilledArchiveRetrievedBytes: "bytes",
  ...figureMeters(s3Assumptions),
} as const satisfies MetricForms;

/** The numbers of the meters. */
export const metrics = declareMeters(meters);

/** What can be read off it at any instant: AWS's storage metrics, and the time that bytes have been there. */
export const gauges = {
  BucketSizeBytes: "bytes",
  NumberOfObjects: "level",
  UploadsUnderWay: "level",
  NotificationsUnderWay: "level",
  StandardStorageTime: "level",
  StandardInfrequentAccessStorageTime: "level",
  OneZoneInfrequentAccessStorageTime: "level",
  IntelligentTieringStorageTime: "level",
  GlacierInstantRetrievalStorageTime: "level",
  GlacierStorageTime: "level",
  DeepArchiveStorageTime: "level",
  ReducedRedundancyStorageTime: "level",
  ArchiveAccessStorageTime: "level",
  DeepArchiveAccessStorageTime: "level",
} as const satisfies MetricForms;
