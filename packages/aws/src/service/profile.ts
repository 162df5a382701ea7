import type { Duration, TraceEntry } from "@orrery/kernel";

/** Time that was spent at one place, summed up. */
export interface ProfileSample {
  /** Where, the outermost first: what people call it. */
  readonly stack: readonly string[];
  readonly time: Duration;
  /** How often. */
  readonly count: number;
}

/** Sums up where the time of a resource goes, event by event. */
export interface Profiler {
  take(entry: TraceEntry): void;
  /** In the order in which the places were first met. */
  samples(): readonly ProfileSample[];
}

/** Sums of times by places. */
export class ProfileSums {
  private readonly sums = new Map<
    string,
    { stack: readonly string[]; time: number; count: number }
  >();

  add(stack: readonly string[], time: number): void {
    const key = stack.join("\n");
    const sum = this.sums.get(key);
    if (sum === undefined) this.sums.set(key, { stack, time, count: 1 });
    else {
      sum.time += time;
      sum.count += 1;
    }
  }

  list(): readonly ProfileSample[] {
    return [...this.sums.values()].map((sum) => ({ ...sum, time: sum.time as Duration }));
  }
}
