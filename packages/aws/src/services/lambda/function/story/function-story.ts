import {
  noRequest,
  type Instant,
  type RequestId,
  type Replied,
  type Tagged,
  type TraceEntry,
} from "@orrery/kernel";
import type { Refused } from "../../../../service/refusal.ts";
import type { FormOf, Payload } from "../../../../service/payload.ts";
import {
  span,
  whileAlive,
  wordsOf,
  type AcceptedMessage,
  type Followed,
  type Story,
  type StoryReader,
  type Told,
} from "../../../../service/story.ts";
import type { EventTaken, FunctionInput, FunctionReply, Invoke } from "../../protocol.ts";
import { ports, timers } from "../declarations.ts";
import {
  beginsExecution,
  endedInvocation,
  endsExecution,
  executionIn,
  executionSteps,
} from "./execution-story.ts";
import { outcomeOf, refusalOf } from "./failure.ts";

interface Invocation {
  readonly component: string;
  readonly payload: Payload;
  readonly startedAt: Instant;
  /** Whether it has a message of a batch, and is no attempt at an event or answered request of its own. */
  readonly isBatch: boolean;
  /** Whether it goes on with a durable execution. */
  readonly isExecution: boolean;
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
  // A durable execution has a name.
  const messageId = executionArnIn(entry) ?? null;
  const accepted = { component, number, messageId, identity: null, body: null, isNew: true };
  return trail === null ? [] : [{ ...accepted, origin: trail, cameWith: event }];
}

/** The ARN of the durable execution that an event begins, or began before. */
function executionArnIn({ effects }: TraceEntry): string | undefined {
  for (const effect of effects) {
    if (effect.type === "reply" && isTaken(effect.body))
      return (effect.body as EventTaken).execution;
  }
  return undefined;
}

const isTaken = ({ type }: { readonly type: string }): boolean => type === "eventTaken";

/** Whether something is an invocation that is answered: of no batch, no event and no durable execution. */
const isRequest = (input: FunctionInput): input is Invoke =>
  input.type === "invoke" &&
  input.payload.type === "json" &&
  input.event === null &&
  input.execution === undefined;

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
  /** Of a durable execution: which of its function's; `null` before it begins and after its end. */
  private execution: number | null = null;
  private begunAt = 0;
  /** Those who are told of the event's end, by what they are told apart. */
  private readonly handOvers = new Map<number, string>();

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
    if (!isOwn) return;
    yield* this.tellRetry(entry);
    yield* this.tellExecution(entry);
    yield* this.tellHandOver(entry);
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
        const isDurable = this.beginExecution(entry);
        if (!isDurable) this.begin(request, entry, input.payload, false);
        const text = isDurable
          ? "is invoked: a durable execution begins, and its caller waits for its end"
          : "is invoked, and its caller waits for the answer";
        yield { type: "invoked", text };
      }
    } else if (input.type === "invoke" && input.execution !== undefined) {
      if (input.execution.id !== this.execution) return;
      const { invocation } = input.execution;
      this.begin(request, entry, input.payload, false);
      const again = invocation === 1 ? "" : ` again, for invocation ${invocation}`;
      yield { type: "invoked", text: `is given to the function${again}` };
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
    if (this.beginExecution(entry)) {
      yield { type: "accepted", text: "a durable execution begins" };
      return;
    }
    if (executionArnIn(entry) !== undefined) {
      const text = "nothing begins: the execution of this name is there already";
      yield { type: "withoutEffect", text };
      return;
    }
    if (attempt === null) {
      yield { type: "givenUp", text: "is dropped: the function's reserved concurrency is 0" };
      yield* this.tellTold(entry);
      return;
    }
    this.tag = attempt.tag;
    this.followed.underWay.add(entry.component);
  }

  /** Whether it begins a durable execution, which is followed from here on. */
  private beginExecution(entry: TraceEntry): boolean {
    const id = executionIn(entry);
    if (id === null || !beginsExecution(entry)) return false;
    this.execution = id;
    this.begunAt = entry.at;
    this.followed.underWay.add(entry.component);
    return true;
  }

  private *tellExecution(entry: TraceEntry): Generator<Told> {
    if (this.execution === null || entry.event === this.followed.message.cameWith) return;
    if (executionIn(entry) !== this.execution) return;
    for (const told of executionSteps(entry, this.begunAt)) {
      yield told;
      if (!endsExecution(told)) continue;
      this.execution = null;
      this.followed.underWay.delete(entry.component);
      yield* this.tellTold(entry);
    }
  }

  /** Who is told of the end of the event. */
  private *tellTold({ effects }: TraceEntry): Generator<Told> {
    for (const effect of effects) {
      if (effect.type !== "send" || effect.port !== ports.destinations) continue;
      const isDeadLetter = effect.tag % 2 === 1;
      this.handOvers.set(effect.tag, isDeadLetter ? "the dead-letter queue" : "the destination");
      const text = isDeadLetter
        ? "goes to the function's dead-letter queue"
        : "a record of it goes to the function's destination";
      yield { type: "leaves", text };
    }
  }

  /** What those who are told say. */
  private *tellHandOver({ input: given, request }: TraceEntry): Generator<Told> {
    const input = given as FunctionInput; // What its machine declares.
    if (input.type !== "replied" || input.port !== ports.destinations) return;
    const who = this.handOvers.get(input.tag);
    if (who === undefined) return;
    this.handOvers.delete(input.tag);
    const name = this.followed.takers.get(request);
    const taker = name === undefined ? who : `${who} ${name}`;
    const body = input.body as Tagged; // Of any kind of resource.
    if (body.type === "refused") {
      const why = wordsOf(body as Refused); // It says so.
      yield { type: "undelivered", text: `${taker} does not take it: ${why}` };
    } else if (body.type === "lost") {
      yield { type: "undelivered", text: `${taker} does not answer` };
    } else yield { type: "delivered", text: `${taker} takes it` };
  }

  private begin(
    request: RequestId,
    { component, at }: TraceEntry,
    payload: Payload,
    isBatch: boolean,
  ) {
    // Nobody waits for the answer to a copy, so that its end is not told.
    if (request === noRequest) return;
    const isExecution = this.execution !== null && !isBatch;
    this.invocations.set(request, { component, payload, startedAt: at, isBatch, isExecution });
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
      const { component, payload, startedAt, isBatch, isExecution } = invocation;
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
        const ended = isExecution ? endedInvocation(body, entry.at - startedAt) : null;
        if (ended !== null) {
          yield ended;
          continue;
        }
        yield outcomeOf(body, payload, entry.at - startedAt, entry, copies, this.formOf, fault);
      } else if (body.type === "refused") yield refusalOf(body);
    }
  }

  /** What follows from the answer to an attempt at an event. */
  private *tellRetry(entry: TraceEntry): Generator<Told> {
    const { input: given, request, effects, at, component, fault } = entry;
    const input = given as FunctionInput; // What its machine declares.
    if (input.type === "timerFired" && input.timer === timers.event && input.index === this.tag) {
      // It may be too old by now for the attempt that was due.
      if (effects.some((effect) => effect.type === "send" && effect.port === ports.events)) return;
      yield this.drop(component);
      yield* this.tellTold(entry);
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
    yield* this.tellTold(entry);
  }

  private drop(component: string): Told {
    this.tag = null;
    this.followed.underWay.delete(component);
    return { type: "givenUp", text: "is dropped: it is not tried again" };
  }
}
