import {
  formatDuration,
  slab,
  type Duration,
  type Instant,
  type RequestId,
  type TraceEntry,
} from "@orrery/kernel";
import type { FunctionInput, FunctionReply, Invoked } from "./lambda/protocol.ts";
import type { Refused } from "./refusal.ts";
import { timers } from "./sqs/declarations.ts";
import { messageIdOf } from "./sqs/message-names.ts";
import type {
  MessageIdentity,
  QueueInput,
  QueueReply,
  Receipt,
  ReceivedMessage,
} from "./sqs/protocol.ts";

/** One thing that happened to a message. */
export interface StoryStep {
  readonly at: Instant;
  /** The number of the event in its run. */
  readonly event: number;
  /** The event that led to it; -1 for none. */
  readonly cause: number;
  readonly component: string;
  readonly text: string;
}

/**
 * What happened to one message, in order, by the trace of a run: where it was accepted, each receive,
 * each invocation with its outcome, and where it ended.
 */
export function* storyOf(
  entries: Iterable<TraceEntry>,
  message: MessageIdentity,
): Generator<StoryStep, void> {
  const follower = new Follower(message);
  for (const entry of entries) {
    for (const text of follower.read(entry)) {
      const { at, event, cause, component } = entry;
      yield { at, event, cause, component, text };
    }
  }
}

/**
 * The message that somebody means: by its message id, or as `<component>:<number>`, its number in the
 * queue that accepted it. `undefined` where the trace has no such message.
 */
export function findMessage(
  entries: Iterable<TraceEntry>,
  meant: { readonly messageId: string } | { readonly component: string; readonly number: number },
): MessageIdentity | undefined {
  for (const { component, effects } of entries) {
    for (const effect of effects) {
      if (effect.type !== "reply") continue;
      for (const identity of acceptedIn(effect.body as QueueReply)) {
        const isMeant =
          "messageId" in meant
            ? messageIdOf(identity) === meant.messageId
            : component === meant.component && identity.message === meant.number;
        if (isMeant) return identity;
      }
    }
  }
  return undefined;
}

function acceptedIn(body: QueueReply): readonly MessageIdentity[] {
  if (body.type === "sent") return [body.identity];
  if (body.type !== "sentBatch") return [];
  return body.results.flatMap((result) => (result.type === "sent" ? [result.identity] : []));
}

const ordinals = ["", "first", "second", "third"];
const timesOf = (count: number): string => ordinals[count] ?? `${count}th`;
const span = (microseconds: number): string => formatDuration(microseconds as Duration);

/** Knows a message again under all the names that it has on its way. */
class Follower {
  private readonly identity: MessageIdentity;
  /** Receipts of the message by queue and number there: another queue numbers it anew. */
  private readonly receipts = new Map<string, Receipt>();
  /** By component and slot: when the message was received there last. */
  private readonly slots = new Map<string, number>();
  private readonly invocations = new Map<RequestId, { startedAt: number; count: number }>();

  constructor(identity: MessageIdentity) {
    this.identity = identity;
  }

  read(entry: TraceEntry): readonly string[] {
    switch (entry.kind) {
      case "sqs.queue":
        return this.readQueue(entry);
      case "lambda.function":
        return this.readFunction(entry);
      default:
        return [];
    }
  }

  private readQueue(entry: TraceEntry): string[] {
    const { component, at } = entry;
    const input = entry.input as QueueInput; // What its machine declares.
    const texts = this.readQueueInput(input, component, at);
    for (const effect of entry.effects) {
      if (effect.type === "reply") {
        texts.push(...this.readReply(effect.body as QueueReply, input, component, at));
      } else if (effect.type === "send") {
        const sent = effect.input as QueueInput;
        if (sent.type === "acceptDeadLetter" && this.is(sent.identity)) {
          texts.push(
            `was received ${sent.receiveCount} times, as often as it may be: goes to the dead-letter queue`,
          );
        }
      }
    }
    return texts;
  }

  private readQueueInput(input: QueueInput, component: string, at: Instant): string[] {
    switch (input.type) {
      case "acceptDeadLetter":
        return this.is(input.identity) ? ["comes from the queue that gave it up"] : [];
      case "deleteMessage":
        return this.owns(input.receipt) ? ["is deleted"] : [];
      case "deleteMessageBatch":
        return input.receipts.some((receipt) => this.owns(receipt)) ? ["is deleted"] : [];
      case "changeMessageVisibility":
        return this.owns(input.receipt)
          ? [`stays hidden for another ${span(input.visibilityTimeout)}`]
          : [];
      case "changeMessageVisibilityBatch":
        return input.entries.flatMap(({ receipt, visibilityTimeout }) =>
          this.owns(receipt) ? [`stays hidden for another ${span(visibilityTimeout)}`] : [],
        );
      case "purgeQueue":
        return [...this.receipts.keys()].length > 0 ? ["the queue is purged"] : [];
      case "timerFired": {
        const receivedAt = this.slots.get(`${component} ${input.index}`);
        return input.timer === timers.visibility && receivedAt !== undefined
          ? [`is visible again, ${span(at - receivedAt)} after it was received`]
          : [];
      }
      default:
        return [];
    }
  }

  private readReply(
    body: QueueReply,
    input: QueueInput,
    component: string,
    at: Instant,
  ): readonly string[] {
    switch (body.type) {
      case "sent":
        return this.is(body.identity) ? [this.acceptance(input, 0)] : [];
      case "sentBatch":
        return body.results.flatMap((result, place) =>
          result.type === "sent" && this.is(result.identity) ? [this.acceptance(input, place)] : [],
        );
      case "received":
        return body.messages.flatMap((message) =>
          this.is(message.identity)
            ? [this.receive(message, body.messages.length, component, at)]
            : [],
        );
      default:
        return [];
    }
  }

  private acceptance(input: QueueInput, place: number): string {
    const sent = input.type === "sendMessageBatch" ? input.entries[place] : input;
    if (sent?.type !== "sendMessage" && sent?.type !== "moveMessage") return "is accepted";
    const { content, groupId } = sent;
    const delay = sent.type === "sendMessage" ? sent.delay : null;
    const parts = [`is accepted, ${content.size} bytes`];
    if (groupId !== null) parts.push(`group "${groupId}"`);
    if (delay !== null && delay > 0) parts.push(`delayed by ${span(delay)}`);
    return parts.join(", ");
  }

  private receive(
    { receipt, receiveCount, sentAt }: ReceivedMessage,
    count: number,
    component: string,
    at: Instant,
  ): string {
    this.receipts.set(`${receipt.queue} ${receipt.message}`, receipt);
    this.slots.set(`${component} ${slab.slotOf(receipt.id)}`, at);
    const others = count === 1 ? "" : ` with ${count === 2 ? "one other" : `${count - 1} others`}`;
    return `is received for the ${timesOf(receiveCount)} time${others}, ${span(at - sentAt)} after it was sent`;
  }

  private readFunction(entry: TraceEntry): string[] {
    const { at, request } = entry;
    const input = entry.input as FunctionInput; // What its machine declares.
    const texts: string[] = [];
    if (input.type === "invoke" && input.payload.type === "sqs") {
      const { messages } = input.payload;
      if (messages.some(({ identity }) => this.is(identity))) {
        this.invocations.set(request, { startedAt: at, count: messages.length });
        const batch = messages.length === 1 ? "alone" : `in a batch of ${messages.length}`;
        texts.push(`is given to the function ${batch}`);
      }
    }
    for (const effect of entry.effects) {
      if (effect.type !== "reply") continue;
      const invocation = this.invocations.get(effect.to);
      if (invocation === undefined) continue;
      this.invocations.delete(effect.to);
      const body = effect.body as FunctionReply; // A function answers nothing else.
      texts.push(outcomeOf(body, span(at - invocation.startedAt)));
    }
    return texts;
  }

  private is({ queue, message }: MessageIdentity): boolean {
    return queue === this.identity.queue && message === this.identity.message;
  }

  private owns({ queue, message }: Receipt): boolean {
    return this.receipts.has(`${queue} ${message}`);
  }
}

function outcomeOf(body: FunctionReply, took: string): string {
  switch (body.type) {
    case "invoked":
      return invokedText(body, took);
    case "refused":
      return `the invocation is refused: ${refusalText(body)}`;
    case "deleted":
      return "the function is deleted";
  }
}

function invokedText(
  { functionError, payload, coldStart, failedItems }: Invoked,
  took: string,
): string {
  const start = coldStart ? " with a cold start" : "";
  if (functionError !== null) {
    const { errorMessage } = (payload ?? {}) as { readonly errorMessage?: string };
    return `the invocation fails after ${took}${start}: ${errorMessage ?? "no reason given"}`;
  }
  const failed = failedItems?.length ?? 0;
  const which = failed === 1 ? "one message" : `${failed} messages`;
  const items = failed === 0 ? "" : `, ${which} of the batch having failed`;
  return `the invocation succeeds after ${took}${start}${items}`;
}

function refusalText({ code, message, details }: Refused): string {
  const reason = details?.["Reason"];
  return [code, typeof reason === "string" ? reason : "", message]
    .filter((part) => part !== "")
    .join(", ");
}
