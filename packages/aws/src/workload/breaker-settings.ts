import { ConfigError, shownValue, withinBounds, type Duration, type Instant } from "@orrery/kernel";
import { breakerDefaults, callerBounds } from "./limits.ts";

/** A circuit breaker of a caller: what fails too often is left alone for a while. */
export interface BreakerConfig {
  /** The part of failures at which it opens. @defaultValue a half */
  readonly threshold?: number;
  /** Of how many requests, the last ones. @defaultValue 20 */
  readonly window?: number;
  /** How long no request is sent then. @defaultValue 30 s */
  readonly openFor?: Duration;
  /** How many requests go through after that; once all have succeeded, it closes. @defaultValue 1 */
  readonly trials?: number;
  /** Whether each route of HTTP has its own, or a caller one for all it asks. @defaultValue route */
  readonly per?: "route" | "caller";
}

/** A circuit breaker, complete and checked. */
export type BreakerSettings = Required<BreakerConfig>;

/** Where a circuit breaker is. A value. */
export interface Circuit {
  readonly phase: "closed" | "open" | "halfOpen";
  /** How often it changed its phase: what was sent in another says nothing of this one. */
  readonly changes: number;
  /** When it opened first since it was closed. */
  readonly since: Instant;
  /** Until when it is open. */
  readonly until: Instant;
  /** Of the window when closed: how many outcomes there are, the place of the next, and how many are failures. */
  readonly seen: number;
  readonly next: number;
  readonly failures: number;
  /** When half open: how many went through, and how many of those succeeded. */
  readonly tried: number;
  readonly succeeded: number;
}

/** The breaker that somebody says. @throws ConfigError about `path` */
export function resolveBreaker(
  path: string,
  said: BreakerConfig | undefined,
): BreakerSettings | null {
  if (said === undefined) return null;
  const { threshold, window, openFor, trials, per } = { ...breakerDefaults, ...said };
  if (!(threshold > 0 && threshold <= 1)) {
    throw new ConfigError(
      `${path}.threshold`,
      "a share above 0%, up to 100%",
      shownValue(threshold),
    );
  }
  return {
    per,
    threshold,
    window: withinBounds(`${path}.window`, window, callerBounds.window),
    openFor: withinBounds(`${path}.openFor`, openFor, callerBounds.openFor),
    trials: withinBounds(`${path}.trials`, trials, callerBounds.trials),
  };
}
