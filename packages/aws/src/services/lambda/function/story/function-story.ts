import { noRequest, type Instant, type RequestId, type TraceEntry } from "@orrery/kernel";
import type { BatchPayload, FormOf } from "../../../../service/payload.ts";
import {
  whileAlive,
  type Followed,
  type Story,
  type StoryReader,
  type Told,
} from "../../../../service/story.ts";
import type { FunctionInput, FunctionReply } from "../../protocol.ts";
import { outcomeOf, refusalOf } from "./failure.ts";

interface Invocation {
  readonly payload: BatchPayload;
  readonly startedAt: Instant;
}

/** What functions tell of messages. */
export const functionStory = (formOf: FormOf): Story => ({
  follow: (followed) => new FunctionStory(followed, formOf),
});

/** Tells of the invocations that have a message. */
class FunctionStory implements StoryReader {
  private readonly followed: Followed;
  private readonly formOf: FormOf;
  /** Those that are not answered. */
  private readonly invocations = new Map<RequestId, Invocation>();

  constructor(followed: Followed, formOf: FormOf) {
    this.followed = followed;
    this.formOf = formOf;
  }

  read(entry: TraceEntry): Iterable<Told> {
    return whileAlive(this.followed.copies, this.tell(entry));
  }

  private *tell(entry: TraceEntry): Generator<Told> {
    const { copies, attempt, requests } = this.followed;
    const { at, request } = entry;
    const input = entry.input as FunctionInput; // What its machine declares.
    if (input.type === "invoke" && input.payload.type === "batch") {
      const { payload } = input;
      const { items } = payload;
      if (items.some(({ identity }) => copies.is(identity))) {
        // Nobody waits for the answer to a copy, so that its end is not told.
        if (request !== noRequest) {
          this.invocations.set(request, { payload, startedAt: at });
          requests.set(request, "running");
        }
        attempt.condition = "running";
        const batch = items.length === 1 ? "alone" : `in a batch of ${items.length}`;
        const copy = request === noRequest ? ", by a copy of the request that a fault made" : "";
        yield { type: "invoked", text: `is given to the function ${batch}${copy}` };
      }
    }
    for (const effect of entry.effects) {
      if (effect.type !== "reply") continue;
      const invocation = this.invocations.get(effect.to);
      this.invocations.delete(effect.to);
      // Whoever invoked may wait no more.
      if (invocation === undefined || requests.get(effect.to) !== "running") continue;
      requests.set(effect.to, "answered");
      attempt.condition = "answered";
      const body = effect.body as FunctionReply; // A function answers nothing else.
      const { payload, startedAt } = invocation;
      if (body.type === "invoked") {
        yield outcomeOf(body, payload, at - startedAt, entry, copies, this.formOf);
      } else if (body.type === "refused") yield refusalOf(body);
    }
  }
}
