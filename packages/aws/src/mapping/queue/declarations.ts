import { queueFigures } from "./limits.ts";
import { figureMeters, type AssumedFigure } from "../../service/assumed-figure.ts";
import { declareMeters, type MetricForms } from "../../service/metric.ts";
import { declare, type Context, type Draft } from "@orrery/kernel";
import type { EventSourceMappingSettings } from "./config.ts";
import type { EventSourceMappingState } from "./state.ts";

/** What handlers of a mapping write on. */
export type Mapping = Draft<EventSourceMappingState>;

/** What handlers of a mapping may know besides. */
export type MappingContext = Context<EventSourceMappingSettings>;

/** The timers of a mapping. */
export const timers = declare(
  "begin", // Polling begins.
  "add", // One more poller comes.
  "poll", // A poller has paused long enough; its index is the poller's slot.
  "retry", // A throttled batch is tried again or given up, or a failed one has paused; its index is the batch's slot.
);

/** The ports of a mapping: its queue twice, since only the way of a receive takes time, and its function. */
export const ports = declare("queue", "deletions", "function");

/** What a mapping draws random numbers for. */
export const purposes = declare("jitter");

/** What a mapping asks the oracle. Only where its share is above 0. */
export const choices = declare(
  "fillingWait", // A receive into a begun batch ends with the window, or waits its full 20 s.
);

/**
 * AWS's metrics of event source mappings, and ours. Of messages whose receive came to nothing,
 * *ErrorEventCount* are those whose invocation failed, or that it gave back; *RefusedEventCount*
 * those whose invocation was throttled, or refused otherwise, until they were visible again; *LateEventCount* those processed only after they
 * were; *ReturnedEventCount* those that were never offered to the function. *TimeBeforeStart* is from
 * the receive of a batch to the start of its work: window, throttles and cold start. *MessageLatency* is
 * from a message's sending to its deletion, *EndToEndLatency* from where it began, through every hop. By the name of a
 * figure of ours, how often that decided.
 */
const ownMeters = {
  PolledEventCount: "count",
  FilteredOutEventCount: "count",
  InvokedEventCount: "count",
  FailedInvokeEventCount: "count",
  DeletedEventCount: "count",
  BatchSize: "level",
  MessageLatency: "time",
  EndToEndLatency: "time",
  ProvisionedPollerTime: "level",
  ErrorEventCount: "count",
  RefusedEventCount: "count",
  LateEventCount: "count",
  ReturnedEventCount: "count",
  TimeBeforeStart: "time",
} as const satisfies MetricForms;

/** The meters of a mapping, under the names that a service has for the figures. */
export const metersNamed = <
  const Figures extends Readonly<Record<keyof typeof queueFigures, AssumedFigure>>,
>(
  figures: Figures,
) => ({ ...ownMeters, ...figureMeters(figures) });

/** The numbers of the meters, which are the same under all names. */
export const metrics = declareMeters(metersNamed(queueFigures));

/** What can be read off it at any instant. */
export const gauges = {
  Pollers: "level",
  ProvisionedPollers: "level",
  SimultaneousReceives: "level",
  HeldBackBatches: "level",
} as const satisfies MetricForms;

type AssumedName = keyof MappingContext["settings"]["assumed"];

/** Which metric tells of each figure. */
const told: Readonly<Record<AssumedName, number>> = {
  sampleTime: metrics["mapping.sampleTime"],
  fifoIdleShare: metrics["mapping.fifoIdleShare"],
  fifoMinimum: metrics["mapping.fifoMinimum"],
  calmTime: metrics["mapping.calmTime"],
  errorPause: metrics["mapping.errorPause"],
  longestErrorPause: metrics["mapping.longestErrorPause"],
  removedOnThrottle: metrics["mapping.removedOnThrottle"],
  throttlePause: metrics["mapping.throttlePause"],
  longestThrottlePause: metrics["mapping.longestThrottlePause"],
  throttleJitter: metrics["mapping.throttleJitter"],
  recordOverhead: metrics["mapping.recordOverhead"],
  receivePatience: metrics["mapping.receivePatience"],
  deletionPatience: metrics["mapping.deletionPatience"],
  invocationPatience: metrics["mapping.invocationPatience"],
};

/** Notes that a figure of ours decided. */
export const noteAssumed = (context: MappingContext, name: AssumedName): void =>
  context.observe(told[name], 1);
