import type { TraceEntry } from "@orrery/kernel";
import { isObject, memberOf, spelled } from "../../../../request/params.ts";
import { span, type Told } from "../../../../service/story.ts";
import { thrown } from "../../durable/execution-answers.ts";
import { dueKinds } from "../../durable/state.ts";
import type { OperationUpdate } from "../../durable/operation-update.ts";
import type { FunctionInput, FunctionReply, Invoked } from "../../protocol.ts";
import { ports, timers } from "../declarations.ts";

/** The durable execution that an entry is about; `null`: none. */
export function executionIn({ notes = [] }: TraceEntry): number | null {
  for (const [name, id] of notes) if (name === "execution") return id!;
  return null;
}

/** Whether an entry begins a durable execution: it asks the function itself for the first invocation. */
export const beginsExecution = ({ effects }: TraceEntry): boolean =>
  effects.some((effect) => effect.type === "send" && effect.port === ports.executions);

/** What happens to an execution besides its invocations. */
export function* executionSteps(entry: TraceEntry, begunAt: number): Generator<Told> {
  const input = entry.input as FunctionInput; // What its machine declares.
  switch (input.type) {
    case "checkpoint":
      if (input.updates.length > 0) {
        const written = input.updates.map(updateText).join(", ");
        yield { type: "called", text: `checkpoints ${written}` };
      }
      for (const { type, action } of input.updates) {
        if (type === "EXECUTION") yield endOf(action === "SUCCEED", entry.at - begunAt);
      }
      return;
    case "endCallback": {
      const said = { success: "succeeds", failure: "fails", heartbeat: "goes on" };
      yield { type: "called", text: `its callback ${said[input.outcome.type]}` };
      return;
    }
    case "stopExecution":
      yield { type: "givenUp", text: `the execution is stopped after ${span(entry.at - begunAt)}` };
      return;
    case "timerFired":
      if (input.timer === timers.durable) yield* dueText(entry, begunAt);
      return;
    case "replied":
      if (input.port === ports.chained) {
        yield { type: "called", text: "the function that it invoked has answered" };
      } else if (input.port === ports.executions) {
        const status = statusIn(input.body as FunctionReply); // It asked itself.
        if (status === "SUCCEEDED" || status === "FAILED") {
          yield endOf(status === "SUCCEEDED", entry.at - begunAt);
        } else if (status === null) yield* againText(entry);
      }
      return;
    default:
  }
}

/** An invocation that came to no end is made again. */
function* againText({ effects, at }: TraceEntry): Generator<Told> {
  for (const effect of effects) {
    if (effect.type !== "setTimer" || effect.timer !== timers.durable) continue;
    yield { type: "retried", text: `is invoked again in ${span(effect.at - at)}` };
  }
}

/** Whether an execution has come to its end with an entry. */
export const endsExecution = (told: Told): boolean =>
  told.text.startsWith("the execution ") || told.type === "givenUp";

const endOf = (hasSucceeded: boolean, took: number): Told => ({
  type: hasSucceeded ? "succeeded" : "failed",
  text: `the execution ${hasSucceeded ? "succeeds" : "fails"} after ${span(took)}`,
});

function* dueText({ notes = [], at }: TraceEntry, begunAt: number): Generator<Told> {
  const due = notes.find(([name]) => name === "due");
  switch (due === undefined ? undefined : dueKinds[due[1]!]) {
    case "executionTimeout":
      yield { type: "givenUp", text: `the execution times out after ${span(at - begunAt)}` };
      return;
    case "waited":
      yield { type: "visible", text: "a wait is over" };
      return;
    case "retry":
      yield { type: "retried", text: "a step is attempted again" };
      return;
    case "callbackTimeout":
      yield { type: "failed", text: "its callback times out" };
      return;
    case "heartbeatTimeout":
      yield { type: "failed", text: "its callback times out: no heartbeat came" };
      return;
    case "chainedInvoke":
      yield { type: "retried", text: "the function that it invokes is asked again" };
      return;
    default: // Its history goes, or it is invoked, which is told by itself.
  }
}

const actions = {
  START: "begins",
  SUCCEED: "succeeds",
  FAIL: "fails",
  RETRY: "is to be tried again",
  CANCEL: "is canceled",
} as const;

function updateText({ type, action, name, wait, delay }: OperationUpdate): string {
  const noun = type.toLowerCase().replace("_", " ");
  const called = name === undefined ? noun : `${noun} ${name}`;
  const length = action === "RETRY" ? delay : wait;
  const long = length === undefined ? "" : ` for ${span(length * 1_000_000)}`;
  return `${called} ${actions[action]}${action === "RETRY" ? long.replace("for", "in") : long}`;
}

/** How an invocation of an execution ended whose handler waits or threw; `null`: otherwise. */
export function endedInvocation(body: Invoked, took: number): Told | null {
  if (body.cause !== null) return null;
  const ended = `the invocation ends after ${span(took)}`;
  switch (statusIn(body)) {
    case "PENDING":
      return { type: "succeeded", text: `${ended}: the execution waits` };
    case "FAILED": {
      const error = memberOf(body.payload, "Error");
      const words = [memberOf(error, "ErrorType"), memberOf(error, "ErrorMessage")];
      const said = words.filter((word) => typeof word === "string").join(": ");
      return { type: "failed", text: `${ended}: the handler throws ${said}` };
    }
    default:
      return null;
  }
}

/** What an invocation of an execution came to; `null`: it came to no end. */
function statusIn(body: FunctionReply | { readonly type: "lost" }): string | null {
  if (body.type !== "invoked") return null;
  const { payload, cause } = body;
  if (cause !== null) return thrown.has(cause) ? "FAILED" : null;
  const status = isObject(payload) ? payload["Status"] : undefined;
  return status === undefined ? "SUCCEEDED" : spelled(status);
}
