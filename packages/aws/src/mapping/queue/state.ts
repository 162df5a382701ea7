import { after, slab, type Duration, type Instant, type Slab, type SlabId } from "@orrery/kernel";
import type { SourceItem } from "../../service/source.ts";
import type { EventSourceMappingSettings } from "./config.ts";

/** What a mapping reads with, and what it has received and not finished. */
export interface EventSourceMappingState {
  readonly pollers: Slab<Poller>;
  /** Batches whose invocations are under way, or to be tried again. */
  readonly batches: Slab<Batch>;
  /** Whether it has begun to poll since it was enabled last. */
  readonly isStarted: boolean;
  /** How many pollers there may be by traffic and throttles; the settings' maximum besides. */
  readonly pollerLimit: number;
  /** Parts of pollers that throttles took and that are not a whole one yet. */
  readonly throttleDebt: number;
  /** Whether the timer of one more poller is set. */
  readonly isAdding: boolean;
  /** When a poller may be added at the earliest, by the ramp. */
  readonly nextAddAt: Instant;
  /** No poller is added before. */
  readonly calmFrom: Instant;
  /** How many receives may be under way, and are. */
  readonly receiveLimit: number;
  readonly openReceives: number;
  readonly nextReceiveAt: Instant;
  /** The poller that waits to receive and goes first, -1 for none; each names the next. */
  readonly firstWaiting: SlabId | -1;
  readonly waitingCount: number;
  /** Batches that wait to be tried again after a throttle, or are tried again. */
  readonly throttledCount: number;
  /** Batches whose places pause after an error. */
  readonly pausedCount: number;
  /** Receives so far; numbers the next one. */
  readonly receiveCount: number;
  /** The sample in which it is seen how many pollers have something to do: its beginning and end, … */
  readonly sampleFrom: Instant;
  readonly sampleEndsAt: Instant;
  /** … the number of the last receive that was under way at its start, … */
  readonly sampleMark: number;
  /** … how many of those still are, … */
  readonly staleReceives: number;
  /** … how long the others had nothing to do, together, … */
  readonly idleTime: Duration;
  /** … and how many waited to receive all the time. */
  readonly leastWaiting: number;
  /** Pollers that had nothing to do in the sample before. */
  readonly idlePollers: number;
  /** Most pollers that had something to do in a sample of this minute. */
  readonly mostUsed: number;
  readonly minuteEndsAt: Instant;
  /** Receives into begun batches; numbers the next one. */
  readonly fillingCount: number;
  /** What a report says of slower polling; nothing here depends on it. */
  readonly slowingErrors: number;
  readonly slowingThrottles: number;
  /** Batches that could be in work when trouble began last, … */
  readonly activeBefore: number;
  /** … and at the least since then, and when. */
  readonly leastActive: number;
  readonly leastActiveAt: Instant;
  /** Since when messages waited while polling was slowed down, -1 for never; until when; how long in all. */
  readonly heldBackFrom: Instant | -1;
  readonly heldBackUntil: Instant;
  readonly heldBackTime: Duration;
  /** Of that: most before, least, and when that was. */
  readonly heldBackBefore: number;
  readonly heldBackLeast: number;
  readonly heldBackLeastAt: Instant;
}

/** One loop of polling, gathering and invoking. */
export interface Poller {
  readonly condition:
    /** Waits for the answer to a receive. */
    | "polling"
    /** Lets time pass before it polls again. */
    | "pausing"
    /** Waits until one receive fewer is under way. */
    | "waiting"
    /** Has as many batches in work as it may, or is to go with its last one. */
    | "busy";
  readonly polledAt: Instant;
  /** The number of its receive. */
  readonly receive: number;
  /** Where it waits: who goes after it, -1 for nobody. */
  readonly nextWaiting: SlabId | -1;
  /** For how many messages it asked. */
  readonly asked: number;
  /** When it may poll again at the earliest. */
  readonly nextPollAt: Instant;
  /** How long it pauses after the next receive that is refused. */
  readonly refusalPause: Duration;
  /** How long a batch's place pauses after the next invocation that fails. */
  readonly errorPause: Duration;
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
  readonly messages: readonly SourceItem[];
}

/** The messages of one invocation. */
export interface Batch {
  readonly poller: SlabId;
  /** A value. */
  readonly messages: readonly SourceItem[];
  /** About how many bytes they are as an event. */
  readonly size: number;
  /** When the first of them is visible again. */
  readonly hiddenUntil: Instant;
  /** How long it waits after the next throttle. */
  readonly retryPause: Duration;
  readonly condition:
    /** Its invocation is under way for the first time. */
    | "invoked"
    /** It was throttled, and is tried again. */
    | "throttled"
    /** It failed: its place pauses, and it has no messages any more. */
    | "failed";
}

/** A batch to write on. */
export type EditedBatch = { -readonly [Field in keyof Batch]: Batch[Field] };

/** A mapping that has not begun. */
export const initialMapping = (): EventSourceMappingState => ({
  pollers: slab.empty(),
  batches: slab.empty(),
  isStarted: false,
  pollerLimit: 0,
  throttleDebt: 0,
  isAdding: false,
  nextAddAt: 0 as Instant,
  calmFrom: 0 as Instant,
  receiveLimit: 0,
  openReceives: 0,
  nextReceiveAt: 0 as Instant,
  firstWaiting: -1,
  waitingCount: 0,
  throttledCount: 0,
  pausedCount: 0,
  receiveCount: 0,
  sampleFrom: 0 as Instant,
  sampleEndsAt: 0 as Instant,
  sampleMark: 0,
  staleReceives: 0,
  idleTime: 0 as Duration,
  leastWaiting: 0,
  idlePollers: 0,
  mostUsed: 0,
  minuteEndsAt: 0 as Instant,
  fillingCount: 0,
  slowingErrors: 0,
  slowingThrottles: 0,
  activeBefore: 0,
  leastActive: 0,
  leastActiveAt: 0 as Instant,
  heldBackFrom: -1,
  heldBackUntil: 0 as Instant,
  heldBackTime: 0 as Duration,
  heldBackBefore: 0,
  heldBackLeast: 0,
  heldBackLeastAt: 0 as Instant,
});

/** A poller that is about to poll. */
export const newPoller = (
  now: Instant,
  { batchingWindow, scaling }: EventSourceMappingSettings,
): Poller => ({
  condition: "busy",
  polledAt: now,
  receive: 0,
  nextWaiting: -1,
  asked: 0,
  nextPollAt: now,
  refusalPause: scaling.throttlePause,
  errorPause: scaling.errorPause,
  windowEndsAt: after(now, batchingWindow),
  gathered: null,
  gatheredCount: 0,
  gatheredSize: 0,
  hiddenUntil: now,
  batchCount: 0,
  accountedAt: now,
});
