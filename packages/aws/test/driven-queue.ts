import { seconds, type Duration } from "@orrery/kernel";
import { drive, type DriveOptions } from "@orrery/testing";
import {
  resolveQueueConfig,
  type QueueConfig,
  type QueuePlace,
} from "../src/services/sqs/config.ts";
import { queueInvariants } from "../src/services/sqs/queue/invariants.ts";
import { queueMachine } from "../src/services/sqs/queue/machine.ts";
import type {
  AcceptDeadLetter,
  QueueCounts,
  QueueReply,
  Receipt,
  ReceivedMessage,
  SendMessage,
} from "../src/services/sqs/protocol.ts";
import { noTrail } from "../src/service/origin.ts";

/** What a test says of a message that it sends; the rest is ordinary. */
export interface SendDetails {
  readonly group?: string;
  readonly id?: string;
  readonly delay?: number;
  readonly size?: number;
}

/** What a test says of a receive; times in seconds. */
export interface ReceiveDetails {
  readonly max?: number;
  readonly visibility?: number;
  readonly wait?: number;
  readonly attempt?: string;
}

/** A queue by hand: its producers, consumers and neighbors are the test. Times in seconds. */
export class DrivenQueue {
  readonly driven;
  private config: QueueConfig;
  private readonly place: QueuePlace;

  constructor(config: QueueConfig = {}, options: DriveOptions = {}, place: QueuePlace = {}) {
    this.config = config;
    this.place = place;
    const settings = resolveQueueConfig("orders", config, place);
    this.driven = drive(queueMachine, settings, queueInvariants, options);
  }

  /** Sends a message; returns its number, or the code of a refusal. */
  send(body: string, details: SendDetails = {}): number | string {
    const reply = this.driven.ask(this.message(body, details));
    if (reply.type === "sent") return reply.message;
    return reply.type === "refused" ? reply.code : reply.type;
  }

  message(body: string, { group, id, delay, size = body.length }: SendDetails = {}): SendMessage {
    return {
      type: "sendMessage",
      content: { body, size, attributes: [], traceHeader: null },
      delay: delay === undefined ? null : seconds(delay),
      groupId: group ?? null,
      deduplicationId: id ?? (this.config.fifo === true ? body : null),
      trail: noTrail,
    };
  }

  /** Begins a receive, whose reply is there at once or later. */
  poll({ max = 10, visibility, wait = 0, attempt }: ReceiveDetails = {}) {
    return this.driven.request({
      type: "receive",
      maxNumberOfMessages: max,
      visibilityTimeout: visibility === undefined ? null : seconds(visibility),
      waitTime: seconds(wait),
      receiveRequestAttemptId: attempt ?? null,
    });
  }

  receive(details: ReceiveDetails = {}): readonly ReceivedMessage[] {
    return messagesOf(this.poll(details).reply);
  }

  /** The bodies that a receive returns. */
  bodies(details: ReceiveDetails = {}): readonly string[] {
    return this.receive(details).map(({ content }) => content.body);
  }

  /** Deletes by a receipt; `deleted`, or why not. */
  remove(receipt: Receipt): string {
    return wordOf(this.driven.ask({ type: "deleteMessage", receipt }));
  }

  /** Changes how long a message stays hidden; `visibilityChanged`, or why not. */
  hide(receipt: Receipt, time: number): string {
    const visibilityTimeout = seconds(time);
    return wordOf(this.driven.ask({ type: "changeMessageVisibility", receipt, visibilityTimeout }));
  }

  purge(): string {
    return wordOf(this.driven.ask({ type: "purgeQueue" }));
  }

  counts(): Omit<QueueCounts, "type"> {
    const { type: _, ...counts } = this.driven.ask({ type: "getQueueAttributes" }) as QueueCounts;
    return counts;
  }

  wait(time: number): void {
    this.driven.advance(seconds(time));
  }

  change(config: QueueConfig): void {
    this.config = { ...this.config, ...config };
    this.driven.change(resolveQueueConfig("orders", this.config, this.place));
  }

  /** What the queue gave up and nobody took yet. */
  get leaving() {
    return this.driven.sent;
  }

  /** Takes, or does not take, all that the queue gave up. */
  settle(body: QueueReply = { type: "accepted" }): void {
    for (const send of [...this.driven.sent]) this.driven.answer(send, body);
  }

  /** Brings a message that another queue gave up. */
  accept(details: Partial<AcceptDeadLetter> = {}): void {
    const now = this.driven.now;
    this.driven.ask({
      type: "acceptDeadLetter",
      identity: { queue: 9, message: 77 },
      content: { body: "dead", size: 4, attributes: [], traceHeader: null },
      trail: noTrail,
      sentAt: now,
      receiveCount: 3,
      firstReceivedAt: now,
      groupId: this.config.fifo === true ? "g" : null,
      deduplicationId: null,
      source: 9,
      sourceName: "source",
      ...details,
    });
  }
}

/** The messages of a reply to a receive; none where it waits still. */
export const messagesOf = (reply: QueueReply | undefined): readonly ReceivedMessage[] =>
  reply?.type === "received" ? reply.messages : [];

const wordOf = (reply: QueueReply): string =>
  reply.type === "refused" ? (reply.message === "" ? reply.code : reply.message) : reply.type;

/** Of a test that counts in seconds. */
export const inSecondsOf = (duration: Duration): number => duration / 1_000_000;
