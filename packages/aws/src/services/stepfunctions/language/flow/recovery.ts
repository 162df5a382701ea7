import type { Guarded, Retrier, State } from "../definition.ts";
import { failing, type Failed } from "../failure.ts";
import type { Frame, PlainObject } from "../frame.ts";
import type { Exit } from "./outcome.ts";
import { combine, leave } from "./processing.ts";

/** Whether a list of ErrorEquals covers an error; one without a name is covered by wildcards. */
export function covers(errorEquals: readonly string[], error: string | null): boolean {
  if (error === "States.Runtime") return false;
  const isTimeout = error !== null && timeouts.has(error);
  return errorEquals.some(
    (each) =>
      each === error ||
      each === "States.ALL" ||
      (each === "States.TaskFailed" && !isTimeout) ||
      (each === "States.Timeout" && isTimeout),
  );
}

/** A missed heartbeat is a timeout too. */
const timeouts = new Set(["States.Timeout", "States.HeartbeatTimeout"]);

/** That a state runs again. */
export interface Again {
  /** The place of the retrier that decided. */
  readonly retrier: number;
  /** How often each retrier has had the state run again, this time included. */
  readonly counts: readonly number[];
  /** Seconds until then; they have a fraction where BackoffRate or jitter makes one. */
  readonly delaySeconds: number;
}

/**
 * Whether and when a state runs again: the first retrier that covers the error decides, and when it
 * has no attempt left no later one is asked.
 *
 * @param counts how often each retrier had the state run again; empty at first
 * @param draw at least 0 and below 1; asked for full jitter only
 */
export function nextRetry(
  retriers: readonly Retrier[],
  error: string | null,
  counts: readonly number[],
  draw: () => number,
): Again | null {
  const place = retriers.findIndex((each) => covers(each.errorEquals, error));
  const retrier = retriers[place];
  if (retrier === undefined) return null;
  const before = counts[place] ?? 0;
  if (before >= retrier.maxAttempts) return null;
  const delay = delayOf(retrier, before);
  return {
    retrier: place,
    counts: retriers.map((_each, at) => (counts[at] ?? 0) + (at === place ? 1 : 0)),
    delaySeconds: retrier.jitterStrategy === "FULL" ? delay * draw() : delay,
  };
}

const mostDelay = 99_999_999;

/** The delay before the retry that comes after so many. */
export function delayOf(retrier: Retrier, before: number): number {
  const most = retrier.maxDelaySeconds ?? mostDelay;
  let delay = retrier.intervalSeconds;
  for (let times = 0; times < before && delay < most && retrier.backoffRate > 1; times += 1) {
    delay *= retrier.backoffRate;
  }
  return Math.min(delay, most);
}

/** What is known of an error. */
export interface Caught {
  readonly error: string | null;
  readonly cause: string | null;
}

/** That an error was caught. */
export interface Rescue extends Exit {
  /** The place of the catcher. */
  readonly catcher: number;
}

/** The exit by the first catcher that covers the error; null where none does. */
export function rescue(
  state: State & Guarded,
  frame: Frame,
  caught: Caught,
): Rescue | Failed | null {
  const place = state.catch.findIndex((each) => covers(each.errorEquals, caught.error));
  const catcher = state.catch[place];
  if (catcher === undefined) return null;
  return failing(state, frame.enteredId, (): Rescue => {
    const { next, assign, output, resultPath } = catcher;
    const data = errorOutput(caught);
    const given = { errorOutput: data };
    const made =
      output === undefined ? combine(resultPath, frame, data) : output(data, frame, given);
    return { ...leave(made, frame, { next, assign, data, given }), catcher: place };
  });
}

/** The error as data: what a catcher hands on. */
const errorOutput = ({ error, cause }: Caught): PlainObject => ({ Error: error, Cause: cause });
