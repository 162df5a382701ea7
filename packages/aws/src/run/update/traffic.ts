import type { Instant } from "@orrery/kernel";
import { Histogram } from "../histogram.ts";

/** What those outside met in a part of a run: their requests, what failed, and how long answers took. */
export interface Traffic {
  /** What they sent. */
  readonly requests: number;
  /** What was refused, lost, or answered with a failure. */
  readonly errors: number;
  /** How long answers took that came in this part, in microseconds; `null`: none came. */
  readonly p50: number | null;
  readonly p99: number | null;
}

/** What came to one resource in a part of a run. */
export interface Arrivals {
  requests: number;
  errors: number;
  firstAt: Instant | null;
  lastAt: Instant | null;
  firstErrorAt: Instant | null;
  lastErrorAt: Instant | null;
}

/** Nothing so far. */
export const noArrivals = (): Arrivals => ({
  requests: 0,
  errors: 0,
  firstAt: null,
  lastAt: null,
  firstErrorAt: null,
  lastErrorAt: null,
});

/** A part of a run, from one turn of an update to the next. */
export interface Span {
  readonly from: Instant;
  /** From outside. */
  readonly outside: Arrivals;
  readonly times: Histogram;
  /** In how many seconds those outside met an error. */
  errorSeconds: number;
  /** What came to resources that an update may change, by their components. */
  readonly within: Map<string, Arrivals>;
  /** What waited in resources that an update removes, when this part began. */
  readonly held: ReadonlyMap<string, number>;
}

/** What those outside met in several parts together. */
export function trafficIn(spans: readonly Span[]): Traffic {
  const times = new Histogram();
  let requests = 0;
  let errors = 0;
  for (const span of spans) {
    requests += span.outside.requests;
    errors += span.outside.errors;
    times.add(span.times);
  }
  const percentile = (percent: number) => (times.count === 0 ? null : times.percentile(percent));
  return { requests, errors, p50: percentile(50), p99: percentile(99) };
}

/** Arrivals of several parts, the earlier first. */
export function together(all: readonly Arrivals[]): Arrivals {
  const sum = noArrivals();
  for (const each of all) {
    sum.requests += each.requests;
    sum.errors += each.errors;
    sum.firstAt ??= each.firstAt;
    sum.lastAt = each.lastAt ?? sum.lastAt;
    sum.firstErrorAt ??= each.firstErrorAt;
    sum.lastErrorAt = each.lastErrorAt ?? sum.lastErrorAt;
  }
  return sum;
}
