import { minutes, seconds, type Duration } from "@orrery/kernel";
import { describe, expect, it } from "vitest";
import { reportOf } from "../../run/report.ts";
import { continueRun, prepareRun } from "../../run/run.ts";
import { Queue, Stack, Topic, type TopicProps, type TopicSubscriptionProps } from "../../index.ts";
import type { MadeType, TemplateResource } from "../../service/template-type.ts";
import { snsTemplateTypes } from "./template.ts";

const arn = "arn:aws:sns:us-east-1:123456789012:shop-News";
const self: TemplateResource = {
  logicalId: "News",
  name: "shop-News",
  arn,
  region: "us-east-1",
  accountId: "123456789012",
  named: {},
};

/** What a template with these properties makes, without what nobody said. */
function fromTemplate(type: string, values: Parameters<MadeType["make"]>[0], fifo: boolean) {
  const made = snsTemplateTypes.find((each) => each.type === type) as unknown as MadeType;
  const here = fifo ? { ...self, name: `${self.name}.fifo`, arn: `${arn}.fifo` } : self;
  const [operation] = made.make(values, here) as Exclude<ReturnType<MadeType["make"]>, string>;
  return operation!.params;
}

/** Without attributes where there are none: both leave AWS's defaults then. */
function params({ operations }: Stack) {
  const { Attributes, ...rest } = operations.at(-1)!.params;
  return Object.keys(Attributes as object).length === 0 ? rest : { ...rest, Attributes };
}

describe("a topic says in TypeScript what it says in a template", () => {
  it.each<[string, TopicProps, Parameters<MadeType["make"]>[0]]>([
    ["nothing", {}, {}],
    ["its display name", { displayName: "News" }, { DisplayName: "News" }],
    ["its size", { maximumMessageSizeBytes: 2_048 }, { MaximumMessageSize: 2_048 }],
    ["its signature", { signatureVersion: "2" }, { SignatureVersion: "2" }],
    ["tags", { tags: { team: "a" } }, { Tags: { team: "a" } }],
    [
      "all of FIFO",
      {
        fifo: true,
        contentBasedDeduplication: true,
        fifoThroughputScope: "MessageGroup",
        messageRetentionPeriodInDays: 3,
      },
      {
        FifoTopic: true,
        ContentBasedDeduplication: true,
        FifoThroughputScope: "MessageGroup",
        ArchivePolicy: '{"MessageRetentionPeriod":"3"}',
      },
    ],
  ])("%s", (_, props, values) => {
    const stack = new Stack("shop");
    new Topic(stack, "News", props);
    const fifo = props.fifo === true;
    expect(params(stack)).toEqual(fromTemplate("AWS::SNS::Topic", values, fifo));
  });
});

describe("a subscription says in TypeScript what it says in a template", () => {
  const endpoint = "https://partner.example/";
  const policy = { healthyRetryPolicy: { numRetries: 5 } };
  const start = "2026-01-01T00:00:00Z";
  it.each<[string, TopicSubscriptionProps, Parameters<MadeType["make"]>[0]]>([
    ["nothing", {}, {}],
    [
      "its filter",
      { filterPolicy: { a: ["b"] }, filterPolicyScope: "MessageBody" },
      { FilterPolicy: '{"a":["b"]}', FilterPolicyScope: "MessageBody" },
    ],
    ["raw delivery", { rawMessageDelivery: true }, { RawMessageDelivery: true }],
    [
      "its dead-letter queue",
      { deadLetterQueue: { queueArn: "arn:d" } },
      { RedrivePolicy: { deadLetterTargetArn: "arn:d" } },
    ],
    ["its retries", { deliveryPolicy: policy }, { DeliveryPolicy: JSON.stringify(policy) }],
    [
      "a replay",
      { replayPolicy: { startingPoint: start } },
      { ReplayPolicy: JSON.stringify({ PointType: "Timestamp", StartingPoint: start }) },
    ],
  ])("%s", (_, props, values) => {
    const stack = new Stack("shop");
    new Topic(stack, "News").addSubscription("Partner", "https", endpoint, props);
    const given = { TopicArn: arn, Protocol: "https", Endpoint: endpoint, ...values };
    expect(params(stack)).toEqual(fromTemplate("AWS::SNS::Subscription", given, false));
  });
});

describe("what AWS has no parameter for", () => {
  const run = (props: TopicSubscriptionProps) => {
    const stack = new Stack("shop");
    const topic = new Topic(stack, "News");
    topic.addSubscription("Partner", "https", "https://partner.example/", props);
    topic.addSubscription("Inbox", "sqs", new Queue(stack, "In").queueArn);
    const workload = {
      to: "News",
      arrivals: { type: "constant", rate: 1 },
      from: 0 as Duration,
      until: minutes(1),
      payload: { type: "body", body: "x", size: 1 },
      groups: [],
    } as const;
    const scenario = stack.scenario({ duration: minutes(5), workloads: [workload] });
    const made = prepareRun(scenario, { seed: 1 });
    continueRun(made);
    return reportOf(made).parts.find(({ name }) => name.endsWith("https"))!.counts;
  };

  it("an endpoint answers as often as it says", () => {
    expect(run({})).toMatchObject({ delivered: 60, failedAttempts: 0 });
    expect(run({ answers: { status: 404, share: 1 } })).toMatchObject({ lost: 60 });
    const some = run({ answers: { status: 404, share: 0.5 } });
    expect(some["lost"]).toBeGreaterThan(15);
    expect(some["delivered"]).toBeGreaterThan(15);
  });

  it("a subscription that is not confirmed gets nothing", () => {
    expect(run({ confirmed: false })).toMatchObject({ delivered: 0, lost: 0, failedAttempts: 0 });
  });

  it.each([
    [
      { status: 200, share: 1 },
      /answers\.status: expected an HTTP status from 300 to 599, received 200/,
    ],
    [{ status: 503.5, share: 1 }, /answers\.status: .*received 503\.5/],
    [{ status: 503, share: 0 }, /answers\.share: expected more than 0 and at most 1, received 0/],
    [{ status: 503, share: 2 }, /answers\.share: .*received 2/],
  ])("%j is refused", (answers, message) => {
    expect(() => run({ answers })).toThrow(message);
  });

  it("a stack has each id once", () => {
    const topic = new Topic(new Stack("shop"), "News");
    topic.addSubscription("A", "email", "a@b.example");
    expect(() => topic.addSubscription("A", "email", "c@d.example")).toThrow(
      /an id that is not taken/,
    );
  });
});

it("a replay by a construct delivers what was archived", () => {
  const stack = new Stack("shop");
  const queue = new Queue(stack, "In", { fifo: true });
  const topic = new Topic(stack, "News", { fifo: true, messageRetentionPeriodInDays: 1 });
  const replayPolicy = { startingPoint: "2026-01-01T00:00:00Z" };
  topic.addSubscription("Again", "sqs", queue.queueArn, { replayPolicy });
  const workload = {
    to: "News",
    arrivals: { type: "constant", rate: 1 },
    from: 0 as Duration,
    until: seconds(10),
    payload: { type: "size", size: { type: "constant", value: 100 } },
    groups: [{ id: "a", weight: 1 }],
  } as const;
  const run = prepareRun(stack.scenario({ duration: minutes(1), workloads: [workload] }), {
    seed: 1,
  });
  continueRun(run);
  expect(reportOf(run).metrics["In"]!["NumberOfMessagesSent"]!.sum).toBe(10);
});
