import { slab, table, type Duration, type Instant, type SlabId } from "@orrery/kernel";
import type { HttpAnswer, HttpHead } from "../../../service/http.ts";
import { filled, takeOne } from "../../../service/rate-bucket.ts";
import type { CacheBehavior } from "../config.ts";
import { cloudfrontLimits } from "../limits.ts";
import type { EdgeRequest } from "../protocol.ts";
import { cacheKeyOf } from "./cache-key.ts";
import { atOnce, entryAt, keep, touch } from "./cache.ts";
import {
  metrics,
  purposes,
  type CacheEntry,
  type Distribution,
  type DistributionContext,
  type OpenRequest,
} from "./declarations.ts";
import { isAdmitted, isSigned, judge } from "./judging.ts";
import { redirectTo } from "./own-answer.ts";
import { park } from "./parking.ts";
import { cachesTo, countryOf, fetchKeyOf, placeOf, regionalWay } from "./places.ts";
import { answerOwn, askFunction, fetch, finish, look, respond, type Steps } from "./steps.ts";

/** Takes a request of a viewer. */
export function receive(
  distribution: Distribution,
  input: EdgeRequest,
  context: DistributionContext,
): Steps {
  const { settings, now, request } = context;
  distribution.count += 1;
  const { http, text, trail } = input;
  const { behavior, status, redirect } = judge(settings, http);
  const place = placeOf(http, context);
  const open: OpenRequest = {
    request,
    number: distribution.count,
    cameAt: now,
    place,
    behavior,
    seen: http,
    http:
      http.path === "/" && settings.rootObject !== "" ? atRoot(http, settings.rootObject) : http,
    text,
    trail,
    phase: "viewer-request",
    key: "",
    result: "Error",
    delay: atOnce,
    asked: null,
    origin: -1,
    chosen: -1,
    isSecond: false,
    attempt: 0,
    askedAt: now,
    firstAskedAt: now,
    ranAt: now,
    answer: null,
    errorFor: null,
    isKept: false,
    next: null,
    last: null,
  };
  if (!hasRoom(distribution, context)) {
    return answerOwn({ ...open, result: "LimitExceeded" }, null, 503);
  }
  if (status !== null) return answerOwn(open, null, status);
  if (text.size > cloudfrontLimits.requestBody) return answerOwn(open, null, 413);
  if (redirect !== null) {
    return finish({ ...open, result: "Redirect" }, null, redirectTo(redirect));
  }
  const { audience, hasFirewall, geography, behaviors } = settings;
  const said = behaviors[behavior]!;
  const isBlocked =
    hasFirewall && audience.blocked > 0 && context.random(purposes.blocked) < audience.blocked;
  if (
    isBlocked ||
    !isAdmitted(geography, countryOf(http, place)) ||
    !isSigned(said, http, context)
  ) {
    return answerOwn(open, null, 403);
  }
  const fn = said.functions["viewer-request"];
  if (fn !== null) return askFunction(open, null, fn);
  return look(open, null);
}

// A memo of a pure function: requests of a workload are one object.
const roots = new WeakMap<HttpHead, HttpHead>();

function atRoot(http: HttpHead, rootObject: string): HttpHead {
  let root = roots.get(http);
  const path = `/${rootObject.replace(/^\//, "")}`;
  if (root?.path !== path) roots.set(http, (root = { ...http, path }));
  return root;
}

/** Whether the quotas of a second have room for one more. */
function hasRoom(distribution: Distribution, { settings, now }: DistributionContext): boolean {
  const { requestsPerSecond, bandwidth } = settings.quotas;
  const left = takeOne(distribution.bucket ?? undefined, requestsPerSecond, now);
  if (left === null) return false;
  distribution.bucket = left;
  // What was sent is known once it is: whoever comes after too much has to wait.
  const bits = distribution.bandwidth;
  return bits === null || filled(bits, bandwidth, now) > 0;
}

/** Looks for an object in the caches on the way, and fetches what none has. */
export function lookUp(
  distribution: Distribution,
  given: OpenRequest,
  id: SlabId | null,
  context: DistributionContext,
): Steps {
  const { settings, now } = context;
  const behavior = settings.behaviors[given.behavior]!;
  const key = cacheKeyOf(behavior, given.http);
  const isKept = isCached(behavior, given.http);
  const origin = given.chosen < 0 ? behavior.origins[0]! : given.chosen;
  const open: OpenRequest = { ...given, key, isKept, origin, isSecond: false, attempt: 0 };
  if (!isKept) return fetch(open, id);
  const here = entryAt(distribution, open.place, key);
  if (isGood(here, now)) {
    touch(distribution, open.place, key);
    return respond({ ...open, result: "Hit" }, id, here.answer);
  }
  const caches = cachesTo(open.place, settings.origins[origin]!);
  for (const [nearness, place] of caches.entries()) {
    if (nearness === 0) continue;
    if (nearness === 2) context.observe(metrics.ShieldRequests, 1);
    const there = entryAt(distribution, place, key);
    if (!isGood(there, now)) continue;
    touch(distribution, place, key);
    keep(distribution, open.place, key, there, context);
    const delay = (open.delay + regionalWay(context)) as Duration;
    return respond({ ...open, delay, result: "Hit" }, id, there.answer);
  }
  if (here?.answer != null && now < here.renewedUntil) {
    return serveStale(distribution, open, id, here.answer, context);
  }
  const isPassed = here !== null && here.answer === null && now < here.freshUntil;
  return isPassed ? fetch(open, id) : joinOrFetch(distribution, open, id, caches, context);
}

const isGood = (
  entry: CacheEntry | null,
  now: Instant,
): entry is CacheEntry & { readonly answer: HttpAnswer } =>
  entry !== null && entry.answer !== null && now < entry.freshUntil;

/** Whether what answers a request may be kept. */
const isCached = ({ cachedMethods, ttl }: CacheBehavior, { method }: HttpHead): boolean =>
  ttl.max > 0 && cachedMethods.includes(method);

/** Serves what is not fresh, and has it renewed by a request that nobody waits for. */
function serveStale(
  distribution: Distribution,
  open: OpenRequest,
  id: SlabId | null,
  answer: HttpAnswer,
  context: DistributionContext,
): Steps {
  context.observe(metrics.StaleResponses, 1);
  const caches = cachesTo(open.place, context.settings.origins[open.origin]!);
  const isFetched = table.has(distribution.fetching, fetchKeyOf(caches, open.key));
  const renewing: OpenRequest = { ...open, request: null, next: null, last: null };
  const renewal = isFetched ? [] : joinOrFetch(distribution, renewing, null, caches, context);
  const hit: OpenRequest = { ...open, result: "Hit" };
  return [...renewal, ...respond(hit, id, answer)];
}

/** Whether requests of a behavior wait for each other. */
const collapses = ({ key, forwarded }: CacheBehavior): boolean =>
  key.cookies.take === "none" && forwarded.cookies.take === "none";

function joinOrFetch(
  distribution: Distribution,
  open: OpenRequest,
  id: SlabId | null,
  caches: readonly string[],
  context: DistributionContext,
): Steps {
  const behavior = context.settings.behaviors[open.behavior]!;
  if (!collapses(behavior)) return fetch(open, id);
  const fetchKey = fetchKeyOf(caches, open.key);
  const leader = table.get(distribution.fetching, fetchKey);
  if (leader === undefined) {
    const own = park(distribution, open, id);
    table.set(distribution.fetching, fetchKey, own);
    return fetch(open, own);
  }
  if (open.request === null) return [];
  context.observe(metrics.CollapsedRequests, 1);
  const own = park(distribution, { ...open, phase: "waiting" }, id);
  const { last } = slab.read(distribution.open, leader)!; // It fetches.
  if (last === null) slab.edit(distribution.open, leader)!.next = own;
  else slab.edit(distribution.open, last)!.next = own;
  slab.edit(distribution.open, leader)!.last = own;
  return [];
}
