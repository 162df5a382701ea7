import { milliseconds, minutes, seconds } from "@orrery/kernel";
import { expect, it } from "vitest";
import { simulate } from "../../run/simulate.ts";
import type { Deliver } from "../../sink/protocol.ts";
import type { PlainObject } from "../../service/refusal.ts";

const account = "us-east-1:123456789012";
const arn = `arn:aws:firehose:${account}:deliverystream/clicks`;

/** A topic, and a delivery stream that it delivers to. */
function open(attributes: PlainObject, quotas: Readonly<Record<string, number>> = {}) {
  const objects: Deliver[] = [];
  const simulation = simulate({
    seed: 1,
    quotas,
    latencies: { "sns.toEndpoint": { type: "constant", value: milliseconds(10) } },
    trace: (entry) => {
      if (entry.input.type === "deliver") objects.push(entry.input as unknown as Deliver);
    },
  });
  const client = simulation.client();
  client.call("firehose", "CreateDeliveryStream", {
    DeliveryStreamName: "clicks",
    ExtendedS3DestinationConfiguration: {
      BucketARN: "arn:aws:s3:::clicks",
      RoleARN: "arn:aws:iam::123456789012:role/firehose",
      BufferingHints: { SizeInMBs: 1, IntervalInSeconds: 60 },
    },
  });
  client.call("sns", "CreateTopic", { Name: "news" });
  client.call("sns", "Subscribe", {
    TopicArn: `arn:aws:sns:${account}:news`,
    Protocol: "firehose",
    Endpoint: arn,
    Attributes: { SubscriptionRoleArn: "arn:aws:iam::123456789012:role/sns", ...attributes },
  });
  return {
    simulation,
    objects,
    publish: (Message: string) =>
      client.call("sns", "Publish", {
        TopicArn: `arn:aws:sns:${account}:news`,
        Message,
        MessageAttributes: { colour: { DataType: "String", StringValue: "red" } },
      }),
  };
}

it("sns.firehose.records: delivers a message a record, without attributes where it is raw", () => {
  const { simulation, objects, publish } = open({ RawMessageDelivery: "true" });
  publish("one");
  publish("two");
  simulation.run({ until: minutes(2) as never });
  expect(objects.map(({ body }) => body)).toEqual(["onetwo"]);
});

it("sns.firehose.records: delivers the notification as JSON where it is not raw", () => {
  const { simulation, objects, publish } = open({});
  publish("one");
  simulation.run({ until: minutes(2) as never });
  expect(JSON.parse(objects[0]!.body)).toMatchObject({ Type: "Notification", Message: "one" });
});

it("sns.firehose.throttling: tries again after ten seconds where the delivery stream has no room", () => {
  const { simulation, objects, publish } = open(
    { RawMessageDelivery: "true" },
    { "firehose.recordsPerSecond": 1 },
  );
  publish("one");
  publish("two");
  simulation.run({ until: seconds(55) as never });
  expect(objects).toEqual([]);
  simulation.run({ until: minutes(5) as never });
  expect(objects.map(({ body }) => body).join("")).toBe("onetwo");
});
