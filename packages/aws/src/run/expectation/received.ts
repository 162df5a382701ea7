import type { Finding } from "./conduct.ts";
import type { Expectation, Statistic } from "../scenario.ts";

/** An expectation, and what came of it. */
export interface Received {
  readonly expectation: Expectation;
  /** `null` of a ratio, and of costs. */
  readonly statistic: Statistic | null;
  /** `null` when nothing was observed. */
  readonly received: number | null;
  /** Of how a resource fared. */
  readonly finding?: Finding;
}
