import type { Branded, Instant } from "./time.ts";

/** Names a waiting event: slot + generation × 2²⁶, so that a stale key is recognized. */
export type EventKey = Branded<"EventKey">;

/** No event. */
export const noEvent = -1 as EventKey;

/** An event as it is taken. One object, reused: may not be kept. */
export interface TakenEvent {
  readonly at: Instant;
  /** A component: below 2²¹. */
  readonly target: number;
  /** What happens: below 2¹⁰. */
  readonly kind: number;
  /** To which, such as a timer's index. */
  readonly argument: number;
  /** A value. */
  readonly payload: unknown;
}

/** An event that waits. */
export interface ScheduledEvent extends TakenEvent {
  /** Which event scheduled it, as a number of the run; -1 from outside. */
  readonly cause: number;
}

/**
 * The future of one simulation: what will happen, and when.
 *
 * Events leave in order of `(at, sequence)`. The order is total: events at one instant leave in the
 * order they were scheduled, unless the oracle picks another of those tied.
 */
export interface Scheduler {
  /** The instant of the event taken last, or of {@link advanceTo} if that is later. */
  readonly now: Instant;
  /** How many events wait. */
  readonly pending: number;
  /** Adds an event at `at`, which may not lie before {@link now}, behind all that is there. */
  schedule(
    at: Instant,
    target: number,
    kind: number,
    argument: number,
    payload: unknown,
    cause: number,
  ): EventKey;
  /** Removes a waiting event; false when it has happened or was cancelled before. */
  cancel(event: EventKey): boolean;
  /** When the next event is due; -1 when none waits. Others may yet come before it. */
  peek(): Instant | -1;
  /** For whom the events are that are due then, in order: for searches that order them otherwise. */
  tiedTargets(): readonly number[];
  /** Takes the next event, or the one of that `rank` among those tied, and moves {@link now} to it. */
  take(rank?: number): TakenEvent | undefined;
  /** The cause of the event taken last, until another is scheduled. */
  readonly lastCause: number;
  /** Moves {@link now} to `at`, before which nothing may wait. */
  advanceTo(at: Instant): void;
  /** The same future once more; what either does from here, the other does not see. */
  fork(): Scheduler;
  /** All waiting events in order: for snapshots. */
  list(): readonly ScheduledEvent[];
}
