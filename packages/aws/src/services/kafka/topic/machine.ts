import { declare, unreachable, type Machine } from "@orrery/kernel";
import type { TopicSettings } from "../config.ts";
import type { TopicEffect, TopicInput } from "../protocol.ts";
import { canonicalTopic } from "./canonical.ts";
import {
  choices,
  type gauges,
  metrics,
  notes,
  ports,
  purposes,
  timers,
  type Topic,
  type TopicContext,
} from "./declarations.ts";
import { describeGroup, nextRecords, subscribe } from "./groups.ts";
import { expire, produce } from "./producing.ts";
import { evaluate, growTo } from "./rebalancing.ts";
import { initialTopic, type TopicState } from "./state.ts";
import type { Readings } from "../../../service/metric.ts";

/** The machine of a topic. */
export type TopicMachine = Machine<TopicSettings, TopicState, TopicInput, TopicEffect>;

/** A topic of Kafka, with its partitions and the groups that read it. */
export const topicMachine: TopicMachine = {
  kind: "kafka.topic",
  stateVersion: 1,
  inputs: declare(
    "produce",
    "describeShards",
    "openSubscription",
    "nextEvent",
    "settingsChanged",
    "timerFired",
  ),
  timers,
  ports,
  purposes,
  choices,
  metrics,
  notes,

  initialState: initialTopic,
  transition: (topic, input, context) => react(topic, input, context),

  fingerprint(input) {
    if (input.type === "produce") return input.size;
    return input.type === "nextEvent" || input.type === "openSubscription" ? input.shard : 0;
  },

  canonical: canonicalTopic,
  gauges: ({ partitionIds, recordCount, expiredCount }): Readings<typeof gauges> => ({
    Partitions: partitionIds.length,
    RecordsKept: recordCount - expiredCount,
  }),
};

function react(topic: Topic, input: TopicInput, context: TopicContext): readonly TopicEffect[] {
  switch (input.type) {
    case "produce":
      return produce(topic, input, context);
    case "describeShards":
      return describeGroup(topic, input, context);
    case "openSubscription":
      return subscribe(topic, input, context);
    case "nextEvent":
      return nextRecords(topic, input, context);
    case "settingsChanged":
      return growTo(topic, context);
    case "timerFired":
      return input.timer === timers.retention
        ? expire(topic, context)
        : evaluate(topic, input.index, context);
    default:
      return unreachable(input);
  }
}
