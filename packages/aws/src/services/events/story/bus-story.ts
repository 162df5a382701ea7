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
import { timers } from "../bus/declarations.ts";
import { eventIdOf } from "../event-id.ts";
import type { BusInput, BusReply } from "../protocol.ts";

/** What buses tell of events: which rules want each, and where they bring it. */
export const busStory: Story = {
  follow: (followed) => new BusStory(followed),
  acceptances: () => acceptedIn,
};

function acceptedIn(entry: TraceEntry): readonly AcceptedMessage[] {
  const { component, event, notes = [] } = entry;
  const trails = trailsOf(entry.input as BusInput); // What its machine declares.
  if (trails.length === 0) return [];
  const numbers = entry.effects.flatMap((effect) =>
    effect.type === "reply" ? numbersIn(effect.body as BusReply) : [],
  );
  return notes.flatMap(([name, number, bus]): readonly AcceptedMessage[] => {
    const place = numbers.indexOf(number!);
    if (name !== "put" || place === -1) return [];
    return [
      {
        component,
        number: number!,
        messageId: eventIdOf(bus!, number!),
        origin: trails[place]!, // There is one for each entry.
        identity: { queue: bus!, message: number! },
        cameWith: event,
        body: null,
        isNew: true,
      },
    ];
  });
}

/** What led to each event of a request; empty where it puts none. */
function trailsOf(input: BusInput): readonly Trail[] {
  if (input.type === "putEvent" || input.type === "forwardEvent") return [input.trail];
  if (input.type !== "putEvents") return [];
  return input.entries.map(({ trail = input.trail }) => trail);
}

/** The numbers of what was put, in the order of the request; `null` for what was refused. */
function numbersIn(body: BusReply): readonly (number | null)[] {
  if (body.type === "eventPut") return [body.number];
  if (body.type !== "eventsPut") return [];
  return body.results.map((result) => (typeof result === "number" ? result : null));
}

type Notes = readonly (readonly [string, ...number[]])[];

/** Tells what a bus does with an event: its notes say of each, by its number, what becomes of it. */
class BusStory implements StoryReader {
  private readonly followed: Followed;
  /** Targets that it is still to be brought to. */
  private readonly open: number[] = [];
  /** What targets are called, as far as something has reached them. */
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
    this.open.push(...going.map(([, , target]) => target!));
    if (notes.some(([name]) => name === "put")) yield put(notes, going.length);
    for (const [name, , target] of notes) yield* this.readNote(name, target!, notes, entry);
    if (this.open.length > 0) this.followed.underWay.add(component);
    else this.followed.underWay.delete(component);
  }

  private *readNote(
    name: string,
    target: number,
    notes: Notes,
    entry: TraceEntry,
  ): Generator<Told> {
    const isNoted = (other: string) =>
      notes.some(([noted, , to]) => noted === other && to === target);
    switch (name) {
      case "delivered":
        this.close(target);
        yield { type: "delivered", text: `is delivered to ${this.nameOf(target, entry)}` };
        return;
      case "failed": {
        const who = this.nameOf(target, entry);
        const again =
          isNoted("givenUp") || isNoted("withdrawn") ? "" : retryOf(entry, timers.attempt);
        yield { type: "undelivered", text: `is not taken by ${who}: ${reasonOf(entry)}${again}` };
        return;
      }
      case "withdrawn":
        this.close(target);
        yield { type: "givenUp", text: "is not delivered: the target is gone" };
        return;
      case "givenUp": {
        this.close(target);
        const who = this.nameOf(target, entry);
        const what = isNoted("dropped") ? "nobody has it" : "it goes to the dead-letter queue";
        yield { type: "givenUp", text: `is given up for ${who}: ${what}` };
        return;
      }
      case "deadLettered": {
        const text = `is taken by the dead-letter queue of ${this.nameOf(target, null)}`;
        yield { type: "deadLettered", text };
        return;
      }
      case "dropped": {
        if (isNoted("givenUp")) return;
        const whose = this.nameOf(target, null);
        const text = `is not taken by the dead-letter queue of ${whose}: ${reasonOf(entry)}, and nobody has it`;
        yield { type: "lost", text };
      }
    }
  }

  private close(target: number): void {
    const place = this.open.indexOf(target);
    if (place >= 0) this.open.splice(place, 1);
  }

  /** Who took or refused it; known where the request of this entry has reached somebody. */
  private nameOf(target: number, entry: TraceEntry | null): string {
    const taker = entry === null ? undefined : this.followed.takers.get(entry.request);
    if (taker !== undefined) this.names.set(target, taker);
    return this.names.get(target) ?? `target ${target}`;
  }
}

const counted = (count: number, noun: string): string =>
  count === 1 ? `one ${noun}` : `${count} ${noun}s`;

function put(notes: Notes, going: number): Told {
  const rules = notes.filter(([name]) => name === "matched").length;
  const text =
    rules === 0
      ? "is put on the bus, and no rule wants it"
      : `is put on the bus, and ${counted(rules, "rule")} ${rules === 1 ? "brings" : "bring"} it to ${counted(going, "target")}`;
  return { type: "published", text };
}
