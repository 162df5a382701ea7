import { noRequest, type Instant, type RequestId, type TraceEntry } from "@orrery/kernel";
import type { FunctionInput, FunctionReply } from "../../services/lambda/protocol.ts";
import type { BatchPayload } from "../../service/payload.ts";
import type { Copies } from "./copies.ts";
import { outcomeOf, refusalOf } from "./failure.ts";
import type { Attempt, Told } from "./step.ts";

interface Invocation {
  readonly payload: BatchPayload;
  readonly startedAt: Instant;
  /** Whether the function has answered it. */
  isAnswered: boolean;
}

/** Tells of the invocations that have a message. */
export class FunctionStory {
  private readonly copies: Copies;
  private readonly invocations = new Map<RequestId, Invocation>();

  private readonly attempt: Attempt;

  constructor(copies: Copies, attempt: Attempt) {
    this.copies = copies;
    this.attempt = attempt;
  }

  /** What became of an invocation so far: it never reached the function, it runs, or it is answered. */
  conditionOf(request: RequestId): "unknown" | "running" | "answered" {
    const invocation = this.invocations.get(request);
    return invocation === undefined ? "unknown" : invocation.isAnswered ? "answered" : "running";
  }

  /** Whoever invoked has the answer, or waits no more. */
  forget(request: RequestId): void {
    this.invocations.delete(request);
  }

  /** What an entry of a function says of the message. */
  *read(entry: TraceEntry): Generator<Told> {
    const { at, request } = entry;
    const input = entry.input as FunctionInput; // What its machine declares.
    if (input.type === "invoke" && input.payload.type === "batch") {
      const { payload } = input;
      const { items } = payload;
      if (items.some(({ identity }) => this.copies.is(identity))) {
        // Nobody waits for the answer to a copy, so that its end is not told.
        if (request !== noRequest) {
          this.invocations.set(request, { payload, startedAt: at, isAnswered: false });
        }
        this.attempt.condition = "running";
        const batch = items.length === 1 ? "alone" : `in a batch of ${items.length}`;
        const copy = request === noRequest ? ", by a copy of the request that a fault made" : "";
        yield { type: "invoked", text: `is given to the function ${batch}${copy}` };
      }
    }
    for (const effect of entry.effects) {
      if (effect.type !== "reply") continue;
      const invocation = this.invocations.get(effect.to);
      if (invocation === undefined || invocation.isAnswered) continue;
      invocation.isAnswered = true;
      this.attempt.condition = "answered";
      const body = effect.body as FunctionReply; // A function answers nothing else.
      const { payload, startedAt } = invocation;
      if (body.type === "invoked") {
        yield outcomeOf(body, payload, at - startedAt, entry, this.copies);
      } else if (body.type === "refused") yield refusalOf(body);
    }
  }
}
