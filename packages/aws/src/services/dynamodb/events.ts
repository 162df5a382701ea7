import type { Instant } from "@orrery/kernel";
import { noTrail } from "../../service/origin.ts";
import type { PlainObject } from "../../service/refusal.ts";
import type { EventFacts, SampleEvents } from "../../service/sample-event.ts";
import { formatWallClock } from "../../text/wall-clock.ts";
import { dynamodbToLambda } from "./dynamodb-to-lambda.ts";
import { shardIdOf, streamLabelOf } from "./stream/names.ts";
import type { ChangeRecord } from "./stream/protocol.ts";
import type { Item } from "./value/attribute-value.ts";
import { sizeOfItem } from "./value/item-size.ts";

const start = 0 as Instant;
const keys: Item = { Id: { N: "101" } };
const itemOf = (Message: string): Item => ({ ...keys, Message: { S: Message } });

/** The batch of one change that a function gets: one with both images. */
function batchOf(facts: EventFacts) {
  const { body, attributes, partition, region, accountId, name, epochMilliseconds } = facts;
  const label = streamLabelOf(start, epochMilliseconds);
  const arn = `arn:${partition}:dynamodb:${region}:${accountId}:table/${name}/stream/${label}`;
  const view = "NEW_AND_OLD_IMAGES";
  const before = itemOf("New item!");
  // What comes beside the body are attributes of the item.
  const after: Item = {
    ...Object.fromEntries(attributes.map((each) => [each.name, { S: each.value }])),
    ...itemOf(body === "" ? "This item has changed" : body),
  };
  const size = sizeOfItem(keys) + sizeOfItem(before) + sizeOfItem(after);
  const record: ChangeRecord = {
    identity: { queue: 1, message: 1 },
    content: { size },
    trail: noTrail,
    writtenAt: start,
    name: "MODIFY",
    keys,
    before,
    after,
    size,
    byService: false,
    shard: { number: 0, createdAt: start, epochMilliseconds, view, arn, region },
  };
  const batch = {
    type: "batch",
    form: "dynamodb.stream",
    items: [record],
    source: arn,
    region,
    reportsItems: false,
    size,
  } as const;
  return { arn, event: dynamodbToLambda.eventOf(batch, epochMilliseconds) };
}

/** What a function gets besides whose mapping has tumbling windows. */
function windowOf(facts: EventFacts): PlainObject {
  const { arn, event } = batchOf(facts);
  const at = (time: number): string => `${formatWallClock(time).slice(0, 19)}Z`;
  return {
    ...event,
    window: { start: at(facts.epochMilliseconds), end: at(facts.epochMilliseconds + 300_000) },
    state: { "1": "state1" },
    shardId: shardIdOf({
      number: 0,
      createdAt: start,
      epochMilliseconds: facts.epochMilliseconds,
    }),
    eventSourceARN: arn,
    isFinalInvokeForWindow: false,
    isWindowTerminatedEarly: false,
  };
}

/** What functions get of the streams of tables. */
export const dynamodbEvents: SampleEvents = {
  batch: (facts) => batchOf(facts).event,
  window: windowOf,
};
