import { slab, type Duration, type Instant } from "@orrery/kernel";
import type { FunctionSettings } from "../config.ts";
import { memoryUsed } from "../limits.ts";
import type { Ending, LogFact, LogStream, Printed, TracedInvocation } from "../log/log-fact.ts";
import type { Invoked } from "../protocol.ts";
import { requestIn } from "./function-error.ts";
import { traceOf } from "./tracing.ts";
import type { EnvironmentDraft, FunctionDraft } from "./state.ts";

/** The log stream of an environment. */
export const streamOf = (
  {
    number,
    madeAt,
    isProvisioned = false,
  }: Pick<EnvironmentDraft, "number" | "madeAt"> & { readonly isProvisioned?: boolean },
  { log, runtime, memorySize, timeout, version, snapStart }: FunctionSettings,
): LogStream => ({
  number,
  at: madeAt,
  version,
  initialization: isProvisioned
    ? "provisioned-concurrency"
    : snapStart === null
      ? "on-demand"
      : "snap-start",
  log,
  runtime,
  memorySize,
  timeout,
});

/** Numbers an environment that is made, and begins its log stream. */
export function openStream(
  fn: FunctionDraft,
  environment: EnvironmentDraft,
  settings: FunctionSettings,
  at: Instant,
): void {
  fn.environmentCount += 1;
  environment.number = fn.environmentCount;
  environment.madeAt = at;
  if (fn.logStreams === null || fn.logFacts === null) return;
  slab.insert(fn.logStreams, streamOf(environment, settings));
  const type = settings.snapStart === null ? "initStarted" : "restoreStarted";
  slab.insert(fn.logFacts, { type, stream: environment.number, at });
}

/** An Init phase that took too long, or that no invocation waited for. */
export function logInit(
  fn: FunctionDraft,
  { number: stream }: EnvironmentDraft,
  at: Instant,
  duration: Duration,
  status: "success" | "timeout" | "error",
  errorType: string | null = null,
): void {
  if (fn.logFacts === null) return;
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
  slab.insert(fn.logFacts, fact);
}

/** A snapshot is restored. */
export function logRestore(
  fn: FunctionDraft,
  { number: stream }: EnvironmentDraft,
  at: Instant,
  duration: Duration,
): void {
  if (fn.logFacts === null) return;
  slab.insert(fn.logFacts, { type: "restoreReported", stream, at, duration });
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

/** An invocation is over. */
export function logEnd(
  fn: FunctionDraft,
  environment: EnvironmentDraft,
  reply: Pick<Invoked, "cause" | "payload" | "duration" | "billedDuration" | "initDuration">,
  settings: FunctionSettings,
  at: Instant,
): void {
  if (fn.logFacts === null) return;
  const { number: stream, sampled } = environment;
  const isTraced = sampled === true && settings.tracing === "Active";
  const traced = isTraced ? traceOf(environment, settings) : null;
  slab.insert(fn.logFacts, endedFact(stream, requestIn(environment), reply, at, traced));
}

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
): LogFact => ({
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
