import { slab, type TraceEntry } from "@orrery/kernel";
import type { MessageIdentity } from "../src/index.ts";
import type { Condition, QueueState, StoredMessage } from "../src/services/sqs/queue/state.ts";

/** What the states of queues show of one message at one event. */
export interface LedgerLine {
  readonly event: number;
  readonly component: string;
  readonly what: "stored" | "received" | "visible" | "deleted" | "expired" | "purged" | "moved";
}

/**
 * Keeps account of every message by looking at the states of the queues after each event: it knows
 * nothing of notes, inputs, effects and stories.
 */
export class MessageLedger {
  /** By identity, `<queue> <message>`. */
  readonly lines = new Map<string, LedgerLine[]>();
  readonly identities = new Map<string, MessageIdentity>();
  private readonly known = new Map<string, QueueView>();
  /** Numbers of the queues' resources, as receipts and identities give them. */
  private readonly resourceOf: (component: string) => number;

  constructor(resourceOf: (component: string) => number) {
    this.resourceOf = resourceOf;
  }

  /** Looks at the state of a queue after an event of it. */
  look({ event, component }: TraceEntry, state: QueueState): void {
    const now = viewOf(state);
    const before = this.known.get(component) ?? { messages: new Map(), counts: now.counts };
    this.known.set(component, now);
    const own = this.resourceOf(component);
    const write = (seen: Seen, what: LedgerLine["what"]) => {
      const identity = seen.former?.identity ?? { queue: own, message: seen.message };
      const key = `${identity.queue} ${identity.message}`;
      this.identities.set(key, identity);
      const lines = this.lines.get(key) ?? [];
      lines.push({ event, component, what });
      this.lines.set(key, lines);
    };
    for (const [number, seen] of now.messages) {
      const was = before.messages.get(number);
      if (was === undefined) write(seen, "stored");
      const receives = seen.receiveCount - (was?.receiveCount ?? seen.arrivedWith);
      if (was !== undefined && receives === 0 && isHidden(was) && isOpen(seen)) {
        write(seen, "visible");
      }
      for (let left = receives; left > 0; left -= 1) write(seen, "received");
    }
    const ending = endingBetween(before.counts, now.counts);
    for (const [number, was] of before.messages) {
      if (!now.messages.has(number)) write(was, ending);
    }
  }

  /** Where a message is now: the components that have it. */
  whereabouts(key: string): readonly string[] {
    const found: string[] = [];
    for (const [component, { messages }] of this.known) {
      const own = this.resourceOf(component);
      for (const { former, message } of messages.values()) {
        const identity = former?.identity ?? { queue: own, message };
        if (`${identity.queue} ${identity.message}` === key) found.push(component);
      }
    }
    return found.sort();
  }
}

interface Seen {
  readonly message: number;
  readonly condition: Condition;
  readonly receiveCount: number;
  readonly arrivedWith: number;
  readonly former: StoredMessage["former"];
}

interface QueueView {
  readonly messages: ReadonlyMap<number, Seen>;
  readonly counts: Readonly<Record<"deleted" | "expired" | "purged" | "moved", number>>;
}

function viewOf(state: QueueState): QueueView {
  const messages = new Map<number, Seen>();
  for (const { message, condition, delivery, former } of slab.list(state.messages)) {
    const receiveCount = delivery?.receiveCount ?? 0;
    const arrivedWith = former?.receiveCount ?? 0;
    messages.set(message, { message, condition, receiveCount, arrivedWith, former });
  }
  const { deletedCount: deleted, expiredCount: expired, purgedCount: purged } = state;
  return { messages, counts: { deleted, expired, purged, moved: state.movedCount } };
}

const isHidden = ({ condition }: Seen): boolean =>
  ["inFlight", "hiddenAgain", "delayed", "delayedAlone"].includes(condition);
const isOpen = ({ condition }: Seen): boolean => ["visible", "aside", "beyond"].includes(condition);

/** What the messages came to that are gone: the one count that has grown. */
function endingBetween(
  before: QueueView["counts"],
  now: QueueView["counts"],
): "deleted" | "expired" | "purged" | "moved" {
  const names = ["deleted", "expired", "purged", "moved"] as const;
  const grown = names.filter((name) => now[name] > before[name]);
  if (grown.length > 1) throw new Error(`messages end in several ways: ${grown.join(", ")}`);
  return grown[0] ?? "moved";
}
