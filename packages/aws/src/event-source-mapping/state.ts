import { slab, type Duration, type Instant, type Slab, type SlabId } from "@orrery/kernel";
import type { ReceivedMessage } from "../sqs/protocol.ts";

/** What a mapping reads with, and what it has received and not finished. */
export interface EventSourceMappingState {
  readonly pollers: Slab<Poller>;
  /** Batches whose invocations are under way, or to be tried again. */
  readonly batches: Slab<Batch>;
  /** Whether it has begun to poll since it was enabled last. */
  readonly isStarted: boolean;
  /** How many pollers errors and throttles leave; -1: as many as there may be. */
  readonly reducedTo: number;
  /** Whether the timer of one more poller is set. */
  readonly isAdding: boolean;
  readonly lastAddedAt: Instant;
  /** Receives into begun batches; numbers the next one. */
  readonly fillingCount: number;
  /** The minute in which outcomes are counted. */
  readonly minuteEndsAt: Instant;
  readonly invocationCount: number;
  readonly errorCount: number;
  readonly throttleCount: number;
}

/** One loop of polling, gathering and invoking. */
export interface Poller {
  readonly condition:
    /** Waits for the answer to a receive. */
    | "polling"
    /** Lets time pass before it polls again. */
    | "pausing"
    /** Has as many batches in work as it may, or is to go with its last one. */
    | "busy";
  readonly polledAt: Instant;
  /** For how many messages it asked. */
  readonly asked: number;
  /** When it may poll again at the earliest. */
  readonly nextPollAt: Instant;
  /** In a row. */
  readonly emptyReceives: number;
  /** How long it pauses after the next receive that is refused. */
  readonly refusalPause: Duration;
  readonly windowEndsAt: Instant;
  /** What it received for the next batch, in order; `null` for nothing. */
  readonly gathered: Slab<Gathered> | null;
  readonly gatheredCount: number;
  /** About how many bytes that is as an event. */
  readonly gatheredSize: number;
  /** When the first of it is visible again. */
  readonly hiddenUntil: Instant;
  /** Its batches in work. */
  readonly batchCount: number;
  /** Until when its time is accounted for. */
  readonly accountedAt: Instant;
}

/** A poller to write on. */
export type EditedPoller = { -readonly [Field in keyof Poller]: Poller[Field] };

/** What one receive brought that passed the filters. A value. */
export interface Gathered {
  readonly messages: readonly ReceivedMessage[];
}

/** The messages of one invocation. */
export interface Batch {
  readonly poller: SlabId;
  /** A value. */
  readonly messages: readonly ReceivedMessage[];
  /** About how many bytes they are as an event. */
  readonly size: number;
  /** When the first of them is visible again. */
  readonly hiddenUntil: Instant;
  /** How long it waits after the next throttle. */
  readonly retryPause: Duration;
}

/** A batch to write on. */
export type EditedBatch = { -readonly [Field in keyof Batch]: Batch[Field] };

/** A mapping that has not begun. */
export const initialMapping = (): EventSourceMappingState => ({
  pollers: slab.empty(),
  batches: slab.empty(),
  isStarted: false,
  reducedTo: -1,
  isAdding: false,
  lastAddedAt: 0 as Instant,
  fillingCount: 0,
  minuteEndsAt: 0 as Instant,
  invocationCount: 0,
  errorCount: 0,
  throttleCount: 0,
});

/** A poller that is about to poll. */
export const newPoller = (now: Instant, refusalPause: number): Poller => ({
  condition: "busy",
  polledAt: now,
  asked: 0,
  nextPollAt: now,
  emptyReceives: 0,
  refusalPause: refusalPause as Duration,
  windowEndsAt: now,
  gathered: null,
  gatheredCount: 0,
  gatheredSize: 0,
  hiddenUntil: now,
  batchCount: 0,
  accountedAt: now,
});
