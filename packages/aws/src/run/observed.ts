import type { Instant, Meter } from "@orrery/kernel";

/** What a simulation shows of its components, there or not. */
export interface Observed {
  readonly names: readonly string[];
  gaugesOf(name: string, now: Instant): Readonly<Record<string, number>>;
  metersOf(name: string): Readonly<Record<string, Meter>>;
}
