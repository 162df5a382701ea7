import { seconds, type Duration, type Instant } from "@orrery/kernel";
import { sizeInUtf8 } from "../../../text/utf8.ts";
import type { FunctionSettings } from "../config.ts";
import { memoryUsed } from "../limits.ts";
import type { InvocationEnded, LogFact, LogStream, Printed, TracedInvocation } from "./log-fact.ts";
import { linesOf } from "./log-line.ts";

/** What CloudWatch Logs counts of each line beside its bytes. */
export const lineOverhead = 26;

/** Bytes of the lines that are written of what happened, as CloudWatch Logs counts them. */
export const bytesOf = (fact: LogFact, stream: LogStream, settings: FunctionSettings): number =>
  linesOf(fact, stream, settings).reduce(
    (sum, { message }) => sum + sizeInUtf8(message) + lineOverhead,
    0,
  );

/** How long the lines are of an invocation that returned, as far as its function says. */
interface InvocationSize {
  /** Of one that took 1 ms and was billed for as much. */
  readonly warm: number;
  /** The same with an Init phase of 1 ms. */
  readonly cold: number;
  /** For each digit more of the duration, of what is billed, and of the Init phase. */
  readonly perDigit: readonly [duration: number, billed: number, init: number];
  /** Where it is traced. */
  readonly traced: number;
  /** A number has two digits behind its point, or none where they are 0. */
  readonly hasFraction: boolean;
}

// A memo of a pure function: settings are values.
const sizes = new WeakMap<FunctionSettings, InvocationSize>();

const short = inTime(1);
const long = inTime(10);

function inTime(milliseconds: number): Duration {
  return (milliseconds * 1_000) as Duration;
}

const none = 0 as Duration;
const someTrace: TracedInvocation = {
  traceId: "1-5759e988-bd862e3fe1be46a994272793",
  segmentId: "53995c3f42cd8ad8",
};

/** What lines say of a function's invocations, and of how long they are measured once. */
function sizeOfInvocations(settings: FunctionSettings, stream: LogStream): InvocationSize {
  const known = sizes.get(settings);
  if (known !== undefined) return known;
  const at = seconds(0) as number as Instant;
  const started = bytesOf({ type: "started", stream: 0, at, request: 1 }, stream, settings);
  const ended = (
    duration: Duration,
    billedDuration: Duration,
    initDuration: Duration,
    traced: TracedInvocation | null = null,
  ) => {
    const fact: InvocationEnded = {
      ...{ type: "ended", stream: 0, at, request: 1, memoryUsed, error: null },
      ...{ ending: "returned", duration, billedDuration, initDuration, traced },
    };
    return started + bytesOf(fact, stream, settings);
  };
  const warm = ended(short, short, none);
  const cold = ended(short, short, short);
  const size: InvocationSize = {
    warm,
    cold,
    perDigit: [
      ended(long, short, none) - warm,
      ended(short, long, none) - warm,
      ended(short, short, long) - cold,
    ],
    traced: ended(short, short, none, someTrace) - warm,
    hasFraction: settings.log.format === "Text",
  };
  sizes.set(settings, size);
  return size;
}

/** Bytes of what Lambda writes of an invocation that is over, from its START on. */
export function invocationBytes(
  fact: InvocationEnded,
  stream: LogStream,
  settings: FunctionSettings,
): number {
  const { ending, duration, billedDuration, initDuration, traced, at, request } = fact;
  if (ending !== "returned") {
    const started: LogFact = { type: "started", stream: fact.stream, at, request };
    return bytesOf(started, stream, settings) + bytesOf(fact, stream, settings);
  }
  const { warm, cold, perDigit, traced: trace, hasFraction } = sizeOfInvocations(settings, stream);
  const digits = hasFraction ? digitsOf : shownDigits;
  return (
    (initDuration > 0 ? cold + (digits(initDuration) - 1) * perDigit[2] : warm) +
    (digits(duration) - 1) * perDigit[0] +
    (digitsOf(billedDuration) - 1) * perDigit[1] +
    (traced === null ? 0 : trace)
  );
}

/** Digits of whole milliseconds, of a time that is shown with two digits behind its point. */
function digitsOf(duration: Duration): number {
  const shown = Math.floor(Math.round(duration / 10) / 100);
  let digits = 1;
  for (let bound = 10; shown >= bound; bound *= 10) digits += 1;
  return digits;
}

/** Signs of a time as a number of milliseconds, with at most two digits behind its point. */
function shownDigits(duration: Duration): number {
  const fraction = Math.round(duration / 10) % 100;
  const behind = fraction === 0 ? 0 : fraction % 10 === 0 ? 2 : 3;
  return digitsOf(duration) + behind;
}

/** With the time, the request id, and what stands between. */
const nodePrefix = 24 + 1 + 36 + 1 + 1;

/** Bytes of what a handler prints. */
export function printedBytes(
  printed: Printed,
  stream: LogStream,
  settings: FunctionSettings,
): number {
  if (stream.log.format === "JSON") return bytesOf(printed, stream, settings);
  const prefix =
    stream.runtime?.startsWith("nodejs") === true ? nodePrefix + printed.level.length : 0;
  return prefix + sizeInUtf8(printed.text) + 1 + lineOverhead;
}
