import { seconds, type Tagged } from "@orrery/kernel";
import { expect, it } from "vitest";
import {
  message,
  openTopic,
  publish,
  publishing,
  subscription,
  underWay,
  type Arrived,
} from "../test/driven-topic.ts";
import { refused } from "../../../service/refusal.ts";
import { noTrail } from "../../../service/origin.ts";

const invalid = (what: string) => refused("InvalidParameter", `Invalid parameter: ${what}`);
const arrivals = (topic: ReturnType<typeof openTopic>) =>
  underWay(topic).map(({ input }) => (input as unknown as Arrived).arrival);

it("sns.message.size: holds for whoever publishes", () => {
  const topic = openTopic({ maximumMessageSize: 1_024 });
  expect(publish(topic, message("a", { size: 1_024 }))).toMatchObject({ type: "published" });
  expect(publish(topic, message("a", { size: 1_025 }))).toEqual(invalid("Message too long"));
  expect(topic.meter("BilledPublishes").sum).toBe(1);
  const large = openTopic({ maximumMessageSize: 1_048_576 });
  publish(large, message("a", { size: 1_048_576 }));
  expect(large.meter("BilledPublishes").sum).toBe(16);
});

it("sns.message.empty: is refused", () => {
  expect(publish(openTopic(), "")).toEqual(invalid("Empty message"));
});

it("sns.message.identifiers: have up to 128 letters and punctuation characters", () => {
  const topic = openTopic({ fifo: true });
  const ids = { groupId: "a!~", deduplicationId: "x".repeat(128) };
  expect(publish(topic, "1", ids)).toMatchObject({ type: "published" });
  expect(publish(topic, "1", { ...ids, groupId: "a b" })).toEqual(invalid("MessageGroupId"));
  expect(publish(topic, "1", { ...ids, deduplicationId: "x".repeat(129) })).toEqual(
    invalid("MessageDeduplicationId"),
  );
});

it("sns.batch.one-for-all: a wrong entry refuses the batch", () => {
  const topic = openTopic({ fifo: true });
  const right = publishing("1", { groupId: "g", deduplicationId: "1" });
  expect(
    topic.ask({ type: "publishBatch", entries: [right, publishing("2")], trail: noTrail }),
  ).toEqual(invalid("The MessageGroupId parameter is required for FIFO topics"));
  expect(topic.state.messageCount).toBe(0);
});

it("sns.quota.publish: asks the account for each message, and is Throttled without room", () => {
  const topic = openTopic();
  const request = topic.request({
    type: "publishBatch",
    entries: [publishing("1"), publishing("2")],
    trail: noTrail,
  });
  expect(request.reply).toBeUndefined();
  const [asked] = topic.sent;
  expect(asked!.input).toEqual({ type: "takePublishes", messages: 2, fifo: false });
  topic.answer(asked!, refused("Throttled", "Rate exceeded"));
  expect(request.reply).toEqual(refused("Throttled", "Rate exceeded"));
  expect(topic.meter("ThrottledPublishes").sum).toBe(2);
  expect(underWay(topic)).toEqual([]);
});

it("answers a publish whose quota never answers", () => {
  const topic = openTopic();
  const request = topic.request(publishing("1"));
  topic.advance(seconds(60));
  expect(request.reply).toEqual(refused("InternalError", "The request was not answered in time."));
});

it("sns.group.standard-topic: passes a group on to standard queues only", () => {
  const subscriptions = [subscription(1), subscription(2, { protocol: "lambda" })];
  const topic = openTopic({ subscriptions });
  publish(topic, "1", { groupId: "g" });
  expect(arrivals(topic).map(({ group }) => group)).toEqual(["g", null]);
  const before = openTopic({ takesGroups: false });
  expect(publish(before, "1", { groupId: "g" })).toMatchObject({ type: "refused" });
});

it("sns.fifo.required: a group, and an id unless the topic makes one", () => {
  const topic = openTopic({ fifo: true });
  expect(publish(topic, "1")).toEqual(
    invalid("The MessageGroupId parameter is required for FIFO topics"),
  );
  expect(publish(topic, "1", { groupId: "g" })).toEqual(
    invalid(
      "The topic should either have ContentBasedDeduplication enabled or MessageDeduplicationId provided explicitly",
    ),
  );
  const content = openTopic({ fifo: true, contentBasedDeduplication: true });
  expect(publish(content, "1", { groupId: "g" })).toEqual({
    type: "published",
    message: 1,
    sequenceNumber: 1,
  });
  expect(publish(openTopic(), "1", { deduplicationId: "1" })).toMatchObject({ type: "refused" });
});

it("sns.fifo.deduplication: answers a repeated id as its first message, for 300 s", () => {
  const topic = openTopic({ fifo: true });
  const first = publish(topic, "1", { groupId: "g", deduplicationId: "x" });
  topic.advance(seconds(299));
  expect(publish(topic, "2", { groupId: "h", deduplicationId: "x" })).toEqual(first);
  expect(topic.meter("NumberOfDuplicateMessages").sum).toBe(1);
  expect(topic.meter("NumberOfMessagesPublished").sum).toBe(2);
  topic.advance(seconds(1));
  expect(publish(topic, "3", { groupId: "g", deduplicationId: "x" })).toMatchObject({ message: 2 });
  expect(topic.state.messageCount).toBe(2);

  const perGroup = openTopic({ fifo: true, throughputScope: "MessageGroup" });
  publish(perGroup, "1", { groupId: "g", deduplicationId: "x" });
  expect(publish(perGroup, "2", { groupId: "h", deduplicationId: "x" })).toMatchObject({
    message: 2,
  });
  expect(publish(perGroup, "3", { groupId: "g", deduplicationId: "x" })).toMatchObject({
    message: 1,
  });

  // The content's hash leaves attributes out, and holds inside one batch.
  const content = openTopic({ fifo: true, contentBasedDeduplication: true });
  const entries = [{}, { attributes: [{ name: "a", dataType: "String", value: "b" }] }].map(
    (rest) => publishing(message("1", rest), { groupId: "g" }),
  );
  const batch = content.request({ type: "publishBatch", entries, trail: noTrail });
  content.answer(content.sent[0]!, { type: "taken" });
  expect(batch.reply).toMatchObject({ results: [{ message: 1 }, { message: 1 }] });
  expect(underWay(content)).toHaveLength(1);
});

it("sns.fifo.passed-ids: FIFO queues get group and id, standard queues neither", () => {
  const subscriptions = [subscription(1, { isFifoQueue: true }), subscription(2)];
  const topic = openTopic({ fifo: true, subscriptions });
  publish(topic, "1", { groupId: "g", deduplicationId: "x" });
  expect(arrivals(topic)).toMatchObject([
    { group: "g", deduplicationId: "x" },
    { group: null, deduplicationId: null },
  ]);
});

it("sns.fifo.throughput: 300 a second of a group, and the topic's rates over all", () => {
  const rates = { ofGroup: 300, ofTopic: 400, bytesOfTopic: null };
  const topic = openTopic({ fifo: true, rates, subscriptions: [] });
  const results: Tagged[] = [];
  const send = (groupId: string) =>
    results.push(publish(topic, "1", { groupId, deduplicationId: `${results.length}` }));
  for (let count = 0; count < 301; count += 1) send("g");
  for (let count = 0; count < 101; count += 1) send("h");
  const refusals = results.flatMap(({ type }, place) => (type === "refused" ? [place] : []));
  expect(refusals).toEqual([300, 401]);
  topic.advance(seconds(1));
  send("g");
  expect(results.at(-1)).toMatchObject({ type: "published" });
  const bytes = { ofGroup: 300, ofTopic: 300, bytesOfTopic: 100 };
  const small = openTopic({ fifo: true, rates: bytes, subscriptions: [] });
  const ids = { groupId: "g", deduplicationId: "1" };
  expect(publish(small, message("1", { size: 101 }), ids)).toMatchObject({ code: "Throttled" });
});
