import type { Fault } from "./fault.ts";
import type { Instant } from "./time.ts";

/**
 * Which of a component's faults are in their spans. Time goes on between two questions, so each fault
 * is looked at when it begins, and again when one of those that are active ends.
 */
export class ActiveFaults {
  private readonly faults: readonly Fault[];
  /** Places in {@link faults} in order of the beginnings. */
  private readonly beginnings: readonly number[];
  /** How many of these have begun. */
  private begun = 0;
  /** Places of those that have begun and not ended, in order of their injection. */
  private places: readonly number[] = [];
  private active: readonly Fault[] = [];
  /** The span for which that holds. */
  private since = 0;
  private until = 0;

  constructor(faults: readonly Fault[]) {
    this.faults = faults;
    this.beginnings = faults
      .map((_, place) => place)
      .sort((one, other) => faults[one]!.from - faults[other]!.from || one - other);
  }

  /** The faults that are active at `now`, in order of their injection. */
  at(now: Instant): readonly Fault[] {
    if (now >= this.since && now < this.until) return this.active;
    if (now < this.since) {
      // Memory that was another fork's may have been further on.
      this.begun = 0;
      this.places = [];
    }
    this.goOn(now);
    return this.active;
  }

  private goOn(now: Instant): void {
    const { faults, beginnings } = this;
    const left = this.places.filter((place) => faults[place]!.until > now);
    const isSame = left.length === this.places.length;
    const ongoing = left.length;
    while (this.begun < beginnings.length) {
      const place = beginnings[this.begun]!;
      if (faults[place]!.from > now) break;
      this.begun += 1;
      if (faults[place]!.until > now) left.push(place);
    }
    if (!isSame || left.length > ongoing) {
      this.places = left.sort((one, other) => one - other);
      this.active = this.places.map((place) => faults[place]!);
    }
    const next = beginnings[this.begun];
    let until = next === undefined ? Infinity : faults[next]!.from;
    for (const fault of this.active) if (fault.until < until) until = fault.until;
    this.since = now;
    this.until = until;
  }
}
