import { beforeEach, describe, expect, it } from "vitest";
import { DrivenAccount } from "../../../../test/driven-account.ts";
import { AwsError } from "../../../control/client.ts";
import { refused, type PlainObject } from "../../../service/refusal.ts";
import { simulate } from "../../../run/simulate.ts";
import { sqsService } from "../index.ts";
import { sha256OfBody } from "./digests.ts";
import { messageIdOf, sequenceNumberOf } from "../message-names.ts";

const identity = { queue: 1, message: 1 };
const sent = { type: "sent", ...identity, sequenceNumber: null };
const fifoIds = { MessageGroupId: "g", MessageDeduplicationId: "d" };

const queues: readonly PlainObject[] = [
  { QueueName: "orders" },
  { QueueName: "o.fifo", Attributes: { FifoQueue: "true" } },
  { QueueName: "c.fifo", Attributes: { FifoQueue: "true", ContentBasedDeduplication: "true" } },
];

/** The edge alone: what it asks the queue for. */
let account: DrivenAccount;
/** The edge and the queues' machines: what a sender hears. */
let client: ReturnType<ReturnType<typeof simulate>["client"]>;
beforeEach(() => {
  account = new DrivenAccount(sqsService);
  client = simulate().client();
  for (const queue of queues) {
    account.responds("CreateQueue", queue);
    client.call("sqs", "CreateQueue", queue);
  }
});
/** Sets an attribute of the standard queue, in both. */
const set = (Attributes: PlainObject) => {
  const params = { QueueUrl: "orders", Attributes };
  account.responds("SetQueueAttributes", params);
  client.call("sqs", "SetQueueAttributes", params);
};
const refusalOf = (operation: string, params: PlainObject, from = client) => {
  try {
    from.call("sqs", operation, params);
  } catch (error) {
    if (error instanceof AwsError) return [error.code, error.message];
    throw error;
  }
  throw new Error(`${operation} is not refused`);
};

const paramsOf = (params: PlainObject, QueueUrl = "orders") => ({
  QueueUrl,
  MessageBody: "a",
  ...params,
});
const send = (params: PlainObject, queue?: string) =>
  account.asks("SendMessage", paramsOf(params, queue));
const refusal = (params: PlainObject, queue?: string) =>
  refusalOf("SendMessage", paramsOf(params, queue));
const invalid = (message: string) => ["InvalidParameterValue", message];
const text = (StringValue: string, DataType = "String") => ({ StringValue, DataType });

it("asks the queue for what the parameters say", () => {
  expect(send({ DelaySeconds: 5, MessageGroupId: "tenant" })).toEqual({
    type: "sendMessage",
    content: { body: "a", size: 1, attributes: [], traceHeader: null },
    delay: 5_000_000,
    groupId: "tenant",
    deduplicationId: null,
    trail: { from: 0, number: 4, at: 0, lineage: null },
  });
  expect(send(fifoIds, "o.fifo")).toMatchObject({
    delay: null,
    groupId: "g",
    deduplicationId: "d",
  });
});

it.each([{ MessageBody: "" }, { MessageBody: null }])(
  "sqs.send.body-required: a message has a body, not %j",
  (params) => {
    expect(refusal(params)).toEqual([
      "MissingParameter",
      "The request must contain the parameter MessageBody.",
    ]);
  },
);

describe("sqs.send.size: body and attributes together have a limit, the queue's own", () => {
  const attributes = { Size: text("12345") }; // 4 + 6 + 5 bytes.

  it("up to its last byte, counted in UTF-8", () => {
    set({ MaximumMessageSize: "1024" });
    const message =
      "One or more parameters are invalid. Reason: Message must be shorter than 1024 bytes.";
    client.call("sqs", "SendMessage", paramsOf({ MessageBody: "a".repeat(1_024) }));
    expect(refusal({ MessageBody: "a".repeat(1_025) })).toEqual(invalid(message));
    client.call("sqs", "SendMessage", paramsOf({ MessageBody: "é".repeat(512) }));
    expect(refusal({ MessageBody: "é".repeat(513) })).toEqual(invalid(message));
    const filled = { MessageBody: "a".repeat(1_009), MessageAttributes: attributes };
    client.call("sqs", "SendMessage", paramsOf(filled));
    const over = { MessageBody: "a".repeat(1_010), MessageAttributes: attributes };
    expect(refusal(over)).toEqual(invalid(message));
  });

  it("while what SQS itself uses does not count", () => {
    const header = { AWSTraceHeader: text("Root=1-5759e988") };
    expect(send({ MessageSystemAttributes: header })).toMatchObject({
      content: { size: 1, traceHeader: "Root=1-5759e988" },
    });
    const binary = { b: { DataType: "Binary", BinaryValue: "AQID" } }; // 1 + 6 + 3 bytes.
    expect(send({ MessageAttributes: binary })).toMatchObject({ content: { size: 11 } });
  });
});

it("sqs.send.trace-header: it comes back as it was sent, and counts for nothing", () => {
  const header = text("Root=1-5759e988-bd862e3fe1be46a994272793");
  const body = { MessageBody: "a".repeat(1_024) };
  const MessageSystemAttributes = { AWSTraceHeader: header };
  const sent = client.call("sqs", "SendMessage", paramsOf({ ...body, MessageSystemAttributes }));
  expect(sent).toHaveProperty("MD5OfMessageSystemAttributes");
  const { QueueUrl } = paramsOf(body);
  const wanted = {
    QueueUrl: QueueUrl,
    MaxNumberOfMessages: 10,
    AttributeNames: ["AWSTraceHeader"],
  };
  const { Messages } = client.call("sqs", "ReceiveMessage", wanted);
  expect(Messages).toMatchObject([{ Attributes: { AWSTraceHeader: header.StringValue } }]);
});

it("sqs.send.characters: a body has the characters of XML 1.0", () => {
  const allowed = { MessageBody: "\t\n\r \ud7ff\ue000\ufffd\u{10000}\u{10ffff}" };
  client.call("sqs", "SendMessage", paramsOf(allowed));
  for (const character of ["\0", "\u000b", "\u001f", "\ud800", "\ufffe"]) {
    expect(refusal({ MessageBody: `a${character}` })).toEqual([
      "InvalidMessageContents",
      "Invalid characters found. Valid unicode characters are #x9 | #xA | #xD | #x20 to #xD7FF | #xE000 to #xFFFD | #x10000 to #x10FFFF",
    ]);
  }
});

describe("sqs.send.delay: a message of a standard queue is delayed by up to 900 s", () => {
  it.each([-1, 901])("not by %d s", (delay) => {
    expect(refusal({ DelaySeconds: delay })).toEqual(
      invalid(
        `Value ${delay} for parameter DelaySeconds is invalid. Reason: DelaySeconds must be >= 0 and <= 900.`,
      ),
    );
  });

  it("by 0 in place of the queue's delay, and by that where none is given", () => {
    expect(send({ DelaySeconds: 0 })).toMatchObject({ delay: 0 });
    expect(send({})).toMatchObject({ delay: null });
  });
});

it("sqs.send.fifo-delay: a message of a FIFO queue has the queue's delay, and may say so by 0", () => {
  const QueueUrl = "o.fifo";
  client.call("sqs", "SetQueueAttributes", { QueueUrl, Attributes: { DelaySeconds: "9" } });
  client.call("sqs", "SendMessage", paramsOf({ ...fifoIds, DelaySeconds: 0 }, QueueUrl));
  const AttributeNames = ["ApproximateNumberOfMessagesDelayed"];
  expect(client.call("sqs", "GetQueueAttributes", { QueueUrl, AttributeNames })).toEqual({
    Attributes: { ApproximateNumberOfMessagesDelayed: "1" },
  });
  expect(refusal({ ...fifoIds, DelaySeconds: 2 }, "o.fifo")).toEqual(
    invalid(
      "Value 2 for parameter DelaySeconds is invalid. Reason: The request include parameter that is not valid for this queue type.",
    ),
  );
});

describe("sqs.send.ids: group and deduplication ids have 1 to 128 letters, digits and punctuation", () => {
  it.each(["MessageGroupId", "MessageDeduplicationId"])("%s", (name) => {
    const all = Array.from({ length: 94 }, (_, code) => String.fromCharCode(33 + code)).join("");
    for (const id of ["a", all, "x".repeat(128)]) {
      client.call("sqs", "SendMessage", paramsOf({ ...fifoIds, [name]: id }, "o.fifo"));
    }
    for (const id of ["", "a b", "é", "x".repeat(129)]) {
      expect(refusal({ ...fifoIds, [name]: id }, "o.fifo")).toEqual(
        invalid(
          `Value ${id} for parameter ${name} is invalid. Reason: ${name} can only include alphanumeric and punctuation characters. 1 to 128 in length.`,
        ),
      );
    }
  });

  it("and are checked on standard queues too", () => {
    expect(refusal({ MessageGroupId: "group 123" })[0]).toBe("InvalidParameterValue");
  });
});

it("sqs.send.fifo-group-required: a message of a FIFO queue names its group", () => {
  expect(refusal({ MessageDeduplicationId: "d" }, "o.fifo")).toEqual([
    "MissingParameter",
    "The request must contain the parameter MessageGroupId.",
  ]);
});

const noDeduplication =
  "The queue should either have ContentBasedDeduplication enabled or MessageDeduplicationId provided explicitly";

it("sqs.send.deduplication-id: a message of a FIFO queue has an id, or the SHA-256 of its body", () => {
  const group = { MessageGroupId: "g" };
  expect(refusal(group, "o.fifo")).toEqual(invalid(noDeduplication));
  const send = (params: PlainObject) =>
    client.call("sqs", "SendMessage", paramsOf(params, "c.fifo"))["MessageId"];
  const first = send(group);
  expect(send({ ...group, MessageAttributes: { b: text("c") } })).toBe(first);
  expect(send(fifoIds)).not.toBe(first);
  const wanted = { MaxNumberOfMessages: 10, MessageSystemAttributeNames: ["All"] };
  const { Messages } = client.call("sqs", "ReceiveMessage", { QueueUrl: "c.fifo", ...wanted });
  expect(Messages).toMatchObject([
    { Attributes: { MessageDeduplicationId: sha256OfBody("a") } },
    { Attributes: { MessageDeduplicationId: "d" } },
  ]);
});

it("sqs.send.standard-deduplication: a standard queue takes no deduplication id", () => {
  expect(refusal({ MessageDeduplicationId: "d" })).toEqual(
    invalid(
      "Value d for parameter MessageDeduplicationId is invalid. Reason: The request include parameter that is not valid for this queue type.",
    ),
  );
});

it("sqs.send.standard-groups-dated: a standard queue takes groups since 2025-07-21", () => {
  for (const [asOf, takes] of [
    ["2025-07-20", false],
    ["2025-07-21", true],
  ] as const) {
    const then = simulate({ asOf }).client();
    then.call("sqs", "CreateQueue", { QueueName: "orders" });
    const params = paramsOf({ MessageGroupId: "tenant" });
    if (takes) expect(then.call("sqs", "SendMessage", params)).toHaveProperty("MessageId");
    else {
      expect(refusalOf("SendMessage", params, then)).toEqual(
        invalid(
          "Value tenant for parameter MessageGroupId is invalid. Reason: The request include parameter that is not valid for this queue type.",
        ),
      );
    }
  }
});

describe("sqs.send.response: tells id and digests of what was sent", () => {
  it("and the sequence number on FIFO queues", () => {
    expect(account.responds("SendMessage", paramsOf({ MessageBody: "message" }), sent)).toEqual({
      MessageId: messageIdOf(identity),
      MD5OfMessageBody: "78e731027d8fd50ed642340b7c9a63b3",
    });
    const params = paramsOf(
      {
        ...fifoIds,
        MessageBody: "test",
        MessageAttributes: {
          attr1: {
            DataType: "Binary",
            BinaryValue:
              "dHJhY2VwYXJlbnQeMDAtNzc0MDYyZDZjMzcwODFhNWEwYjliNWI4OGUzMDYyN2MtMmQyNDgyMjExZjY0ODlkYS0wMQ==",
          },
        },
        MessageSystemAttributes: { AWSTraceHeader: text("Root=1") },
      },
      "o.fifo",
    );
    expect(
      account.responds("SendMessage", params, { ...sent, sequenceNumber: 7 } as never),
    ).toEqual({
      MessageId: messageIdOf(identity),
      MD5OfMessageBody: "098f6bcd4621d373cade4e832627b4f6",
      MD5OfMessageAttributes: "8cbe4db156db8a94db8b801b7addb984",
      MD5OfMessageSystemAttributes: expect.stringMatching(/^[0-9a-f]{32}$/) as string,
      SequenceNumber: sequenceNumberOf(7),
    });
  });
});

describe("sqs.message-attributes.checked: attributes are refused in AWS's words", () => {
  const refusalOf = (MessageAttributes: PlainObject) => refusal({ MessageAttributes });
  const subject = "Message (user) attribute";
  const cases: readonly (readonly [string, PlainObject, string])[] = [
    [
      "eleven",
      Object.fromEntries("abcdefghijk".split("").map((name) => [name, text("a")])),
      "Number of message attributes [11] exceeds the allowed maximum [10].",
    ],
    [
      "no name",
      { "": text("a") },
      "The request must contain non-empty message (user) attribute names.",
    ],
    [
      "a long name",
      { ["L".repeat(257)]: text("a") },
      `${subject} name must be shorter than 256 bytes.`,
    ],
    ...["aWs.a", "AMAZON.a"].map(
      (name) =>
        [
          name,
          { [name]: text("a") },
          "You can't use message attribute names beginning with 'AWS.' or 'Amazon'. These strings are reserved for internal use.",
        ] as const,
    ),
    [".a", { ".a": text("a") }, `${subject} name must not begin with character '.'.`],
    ["a.", { "a.": text("a") }, `${subject} name must not end with character '.'.`],
    ["a..b", { "a..b": text("a") }, `${subject} name must not have successive '.' characters.`],
    ...["!", '"', "§", "(", "?"].map(
      (character) =>
        [
          character,
          { [`a${character}`]: text("a") },
          `Invalid characters found in message (user) attribute name 'a${character}'.`,
        ] as const,
    ),
    [
      "nothing",
      { a: {} },
      "The message (user) attribute 'a' must contain a non-empty message attribute value.",
    ],
    [
      "no type",
      { a: { StringValue: "b" } },
      "The message (user) attribute 'a' must contain a non-empty message attribute type.",
    ],
    ...["Invalid", "Stringy", "string"].map(
      (type) =>
        [
          `type ${type}`,
          { a: text("b", type) },
          "The type of message (user) attribute 'a' is invalid. You must use only the following supported type prefixes: Binary, Number, String.",
        ] as const,
    ),
    [
      "a long type",
      { a: text("1", `Number.${"L".repeat(250)}`) },
      `${subject} type must be shorter than 256 bytes.`,
    ],
    [
      "no value",
      { a: { DataType: "Binary" } },
      `${subject} 'a' must contain a non-empty value of type 'Binary'.`,
    ],
    [
      "an empty text",
      { a: text("") },
      `${subject} 'a' must contain a non-empty value of type 'String'.`,
    ],
    [
      "two values",
      { a: { ...text("b"), BinaryValue: "YQ==" } },
      `${subject} 'a' must have a single value.`,
    ],
    [
      "a text for bytes",
      { a: text("b", "Binary") },
      `${subject} 'a' with type 'Binary' must use field 'Binary'.`,
    ],
    [
      "bytes for a text",
      { a: { DataType: "String", BinaryValue: "YQ==" } },
      `${subject} 'a' with type 'String' must use field 'String'.`,
    ],
    [
      "a list",
      { a: { ...text("b"), StringListValues: ["c"] } },
      "Message attribute list values in SendMessage operation are not supported.",
    ],
    [
      "a control character",
      { a: text("a\b") },
      "Invalid characters found. Valid unicode characters are #x9 | #xA | #xD | #x20 to #xD7FF | #xE000 to #xFFFD | #x10000 to #x10FFFF",
    ],
    ["no base64", { a: { DataType: "Binary", BinaryValue: "?" } }, `${subject} 'a' is not base64.`],
    [
      "no number",
      { a: text("one", "Number") },
      "Can't cast the value of message (user) attribute 'a' to a number.",
    ],
  ];
  it.each(cases)("%s", (_, attributes, message) => {
    expect(refusalOf(attributes)).toEqual(invalid(message));
  });

  // Such texts took time in proportion to the square of their length: minutes, at the longest.
  it.each([
    ["digits and a letter", `${"1".repeat(1_000_000)}x`],
    ["zeros between ones", `1${"0".repeat(1_000_000)}1`],
    ["zeros after a point", `.${"0".repeat(1_000_000)}1`],
  ])("a number as long as a message may be: %s", (_, value) => {
    expect(refusalOf({ a: text(value, "Number") })).toEqual(
      invalid("Can't cast the value of message (user) attribute 'a' to a number."),
    );
  });

  it("and so are those for SQS itself", () => {
    const other = { MessageSystemAttributes: { Other: text("a") } };
    expect(refusal(other)).toEqual(invalid("Message system attribute name 'Other' is invalid."));
    const empty = { MessageSystemAttributes: { AWSTraceHeader: text("") } };
    expect(refusal(empty)).toEqual(
      invalid(
        "Message system attribute 'AWSTraceHeader' must contain a non-empty value of type 'String'.",
      ),
    );
  });
});

describe("sqs.message-attributes.taken: attributes of all types are taken", () => {
  it("in order of their names", () => {
    const MessageAttributes = {
      "b.ø_-1": text("1", "Number.int"),
      B: { DataType: "Binary.png", BinaryValue: "YQ==" },
      a: { ...text("c"), StringListValues: [] },
    };
    expect(send({ MessageAttributes })).toMatchObject({
      content: {
        attributes: [
          { name: "B", dataType: "Binary.png", value: "YQ==" },
          { name: "a", dataType: "String", value: "c" },
          { name: "b.ø_-1", dataType: "Number.int", value: "1" },
        ],
      },
    });
  });

  it.each([
    "0",
    "-1.5",
    "+.5",
    "5.",
    "1e126",
    "1e-128",
    "0e999",
    "9".repeat(38),
    `1${"0".repeat(100)}`,
  ])("number %s", (number) => {
    send({ MessageAttributes: { a: text(number, "Number") } });
  });

  it.each(["1.5e126", "2e126", "1e127", "9e-129", "9".repeat(39), "1e", ".", "0x10", " 1"])(
    "but not number %s",
    (number) => {
      expect(refusal({ MessageAttributes: { a: text(number, "Number") } })[0]).toBe(
        "InvalidParameterValue",
      );
    },
  );
});

const batch = (Entries: readonly PlainObject[], QueueUrl = "orders") => ({ QueueUrl, Entries });
const code = (name: string) => `AWS.SimpleQueueService.${name}`;

describe("sqs.batch.whole-request: some errors refuse a batch as a whole, whatever it does", () => {
  it.each([
    ["SendMessage", { MessageBody: "a" }],
    ["DeleteMessage", { ReceiptHandle: "a" }],
    ["ChangeMessageVisibility", { ReceiptHandle: "a", VisibilityTimeout: 1 }],
  ])("%sBatch", (action, entry: PlainObject) => {
    const refuses = (entries: readonly PlainObject[]) =>
      account.refuses(`${action}Batch`, batch(entries));
    const many = (count: number) =>
      Array.from({ length: count }, (_, id) => ({ ...entry, Id: `${id}` }));
    expect(refuses([])).toEqual([
      code("EmptyBatchRequest"),
      `There should be at least one ${action}BatchRequestEntry in the request.`,
    ]);
    expect(refuses(many(11))).toEqual([
      code("TooManyEntriesInBatchRequest"),
      "Maximum number of entries per request are 10. You have sent 11.",
    ]);
    for (const Id of ["", "a b", "é", "x".repeat(81)]) {
      expect(refuses([{ ...entry, Id }])).toEqual([
        code("InvalidBatchEntryId"),
        "A batch entry id can only contain alphanumeric characters, hyphens and underscores. It can be at most 80 letters long.",
      ]);
    }
    expect(
      refuses([
        { ...entry, Id: "a" },
        { ...entry, Id: "a" },
      ]),
    ).toEqual([code("BatchEntryIdsNotDistinct"), "Id a repeated."]);
    expect(refuses([entry])).toEqual([
      "MissingParameter",
      `The request must contain the parameter ${action}BatchRequestEntry.1.Id.`,
    ]);
  });

  it("SendMessageBatch over the largest sum", () => {
    const entries = [
      { Id: "a", MessageBody: "a".repeat(1_048_576) },
      { Id: "b", MessageBody: "b" },
    ];
    expect(refusalOf("SendMessageBatch", batch(entries))).toEqual([
      code("BatchRequestTooLong"),
      "Batch requests cannot be longer than 1048576 bytes. You have sent 1048577 bytes.",
    ]);
  });
});

it("sqs.batch.fifo-whole-request: an entry without group or id makes a FIFO queue refuse all", () => {
  const good = { Id: "a", MessageBody: "a", ...fifoIds };
  const noGroup = { Id: "b", MessageBody: "b", MessageDeduplicationId: "d" };
  const noId = { Id: "b", MessageBody: "b", MessageGroupId: "g" };
  expect(refusalOf("SendMessageBatch", batch([good, noGroup], "o.fifo"))).toEqual(
    invalid("The request must contain the parameter MessageGroupId."),
  );
  expect(refusalOf("SendMessageBatch", batch([good, noId], "o.fifo"))).toEqual(
    invalid(noDeduplication),
  );
  // Also where the queue is shown some of the entries only, since others cannot be read.
  const unread = { Id: "c", MessageBody: "c", MessageAttributes: { a: {} } };
  expect(refusalOf("SendMessageBatch", batch([good, unread], "o.fifo"))).toEqual(
    invalid("The request must contain the parameter MessageGroupId."),
  );
});

describe("sqs.batch.entries: an entry fails alone", () => {
  beforeEach(() => set({ MaximumMessageSize: "1024" }));
  const failed = (Id: string, Code: string, Message: string) => ({
    Id,
    SenderFault: true,
    Code,
    Message,
  });
  const tooLong = failed(
    "long",
    "InvalidParameterValue",
    "One or more parameters cannot be validated. Reason: Message must be shorter than 1024 bytes.",
  );
  const long = { Id: "long", MessageBody: "a".repeat(1_025) };
  const none = { Id: "none" };
  const noBody = failed(
    "none",
    "MissingParameter",
    "The request must contain the parameter MessageBody.",
  );

  const unread = { Id: "unread", MessageBody: "a", MessageAttributes: { a: {} } };
  const noValue = failed(
    "unread",
    "InvalidParameterValue",
    "The message (user) attribute 'a' must contain a non-empty message attribute value.",
  );

  it("where it cannot be read, or when the queue says so, in order of the entries", () => {
    const entries = [
      unread,
      { Id: "one", MessageBody: "message" },
      { ...unread, Id: "again" },
      { Id: "two", MessageBody: "b" },
    ];
    expect(account.asks("SendMessageBatch", batch(entries))).toMatchObject({
      type: "sendMessageBatch",
      entries: [{ content: { body: "message" } }, { content: { body: "b" } }],
    });
    const results = [sent, refused("RequestThrottled", "Slow down.")];
    const answer = { type: "sentBatch", results } as never;
    expect(account.responds("SendMessageBatch", batch(entries), answer)).toEqual({
      Successful: [
        {
          Id: "one",
          MessageId: messageIdOf(identity),
          MD5OfMessageBody: "78e731027d8fd50ed642340b7c9a63b3",
        },
      ],
      Failed: [
        noValue,
        { ...noValue, Id: "again" },
        failed("two", "RequestThrottled", "Slow down."),
      ],
    });
  });

  it("by what the queue has against it, also where all do", () => {
    const good = { Id: "good", MessageBody: "b" };
    expect(client.call("sqs", "SendMessageBatch", batch([long, good, none]))).toMatchObject({
      Successful: [{ Id: "good" }],
      Failed: [tooLong, noBody],
    });
    expect(client.call("sqs", "SendMessageBatch", batch([long, none]))).toEqual({
      Failed: [tooLong, noBody],
    });
  });

  it("and where none can be read, the queue is not asked; its size comes first", () => {
    const big = { ...unread, Id: "long", MessageBody: long.MessageBody };
    expect(account.responds("SendMessageBatch", batch([unread, big]))).toEqual({
      Failed: [noValue, tooLong],
    });
  });
});
