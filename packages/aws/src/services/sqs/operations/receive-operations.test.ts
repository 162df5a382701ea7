import type { Instant, SlabId } from "@orrery/kernel";
import { beforeEach, describe, expect, it } from "vitest";
import { DrivenAccount } from "../../../../test/driven-account.ts";
import { refused, type PlainObject } from "../../../service/refusal.ts";
import { sqsService } from "../index.ts";
import { md5OfAttributes, md5OfBody } from "./digests.ts";
import {
  messageIdOf,
  receiptHandleOf,
  senderIdOf,
  sequenceNumberOf,
  taskHandleOf,
} from "../message-names.ts";
import type { MoveTask, ReceivedMessage } from "../protocol.ts";
import { noTrail } from "../../../service/origin.ts";

const arnOf = (name: string) => `arn:aws:sqs:us-east-1:123456789012:${name}`;
const policyTo = (name: string) => ({
  RedrivePolicy: JSON.stringify({ deadLetterTargetArn: arnOf(name), maxReceiveCount: 1 }),
});
const redriveTo = policyTo("orders");

let account: DrivenAccount;
beforeEach(() => {
  account = new DrivenAccount(sqsService);
  account.responds("CreateQueue", { QueueName: "orders" }); // Resource 1.
  account.responds("CreateQueue", { QueueName: "o.fifo", Attributes: { FifoQueue: "true" } });
  account.responds("CreateQueue", { QueueName: "source", Attributes: redriveTo }); // Resource 3.
});

const receipt = { id: 5 as SlabId, queue: 1, message: 1, receive: 2 };
const handle = receiptHandleOf(receipt);
const attributes = [
  { name: "a", dataType: "String", value: "b" },
  { name: "bar.c", dataType: "Binary", value: "YQ==" },
  { name: "bard", dataType: "Number", value: "1" },
];
const message: ReceivedMessage = {
  receipt,
  identity: { queue: 3, message: 9 },
  content: { body: "message", size: 7, attributes, traceHeader: "Root=1" },
  trail: noTrail,
  sentAt: 1_500_000 as Instant,
  firstReceivedAt: 2_000_000 as Instant,
  receiveCount: 2,
  groupId: "g",
  deduplicationId: "d",
  sequenceNumber: 4,
  deadLetterSource: "source",
};

const receive = (params: PlainObject = {}, received: readonly ReceivedMessage[] = [message]) =>
  account.responds("ReceiveMessage", { QueueUrl: "orders", ...params }, {
    type: "received",
    messages: received,
  } as never)["Messages"];
const plain = {
  MessageId: messageIdOf(message.identity),
  ReceiptHandle: handle,
  MD5OfBody: md5OfBody("message"),
  Body: "message",
};

describe("sqs.receive-request.parameters: a receive asks for what its parameters say", () => {
  it("and for one message, and the queue's own times, without any", () => {
    expect(account.asks("ReceiveMessage", { QueueUrl: "orders" })).toEqual({
      type: "receive",
      maxNumberOfMessages: 1,
      visibilityTimeout: null,
      waitTime: null,
      receiveRequestAttemptId: null,
    });
    const params = {
      QueueUrl: "o.fifo",
      MaxNumberOfMessages: 10,
      VisibilityTimeout: 0,
      WaitTimeSeconds: 20,
      ReceiveRequestAttemptId: "again",
    };
    expect(account.asks("ReceiveMessage", params)).toEqual({
      type: "receive",
      maxNumberOfMessages: 10,
      visibilityTimeout: 0,
      waitTime: 20_000_000,
      receiveRequestAttemptId: "again",
    });
  });

  const within = (name: string, value: number, range: string) =>
    `Value ${value} for parameter ${name} is invalid. Reason: Must be ${range}, if provided.`;
  it.each([
    ["MaxNumberOfMessages", 0, "between 1 and 10"],
    ["MaxNumberOfMessages", 11, "between 1 and 10"],
    ["WaitTimeSeconds", -1, ">= 0 and <= 20"],
    ["WaitTimeSeconds", 21, ">= 0 and <= 20"],
    ["VisibilityTimeout", -1, ">= 0 and <= 43200"],
    ["VisibilityTimeout", 43_201, ">= 0 and <= 43200"],
  ])("but not %s %d", (name, value, range) => {
    const params = { QueueUrl: "orders", [name]: value };
    expect(account.refuses("ReceiveMessage", params)).toEqual([
      "InvalidParameterValue",
      within(name, value, range),
    ]);
  });

  it("nor an attempt id on a standard queue, nor a text for a number", () => {
    const params = { QueueUrl: "orders", ReceiveRequestAttemptId: "a" };
    expect(account.refuses("ReceiveMessage", params)).toEqual([
      "InvalidParameterValue",
      "Value a for parameter ReceiveRequestAttemptId is invalid. Reason: The request include parameter that is not valid for this queue type.",
    ]);
    expect(account.refuses("ReceiveMessage", { QueueUrl: "orders", WaitTimeSeconds: "1" })[0]).toBe(
      "SerializationException",
    );
  });
});

it("sqs.receive-response.empty: a response without messages has no Messages", () => {
  expect(receive({}, [])).toBeUndefined();
  expect(receive()).toEqual([plain]);
});

describe("sqs.receive-response.system-attributes: a message comes with what was asked for", () => {
  const all = {
    SenderId: senderIdOf("123456789012"),
    SentTimestamp: "1767225601500",
    ApproximateReceiveCount: "2",
    ApproximateFirstReceiveTimestamp: "1767225602000",
    SequenceNumber: sequenceNumberOf(4),
    MessageDeduplicationId: "d",
    MessageGroupId: "g",
    AWSTraceHeader: "Root=1",
    DeadLetterQueueSourceArn: arnOf("source"),
  };
  it.each(["AttributeNames", "MessageSystemAttributeNames"])("by %s", (parameter) => {
    expect(receive({ [parameter]: ["All"] })).toEqual([{ ...plain, Attributes: all }]);
    for (const [name, value] of Object.entries(all)) {
      expect(receive({ [parameter]: [name] })).toEqual([
        { ...plain, Attributes: { [name]: value } },
      ]);
    }
    expect(receive({ [parameter]: ["QueueArn"] })).toEqual([plain]);
  });

  it("by both together, and without what it does not have", () => {
    const both = { AttributeNames: ["SenderId"], MessageSystemAttributeNames: ["MessageGroupId"] };
    const { SenderId, MessageGroupId } = all;
    expect(receive(both)).toEqual([{ ...plain, Attributes: { SenderId, MessageGroupId } }]);
    const bare: ReceivedMessage = {
      ...message,
      content: { ...message.content, traceHeader: null },
      groupId: null,
      deduplicationId: null,
      sequenceNumber: null,
      deadLetterSource: null,
    };
    const [shown] = receive({ AttributeNames: ["All"] }, [bare]) as PlainObject[];
    expect(Object.keys(shown!["Attributes"]!)).toEqual([
      "SenderId",
      "SentTimestamp",
      "ApproximateReceiveCount",
      "ApproximateFirstReceiveTimestamp",
    ]);
  });

  it("sqs.move.not-deduplicated: a message without a deduplication id of before shows its message id", () => {
    const names = { AttributeNames: ["MessageDeduplicationId"] };
    expect(receive(names, [{ ...message, deduplicationId: null }])).toEqual([
      { ...plain, Attributes: { MessageDeduplicationId: messageIdOf(message.identity) } },
    ]);
  });

  it("also of the queue that it came from and that is gone", () => {
    account.responds("DeleteQueue", { QueueUrl: "source" });
    const names = { AttributeNames: ["DeadLetterQueueSourceArn"] };
    expect(receive(names)).toMatchObject([
      { Attributes: { DeadLetterQueueSourceArn: arnOf("source") } },
    ]);
  });
});

it.each([
  [["All"], ["a", "bar.c", "bard"]],
  [[".*"], ["a", "bar.c", "bard"]],
  [["a"], ["a"]],
  [["bar.*"], ["bar.c", "bard"]],
  [
    ["bar.c", "a"],
    ["a", "bar.c"],
  ],
  [["none", "b"], []],
])("sqs.receive-response.message-attributes: %j asks for %j", (names, expected) => {
  const chosen = attributes.filter(({ name }) => expected.includes(name));
  const shown = chosen.map(({ name, dataType, value }) => [
    name,
    { DataType: dataType, [dataType === "Binary" ? "BinaryValue" : "StringValue"]: value },
  ]);
  const rest =
    expected.length === 0
      ? {}
      : {
          MD5OfMessageAttributes: md5OfAttributes(chosen),
          MessageAttributes: Object.fromEntries(shown) as PlainObject,
        };
  expect(receive({ MessageAttributeNames: names })).toEqual([{ ...plain, ...rest }]);
});

describe("sqs.receipt.not-a-handle: what no queue has given is refused", () => {
  const other = receiptHandleOf({ ...receipt, queue: 2 });
  const wrongHandle = 'The input receipt handle "garbage" is not a valid receipt handle.';
  const wrongQueue = `The receipt handle "${other}" is not valid for this queue.`;
  it.each([
    ["DeleteMessage", {}],
    ["ChangeMessageVisibility", { VisibilityTimeout: 1 }],
  ])("by %s", (operation, more) => {
    const refuses = (params: PlainObject) =>
      account.refuses(operation, { QueueUrl: "orders", ...more, ...params });
    expect(refuses({ ReceiptHandle: "garbage" })).toEqual(["ReceiptHandleIsInvalid", wrongHandle]);
    expect(refuses({ ReceiptHandle: other })).toEqual(["ReceiptHandleIsInvalid", wrongQueue]);
    expect(refuses({})).toEqual([
      "MissingParameter",
      "The request must contain the parameter ReceiptHandle.",
    ]);
  });

  it.each([
    ["DeleteMessageBatch", {}],
    ["ChangeMessageVisibilityBatch", { VisibilityTimeout: 1 }],
  ])("in an entry of %s", (operation, more) => {
    const entry = (Id: string, ReceiptHandle: string) => ({ Id, ReceiptHandle, ...more });
    const failed = (Id: string, Message: string) => ({
      Id,
      SenderFault: true,
      Code: "ReceiptHandleIsInvalid",
      Message,
    });
    const all = {
      QueueUrl: "orders",
      Entries: [entry("a", "garbage"), entry("b", handle), entry("c", other)],
    };
    const answer = { type: "entryResults", results: [null] } as never;
    expect(account.responds(operation, all, answer)).toEqual({
      Successful: [{ Id: "b" }],
      Failed: [failed("a", wrongHandle), failed("c", wrongQueue)],
    });
    const none = { QueueUrl: "orders", Entries: [entry("a", "garbage")] };
    expect(account.responds(operation, none)).toEqual({ Failed: [failed("a", wrongHandle)] });
  });
});

it("asks the queue to delete, or to change the visibility, by receipts", () => {
  const params = { QueueUrl: "orders", ReceiptHandle: handle };
  const change = { type: "changeMessageVisibility", receipt, visibilityTimeout: 7_000_000 };
  const entry = { Id: "a", ReceiptHandle: handle };
  const batchOf = (...Entries: readonly PlainObject[]) => ({ QueueUrl: "orders", Entries });
  expect(account.asks("DeleteMessage", params)).toEqual({ type: "deleteMessage", receipt });
  expect(account.asks("DeleteMessageBatch", batchOf(entry))).toEqual({
    type: "finish",
    receipts: [receipt],
  });
  const changed = account.asks("ChangeMessageVisibility", { ...params, VisibilityTimeout: 7 });
  expect(changed).toEqual(change);
  const changing = batchOf({ ...entry, VisibilityTimeout: 7 });
  expect(account.asks("ChangeMessageVisibilityBatch", changing)).toEqual({
    type: "changeMessageVisibilityBatch",
    entries: [change],
  });
});

it("sqs.receipt.visibility-range: a visibility timeout is 0 to 43,200 s and must be given", () => {
  const params = { QueueUrl: "orders", ReceiptHandle: handle };
  for (const VisibilityTimeout of [-1, 43_201]) {
    expect(account.refuses("ChangeMessageVisibility", { ...params, VisibilityTimeout })).toEqual([
      "InvalidParameterValue",
      `Value ${VisibilityTimeout} for parameter VisibilityTimeout is invalid. Reason: Must be between 0 and 43200, if provided.`,
    ]);
  }
  expect(account.refuses("ChangeMessageVisibility", params)).toEqual([
    "MissingParameter",
    "The request must contain the parameter VisibilityTimeout.",
  ]);
});

const task: MoveTask = {
  task: "10f57157-fc38-4da9-a113-4de7e12d05dd",
  status: "RUNNING",
  destination: null,
  maxNumberOfMessagesPerSecond: null,
  movedCount: 3,
  toMoveCount: 10,
  failureReason: null,
  startedAt: 1_000_000 as Instant,
};
const taskHandle = taskHandleOf({ taskId: task.task, sourceArn: arnOf("orders") });

describe("sqs.move-request.start: a task moves messages from a dead-letter queue", () => {
  it("to where each came from, or to one queue, at a rate", () => {
    const params = { SourceArn: arnOf("orders") };
    expect(account.asks("StartMessageMoveTask", params)).toMatchObject({
      type: "startMessageMoveTask",
      destination: null,
      maxNumberOfMessagesPerSecond: null,
    });
    const to = { ...params, DestinationArn: arnOf("source"), MaxNumberOfMessagesPerSecond: 500 };
    expect(account.asks("StartMessageMoveTask", to)).toMatchObject({
      destination: 3,
      maxNumberOfMessagesPerSecond: 500,
    });
    const started = { type: "moveTaskStarted", task: task.task } as never;
    expect(account.responds("StartMessageMoveTask", params, started)).toEqual({
      TaskHandle: taskHandle,
    });
  });

  it.each([
    [
      { SourceArn: arnOf("source") },
      "InvalidParameterValue",
      "Source queue must be configured as a Dead Letter Queue.",
    ],
    [
      { SourceArn: arnOf("gone") },
      "ResourceNotFoundException",
      "The resource that you specified for the SourceArn parameter doesn't exist.",
    ],
    [
      { DestinationArn: arnOf("gone") },
      "ResourceNotFoundException",
      "The resource that you specified for the DestinationArn parameter doesn't exist.",
    ],
    [
      { SourceArn: "orders" },
      "InvalidParameterValue",
      "You must use this format to specify the SourceArn: arn:<partition>:<service>:<region>:<account-id>:<resource-id>",
    ],
    [{ SourceArn: null }, "MissingParameter", "The request must contain the parameter SourceArn."],
    [
      { DestinationArn: arnOf("o.fifo") },
      "InvalidParameterValue",
      "Source and destination queues must be of the same type.",
    ],
    [
      { MaxNumberOfMessagesPerSecond: 501 },
      "InvalidParameterValue",
      "Value 501 for parameter MaxNumberOfMessagesPerSecond is invalid. Reason: Must be between 1 and 500, if provided.",
    ],
  ])("but not %j", (params, code, text) => {
    const all = { SourceArn: arnOf("orders"), ...params };
    expect(account.refuses("StartMessageMoveTask", all)).toEqual([code, text]);
  });

  it("that is one now, under this name or before", () => {
    account.responds("SetQueueAttributes", {
      QueueUrl: "source",
      Attributes: { RedrivePolicy: "" },
    });
    expect(account.refuses("StartMessageMoveTask", { SourceArn: arnOf("orders") })[1]).toBe(
      "Source queue must be configured as a Dead Letter Queue.",
    );
    account.responds("SetQueueAttributes", { QueueUrl: "source", Attributes: redriveTo });
    account.responds("DeleteQueue", { QueueUrl: "orders" });
    account.advance(60_000_000 as never);
    account.responds("CreateQueue", { QueueName: "orders" });
    account.asks("StartMessageMoveTask", { SourceArn: arnOf("orders") });
  });
});

describe("sqs.move-request.cancel: a task is cancelled by its handle", () => {
  it("and tells how many messages it moved", () => {
    expect(account.asks("CancelMessageMoveTask", { TaskHandle: taskHandle })).toEqual({
      type: "cancelMessageMoveTask",
      task: task.task,
    });
    const cancelled = { type: "moveTaskCancelled", movedCount: 3 } as never;
    const response = account.responds(
      "CancelMessageMoveTask",
      { TaskHandle: taskHandle },
      cancelled,
    );
    expect(response).toEqual({ ApproximateNumberOfMessagesMoved: 3 });
  });

  it("which must be one", () => {
    expect(account.refuses("CancelMessageMoveTask", { TaskHandle: "garbage" })).toEqual([
      "InvalidParameterValue",
      "Value for parameter TaskHandle is invalid.",
    ]);
    const gone = taskHandleOf({ taskId: task.task, sourceArn: arnOf("gone") });
    expect(account.refuses("CancelMessageMoveTask", { TaskHandle: gone })).toEqual([
      "ResourceNotFoundException",
      "The resource that you specified for the SourceArn parameter doesn't exist.",
    ]);
  });
});

it("sqs.move-request.list: tasks are listed with what is known of them", () => {
  const params = { SourceArn: arnOf("orders"), MaxResults: 10 };
  expect(account.asks("ListMessageMoveTasks", { SourceArn: arnOf("orders") })).toEqual({
    type: "listMessageMoveTasks",
    maxResults: 1,
  });
  const failed: MoveTask = {
    ...task,
    status: "FAILED",
    destination: 3,
    maxNumberOfMessagesPerSecond: 5,
    failureReason: "AWS.SimpleQueueService.NonExistentQueue",
  };
  const answer = { type: "moveTasks", tasks: [task, failed] } as never;
  const counts = {
    SourceArn: arnOf("orders"),
    ApproximateNumberOfMessagesMoved: 3,
    ApproximateNumberOfMessagesToMove: 10,
    StartedTimestamp: 1_767_225_601_000,
  };
  expect(account.responds("ListMessageMoveTasks", params, answer)).toEqual({
    Results: [
      { ...counts, Status: "RUNNING", TaskHandle: taskHandle },
      {
        ...counts,
        Status: "FAILED",
        DestinationArn: arnOf("source"),
        MaxNumberOfMessagesPerSecond: 5,
        FailureReason: "AWS.SimpleQueueService.NonExistentQueue",
      },
    ],
  });
  expect(account.refuses("ListMessageMoveTasks", { ...params, MaxResults: 11 })).toEqual([
    "InvalidParameterValue",
    "Value 11 for parameter MaxResults is invalid. Reason: Must be between 1 and 10, if provided.",
  ]);
});

it("words what the queue refuses with the value that the request has", () => {
  const params = { QueueUrl: "orders", ReceiptHandle: handle };
  const because = (reason: string) => refused("InvalidParameterValue", reason);
  expect(
    account.refuses("DeleteMessage", params, because("The receipt handle has expired.")),
  ).toEqual([
    "InvalidParameterValue",
    `Value ${handle} for parameter ReceiptHandle is invalid. Reason: The receipt handle has expired.`,
  ]);
});
