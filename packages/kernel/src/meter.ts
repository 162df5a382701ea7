import type { Meter } from "./metered-sums.ts";
import type { Instant } from "./time.ts";
import { WatchedMinutes } from "./watched-minutes.ts";

/** Takes every value that is observed, for percentiles and the like. */
export interface Recorder {
  record(value: number): void;
}

/** Chooses who records a metric besides its {@link Meter}; `null`: nobody. */
export type RecorderOf = (component: string, kind: string, metric: string) => Recorder | null;

const fields = 4;

/** The meters of one component, in columns. */
export class Meters {
  private readonly sums: number[];
  private readonly recorders: readonly (Recorder | null)[];
  /** By metric, what somebody measures by the minute; `null`: nobody measures any. */
  watches: (WatchedMinutes | null)[] | null = null;

  private constructor(sums: number[], recorders: readonly (Recorder | null)[]) {
    this.sums = sums;
    this.recorders = recorders;
  }

  /** Meters that observed nothing yet. */
  static empty(metrics: number, recorderOf: (metric: number) => Recorder | null): Meters {
    const sums: number[] = [];
    const recorders: (Recorder | null)[] = [];
    for (let metric = 0; metric < metrics; metric += 1) {
      sums.push(0, 0, Infinity, -Infinity);
      recorders.push(recorderOf(metric));
    }
    return new Meters(sums, recorders);
  }

  /** The same sums once more, for the same recorders or for none. */
  copy(isRecorded: boolean): Meters {
    const recorders = isRecorded ? this.recorders : this.recorders.map(() => null);
    const copy = new Meters(this.sums.slice(), recorders);
    if (this.watches !== null) copy.watches = this.watches.map((watch) => watch?.copy() ?? null);
    return copy;
  }

  observe(metric: number, value: number, now: Instant): void {
    const { sums, watches } = this;
    const place = metric * fields;
    sums[place]! += 1;
    sums[place + 1]! += value;
    if (value < sums[place + 2]!) sums[place + 2] = value;
    if (value > sums[place + 3]!) sums[place + 3] = value;
    const recorder = this.recorders[metric]!;
    if (recorder !== null) recorder.record(value);
    if (watches !== null) watches[metric]?.observe(value, now);
  }

  /** What a metric came to in a minute; `null`: not known. It is watched from the first question on. */
  measure(metric: number, minute: number, now: Instant, withValues = false): Meter | null {
    this.watches ??= this.recorders.map(() => null);
    const watch = (this.watches[metric] ??= WatchedMinutes.since(now));
    return withValues ? watch.withValues(minute, now) : watch.of(minute, now);
  }

  /** What is watched, as plain data. */
  listWatches(): readonly (readonly number[] | null)[] | null {
    return this.watches?.map((watch) => watch?.list() ?? null) ?? null;
  }

  /** Takes over what {@link listWatches} gave. */
  loadWatches(watches: readonly (readonly number[] | null)[] | null): void {
    if (watches === null) return;
    this.watches = watches.map((list) => (list === null ? null : WatchedMinutes.from(list)));
  }

  of(metric: number): Meter {
    const { sums } = this;
    const place = metric * fields;
    return {
      count: sums[place]!,
      sum: sums[place + 1]!,
      min: sums[place + 2]!,
      max: sums[place + 3]!,
    };
  }

  /** The sums as plain data: `null` stands for an end that nothing reached. */
  list(): readonly (number | null)[] {
    return Array.from(this.sums, (sum) => (Number.isFinite(sum) ? sum : null));
  }

  /** Takes over sums that {@link list} gave. */
  load(sums: readonly (number | null)[]): void {
    sums.forEach((sum, place) => {
      if (sum !== null) this.sums[place] = sum;
    });
  }
}
