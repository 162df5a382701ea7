import { slab, table, type AskerOf, type Instant } from "@orrery/kernel";
import type { HttpApiState } from "./state.ts";

/** What of an HTTP API decides the future: requests that are open, and what is kept for others. */
export const canonicalState = (
  { open, verdicts, keys }: HttpApiState,
  now: Instant,
  askerOf: AskerOf,
): unknown => ({
  open: slab
    .list(open)
    .map(({ request, route, stage, phase, input, identity, verdictKey }) => [
      askerOf(request),
      stage.name,
      route.name,
      phase,
      input.http,
      input.text,
      identity,
      verdictKey,
    ]),
  keys: table
    .list(keys)
    .filter(([, until]) => until > now)
    .map(([issuer, until]) => [issuer, until - now]),
  verdicts: table
    .list(verdicts)
    .filter(([, { until }]) => until > now)
    .map(([key, { until, verdict }]) => [key, until - now, verdict]),
});
