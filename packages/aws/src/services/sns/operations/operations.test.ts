import { days, seconds, type Duration, type Instant } from "@orrery/kernel";
import { describe, expect, it } from "vitest";
import { simulate, type AwsSimulation } from "../../../run/simulate.ts";
import type { PlainObject } from "../../../service/refusal.ts";
import { snsModel } from "../model.ts";
import { snsRules } from "../rules.ts";

const open = (asOf = "2026-11-01", region = "us-east-1") =>
  simulate({ seed: 1, region, asOf, accountId: "123456789012", startsAt: "2026-11-01T00:00:00Z" });

/** Calls by their names; what is refused is said as `Code: words`. */
function callsOf(simulation: AwsSimulation) {
  const client = simulation.client();
  const call = (operation: string, params: PlainObject = {}) =>
    client.call("sns", operation, params);
  return {
    call,
    refusal(operation: string, params: PlainObject): string {
      try {
        client.call("sns", operation, params);
      } catch (error) {
        const { code, message } = error as { code: string; message: string };
        return `${code}: ${message}`;
      }
      return "none";
    },
    topic: (name = "orders", attributes: PlainObject = {}) =>
      call("CreateTopic", { Name: name, Attributes: attributes })["TopicArn"] as string,
    queue(name: string): string {
      client.call("sqs", "CreateQueue", {
        QueueName: name,
        ...(name.endsWith(".fifo") ? { Attributes: { FifoQueue: "true" } } : {}),
      });
      return `arn:aws:sqs:us-east-1:123456789012:${name}`;
    },
    received(queue: string): readonly PlainObject[] {
      simulation.run({ until: (simulation.now + seconds(2)) as Instant });
      const response = client.call("sqs", "ReceiveMessage", {
        QueueUrl: queue,
        MaxNumberOfMessages: 10,
        MessageAttributeNames: ["All"],
        AttributeNames: ["All"],
      });
      return (response["Messages"] ?? []) as readonly PlainObject[];
    },
    wait: (duration: Duration) => simulation.run({ until: (simulation.now + duration) as Instant }),
  };
}
const invalid = (what: string) => `InvalidParameter: Invalid parameter: ${what}`;
const fifo = { FifoTopic: "true" };

it("sns.error.statuses: each refusal has the status of the API model", () => {
  const statuses: Readonly<Record<number, string>> = {
    400: "InvalidParameter ParameterValueInvalid ValidationException TagLimitExceeded StaleTag TagPolicy ConcurrentAccess EndpointDisabled PlatformApplicationDisabled OptedOut UserError InvalidState KMSAccessDenied KMSDisabled KMSInvalidState KMSNotFound KMSThrottling BatchEntryIdsNotDistinct BatchRequestTooLong EmptyBatchRequest InvalidBatchEntryId TooManyEntriesInBatchRequest",
    403: "AuthorizationError TopicLimitExceeded SubscriptionLimitExceeded FilterPolicyLimitExceeded ReplayLimitExceeded InvalidSecurity KMSOptInRequired",
    404: "NotFound ResourceNotFound",
    429: "Throttled",
    500: "InternalError",
  };
  for (const [status, codes] of Object.entries(statuses)) {
    for (const code of codes.split(" ")) {
      expect([code, snsModel.statusOf(code)]).toEqual([code, Number(status)]);
    }
  }
});

it("names each rule once", () => {
  const ids = snsRules.map(({ id }) => id);
  expect(new Set(ids).size).toBe(ids.length);
});

it("sns.topic.name: ends in .fifo where it is FIFO", () => {
  const { topic, refusal } = callsOf(open());
  expect(topic("a-b_1")).toBe("arn:aws:sns:us-east-1:123456789012:a-b_1");
  expect(topic("a.fifo", fifo)).toContain(":a.fifo");
  expect(topic("x".repeat(256))).toContain(":xxx");
  for (const Name of ["", "a b", "a.fifo", "x".repeat(257)]) {
    expect(refusal("CreateTopic", { Name })).toBe(invalid("Topic Name"));
  }
  expect(refusal("CreateTopic", { Name: "a", Attributes: fifo })).toContain("must end with .fifo");
  expect(
    refusal("SetTopicAttributes", {
      TopicArn: topic(),
      AttributeName: "FifoTopic",
      AttributeValue: "true",
    }),
  ).toBe(invalid("AttributeName"));
});

it("sns.topic.create-idempotent: where nothing differs", () => {
  const { call, topic, refusal } = callsOf(open());
  const arn = topic("a", { DisplayName: "x" });
  expect(topic("a", { DisplayName: "x" })).toBe(arn);
  expect(topic("a")).toBe(arn);
  expect(refusal("CreateTopic", { Name: "a", Attributes: { DisplayName: "y" } })).toContain(
    "already exists with different attributes",
  );
  expect(refusal("CreateTopic", { Name: "a", Tags: [{ Key: "k", Value: "v" }] })).toContain(
    "already exists with different tags",
  );
  call("DeleteTopic", { TopicArn: arn });
  call("DeleteTopic", { TopicArn: arn });
  expect(call("ListTopics")).toEqual({ Topics: [] });
});

it("sns.topic.not-there: is NotFound, and an ARN has six elements", () => {
  const { refusal } = callsOf(open());
  const TopicArn = "arn:aws:sns:us-east-1:123456789012:none";
  expect(refusal("GetTopicAttributes", { TopicArn })).toBe("NotFound: Topic does not exist");
  expect(refusal("Publish", { TopicArn: "none", Message: "1" })).toBe(
    invalid("TopicArn Reason: An ARN must have at least 6 elements, not 1"),
  );
  expect(refusal("GetSubscriptionAttributes", { SubscriptionArn: `${TopicArn}:x` })).toBe(
    "NotFound: Subscription does not exist",
  );
  expect(
    refusal("Publish", { TopicArn: TopicArn.replace("us-east-1", "eu-west-1"), Message: "1" }),
  ).toBe(invalid("TopicArn"));
});

it("sns.topic.effective-policy: has all defaults, and what was set", () => {
  const { call, topic } = callsOf(open());
  const TopicArn = topic();
  const shown = () =>
    JSON.parse(
      (call("GetTopicAttributes", { TopicArn })["Attributes"] as PlainObject)[
        "EffectiveDeliveryPolicy"
      ] as string,
    ) as { http: PlainObject };
  expect(shown()).toEqual({
    http: {
      defaultHealthyRetryPolicy: {
        minDelayTarget: 20,
        maxDelayTarget: 20,
        numRetries: 3,
        numMaxDelayRetries: 0,
        numNoDelayRetries: 0,
        numMinDelayRetries: 0,
        backoffFunction: "linear",
      },
      disableSubscriptionOverrides: false,
      defaultRequestPolicy: { headerContentType: "text/plain; charset=UTF-8" },
    },
  });
  const policy = { http: { defaultHealthyRetryPolicy: { numRetries: 5 } } };
  call("SetTopicAttributes", {
    TopicArn,
    AttributeName: "DeliveryPolicy",
    AttributeValue: JSON.stringify(policy),
  });
  expect(shown().http["defaultHealthyRetryPolicy"]).toMatchObject({
    numRetries: 5,
    minDelayTarget: 20,
  });
});

it("sns.retry.policy-limits: refuses what SNS would not do", () => {
  const { topic, refusal } = callsOf(open());
  const TopicArn = topic();
  const against = (retry: PlainObject, rest: PlainObject = {}) =>
    refusal("SetTopicAttributes", {
      TopicArn,
      AttributeName: "DeliveryPolicy",
      AttributeValue: JSON.stringify({ http: { defaultHealthyRetryPolicy: retry, ...rest } }),
    });
  expect(against({ numRetries: 100, minDelayTarget: 1, maxDelayTarget: 1 })).toBe("none");
  expect(against({ numRetries: 101, minDelayTarget: 1, maxDelayTarget: 1 })).toContain(
    "numRetries",
  );
  expect(against({ minDelayTarget: 30, maxDelayTarget: 20 })).toContain("maxDelayTarget");
  expect(against({ minDelayTarget: 0, maxDelayTarget: 20 })).toContain("minDelayTarget");
  expect(against({ maxDelayTarget: 3_601 })).toContain("maxDelayTarget");
  expect(against({ numRetries: 2, numNoDelayRetries: 3 })).toContain("numRetries");
  // 3,600 s in all.
  expect(against({ numRetries: 36, minDelayTarget: 100, maxDelayTarget: 100 })).toBe("none");
  expect(against({ numRetries: 37, minDelayTarget: 100, maxDelayTarget: 100 })).toContain("total");
  expect(against({ backoffFunction: "cubic" })).toContain("backoffFunction");
  const type = (headerContentType: string) =>
    against({}, { defaultRequestPolicy: { headerContentType } });
  expect([type("application/json"), type("text/csv")]).toEqual([
    "none",
    expect.stringContaining("text/csv"),
  ]);
});

it("sns.topic.quotas: bounds subscriptions, and what large messages go to", () => {
  const { call, topic, queue, refusal } = callsOf(open());
  const big = topic("big", { MaximumMessageSize: "1048576" });
  const ofQueue = (TopicArn: string, count: number) => ({
    TopicArn,
    Protocol: "sqs",
    Endpoint: queue(`q${count}`),
  });
  const sms = { Protocol: "sms", Endpoint: "+15551234567" };
  expect(refusal("Subscribe", { TopicArn: big, ...sms })).toContain(
    "do not support the protocol sms",
  );
  const small = topic("small");
  call("Subscribe", { TopicArn: small, ...sms });
  const enlarge = (AttributeValue: string) =>
    refusal("SetTopicAttributes", {
      TopicArn: small,
      AttributeName: "MaximumMessageSize",
      AttributeValue,
    });
  expect(enlarge("262145")).toContain("do not support the protocol sms");
  expect([enlarge("1024"), enlarge("262144")]).toEqual(["none", "none"]);
  expect(enlarge("1023")).toContain("Must be between");
  const firehose = (count: number) => ({
    TopicArn: small,
    Protocol: "firehose",
    Endpoint: `arn:aws:firehose:us-east-1:123456789012:deliverystream/d${count}`,
  });
  for (let count = 0; count < 5; count += 1) call("Subscribe", firehose(count));
  expect(refusal("Subscribe", firehose(5))).toContain("SubscriptionLimitExceeded");
  const ordered = topic("a.fifo", fifo);
  for (let count = 0; count < 100; count += 1) {
    call("Subscribe", { ...ofQueue(ordered, count), ReturnSubscriptionArn: true });
  }
  expect(refusal("Subscribe", ofQueue(ordered, 100))).toContain("SubscriptionLimitExceeded");
  const before = callsOf(open("2026-08-01"));
  expect(
    before.refusal("CreateTopic", { Name: "b", Attributes: { MaximumMessageSize: "2048" } }),
  ).toContain("AttributeName");
});

it("sns.topic.tags: has each key once, up to 50", () => {
  const { call, topic, refusal } = callsOf(open());
  const ResourceArn = topic();
  const tags = (count: number) =>
    Array.from({ length: count }, (_, index) => ({ Key: `k${index}`, Value: "v" }));
  call("TagResource", { ResourceArn, Tags: tags(50) });
  expect(refusal("TagResource", { ResourceArn, Tags: [{ Key: "x", Value: "y" }] })).toContain(
    "TagLimitExceeded",
  );
  expect(refusal("TagResource", { ResourceArn, Tags: [...tags(1), ...tags(1)] })).toBe(
    invalid("Duplicated keys are not allowed."),
  );
  call("UntagResource", { ResourceArn, TagKeys: tags(49).map(({ Key }) => Key) });
  expect(call("ListTagsForResource", { ResourceArn })).toEqual({
    Tags: [{ Key: "k49", Value: "v" }],
  });
  call("DeleteTopic", { TopicArn: ResourceArn });
  expect(refusal("ListTagsForResource", { ResourceArn })).toBe(
    "ResourceNotFound: Resource does not exist",
  );
});

it("sns.topic.permissions: adds and removes statements", () => {
  const { call, topic, refusal } = callsOf(open());
  const TopicArn = topic();
  const add = { TopicArn, Label: "l", AWSAccountId: ["999999999999"], ActionName: ["Publish"] };
  const statements = () =>
    (
      JSON.parse(
        (call("GetTopicAttributes", { TopicArn })["Attributes"] as PlainObject)["Policy"] as string,
      ) as { Statement: readonly PlainObject[] }
    ).Statement.map(({ Sid }) => Sid);
  call("AddPermission", add);
  expect(statements()).toEqual(["__default_statement_ID", "l"]);
  expect(refusal("AddPermission", add)).toBe(invalid("Statement already exists"));
  expect(refusal("AddPermission", { ...add, Label: "m", ActionName: ["Fly"] })).toBe(
    invalid("Policy statement action out of service scope!"),
  );
  call("RemovePermission", { TopicArn, Label: "l" });
  call("RemovePermission", { TopicArn, Label: "none" });
  expect(statements()).toEqual(["__default_statement_ID"]);
});

it("keeps a data protection policy", () => {
  const { call, topic } = callsOf(open());
  const ResourceArn = topic();
  expect(call("GetDataProtectionPolicy", { ResourceArn })).toEqual({});
  call("PutDataProtectionPolicy", { ResourceArn, DataProtectionPolicy: "{}" });
  expect(call("GetDataProtectionPolicy", { ResourceArn })).toEqual({ DataProtectionPolicy: "{}" });
});

describe("sns.subscription.confirmation: by the token, within two days", () => {
  const http = { Protocol: "https", Endpoint: "https://a.example/" };
  const tokenIn = (simulation: AwsSimulation) =>
    (
      JSON.parse(
        (
          simulation.stateOf("sns.outsideEndpoint:https:https://a.example/") as {
            lastBodies: readonly string[];
          }
        ).lastBodies[0]!,
      ) as { Token: string }
    ).Token;

  it("delivers nothing before, and is listed as pending", () => {
    const simulation = open();
    const { call, topic, refusal, wait } = callsOf(simulation);
    const TopicArn = topic();
    expect(call("Subscribe", { TopicArn, ...http })).toEqual({
      SubscriptionArn: "pending confirmation",
    });
    const listed = () =>
      (call("ListSubscriptions")["Subscriptions"] as readonly PlainObject[])[0]!["SubscriptionArn"];
    expect(listed()).toBe("PendingConfirmation");
    call("Publish", { TopicArn, Message: "1" });
    wait(seconds(5));
    const outside = () =>
      simulation.stateOf("sns.outsideEndpoint:https:https://a.example/") as { count: number };
    expect(outside().count).toBe(1);
    expect(refusal("ConfirmSubscription", { TopicArn, Token: "x" })).toBe(invalid("Token"));
    const { SubscriptionArn } = call("ConfirmSubscription", {
      TopicArn,
      Token: tokenIn(simulation),
    });
    expect(listed()).toBe(SubscriptionArn);
    call("Publish", { TopicArn, Message: "2" });
    wait(seconds(5));
    expect(outside().count).toBe(2);
  });

  it("is too late afterwards, and needless for queues of the account", () => {
    const simulation = open();
    const { call, topic, queue, refusal, wait } = callsOf(simulation);
    const TopicArn = topic();
    call("Subscribe", { TopicArn, ...http });
    wait(seconds(5));
    const Token = tokenIn(simulation);
    wait(days(2));
    expect(refusal("ConfirmSubscription", { TopicArn, Token })).toBe(invalid("Token"));
    const own = { TopicArn, Protocol: "sqs", Endpoint: queue("q") };
    expect(call("Subscribe", own)["SubscriptionArn"]).toMatch(/^arn:/);
  });
});

it("sns.subscription.idempotent: with the same attributes", () => {
  const { call, topic, queue, refusal } = callsOf(open());
  const subscribe = { TopicArn: topic(), Protocol: "sqs", Endpoint: queue("q") };
  const raw = { Attributes: { RawMessageDelivery: "true" } };
  const { SubscriptionArn } = call("Subscribe", { ...subscribe, ...raw });
  expect(call("Subscribe", { ...subscribe, ...raw })).toEqual({ SubscriptionArn });
  expect(call("Subscribe", subscribe)).toEqual({ SubscriptionArn });
  expect(refusal("Subscribe", { ...subscribe, Attributes: { RawMessageDelivery: "false" } })).toBe(
    invalid("Attributes Reason: Subscription already exists with different attributes"),
  );
  call("Unsubscribe", { SubscriptionArn: SubscriptionArn! });
  call("Unsubscribe", { SubscriptionArn: SubscriptionArn! });
  expect(call("GetTopicAttributes", { TopicArn: subscribe.TopicArn })["Attributes"]).toMatchObject({
    SubscriptionsConfirmed: "0",
    SubscriptionsDeleted: "1",
  });
  expect(refusal("Unsubscribe", { SubscriptionArn: "pending confirmation" })).toContain("not 1");
});

it("sns.subscription.protocols: take endpoints of their form", () => {
  const { topic, refusal } = callsOf(open());
  const TopicArn = topic();
  const against = (Protocol: string, Endpoint: string) =>
    refusal("Subscribe", { TopicArn, Protocol, Endpoint });
  expect(against("fax", "1")).toBe(
    invalid("Amazon SNS does not support this protocol string: fax"),
  );
  expect(against("http", "https://a.example")).toBe(
    invalid("Endpoint must match the specified protocol"),
  );
  expect(against("sms", "+15--551234567")).toBe(
    "InvalidParameter: Invalid SMS endpoint: +15--551234567",
  );
  expect(against("sqs", "q")).toBe(invalid("SQS endpoint ARN"));
  expect(against("email", "nobody")).toBe(invalid("Email address"));
  expect([against("sms", "+12/34-567.890"), against("email", "a@b.example")]).toEqual([
    "none",
    "none",
  ]);
});

it("sns.fifo.subscribers: queues only, and FIFO queues at FIFO topics only", () => {
  const { topic, queue, refusal } = callsOf(open());
  const ordered = topic("a.fifo", fifo);
  const standard = { Protocol: "sqs", Endpoint: queue("q") };
  const inOrder = { Protocol: "sqs", Endpoint: queue("q.fifo") };
  expect(refusal("Subscribe", { TopicArn: ordered, ...standard })).toBe("none");
  expect(refusal("Subscribe", { TopicArn: ordered, ...inOrder })).toBe("none");
  expect(
    refusal("Subscribe", { TopicArn: ordered, Protocol: "email", Endpoint: "a@b.example" }),
  ).toBe(invalid("Invalid protocol type: email"));
  expect(refusal("Subscribe", { TopicArn: topic(), ...inOrder })).toContain(
    "FIFO SQS Queues can not be subscribed to standard SNS topics",
  );
  const before = callsOf(open("2023-08-01"));
  expect(
    before.refusal("Subscribe", { TopicArn: before.topic("a.fifo", fifo), ...standard }),
  ).toContain("Please use FIFO SQS queue");
});

it("sns.subscription.dead-letter-queue: is of the topic's type", () => {
  const { topic, queue, refusal } = callsOf(open());
  const policy = (arn: string) => ({
    Attributes: { RedrivePolicy: JSON.stringify({ deadLetterTargetArn: arn }) },
  });
  const [standard, ordered] = [queue("d"), queue("d.fifo")];
  const subscribe = (TopicArn: string, endpoint: string, arn: string) =>
    refusal("Subscribe", { TopicArn, Protocol: "sqs", Endpoint: endpoint, ...policy(arn) });
  const inOrder = topic("a.fifo", fifo);
  const what = "Attributes Reason: RedrivePolicy:";
  expect(subscribe(inOrder, queue("q.fifo"), standard)).toBe(
    invalid(`${what} must use a FIFO queue as DLQ for a FIFO Subscription to a FIFO Topic.`),
  );
  expect(subscribe(inOrder, queue("q.fifo"), ordered)).toBe("none");
  expect(subscribe(topic(), queue("q"), ordered)).toContain("must use a standard queue");
  expect(subscribe(topic(), queue("q"), "fake")).toBe(
    invalid(`${what} deadLetterTargetArn is an invalid arn`),
  );
  expect(subscribe(topic(), queue("q"), standard)).toBe("none");
});

it("sns.filter.quota: of a topic", () => {
  const { call, topic, refusal } = callsOf(open());
  const TopicArn = topic();
  const subscribe = (count: number) => ({
    TopicArn,
    Protocol: "sms",
    Endpoint: `+1555${`${count}`.padStart(7, "0")}`,
    Attributes: { FilterPolicy: '{"a":["b"]}' },
  });
  for (let count = 0; count < 200; count += 1) call("Subscribe", subscribe(count));
  expect(refusal("Subscribe", subscribe(200))).toContain("FilterPolicyLimitExceeded");
});

it("sns.pages.hundred: with a token for the next", () => {
  const { call, topic } = callsOf(open());
  for (let count = 0; count < 101; count += 1) topic(`t${count}`);
  const first = call("ListTopics");
  expect(first["Topics"]).toHaveLength(100);
  const second = call("ListTopics", { NextToken: first["NextToken"]! });
  expect(second).toEqual({ Topics: [{ TopicArn: "arn:aws:sns:us-east-1:123456789012:t100" }] });
});

describe("publishing", () => {
  it("sns.message.subject: has up to 100 letters on one line", () => {
    const { topic, refusal } = callsOf(open());
    const TopicArn = topic();
    const against = (Subject: string) => refusal("Publish", { TopicArn, Message: "1", Subject });
    expect(against("ä".repeat(100))).toBe("none");
    for (const subject of ["", "x".repeat(101), "a\nb", " a"])
      expect(against(subject)).toBe(invalid("Subject"));
  });

  it("sns.message.attributes: are checked one by one", () => {
    const { topic, refusal } = callsOf(open());
    const TopicArn = topic();
    const against = (name: string, DataType: string, StringValue: string) =>
      refusal("Publish", {
        TopicArn,
        Message: "1",
        MessageAttributes: { [name]: { DataType, StringValue } },
      });
    expect(against("a", "String.  prefixed.", "1")).toBe("none");
    expect(against("a", "String.Array", "no list")).toBe("none");
    expect(against("a", "Stringprefixed", "1")).toBe(
      "ParameterValueInvalid: The message attribute 'a' has an invalid message attribute type, the set of supported type prefixes is Binary, Number, and String.",
    );
    for (const name of ["AWS.a", "amazon.a", ".a", "a.", "a..b", "a b", "x".repeat(257)]) {
      expect([name, against(name, "String", "1")]).toEqual([
        name,
        expect.stringContaining("ParameterValueInvalid"),
      ]);
    }
    expect(against("a", "Number", "1e9")).toBe("none");
    expect(against("a", "Number", "1000000001")).toContain("ParameterValueInvalid");
    expect(against("a", "Number", "x")).toContain("ParameterValueInvalid");
    expect(against("a", "String", "")).toContain("non-empty message attribute value");
  });

  it("sns.message.structure: has a text for each protocol", () => {
    const simulation = open();
    const { call, topic, queue, received, refusal } = callsOf(simulation);
    const TopicArn = topic();
    call("Subscribe", {
      TopicArn,
      Protocol: "sqs",
      Endpoint: queue("q"),
      Attributes: { RawMessageDelivery: "true" },
    });
    const publish = (document: unknown) => ({
      TopicArn,
      MessageStructure: "json",
      Message: JSON.stringify(document),
    });
    call("Publish", publish({ default: "d", sqs: "q", nonsense: "n" }));
    call("Publish", publish({ default: "d", sqs: 5 }));
    expect(
      received("q")
        .map(({ Body }) => Body)
        .sort(),
    ).toEqual(["d", "q"]);
    const without = "Message Structure - No default entry in JSON message body";
    expect(refusal("Publish", publish({ sqs: "q" }))).toBe(invalid(without));
    expect(refusal("Publish", { ...publish({}), Message: "{" })).toContain("Message Structure");
  });

  it("sns.message.sms-length: 1,600 letters to a phone that wants them", () => {
    const { call, refusal } = callsOf(open());
    const PhoneNumber = "+15551234567";
    expect(call("Publish", { PhoneNumber, Message: "x".repeat(1_600) })["MessageId"]).toMatch(
      /^[0-9a-f-]{36}$/,
    );
    expect(refusal("Publish", { PhoneNumber, Message: "again" })).toBe("none");
    expect(refusal("Publish", { PhoneNumber, Message: "x".repeat(1_601) })).toBe(
      invalid("Message too long"),
    );
    expect(refusal("Publish", { PhoneNumber: "+1a234", Message: "1" })).toBe(
      invalid("PhoneNumber Reason: +1a234 is not valid to publish to"),
    );
  });

  it("sns.batch.entries: up to 10 with distinct ids, and no larger than one message", () => {
    const { call, topic, refusal } = callsOf(open());
    const TopicArn = topic();
    const batch = (...ids: readonly string[]) => ({
      TopicArn,
      PublishBatchRequestEntries: ids.map((Id) => ({ Id, Message: "1" })),
    });
    const response = call("PublishBatch", batch("a", "b"));
    expect((response["Successful"] as readonly PlainObject[]).map(({ Id }) => Id)).toEqual([
      "a",
      "b",
    ]);
    expect(response["Failed"]).toEqual([]);
    expect(refusal("PublishBatch", batch())).toContain("EmptyBatchRequest");
    expect(refusal("PublishBatch", batch("a", "a"))).toContain("BatchEntryIdsNotDistinct");
    expect(refusal("PublishBatch", batch("a b"))).toContain("InvalidBatchEntryId");
    expect(refusal("PublishBatch", batch(..."abcdefghijk"))).toContain(
      "TooManyEntriesInBatchRequest",
    );
    const half = "x".repeat(131_073);
    const large = ["a", "b"].map((Id) => ({ Id, Message: half }));
    expect(refusal("PublishBatch", { TopicArn, PublishBatchRequestEntries: large })).toContain(
      "BatchRequestTooLong",
    );
  });
});

it("throttles what is over the Region's quota, of all topics together", () => {
  const { call, topic } = callsOf(open("2026-11-01", "sa-east-1"));
  const [one, other] = [topic("a"), topic("b")];
  let throttled = 0;
  for (let count = 0; count < 301; count += 1) {
    try {
      call("Publish", { TopicArn: count % 2 === 0 ? one : other, Message: "1" });
    } catch (error) {
      expect(error).toMatchObject({ code: "Throttled", httpStatus: 429 });
      throttled += 1;
    }
  }
  expect(throttled).toBe(1);
});

it("archives and replays by the API", () => {
  const simulation = open();
  const { call, topic, queue, received, refusal } = callsOf(simulation);
  const TopicArn = topic("a.fifo", {
    ...fifo,
    ContentBasedDeduplication: "true",
    ArchivePolicy: '{"MessageRetentionPeriod":"30"}',
  });
  expect(refusal("DeleteTopic", { TopicArn })).toContain("InvalidState");
  expect(call("GetTopicAttributes", { TopicArn })["Attributes"]).toMatchObject({
    BeginningArchiveTime: "2026-11-01T00:00:00.000Z",
  });
  call("Publish", { TopicArn, Message: "1", MessageGroupId: "g" });
  const ReplayPolicy = JSON.stringify({
    PointType: "Timestamp",
    StartingPoint: "2026-11-01T00:00:00.000Z",
  });
  const { SubscriptionArn } = call("Subscribe", {
    TopicArn,
    Protocol: "sqs",
    Endpoint: queue("q"),
    Attributes: { ReplayPolicy },
  });
  expect(
    received("q").map(({ Body }) => (JSON.parse(Body as string) as PlainObject)["Replayed"]),
  ).toEqual([true]);
  expect(
    call("GetSubscriptionAttributes", { SubscriptionArn: SubscriptionArn! })["Attributes"],
  ).toMatchObject({ ReplayStatus: "Completed" });
  expect(
    refusal("Subscribe", {
      TopicArn: topic(),
      Protocol: "sqs",
      Endpoint: queue("r"),
      Attributes: { ReplayPolicy },
    }),
  ).toContain("no active ArchivePolicy");
  call("SetTopicAttributes", { TopicArn, AttributeName: "ArchivePolicy", AttributeValue: "{}" });
  expect(refusal("DeleteTopic", { TopicArn })).toBe("none");
});

it("sns.push.records: apps and devices, and what is disabled", () => {
  const { call, topic, refusal } = callsOf(open());
  const app = call("CreatePlatformApplication", {
    Name: "app",
    Platform: "GCM",
    Attributes: { PlatformCredential: "c" },
  });
  const PlatformApplicationArn = app["PlatformApplicationArn"]!;
  const endpoint = { PlatformApplicationArn, Token: "t" };
  const { EndpointArn } = call("CreatePlatformEndpoint", endpoint);
  expect(call("CreatePlatformEndpoint", endpoint)).toEqual({ EndpointArn });
  expect(
    refusal("CreatePlatformEndpoint", { ...endpoint, Attributes: { Enabled: "false" } }),
  ).toContain("already exists with the same Token");
  expect(refusal("Publish", { TargetArn: EndpointArn!, Message: "1" })).toBe("none");
  call("SetEndpointAttributes", { EndpointArn: EndpointArn!, Attributes: { Enabled: "false" } });
  expect(call("GetEndpointAttributes", { EndpointArn: EndpointArn! })).toEqual({
    Attributes: { Enabled: "false", Token: "t" },
  });
  expect(refusal("Publish", { TargetArn: EndpointArn!, Message: "1" })).toBe(
    "EndpointDisabled: Endpoint is disabled",
  );
  call("DeleteEndpoint", { EndpointArn: EndpointArn! });
  expect(
    refusal("Subscribe", { TopicArn: topic(), Protocol: "application", Endpoint: EndpointArn! }),
  ).toContain("Endpoint does not exist for endpoint arn");
  expect(
    refusal("SetEndpointAttributes", {
      EndpointArn: EndpointArn!,
      Attributes: { Enabled: "true" },
    }),
  ).toBe("NotFound: Endpoint does not exist");
  expect(call("ListEndpointsByPlatformApplication", { PlatformApplicationArn })).toEqual({
    Endpoints: [],
  });
  call("SetPlatformApplicationAttributes", {
    PlatformApplicationArn,
    Attributes: { PlatformPrincipal: "p" },
  });
  expect(
    call("GetPlatformApplicationAttributes", { PlatformApplicationArn })["Attributes"],
  ).toEqual({ PlatformCredential: "c", PlatformPrincipal: "p" });
  call("DeletePlatformApplication", { PlatformApplicationArn });
  expect(call("ListPlatformApplications")).toEqual({ PlatformApplications: [] });
});

it("sns.empty-map.null: is what a required map without entries is", () => {
  const { refusal } = callsOf(open());
  const words =
    "ValidationError: 1 validation error detected: Value null at 'attributes' failed to satisfy constraint: Member must not be null";
  expect(refusal("CreatePlatformApplication", { Name: "a", Platform: "ADM", Attributes: {} })).toBe(
    words,
  );
  expect(refusal("SetSMSAttributes", { attributes: {} })).toBe(words);
  expect(
    refusal("CreatePlatformApplication", {
      Name: "a",
      Platform: "ADM",
      Attributes: { PlatformCredential: "c" },
    }),
  ).toContain("without PlatformPrincipal");
});

it("sns.sms.records: attributes, opt-outs and the sandbox", () => {
  const { call, refusal } = callsOf(open());
  call("SetSMSAttributes", { attributes: { DefaultSMSType: "Transactional", other: "1" } });
  expect(call("GetSMSAttributes", { attributes: ["DefaultSMSType"] })).toEqual({
    attributes: { DefaultSMSType: "Transactional" },
  });
  expect(call("CheckIfPhoneNumberIsOptedOut", { phoneNumber: "+447428545375" })).toEqual({
    isOptedOut: false,
  });
  expect(call("ListPhoneNumbersOptedOut")).toEqual({ phoneNumbers: [] });
  expect(call("OptInPhoneNumber", { phoneNumber: "+4411111111" })).toEqual({});
  expect(refusal("OptInPhoneNumber", { phoneNumber: "invalid" })).toBe(
    invalid("PhoneNumber Reason: input incorrectly formatted"),
  );
  const PhoneNumber = "+15551234567";
  call("CreateSMSSandboxPhoneNumber", { PhoneNumber });
  call("VerifySMSSandboxPhoneNumber", { PhoneNumber, OneTimePassword: "12345" });
  expect(call("ListSMSSandboxPhoneNumbers")).toEqual({
    PhoneNumbers: [{ PhoneNumber, Status: "Verified" }],
  });
  call("DeleteSMSSandboxPhoneNumber", { PhoneNumber });
  expect(refusal("DeleteSMSSandboxPhoneNumber", { PhoneNumber })).toContain("ResourceNotFound");
});
