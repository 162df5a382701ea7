import type { Expectation, Statistic } from "../scenario.ts";

/** An expectation, and what came of it. */
export interface Received {
  readonly expectation: Expectation;
  readonly statistic: Statistic;
  /** `null` when nothing was observed. */
  readonly received: number | null;
}
