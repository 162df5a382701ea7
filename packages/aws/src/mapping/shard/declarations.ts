import { declare, type Context, type Draft } from "@orrery/kernel";
import { figureMeters, type AssumedFigure } from "../../service/assumed-figure.ts";
import { declareMeters, type MetricForms } from "../../service/metric.ts";
import type { StreamMappingSettings } from "./config.ts";
import { shardFigures } from "./limits.ts";
import type { StreamMappingState } from "./state.ts";

/** What handlers of a mapping write on. */
export type Mapping = Draft<StreamMappingState>;

/** What handlers of a mapping may know besides. */
export type MappingContext = Context<StreamMappingSettings>;

/** The timers of a mapping. */
export const timers = declare(
  "begin", // Reading begins, or shards are listed once more.
  "poll", // A shard has paused long enough; its index is the shard's slot.
  "window", // What a lane has goes out; its index is the lane's slot.
  "retry", // A lane's first piece is tried again; likewise.
  "tumble", // A lane's tumbling window is closed that no record closed; likewise.
);

/** The ports of a mapping: its source twice, since only the way of records takes time. */
export const ports = declare("shards", "records", "function", "destinations");

/** What a mapping draws random numbers for. */
export const purposes = declare("jitter");

/** A mapping asks the oracle nothing. */
export const choices = declare();

/** What a mapping says of single records, each by the number of its stream and its own there. */
export const notes = declare("bisected", "givenUp", "expired", "filteredOut");

/**
 * AWS's metrics of event source mappings, its *IteratorAge* of functions, and ours. *DroppedEventCount* are records that
 * were given up, by attempts or by age; *OversizedRecordCount* those of them that no invocation can hold; *ExpiredEventCount* those that the stream no longer had when their turn came.
 * *ErrorEventCount* and *RefusedEventCount* are records of invocations that failed, and that were throttled or refused.
 * *BlockedTime* is for how long a batch kept others of its lane waiting, from its first failure on. *MessageLatency* is
 * from the writing of a record to the success of its invocation, *EndToEndLatency* from where it began, through every
 * hop. By the name of a figure of ours, how often that decided.
 */
const ownMeters = {
  PolledEventCount: "count",
  FilteredOutEventCount: "count",
  InvokedEventCount: "count",
  FailedInvokeEventCount: "count",
  DroppedEventCount: "count",
  OversizedRecordCount: "count",
  OnFailureDestinationDeliveredEventCount: "count",
  DestinationDeliveryFailures: "count",
  ProcessedEventCount: "count",
  ExpiredEventCount: "count",
  ErrorEventCount: "count",
  RefusedEventCount: "count",
  ReadThrottles: "count",
  BatchesBisected: "count",
  BatchSize: "level",
  IteratorAge: "time",
  BlockedTime: "time",
  MessageLatency: "time",
  EndToEndLatency: "time",
} as const satisfies MetricForms;

/** The meters of a mapping, under the names that a service has for the figures. */
export const metersNamed = <
  const Figures extends Readonly<Record<keyof typeof shardFigures, AssumedFigure>>,
>(
  figures: Figures,
) => ({ ...ownMeters, ...figureMeters(figures) });

/** The numbers of the meters, which are the same under all names. */
export const metrics = declareMeters(metersNamed(shardFigures));

/** What can be read off it at any instant. */
export const gauges = {
  ShardsRead: "level",
  RecordsHeld: "level",
  BlockedBatches: "level",
} as const satisfies MetricForms;
