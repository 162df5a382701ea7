import { minutes, seconds, type Distribution, type Duration } from "@orrery/kernel";
import { describe, expect, it } from "vitest";
import {
  lossesOf,
  profile,
  Stack,
  viewOf,
  type StackScenario,
  sns,
  sqs,
  lambda,
  sources,
} from "../../../index.ts";
import { reportOf } from "../../../run/report.ts";
import type { PlainObject } from "../../../service/refusal.ts";
import { continueRun, prepareRun, type Run } from "../../../run/run.ts";

const url = "https://partner.example/orders";

interface Shape {
  readonly topic?: sns.TopicProps;
  /** How Billing, a queue, subscribes; `null`: it does not. */
  readonly billing?: sns.SubscriptionOptions | null;
  /** How the partner's endpoint subscribes; left out: it does not. */
  readonly partner?: sns.SubscriptionOptions;
  /** Messages a second. */
  readonly rate?: number;
  readonly body?: string;
  readonly group?: string;
  readonly more?: (stack: Stack, topic: sns.Topic, billing: sqs.Queue) => void;
  readonly rest?: Partial<StackScenario>;
}

type Conditions = Readonly<Record<string, sns.SubscriptionFilter["conditions"]>>;
const each = <Value>(conditions: Conditions, make: (filter: sns.SubscriptionFilter) => Value) =>
  Object.fromEntries(
    Object.entries(conditions).map(([name, all]) => [name, make(new sns.SubscriptionFilter(all))]),
  );
const onAttributes = (conditions: Conditions) => ({
  filterPolicy: each(conditions, (filter) => filter),
});
const onBodies = (conditions: Conditions) => ({
  filterPolicyWithMessageBody: each(conditions, sns.FilterOrPolicy.filter),
});

/** A topic whose messages Billing gets, and whatever the shape says besides. */
function runOf(shape: Shape, change?: (run: Run) => void): Run {
  const { billing: subscribes = {}, partner, rate = 1, body = "{}", group, more, rest } = shape;
  const stack = new Stack("shop");
  const billing = new sqs.Queue(stack, "Billing");
  new sqs.Queue(stack, "Dead");
  const topic = new sns.Topic(stack, "News", shape.topic);
  if (subscribes !== null) {
    new sns.Subscription(stack, "ToBilling", {
      topic,
      protocol: "sqs",
      endpoint: billing.queueArn,
      ...subscribes,
    });
  }
  if (partner !== undefined)
    new sns.Subscription(stack, "Partner", { topic, protocol: "https", endpoint: url, ...partner });
  more?.(stack, topic, billing);
  const workload = {
    to: "News",
    arrivals: { type: "constant", rate },
    from: 0 as Duration,
    until: minutes(2),
    payload: { type: "body", body, size: body.length },
    groups: group === undefined ? [] : [{ id: group, weight: 1 }],
  } as const;
  const scenario = stack.scenario({
    duration: minutes(5),
    workloads: rate === 0 ? [] : [workload],
    ...rest,
  });
  const run = prepareRun(scenario, { seed: 1 });
  change?.(run);
  continueRun(run);
  return run;
}

/** What is said of topics, and not of the queues that nobody reads here. */
const warnings = (shape: Shape, change?: (run: Run) => void): readonly string[] =>
  reportOf(runOf(shape, change)).warnings;

/** Gives the partner's subscription an attribute. */
const setting = (AttributeName: string, value: object) => (run: Run) => {
  const client = run.simulation.client();
  const { Subscriptions } = client.call("sns", "ListSubscriptions") as unknown as {
    Subscriptions: readonly { readonly Protocol: string; readonly SubscriptionArn: string }[];
  };
  const { SubscriptionArn } = Subscriptions.find(({ Protocol }) => Protocol === "https")!;
  const AttributeValue = JSON.stringify(value);
  client.call("sns", "SetSubscriptionAttributes", {
    SubscriptionArn,
    AttributeName,
    AttributeValue,
  });
};

const dead = { queueArn: "arn:aws:sqs:us-east-1:123456789012:shop-Dead" };
const outage = (code = "503", share = 1) =>
  ({
    type: "refuse",
    name: "outage 1",
    to: "Partner",
    from: 0 as Duration,
    until: minutes(5),
    share,
    code,
    message: "Down.",
  }) as const;

it("has nothing to say of a topic whose messages arrive", () => {
  expect(warnings({})).toEqual([]);
  expect(warnings({ partner: { deadLetterQueue: dead } })).toEqual([]);
});

describe("the summary of topics", () => {
  it("counts by subscription what was delivered, filtered out, given up and lost", () => {
    const { parts, metrics } = reportOf(
      runOf({
        partner: { deadLetterQueue: dead },
        billing: onBodies({ kind: ["order"] }),
        rest: { faults: [outage()] },
      }),
    );
    expect(parts).toEqual([
      {
        resource: "News",
        noun: "subscription",
        name: "Billing, sqs",
        counts: { delivered: 0, filteredOut: 120, failedAttempts: 0, deadLetters: 0, lost: 0 },
      },
      {
        resource: "News",
        noun: "subscription",
        name: `${url}, https`,
        counts: { delivered: 0, filteredOut: 0, failedAttempts: 480, deadLetters: 120, lost: 0 },
      },
    ]);
    const { News } = metrics;
    expect(News!["NumberOfNotificationsFilteredOut"]!.sum).toBe(120);
    expect(News!["NumberOfNotificationsRedrivenToDlq"]!.sum).toBe(120);
  });

  it("adds up: what was published is delivered, filtered out, given up or lost, by subscription", () => {
    const run = runOf({ rate: 3, partner: {}, rest: { faults: [outage("503", 0.7)] } });
    const { parts, metrics } = reportOf(run);
    const published = metrics["News"]!["NumberOfMessagesPublished"]!.sum;
    expect(parts).toHaveLength(2);
    for (const { counts } of parts) {
      const { delivered, filteredOut, deadLetters, lost } = counts;
      expect(delivered! + filteredOut! + deadLetters! + lost!).toBe(published);
    }
    expect(parts[1]!.counts["delivered"]).toBeGreaterThan(0);
    expect(parts[1]!.counts["lost"]).toBeGreaterThan(0);
  });
});

describe("an endpoint outside AWS", () => {
  it("that has no dead-letter queue is said to lose what outlasts its retries", () => {
    expect(warnings({ partner: {} })).toEqual([
      `News has no dead-letter queue for ${url}: a message that it does not take is tried again 3 times within 1 m, and then lost.`,
    ]);
    const never = setting("DeliveryPolicy", { healthyRetryPolicy: { numRetries: 0 } });
    expect(warnings({ partner: {} }, never)).toEqual([
      `News has no dead-letter queue for ${url}: a message that it does not take is lost at once.`,
    ]);
  });

  it("that lost messages is said to have, with the last answer", () => {
    const [, said, ...others] = warnings({ partner: {}, rest: { faults: [outage("403")] } });
    expect(others).toEqual([]);
    expect(said).toBe(
      `News lost 120 of 120 messages for ${url}: the subscription has no dead-letter queue; the last answer was 403: Down.`,
    );
  });

  it("that answers nothing is said not to have", () => {
    const silent = { ...outage(), type: "drop", direction: "request" } as const;
    const said = warnings({ partner: {}, rest: { faults: [silent] } });
    expect(said[1]).toBe(
      `News lost 120 of 120 messages for ${url}: the subscription has no dead-letter queue; the last attempt got no answer.`,
    );
  });

  it("that nobody confirmed is said to get nothing, and no longer once somebody has", () => {
    const subscribed = (run: Run) => {
      const client = run.simulation.client();
      client.call("sns", "Subscribe", { TopicArn: arn, Protocol: "https", Endpoint: url });
    };
    const arn = "arn:aws:sns:us-east-1:123456789012:shop-News";
    const pending = warnings({ billing: null }, subscribed);
    expect(pending[0]).toBe(
      `Nobody has confirmed the subscription of News for ${url}: nothing is delivered to it.`,
    );
    expect(pending).toContain(
      "Nobody subscribes to News: 120 messages were published to it and reached nobody.",
    );
    expect(warnings({ partner: { deadLetterQueue: dead } })).toEqual([]);
  });
});

describe("dead letters of a subscription", () => {
  const shape: Shape = { partner: { deadLetterQueue: dead }, rest: { faults: [outage()] } };

  it("are said not to be redriven to the topic", () => {
    expect(warnings(shape)).toEqual([
      "Dead holds what News could not deliver: AWS redrives only what queues gave up, so somebody must read it there and publish it again.",
    ]);
  });

  it("are listed with their reason and the fault that struck", () => {
    expect(lossesOf(viewOf(runOf(shape)))).toEqual([
      {
        type: "givenUp",
        text: `News → Dead: 120 messages for ${url}, 100% of those for it`,
        details: [
          `480 attempts to deliver to ${url} failed: the last answer was 503: Down`,
          "outage 1 of Partner from 0 s to 5 m",
        ],
      },
    ]);
    expect(lossesOf(viewOf(runOf({ partner: {}, rest: { faults: [outage("403")] } })))).toEqual([
      {
        type: "lost",
        text: `News: 120 messages for ${url}, 100% of those for it, were lost: its subscription has no dead-letter queue`,
        details: [
          `120 attempts to deliver to ${url} failed: the last answer was 403: Down`,
          "outage 1 of Partner from 0 s to 5 m",
        ],
      },
    ]);
    expect(lossesOf(viewOf(runOf({ partner: {} })))).toEqual([]);
  });

  it("that their queue did not take either are lost", () => {
    const full = { ...outage("AccessDenied"), to: "Dead", name: "refusal 2" };
    const both: Shape = { ...shape, rest: { faults: [outage("403"), full] } };
    expect(warnings(both)).toEqual([
      `News lost 120 of 120 messages for ${url}: Dead did not take them either; the last answer was AccessDenied: Down.`,
    ]);
    expect(lossesOf(viewOf(runOf(both)))[0]!.text).toMatch(
      /were lost: Dead did not take them either$/,
    );
  });
});

describe("a filter policy that lets nothing through", () => {
  const filtered = (billing: sns.SubscriptionOptions, body = "{}") => warnings({ billing, body });

  it("is named, with the reason where there is one", () => {
    expect(filtered(onAttributes({ kind: ["order"] }))).toEqual([
      "The filter policy of News for Billing let none of 120 messages through: it looks at message attributes, and they have none.",
    ]);
    const onBody = onBodies({ kind: ["order"] });
    expect(filtered(onBody, "plain text")).toEqual([
      "The filter policy of News for Billing let none of 120 messages through: it looks at their bodies, and these are not JSON objects.",
    ]);
    expect(filtered(onBody, '{"kind":"bill"}')).toEqual([
      "The filter policy of News for Billing let none of 120 messages through.",
    ]);
  });

  it("is none that lets some through", () => {
    const onBody = onBodies({ kind: ["order"] });
    expect(filtered(onBody, '{"kind":"order"}')).toEqual([]);
    expect(warnings({ billing: onBody, rate: 0 })).toEqual([]);
  });
});

describe("a mapping that filters by bodies", () => {
  const reads =
    (filter: PlainObject): NonNullable<Shape["more"]> =>
    (stack, _, billing) => {
      const behavior = profile({ duration: { type: "constant", value: 1 } });
      const fn = new lambda.Function(stack, "Biller", { timeout: seconds(5) });
      stack.say("Biller", { Behavior: behavior });
      fn.addEventSource(
        new sources.SqsEventSource(billing, { filters: [lambda.FilterCriteria.filter(filter)] }),
      );
    };
  const said = (filter: PlainObject, shape: Shape = {}) =>
    warnings({ ...shape, body: '{"kind":"order"}', more: reads(filter) }).filter((text) =>
      text.startsWith("BillerBilling"),
    );

  it.each([
    [{ body: { kind: ["order"] } }, "body.kind"],
    [{ body: { Message: { kind: ["order"] } } }, "body.Message.kind"],
    [{ body: { SequenceNumber: [{ exists: true }] } }, "body.SequenceNumber"],
  ])("%j sees none of a topic's messages in their notifications", (filter, asks) => {
    expect(said(filter)).toEqual([
      `BillerBilling lets nothing through that comes from News: it filters by ${asks}, and what Billing gets is a notification with the message as a text in it. Set RawMessageDelivery on the subscription.`,
    ]);
    expect(said(filter, { billing: { rawMessageDelivery: true } })).toEqual([]);
  });

  it.each([
    [{ body: { Type: ["Notification"] } }],
    [{ body: { kind: [{ exists: false }] } }],
    [{ body: { $or: [{ kind: ["order"] }, { Type: ["Notification"] }] } }],
    [{ body: { MessageAttributes: { kind: { Value: ["order"] } } } }],
    [{ body: { Signature: [{ exists: true }] } }],
    [{ messageAttributes: { kind: ["order"] } }],
  ])("%j may", (filter) => {
    expect(said(filter)).toEqual([]);
  });

  it("of a queue that no topic sends to is no matter", () => {
    expect(said({ body: { kind: ["order"] } }, { billing: null })).toEqual([]);
  });
});

describe("a FIFO topic", () => {
  const fifo: sns.TopicProps = { fifo: true, contentBasedDeduplication: true };

  it("with a standard queue is said to lose its order there", () => {
    const said = warnings({ topic: fifo, group: "a", body: "x", rate: 0 });
    expect(said).toEqual([
      "News is a FIFO topic, and Billing a standard queue: there, messages may come twice and in another order.",
    ]);
    const ordered: Shape = {
      topic: fifo,
      billing: null,
      rate: 0,
      more: (stack, topic) => {
        const queue = new sqs.Queue(stack, "Ordered", { fifo: true });
        new sns.Subscription(stack, "ToOrdered", {
          topic,
          protocol: "sqs",
          endpoint: queue.queueArn,
        });
      },
    };
    expect(warnings(ordered)).toEqual([]);
  });

  it("that takes equal messages for duplicates says how many", () => {
    const one = { topic: fifo, group: "a", body: "x", rate: 1 };
    expect(warnings(one)).toContain(
      "News dropped 119 of 120 messages as duplicates: it tells messages apart by their bodies, and theirs had been published within 5 m before.",
    );
  });

  it("that is asked for too much says by which rates it refused", () => {
    const few = { duration: seconds(10) };
    const many: Shape = { topic: { fifo: true }, group: "a", rate: 1_000, rest: few };
    const said = warnings(many).filter((text) => text.startsWith("News refused"));
    expect(said).toEqual([
      expect.stringMatching(
        /^News refused \d+,\d+ publishes, by its own rates, 300 messages a second a group and 3,000 in all: who does not publish again loses them\.$/,
      ),
    ]);
  });
});

it("a standard topic that the account's quota holds back says so", () => {
  const said = warnings({ rate: 500, rest: { duration: seconds(10) } });
  expect(said).toEqual([]);
  const stack = new Stack("shop", { region: "sa-east-1" });
  new sns.Subscription(stack, "Partner", {
    topic: new sns.Topic(stack, "News"),
    protocol: "sms",
    endpoint: "+15550100",
  });
  const workload = {
    to: "News",
    arrivals: { type: "constant", rate: 1_000 },
    from: 0 as Duration,
    until: null,
    payload: { type: "body", body: "x", size: 1 },
    groups: [],
    attempts: 1,
  } as const;
  const run = prepareRun(stack.scenario({ duration: seconds(5), workloads: [workload] }), {
    seed: 1,
  });
  continueRun(run);
  expect(reportOf(run).warnings).toContainEqual(
    expect.stringMatching(
      /^News refused [\d,]+ publishes, by the account's quota of 300 published messages a second: who does not publish again loses them\.$/,
    ),
  );
});

it("a topic whose deliveries pile up says so", () => {
  const slow: Distribution = { type: "constant", value: 14_000_000 };
  const late = {
    type: "delay",
    name: "delay 1",
    to: "Partner",
    direction: "reply",
    by: slow,
    from: 0 as Duration,
    until: minutes(20),
    share: 1,
  } as const;
  const partner = { deadLetterQueue: dead };
  const held = setting("DeliveryPolicy", { throttlePolicy: { maxReceivesPerSecond: 1 } });
  const duration = minutes(20);
  const workload = {
    to: "News",
    arrivals: { type: "constant", rate: 3 },
    from: 0 as Duration,
    until: null,
    payload: { type: "body", body: "x", size: 1 },
    groups: [],
  } as const;
  const rest = { duration, workloads: [workload] };
  expect(warnings({ partner, rest }, held)).toEqual([
    expect.stringMatching(
      /^News has more and more deliveries under way, 2,\d{3} at the end of the run: they wait to be tried again, for their turn, or behind others of their message group\.$/,
    ),
  ]);
  expect(warnings({ partner, rest: { ...rest, faults: [late] } })).toEqual([]);
});

it("a topic that nobody subscribes to says what was published to it in vain", () => {
  expect(warnings({ billing: null })).toEqual([
    "Nobody subscribes to News: 120 messages were published to it and reached nobody.",
  ]);
  expect(warnings({ billing: null, rate: 0 })).toEqual([]);
});

describe("expectations of topics", () => {
  const vacuityOf = (metric: string, shape: Shape, max = 0) => {
    const expectation = { resource: "News", metric, statistic: null, min: null, max };
    const { expectations } = reportOf(
      runOf({ ...shape, rest: { ...shape.rest, expectations: [expectation] } }),
    );
    return expectations[0]!.vacuous;
  };
  const whole: Shape = { partner: { deadLetterQueue: dead } };

  it.each<[string, string, Shape]>([
    ["NumberOfMessagesPublished", "nobody publishes to News", { rate: 0 }],
    ["NumberOfNotificationsDelivered", "nobody subscribes to News", { billing: null }],
    ["NumberOfNotificationsFailed", "nobody publishes to News", { rate: 0 }],
    [
      "NumberOfNotificationsFilteredOut",
      "no subscription of News has a filter policy",
      { billing: {} },
    ],
    [
      "NumberOfNotificationsFilteredOut-MessageBody",
      "no subscription of News filters by MessageBody",
      { billing: onAttributes({ a: ["b"] }) },
    ],
    [
      "NumberOfNotificationsFilteredOut-NoMessageAttributes",
      "no subscription of News filters by MessageAttributes",
      { billing: onBodies({ a: ["b"] }) },
    ],
    [
      "NumberOfNotificationsRedrivenToDlq",
      "no subscription of News has a dead-letter queue",
      { partner: {} },
    ],
    ["NumberOfDuplicateMessages", "News is a standard topic", {}],
    ["NumberOfMessagesArchiveProcessing", "News keeps no archive", {}],
  ])("%s at most 0 says nothing where %s", (metric, why, shape) => {
    expect(vacuityOf(metric, shape)).toBe(why);
  });

  it.each<[string, Shape]>([
    ["NumberOfNotificationsFailed", whole],
    ["NumberOfNotificationsRedrivenToDlq", whole],
    ["NotificationsLost", whole],
    ["ThrottledPublishes", whole],
    ["NumberOfNotificationsFilteredOut", { billing: onAttributes({ a: [{ exists: false }] }) }],
    [
      "NumberOfNotificationsFilteredOut-InvalidMessageBody",
      { billing: onBodies({ a: [{ exists: false }] }) },
    ],
  ])("%s at most 0 says something where it may move", (metric, shape) => {
    expect(vacuityOf(metric, shape)).toBeNull();
  });

  it("the size of a request is at most what the topic takes", () => {
    expect(vacuityOf("PublishSize", {}, 262_144)).toBe(
      "it is at most 262144 whatever happens: that is what News takes in one request",
    );
    expect(vacuityOf("PublishSize", {}, 262_143)).toBeNull();
  });

  it("those of what a topic sends to know that it does", () => {
    const expected = (resource: string, metric: string, shape: Shape) => {
      const expectation = { resource, metric, statistic: null, min: null, max: 0 };
      const rest = { expectations: [expectation], duration: seconds(30) };
      return reportOf(runOf({ ...shape, rate: 0, rest })).expectations[0]!.vacuous;
    };
    const function_: NonNullable<Shape["more"]> = (stack, topic) => {
      const fn = new lambda.Function(stack, "Worker");
      stack.say("Worker", { Behavior: profile({ duration: { type: "constant", value: 1 } }) });
      new sns.Subscription(stack, "ToWorker", {
        topic,
        protocol: "lambda",
        endpoint: fn.functionArn,
      });
    };
    const idle = "nothing was sent and nothing was invoked in this run";
    expect(expected("Billing", "NumberOfMessagesSent", {})).toBe(idle);
    expect(expected("Billing", "NumberOfMessagesSent", { billing: null })).toBe(
      "nobody sends to Billing",
    );
    expect(expected("Worker", "Throttles", { more: function_ })).toBe(idle);
    expect(expected("Dead", "NumberOfMessagesSent", whole)).toBe(idle);
  });
});
