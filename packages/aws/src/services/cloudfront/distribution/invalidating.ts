import { after, noEffects, sampleDuration, slab, type SlabId } from "@orrery/kernel";
import { matchesPattern } from "../../../gateway/wildcards.ts";
import type { Invalidate } from "../protocol.ts";
import { forgetAll } from "./cache.ts";
import {
  metrics,
  purposes,
  timers,
  type Distribution,
  type DistributionContext,
  type DistributionEffect,
} from "./declarations.ts";

/** Begins to forget objects: all places have heard of it after a while. */
export function beginInvalidation(
  distribution: Distribution,
  { id, paths }: Invalidate,
  context: DistributionContext,
): readonly DistributionEffect[] {
  const slot = slab.insert(distribution.invalidations, { id, paths });
  context.observe(metrics.InvalidationPaths, paths.length);
  const { invalidation } = context.settings.latencies;
  const takes = sampleDuration(invalidation, () => context.random(purposes.invalidation));
  return [
    { type: "setTimer", timer: timers.invalidated, index: slot, at: after(context.now, takes) },
    { type: "reply", to: context.request, body: { type: "invalidating" } },
  ];
}

/** Forgets them. A path without a star is that of an object, with whatever query. */
export function endInvalidation(
  distribution: Distribution,
  slot: number,
  context: DistributionContext,
): readonly DistributionEffect[] {
  const { paths } = slab.read(distribution.invalidations, slot as SlabId)!; // Its timer.
  slab.remove(distribution.invalidations, slot as SlabId);
  const patterns = paths.map((path) => (path.startsWith("/") ? path : `/${path}`));
  const isMeant = (path: string): boolean =>
    patterns.some((pattern) =>
      pattern.endsWith("*") ? matchesPattern(pattern, path, true) : pattern.split("?")[0] === path,
    );
  const count = forgetAll(distribution, isMeant);
  if (count > 0) context.observe(metrics.InvalidatedObjects, count);
  return noEffects;
}

/** Shows the invalidations that are not done. */
export const showInvalidations = (
  { invalidations }: Distribution,
  { request }: DistributionContext,
): readonly DistributionEffect[] => [
  {
    type: "reply",
    to: request,
    body: {
      type: "invalidations",
      open: slab.list(invalidations).map(({ id, paths }) => ({
        id,
        paths: paths.length,
        wildcards: paths.filter((path) => path.endsWith("*")).length,
      })),
    },
  },
];
