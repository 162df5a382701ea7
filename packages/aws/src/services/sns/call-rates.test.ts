import { seconds, type Instant } from "@orrery/kernel";
import { expect, it } from "vitest";
import { callsInside } from "../../../test/calls-inside.ts";
import { simulate, type AwsOptions } from "../../run/simulate.ts";
import type { PlainObject } from "../../service/refusal.ts";

/** An account with a topic, whose functions call. */
function open(options: AwsOptions = {}) {
  const aws = simulate(options);
  const client = aws.client();
  const { TopicArn } = client.call("sns", "CreateTopic", { Name: "a" });
  return { aws, client, topic: TopicArn as string, ...callsInside(aws, "sns") };
}
const subscription = (TopicArn: string): PlainObject => ({
  TopicArn,
  Protocol: "sms",
  Endpoint: "+15551234567",
});

it("sns.quota.calls: an operation is Throttled above its calls a second", () => {
  const { aws, topic, outcome, many } = open();
  expect(many(40, "ListTopics")).toBe(30);
  expect(outcome("ListTopics")).toBe("Throttled");
  // Each operation has its own.
  expect(many(31, "ListSubscriptions")).toBe(30);
  expect(many(101, "Subscribe", subscription(topic))).toBe(100);
  expect(many(11, "ListTagsForResource", { ResourceArn: topic })).toBe(10);
  aws.run({ until: (aws.now + seconds(1)) as Instant });
  expect(many(31, "ListTopics")).toBe(30);
});

it("sns.quota.calls: those without a row of their own have the Region's", () => {
  const reads = (options: AwsOptions) => {
    const { topic, many } = open(options);
    return many(200, "GetTopicAttributes", { TopicArn: topic });
  };
  expect(reads({ region: "us-east-1" })).toBe(200);
  expect(reads({ region: "eu-central-1" })).toBe(150);
  expect(reads({ region: "sa-east-1" })).toBe(30);
  expect(reads({ region: "sa-east-1", quotas: { "sns.resourceCallsPerSecond": 7 } })).toBe(7);
});

it("sns.quota.calls: no time passes between calls from outside, which do not count", () => {
  const client = simulate({ quotas: { "sns.subscribeCallsPerSecond": 1 } }).client();
  const { TopicArn } = client.call("sns", "CreateTopic", { Name: "a" });
  for (const Endpoint of ["+15551234567", "+15551234568", "+15551234569"]) {
    client.call("sns", "Subscribe", { ...subscription(TopicArn as string), Endpoint });
  }
  expect(client.call("sns", "ListSubscriptions", {})["Subscriptions"]).toHaveLength(3);
});

it("sns.quota.publish: is the Region's, or what the scenario says", () => {
  const published = (options: AwsOptions) => {
    const { topic, many } = open(options);
    return many(400, "Publish", { TopicArn: topic, Message: "m" });
  };
  expect(published({ region: "us-west-2" })).toBe(400);
  expect(published({ region: "sa-east-1" })).toBe(300);
  expect(published({ region: "us-east-1", quotas: { "sns.messagesPerSecond": 20 } })).toBe(20);
});

it("sns.topic.count: bounds topics by quotas that a scenario may set", () => {
  const { outcome } = open({ quotas: { "sns.standardTopics": 2, "sns.fifoTopics": 1 } });
  const Attributes = { FifoTopic: "true" };
  expect([outcome("CreateTopic", { Name: "b" }), outcome("CreateTopic", { Name: "c" })]).toEqual([
    "taken",
    "TopicLimitExceeded",
  ]);
  expect(outcome("CreateTopic", { Name: "b.fifo", Attributes })).toBe("taken");
  expect(outcome("CreateTopic", { Name: "c.fifo", Attributes })).toBe("TopicLimitExceeded");
});
