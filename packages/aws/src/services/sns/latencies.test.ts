import { milliseconds, seconds, type Distribution, type Instant } from "@orrery/kernel";
import { describe, expect, it } from "vitest";
import { simulate } from "../../run/simulate.ts";
import type { LatencyName } from "./latencies.ts";

const constant = (value: number): Distribution => ({
  type: "constant",
  value: milliseconds(value),
});
const queue = "arn:aws:sqs:us-east-1:123456789012:q";

/** Milliseconds from publication until the subscriber has taken the message, on average. */
function deliveryTime(
  latencies: Partial<Record<LatencyName, Distribution>>,
  subscription: { readonly Protocol: string; readonly Endpoint: string },
  { fifo = false, messages = 1 }: { readonly fifo?: boolean; readonly messages?: number } = {},
): number {
  const aws = simulate({ latencies });
  const client = aws.client();
  client.call("sqs", "CreateQueue", { QueueName: "q" });
  const name = fifo ? "a.fifo" : "a";
  const { TopicArn } = client.call("sns", "CreateTopic", {
    Name: name,
    ...(fifo ? { Attributes: { FifoTopic: "true" } } : {}),
  });
  client.call("sns", "Subscribe", { TopicArn, Confirmed: true, ...subscription });
  for (let number = 0; number < messages; number += 1) {
    const ids = { MessageGroupId: `${number}`, MessageDeduplicationId: `${number}` };
    client.call("sns", "Publish", { TopicArn, Message: "m", ...(fifo ? ids : {}) });
  }
  aws.run({ until: seconds(30) as number as Instant });
  const { sum, count } = aws.metersOf(`sns.topic:${name}`)["DeliveryTime"]!;
  expect(count).toBe(messages);
  return sum / count / 1_000;
}
const toQueue = { Protocol: "sqs", Endpoint: queue };
const toWeb = { Protocol: "https", Endpoint: "https://a.example" };

describe("sns.latency.delivery: is as the scenario says, or ours", () => {
  it("takes what is said of that way, and of no other", () => {
    const all = {
      "sns.standard.toQueue": constant(100),
      "sns.fifo.toQueue": constant(200),
      "sns.toEndpoint": constant(300),
      "sns.fromEndpoint": constant(1_000),
    };
    expect(deliveryTime(all, toQueue)).toBe(100);
    expect(deliveryTime(all, toQueue, { fifo: true })).toBe(200);
    expect(deliveryTime(all, toWeb)).toBe(1_300);
  });

  it("takes ours where nothing is said", () => {
    const mean = (median: number, sigma: number) => median * Math.exp(sigma ** 2 / 2);
    const near = (expected: number) => ({ least: expected * 0.9, most: expected * 1.1 });
    const inside = (value: number, { least, most }: { least: number; most: number }) =>
      value > least && value < most;
    expect(inside(deliveryTime({}, toQueue, { messages: 1_000 }), near(mean(25, 0.77)))).toBe(true);
    expect(inside(deliveryTime({}, toWeb, { messages: 1_000 }), near(mean(25, 0.77)))).toBe(true);
    const fifo = deliveryTime({}, toQueue, { fifo: true, messages: 1_000 });
    expect(inside(fifo, near(mean(12, 0.4)))).toBe(true);
  });

  it("gives up on an endpoint that takes longer than AWS waits", () => {
    const aws = simulate({ latencies: { "sns.fromEndpoint": constant(15_001) } });
    const client = aws.client();
    const { TopicArn } = client.call("sns", "CreateTopic", { Name: "a" });
    client.call("sns", "Subscribe", { TopicArn, Confirmed: true, ...toWeb });
    client.call("sns", "Publish", { TopicArn, Message: "m" });
    aws.run({ until: seconds(300) as number as Instant });
    const meters = aws.metersOf("sns.topic:a");
    expect(meters["NumberOfNotificationsFailed"]!.sum).toBe(4);
    expect(meters["NotificationsLost"]!.sum).toBe(1);
  });
});
