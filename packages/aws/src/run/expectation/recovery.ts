import { seconds, type Duration } from "@orrery/kernel";
import type { ScenarioFault } from "../scenario.ts";

/** How much is in a resource, and how old the oldest of it is; 0 where nobody knows that. */
export interface Level {
  readonly count: number;
  readonly age: number;
}

/** What faults did to what waits in a resource, and when that was over. */
export interface Disturbance {
  /** The faults that struck something, by their beginning: each began before the resource was back. */
  readonly faults: readonly ScenarioFault[];
  /** The most of the five minutes before the first of them. */
  readonly before: Level;
  /** The most since. */
  readonly most: Level;
  /** When the last of them ended, or is to end. */
  readonly endedAt: Duration;
  /** The first second from which on no more waited than before, and nothing older; `null`: not yet. */
  readonly backAt: Duration | null;
  /** The longest that it was not back while no fault was there, so far. */
  readonly longest: Duration;
}

/** So long before a fault shows what is usual. */
const usual = 300;
/** So many seconds in a row it stays back, or it was not back yet. */
const lasting = 60;

interface Mark {
  readonly faults: ScenarioFault[];
  readonly before: Level;
  most: Level;
  endsAt: number;
  backAt: number | null;
}

/**
 * Watches what waits in one resource, second by second: after each fault it is back once no more waits than
 * at most in the five minutes before the fault, nothing older, and that for a minute, or up to the next
 * fault or the end of the run. A fault that begins before it is back counts with the one before.
 */
export class RecoveryWatch {
  private readonly coming: readonly ScenarioFault[];
  private next = 0;
  private readonly past: Level[] = [];
  private readonly marks: Mark[] = [];
  private current: Mark | null = null;

  constructor(faults: readonly ScenarioFault[]) {
    this.coming = [...faults].sort((one, other) => one.from - other.from);
  }

  /** Takes a reading, before the events of that instant. */
  read(now: number, level: Level): void {
    this.beginThoseBefore(now);
    // A reading at the instant at which a fault begins is still one without it.
    if (this.current === null) this.remember(level);
    this.beginThoseBefore(now + 1);
    if (this.current !== null) this.follow(this.current, now, level);
  }

  /** What came of the faults that struck something, up to `now`. */
  disturbances(now: Duration, struck: (fault: ScenarioFault) => boolean): readonly Disturbance[] {
    return this.marks.flatMap(({ faults: all, before, most, backAt }) => {
      const faults = all.filter(struck);
      if (faults.length === 0) return [];
      const endedAt = Math.max(...faults.map(endOf)) as Duration;
      const back = backAt === null ? null : (Math.max(backAt, endedAt) as Duration);
      const longest = longestGap(faults, back ?? now) as Duration;
      return [{ faults, before, most, endedAt, backAt: back, longest }];
    });
  }

  private beginThoseBefore(instant: number): void {
    while (this.next < this.coming.length && this.coming[this.next]!.from < instant) {
      this.begin(this.coming[this.next]!);
      this.next += 1;
    }
  }

  private remember(level: Level): void {
    this.past.push(level);
    if (this.past.length > 2 * usual) this.past.splice(0, usual);
  }

  private begin(fault: ScenarioFault): void {
    if (this.current !== null && this.current.backAt === null) {
      this.current.faults.push(fault);
      this.current.endsAt = Math.max(this.current.endsAt, endOf(fault));
      return;
    }
    const before = this.past.slice(-usual).reduce(mostOf, { count: 0, age: 0 });
    this.current = { faults: [fault], before, most: before, endsAt: endOf(fault), backAt: null };
    this.marks.push(this.current);
  }

  private follow(mark: Mark, now: number, level: Level): void {
    mark.most = mostOf(mark.most, level);
    if (now < mark.endsAt) return;
    if (level.count > mark.before.count || level.age > mark.before.age) {
      mark.backAt = null;
      return;
    }
    mark.backAt ??= now;
    if (now - mark.backAt >= seconds(lasting)) this.current = null;
  }
}

const mostOf = (one: Level, other: Level): Level => ({
  count: Math.max(one.count, other.count),
  age: Math.max(one.age, other.age),
});

/** A crash is over when it has happened. */
const endOf = ({ type, from, until }: ScenarioFault): number => (type === "crash" ? from : until);

/** The longest time without any of the faults, from the first of them on. */
function longestGap(faults: readonly ScenarioFault[], end: number): number {
  let longest = 0;
  let last = faults[0]!.from as number;
  for (const fault of faults) {
    if (fault.from > last) longest = Math.max(longest, fault.from - last);
    last = Math.max(last, endOf(fault));
  }
  return Math.max(longest, end - last, 0);
}
