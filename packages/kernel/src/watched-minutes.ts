import type { Meter } from "./metered-sums.ts";
import { minutes, type Instant } from "./time.ts";

const minute = minutes(1);
/** How many minutes are kept: more than anybody who measures lets pass. */
const kept = 64;
const fields = 5;
/** How many minutes each value is kept of, while somebody asks for them. */
const keptWithValues = 4;

/** What one metric came to in each of the last minutes, while somebody measures it. */
export class WatchedMinutes {
  /** The first minute of which something is known. */
  private readonly from: number;
  /** By minute modulo the length: minute, count, sum, min, max. */
  private readonly columns: number[];
  /** By minute modulo the length, each value behind its minute; `null`: nobody asks for them. */
  private values: number[][] | null = null;

  private constructor(from: number, columns: number[]) {
    this.from = from;
    this.columns = columns;
  }

  /** Watches from now on: the minute under way counts from here. */
  static since(now: Instant): WatchedMinutes {
    return new WatchedMinutes(minuteAt(now), new Array<number>(kept * fields).fill(-1));
  }

  copy(): WatchedMinutes {
    const copy = new WatchedMinutes(this.from, this.columns.slice());
    copy.values = this.values?.map((each) => each.slice()) ?? null;
    return copy;
  }

  observe(value: number, now: Instant): void {
    const { columns } = this;
    const current = minuteAt(now);
    const place = (current % kept) * fields;
    if (this.values !== null) this.keep(value, current, this.values);
    if (columns[place] !== current) {
      columns[place] = current;
      columns[place + 1] = 1;
      columns[place + 2] = value;
      columns[place + 3] = value;
      columns[place + 4] = value;
      return;
    }
    columns[place + 1]! += 1;
    columns[place + 2]! += value;
    if (value < columns[place + 3]!) columns[place + 3] = value;
    if (value > columns[place + 4]!) columns[place + 4] = value;
  }

  private keep(value: number, current: number, values: number[][]): void {
    const place = current % keptWithValues;
    if (values[place]![0] === current) values[place]!.push(value);
    else values[place] = [current, value];
  }

  /** The same with each value; they are kept from the first question about them on. */
  withValues(asked: number, now: Instant): Meter | null {
    this.values ??= Array.from({ length: keptWithValues }, () => [-1]);
    const meter = this.of(asked, now);
    const [minuteOf, ...values] = this.values[asked % keptWithValues] ?? [];
    return meter === null || minuteOf !== asked || values.length !== meter.count
      ? meter
      : { ...meter, values };
  }

  /** What a minute came to; `null`: nothing is known of it. */
  of(asked: number, now: Instant): Meter | null {
    if (asked < this.from || asked <= minuteAt(now) - kept) return null;
    const { columns } = this;
    const place = (asked % kept) * fields;
    if (columns[place] !== asked) return { count: 0, sum: 0, min: Infinity, max: -Infinity };
    return {
      count: columns[place + 1]!,
      sum: columns[place + 2]!,
      min: columns[place + 3]!,
      max: columns[place + 4]!,
    };
  }

  /** What of it decides the future: the minutes that are kept, counted from now. */
  canonical(now: Instant): readonly unknown[] {
    const current = minuteAt(now);
    const known = [];
    for (let back = 0; back < kept && current - back >= this.from; back += 1) {
      const { count, sum, min, max } = this.of(current - back, now)!; // It is within both bounds.
      known.push(count === 0 ? 0 : [count, sum, min, max]);
    }
    if (this.values !== null) {
      known.push(this.values.filter(([of]) => of! > current - keptWithValues));
    }
    return known;
  }

  /** Itself as plain data. */
  list(): readonly number[] {
    const values = this.values?.flatMap((each) => [each.length, ...each]) ?? [];
    return [this.from, ...this.columns, ...values];
  }

  /** What {@link list} gave. */
  static from([from, ...rest]: readonly number[]): WatchedMinutes {
    const watched = new WatchedMinutes(from!, rest.slice(0, kept * fields));
    const values: number[][] = [];
    for (let at = kept * fields; at < rest.length; at += rest[at]! + 1) {
      values.push(rest.slice(at + 1, at + 1 + rest[at]!));
    }
    if (values.length > 0) watched.values = values;
    return watched;
  }
}

/** The number of the minute of virtual time that holds an instant: 0 is the first. */
const minuteAt = (now: Instant): number => Math.floor(now / minute);
