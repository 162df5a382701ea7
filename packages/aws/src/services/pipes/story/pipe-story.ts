import type { RequestId, TraceEntry } from "@orrery/kernel";
import type { WorkReply } from "../../../mapping/work.ts";
import {
  span,
  wordsOf,
  type Followed,
  type Story,
  type StoryReader,
  type Told,
} from "../../../service/story.ts";
import { ports } from "../pipe/declarations.ts";
import type { PipeInput } from "../protocol.ts";

/** What pipes tell of what their readers have read. */
export const pipeStory: Story = { follow: (followed) => new PipeStory(followed) };

/** An execution that has the followed event. */
interface Held {
  readonly place: number;
  readonly since: number;
}

/** Tells what a pipe does with an event: when it takes it up, and what its enrichment and its target make of it. */
class PipeStory implements StoryReader {
  private readonly followed: Followed;
  private readonly held = new Map<RequestId, Held>();

  constructor(followed: Followed) {
    this.followed = followed;
  }

  *read(entry: TraceEntry): Generator<Told> {
    const { copies, attempt, underWay } = this.followed;
    const { component, request, at } = entry;
    const input = entry.input as PipeInput; // What its machine declares.
    if (input.type === "invoke" && input.payload.type === "batch") {
      const { items } = input.payload;
      const place = items.findIndex(({ identity }) => copies.is(identity));
      if (place >= 0) {
        this.held.set(request, { place, since: at });
        underWay.add(component);
        const beside = items.length - 1;
        const others =
          beside === 0 ? "alone" : `with ${beside} ${beside === 1 ? "other" : "others"}`;
        yield { type: "invoked", text: `is taken up by the pipe, ${others}` };
      }
    }
    for (const effect of entry.effects) {
      if (effect.type !== "reply") continue;
      const held = this.held.get(effect.to);
      if (held === undefined) continue;
      this.held.delete(effect.to);
      underWay.delete(component);
      attempt.condition = "none";
      yield outcomeOf(effect.body as WorkReply, held, entry); // A pipe answers nothing else.
    }
  }
}

function outcomeOf(body: WorkReply, { place, since }: Held, { at, input }: TraceEntry): Told {
  const after = span(at - since);
  if (body.type === "refused") {
    return { type: "refused", text: `is not taken by the pipe for now: ${wordsOf(body)}` };
  }
  const { functionError, failedItems } = body;
  if (functionError !== null) {
    return { type: "failed", text: `its batch fails in the pipe after ${after}: ${functionError}` };
  }
  if (failedItems?.includes(place) === true) {
    return {
      type: "failed",
      text: `is not taken by the target, which takes others, after ${after}`,
    };
  }
  // Where the target is asked, its answer ends an execution.
  const given = input as PipeInput; // What its machine declares.
  const isSkipped = given.type !== "replied" || given.port === ports.enrichment;
  const text = isSkipped
    ? `the enrichment gives nothing back after ${after}, so that the target is not asked`
    : `the target has it after ${after}`;
  return { type: "succeeded", text };
}
