import { SimulatedAccount } from "../account.ts";
import { BotoClient, BotoError } from "../boto-client.ts";
import { isList, memberOf, type Value, type ValueObject } from "../value.ts";

const accountId = "123456789012";
const region = "us-east-1";
/** When FIFO queues had a quota of their own. */
const beforeEqualQuotas = "2024-01-01";
const most = 10;
const microsecondsInSecond = 1_000_000;

/** A queue in an account of its own. */
class QueueStage {
  private readonly client: BotoClient;
  private readonly QueueUrl: Value;
  private readonly isFifo: boolean;
  private sentCount = 0;

  constructor(isFifo: boolean, asOf?: string) {
    const account = { accountId, region, ...(asOf === undefined ? {} : { asOf }) };
    this.client = new BotoClient(new SimulatedAccount(account));
    this.isFifo = isFifo;
    const FifoQueue = isFifo ? { FifoQueue: "true" } : {};
    const created = this.client.call("sqs", "create_queue", {
      QueueName: isFifo ? "orders.fifo" : "orders",
      Attributes: { VisibilityTimeout: "43200", ...FifoQueue },
    });
    this.QueueUrl = created.QueueUrl;
  }

  /** Sends messages, each in a group of its own where there are groups. */
  send(count: number): void {
    for (let left = count; left > 0; left -= most) {
      const Entries = Array.from({ length: Math.min(left, most) }, (_, number) => {
        const MessageBody = `${this.sentCount + number}`;
        const fifo = { MessageGroupId: MessageBody, MessageDeduplicationId: MessageBody };
        return { Id: `${number}`, MessageBody, ...(this.isFifo ? fifo : {}) };
      });
      this.sentCount += Entries.length;
      this.client.call("sqs", "send_message_batch", { QueueUrl: this.QueueUrl, Entries });
      // FIFO queues take 300 requests of an action a second.
      if (this.isFifo) this.client.advance(microsecondsInSecond / 250);
    }
  }

  /** Sends one message into a group; its id. */
  sendInGroup(group: string, deduplicationId: string): Value {
    return this.client.call("sqs", "send_message", {
      QueueUrl: this.QueueUrl,
      MessageBody: "x",
      MessageGroupId: group,
      MessageDeduplicationId: deduplicationId,
    }).MessageId;
  }

  receive(visibilityTimeout?: number): readonly Value[] {
    if (this.isFifo) this.client.advance(microsecondsInSecond / 250);
    const { Messages } = this.client.call("sqs", "receive_message", {
      QueueUrl: this.QueueUrl,
      MaxNumberOfMessages: most,
      ...(visibilityTimeout === undefined ? {} : { VisibilityTimeout: visibilityTimeout }),
    });
    return isList(Messages) ? Messages : [];
  }

  delete(message: Value): void {
    this.client.call("sqs", "delete_message", {
      QueueUrl: this.QueueUrl,
      ReceiptHandle: memberOf(message, "ReceiptHandle"),
    });
  }

  advance(seconds: number): void {
    this.client.advance(seconds * microsecondsInSecond);
  }
}

/** Receives messages and deletes none, until no more come. */
export function inFlightShown(input: ValueObject): ValueObject {
  const isFifo = input.queue === "fifo";
  const queue = new QueueStage(isFifo, isFifo ? beforeEqualQuotas : undefined);
  queue.send(20_000);
  let sent = 20_000;
  let maxInFlight = 0;
  for (;;) {
    // Always more there than is asked for.
    if (sent - maxInFlight <= most) {
      queue.send(10_000);
      sent += 10_000;
    }
    try {
      const { length } = queue.receive();
      maxInFlight += length;
      if (length < most) return { maxInFlight, onExceed: exceeding(queue) };
    } catch (error) {
      if (!(error instanceof BotoError)) throw error;
      return { maxInFlight, onExceed: error.code.split(".").at(-1) };
    }
  }
}

/** What the next receive says. */
function exceeding(queue: QueueStage): Value {
  try {
    const { length } = queue.receive();
    return length === 0 ? "no error, returns nothing more" : `${length} messages`;
  } catch (error) {
    if (!(error instanceof BotoError)) throw error;
    return error.code.split(".").at(-1);
  }
}

/** Sends the same again, later and later, until it is taken for another message. */
export function deduplicationShown(): ValueObject {
  let interval = 0;
  for (let step = 1_024; step >= 1; step /= 2) {
    if (isSameAfter(interval + step)) interval += step;
  }
  // The longest whole number of seconds after which it was the same; from the next on it is not.
  return { deduplicationIntervalSeconds: interval + 1 };
}

function isSameAfter(seconds: number): boolean {
  const queue = new QueueStage(true);
  const first = queue.sendInGroup("g1", "again");
  queue.advance(seconds);
  return queue.sendInGroup("g1", "again") === first;
}

/** Receives a message of a group, and asks for the next before and after it is out of the way. */
export function groupShown(input: ValueObject): ValueObject {
  const group = String(input.receivedFromGroup);
  const visibilityTimeout = 30;
  const ends: string[] = [];
  for (const end of ["deleted", "visible again"]) {
    const queue = new QueueStage(true);
    queue.sendInGroup(group, "1");
    const [first] = queue.receive(visibilityTimeout);
    queue.sendInGroup(group, "2");
    const blocked = queue.receive(visibilityTimeout).length === 0;
    if (end === "deleted") queue.delete(first);
    else queue.advance(visibilityTimeout);
    if (blocked && queue.receive().length > 0) ends.push(end);
  }
  return { moreFromGroupUntil: ends.join(" or ") };
}
