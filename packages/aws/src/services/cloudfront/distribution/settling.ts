import { slab, table, type Instant, type SlabId } from "@orrery/kernel";
import type { HttpAnswer } from "../../../service/http.ts";
import { wallClockAt } from "../../../text/wall-clock.ts";
import type { CacheBehavior } from "../config.ts";
import { cloudfrontLimits } from "../limits.ts";
import { entryAt, inSeconds, keep, renew, type Kept } from "./cache.ts";
import {
  metrics,
  type Distribution,
  type DistributionContext,
  type OpenRequest,
} from "./declarations.ts";
import { spareOf } from "./fetching.ts";
import { errorLifetimeOf, forbidsSharing, lifetimeOf } from "./lifetime.ts";
import { bytesOf } from "./presenting.ts";
import { cachesTo, fetchKeyOf, homeOf } from "./places.ts";
import { fetch, respond, type Steps } from "./steps.ts";

/** Keeps what came of an object, and answers all who wait for it. `isOrigins`: an origin said it. */
export function settleWith(
  distribution: Distribution,
  open: OpenRequest,
  id: SlabId | null,
  answer: HttpAnswer,
  isOrigins: boolean,
  context: DistributionContext,
): Steps {
  const waiting = endFetch(distribution, open, id, context);
  const settled = open.isKept
    ? store(distribution, open, answer, isOrigins, context)
    : { answer, result: "Miss" as const, isShared: true };
  const effects: Steps[number][] = [
    ...respond({ ...open, result: settled.result, next: null, last: null }, id, settled.answer),
  ];
  for (const each of waiting) {
    const waiter = { ...slab.read(distribution.open, each)!, next: null };
    const kept = entryAt(distribution, open.place, open.key);
    if (waiter.place !== open.place && kept !== null) {
      keep(distribution, waiter.place, open.key, kept, context);
    }
    effects.push(
      ...(settled.isShared
        ? respond({ ...waiter, result: resultOfWaiter(settled.answer) }, each, settled.answer)
        : fetch(waiter, each)),
    );
  }
  return effects;
}

const resultOfWaiter = ({ status }: HttpAnswer): OpenRequest["result"] =>
  status >= 400 ? "Error" : "Hit";

/** Those who wait for the same object, in the order in which they came; nobody fetches it any more. */
function endFetch(
  distribution: Distribution,
  open: OpenRequest,
  id: SlabId | null,
  { settings }: DistributionContext,
): readonly SlabId[] {
  if (id === null) return [];
  const fetchKey = fetchKeyOf(cachesTo(open.place, homeOf(open, settings)), open.key);
  if (table.get(distribution.fetching, fetchKey) !== id) return [];
  table.remove(distribution.fetching, fetchKey);
  const waiting: SlabId[] = [];
  for (let next = slab.read(distribution.open, id)!.next; next !== null;) {
    waiting.push(next);
    next = slab.read(distribution.open, next)!.next;
  }
  return waiting;
}

interface Settled {
  readonly answer: HttpAnswer;
  readonly result: OpenRequest["result"];
  /** Whether those who wait are answered with it. */
  readonly isShared: boolean;
}

function store(
  distribution: Distribution,
  open: OpenRequest,
  answer: HttpAnswer,
  isOrigins: boolean,
  context: DistributionContext,
): Settled {
  const { settings, now } = context;
  const behavior = settings.behaviors[open.behavior]!;
  const origin = homeOf(open, settings);
  const spare = spareOf(distribution, open.place, origin, open.key);
  if (answer.status === 304 && spare !== null) {
    keepFor(distribution, open, spare, behavior, context);
    return { answer: spare, result: "RefreshHit", isShared: true };
  }
  if (answer.status >= 400) {
    const least = leastOf(settings.errorResponses, answer.status);
    if (answer.status >= 500 && spare !== null && isSpare(distribution, open, now)) {
      const freshUntil = inSeconds(now, least);
      for (const place of cachesTo(open.place, origin)) {
        const entry = entryAt(distribution, place, open.key);
        if (entry !== null) renew(distribution, place, open.key, { ...entry, freshUntil });
      }
      context.observe(metrics.StaleResponses, 1);
      return { answer: spare, result: "Hit", isShared: true };
    }
    const seconds = errorLifetimeOf(answer, behavior.ttl, least);
    if (seconds > 0) {
      const until = inSeconds(now, seconds);
      keepAt(
        distribution,
        open,
        { answer, freshUntil: until, renewedUntil: until, spareUntil: until },
        context,
      );
    }
    return { answer, result: isOrigins ? "Miss" : "Error", isShared: true };
  }
  keepFor(distribution, open, answer, behavior, context);
  return { answer, result: "Miss", isShared: !forbidsSharing(answer, behavior.ttl) };
}

/** How long an error of a status is kept at least. */
const leastOf = (
  responses: DistributionContext["settings"]["errorResponses"],
  status: number,
): number => responses.find((each) => each.status === status)?.ttl ?? cloudfrontLimits.errorTtl;

/** Whether what is not fresh may be served in the place of an error. */
function isSpare(distribution: Distribution, { place, key }: OpenRequest, now: Instant): boolean {
  const entry = entryAt(distribution, place, key);
  return entry === null || now < entry.spareUntil;
}

/** Keeps an answer for as long as it says, or as the behavior says. */
function keepFor(
  distribution: Distribution,
  open: OpenRequest,
  answer: HttpAnswer,
  { ttl }: CacheBehavior,
  context: DistributionContext,
): void {
  const { now, settings } = context;
  const { fresh, renewed, spare } = lifetimeOf(
    answer,
    ttl,
    wallClockAt(settings.epochMilliseconds, now),
  );
  if (forbidsSharing(answer, ttl)) {
    // Nobody waits for it from now on.
    const until = inSeconds(now, cloudfrontLimits.defaultTtl);
    keep(distribution, open.place, open.key, passed(open, until), context);
    return;
  }
  if (fresh <= 0 || bytesOf(answer) > cloudfrontLimits.cacheableBody) return;
  const freshUntil = inSeconds(now, fresh);
  const renewedUntil = inSeconds(freshUntil, renewed);
  const spareUntil = inSeconds(freshUntil, spare ?? Number.MAX_SAFE_INTEGER / 1e6);
  keepAt(distribution, open, { answer, freshUntil, renewedUntil, spareUntil }, context);
}

const passed = ({ http }: OpenRequest, until: Instant): Kept => ({
  answer: null,
  path: http.path,
  freshUntil: until,
  renewedUntil: until,
  spareUntil: until,
});

/** Keeps an answer in all caches that it comes through. */
function keepAt(
  distribution: Distribution,
  open: OpenRequest,
  kept: Omit<Kept, "path">,
  context: DistributionContext,
): void {
  const origin = homeOf(open, context.settings);
  const all: Kept = { ...kept, path: open.http.path };
  for (const place of cachesTo(open.place, origin)) {
    keep(distribution, place, open.key, all, context);
  }
}
