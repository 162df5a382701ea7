import type { WaitState } from "../definition.ts";
import { failing, queryFailure, runtimeFailure, type Failed } from "../failure.ts";
import type { Frame } from "../frame.ts";
import { timestampOf } from "../timestamp.ts";
import { numberOf, outOfRange, wholeNumberIn } from "./number-field.ts";
import type { Left, Watch } from "./outcome.ts";
import { chosen, effectiveInput, leave } from "./processing.ts";

/** How long a Wait state waits. */
export interface Waiting {
  readonly type: "waiting";
  /** Seconds from the entry; not below 0, and with a fraction where a time of day says so. */
  readonly seconds: number;
}

/** AWS counts a delay in a whole number of 31 bits. */
const mostSeconds = 2_147_483_648;

/** A Wait state's entry. */
export const wait = (state: WaitState, frame: Frame, watch?: Watch): Waiting | Failed =>
  failing(state, frame.enteredId, (): Waiting => {
    effectiveInput(state, frame, watch);
    const seconds = secondsOf(state, frame);
    if (seconds >= mostSeconds) throw runtimeFailure("Wait state delay is too long.");
    return { type: "waiting", seconds: Math.max(0, seconds) };
  });

function secondsOf(state: WaitState, frame: Frame): number {
  const { until } = state;
  const input = effectiveInput(state, frame);
  switch (until.type) {
    case "timestamp":
      return secondsUntil(until.text, frame, () => unreadable(until.text));
    case "timestampExpression": {
      const value = until.query(input, frame);
      const text = typeof value === "string" ? value : JSON.stringify(value);
      return secondsUntil(text, frame, () => queryFailure(unreadable(text).message, "Timestamp"));
    }
    case "timestampPath": {
      const value = until.query(input, frame);
      const text = typeof value === "string" ? value : JSON.stringify(value);
      return secondsUntil(text, frame, () =>
        runtimeFailure(
          `The TimestampPath parameter does not reference a valid ISO-8601 extended offset date-time format string: ${until.text} == ${text}`,
        ),
      );
    }
    case "seconds":
      return until.seconds.type === "path"
        ? secondsAt(until.seconds, frame, input)
        : givenSeconds(until.seconds, frame, input);
  }
}

const unreadable = (text: string) =>
  runtimeFailure(
    `The Timestamp field cannot be parsed as an ISO-8601 extended offset date-time format string: ${text}`,
  );

function secondsUntil(text: string, frame: Frame, wrong: () => Error): number {
  const time = timestampOf(text);
  if (time === undefined) throw wrong();
  return (time - frame.draws.now()) / 1_000;
}

type Seconds = Extract<WaitState["until"], { type: "seconds" }>["seconds"];
type Data = Frame["input"];

function givenSeconds(field: Seconds, frame: Frame, input: Data): number {
  const read = numberOf(field, "Seconds", frame, input)!;
  if (read.value < 0) throw outOfRange(read, "Seconds cannot be negative.");
  return read.value;
}

function secondsAt(field: Extract<Seconds, { type: "path" }>, frame: Frame, input: Data): number {
  const said = `The SecondsPath parameter`;
  const value = reached(field, frame, input);
  if (value === undefined) {
    throw runtimeFailure(`${said} does not reference an input value: ${field.text}`);
  }
  const seconds = wholeNumberIn(value);
  if (seconds === undefined) {
    const shown = typeof value === "string" ? value : JSON.stringify(value);
    throw runtimeFailure(`${said} cannot be parsed as a long value: ${field.text} == ${shown}`);
  }
  if (seconds < 0) {
    throw runtimeFailure(`${said} references a negative value: ${field.text} == ${seconds}`);
  }
  return seconds;
}

function reached(
  field: Extract<Seconds, { type: "path" }>,
  frame: Frame,
  input: Data,
): Data | undefined {
  const found = failing({ name: "" }, 0, () => ({ value: field.query(input, frame) }));
  return "value" in found ? found.value : undefined;
}

/** A Wait state's exit, once its time has passed. */
export const waited = (state: WaitState, frame: Frame, watch?: Watch): Left =>
  failing(state, frame.enteredId, () => {
    const { output, next, assign } = state;
    const input = effectiveInput(state, frame, watch);
    const made = output === undefined ? chosen(state, frame, input) : output(input, frame);
    return leave(made, frame, { next, assign, data: input });
  });
