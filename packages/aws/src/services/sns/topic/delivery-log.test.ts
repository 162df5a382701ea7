import { expect, it } from "vitest";
import {
  answerNext,
  gone,
  openTopic,
  publish,
  subscription,
  taken,
  type TestSubscription,
} from "../test/driven-topic.ts";
import { simulate } from "../../../run/simulate.ts";
import { seconds, type Instant } from "@orrery/kernel";

/** How many records 200 deliveries leave, every second of which fails. */
function logsOf(settings: TestSubscription): readonly [successes: number, failures: number] {
  const topic = openTopic({ subscriptions: [subscription(1, settings)] });
  for (let count = 0; count < 200; count += 1) {
    publish(topic, `${count}`);
    answerNext(topic, count % 2 === 0 ? taken : gone);
  }
  return [topic.meter("DeliverySuccessLogs").sum, topic.meter("DeliveryFailureLogs").sum];
}

it("sns.log.delivery-status: samples what succeeds, and logs all that fails", () => {
  expect(logsOf({})).toEqual([0, 0]);
  expect(logsOf({ loggedSuccesses: 1 })).toEqual([100, 0]);
  expect(logsOf({ logsFailures: true })).toEqual([0, 100]);
  const [sampled] = logsOf({ loggedSuccesses: 0.3 });
  expect(sampled).toBeGreaterThan(15);
  expect(sampled).toBeLessThan(45);
});

it("sns.log.delivery-status: is set for each protocol by attributes of the topic", () => {
  const recordsOf = (attributes: Readonly<Record<string, string>>) => {
    const aws = simulate({});
    const client = aws.client();
    const { TopicArn } = client.call("sns", "CreateTopic", { Name: "a", Attributes: attributes });
    client.call("sqs", "CreateQueue", { QueueName: "q" });
    const ends = [
      ["sqs", "arn:aws:sqs:us-east-1:123456789012:q"],
      ["sqs", "arn:aws:sqs:us-east-1:123456789012:missing"],
      ["sms", "+15551234567"],
    ];
    for (const [Protocol, Endpoint] of ends) {
      client.call("sns", "Subscribe", { TopicArn, Protocol, Endpoint });
    }
    client.call("sns", "Publish", { TopicArn, Message: "m" });
    aws.run({ until: seconds(5) as number as Instant });
    const meters = aws.metersOf("sns.topic:a");
    return [meters["DeliverySuccessLogs"]!.sum, meters["DeliveryFailureLogs"]!.sum];
  };
  const role = "arn:aws:iam::123456789012:role/log";
  const all = { SQSSuccessFeedbackRoleArn: role, SQSSuccessFeedbackSampleRate: "100" };
  expect(recordsOf(all)).toEqual([1, 0]);
  expect(recordsOf({ ...all, SQSFailureFeedbackRoleArn: role })).toEqual([1, 1]);
  // Another protocol's, a role without a rate, and a rate without a role.
  expect(recordsOf({ HTTPFailureFeedbackRoleArn: role })).toEqual([0, 0]);
  expect(recordsOf({ SQSSuccessFeedbackRoleArn: role })).toEqual([0, 0]);
  expect(recordsOf({ SQSSuccessFeedbackSampleRate: "100" })).toEqual([0, 0]);
});
