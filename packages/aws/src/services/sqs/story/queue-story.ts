import type { Instant, TraceEntry } from "@orrery/kernel";
import type { Copies, Copy } from "../../../service/copies.ts";
import {
  span,
  type AcceptedMessage,
  type Attempt,
  type Followed,
  type Story,
  type StoryReader,
  type Told,
} from "../../../service/story.ts";
import { messageIdOf } from "../message-names.ts";
import { ports } from "../queue/declarations.ts";
import type {
  AcceptDeadLetter,
  MoveMessage,
  QueueInput,
  QueueReply,
  ReceivedMessage,
  SendMessage,
  SendMessageBatch,
  Sent,
} from "../protocol.ts";
import { readReceiptRequest } from "./receipt-story.ts";

/** What queues tell of messages: a message's story begins where a queue accepts it. */
export const queueStory: Story = {
  follow: (followed) => new QueueStory(followed),
  acceptances: () => acceptedIn,
};

function acceptedIn({ input, component, event, effects, notes = [] }: TraceEntry) {
  const taken = input as QueueInput; // What its machine declares.
  const isBrought = ["sendMessage", "sendMessageBatch", "moveMessage"].includes(taken.type);
  if (!isBrought) return [];
  const { trail } = taken as SendMessage | SendMessageBatch | MoveMessage;
  const originOf = (place: number) =>
    taken.type === "sendMessageBatch" ? (taken.entries[place]?.trail ?? trail) : trail;
  const sent = effects.flatMap((effect) =>
    effect.type === "reply" ? sentIn(effect.body as QueueReply) : [],
  );
  return sent.flatMap((one, place): readonly AcceptedMessage[] => {
    if (one === null) return [];
    const { queue, message: number } = one;
    const identity = { queue, message: number };
    const isNew = notes.some(([name, stored]) => name === "stored" && stored === number);
    const messageId = messageIdOf(identity);
    const origin = originOf(place);
    const body = bodyIn(taken, place);
    return [{ component, number, messageId, origin, identity, cameWith: event, body, isNew }];
  });
}

/** The body of a message that a request sends; `null` of one that a task moves. */
function bodyIn(input: QueueInput, place: number): string | null {
  if (input.type === "sendMessage") return input.content.body;
  return input.type === "sendMessageBatch" ? input.entries[place]!.content.body : null;
}

/** Tells what queues do with a message: their notes say of each, by its number, what becomes of it. */
class QueueStory implements StoryReader {
  private readonly copies: Copies;
  /** The events in which a move task sent it on, and those in which a queue took that. */
  private readonly moves = new Set<number>();

  private readonly attempt: Attempt;

  constructor({ copies, attempt }: Followed) {
    this.copies = copies;
    this.attempt = attempt;
  }

  /** What an entry of a queue says of the message. */
  *read(entry: TraceEntry): Generator<Told> {
    const { component, at, effects, notes = [] } = entry;
    const input = entry.input as QueueInput; // What its machine declares.
    // A queue answers nothing else.
    const bodies = effects.flatMap((effect) =>
      effect.type === "reply" ? [effect.body as QueueReply] : [],
    );
    yield* this.readStored(entry, input, bodies);
    yield* readReceiptRequest(entry, input, bodies, this.copies);
    const receives = bodies.flatMap((body) => this.receivesIn(body));
    for (const [name, number] of notes) {
      if (name === "stays") {
        // What is noted later in this event comes after that receive.
        const place = receives.findIndex(({ message }) => message.receipt.message === number);
        if (place >= 0) yield this.receive(receives.splice(place, 1)[0]!, component, at, "visible");
        continue;
      }
      const copy = this.copies.in(component, number!); // Notes of queues begin with it.
      if (copy !== undefined) yield* this.readNote(name, copy, entry);
    }
    for (const received of receives) yield this.receive(received, component, at, "inFlight");
  }

  private *readStored(
    entry: TraceEntry,
    input: QueueInput,
    bodies: readonly QueueReply[],
  ): Generator<Told> {
    const { component, at, notes = [] } = entry;
    const stored = notes.flatMap(([name, number]) => (name === "stored" ? [number!] : []));
    if (input.type === "acceptDeadLetter") {
      if (!this.copies.is(input.identity)) return;
      for (const number of stored) this.copies.store(component, number, at);
      yield { type: "deadLettered", text: "comes from the queue that gave it up" };
      return;
    }
    const isMove = input.type === "moveMessage" && this.moves.has(entry.cause);
    // A fault may make another copy of what is delivered here.
    if (isMove) this.moves.add(entry.event);
    for (const [place, sent] of bodies.flatMap(sentIn).entries()) {
      if (sent === null) continue;
      const { queue, message } = sent;
      const identity = { queue, message };
      const isStored = stored.includes(message);
      if (isMove && isStored) {
        this.copies.rename(identity);
        const messageId = messageIdOf(identity);
        this.copies.store(component, message, at);
        yield { type: "moved", text: `comes as a new message: number ${message}, ${messageId}` };
      } else if (!this.copies.is(identity)) {
        continue;
      } else if (isStored) {
        this.copies.store(component, message, at);
        yield { type: "accepted", text: acceptanceOf(input, place) };
      } else if (this.copies.isAlive) {
        const text = "is sent again under its deduplication id, and not stored twice";
        yield { type: "sentAgain", text };
      }
    }
  }

  private *readNote(name: string, copy: Copy, entry: TraceEntry): Generator<Told> {
    switch (name) {
      case "visible":
        yield visible(copy, entry.at, this.attempt);
        return;
      case "leaves":
        yield this.leave(copy, entry);
        return;
      case "returns":
        copy.condition = "inFlight";
        yield { type: "returns", text: "is not taken by the other queue, and stays in this one" };
        return;
      case "kept":
        yield { type: "withoutEffect", text: "is deleted, and comes back all the same" };
        return;
      case "deleted":
        this.copies.end(copy);
        yield { type: "deleted", text: "is deleted" };
        return;
      case "expired": {
        this.copies.end(copy);
        const age = span(entry.at - copy.storedAt);
        yield { type: "expired", text: `expires, ${age} after it came to this queue` };
        return;
      }
      case "purged":
        this.copies.end(copy);
        yield { type: "purged", text: "is gone: the queue is purged" };
        return;
      case "moved":
        this.copies.end(copy); // The other queue said that it came.
    }
  }

  private leave(copy: Copy, { event, effects }: TraceEntry): Told {
    copy.condition = "leaving";
    for (const effect of effects) {
      if (effect.type !== "send" || effect.port !== ports.deadLetterQueue) continue;
      const { identity, receiveCount } = effect.input as AcceptDeadLetter; // Sent at this port.
      if (!this.copies.is(identity)) continue;
      const often = receiveCount === 1 ? "once" : `${receiveCount} times`;
      const text = `was received ${often}, as often as it may be: goes to the dead-letter queue`;
      return { type: "leaves", text };
    }
    this.moves.add(event);
    return { type: "leaves", text: "is taken by a task that moves messages" };
  }

  private receivesIn(body: QueueReply): readonly Receive[] {
    if (body.type !== "received") return [];
    const { messages } = body;
    return messages
      .filter(({ identity }) => this.copies.is(identity))
      .map((message) => ({ message, count: messages.length }));
  }

  private receive(
    { message, count }: Receive,
    component: string,
    at: Instant,
    condition: "visible" | "inFlight",
  ): Told {
    const { receipt, receiveCount, sentAt } = message;
    const copy = this.copies.in(component, receipt.message);
    this.copies.name(receipt);
    if (copy !== undefined) {
      copy.condition = condition;
      copy.receivedAt = at;
    }
    const others = count === 1 ? "" : count === 2 ? " with one other" : ` with ${count - 1} others`;
    const stays = condition === "visible" ? ", and stays visible all the same" : "";
    const text = `is received for the ${timesOf(receiveCount)} time${others}, ${span(at - sentAt)} after it was sent${stays}`;
    return { type: "received", text };
  }
}

interface Receive {
  readonly message: ReceivedMessage;
  /** How many messages came with the answer. */
  readonly count: number;
}

const ordinals = ["", "first", "second", "third"];

function timesOf(count: number): string {
  const suffixes: Readonly<Record<number, string>> = { 1: "st", 2: "nd", 3: "rd" };
  const isTeen = count % 100 > 10 && count % 100 < 14;
  return ordinals[count] ?? `${count}${(isTeen ? undefined : suffixes[count % 10]) ?? "th"}`;
}

/** What was sent, in the order of the request; `null` for what was refused. */
function sentIn(body: QueueReply): readonly (Sent | null)[] {
  if (body.type === "sent") return [body];
  if (body.type !== "sentBatch") return [];
  return body.results.map((result) => (result.type === "sent" ? result : null));
}

function acceptanceOf(input: QueueInput, place: number): string {
  const sent =
    input.type === "sendMessageBatch"
      ? input.entries[place]
      : input.type === "sendMessage"
        ? input
        : undefined;
  if (sent === undefined) return "is accepted";
  const { content, delay, groupId } = sent;
  const parts = [`is accepted, ${content.size} bytes`];
  if (groupId !== null) parts.push(`group "${groupId}"`);
  if (delay !== null && delay > 0) parts.push(`delayed by ${span(delay)}`);
  return parts.join(", ");
}

const pending: Readonly<Record<Attempt["condition"], string>> = {
  none: "",
  sent: ": its invocation has not reached the function",
  running: ": its invocation still runs",
  answered: ": the answer of its invocation has not come back",
};

function visible(copy: Copy, at: Instant, { condition }: Attempt): Told {
  const { receivedAt } = copy;
  copy.condition = "visible";
  const text =
    receivedAt === null
      ? "is visible: its delay is over"
      : `is visible again, ${span(at - receivedAt)} after it was received${pending[condition]}`;
  return { type: "visible", text };
}
