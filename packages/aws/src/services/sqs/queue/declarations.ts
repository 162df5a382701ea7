import { sqsAssumptions } from "../limits.ts";
import { figureMeters } from "../../../service/assumed-figure.ts";
import { declareMeters, type MetricForms } from "../../../service/metric.ts";
import { declare, type Context, type Draft } from "@orrery/kernel";
import type { QueueSettings } from "../config.ts";
import type { QueueState } from "./state.ts";

/** What a queue's handlers write on. */
export type Queue = Draft<QueueState>;

/** What a queue's handlers may know besides. */
export type QueueContext = Context<QueueSettings>;

/** The timers of a queue. */
export const timers = declare(
  "visibility", // Ends a message's time in flight; its index is the slot.
  "delay", // Ends a delay that is not the queue's own; its index is the slot.
  "queueDelay", // Ends the queue's delay of the message that was sent first.
  "retention", // Is when the oldest message expires, or earlier.
  "expiry", // Is when a message expires that another queue gave up; its index is the slot.
  "wait", // Ends a long poll; its index is the waiter's slot.
  "deduplication", // Is when the oldest deduplication id is forgotten, or earlier.
  "attempt", // Is when the oldest receive request attempt is forgotten, or earlier.
  "scope", // Is when a change of the deduplication scope acts.
  "move", // Moves the next message of a move task.
);

/** The ports of a queue; the targets of `redrive` are resource numbers. */
export const ports = declare("deadLetterQueue", "redrive");

/** What a queue draws random numbers for. */
export const purposes = declare("sampling");

/** What a queue asks the oracle. Only where a rate is above 0. */
export const choices = declare(
  "delivery", // A received message is hidden, stays visible, or is visible again too early.
  "deletion", // A deleted message is gone, or comes back.
  "order", // A message is received in its turn, or falls behind.
);

/** What a queue says of single messages, each first by its number there. */
export const notes = declare(
  "stored", // Has a place; of one that comes from another queue, with its identity.
  "visible", // Can be received again, or for the first time after a delay.
  "leaves", // Is on its way to another queue.
  "returns", // Was not taken there.
  "stays", // Was received, and is visible all the same.
  "kept", // Was deleted, and is there all the same.
  "deleted",
  "expired",
  "purged",
  "moved", // Another queue has it.
);

/**
 * What a queue counts and measures: AWS's metrics, and ours. *DeletionsWithoutEffect* succeeded and
 * removed nothing, since the message was received again, given up or gone by then;
 * *DeadLettersProcessed* went to the dead-letter queue although a consumer was done with them. What
 * bears the name of a figure of ours is how often that decided.
 */
export const meters = {
  NumberOfMessagesSent: "count",
  NumberOfMessagesReceived: "count",
  NumberOfMessagesDeleted: "count",
  NumberOfEmptyReceives: "count",
  NumberOfDeduplicatedSentMessages: "count",
  SentMessageSize: "bytes",
  MessageAgeAtReceive: "time",
  MessagesMovedToDeadLetterQueue: "count",
  DeletionsWithoutEffect: "count",
  DeadLettersProcessed: "count",
  MessagesExpired: "count",
  ThrottledRequests: "level",
  BilledRequests: "level",
  BilledFifoRequests: "level",
  BilledFairQueueRequests: "level",
  ...figureMeters(sqsAssumptions),
} as const satisfies MetricForms;

/** The numbers of the meters. */
export const metrics = declareMeters(meters);

/** What can be read off it at any instant. */
export const gauges = {
  ApproximateNumberOfMessagesVisible: "level",
  ApproximateNumberOfMessagesNotVisible: "level",
  ApproximateNumberOfMessagesDelayed: "level",
  ApproximateNumberOfGroupsWithInflightMessages: "level",
  ApproximateNumberOfNoisyGroups: "level",
  ApproximateNumberOfMessagesVisibleInQuietGroups: "level",
  ApproximateNumberOfMessagesNotVisibleInQuietGroups: "level",
  ApproximateNumberOfMessagesDelayedInQuietGroups: "level",
  ApproximateAgeOfOldestMessage: "time",
  ApproximateAgeOfOldestMessageInQuietGroups: "time",
} as const satisfies MetricForms;
