import type { Instant, TraceEntry } from "@orrery/kernel";
import { reasonOf, retryOf } from "../../../delivery/attempt-story.ts";
import {
  span,
  type AcceptedMessage,
  type Followed,
  type Story,
  type StoryReader,
  type Told,
} from "../../../service/story.ts";
import { timers } from "../group/declarations.ts";

/** What groups of schedules tell of invocations: when each is due, and what its target makes of it. */
export const groupStory: Story = {
  follow: (followed) => new GroupStory(followed),
  acceptances: () => firedIn,
};

function firedIn({ component, event, notes = [] }: TraceEntry): readonly AcceptedMessage[] {
  return notes.flatMap(([name, number, group, at]): readonly AcceptedMessage[] =>
    name === "fired"
      ? [
          {
            component,
            number: number!,
            messageId: null,
            origin: { from: -group!, number: number!, at: at as Instant }, // As it was noted.
            identity: { queue: group!, message: number! },
            cameWith: event,
            body: null,
            isNew: true,
          },
        ]
      : [],
  );
}

/** Tells what a group does with an invocation: its notes say of each, by its number, what becomes of it. */
class GroupStory implements StoryReader {
  private readonly followed: Followed;

  constructor(followed: Followed) {
    this.followed = followed;
  }

  *read(entry: TraceEntry): Generator<Told> {
    const { message, underWay } = this.followed;
    if (entry.component !== message.component) return;
    const own = (entry.notes ?? []).filter(([, number]) => number === message.number);
    const isNoted = (other: string) => own.some(([name]) => name === other);
    for (const [name, , , at] of own) {
      switch (name) {
        case "fired": {
          underWay.add(message.component);
          const wait = at! - entry.at;
          const when = wait > 0 ? `is to be made in ${span(wait)}` : "is made at once";
          yield { type: "accepted", text: `the time of a schedule comes: its invocation ${when}` };
          break;
        }
        case "failed": {
          const again = isNoted("givenUp") ? "" : retryOf(entry, timers.attempt);
          yield {
            type: "undelivered",
            text: `its target does not take it: ${reasonOf(entry)}${again}`,
          };
          break;
        }
        case "delivered":
          underWay.delete(message.component);
          yield { type: "delivered", text: "its target has it" };
          break;
        case "withdrawn":
          underWay.delete(message.component);
          yield { type: "givenUp", text: "is not made: its schedule is gone or disabled" };
          break;
        case "givenUp": {
          underWay.delete(message.component);
          const whose = isNoted("lost") ? "nobody has it" : "it goes to the dead-letter queue";
          yield { type: "givenUp", text: `is given up: ${whose}` };
          break;
        }
        case "deadLettered":
          yield { type: "deadLettered", text: "the dead-letter queue has it" };
          break;
        default:
          if (isNoted("givenUp")) break;
          yield {
            type: "lost",
            text: `the dead-letter queue does not take it: ${reasonOf(entry)}, and nobody has it`,
          };
      }
    }
  }
}
