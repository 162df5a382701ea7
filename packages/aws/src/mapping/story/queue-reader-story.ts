import { slab, type Replied, type SlabId, type TraceEntry } from "@orrery/kernel";
import {
  whileAlive,
  wordsOf,
  type Followed,
  type Story,
  type StoryReader,
  type Told,
} from "../../service/story.ts";
import type { ItemIdentity } from "../../service/payload.ts";
import type { Done } from "../../service/source.ts";
import type { WorkReply } from "../work.ts";
import { ports, timers } from "../queue/declarations.ts";
import type {
  EventSourceMappingEffect,
  EventSourceMappingInput,
  SourceReply,
} from "../queue/protocol.ts";

/** What whoever reads queues tells of messages; texts call it so. */
export const queueReaderStory = (reader: string): Story => ({
  follow: (followed) => new QueueReaderStory(followed, reader),
});

/** Tells what is done with a message that neither its source sees nor who works on it. */
class QueueReaderStory implements StoryReader {
  private readonly followed: Followed;
  private readonly reader: string;
  /** The batch that has the message, by mapping. */
  private readonly batches = new Map<string, Set<number>>();
  /** Events that asked for its deletion and no other. */
  private readonly deletions = new Set<number>();

  constructor(followed: Followed, reader: string) {
    this.followed = followed;
    this.reader = reader;
  }

  read(entry: TraceEntry): Iterable<Told> {
    return whileAlive(this.followed.copies, this.tell(entry));
  }

  private *tell(entry: TraceEntry): Generator<Told> {
    const { component, event } = entry;
    const { copies, attempt } = this.followed;
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
      if (effect.port === ports.deletions) {
        deletes += 1;
        const { receipts } = sent as Done; // Sent at this port.
        isDeleted ||= (receipts as readonly ItemIdentity[]).some(({ queue, message }) =>
          copies.isReceived(queue, message),
        );
      } else if (sent.type === "invoke" && sent.payload.type === "batch") {
        const isOwn = sent.payload.items.some(({ identity }) => copies.is(identity));
        if (!isOwn) continue;
        isInvoked = true;
        attempt.condition = "sent";
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
          text: `is given up by the ${this.reader}, since it is visible again by now`,
        };
      }
    }
  }

  private *readReply(
    { port, tag, body }: Replied<SourceReply | WorkReply>,
    { request, fault, cause }: TraceEntry,
    batches: Set<number>,
    isDropped: boolean,
  ): Generator<Told> {
    const { copies, attempt, requests } = this.followed;
    const by = fault === undefined ? "" : ` by the fault "${fault}"`;
    if (port === ports.queue) {
      const isReceived =
        body.type === "received" && body.messages.some(({ identity }) => copies.is(identity));
      if (isReceived && isDropped) {
        yield {
          type: "mapping",
          text: `passes no filter of the ${this.reader}, which deletes it`,
        };
      }
    } else if (port === ports.deletions) {
      if (!this.deletions.delete(cause) || (body.type !== "lost" && body.type !== "refused"))
        return;
      const what = body.type === "lost" ? `is lost${by}` : `is refused${by}: ${wordsOf(body)}`;
      yield { type: "withoutEffect", text: `the request to delete it ${what}` };
    } else if (batches.has(tag)) {
      const condition = requests.get(request);
      requests.delete(request);
      attempt.condition = "none";
      if (body.type !== "refused") batches.delete(tag);
      if (body.type === "lost") {
        const what = condition === "answered" ? "answer to the invocation" : "invocation";
        yield { type: "failed", text: `the ${what} is lost${by}` };
      } else if (condition === undefined && body.type === "refused") {
        yield { type: "refused", text: `the invocation is refused${by}: ${wordsOf(body)}` };
      }
    }
  }
}
