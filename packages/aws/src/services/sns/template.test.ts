import { expect, it } from "vitest";
import type { MadeType, TemplateResource } from "../../service/template-type.ts";
import type { TemplatePeer } from "../../service/template-surroundings.ts";
import { snsTemplateTypes } from "./template.ts";

const typeNamed = (name: string) =>
  snsTemplateTypes.find(({ type }) => type === name) as unknown as MadeType & {
    readonly facts: { readonly properties: readonly string[] };
  };
const self = (named: TemplateResource["named"] = {}): TemplateResource => ({
  logicalId: "Orders",
  name: "orders",
  arn: "arn:aws:sns:us-east-1:123456789012:orders",
  region: "us-east-1",
  accountId: "123456789012",
  generation: 1,
  named,
});
const peer = (logicalId: string, arn: string) => ({
  resource: { logicalId, type: "", name: logicalId, arn } satisfies TemplatePeer,
  text: arn,
  service: null,
});

it("says of every property what it means", () => {
  for (const { type } of snsTemplateTypes) {
    const { facts, properties } = typeNamed(type);
    if (properties === undefined) continue; // Left out as a whole.
    expect(Object.keys(properties).sort()).toEqual([...facts.properties].sort());
  }
});

it("makes a topic with its attributes and tags, and holds its subscriptions", () => {
  const values = {
    FifoTopic: true,
    MaximumMessageSize: 2_048,
    Tags: { k: "v" },
    Subscription: [{ Protocol: "sqs", Endpoint: "arn:q" }],
  };
  expect(typeNamed("AWS::SNS::Topic").make(values, self())).toEqual([
    {
      operation: "CreateTopic",
      params: {
        Name: "orders",
        Attributes: { FifoTopic: "true", MaximumMessageSize: "2048" },
        Tags: [{ Key: "k", Value: "v" }],
      },
    },
  ]);
  expect(typeNamed("AWS::SNS::Topic").meaning(values, self())).toBe(
    "A FIFO topic with 1 subscription, simulated.",
  );
  // Each becomes a resource of that type.
  expect(typeNamed("AWS::SNS::Topic").holds).toEqual({
    property: "Subscription",
    type: "AWS::SNS::Subscription",
    owner: "TopicArn",
  });
});

it("sns.subscription.template-confirmed: whatever its protocol", () => {
  const values = {
    TopicArn: "arn:t",
    Protocol: "https",
    Endpoint: "https://a.example",
    FilterPolicy: '{"a":["b"]}',
    RedrivePolicy: { deadLetterTargetArn: "arn:other" },
  };
  const named = {
    TopicArn: peer("Orders", self().arn),
    RedrivePolicy: peer("Dlq", "arn:d"),
  };
  const type = typeNamed("AWS::SNS::Subscription");
  expect(type.make(values, self(named))).toEqual([
    {
      operation: "Subscribe",
      params: {
        TopicArn: self().arn,
        Protocol: "https",
        Endpoint: "https://a.example",
        Attributes: {
          FilterPolicy: '{"a":["b"]}',
          RedrivePolicy: '{"deadLetterTargetArn":"arn:d"}',
        },
        ReturnSubscriptionArn: true,
        Confirmed: true,
      },
    },
  ]);
  expect(type.meaning(values, self(named))).toBe(
    "Delivers from Orders to https://a.example, simulated.",
  );
});

it.each([
  ["https", "Hook", "https://orders.example/"],
  ["https", "https://hook.example/", "https://hook.example/"],
  ["email", "Mail", "orders@example.com"],
  ["email", "Mail@example.com", "Mail@example.com"],
  ["sms", "Phone", "+12065550100"],
  ["lambda", "arn:aws:lambda:us-east-1:123456789012:function:fn", null],
])(
  "to an endpoint by %s that only a deployment knows, %s, delivers to %s",
  (Protocol, given, to) => {
    const type = typeNamed("AWS::SNS::Subscription");
    const values = { TopicArn: "arn:t", Protocol, Endpoint: given };
    const unknown = { ...self(), unknown: ["Endpoint"] };
    const made = type.make(values, unknown);
    const endpoint = to ?? given;
    expect(made).toMatchObject([{ params: { Protocol, Endpoint: endpoint } }]);
    expect(type.meaning(values, unknown)).toBe(`Delivers from arn:t to ${endpoint}, simulated.`);
    // What the template says is for AWS to refuse.
    expect(type.make(values, self())).toMatchObject([{ params: { Endpoint: given } }]);
  },
);

it("nothing stands for a function that only a deployment knows", () => {
  const type = typeNamed("AWS::SNS::Subscription");
  const values = { TopicArn: "arn:t", Protocol: "lambda", Endpoint: "Fn" };
  expect(type.make(values, { ...self(), unknown: ["Endpoint"] })).toBe(
    "Its endpoint is known to a deployment only: nothing is delivered to it.",
  );
});

it("logs the status of deliveries by attributes that begin with the protocol", () => {
  const logging = (Protocol: string) => ({
    Protocol,
    SuccessFeedbackRoleArn: "arn:r",
    SuccessFeedbackSampleRate: 5,
  });
  const values = { DeliveryStatusLogging: [logging("http/s"), logging("sqs"), logging("fax")] };
  expect(typeNamed("AWS::SNS::Topic").make(values, self())).toEqual([
    {
      operation: "CreateTopic",
      params: {
        Name: "orders",
        Attributes: {
          HTTPSuccessFeedbackRoleArn: "arn:r",
          HTTPSuccessFeedbackSampleRate: "5",
          SQSSuccessFeedbackRoleArn: "arn:r",
          SQSSuccessFeedbackSampleRate: "5",
        },
      },
    },
  ]);
});
