import type { Plain } from "@orrery/kernel";
import type { Arrival, Entry, RequestDoor, WorkOutcome } from "../../service/entry.ts";
import type { Payload } from "../../service/payload.ts";
import { noTrail, type Trail } from "../../service/origin.ts";
import { callerTimeout, stepFunctionsLimits } from "./limits.ts";
import type { ExecutionDescribed, ExecutionStarted, StartExecution } from "./protocol.ts";

// A memo of a pure function: the text is the same object for all arrivals that say the same.
const documents = new WeakMap<object, { readonly value: Plain }>();

/** What an arrival says, as a document; a text that is no JSON is one as a text. */
function documentIn({ text }: Pick<Arrival, "text">): Plain {
  let document = documents.get(text);
  if (document === undefined) {
    let value: Plain;
    try {
      value = JSON.parse(text.body) as Plain; // Any JSON.
    } catch {
      value = text.body;
    }
    documents.set(text, (document = { value }));
  }
  return document.value;
}

const startOf = (
  value: Plain,
  size: number,
  trail: Trail,
  isSynchronous: boolean,
): StartExecution => ({
  type: "startExecution",
  input: value,
  size,
  name: null,
  version: null,
  alias: null,
  isSynchronous,
  traceHeader: null,
  trail,
});

/** Starts an execution for an arrival, and hears of it once it has begun. */
const event = {
  inputOf: (arrival: Arrival) =>
    startOf(documentIn(arrival), arrival.text.size, arrival.trail, false),
};

/** Starts an Express execution for an arrival, and hears of it once it has ended. */
const request: RequestDoor = {
  inputOf: (arrival) => startOf(documentIn(arrival), arrival.text.size, arrival.trail, true),
  hasFailed: (answer) =>
    answer.type !== "executionStarted" && (answer as ExecutionDescribed).status !== "SUCCEEDED",
  work: {
    inputFor: (payload: Payload, trail: Trail | null) =>
      payload.type === "json"
        ? startOf(payload.value, payload.size, trail ?? noTrail, true)
        : startOf(null, payload.size, trail ?? noTrail, true),
    outcomeOf(answer): WorkOutcome {
      if (answer.type === "executionStarted") {
        const { execution } = answer as ExecutionStarted; // A Standard one has begun.
        return { hasFailed: false, value: { executionArn: execution }, failedItems: null };
      }
      const { status, output, error, cause } = answer as ExecutionDescribed; // It was asked to end.
      const hasFailed = status !== "SUCCEEDED";
      return {
        hasFailed,
        value: hasFailed ? { error, cause } : output,
        failedItems: null,
      };
    },
  },
};

/** How executions are begun by what others bring. */
export const entryWith = (doors: { readonly request?: true }): Entry => ({
  sizeOf: () => ({ min: 0, max: stepFunctionsLimits.payload.max - 1 }),
  doors: doors.request === true ? { event, request } : { event },
  action: "states:StartExecution",
  timeout: callerTimeout,
  latency: () => ({}),
  call: {
    name: "stepfunctions:StartExecution",
    paramsOf: ({ arn }, body) => ({ stateMachineArn: arn, input: body }),
    bodyOf: (given) =>
      given === undefined ? "{}" : typeof given === "string" ? given : JSON.stringify(given),
  },
});
