import { declare, type Context, type Draft } from "@orrery/kernel";
import { figureMeters } from "../../../service/assumed-figure.ts";
import { declareMeters, type MetricForms } from "../../../service/metric.ts";
import type { BusSettings } from "../config.ts";
import { eventsAssumptions } from "../limits.ts";
import type { BusState } from "./state.ts";

/** What a bus's handlers write on. */
export type Bus = Draft<BusState>;

/** What a bus's handlers may know besides. */
export type BusContext = Context<BusSettings>;

/** The timers of a bus. */
export const timers = declare(
  "attempt", // Attempts a delivery; its index is the delivery's slot.
  "schedule", // Runs a rule; its index is the rule's number.
);

/** The ports of a bus; the targets of the first two are numbers of rules' targets. */
export const ports = declare("targets", "deadLetterQueues", "archives", "account");

/** What a bus draws random numbers for. */
export const purposes = declare("retryWait", "scheduleDelay");

/** What a bus asks the oracle. Only where a rate is above 0. */
export const choices = declare(
  "copies", // An event is delivered once, or twice.
);

/** What a bus says of single events, each first by its number in the bus. */
export const notes = declare(
  "put", // In the bus whose resource number follows.
  "matched", // A rule, by its number.
  "goes", // To the target whose number follows, sooner or later.
  "delivered", // To the target whose number follows.
  "failed", // An attempt at the target whose number follows.
  "withdrawn", // Of the target whose number follows, which is gone.
  "givenUp", // Of the target whose number follows.
  "deadLettered", // The dead-letter queue of the target has it.
  "dropped", // Nobody has it.
);

/**
 * What a bus counts and measures: AWS's metrics, and ours. What bears the name of a figure of ours is how often
 * that decided.
 */
export const meters = {
  PutEventsApproximateCallCount: "count",
  PutEventsApproximateSuccessCount: "count",
  PutEventsApproximateFailedCount: "count",
  PutEventsApproximateThrottledCount: "count",
  PutEventsEntriesCount: "count",
  PutEventsFailedEntriesCount: "count",
  PutEventsRequestSize: "bytes",
  MatchedEvents: "count",
  TriggeredRules: "count",
  ThrottledRules: "count",
  Invocations: "count",
  InvocationsCreated: "count",
  InvocationAttempts: "count",
  SuccessfulInvocationAttempts: "count",
  RetryInvocationAttempts: "count",
  FailedInvocations: "count",
  InvocationsSentToDlq: "count",
  InvocationsFailedToBeSentToDlq: "count",
  IngestionToInvocationStartLatency: "time",
  IngestionToInvocationCompleteLatency: "time",
  IngestionToInvocationSuccessLatency: "time",
  EventsTaken: "count",
  UnmatchedEvents: "count",
  ScheduledRuns: "count",
  EventsArchived: "count",
  EventsReplayed: "count",
  InvocationsDropped: "count",
  EventsBilled: "level",
  EventsFree: "count",
  EventsForwardedBilled: "level",
  ApiDestinationsBilled: "level",
  LogRecords: "count",
  ...figureMeters(eventsAssumptions),
} as const satisfies MetricForms;

/** The numbers of the meters. */
export const metrics = declareMeters(meters);

/** What can be read off it at any instant. */
export const gauges = { InvocationsUnderWay: "level" } as const satisfies MetricForms;
