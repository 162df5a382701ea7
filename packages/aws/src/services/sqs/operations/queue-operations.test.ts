import { seconds, type Duration } from "@orrery/kernel";
import { beforeEach, describe, expect, it } from "vitest";
import { DrivenAccount } from "../../../../test/driven-account.ts";
import type { PlainObject } from "../../../service/refusal.ts";
import { sqsService } from "../index.ts";

const accountOf = (settings: ConstructorParameters<typeof DrivenAccount>[1] = {}) =>
  new DrivenAccount(sqsService, settings);
const urlOf = (name: string) => `https://sqs.us-east-1.amazonaws.com/123456789012/${name}`;
const arnOf = (name: string) => `arn:aws:sqs:us-east-1:123456789012:${name}`;
const counts = { type: "queueCounts", visible: 2, inFlight: 1, delayed: 3 };
const nonExistent = [
  "AWS.SimpleQueueService.NonExistentQueue",
  "The specified queue does not exist.",
];

let account: DrivenAccount;
beforeEach(() => {
  account = accountOf();
});

const create = (name: string, attributes: PlainObject = {}) =>
  account.responds("CreateQueue", { QueueName: name, Attributes: attributes });
const attributesOf = (name: string, ...names: string[]) =>
  account.responds("GetQueueAttributes", { QueueUrl: urlOf(name), AttributeNames: names }, counts)[
    "Attributes"
  ];
const set = (name: string, attributes: PlainObject) =>
  account.responds("SetQueueAttributes", { QueueUrl: urlOf(name), Attributes: attributes });
const refusesAttributes = (attributes: PlainObject, name = "other") => [
  account.refuses("CreateQueue", { QueueName: name, Attributes: attributes }),
  account.refuses("SetQueueAttributes", { QueueUrl: urlOf("orders"), Attributes: attributes }),
];

describe("sqs.queue.name: a name has 1 to 80 letters, digits, hyphens and underscores", () => {
  it.each(["a", "Orders_1-b", "x".repeat(80)])("%s", (name) => {
    expect(create(name)).toEqual({ QueueUrl: urlOf(name) });
  });

  const wrong =
    "Can only include alphanumeric characters, hyphens, or underscores. 1 to 80 in length";
  it.each([
    ["a queue", wrong],
    ["queue/a/", wrong],
    ["x".repeat(81), wrong],
    ["orders.fifo", wrong],
    ["", "Queue name cannot be empty"],
  ])("but not %s", (name, message) => {
    const refusal = account.refuses("CreateQueue", { QueueName: name });
    expect(refusal).toEqual(["InvalidParameterValue", message]);
  });

  it("and is required", () => {
    expect(account.refuses("CreateQueue")).toEqual([
      "InvalidParameterValue",
      "Value for parameter QueueName is invalid. Reason: Must specify a queue name.",
    ]);
    expect(account.refuses("GetQueueUrl")).toEqual([
      "MissingParameter",
      "The request must contain the parameter QueueName.",
    ]);
  });
});

describe("sqs.queue.fifo-name: a FIFO queue is asked for and named so", () => {
  it("with a name that ends in .fifo, which counts in its length", () => {
    create(`${"x".repeat(75)}.fifo`, { FifoQueue: "True" });
    const names = [`${"x".repeat(76)}.fifo`, "orders", ".fifo"];
    for (const QueueName of names) {
      expect(
        account.refuses("CreateQueue", { QueueName, Attributes: { FifoQueue: "true" } }),
      ).toEqual([
        "InvalidParameterValue",
        "The name of a FIFO queue can only include alphanumeric characters, hyphens, or underscores, must end with .fifo suffix and be 1 to 80 in length.",
      ]);
    }
  });

  it("while FifoQueue false is refused, for a new queue and for one that is there", () => {
    const refused = ["InvalidAttributeName", "Unknown Attribute FifoQueue."];
    const params = { QueueName: "orders", Attributes: { FifoQueue: "false" } };
    expect(account.refuses("CreateQueue", params)).toEqual(refused);
    create("orders");
    expect(account.refuses("CreateQueue", params)).toEqual(refused);
  });
});

describe("sqs.queue.create-idempotent: CreateQueue of a queue that is there changes nothing", () => {
  it("and succeeds where what is given is what the queue has", () => {
    create("orders", { VisibilityTimeout: "2" });
    expect(create("orders")).toEqual({ QueueUrl: urlOf("orders") });
    expect(create("orders", { VisibilityTimeout: "2", DelaySeconds: "0" })).toEqual({
      QueueUrl: urlOf("orders"),
    });
    set("orders", { VisibilityTimeout: "3" });
    create("orders", { VisibilityTimeout: "3" });
  });

  it("and is refused where it is not", () => {
    create("orders", { VisibilityTimeout: "2" });
    const params = {
      QueueName: "orders",
      Attributes: { DelaySeconds: "0", VisibilityTimeout: "3" },
    };
    expect(account.refuses("CreateQueue", params)).toEqual([
      "QueueAlreadyExists",
      "A queue already exists with the same name and a different value for attribute VisibilityTimeout",
    ]);
    expect(attributesOf("orders", "VisibilityTimeout")).toEqual({ VisibilityTimeout: "2" });
  });
});

it("sqs.queue.deleted-recently: a name is free again 60 s after its queue was deleted", () => {
  create("orders");
  account.responds("DeleteQueue", { QueueUrl: urlOf("orders") });
  account.advance((seconds(60) - 1) as Duration);
  expect(account.refuses("CreateQueue", { QueueName: "orders" })).toEqual([
    "AWS.SimpleQueueService.QueueDeletedRecently",
    "You must wait 60 seconds after deleting a queue before you can create another with the same name.",
  ]);
  account.advance(1 as Duration);
  create("orders");
});

describe("sqs.queue.not-there: a queue that is not there is named so by every operation", () => {
  const needed: Readonly<Record<string, PlainObject>> = {
    AddPermission: { Label: "a", Actions: ["SendMessage"], AWSAccountIds: ["123456789012"] },
    ChangeMessageVisibility: { ReceiptHandle: "a", VisibilityTimeout: 1 },
    DeleteMessage: { ReceiptHandle: "a" },
    RemovePermission: { Label: "a" },
    SetQueueAttributes: { Attributes: {} },
    TagQueue: { Tags: {} },
  };
  const names = Object.keys(sqsService.operations).filter(
    (name) => !/^(?:CreateQueue|ListQueues|.*MoveTasks?)$/.test(name),
  );
  it.each(names)("%s", (name) => {
    const place = name === "GetQueueUrl" ? { QueueName: "gone" } : { QueueUrl: urlOf("gone") };
    expect(account.refuses(name, { ...place, ...needed[name] })).toEqual(nonExistent);
  });

  it("and one that was deleted is not there", () => {
    create("orders");
    account.responds("DeleteQueue", { QueueUrl: urlOf("orders") });
    expect(account.refuses("PurgeQueue", { QueueUrl: urlOf("orders") })).toEqual(nonExistent);
  });
});

describe("sqs.queue.location: a queue is found by its URL, its ARN or its name", () => {
  it.each([
    urlOf("orders"),
    "orders",
    arnOf("orders"),
    "https://queue.amazonaws.com/123456789012/orders",
    "http://localhost:4566/123456789012/orders",
  ])("%s", (QueueUrl) => {
    create("orders");
    expect(account.responds("ListQueueTags", { QueueUrl })).toEqual({});
  });

  it.each([
    "https://sqs.us-east-1.amazonaws.com/999999999999/orders",
    "https://sqs.eu-west-1.amazonaws.com/123456789012/orders",
    "arn:aws:sqs:eu-west-1:123456789012:orders",
  ])("but not elsewhere: %s", (QueueUrl) => {
    create("orders");
    expect(account.refuses("ListQueueTags", { QueueUrl })).toEqual(nonExistent);
  });

  it("and must be named", () => {
    expect(account.refuses("ListQueueTags")).toEqual([
      "MissingParameter",
      "The request must contain the parameter QueueUrl.",
    ]);
    expect(account.refuses("ListQueueTags", { QueueUrl: "https://example.com" })).toEqual([
      "InvalidAddress",
      "The address https://example.com is not valid for this endpoint.",
    ]);
  });

  it("whose URL is of the partition and may be asked for", () => {
    const china = accountOf({ region: "cn-north-1", partition: "aws-cn" });
    expect(china.responds("CreateQueue", { QueueName: "orders" })).toEqual({
      QueueUrl: "https://sqs.cn-north-1.amazonaws.com.cn/123456789012/orders",
    });
    create("orders");
    expect(account.responds("GetQueueUrl", { QueueName: "orders" })).toEqual({
      QueueUrl: urlOf("orders"),
    });
    const params = { QueueName: "orders", QueueOwnerAWSAccountId: "999999999999" };
    expect(account.refuses("GetQueueUrl", params)).toEqual(nonExistent);
  });
});

it("sqs.attributes.defaults: what a queue has of which nothing was set", () => {
  create("orders");
  expect(attributesOf("orders", "All")).toMatchObject({
    VisibilityTimeout: "30",
    MessageRetentionPeriod: "345600",
    DelaySeconds: "0",
    ReceiveMessageWaitTimeSeconds: "0",
    MaximumMessageSize: "1048576",
    SqsManagedSseEnabled: "true",
  });
  expect(attributesOf("orders", "All")).not.toHaveProperty("RedriveAllowPolicy");
  create("orders.fifo", { FifoQueue: "true" });
  expect(attributesOf("orders.fifo", "All")).toMatchObject({
    ContentBasedDeduplication: "false",
    DeduplicationScope: "queue",
    FifoThroughputLimit: "perQueue",
  });
});

describe("sqs.attributes.shown: GetQueueAttributes shows what is asked for and there", () => {
  const standard = {
    ApproximateNumberOfMessages: "2",
    ApproximateNumberOfMessagesNotVisible: "1",
    ApproximateNumberOfMessagesDelayed: "3",
    CreatedTimestamp: "1767225600",
    LastModifiedTimestamp: "1767225600",
    QueueArn: arnOf("orders"),
    VisibilityTimeout: "30",
    MaximumMessageSize: "1048576",
    MessageRetentionPeriod: "345600",
    DelaySeconds: "0",
    ReceiveMessageWaitTimeSeconds: "0",
    SqsManagedSseEnabled: "true",
  };

  it("all of a standard queue", () => {
    create("orders");
    expect(attributesOf("orders", "All")).toEqual(standard);
  });

  it("and some more of a FIFO queue", () => {
    create("orders.fifo", { FifoQueue: "True", ContentBasedDeduplication: "False" });
    expect(attributesOf("orders.fifo", "All")).toEqual({
      ...standard,
      QueueArn: arnOf("orders.fifo"),
      FifoQueue: "true",
      ContentBasedDeduplication: "false",
      DeduplicationScope: "queue",
      FifoThroughputLimit: "perQueue",
    });
  });

  it("nothing where no names are given, or none of them has a value", () => {
    create("orders");
    expect(account.responds("GetQueueAttributes", { QueueUrl: urlOf("orders") })).toEqual({});
    expect(attributesOf("orders", "Policy", "KmsMasterKeyId", "RedrivePolicy")).toBeUndefined();
    expect(attributesOf("orders", "QueueArn")).toEqual({ QueueArn: arnOf("orders") });
  });

  it("and asks the queue itself only for its counts", () => {
    create("orders");
    const params = { QueueUrl: urlOf("orders"), AttributeNames: ["ApproximateNumberOfMessages"] };
    expect(account.asks("GetQueueAttributes", params)).toEqual({ type: "getQueueAttributes" });
  });
});

it("sqs.attributes.last-modified: the time of change is that of the attributes, of creation else", () => {
  create("orders");
  account.advance(seconds(90));
  account.responds("TagQueue", { QueueUrl: urlOf("orders"), Tags: { a: "b" } });
  const times = () => attributesOf("orders", "CreatedTimestamp", "LastModifiedTimestamp");
  expect(times()).toEqual({
    CreatedTimestamp: "1767225600",
    LastModifiedTimestamp: "1767225600",
  });
  set("orders", { DelaySeconds: "1" });
  create("source", { RedrivePolicy: redrivePolicy("orders") });
  expect(times()).toEqual({
    CreatedTimestamp: "1767225600",
    LastModifiedTimestamp: "1767225690",
  });
});

describe("sqs.attributes.unknown: an attribute that SQS does not have is refused", () => {
  it.each(["not-existing", ""])("%j", (name) => {
    create("orders");
    const params = { QueueUrl: urlOf("orders"), AttributeNames: ["QueueArn", name] };
    const refusal = ["InvalidAttributeName", `Unknown Attribute ${name}.`];
    expect(account.refuses("GetQueueAttributes", params)).toEqual(refusal);
    expect(refusesAttributes({ [name]: "1" })).toEqual([refusal, refusal]);
  });

  it("and so is one that nobody sets", () => {
    create("orders");
    const refusal = ["InvalidAttributeName", "Unknown Attribute QueueArn."];
    expect(refusesAttributes({ QueueArn: "1" })).toEqual([refusal, refusal]);
    expect(account.refuses("SetQueueAttributes", { QueueUrl: "orders" })).toEqual([
      "MissingParameter",
      "The request must contain the parameter Attributes.",
    ]);
  });
});

describe("sqs.attributes.ranges: an attribute outside its range is refused", () => {
  const ranges: readonly (readonly [string, number, number])[] = [
    ["VisibilityTimeout", 0, 43_200],
    ["DelaySeconds", 0, 900],
    ["MessageRetentionPeriod", 60, 1_209_600],
    ["ReceiveMessageWaitTimeSeconds", 0, 20],
    ["KmsDataKeyReusePeriodSeconds", 60, 86_400],
    ["MaximumMessageSize", 1_024, 1_048_576],
  ];
  it.each(ranges)("%s", (name, min, max) => {
    create("orders");
    for (const value of [min, max]) {
      set("orders", { KmsMasterKeyId: "key", [name]: value });
      expect(attributesOf("orders", name)).toEqual({ [name]: `${value}` });
    }
    for (const value of [`${min - 1}`, `${max + 1}`, "", "1.5", "ten", " 100"]) {
      const refusal = ["InvalidAttributeValue", `Invalid value for the parameter ${name}.`];
      expect(refusesAttributes({ [name]: value })).toEqual([refusal, refusal]);
    }
  });

  it.each([
    ["SqsManagedSseEnabled", "yes", "orders"],
    ["ContentBasedDeduplication", "yes", "o.fifo"],
    ["DeduplicationScope", "group", "o.fifo"],
    ["FifoThroughputLimit", "none", "o.fifo"],
    ["FifoQueue", "yes", "o.fifo"],
    ["Policy", "{", "orders"],
    ["Policy", "[]", "orders"],
  ])("%s %j", (name, value, queue) => {
    create(queue, queue.endsWith(".fifo") ? { FifoQueue: "true" } : {});
    const params = { QueueUrl: queue, Attributes: { [name]: value } };
    expect(account.refuses("SetQueueAttributes", params)).toEqual([
      "InvalidAttributeValue",
      `Invalid value for the parameter ${name}.`,
    ]);
  });
});

it("sqs.attributes.message-size-dated: messages may have 262,144 bytes before 2025-08-04", () => {
  const before = accountOf({ asOf: "2025-08-03" });
  before.responds("CreateQueue", { QueueName: "orders" });
  const params = { QueueUrl: "orders", AttributeNames: ["MaximumMessageSize"] };
  expect(before.responds("GetQueueAttributes", params)).toEqual({
    Attributes: { MaximumMessageSize: "262144" },
  });
  const larger = { QueueUrl: "orders", Attributes: { MaximumMessageSize: "262145" } };
  expect(before.refuses("SetQueueAttributes", larger)).toEqual([
    "InvalidAttributeValue",
    "Invalid value for the parameter MaximumMessageSize.",
  ]);
});

describe("sqs.attributes.queue-type: the type of a queue cannot be changed", () => {
  it("a standard queue has no attribute FifoQueue", () => {
    create("orders");
    const params = { QueueUrl: "orders", Attributes: { FifoQueue: "true" } };
    expect(account.refuses("SetQueueAttributes", params)).toEqual([
      "InvalidAttributeName",
      "Unknown Attribute FifoQueue.",
    ]);
  });

  it("and a FIFO queue stays one", () => {
    create("orders.fifo", { FifoQueue: "true" });
    set("orders.fifo", { FifoQueue: "true" });
    const params = { QueueUrl: "orders.fifo", Attributes: { FifoQueue: "false" } };
    expect(account.refuses("SetQueueAttributes", params)).toEqual([
      "InvalidAttributeValue",
      "Invalid value for the parameter FifoQueue. Reason: Modifying queue type is not supported.",
    ]);
  });
});

it.each([
  ["ContentBasedDeduplication", "true", "Unknown Attribute ContentBasedDeduplication."],
  [
    "DeduplicationScope",
    "queue",
    "You can specify the DeduplicationScope only when FifoQueue is set to true.",
  ],
  [
    "FifoThroughputLimit",
    "perQueue",
    "You can specify the FifoThroughputLimit only when FifoQueue is set to true.",
  ],
])("sqs.attributes.fifo-only: a standard queue does not take %s", (name, value, message) => {
  create("orders");
  const refusal = ["InvalidAttributeName", message];
  expect(refusesAttributes({ [name]: value })).toEqual([refusal, refusal]);
});

it("sqs.attributes.throughput-scope: perMessageGroupId needs the scope messageGroup", () => {
  create("orders.fifo", { FifoQueue: "true" });
  const params = {
    QueueUrl: "orders.fifo",
    Attributes: { FifoThroughputLimit: "perMessageGroupId" },
  };
  expect(account.refuses("SetQueueAttributes", params)[0]).toBe("InvalidAttributeValue");
  set("orders.fifo", {
    FifoThroughputLimit: "perMessageGroupId",
    DeduplicationScope: "messageGroup",
  });
  set("orders.fifo", { DeduplicationScope: "queue", FifoThroughputLimit: "perQueue" });
});

describe("sqs.attributes.encryption: a queue is encrypted by a key of KMS or of SQS", () => {
  const sse = () =>
    attributesOf(
      "orders",
      "KmsMasterKeyId",
      "KmsDataKeyReusePeriodSeconds",
      "SqsManagedSseEnabled",
    );

  it("a key of KMS turns that of SQS off, also when it is taken away again", () => {
    create("orders");
    set("orders", { KmsMasterKeyId: "key", KmsDataKeyReusePeriodSeconds: "6000" });
    expect(sse()).toEqual({
      KmsMasterKeyId: "key",
      KmsDataKeyReusePeriodSeconds: "6000",
      SqsManagedSseEnabled: "false",
    });
    set("orders", { KmsMasterKeyId: "", KmsDataKeyReusePeriodSeconds: "300" });
    expect(sse()).toEqual({ SqsManagedSseEnabled: "false" });
    set("orders", { KmsMasterKeyId: "key" });
    expect(sse()).toMatchObject({ KmsDataKeyReusePeriodSeconds: "300" });
  });

  it("that of SQS takes a key of KMS away", () => {
    create("orders", { KmsMasterKeyId: "key" });
    set("orders", { SqsManagedSseEnabled: "true" });
    expect(sse()).toEqual({ SqsManagedSseEnabled: "true" });
  });

  it("and both at once are refused", () => {
    create("orders");
    const refusal = [
      "InvalidAttributeName",
      "You can use one type of server-side encryption (SSE) at one time. You can either enable KMS SSE or SQS SSE.",
    ];
    const both = { KmsMasterKeyId: "key", SqsManagedSseEnabled: "true" };
    expect(refusesAttributes(both)).toEqual([refusal, refusal]);
  });
});

const redrivePolicy = (target: string, maxReceiveCount: number | string = 3) =>
  JSON.stringify({ deadLetterTargetArn: arnOf(target), maxReceiveCount });

describe("sqs.redrive.policy: a redrive policy names a queue and a count of 1 to 1,000", () => {
  it.each([1, 1_000, "5"])("%j", (count) => {
    create("dead");
    create("orders", { RedrivePolicy: redrivePolicy("dead", count) });
    expect(attributesOf("orders", "RedrivePolicy")).toEqual({
      RedrivePolicy: redrivePolicy("dead", count),
    });
    set("orders", { RedrivePolicy: "" });
    expect(attributesOf("orders", "RedrivePolicy")).toBeUndefined();
  });

  it("and nothing else", () => {
    create("orders");
    create("dead");
    create("dead.fifo", { FifoQueue: "true" });
    const dead = arnOf("dead");
    const cases: readonly (readonly [string, string])[] = [
      ["{}", "Redrive policy does not contain mandatory attribute: maxReceiveCount."],
      [
        '{"maxReceiveCount":1}',
        "Redrive policy does not contain mandatory attribute: deadLetterTargetArn.",
      ],
      ...[0, 1_001, '"x"', 1.5].map(
        (count) =>
          [
            `{"deadLetterTargetArn":"${dead}","maxReceiveCount":${count}}`,
            `Invalid value for maxReceiveCount: ${`${count}`.replaceAll('"', "")}, valid values are from 1 to 1000 both inclusive.`,
          ] as const,
      ),
      [
        '{"deadLetterTargetArn":"dummy","maxReceiveCount":42}',
        "Dead-letter target ARN should be fully qualified ARN.",
      ],
      ...["aws:aws:sqs:us-east-1:123456789012:dead", `${dead}:more`].map(
        (arn) =>
          [
            `{"deadLetterTargetArn":"${arn}","maxReceiveCount":42}`,
            "Dead-letter target ARN should be fully qualified ARN.",
          ] as const,
      ),
      [
        '{"deadLetterTargetArn":"arn:aws:sns:us-east-1:123456789012:dead","maxReceiveCount":42}',
        "Only SQS queues are valid resources for deadLetterTargetArn.",
      ],
      [
        '{"deadLetterTargetArn":"arn:aws:sqs:us-east-1:999999999999:dead","maxReceiveCount":42}',
        "Dead letter target owner should be same as the source.",
      ],
      [redrivePolicy("gone"), "Dead letter target does not exist."],
      [redrivePolicy("dead.fifo"), "Dead-letter queue must be same type of queue as the source.."],
      [
        `{"deadLetterTargetArn":"${dead}","maxReceiveCount":1,"a":1}`,
        "Only following attributes are supported: [deadLetterTargetArn, maxReceiveCount].",
      ],
    ];
    for (const [policy, reason] of cases) {
      const refusal = [
        "InvalidParameterValue",
        `Value ${policy} for parameter RedrivePolicy is invalid. Reason: ${reason}`,
      ];
      expect(refusesAttributes({ RedrivePolicy: policy })).toEqual([refusal, refusal]);
    }
    const notJson = [
      "InvalidParameterValue",
      "Invalid value for the parameter RedrivePolicy. Reason: Redrive policy is not a valid JSON map.",
    ];
    expect(refusesAttributes({ RedrivePolicy: "3" })).toEqual([notJson, notJson]);
  });
});

describe("sqs.redrive.allow-policy: a queue says which queues may give messages up to it", () => {
  const allow = (policy: PlainObject) =>
    set("dead", { RedriveAllowPolicy: JSON.stringify(policy) });
  const refusal = () =>
    account.refuses("SetQueueAttributes", {
      QueueUrl: "orders",
      Attributes: { RedrivePolicy: redrivePolicy("dead") },
    });

  beforeEach(() => {
    create("dead");
    create("orders");
  });

  it("all by default, none, or those it names", () => {
    const denied = [
      "InvalidParameterValue",
      `Value ${redrivePolicy("dead")} for parameter RedrivePolicy is invalid. Reason: Dead letter target does not allow this queue as its source.`,
    ];
    allow({ redrivePermission: "denyAll" });
    expect(refusal()).toEqual(denied);
    allow({ redrivePermission: "byQueue", sourceQueueArns: [arnOf("other")] });
    expect(refusal()).toEqual(denied);
    allow({ redrivePermission: "byQueue", sourceQueueArns: [arnOf("orders")] });
    set("orders", { RedrivePolicy: redrivePolicy("dead") });
    allow({ redrivePermission: "allowAll" });
    create("other", { RedrivePolicy: redrivePolicy("dead") });
    set("dead", { RedriveAllowPolicy: "" });
    expect(attributesOf("dead", "RedriveAllowPolicy")).toBeUndefined();
  });

  it("in a form that SQS knows", () => {
    const format =
      "Invalid value for the parameter RedriveAllowPolicy. Reason: Amazon SQS can't create the redrive allow policy, as it’s in an unsupported format.";
    const reason = (policy: string, text: string) =>
      `Value ${policy} for parameter RedriveAllowPolicy is invalid. Reason: Amazon SQS can't create the redrive allow policy. ${text}`;
    const byNone = '{"redrivePermission":"byQueue"}';
    const allBy = '{"redrivePermission":"allowAll","sourceQueueArns":["a"]}';
    const byEleven = JSON.stringify({
      redrivePermission: "byQueue",
      sourceQueueArns: Array(11).fill(arnOf("a")),
    });
    const cases = [
      ["{}", format],
      ["all", format],
      ['{"redrivePermission":"some"}', format],
      ['{"redrivePermission":"allowAll","a":1}', format],
      ['{"redrivePermission":"byQueue","sourceQueueArns":"a"}', format],
      [
        byNone,
        reason(
          byNone,
          "When you specify the byQueue permission type, you must also specify one or more sourceQueueArns values.",
        ),
      ],
      [
        allBy,
        reason(
          allBy,
          "To specify one or more source queue ARNs, you must set redrivePermission to byQueue.",
        ),
      ],
      [
        byEleven,
        reason(byEleven, "The maximum number of source queue ARNs you can specify is 10."),
      ],
    ];
    for (const [policy, message] of cases) {
      const params = { QueueUrl: "dead", Attributes: { RedriveAllowPolicy: policy! } };
      expect(account.refuses("SetQueueAttributes", params)).toEqual([
        "InvalidParameterValue",
        message,
      ]);
    }
  });
});

it("sqs.purge.in-progress: a purge that the queue refuses names the queue", () => {
  create("orders");
  const code = "AWS.SimpleQueueService.PurgeQueueInProgress";
  const refusal = { type: "refused", code, message: "" } as const;
  for (const QueueUrl of ["orders", urlOf("orders"), arnOf("orders")]) {
    expect(account.refuses("PurgeQueue", { QueueUrl }, refusal)).toEqual([
      code,
      "Only one PurgeQueue operation on orders is allowed every 60 seconds.",
    ]);
  }
});
