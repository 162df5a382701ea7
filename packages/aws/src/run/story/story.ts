import type { TraceEntry } from "@orrery/kernel";
import { messageIdOf } from "../../services/sqs/message-names.ts";
import type { MessageIdentity, QueueReply } from "../../services/sqs/protocol.ts";
import { Copies } from "./copies.ts";
import { FunctionStory } from "./function-story.ts";
import { MappingStory } from "./mapping-story.ts";
import { QueueStory } from "./queue-story.ts";
import type { Attempt, StoryStep, Told, Whereabouts } from "./step.ts";

/**
 * What happened to one message, in order, by the trace of a run: where it was accepted, each receive,
 * each invocation with its outcome and the reason of a failure, and where it ended. Nothing follows
 * its end.
 *
 * @returns where the message is at the end of the trace: nowhere once it has ended.
 */
export function* storyOf(
  entries: Iterable<TraceEntry>,
  message: MessageIdentity,
): Generator<StoryStep, readonly Whereabouts[]> {
  const reader = new StoryReader(message);
  for (const entry of entries) {
    for (const { type, text } of reader.read(entry)) {
      const { at, event, cause, component } = entry;
      yield { at, event, cause, component, type, text };
    }
  }
  return reader.whereabouts;
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

/** Reads a trace for one message: each kind of component tells of it in its own way. */
class StoryReader {
  private readonly copies: Copies;
  private readonly queues: QueueStory;
  private readonly functions: FunctionStory;
  private readonly mappings: MappingStory;

  constructor(message: MessageIdentity) {
    this.copies = new Copies(message);
    const attempt: Attempt = { condition: "none" };
    this.queues = new QueueStory(this.copies, attempt);
    this.functions = new FunctionStory(this.copies, attempt);
    this.mappings = new MappingStory(this.copies, this.functions, attempt);
  }

  get whereabouts(): readonly Whereabouts[] {
    return this.copies.list().map(({ component, condition }) => ({ component, condition }));
  }

  /** What an entry says of the message; of one that has ended, nothing. */
  *read(entry: TraceEntry): Generator<Told> {
    if (entry.kind === "sqs.queue") {
      yield* this.queues.read(entry);
    } else if (entry.kind === "aws.control") {
      for (const effect of entry.effects) {
        if (effect.type !== "changeArchitecture" || effect.change.do !== "delete") continue;
        yield* this.queues.readDeletion(effect.change.name);
      }
    } else if (entry.kind === "lambda.function") {
      yield* this.whileAlive(this.functions.read(entry));
    } else if (entry.kind === "lambda.eventSourceMapping") {
      yield* this.whileAlive(this.mappings.read(entry));
    }
  }

  /** Readers go on after the end, lest they take other requests for its own; nothing is told of it. */
  private *whileAlive(told: Iterable<Told>): Generator<Told> {
    for (const step of told) if (this.copies.isAlive) yield step;
  }
}
