import { snsAssumptions } from "../limits.ts";
import { figureMeters } from "../../../service/assumed-figure.ts";
import { declareMeters, type MetricForms } from "../../../service/metric.ts";
import { declare, type Context, type Draft } from "@orrery/kernel";
import type { TopicSettings } from "../config.ts";
import type { TopicState } from "./state.ts";

/** What a topic's handlers write on. */
export type Topic = Draft<TopicState>;

/** What a topic's handlers may know besides. */
export type TopicContext = Context<TopicSettings>;

/** The timers of a topic. */
export const timers = declare(
  "attempt", // Attempts a delivery; its index is the delivery's slot.
  "replay", // Delivers the next archived messages; its index is the subscription's number.
);

/** The ports of a topic; the targets of the first two are numbers of subscriptions. */
export const ports = declare("subscribers", "deadLetterQueues", "quota");

/** What a topic draws random numbers for. */
export const purposes = declare("retryWait", "transit", "logSample");

/** What a topic asks the oracle. Only where a rate is above 0. */
export const choices = declare(
  "copies", // A message is delivered once, or twice.
);

/** What a topic says of single messages, each first by its number there. */
export const notes = declare(
  "published", // In the topic whose resource number follows.
  "goes", // To the subscription whose number follows, sooner or later.
  "duplicate", // Repeats the message whose number follows.
  "filteredOut", // Of the subscription whose number follows.
  "delivered", // To the subscription whose number follows.
  "failed", // An attempt to deliver to the subscription whose number follows.
  "withdrawn", // Of the subscription whose number follows, which is gone.
  "givenUp", // Of the subscription whose number follows.
  "redriven", // The dead-letter queue of the subscription has it.
  "lost", // Nobody has it.
);

/**
 * What a topic counts and measures: AWS's metrics, and ours. *DeliveryTime* is the time from publication
 * until the subscriber has taken the message. What bears the name of a figure of ours is how often that
 * decided.
 */
export const meters = {
  NumberOfMessagesPublished: "count",
  NumberOfNotificationsDelivered: "count",
  NumberOfNotificationsFailed: "count",
  NumberOfNotificationsFilteredOut: "count",
  "NumberOfNotificationsFilteredOut-MessageAttributes": "count",
  "NumberOfNotificationsFilteredOut-MessageBody": "count",
  "NumberOfNotificationsFilteredOut-NoMessageAttributes": "count",
  "NumberOfNotificationsFilteredOut-InvalidAttributes": "count",
  "NumberOfNotificationsFilteredOut-InvalidMessageBody": "count",
  NumberOfNotificationsRedrivenToDlq: "count",
  NumberOfNotificationsFailedToRedriveToDlq: "count",
  PublishSize: "bytes",
  NumberOfMessagesArchiveProcessing: "count",
  NumberOfBytesArchiveProcessing: "bytes",
  NumberOfReplayedNotificationsDelivered: "count",
  NumberOfReplayedNotificationsFailed: "count",
  NumberOfDuplicateMessages: "count",
  ThrottledPublishes: "count",
  DeliveryTime: "time",
  DeliveryRetries: "count",
  NotificationsLost: "count",
  ConfirmationsRequested: "count",
  BilledPublishes: "level",
  BilledFifoPublishes: "level",
  BilledFifoPublishedBytes: "bytes",
  BilledFifoDeliveries: "level",
  BilledFifoDeliveredBytes: "bytes",
  BilledHttpDeliveries: "level",
  BilledEmailDeliveries: "level",
  BilledFirehoseDeliveries: "level",
  BilledMobileDeliveries: "level",
  SmsDeliveries: "level",
  FilteredBodyBytes: "bytes",
  DeliverySuccessLogs: "count",
  DeliveryFailureLogs: "count",
  ...figureMeters(snsAssumptions),
} as const satisfies MetricForms;

/** The numbers of the meters. */
export const metrics = declareMeters(meters);

/** What can be read off it at any instant. */
export const gauges = {
  DeliveriesUnderWay: "level",
  ApproximateNumberOfMessagesArchived: "level",
} as const satisfies MetricForms;
