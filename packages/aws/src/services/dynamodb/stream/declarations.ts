import { declare, type Context, type Draft, type Reply } from "@orrery/kernel";
import { figureMeters } from "../../../service/assumed-figure.ts";
import { declareMeters, type MetricForms } from "../../../service/metric.ts";
import type { StreamSettings } from "./config.ts";
import { streamAssumptions } from "./limits.ts";
import type { ChangeStreamReply } from "./protocol.ts";
import type { ChangeShardState, ChangeStreamState } from "./state.ts";

/** What a stream's handlers write on. */
export type ChangeStream = Draft<ChangeStreamState>;
/** A shard that is written on. */
export type WritableShard = {
  -readonly [Member in keyof ChangeShardState]: ChangeShardState[Member];
};
/** What a stream's handlers may know besides. */
export type StreamContext = Context<StreamSettings>;

/** A stream of a table does nothing by itself: what is due is done once somebody asks. */
export const timers = declare();
/** It asks nobody. */
export const ports = declare();
/** It draws nothing. */
export const purposes = declare();
/** It asks the oracle nothing. */
export const choices = declare();

/** What a stream says of single records, each first by its number there. */
export const notes = declare(
  "stored", // In the shard whose number follows, at the place that follows.
  "read", // From the shard whose number follows.
  "expired",
);

/**
 * What a stream counts: AWS's metrics, and ours. *RecordsWritten* are all that came; *RecordsExpired* were
 * kept for 24 hours; *GetRecordsCalls* are those of programs, which are billed. What bears the name of a
 * figure of ours is how often that decided.
 */
export const meters = {
  RecordsWritten: "count",
  RecordsExpired: "count",
  ShardsClosed: "count",
  GetRecordsCalls: "count",
  ReturnedRecordsCount: "count",
  ReturnedBytes: "bytes",
  ...figureMeters(streamAssumptions),
} as const satisfies MetricForms;

/** The numbers of the meters. */
export const metrics = declareMeters(meters);

/** What can be read off it at any instant. */
export const gauges = {
  OpenShardCount: "level",
  RecordsKept: "level",
  OldestRecordAge: "time",
} as const satisfies MetricForms;

/** Answers the request of this input. */
export const reply = (
  { request }: StreamContext,
  body: ChangeStreamReply,
): Reply<ChangeStreamReply> => ({ type: "reply", to: request, body });
