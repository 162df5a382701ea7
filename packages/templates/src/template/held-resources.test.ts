import { describe, expect, it } from "vitest";
import { lintTemplate } from "./lint.ts";

const plan = (text: string) => lintTemplate(text, "t.yaml");
const reportsIn = (text: string) =>
  plan(text).resources.map(({ logicalId, verdict, meaning }) => [logicalId, verdict, meaning]);
const subscribed = (text: string) =>
  plan(text)
    .operations.filter(({ operation }) => operation === "Subscribe")
    .map(({ logicalId, params }) => [logicalId, params["Endpoint"]]);
const queueArn = (name: string) => `arn:aws:sqs:us-east-1:123456789012:${name}`;

describe("subscriptions that a topic has among its properties", () => {
  const topic = (items: string) => `Parameters:
  Url: { Type: String }
Resources:
  Inbox: { Type: AWS::SQS::Queue }
  News:
    Type: AWS::SNS::Topic
    Properties:
      Subscription: ${items}
`;

  it("are resources by themselves, with logical ids of their own", () => {
    const text = topic(`
        - { Protocol: sqs, Endpoint: !GetAtt Inbox.Arn }
        - { Protocol: email, Endpoint: a@b.example }`);
    expect(reportsIn(text)).toEqual([
      ["Inbox", "modeled", "A standard queue with a visibility timeout of 30 s, simulated."],
      ["News", "modeled", "A standard topic with 2 subscriptions, simulated."],
      ["NewsSubscription1", "modeled", "Delivers from News to Inbox, simulated."],
      ["NewsSubscription2", "modeled", "Delivers from News to a@b.example, simulated."],
    ]);
    expect(subscribed(text)).toEqual([
      ["NewsSubscription1", expect.stringContaining(queueArn("stack-Inbox-"))],
      ["NewsSubscription2", "a@b.example"],
    ]);
    const operations = plan(text).operations.map(({ operation }) => operation);
    expect(operations.indexOf("Subscribe")).toBeGreaterThan(operations.indexOf("CreateTopic"));
  });

  it("to a queue outside the template get one that stands in for it", () => {
    for (const endpoint of ["!ImportValue Elsewhere", queueArn("other"), "!Ref Url"]) {
      const text = topic(`[{ Protocol: sqs, Endpoint: ${endpoint} }]`);
      const { warnings } = plan(text);
      expect(warnings.at(-1)).toBe(
        "NewsSubscription1: the queue that it names is not in this template; NewsSubscription1Endpoint, with the defaults of SQS, stands in for it.",
      );
      expect(reportsIn(text).at(-1)?.[0]).toBe("NewsSubscription1Endpoint");
      expect(subscribed(text)).toHaveLength(1);
    }
  });

  it("to what only a deployment knows are made up where they can be, and else left out", () => {
    expect(subscribed(topic("[{ Protocol: https, Endpoint: !Ref Url }]"))).toEqual([
      ["NewsSubscription1", "https://newssubscription1.example/"],
    ]);
    expect(reportsIn(topic("[{ Protocol: lambda, Endpoint: !ImportValue Fn }]")).at(-1)).toEqual([
      "NewsSubscription1",
      "opaque",
      "Its endpoint is known to a deployment only: nothing is delivered to it.",
    ]);
  });

  it("that are no list, or not of mappings, are for AWS to refuse", () => {
    for (const items of ["text", "[text]", "[]"]) expect(subscribed(topic(items))).toEqual([]);
  });
});
