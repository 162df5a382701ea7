import { slab, table, type Instant, type Machine } from "@orrery/kernel";
import { bucketView, period } from "../../../service/rate-bucket.ts";
import type { DistributionState, OpenRequest } from "./declarations.ts";

type Canonical = NonNullable<Machine<never, DistributionState, never, never>["canonical"]>;

/** What of a distribution's state decides the future, counted from now. */
export const canonicalForm: Canonical = (state, now, askerOf) => ({
  open: slab.list(state.open).map((open) => ({
    ...unnamed(open),
    request: open.request === null ? null : askerOf(open.request),
    since: [now - open.cameAt, now - open.askedAt, now - open.firstAskedAt, now - open.ranAt],
    next: open.next === null ? null : slab.slotOf(open.next),
    last: open.last === null ? null : slab.slotOf(open.last),
  })),
  places: table.list(state.placeIds).map(([name, id]) => {
    const { entries, newest, oldest } = slab.read(state.places, id)!; // It is one of them.
    return {
      name,
      entries: table.list(entries).map(([key, each]) => {
        const { answer, freshUntil, renewedUntil, spareUntil, newer, older } = slab.read(
          state.entries,
          each,
        )!; // Likewise.
        return [
          key,
          answer,
          ...[freshUntil, renewedUntil, spareUntil].map((until) => left(until, now)),
          ...[newer, older].map((other) => (other === null ? null : slab.slotOf(other))),
        ];
      }),
      ends: [newest, oldest].map((end) => (end === null ? null : slab.slotOf(end))),
    };
  }),
  fetching: table.list(state.fetching).map(([key, id]) => [key, slab.slotOf(id)]),
  buckets: [
    bucketView(state.bucket, now),
    state.bandwidth === null ||
    (state.bandwidth.tokens > 0 && now - state.bandwidth.filledAt >= period)
      ? []
      : [state.bandwidth.tokens, now - state.bandwidth.filledAt],
    ...table.list(state.edgeBuckets).map(([region, bucket]) => [region, bucketView(bucket, now)]),
  ],
  edgeBusy: table.list(state.edgeBusy).filter(([, count]) => count > 0),
  invalidations: slab.list(state.invalidations),
});

const left = (until: Instant, now: Instant): number => Math.max(0, until - now);

/** A request without its instants, its number, and the names of others. */
function unnamed(open: OpenRequest): object {
  const {
    request: _request,
    number: _number,
    cameAt: _cameAt,
    askedAt: _askedAt,
    firstAskedAt: _firstAskedAt,
    ranAt: _ranAt,
    next: _next,
    last: _last,
    trail: _trail,
    ...rest
  } = open;
  return rest;
}
