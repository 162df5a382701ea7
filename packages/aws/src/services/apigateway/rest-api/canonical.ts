import { slab, table, type AskerOf, type Instant } from "@orrery/kernel";
import type { RestApiState } from "./state.ts";

/** What of a REST API decides the future: requests that are open, and what is kept for others. */
export const canonicalState = (
  { open, caches, verdicts }: RestApiState,
  now: Instant,
  askerOf: AskerOf,
): unknown => ({
  open: slab
    .list(open)
    .map(({ request, route, stage, phase, input, identity, cacheKey, verdictKey }) => [
      askerOf(request),
      stage.name,
      route.name,
      phase,
      input.http,
      input.text,
      identity,
      cacheKey,
      verdictKey,
    ]),
  caches: slab.list(caches).map(({ stage, answers }) => [
    stage,
    table
      .list(answers)
      .filter(([, { until }]) => until > now)
      .map(([key, { until, answer }]) => [key, until - now, answer]),
  ]),
  verdicts: table
    .list(verdicts)
    .filter(([, { until }]) => until > now)
    .map(([key, { until, verdict }]) => [key, until - now, verdict]),
});
