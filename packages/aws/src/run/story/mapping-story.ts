import { slab, type Replied, type SlabId, type TraceEntry } from "@orrery/kernel";
import { ports, timers } from "../../services/lambda/event-source-mapping/declarations.ts";
import type {
  EventSourceMappingEffect,
  EventSourceMappingInput,
  SourceReply,
} from "../../services/lambda/event-source-mapping/protocol.ts";
import type { FunctionReply } from "../../services/lambda/protocol.ts";
import type { Receipt } from "../../services/sqs/protocol.ts";
import type { Copies } from "./copies.ts";
import type { FunctionStory } from "./function-story.ts";
import { wordsOf } from "./receipt-story.ts";
import type { Attempt, Told } from "./step.ts";

/** Tells what event source mappings do with a message that neither its queue nor its function sees. */
export class MappingStory {
  private readonly copies: Copies;
  private readonly invocations: FunctionStory;
  /** The batch that has the message, by mapping. */
  private readonly batches = new Map<string, Set<number>>();
  /** Events that asked for its deletion and no other. */
  private readonly deletions = new Set<number>();

  private readonly attempt: Attempt;

  constructor(copies: Copies, invocations: FunctionStory, attempt: Attempt) {
    this.copies = copies;
    this.attempt = attempt;
    this.invocations = invocations;
  }

  /** What an entry of a mapping says of the message. */
  *read(entry: TraceEntry): Generator<Told> {
    const { component, event } = entry;
    const input = entry.input as EventSourceMappingInput; // What its machine declares.
    const effects = entry.effects as readonly EventSourceMappingEffect[]; // Likewise.
    let batches = this.batches.get(component);
    if (batches === undefined) this.batches.set(component, (batches = new Set()));

    let deletes = 0;
    let isDeleted = false;
    let isInvoked = false;
    for (const effect of effects) {
      if (effect.type !== "send") continue;
      const sent = effect.input;
      if (sent.type === "deleteMessageBatch") {
        deletes += 1;
        isDeleted ||= (sent.receipts as readonly Receipt[]).some(({ queue, message }) =>
          this.copies.isReceived(queue, message),
        );
      } else if (sent.type === "invoke" && sent.payload.type === "batch") {
        const isOwn = sent.payload.items.some(({ identity }) => this.copies.is(identity));
        if (!isOwn) continue;
        isInvoked = true;
        this.attempt.condition = "sent";
        batches.add(effect.tag);
      }
    }
    if (isDeleted && deletes === 1) this.deletions.add(event);
    if (input.type === "replied") {
      yield* this.readReply(input, entry, batches, isDeleted && !isInvoked);
    } else if (input.type === "timerFired" && input.timer === timers.retry && !isInvoked) {
      for (const tag of batches) {
        if (slab.slotOf(tag as SlabId) !== input.index) continue; // As `invocation` gave it.
        batches.delete(tag);
        yield {
          type: "mapping",
          text: "is given up by the event source mapping, since it is visible again by now",
        };
      }
    }
  }

  private *readReply(
    { port, tag, body }: Replied<SourceReply | FunctionReply>,
    { request, fault, cause }: TraceEntry,
    batches: Set<number>,
    isDropped: boolean,
  ): Generator<Told> {
    const by = fault === undefined ? "" : ` by the fault "${fault}"`;
    if (port === ports.queue) {
      const isReceived =
        body.type === "received" && body.messages.some(({ identity }) => this.copies.is(identity));
      if (isReceived && isDropped) {
        yield {
          type: "mapping",
          text: "passes no filter of the event source mapping, which deletes it",
        };
      }
    } else if (port === ports.deletions) {
      if (!this.deletions.delete(cause) || (body.type !== "lost" && body.type !== "refused"))
        return;
      const what = body.type === "lost" ? `is lost${by}` : `is refused${by}: ${wordsOf(body)}`;
      yield { type: "withoutEffect", text: `the request to delete it ${what}` };
    } else if (batches.has(tag)) {
      const condition = this.invocations.conditionOf(request);
      this.invocations.forget(request);
      this.attempt.condition = "none";
      if (body.type !== "refused") batches.delete(tag);
      if (body.type === "lost") {
        const what = condition === "answered" ? "answer to the invocation" : "invocation";
        yield { type: "failed", text: `the ${what} is lost${by}` };
      } else if (condition === "unknown" && body.type === "refused") {
        yield { type: "refused", text: `the invocation is refused${by}: ${wordsOf(body)}` };
      }
    }
  }
}
