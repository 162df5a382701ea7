import {
  noRequest,
  type Instant,
  type RequestId,
  type Replied,
  type TraceEntry,
} from "@orrery/kernel";
import type { FormOf, Payload } from "../../../../service/payload.ts";
import {
  span,
  whileAlive,
  type AcceptedMessage,
  type Followed,
  type Story,
  type StoryReader,
  type Told,
} from "../../../../service/story.ts";
import type { FunctionInput, FunctionReply, Invoke } from "../../protocol.ts";
import { ports, timers } from "../declarations.ts";
import { outcomeOf, refusalOf } from "./failure.ts";

interface Invocation {
  readonly component: string;
  readonly payload: Payload;
  readonly startedAt: Instant;
  /** Whether it has a message of a batch, and is no attempt at an event or answered request of its own. */
  readonly isBatch: boolean;
}

/** What functions tell of messages, and of events and requests that they take. */
export const functionStory = (formOf: FormOf): Story => ({
  follow: (followed) => new FunctionStory(followed, formOf),
  acceptances: () => acceptedIn,
});

function acceptedIn(entry: TraceEntry): readonly AcceptedMessage[] {
  const { component, event, effects } = entry;
  const input = entry.input as FunctionInput; // What its machine declares.
  const isEvent = input.type === "invokeEvent";
  if (!isEvent && !isRequest(input)) return [];
  if (isEvent && !effects.some((effect) => effect.type === "reply" && isTaken(effect.body)))
    return [];
  const { trail } = input;
  const number = attemptIn(entry)?.number ?? null;
  const accepted = { component, number, messageId: null, identity: null, body: null, isNew: true };
  return trail === null ? [] : [{ ...accepted, origin: trail, cameWith: event }];
}

const isTaken = ({ type }: { readonly type: string }): boolean => type === "eventTaken";

/** Whether something is an invocation that is answered, of no batch and of no event. */
const isRequest = (input: FunctionInput): input is Invoke =>
  input.type === "invoke" && input.payload.type === "json" && input.event === null;

/** The attempt at an event that an entry asks the function itself for. */
function attemptIn({
  effects,
}: TraceEntry): { readonly number: number; readonly tag: number } | null {
  for (const effect of effects) {
    if (effect.type !== "send" || effect.port !== ports.events) continue;
    const { event } = effect.input as Invoke; // Sent at this port.
    return { number: event!.number, tag: effect.tag };
  }
  return null;
}

/** Tells of the invocations that have a message; of an event, of each attempt at it. */
class FunctionStory implements StoryReader {
  private readonly followed: Followed;
  private readonly formOf: FormOf;
  /** Those that are not answered. */
  private readonly invocations = new Map<RequestId, Invocation>();
  /** Of an event: by what its attempts are told apart; `null` before it is taken and after it has ended. */
  private tag: number | null = null;
  private attempts = 0;
  /** The faults that strike the handlers of invocations, by component and number. */
  private readonly faults = new Map<string, string>();
  private hasSucceeded = false;

  constructor(followed: Followed, formOf: FormOf) {
    this.followed = followed;
    this.formOf = formOf;
  }

  *read(entry: TraceEntry): Generator<Told> {
    this.noteFault(entry);
    const isOwn = this.followed.message.component === entry.component;
    if (isOwn) yield* this.tellOwn(entry);
    yield* whileAlive(this.followed.copies, this.tellBatch(entry));
    yield* this.tellAnswers(entry);
    if (isOwn) yield* this.tellRetry(entry);
  }

  private noteFault({ component, notes = [], fault }: TraceEntry): void {
    for (const [note, invocation] of notes) {
      if (note === "impaired" && fault !== undefined)
        this.faults.set(`${component} ${invocation}`, fault);
    }
  }

  /** What happens to an event or to a request that this function took. */
  private *tellOwn(entry: TraceEntry): Generator<Told> {
    const { event, request } = entry;
    const { message, underWay } = this.followed;
    const input = entry.input as FunctionInput; // What its machine declares.
    if (event === message.cameWith) {
      if (input.type === "invokeEvent") yield* this.take(entry, input.payload.size);
      else if (isRequest(input)) {
        this.begin(request, entry, input.payload, false);
        yield { type: "invoked", text: "is invoked, and its caller waits for the answer" };
      }
    } else if (input.type === "invoke" && input.event !== null && this.tag !== null) {
      if (input.event.number !== message.number) return;
      this.attempts += 1;
      underWay.add(entry.component);
      const often = this.attempts === 1 ? "" : ` once more, for attempt ${this.attempts}`;
      const copy = request === noRequest ? ", by a copy of the request that a fault made" : "";
      this.begin(request, entry, input.payload, false);
      yield { type: "invoked", text: `is given to the function${often}${copy}` };
    }
  }

  private *take(entry: TraceEntry, size: number): Generator<Told> {
    const attempt = attemptIn(entry);
    yield { type: "accepted", text: `is taken as an event, ${size} bytes` };
    if (attempt === null) {
      yield { type: "givenUp", text: "is dropped: the function's reserved concurrency is 0" };
      return;
    }
    this.tag = attempt.tag;
    this.followed.underWay.add(entry.component);
  }

  private begin(
    request: RequestId,
    { component, at }: TraceEntry,
    payload: Payload,
    isBatch: boolean,
  ) {
    // Nobody waits for the answer to a copy, so that its end is not told.
    if (request === noRequest) return;
    this.invocations.set(request, { component, payload, startedAt: at, isBatch });
    this.followed.requests.set(request, "running");
    this.followed.running.add(component);
  }

  private *tellBatch(entry: TraceEntry): Generator<Told> {
    const { copies, attempt } = this.followed;
    const { request } = entry;
    const input = entry.input as FunctionInput; // What its machine declares.
    if (input.type !== "invoke" || input.payload.type !== "batch") return;
    const { items } = input.payload;
    if (!items.some(({ identity }) => copies.is(identity))) return;
    this.begin(request, entry, input.payload, true);
    attempt.condition = "running";
    const batch = items.length === 1 ? "alone" : `in a batch of ${items.length}`;
    const copy = request === noRequest ? ", by a copy of the request that a fault made" : "";
    yield { type: "invoked", text: `is given to the function ${batch}${copy}` };
  }

  private *tellAnswers(entry: TraceEntry): Generator<Told> {
    const { copies, attempt, requests, running } = this.followed;
    for (const effect of entry.effects) {
      if (effect.type !== "reply") continue;
      const invocation = this.invocations.get(effect.to);
      if (invocation === undefined) continue;
      this.invocations.delete(effect.to);
      const { component, payload, startedAt, isBatch } = invocation;
      const others = [...this.invocations.values()];
      if (!others.some((other) => other.component === component)) running.delete(component);
      // Whoever invoked may wait no more.
      if (requests.get(effect.to) !== "running") continue;
      requests.set(effect.to, "answered");
      if (isBatch) attempt.condition = "answered";
      if (isBatch && copies.isOver) continue;
      const body = effect.body as FunctionReply; // A function answers nothing else.
      if (body.type === "invoked") {
        this.hasSucceeded = body.functionError === null;
        const fault = this.faults.get(`${component} ${body.invocation}`) ?? null;
        yield outcomeOf(body, payload, entry.at - startedAt, entry, copies, this.formOf, fault);
      } else if (body.type === "refused") yield refusalOf(body);
    }
  }

  /** What follows from the answer to an attempt at an event. */
  private *tellRetry({
    input: given,
    request,
    effects,
    at,
    component,
    fault,
  }: TraceEntry): Generator<Told> {
    const input = given as FunctionInput; // What its machine declares.
    if (input.type === "timerFired" && input.timer === timers.event && input.index === this.tag) {
      // It may be too old by now for the attempt that was due.
      if (effects.length === 0) yield this.drop(component);
      return;
    }
    if (input.type !== "replied" || input.port !== ports.events || input.tag !== this.tag) return;
    const { body } = input as Replied<FunctionReply>; // It asked itself.
    this.followed.requests.delete(request);
    if (body.type === "lost") {
      const by = fault === undefined ? "" : ` by the fault "${fault}"`;
      yield { type: "failed", text: `the attempt is lost${by}` };
    }
    for (const effect of effects) {
      if (effect.type !== "setTimer" || effect.timer !== timers.event) continue;
      yield { type: "retried", text: `is tried again in ${span(effect.at - at)}` };
      return;
    }
    if (body.type !== "invoked" || !this.hasSucceeded) yield this.drop(component);
    this.tag = null;
    this.followed.underWay.delete(component);
  }

  private drop(component: string): Told {
    this.tag = null;
    this.followed.underWay.delete(component);
    return { type: "givenUp", text: "is dropped: it is not tried again" };
  }
}
