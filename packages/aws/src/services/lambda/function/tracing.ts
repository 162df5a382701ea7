import type { FunctionSettings } from "../config.ts";
import { segmentIdOf, traceHeaderOf, traceIdOf } from "../../../service/trace-header.ts";
import { wallClockAt } from "../../../text/wall-clock.ts";
import type { TracedInvocation } from "../log/log-fact.ts";
import { choices, metrics, type FunctionContext } from "./declarations.ts";
import { requestIn } from "./function-error.ts";
import { lineageOf } from "./recursion.ts";
import type { EnvironmentDraft, FunctionDraft } from "./state.ts";

/** Of the requests of a function beyond the first of each second: one in twenty. */
const sampledShares = [19, 1];

/**
 * Decides for a function with active tracing whether X-Ray keeps a trace of an invocation. Whoever decided before has
 * decided; where nobody has, it keeps the first of each second and one in twenty of the others.
 */
export function sample(
  fn: FunctionDraft,
  environment: EnvironmentDraft,
  context: FunctionContext,
): boolean {
  const before = environment.trail?.sampled;
  if (before !== undefined) return before;
  const second = Math.floor(context.now / 1_000_000);
  if (fn.sampledSecond !== second) {
    fn.sampledSecond = second;
    context.observe(metrics.TracesRecorded, 1);
    return true;
  }
  const isSampled = context.choose(choices.sampled, environment.invocation, sampledShares) === 1;
  if (isSampled) context.observe(metrics.TracesRecorded, 1);
  return isSampled;
}

/** The trace that an invocation belongs to, and its own part of it. */
export function traceOf(
  environment: Pick<EnvironmentDraft, "payload" | "trail" | "invocation" | "event" | "startedAt">,
  { number, epochMilliseconds }: FunctionSettings,
): TracedInvocation {
  const { trail, startedAt } = environment;
  const segmentId = segmentIdOf(number, requestIn(environment));
  // The traces of whoever wrote messages are linked to that of the invocation, which has one of its own.
  const key =
    trail === null
      ? { from: -number, number: requestIn(environment), at: startedAt }
      : { from: trail.from, number: trail.number, at: trail.at };
  const milliseconds = wallClockAt(epochMilliseconds, key.at);
  return { traceId: traceIdOf({ ...key, milliseconds }), segmentId };
}

/** What the handler of an invocation finds in `_X_AMZN_TRACE_ID`. */
export function traceHeaderIn(environment: EnvironmentDraft, settings: FunctionSettings): string {
  const { traceId, segmentId } = traceOf(environment, settings);
  return traceHeaderOf(traceId, segmentId, environment.sampled === true, lineageOf(environment));
}
