import type { TraceEntry } from "@orrery/kernel";
import { reasonOf, retryOf } from "../../../delivery/attempt-story.ts";
import type { Trail } from "../../../service/origin.ts";
import {
  type AcceptedMessage,
  type Followed,
  type Story,
  type StoryReader,
  type Told,
} from "../../../service/story.ts";
import { messageIdOf } from "../message-names.ts";
import type { Publish, PublishBatch, TopicInput, TopicReply } from "../protocol.ts";
import { ports, timers } from "../topic/declarations.ts";

/** What topics tell of messages: where each of them is delivered, and where not. */
export const topicStory: Story = {
  follow: (followed) => new TopicStory(followed),
  acceptances() {
    /** Publishes that wait for the account's quota. */
    const asked = new Map<string, { readonly trails: readonly Trail[]; readonly event: number }>();
    return (entry) => {
      const { component, event, effects, notes = [] } = entry;
      const input = entry.input as TopicInput; // What its machine declares.
      if (input.type === "publish" || input.type === "publishBatch") {
        for (const effect of effects) {
          if (effect.type !== "send" || effect.port !== ports.quota) continue;
          asked.set(`${component} ${effect.tag}`, { trails: trailsOf(input), event });
        }
        return [];
      }
      if (input.type !== "replied" || input.port !== ports.quota) return [];
      const from = asked.get(`${component} ${input.tag}`);
      asked.delete(`${component} ${input.tag}`);
      if (from === undefined) return [];
      const results = effects.flatMap((effect) =>
        effect.type === "reply" ? publishedIn(effect.body as TopicReply) : [],
      );
      return notes.flatMap(([name, number, topic]): readonly AcceptedMessage[] =>
        name !== "published"
          ? []
          : [
              {
                component,
                number: number!,
                messageId: messageIdOf(topic!, number!),
                origin: from.trails[results.indexOf(number!)]!,
                identity: { queue: topic!, message: number! },
                cameWith: from.event,
                body: null,
                isNew: true,
              },
            ],
      );
    };
  },
};

/** What led to each message of a request. */
const trailsOf = (input: Publish | PublishBatch): readonly Trail[] =>
  input.type === "publish" ? [input.trail] : input.entries.map(({ trail = input.trail }) => trail);

/** The numbers of what was published, in the order of the request; `null` for what was refused. */
function publishedIn(body: TopicReply): readonly (number | null)[] {
  if (body.type === "published") return [body.message];
  if (body.type !== "publishedBatch") return [];
  return body.results.map((result) => (result.type === "published" ? result.message : null));
}

/** Tells what a topic does with a message: its notes say of each, by its number, what becomes of it. */
class TopicStory implements StoryReader {
  private readonly followed: Followed;
  /** Subscriptions that it is still to be delivered to. */
  private readonly open: number[] = [];
  /** What subscriptions are called, as far as something has reached them. */
  private readonly names = new Map<number, string>();

  constructor(followed: Followed) {
    this.followed = followed;
  }

  *read(entry: TraceEntry): Generator<Told> {
    const { component, number } = this.followed.message;
    if (entry.component !== component) return;
    const notes = (entry.notes ?? []).filter(([, about]) => about === number);
    if (notes.length === 0) return;
    const going = notes.filter(([name]) => name === "goes");
    this.open.push(...going.map(([, , subscription]) => subscription!));
    if (notes.some(([name]) => name === "published")) yield published(notes, going.length);
    else if (going.length > 0) {
      yield { type: "published", text: `is replayed to ${subscriptions(going.length)}` };
    }
    for (const [name, , subscription] of notes) {
      yield* this.readNote(name, subscription!, notes, entry);
    }
    if (this.open.length > 0) this.followed.underWay.add(component);
    else this.followed.underWay.delete(component);
  }

  private *readNote(
    name: string,
    subscription: number,
    notes: readonly (readonly [string, ...number[]])[],
    entry: TraceEntry,
  ): Generator<Told> {
    const isNoted = (other: string) =>
      notes.some(([noted, , to]) => noted === other && to === subscription);
    switch (name) {
      case "duplicate": {
        const text = "is published again under its deduplication id, and not delivered twice";
        yield { type: "sentAgain", text };
        return;
      }
      case "delivered":
        this.close(subscription);
        yield { type: "delivered", text: `is delivered to ${this.nameOf(subscription, entry)}` };
        return;
      case "failed": {
        const who = this.nameOf(subscription, entry);
        const again =
          isNoted("givenUp") || isNoted("withdrawn") ? "" : retryOf(entry, timers.attempt);
        yield { type: "undelivered", text: `is not taken by ${who}: ${reasonOf(entry)}${again}` };
        return;
      }
      case "withdrawn":
        this.close(subscription);
        yield { type: "givenUp", text: "is not delivered: the subscription is gone" };
        return;
      case "givenUp": {
        this.close(subscription);
        const who = this.nameOf(subscription, entry);
        const what = isNoted("lost") ? "nobody has it" : "it goes to the dead-letter queue";
        yield { type: "givenUp", text: `is given up for ${who}: ${what}` };
        return;
      }
      case "redriven": {
        const text = `is taken by the dead-letter queue of ${this.nameOf(subscription, null)}`;
        yield { type: "deadLettered", text };
        return;
      }
      case "lost": {
        if (isNoted("givenUp")) return;
        const whose = this.nameOf(subscription, null);
        const text = `is not taken by the dead-letter queue of ${whose}: ${reasonOf(entry)}, and nobody has it`;
        yield { type: "lost", text };
      }
    }
  }

  private close(subscription: number): void {
    const place = this.open.indexOf(subscription);
    if (place >= 0) this.open.splice(place, 1);
  }

  /** Who took or refused it; known where the request of this entry has reached somebody. */
  private nameOf(subscription: number, entry: TraceEntry | null): string {
    const taker = entry === null ? undefined : this.followed.takers.get(entry.request);
    if (taker !== undefined) this.names.set(subscription, taker);
    return this.names.get(subscription) ?? `subscription ${subscription}`;
  }
}

const subscriptions = (count: number): string =>
  count === 1 ? "one subscription" : `${count} subscriptions`;

function published(notes: readonly (readonly [string, ...number[]])[], going: number): Told {
  const out = notes.filter(([name]) => name === "filteredOut").length;
  const where = going === 0 ? "no subscription" : subscriptions(going);
  const filtered =
    out === 0 ? "" : `, and ${subscriptions(out)} ${out === 1 ? "filters" : "filter"} it out`;
  return { type: "published", text: `is published, for ${where}${filtered}` };
}
