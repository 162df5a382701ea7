import type { ProfileBehavior } from "../config.ts";
import type { BatchItem, BatchPayload } from "../../../service/payload.ts";
import { notes, purposes, type FunctionContext } from "./declarations.ts";

/** What a handler known by its figures makes of the messages of a batch. */
export interface HandledBatch {
  /** Those that it fails on, by their places, in their order. */
  readonly failing: readonly number[];
  /** How many it comes to: all, or those up to the first that it fails on. */
  readonly handled: number;
  /** Whether one of these fails at every attempt. */
  readonly isPoisoned: boolean;
}

/** More than a batch has at most: with an invocation's number it tells each receive from all others. */
export const places = 16_384;

/** Whether a handler may fail on messages of a batch by themselves. */
export const failsMessages = ({
  poison,
  messageFailures = 0,
  firstFailures = 0,
}: ProfileBehavior): boolean => poison > 0 || messageFailures > 0 || firstFailures > 0;

/** What becomes of the messages of a batch: the same however often it is asked of one invocation. */
export function handledBatch(
  { items }: BatchPayload,
  invocation: number,
  profile: ProfileBehavior,
  context: FunctionContext,
): HandledBatch {
  const { afterFailure = "continue" } = profile;
  if (!failsMessages(profile)) {
    return { failing: nothing, handled: items.length, isPoisoned: false };
  }
  const failing: number[] = [];
  let isPoisoned = false;
  for (const [place, item] of items.entries()) {
    const failure = failureAt(item, place, invocation, profile, context);
    if (failure === null) continue;
    isPoisoned ||= failure === "poison";
    failing.push(place);
    if (afterFailure !== "continue") return { failing, handled: place + 1, isPoisoned };
  }
  return { failing, handled: items.length, isPoisoned };
}

/** Why a handler fails on the message at a place of its batch: at every attempt, or this time; `null`: it does not. */
export function failureAt(
  { identity, receiveCount = Infinity }: BatchItem,
  place: number,
  invocation: number,
  { poison, messageFailures = 0, firstFailures = 0 }: ProfileBehavior,
  context: FunctionContext,
): "poison" | "messageFailure" | null {
  // The same for every attempt at the message, whichever invocation makes it.
  const key = identity.queue * 2 ** 32 + identity.message;
  if (poison > 0 && context.randomFor(purposes.poison, key) < poison) return "poison";
  if (receiveCount <= firstFailures) return "messageFailure";
  if (messageFailures === 0) return null;
  const drawn = context.randomFor(purposes.messageFailure, invocation * places + place);
  return drawn < messageFailures ? "messageFailure" : null;
}

const nothing: readonly number[] = Object.freeze([]);

/** Which messages a handler reports as failed. */
export function reportedOf(
  { failing, handled }: HandledBatch,
  { items }: BatchPayload,
  { afterFailure = "continue" }: ProfileBehavior,
): readonly number[] {
  if (afterFailure !== "reportRest" || handled === items.length) return failing;
  return [...failing, ...items.keys()].filter(
    (place, nth) => nth < failing.length || place >= handled,
  );
}

/** Notes which messages failed, and which the handler never came to. */
export function noteMessages(
  { failing, handled }: HandledBatch,
  { items }: BatchPayload,
  { poison }: ProfileBehavior,
  context: FunctionContext,
): void {
  for (const place of failing) {
    const { queue, message } = items[place]!.identity;
    const isPoison =
      poison > 0 && context.randomFor(purposes.poison, queue * 2 ** 32 + message) < poison;
    context.note(isPoison ? notes.poison : notes.messageFailure, queue, message);
  }
  for (let place = handled; place < items.length; place += 1) {
    const { queue, message } = items[place]!.identity;
    context.note(notes.unhandled, queue, message);
  }
}
