import { expect, it } from "vitest";
import type { MadeType, TemplatePeer, TemplateResource } from "../../service/template-type.ts";
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
  named,
});
const peer = (logicalId: string, arn: string) => ({
  resource: { logicalId, type: "", name: logicalId, arn } satisfies TemplatePeer,
  service: null,
});

it("says of every property what it means", () => {
  for (const { type } of snsTemplateTypes) {
    const { facts, properties } = typeNamed(type);
    if (properties === undefined) continue; // Left out as a whole.
    expect(Object.keys(properties).sort()).toEqual([...facts.properties].sort());
  }
});

it("makes a topic with its attributes, tags and subscriptions", () => {
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
    {
      operation: "Subscribe",
      params: {
        TopicArn: self().arn,
        Protocol: "sqs",
        Endpoint: "arn:q",
        ReturnSubscriptionArn: true,
        Confirmed: true,
      },
    },
  ]);
  expect(typeNamed("AWS::SNS::Topic").meaning(values, self())).toBe(
    "A FIFO topic with 1 subscription, simulated.",
  );
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
  expect(type.make({ Protocol: "sqs" }, self(named))).toContain("known to a deployment only");
  expect(type.meaning(values, self(named))).toBe(
    "Delivers from Orders to https://a.example, simulated.",
  );
});
