import type { Readings } from "../../../service/metric.ts";
import {
  declare,
  noEffects,
  table,
  unreachable,
  type Machine,
  type SettingsChanged,
} from "@orrery/kernel";
import type { EntryOf } from "../../../service/entry.ts";
import type { TopicSettings } from "../config.ts";
import type {
  DescribeReplay,
  RequestConfirmation,
  TopicEffect,
  TopicInput,
  TopicMessage,
} from "../protocol.ts";
import { forgetOld } from "./archive.ts";
import { canonical } from "./canonical.ts";
import {
  choices,
  metrics,
  type gauges,
  notes,
  ports,
  purposes,
  timers,
  type Topic,
  type TopicContext,
} from "./declarations.ts";
import { notifying, type Notifying } from "./notifying.ts";
import { hearQuota, publish, publishBatch } from "./publish.ts";
import { replayNext, startReplay } from "./replay.ts";
import { reply } from "./reply.ts";
import { initialTopic, type TopicState } from "./state.ts";

/** The machine of a topic. */
export type TopicMachine = Machine<TopicSettings, TopicState, TopicInput, TopicEffect>;

/** An SNS topic, standard or FIFO, with its subscriptions. What it delivers goes in by entries. */
export function topicMachine(entryOf: EntryOf): TopicMachine {
  const notifications = notifying(entryOf);
  return {
    kind: "sns.topic",
    stateVersion: 3,
    inputs: declare(
      "publish",
      "publishBatch",
      "requestConfirmation",
      "startReplay",
      "describeReplay",
      "settingsChanged",
      "replied",
      "timerFired",
    ),
    timers,
    ports,
    purposes,
    choices,
    metrics,
    notes,

    initialState: initialTopic,
    transition: (topic, input, context) => react(topic, input, notifications, context),

    fingerprint(input) {
      switch (input.type) {
        case "publish":
          return input.content.size;
        case "publishBatch":
          return input.entries.length;
        case "requestConfirmation":
        case "startReplay":
        case "describeReplay":
          return input.subscription;
        case "replied":
          return input.body.type.length;
        default:
          return 0;
      }
    },

    canonical,
    gauges: ({ deliveries, queued, archive }): Readings<typeof gauges> => ({
      DeliveriesUnderWay: deliveries.size + queued.size,
      ApproximateNumberOfMessagesArchived: archive.size,
    }),
  };
}

function react(
  topic: Topic,
  input: TopicInput,
  notifications: Notifying,
  context: TopicContext,
): readonly TopicEffect[] {
  switch (input.type) {
    case "publish":
      return publish(topic, input, context);
    case "publishBatch":
      return publishBatch(topic, input, context);
    case "requestConfirmation":
      return requestConfirmation(topic, input, notifications, context);
    case "startReplay":
      return startReplay(topic, input, context);
    case "describeReplay":
      return describeReplay(topic, input, context);
    case "settingsChanged":
      return changeSettings(topic, input, context);
    case "replied":
      return input.port === ports.quota
        ? hearQuota(topic, input, notifications, context)
        : notifications.hear(topic, input, context);
    case "timerFired":
      return input.timer === timers.attempt
        ? notifications.retry(topic, input, context)
        : replayNext(topic, input, notifications, context);
    default:
      return unreachable(input);
  }
}

function requestConfirmation(
  topic: Topic,
  { subscription, token, trail }: RequestConfirmation,
  notifications: Notifying,
  context: TopicContext,
): readonly TopicEffect[] {
  topic.messageCount += 1;
  const message: TopicMessage = {
    number: topic.messageCount,
    content: { message: "", subject: null, attributes: [], byProtocol: null, size: 0 },
    trail,
    publishedAt: context.now,
    groupId: null,
    deduplicationId: null,
    sequenceNumber: null,
  };
  context.observe(metrics.ConfirmationsRequested, 1);
  const question = { subscription, message, isReplayed: false, token, lane: null };
  return [
    reply(context, { type: "confirmationRequested" }),
    ...notifications.notify(topic, question, context.now, context),
  ];
}

function describeReplay(
  topic: Topic,
  { subscription }: DescribeReplay,
  context: TopicContext,
): readonly TopicEffect[] {
  const status = table.get(topic.replays, `${subscription}`)?.status ?? null;
  return [reply(context, { type: "replayDescribed", status })];
}

/** What is on its way goes on by the new settings; what subscriptions that are gone had is forgotten. */
function changeSettings(
  topic: Topic,
  { before }: SettingsChanged<TopicSettings>,
  context: TopicContext,
): readonly TopicEffect[] {
  const { settings } = context;
  if (settings.archiveRetention === null) forgetOld(topic, context);
  const left = new Set(settings.subscriptions.map(({ number }) => number));
  for (const { number } of before.subscriptions) {
    if (left.has(number)) continue;
    table.remove(topic.turns, `${number}`);
    table.remove(topic.replays, `${number}`);
  }
  return noEffects;
}
