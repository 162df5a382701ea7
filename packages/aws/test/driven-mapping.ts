import { eventSourceMappingNames } from "../src/services/lambda/event-source-mapping/kind.ts";
import type { Duration, Instant, Plain, Send, SlabId, Tagged } from "@orrery/kernel";
import { drive, type DriveOptions } from "@orrery/testing";
import type { FunctionReply, Invoke, Invoked } from "../src/services/lambda/protocol.ts";
import type { BatchPayload } from "../src/service/payload.ts";
import type { Source, Sources } from "../src/service/source.ts";
import { queueSource } from "../src/services/sqs/source.ts";
import { sqsToLambda } from "../src/services/sqs/sqs-to-lambda.ts";
import { refused, type Refused } from "../src/service/refusal.ts";
import type {
  DeleteMessageBatch,
  QueueReply,
  ReceivedMessage,
  ReceiveMessage,
} from "../src/services/sqs/protocol.ts";
import {
  resolveEventSourceMappingConfig,
  type EventSourceMappingConfig,
  type EventSourceMappingPlace,
  type EventSourceMappingSettings,
} from "../src/mapping/queue/config.ts";
import { eventSourceMappingInvariants } from "../src/mapping/queue/invariants.ts";
import { eventSourceMappingMachine } from "../src/mapping/queue/machine.ts";
import { missingAmong } from "../src/service/kinds.ts";
import { allKinds } from "../src/services.ts";
import { noTrail } from "../src/service/origin.ts";

/** A queue's form, with names of messages that tests can read. */
const testSource: Source = {
  ...queueSource,
  form: { ...sqsToLambda, nameOf: ({ identity }) => `m-${identity.message}` },
};
export const testSources: Sources = {
  of: (kind) => (kind === "sqs.queue" ? testSource : undefined),
  in: (service) => (service === "sqs" ? testSource : undefined),
  missing: (arn) => missingAmong(allKinds, arn),
};

/** The throttle of Lambda. */
export const throttle: Refused = refused("TooManyRequestsException", "Rate Exceeded.");

/** What a test says of a message; the rest is ordinary. */
export interface MessageDetails {
  readonly sentAt?: number;
  readonly body?: string;
  readonly size?: number;
  readonly receiveCount?: number;
  readonly groupId?: string;
}

/** A mapping by hand: the queue and the function are the test. */
export class DrivenMapping {
  readonly driven;
  settings: EventSourceMappingSettings;
  private readonly place: Partial<EventSourceMappingPlace>;

  constructor(
    config: EventSourceMappingConfig = {},
    place: Partial<EventSourceMappingPlace> = {},
    options: DriveOptions = {},
  ) {
    const { figures } = eventSourceMappingNames;
    this.place = { sourceKind: "sqs.queue", figures, ...place };
    this.settings = resolveEventSourceMappingConfig(config, this.place);
    const machine = eventSourceMappingMachine(eventSourceMappingNames, testSources);
    this.driven = drive(machine, this.settings, eventSourceMappingInvariants, options);
    this.driven.change(this.settings);
  }

  get now(): Instant {
    return this.driven.now;
  }

  /** How many pollers there are. */
  get pollers(): number {
    return this.driven.gauges()["Pollers"]!;
  }

  /** How many of them are paid for. */
  get provisionedPollers(): number {
    return this.driven.gauges()["ProvisionedPollers"]!;
  }

  /** Receives that are not answered yet, oldest first. */
  get receives(): readonly Send<ReceiveMessage>[] {
    return this.sent<ReceiveMessage>("receive");
  }

  /** Invocations that are not answered yet, oldest first. */
  get invocations(): readonly Send<Invoke>[] {
    return this.sent<Invoke>("invoke");
  }

  /** Deletions that are not answered yet, oldest first. */
  get deletions(): readonly Send<DeleteMessageBatch>[] {
    return this.sent<DeleteMessageBatch>("finish");
  }

  /** When a receive was sent: its deadline is that, the wait, and what an answer may take besides. */
  sentAt({ deadline, input }: Send<ReceiveMessage>): number {
    return deadline - (input.waitTime ?? 0) - this.settings.assumed.receivePatience;
  }

  /** Gives the mapping other settings. */
  change(config: EventSourceMappingConfig): void {
    this.settings = resolveEventSourceMappingConfig(config, this.place);
    this.driven.change(this.settings);
  }

  /** Answers the oldest receive, or a given one, with messages. */
  bring(
    numbers: readonly number[],
    details: MessageDetails = {},
    receive = this.receives[0],
  ): void {
    const messages = numbers.map((number) => messageOf(number, this.now, details));
    this.answer(receive, { type: "received", messages });
  }

  /** Answers the oldest receive with messages of the caller's. */
  bringMessages(messages: readonly ReceivedMessage[], receive = this.receives[0]): void {
    this.answer(receive, { type: "received", messages });
  }

  /** Refuses the oldest receive. */
  refuseReceive(): void {
    const body = refused("AWS.SimpleQueueService.NonExistentQueue", "It is gone.");
    this.answer(this.receives[0], body);
  }

  /** Answers every receive that waits with nothing. */
  bringNothing(): void {
    for (const receive of this.receives) this.bring([], {}, receive);
  }

  /** Answers the oldest invocation, or a given one. */
  finish(outcome: Partial<Invoked> | Refused = {}, invocation = this.invocations[0]): void {
    const body = "code" in outcome ? outcome : { ...success, ...outcome };
    this.answer(invocation, body);
  }

  /** Answers every deletion: all is deleted. */
  confirm(): void {
    for (const deletion of this.deletions) {
      const results = deletion.input.receipts.map(() => null);
      this.answer(deletion, { type: "entryResults", results });
    }
  }

  advance(duration: Duration): void {
    this.driven.advance(duration);
  }

  /** Numbers of the messages in an invocation. */
  static numbersIn({ input }: Send<Invoke>): readonly number[] {
    return messagesIn(input).map(({ identity }) => identity.message);
  }

  /** Numbers of the messages that deletions not answered yet are about. */
  get deleting(): readonly number[] {
    return this.deletions.flatMap(({ input }) => input.receipts.map(({ message }) => message));
  }

  /** Answers what the mapping asked for. */
  answer(send: Send<Tagged> | undefined, body: QueueReply | FunctionReply): void {
    if (send === undefined) throw new Error("nothing of the kind is asked for");
    this.driven.answer(send as never, body); // One of those that `drive` lists.
  }

  private sent<Input extends { readonly type: string }>(
    type: Input["type"],
  ): readonly Send<Input>[] {
    // The type of an input says which it is.
    return this.driven.sent.filter(({ input }) => input.type === type) as unknown as Send<Input>[];
  }
}

/** The messages of an invocation. */
export const messagesIn = ({ payload }: Invoke): readonly ReceivedMessage[] =>
  (payload as BatchPayload).items as readonly ReceivedMessage[]; // A mapping sends no other.

/** A message as a queue gives it. */
export function messageOf(
  number: number,
  now: Instant,
  {
    sentAt = now,
    body = `${number}`,
    size = body.length,
    receiveCount = 1,
    groupId,
  }: MessageDetails = {},
): ReceivedMessage {
  return {
    receipt: { id: number as SlabId, queue: 7, message: number, receive: receiveCount },
    identity: { queue: 7, message: number },
    content: { body, size, attributes: [], traceHeader: null },
    trail: noTrail,
    sentAt: sentAt as Instant,
    firstReceivedAt: now,
    receiveCount,
    groupId: groupId ?? null,
    deduplicationId: null,
    sequenceNumber: null,
    deadLetterSource: null,
  };
}

/** `from`, `from` + 1, … as many as `count`. */
export const numbers = (count: number, from = 1): readonly number[] =>
  Array.from({ length: count }, (_, place) => from + place);

/** The answer of a script, whose words are the payload. */
export const says = (payload: Plain): Partial<Invoked> => ({ payload, failedItems: null });

const success: Invoked = {
  type: "invoked",
  functionError: null,
  cause: null,
  payload: null,
  failedItems: [],
  executedVersion: "$LATEST",
  invocation: 1,
  duration: 100_000 as Duration,
  billedDuration: 100_000 as Duration,
  coldStart: false,
  printed: [],
  initDuration: 0 as Duration,
};
