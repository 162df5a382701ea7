import { slab, table, type Duration, type Instant, type SlabId } from "@orrery/kernel";
import type { HttpAnswer } from "../../../service/http.ts";
import {
  metrics,
  type CacheEntry,
  type CachePlace,
  type Distribution,
  type DistributionContext,
} from "./declarations.ts";

/** What a place has of an object; `null`: nothing. */
export function entryAt(distribution: Distribution, place: string, key: string): CacheEntry | null {
  const id = idAt(distribution, place, key);
  return id === undefined ? null : slab.read(distribution.entries, id)!; // It is in its place.
}

function idAt({ places, placeIds }: Distribution, place: string, key: string): SlabId | undefined {
  const placeId = table.get(placeIds, place);
  return placeId === undefined ? undefined : table.get(slab.read(places, placeId)!.entries, key); // Places are never removed.
}

/** What has just been asked for goes last. */
export function touch(distribution: Distribution, place: string, key: string): void {
  const id = idAt(distribution, place, key)!; // It was found there.
  const { place: placeId, newer } = slab.read(distribution.entries, id)!;
  if (newer === null) return;
  unlink(distribution, id);
  link(distribution, placeId, id);
}

/** How long what is kept is good for. */
export interface Kept {
  readonly answer: HttpAnswer | null;
  readonly path: string;
  readonly freshUntil: Instant;
  readonly renewedUntil: Instant;
  readonly spareUntil: Instant;
}

/** Keeps an object in a place, where it takes the place of what is there. */
export function keep(
  distribution: Distribution,
  place: string,
  key: string,
  kept: Kept,
  context: DistributionContext,
): void {
  let placeId = table.get(distribution.placeIds, place);
  if (placeId === undefined) {
    placeId = slab.insert<CachePlace>(distribution.places, {
      entries: table.empty(),
      newest: null,
      oldest: null,
    });
    table.set(distribution.placeIds, place, placeId);
  }
  forget(distribution, place, key);
  const held = slab.edit(distribution.places, placeId)!; // It was found or made.
  const { answer, path, freshUntil, renewedUntil, spareUntil } = kept;
  const id = slab.insert<CacheEntry>(distribution.entries, {
    key,
    path,
    place: placeId,
    answer,
    storedAt: context.now,
    freshUntil,
    renewedUntil,
    spareUntil,
    newer: null,
    older: null,
  });
  table.set(held.entries, key, id);
  context.observe(metrics["cloudfront.objectsPerCache"], 1);
  link(distribution, placeId, id);
  if (table.sizeOf(held.entries) > context.settings.assumed.objectsPerCache) {
    context.observe(metrics.Evictions, 1);
    remove(distribution, slab.read(distribution.places, placeId)!.oldest!); // It has several.
  }
}

/** Until when an object that was fresh is good again. */
export function renew(
  distribution: Distribution,
  place: string,
  key: string,
  until: Pick<CacheEntry, "freshUntil" | "renewedUntil" | "spareUntil">,
): void {
  const id = idAt(distribution, place, key);
  if (id === undefined) return;
  const entry = slab.edit(distribution.entries, id)!; // It is in its place.
  entry.freshUntil = until.freshUntil;
  entry.renewedUntil = until.renewedUntil;
  entry.spareUntil = until.spareUntil;
}

/** An object that is asked for anew at the next request, and kept. */
function forget(distribution: Distribution, place: string, key: string): void {
  const id = idAt(distribution, place, key);
  if (id !== undefined) remove(distribution, id);
}

/** Forgets all objects that a test is true of; how many they were. */
export function forgetAll(distribution: Distribution, isMeant: (path: string) => boolean): number {
  let count = 0;
  for (const [, placeId] of table.list(distribution.placeIds)) {
    const { entries } = slab.read(distribution.places, placeId)!;
    for (const [, id] of table.list(entries)) {
      if (!isMeant(slab.read(distribution.entries, id)!.path)) continue;
      remove(distribution, id);
      count += 1;
    }
  }
  return count;
}

function remove(distribution: Distribution, id: SlabId): void {
  const { key, place } = slab.read(distribution.entries, id)!;
  unlink(distribution, id);
  table.remove(slab.edit(distribution.places, place)!.entries, key);
  slab.remove(distribution.entries, id);
}

function link(distribution: Distribution, placeId: SlabId, id: SlabId): void {
  const place = slab.edit(distribution.places, placeId)!;
  const entry = slab.edit(distribution.entries, id)!;
  entry.older = place.newest;
  entry.newer = null;
  if (place.newest === null) place.oldest = id;
  else slab.edit(distribution.entries, place.newest)!.newer = id;
  place.newest = id;
}

function unlink(distribution: Distribution, id: SlabId): void {
  const { place: placeId, newer, older } = slab.read(distribution.entries, id)!;
  const place = slab.edit(distribution.places, placeId)!;
  if (newer === null) place.newest = older;
  else slab.edit(distribution.entries, newer)!.older = older;
  if (older === null) place.oldest = newer;
  else slab.edit(distribution.entries, older)!.newer = newer;
}

/** So many seconds from now, and no later than there is time. */
export const inSeconds = (now: Instant, count: number): Instant =>
  Math.min(now + Math.round(count * 1e6), Number.MAX_SAFE_INTEGER) as Instant;

/** No time at all. */
export const atOnce = 0 as Duration;
