import { controlAssumptions } from "../../control/limits.ts";
import type { ControlSettings } from "../../control/state.ts";
import { accountCaller } from "../../service/caller.ts";
import { figureValues } from "../../service/assumed-figure.ts";
import { Simulation, minutes, seconds, type Duration, type Instant } from "@orrery/kernel";
import { beforeEach, describe, expect, it } from "vitest";
import { AwsClient, AwsError } from "../../control/client.ts";
import { machinesOf } from "../../run/simulate.ts";
import type { PlainObject } from "../../service/refusal.ts";
import { controlName } from "../../service/service-model.ts";
import { sqsService } from "./index.ts";

const arnOf = (name: string) => `arn:aws:sqs:us-east-1:123456789012:${name}`;

/** An account with SQS alone, in virtual time. */
class Account {
  readonly simulation = new Simulation({
    seed: 1,
    machines: machinesOf([sqsService]),
    privileged: ["aws.control"],
  });
  private readonly client = new AwsClient(this.simulation, (_, code) =>
    sqsService.model.statusOf(code),
  );

  constructor() {
    this.simulation.apply({
      do: "create",
      name: controlName,
      kind: "aws.control",
      settings: {
        region: "us-east-1",
        accountId: "123456789012",
        partition: "aws",
        asOf: "2026-11-01",
        epochMilliseconds: 1_767_225_600_000,
        latencies: {},
        assumptions: {},
        assumed: figureValues(controlAssumptions),
        unmodeled: {},
        keepsLogs: false,
        quotas: {},
        caller: accountCaller({ region: "us-east-1", accountId: "123456789012", partition: "aws" }),
        iam: null,
        entrances: [],
      } satisfies ControlSettings,
      connections: [],
    });
  }

  advance(duration: Duration): void {
    this.simulation.run({ until: (this.simulation.now + duration) as Instant });
  }

  call(operation: string, params: PlainObject): PlainObject {
    return this.client.call("sqs", operation, params);
  }

  begin(operation: string, params: PlainObject) {
    return this.client.begin("sqs", operation, params);
  }

  refusal(operation: string, params: PlainObject): readonly [string, string, number] {
    try {
      throw new Error(`not refused: ${JSON.stringify(this.call(operation, params))}`);
    } catch (error) {
      if (!(error instanceof AwsError)) throw error;
      return [error.code, error.message, error.httpStatus];
    }
  }

  create(name: string, attributes: PlainObject = {}): void {
    this.call("CreateQueue", { QueueName: name, Attributes: attributes });
  }

  receive(name: string, params: PlainObject = {}): readonly PlainObject[] {
    const { Messages: messages = [] } = this.call("ReceiveMessage", { QueueUrl: name, ...params });
    return messages as readonly PlainObject[]; // As AWS words them.
  }
}

let account: Account;
beforeEach(() => {
  account = new Account();
});

const redriveTo = (target: string) => ({
  VisibilityTimeout: "0",
  RedrivePolicy: JSON.stringify({ deadLetterTargetArn: arnOf(target), maxReceiveCount: 1 }),
});

/** Sends a message to `source` and receives it until it is given up. */
function giveUp(source: string): PlainObject {
  const sent = account.call("SendMessage", { QueueUrl: source, MessageBody: "a" });
  account.receive(source);
  expect(account.receive(source)).toEqual([]);
  return sent;
}

const tasks = (source: string) =>
  account.call("ListMessageMoveTasks", { SourceArn: arnOf(source), MaxResults: 10 })["Results"];

describe("a message that is given up", () => {
  it("keeps its id, and names the queue it came from", () => {
    account.create("dead");
    account.create("orders", redriveTo("dead"));
    const { MessageId } = giveUp("orders");
    expect(account.receive("dead", { AttributeNames: ["All"] })).toMatchObject([
      {
        MessageId,
        Attributes: { DeadLetterQueueSourceArn: arnOf("orders"), ApproximateReceiveCount: "2" },
      },
    ]);
  });

  it("goes where the redrive policy leads after a change", () => {
    account.create("dead");
    account.create("other");
    account.create("orders", redriveTo("dead"));
    account.call("SetQueueAttributes", { QueueUrl: "orders", Attributes: redriveTo("other") });
    giveUp("orders");
    expect(account.receive("dead")).toEqual([]);
    expect(account.receive("other")).toHaveLength(1);
  });

  it("comes back by a move task, also from a dead-letter queue that was made anew", () => {
    account.create("dead");
    account.create("orders", redriveTo("dead"));
    account.call("DeleteQueue", { QueueUrl: "dead" });
    account.advance(minutes(1));
    account.create("dead");
    giveUp("orders");
    account.call("StartMessageMoveTask", { SourceArn: arnOf("dead") });
    account.advance(seconds(10));
    expect(account.receive("orders")).toHaveLength(1);
    expect(tasks("dead")).toMatchObject([
      { Status: "COMPLETED", ApproximateNumberOfMessagesMoved: 1 },
    ]);
  });

  it("goes to the destination of a move task", () => {
    account.create("dead");
    account.create("orders", redriveTo("dead"));
    account.create("other");
    giveUp("orders");
    const params = { SourceArn: arnOf("dead"), DestinationArn: arnOf("other") };
    account.call("StartMessageMoveTask", params);
    account.advance(seconds(10));
    expect(account.receive("other")).toHaveLength(1);
    expect(tasks("dead")).toMatchObject([{ DestinationArn: arnOf("other"), Status: "COMPLETED" }]);
  });

  it("stays when the queue that it came from is gone", () => {
    account.create("dead");
    account.create("orders", redriveTo("dead"));
    account.create("second", redriveTo("dead"));
    giveUp("orders");
    account.call("DeleteQueue", { QueueUrl: "orders" });
    account.call("StartMessageMoveTask", { SourceArn: arnOf("dead") });
    account.advance(seconds(10));
    expect(tasks("dead")).toMatchObject([
      { Status: "FAILED", FailureReason: "AWS.SimpleQueueService.NonExistentQueue" },
    ]);
    expect(account.receive("dead")).toHaveLength(1);
  });
});

describe("what the queue refuses", () => {
  it("names the receipt handle that has expired", () => {
    account.create("orders.fifo", { FifoQueue: "true", VisibilityTimeout: "1" });
    const ids = { MessageGroupId: "g", MessageDeduplicationId: "d" };
    account.call("SendMessage", { QueueUrl: "orders.fifo", MessageBody: "a", ...ids });
    const [message] = account.receive("orders.fifo");
    const ReceiptHandle = message!["ReceiptHandle"] as string;
    account.advance(seconds(1));
    const text = `Value ${ReceiptHandle} for parameter ReceiptHandle is invalid. Reason: The receipt handle has expired.`;
    expect(account.refusal("DeleteMessage", { QueueUrl: "orders.fifo", ReceiptHandle })).toEqual([
      "InvalidParameterValue",
      text,
      400,
    ]);
    const Entries = [{ Id: "a", ReceiptHandle }];
    expect(account.call("DeleteMessageBatch", { QueueUrl: "orders.fifo", Entries })).toEqual({
      Failed: [{ Id: "a", SenderFault: true, Code: "InvalidParameterValue", Message: text }],
    });
  });

  it("names the visibility timeout that is too long in all, or the handle of what is gone", () => {
    account.create("orders");
    account.call("SendMessage", { QueueUrl: "orders", MessageBody: "a" });
    const [message] = account.receive("orders");
    const ReceiptHandle = message!["ReceiptHandle"] as string;
    account.advance(seconds(1));
    const params = { QueueUrl: "orders", ReceiptHandle, VisibilityTimeout: 43_200 };
    expect(account.refusal("ChangeMessageVisibility", params)).toEqual([
      "InvalidParameterValue",
      "Value 43200 for parameter VisibilityTimeout is invalid. Reason: Total VisibilityTimeout for the message is beyond the limit [43200 seconds].",
      400,
    ]);
    account.call("DeleteMessage", { QueueUrl: "orders", ReceiptHandle });
    expect(account.refusal("ChangeMessageVisibility", params)[1]).toBe(
      `Value ${ReceiptHandle} for parameter ReceiptHandle is invalid. Reason: Message does not exist or is not available for visibility timeout change.`,
    );
  });

  it("has the HTTP status of AWS", () => {
    account.create("orders");
    account.call("PurgeQueue", { QueueUrl: "orders" });
    expect(account.refusal("PurgeQueue", { QueueUrl: "orders" })).toEqual([
      "AWS.SimpleQueueService.PurgeQueueInProgress",
      "Only one PurgeQueue operation on orders is allowed every 60 seconds.",
      403,
    ]);
    const [, , status] = account.refusal("StartMessageMoveTask", { SourceArn: arnOf("gone") });
    expect(status).toBe(404);
  });
});

it("sqs.receipt.earlier-visibility: an earlier receipt changes the visibility while a later one is out", () => {
  account.create("orders");
  account.call("SendMessage", { QueueUrl: "orders", MessageBody: "a" });
  const [first] = account.receive("orders", { VisibilityTimeout: 0 });
  expect(account.receive("orders", { VisibilityTimeout: 30 })).toHaveLength(1);
  const ReceiptHandle = first!["ReceiptHandle"] as string;
  const params = { QueueUrl: "orders", ReceiptHandle, VisibilityTimeout: 0 };
  account.call("ChangeMessageVisibility", params);
  expect(account.receive("orders")).toHaveLength(1);
});

it("refuses a batch whose queue is deleted at the same instant, also where it read some of it", () => {
  account.create("orders");
  const Entries = [
    { Id: "a", MessageBody: "a", MessageAttributes: { broken: {} } },
    { Id: "b", MessageBody: "b" },
  ];
  const batch = account.begin("SendMessageBatch", { QueueUrl: "orders", Entries });
  account.begin("DeleteQueue", { QueueUrl: "orders" });
  account.advance(seconds(0));
  expect(batch.outcome).toMatchObject({
    type: "refused",
    code: "AWS.SimpleQueueService.NonExistentQueue",
  });
});

it("tells those who wait for messages that the queue was deleted", () => {
  account.create("orders");
  const waiting = account.begin("ReceiveMessage", { QueueUrl: "orders", WaitTimeSeconds: 20 });
  account.advance(seconds(1));
  account.call("DeleteQueue", { QueueUrl: "orders" });
  account.advance(seconds(0));
  expect(waiting.outcome).toMatchObject({
    type: "refused",
    code: "AWS.SimpleQueueService.NonExistentQueue",
  });
});

it("bills what queues are asked for", () => {
  account.create("orders");
  account.call("SendMessage", { QueueUrl: "orders", MessageBody: "a".repeat(65_537) });
  account.receive("orders");
  account.receive("orders");
  const { BilledRequests: billed } = account.simulation.metersOf("sqs.queue:orders");
  // A send of two chunks, a receive of two, and an empty one.
  expect(billed!.sum).toBe(5);
});

it("takes settings of chance that are the simulation's own", () => {
  for (const [name, duplicateRate] of [
    ["once", 0],
    ["often", 1],
  ] as const) {
    account.call("CreateQueue", { QueueName: name, Chance: { duplicateRate } });
    const Entries = Array.from({ length: 10 }, (_, id) => ({ Id: `${id}`, MessageBody: "a" }));
    account.call("SendMessageBatch", { QueueUrl: name, Entries });
    expect(account.receive(name, { MaxNumberOfMessages: 10 })).toHaveLength(10);
    account.advance(seconds(29)); // One less than the visibility timeout.
    const again = account.receive(name, { MaxNumberOfMessages: 10 });
    expect(again.length > 0).toBe(duplicateRate > 0);
  }
});
