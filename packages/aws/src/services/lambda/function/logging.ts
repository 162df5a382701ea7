import { slab, type Duration, type Instant } from "@orrery/kernel";
import type { Behavior, FunctionSettings } from "../config.ts";
import { memoryUsed } from "../limits.ts";
import type {
  Ending,
  InvocationEnded,
  LogFact,
  LogStream,
  Printed,
  TracedInvocation,
} from "../log/log-fact.ts";
import {
  beginningBytes,
  beginningOf,
  bytesOf,
  failedBytes,
  lineOverhead,
  printedBytes,
  returnedBytes,
} from "../log/log-size.ts";
import { streamOf } from "../log/log-stream.ts";
import type { Invoked } from "../protocol.ts";
import { metrics, type FunctionContext } from "./declarations.ts";
import { requestIn } from "./function-error.ts";
import { traceOf } from "./tracing.ts";
import type { EnvironmentDraft, FunctionDraft } from "./state.ts";

/** Numbers an environment that is made, and begins its log stream. */
export function openStream(
  fn: FunctionDraft,
  environment: EnvironmentDraft,
  settings: FunctionSettings,
  at: Instant,
  context: FunctionContext,
): void {
  fn.environmentCount += 1;
  environment.number = fn.environmentCount;
  environment.madeAt = at;
  context.observe(metrics.LoggedBytes, beginningBytes(settings, environment.isProvisioned));
  if (fn.logStreams === null || fn.logFacts === null) return;
  slab.insert(fn.logStreams, streamOf(environment, settings));
  slab.insert(fn.logFacts, { type: beginningOf(settings), stream: environment.number, at });
}

/** Counts what is written of something, and keeps it where the run keeps its logs. */
function write(
  fn: FunctionDraft,
  fact: LogFact,
  stream: LogStream,
  settings: FunctionSettings,
  context: FunctionContext,
): void {
  context.observe(metrics.LoggedBytes, bytesOf(fact, stream, settings));
  if (fn.logFacts !== null) slab.insert(fn.logFacts, fact);
}

/** An Init phase that took too long, or that no invocation waited for. */
export function logInit(
  fn: FunctionDraft,
  environment: EnvironmentDraft,
  settings: FunctionSettings,
  at: Instant,
  duration: Duration,
  status: "success" | "timeout" | "error",
  context: FunctionContext,
  errorType: string | null = null,
): void {
  const { number: stream } = environment;
  const phase = "init";
  const fact: LogFact = {
    type: "initReported",
    stream,
    at,
    duration,
    phase,
    status,
    errorType,
  };
  write(fn, fact, streamOf(environment, settings), settings, context);
}

/** A snapshot is restored. */
export function logRestore(
  fn: FunctionDraft,
  environment: EnvironmentDraft,
  settings: FunctionSettings,
  duration: Duration,
  context: FunctionContext,
): void {
  const { number: stream } = environment;
  const fact: LogFact = { type: "restoreReported", stream, at: context.now, duration };
  write(fn, fact, streamOf(environment, settings), settings, context);
}

/** An invocation begins. */
export function logStart(fn: FunctionDraft, environment: EnvironmentDraft, at: Instant): void {
  if (fn.logFacts === null) return;
  const { number: stream } = environment;
  slab.insert(fn.logFacts, { type: "started", stream, at, request: requestIn(environment) });
}

/** Its handler prints. */
export function logPrinted(
  fn: FunctionDraft,
  environment: EnvironmentDraft,
  lines: readonly Pick<Printed, "level" | "text">[],
  at: Instant,
): void {
  const { number: stream } = environment;
  const request = requestIn(environment);
  const kept = (environment.printed ??= slab.empty<Printed>());
  for (const { level, text } of lines) {
    const printed: Printed = { type: "printed", stream, at, request, level, text };
    slab.insert(kept, printed);
    if (fn.logFacts !== null) slab.insert(fn.logFacts, printed);
  }
}

/** An invocation is over: what was written of it from its beginning on is counted. */
export function logEnd(
  fn: FunctionDraft,
  environment: EnvironmentDraft,
  reply: Pick<Invoked, "cause" | "payload" | "duration" | "billedDuration" | "initDuration">,
  settings: FunctionSettings,
  context: FunctionContext,
): void {
  const { sampled, printed } = environment;
  const isTraced = sampled === true && settings.tracing === "Active";
  let bytes = saidToPrint(settings.behavior);
  if (printed !== null) {
    const stream = streamOf(environment, settings);
    for (const line of slab.list(printed)) bytes += printedBytes(line, stream, settings);
  }
  const hasReturned = reply.cause === null;
  if (hasReturned) bytes += returnedBytes(reply, isTraced, settings);
  // Nearly every invocation returns, of a run that keeps no logs: nothing is made then.
  if (!hasReturned || fn.logFacts !== null) {
    const traced = isTraced ? traceOf(environment, settings) : null;
    const { number } = environment;
    const fact = endedFact(number, requestIn(environment), reply, context.now, traced);
    if (!hasReturned) bytes += failedBytes(fact, streamOf(environment, settings), settings);
    if (fn.logFacts !== null) slab.insert(fn.logFacts, fact);
  }
  context.observe(metrics.LoggedBytes, bytes);
}

/** What a handler known by its figures prints, in one line. */
const saidToPrint = (behavior: Behavior): number =>
  behavior.type === "profile" && behavior.printedBytes !== undefined && behavior.printedBytes > 0
    ? behavior.printedBytes + lineOverhead
    : 0;

/** What a log says of the end of an invocation. */
export const endedFact = (
  stream: number,
  request: number,
  {
    cause,
    payload,
    duration,
    billedDuration,
    initDuration,
  }: Pick<Invoked, "cause" | "payload" | "duration" | "billedDuration" | "initDuration">,
  at: Instant,
  traced: TracedInvocation | null,
): InvocationEnded => ({
  type: "ended",
  stream,
  at,
  request,
  duration,
  billedDuration,
  initDuration,
  memoryUsed,
  error: cause === null ? null : payload,
  ending: endingOf(cause),
  traced,
});

function endingOf(cause: Invoked["cause"]): Ending {
  switch (cause) {
    case null:
      return "returned";
    case "timeout":
      return "timeout";
    case "exit":
    case "crash":
      return "exit";
    case "responseSize":
      return "tooLarge";
    default:
      return "threw";
  }
}
