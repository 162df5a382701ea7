import type { FormOf } from "../../../service/payload.ts";
import { hiddenFor, type ProfileBehavior, type ProfileCall } from "../config.ts";
import type { FunctionContext } from "./declarations.ts";
import { failureAt, places } from "./messages.ts";
import type { EnvironmentDraft } from "./state.ts";

/** A call that a handler known by its figures makes. */
export interface NextCall {
  readonly call: ProfileCall;
  /** For which message of a batch, by its place; `null`: once for the invocation. */
  readonly place: number | null;
}

// An environment's `nextCall` tells both, so that it costs no more where no call is made for each message:
// each message has the numbers of a whole list of calls, and one more for its end.
const strideOf = ({ calls }: ProfileBehavior): number => calls.length + 1;

/**
 * Which of a profile's calls is next; `null`: all are made. A message that it fails on makes none of them, and is
 * hidden by a call of its own when they are made.
 */
export function nextCallOf(
  environment: EnvironmentDraft,
  profile: ProfileBehavior,
  context: FunctionContext,
  formOf: FormOf,
): NextCall | null {
  if (profile.calls.length === 0 && profile.backoff === undefined) return null;
  return nextOfSome(environment, profile, context, formOf);
}

function nextOfSome(
  environment: EnvironmentDraft,
  profile: ProfileBehavior,
  context: FunctionContext,
  formOf: FormOf,
): NextCall | null {
  const { calls, afterFailure = "continue" } = profile;
  const { payload, invocation } = environment;
  const stride = strideOf(profile);
  for (;;) {
    const index = environment.nextCall % stride;
    const call = calls[index];
    if (call === undefined) return nextToHide(environment, profile, context, formOf);
    if (call.perMessage !== true || payload?.type !== "batch") return { call, place: null };
    const place = (environment.nextCall - index) / stride;
    const item = payload.items[place];
    const fails =
      item !== undefined && failureAt(item, place, invocation, profile, context) !== null;
    if (item !== undefined && !fails) return { call, place };
    const goesOn = fails && afterFailure === "continue";
    environment.nextCall = goesOn
      ? (place + 1) * stride + firstFor(calls, index)
      : firstAfter(calls, index);
  }
}

/** Hides the next message that it failed on, as long as its receives say; `null`: there is none. */
function nextToHide(
  environment: EnvironmentDraft,
  profile: ProfileBehavior,
  context: FunctionContext,
  formOf: FormOf,
): NextCall | null {
  const { payload, invocation } = environment;
  const { backoff } = profile;
  if (backoff === undefined || payload?.type !== "batch") return null;
  const form = formOf(payload.form);
  if (form.hideCall === undefined) return null;
  const stride = strideOf(profile);
  for (;;) {
    const place = Math.floor(environment.nextCall / stride);
    const item = payload.items[place];
    if (item === undefined) return null;
    if (failureAt(item, place, invocation, profile, context) !== null) {
      const call = form.hideCall(payload, item, (receives) => hiddenFor(backoff, receives));
      return { call, place };
    }
    environment.nextCall += stride;
  }
}

/** The next call is made and answered: goes on behind it, or with the next message. */
export function countCall(environment: EnvironmentDraft, profile: ProfileBehavior): void {
  const { calls } = profile;
  const stride = strideOf(profile);
  const index = environment.nextCall % stride;
  if (index === calls.length) {
    // One was hidden. Behind it there is none where the handler stops at the first that fails.
    const { afterFailure = "continue" } = profile;
    environment.nextCall += afterFailure === "continue" ? stride : stride * places;
    return;
  }
  const isForEach = calls[index]?.perMessage === true && environment.payload?.type === "batch";
  if (!isForEach || calls[index + 1]?.perMessage === true) {
    environment.nextCall += 1;
    return;
  }
  environment.nextCall += stride - index + firstFor(calls, index);
}

/** The number, from 1, of the call in its list. */
export const numberOfCall = ({ nextCall }: EnvironmentDraft, profile: ProfileBehavior): number =>
  (nextCall % strideOf(profile)) + 1;

/** The first of the calls in a row that are made for one message after another. */
function firstFor(calls: readonly ProfileCall[], index: number): number {
  let first = index;
  while (first > 0 && calls[first - 1]!.perMessage === true) first -= 1;
  return first;
}

/** The first behind them. */
function firstAfter(calls: readonly ProfileCall[], index: number): number {
  let next = index;
  while (calls[next]?.perMessage === true) next += 1;
  return next;
}
