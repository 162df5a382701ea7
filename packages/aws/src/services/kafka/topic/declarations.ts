import { declare, type Context, type Draft } from "@orrery/kernel";
import { figureMeters } from "../../../service/assumed-figure.ts";
import { declareMeters, type MetricForms } from "../../../service/metric.ts";
import type { TopicSettings } from "../config.ts";
import { kafkaAssumptions } from "../limits.ts";
import type { TopicState } from "./state.ts";

/** What a topic's handlers write on. */
export type Topic = Draft<TopicState>;

/** What a topic's handlers may know besides. */
export type TopicContext = Context<TopicSettings>;

/** The timers of a topic. */
export const timers = declare(
  "retention", // Is when the oldest record expires, or earlier.
  "evaluation", // It is looked at whether a group keeps up; its index is the group's slot.
);

/** A topic asks nobody. */
export const ports = declare();
/** A topic draws nothing. */
export const purposes = declare();
/** A topic asks the oracle nothing. */
export const choices = declare();

/** What a topic says of single records, each first by its number there. */
export const notes = declare(
  "stored", // In the partition whose number follows, at the offset that follows.
  "read", // By a reader.
  "expired",
);

/**
 * What a topic counts and measures. *OffsetLag* is how many records a group had not read when it was looked at, and
 * *GroupReaders* how many readers it then had; *Rebalances* are changes of that number. What bears the name of a figure
 * of ours is how often that decided.
 */
export const meters = {
  MessagesIn: "count",
  BytesIn: "bytes",
  MessagesOut: "count",
  BytesOut: "bytes",
  MessagesRefused: "count",
  RecordsExpired: "count",
  OffsetLag: "level",
  GroupReaders: "level",
  Rebalances: "count",
  ...figureMeters(kafkaAssumptions),
} as const satisfies MetricForms;

/** The numbers of the meters. */
export const metrics = declareMeters(meters);

/** What can be read off it at any instant. */
export const gauges = { Partitions: "level", RecordsKept: "level" } as const satisfies MetricForms;
