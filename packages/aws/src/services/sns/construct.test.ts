import { minutes, seconds, type Duration } from "@orrery/kernel";
import { describe, expect, it } from "vitest";
import { reportOf } from "../../run/report.ts";
import { continueRun, prepareRun } from "../../run/run.ts";
import { lambda, simulate, sns, sqs, Stack, subscriptions } from "../../index.ts";
import type { MadeType, TemplateResource } from "../../service/template-type.ts";
import { snsTemplateTypes } from "./template.ts";

const arn = "arn:aws:sns:us-east-1:123456789012:shop-News";
const self: TemplateResource = {
  logicalId: "News",
  name: "shop-News",
  arn,
  region: "us-east-1",
  accountId: "123456789012",
  generation: 1,
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
  it.each<[string, sns.TopicProps, Parameters<MadeType["make"]>[0]]>([
    ["nothing", {}, {}],
    ["its display name", { displayName: "News" }, { DisplayName: "News" }],
    ["its size", { maxMessageSizeBytes: 2_048 }, { MaximumMessageSize: 2_048 }],
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
    new sns.Topic(stack, "News", props);
    const fifo = props.fifo === true;
    expect(params(stack)).toEqual(fromTemplate("AWS::SNS::Topic", values, fifo));
  });
});

describe("a subscription says in TypeScript what it says in a template", () => {
  const endpoint = "https://partner.example/";
  const policy = {
    healthyRetryPolicy: { minDelayTarget: "30s", numRetries: 5, backoffFunction: "GEOMETRIC" },
    throttlePolicy: { maxReceivesPerSecond: 3 },
  } as const;
  const spelled = {
    healthyRetryPolicy: { minDelayTarget: 30, numRetries: 5, backoffFunction: "geometric" },
    throttlePolicy: { maxReceivesPerSecond: 3 },
  };
  const start = "2026-01-01T00:00:00Z";
  it.each<[string, sns.SubscriptionOptions, Parameters<MadeType["make"]>[0]]>([
    ["nothing", {}, {}],
    [
      "its filter",
      {
        filterPolicyWithMessageBody: {
          a: sns.FilterOrPolicy.filter(new sns.SubscriptionFilter(["b"])),
        },
      },
      { FilterPolicy: '{"a":["b"]}', FilterPolicyScope: "MessageBody" },
    ],
    ["raw delivery", { rawMessageDelivery: true }, { RawMessageDelivery: true }],
    [
      "its dead-letter queue",
      { deadLetterQueue: { queueArn: "arn:d" } },
      { RedrivePolicy: { deadLetterTargetArn: "arn:d" } },
    ],
    ["its retries", { deliveryPolicy: policy }, { DeliveryPolicy: JSON.stringify(spelled) }],
    [
      "a replay",
      { replayPolicy: { startingPoint: start } },
      { ReplayPolicy: JSON.stringify({ PointType: "Timestamp", StartingPoint: start }) },
    ],
  ])("%s", (_, props, values) => {
    const stack = new Stack("shop");
    new sns.Subscription(stack, "Partner", {
      topic: new sns.Topic(stack, "News"),
      protocol: "https",
      endpoint,
      ...props,
    });
    const given = { TopicArn: arn, Protocol: "https", Endpoint: endpoint, ...values };
    expect(params(stack)).toEqual(fromTemplate("AWS::SNS::Subscription", given, false));
  });
});

describe("what AWS has no parameter for", () => {
  const run = (props: sns.SubscriptionOptions) => {
    const stack = new Stack("shop");
    const topic = new sns.Topic(stack, "News");
    new sns.Subscription(stack, "Partner", {
      topic,
      protocol: "https",
      endpoint: "https://partner.example/",
      ...props,
    });
    new sns.Subscription(stack, "Inbox", {
      topic,
      protocol: "sqs",
      endpoint: new sqs.Queue(stack, "In").queueArn,
    });
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
    const stack = new Stack("shop");
    const topic = new sns.Topic(stack, "News");
    new sns.Subscription(stack, "A", { topic, protocol: "email", endpoint: "a@b.example" });
    expect(
      () => new sns.Subscription(stack, "A", { topic, protocol: "email", endpoint: "c@d.example" }),
    ).toThrow(/an id that is not taken/);
  });
});

it("a replay by a construct delivers what was archived", () => {
  const stack = new Stack("shop");
  const queue = new sqs.Queue(stack, "In", { fifo: true });
  const topic = new sns.Topic(stack, "News", { fifo: true, messageRetentionPeriodInDays: 1 });
  const replayPolicy = { startingPoint: "2026-01-01T00:00:00Z" };
  new sns.Subscription(stack, "Again", {
    topic,
    protocol: "sqs",
    endpoint: queue.queueArn,
    replayPolicy,
  });
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

describe("a topic in the words of the CDK", () => {
  const made = (props: sns.TopicProps) => () => new sns.Topic(new Stack("shop"), "News", props);

  it("is FIFO by its word, which its name follows", () => {
    expect(made({ fifo: true, topicName: "news" })().topicName).toBe("news.fifo");
    expect(made({ fifo: true, topicName: "news.fifo" })().topicName).toBe("news.fifo");
    expect(made({ topicName: "news.fifo" })).toThrow(
      'topic "News" topicName: expected a name that does not end in .fifo, or fifo: true, received "news.fifo"',
    );
    for (const props of [
      { contentBasedDeduplication: true },
      { fifoThroughputScope: "Topic" },
      { messageRetentionPeriodInDays: 3 },
    ] as const) {
      expect(made(props)).toThrow(/^topic "News" \w+: expected nothing on a standard topic/);
    }
  });

  it("delivers to every kind of endpoint, under an id made of both", () => {
    const stack = new Stack("shop");
    const topic = new sns.Topic(stack, "News");
    const dead = new sqs.Queue(stack, "Dead");
    for (const subscription of [
      new subscriptions.SqsSubscription(new sqs.Queue(stack, "Inbox"), {
        rawMessageDelivery: true,
        deadLetterQueue: dead,
      }),
      new subscriptions.LambdaSubscription(new lambda.Function(stack, "Worker")),
      new subscriptions.UrlSubscription("https://partner.example/a"),
      new subscriptions.EmailSubscription("a@b.example", { json: true }),
      new subscriptions.SmsSubscription("+15550100"),
    ]) {
      topic.addSubscription(subscription);
    }
    const subscribed = stack.operations.filter(({ operation }) => operation === "Subscribe");
    expect(
      subscribed.map(({ logicalId, params: { Protocol, Endpoint } }) => [
        logicalId,
        Protocol,
        Endpoint,
      ]),
    ).toEqual([
      ["InboxNews", "sqs", "arn:aws:sqs:us-east-1:123456789012:shop-Inbox"],
      ["WorkerNews", "lambda", "arn:aws:lambda:us-east-1:123456789012:function:shop-Worker"],
      ["Newshttpspartnerexamplea", "https", "https://partner.example/a"],
      ["Newsabexample", "email-json", "a@b.example"],
      ["News15550100", "sms", "+15550100"],
    ]);
    expect(subscribed[0]!.params["Attributes"]).toEqual({
      RawMessageDelivery: "true",
      RedrivePolicy: `{"deadLetterTargetArn":"${dead.queueArn}"}`,
    });
    stack.deploy(simulate().client());
    expect(() => new subscriptions.UrlSubscription("ftp://partner.example")).toThrow(
      'url: expected one that begins with http:// or https://, received "ftp://partner.example"',
    );
  });

  it("filters by attributes or by bodies, and not by both", () => {
    const { SubscriptionFilter, FilterOrPolicy } = sns;
    const color = SubscriptionFilter.stringFilter({
      allowlist: ["red"],
      denylist: ["blue"],
      matchPrefixes: ["gr"],
      matchSuffixes: ["en"],
    });
    const total = SubscriptionFilter.numericFilter({
      allowlist: [1],
      greaterThan: 2,
      greaterThanOrEqualTo: 3,
      lessThan: 4,
      lessThanOrEqualTo: 5,
      between: { start: 6, stop: 7 },
      betweenStrict: { start: 8, stop: 9 },
    });
    expect(color.conditions).toEqual([
      "red",
      { "anything-but": ["blue"] },
      { prefix: "gr" },
      { suffix: "en" },
    ]);
    expect(total.conditions).toEqual([
      { numeric: ["=", 1] },
      { numeric: [">", 2] },
      { numeric: [">=", 3] },
      { numeric: ["<", 4] },
      { numeric: ["<=", 5] },
      { numeric: [">=", 6, "<=", 7] },
      { numeric: [">", 8, "<", 9] },
    ]);
    const subscribe = (options: sns.SubscriptionOptions) => () => {
      const stack = new Stack("shop");
      const topic = new sns.Topic(stack, "News");
      const endpoint = "https://partner.example/";
      new sns.Subscription(stack, "Partner", { topic, protocol: "https", endpoint, ...options });
      return params(stack)["Attributes"];
    };
    const inner = FilterOrPolicy.policy({ color: FilterOrPolicy.filter(color) });
    expect(subscribe({ filterPolicyWithMessageBody: { inner } })()).toEqual({
      FilterPolicy: JSON.stringify({ inner: { color: color.conditions } }),
      FilterPolicyScope: "MessageBody",
    });
    const exists = SubscriptionFilter.existsFilter();
    expect(
      subscribe({ filterPolicy: { exists, not: SubscriptionFilter.notExistsFilter() } })(),
    ).toEqual({ FilterPolicy: '{"exists":[{"exists":true}],"not":[{"exists":false}]}' });
    expect(subscribe({ filterPolicy: { exists }, filterPolicyWithMessageBody: { inner } })).toThrow(
      'subscription "Partner" filterPolicyWithMessageBody: expected none beside filterPolicy, received both',
    );
    expect(
      subscribe({ deliveryPolicy: { healthyRetryPolicy: { minDelayTarget: "1500ms" } } }),
    ).toThrow(/deliveryPolicy\.healthyRetryPolicy\.minDelayTarget: expected whole seconds/);
    const backoffFunction = "linear" as never;
    expect(subscribe({ deliveryPolicy: { healthyRetryPolicy: { backoffFunction } } })).toThrow(
      /backoffFunction: expected one of ARITHMETIC, EXPONENTIAL, GEOMETRIC, LINEAR, received "linear"/,
    );
  });
});
