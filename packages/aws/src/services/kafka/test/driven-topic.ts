import { drive } from "@orrery/testing";
import { noTrail } from "../../../service/origin.ts";
import type { RecordsGot } from "../../../service/source.ts";
import { resolveTopicConfig, type TopicConfig, type TopicPlace } from "../config.ts";
import type { TopicRecord, TopicReply } from "../protocol.ts";
import { topicInvariants } from "../topic/invariants.ts";
import { topicMachine } from "../topic/machine.ts";

/** A topic by hand. */
export const openTopic = (config: TopicConfig = {}, place: TopicPlace = {}) =>
  drive(topicMachine, resolveTopicConfig("orders", config, place), topicInvariants);
export type DrivenTopic = ReturnType<typeof openTopic>;

/** Puts a record. */
export const produce = (
  topic: DrivenTopic,
  data: string,
  key: string | null = null,
  size = data.length + (key?.length ?? 0),
): TopicReply =>
  topic.ask({
    type: "produce",
    content: { data, isBase64: false, size },
    key,
    size,
    trail: noTrail,
  });

/** Who reads for a group, by number. */
export function readersOf(
  topic: DrivenTopic,
  reader = "group",
  readers = { least: 1, most: 1_000 },
): readonly number[] {
  const reply = topic.ask({ type: "describeShards", reader, readers });
  return reply.type === "shardsDescribed" ? reply.shards.map(({ number }) => number) : [];
}

/** Has a reader begin with the oldest records. */
export const begin = (topic: DrivenTopic, shard: number, reader = "group"): TopicReply =>
  topic.ask({ type: "openSubscription", reader, shard, start: { type: "trimHorizon" } });

/** Asks for what a reader has next. */
export const next = (topic: DrivenTopic, shard: number, reader = "group") =>
  topic.request({ type: "nextEvent", reader, shard, subscription: shard });

/** What records say that a reader got. */
export const dataOf = (reply: TopicReply | undefined): string =>
  (reply as RecordsGot<TopicRecord>).records.map(({ content }) => content.data).join("");
