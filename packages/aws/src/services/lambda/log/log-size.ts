import { seconds, type Duration, type Instant } from "@orrery/kernel";
import { sizeInUtf8 } from "../../../text/utf8.ts";
import type { FunctionSettings } from "../config.ts";
import { memoryUsed } from "../limits.ts";
import type { InvocationEnded, LogFact, LogStream, Printed, TracedInvocation } from "./log-fact.ts";
import { linesOf } from "./log-line.ts";
import { streamOf } from "./log-stream.ts";

/** What CloudWatch Logs counts of each line beside its bytes. */
export const lineOverhead = 26;

/** Bytes of the lines that are written of what happened, as CloudWatch Logs counts them. */
export const bytesOf = (fact: LogFact, stream: LogStream, settings: FunctionSettings): number =>
  linesOf(fact, stream, settings).reduce(
    (sum, { message }) => sum + sizeInUtf8(message) + lineOverhead,
    0,
  );

/** How long the lines are of what nearly every environment and invocation does, as far as its function says. */
interface KnownSizes {
  /** Of the beginning of an environment: on demand, and of provisioned concurrency. */
  readonly beginning: number;
  readonly provisionedBeginning: number;
  /** Of an invocation that returned, took 1 ms and was billed for as much. */
  readonly warm: number;
  /** The same with an Init phase of 1 ms. */
  readonly cold: number;
  /** For each digit more of the duration, of what is billed, and of the Init phase. */
  readonly perDigit: number;
  readonly perBilledDigit: number;
  readonly perInitDigit: number;
  /** Where it is traced. */
  readonly traced: number;
  /** A number has two digits behind its point, or none where they are 0. */
  readonly hasFraction: boolean;
}

// A memo of a pure function: settings are values. The same come many times in a row.
const sizes = new WeakMap<FunctionSettings, KnownSizes>();
let lastSettings: FunctionSettings | null = null;
let lastSizes: KnownSizes | null = null;

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

function sizesOf(settings: FunctionSettings): KnownSizes {
  if (settings === lastSettings && lastSizes !== null) return lastSizes;
  let known = sizes.get(settings);
  if (known === undefined) {
    known = measured(settings);
    sizes.set(settings, known);
  }
  lastSettings = settings;
  lastSizes = known;
  return known;
}

/** What lines say of a function's invocations, and of how long they are measured once. */
function measured(settings: FunctionSettings): KnownSizes {
  const at = seconds(0) as number as Instant;
  const stream = streamOf({ number: 0, madeAt: at }, settings);
  const provisioned = streamOf({ number: 0, madeAt: at, isProvisioned: true }, settings);
  const begun: LogFact = { type: beginningOf(settings), stream: 0, at };
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
  return {
    beginning: bytesOf(begun, stream, settings),
    provisionedBeginning: bytesOf(begun, provisioned, settings),
    warm,
    cold,
    perDigit: ended(long, short, none) - warm,
    perBilledDigit: ended(short, long, none) - warm,
    perInitDigit: ended(short, short, long) - cold,
    traced: ended(short, short, none, someTrace) - warm,
    hasFraction: settings.log.format === "Text",
  };
}

/** What an environment of these begins with. */
export const beginningOf = ({ snapStart }: FunctionSettings): "initStarted" | "restoreStarted" =>
  snapStart === null ? "initStarted" : "restoreStarted";

/** Bytes of what Lambda writes when it makes an environment. */
export function beginningBytes(settings: FunctionSettings, isProvisioned: boolean): number {
  const { beginning, provisionedBeginning } = sizesOf(settings);
  return isProvisioned ? provisionedBeginning : beginning;
}

/** Bytes of what Lambda writes of an invocation that has returned, from its START on. */
export function returnedBytes(
  {
    duration,
    billedDuration,
    initDuration,
  }: Pick<InvocationEnded, "duration" | "billedDuration" | "initDuration">,
  isTraced: boolean,
  settings: FunctionSettings,
): number {
  const known = sizesOf(settings);
  let bytes = (digitsOf(billedDuration) - 1) * known.perBilledDigit;
  if (known.hasFraction) {
    bytes += (digitsOf(duration) - 1) * known.perDigit;
    if (initDuration > 0) bytes += (digitsOf(initDuration) - 1) * known.perInitDigit;
  } else {
    bytes += (shownDigits(duration) - 1) * known.perDigit;
    if (initDuration > 0) bytes += (shownDigits(initDuration) - 1) * known.perInitDigit;
  }
  if (isTraced) bytes += known.traced;
  return bytes + (initDuration > 0 ? known.cold : known.warm);
}

/** Bytes of what Lambda writes of an invocation that has not returned, from its START on. */
export function failedBytes(
  fact: InvocationEnded,
  stream: LogStream,
  settings: FunctionSettings,
): number {
  const { at, request } = fact;
  const started: LogFact = { type: "started", stream: fact.stream, at, request };
  return bytesOf(started, stream, settings) + bytesOf(fact, stream, settings);
}

/** Digits of whole milliseconds, of a time that is shown with two digits behind its point. */
function digitsOf(duration: Duration): number {
  let digits = 1;
  // What is rounded to the hundredth reaches 10 ms half a hundredth before.
  for (let bound = 9_995; duration >= bound; bound = bound * 10 + 45) digits += 1;
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
