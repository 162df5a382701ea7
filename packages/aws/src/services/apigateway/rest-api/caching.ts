import { after, slab, table, type Instant, type SlabId } from "@orrery/kernel";
import type { HttpAnswer } from "../../../service/http.ts";
import { sizeInUtf8 } from "../../../text/utf8.ts";
import { restLimits } from "../limits.ts";
import { metrics, type RestApi, type RestApiContext } from "./declarations.ts";
import type { OpenRequest, StageCache } from "./state.ts";
import { parameterIn } from "./validation.ts";

/** What the cache of a stage has for a request. */
export type CacheLookup =
  | { readonly type: "hit"; readonly answer: HttpAnswer }
  | { readonly type: "miss"; readonly key: string; readonly warns: boolean }
  | { readonly type: "forbidden" }
  | { readonly type: "off" };

const off: CacheLookup = { type: "off" };

/** Asks the cache for an answer, where the stage has one and the method's answers are kept. */
export function lookUp(api: RestApi, request: OpenRequest, context: RestApiContext): CacheLookup {
  const { stage, route, input } = request;
  const { cache } = route;
  if (cache === null || stage.cache === null || cache.ttl === 0) return off;
  if (context.now < stage.cache.since) {
    context.observe(metrics["apigateway.cacheCreation"], 1);
    return off;
  }
  const key = keyOf(request);
  const wantsAnew = /(?:^|[,\s])max-age=0/.test(input.http.headers["cache-control"] ?? "");
  if (wantsAnew && cache.invalidation === "FAIL_WITH_403" && !isSigned(request)) {
    return { type: "forbidden" };
  }
  const mayInvalidate = cache.invalidation === "anybody" || isSigned(request);
  const warns =
    wantsAnew && !mayInvalidate && cache.invalidation === "SUCCEED_WITH_RESPONSE_HEADER";
  if (!(wantsAnew && mayInvalidate)) {
    const answers = cacheOf(api, stage.name)?.answers;
    const kept = answers === undefined ? undefined : table.get(answers, key);
    if (kept !== undefined && kept.until > context.now) {
      touch(api, stage.name, key);
      context.observe(metrics.CacheHitCount, 1);
      return { type: "hit", answer: warns ? withWarning(kept.answer) : kept.answer };
    }
  }
  context.observe(metrics.CacheMissCount, 1);
  return { type: "miss", key, warns };
}

/** Whoever signs may do everything. */
const isSigned = ({ input }: OpenRequest): boolean =>
  input.http.headers["authorization"]?.startsWith("AWS4-HMAC-SHA256") === true;

/** An answer that says that it was not made anew although that was asked for. */
const withWarning = (answer: HttpAnswer): HttpAnswer => ({
  ...answer,
  headers: {
    ...answer.headers,
    warning: "199 Cache-control headers were ignored because the caller was unauthorized.",
  },
});

function keyOf({ release, route, input, pathParameters }: OpenRequest): string {
  const { namespace, keys } = route.cache!; // Asked of routes that have it.
  let key = `${release.cacheName} ${namespace} ${route.method}`;
  for (const parameter of keys) {
    const [, , place = "", ...name] = parameter.split(".");
    const value = parameterIn(input, pathParameters, place, name.join("."));
    key += value === undefined ? " -" : ` ${JSON.stringify(value)}`;
  }
  return key;
}

function cacheOf(api: RestApi, stage: string): StageCache | undefined {
  const id = table.get(api.cacheIds, stage);
  return id === undefined ? undefined : slab.read(api.caches, id);
}

/** Has the entry of a key among those that were used last. */
function touch(api: RestApi, stage: string, key: string): void {
  const cache = slab.edit(api.caches, table.get(api.cacheIds, stage)!)!; // It has the entry.
  table.setLast(cache.answers, key, table.get(cache.answers, key)!);
}

/** Keeps an answer, in place of those that were used longest ago where there is no room. */
export function keep(
  api: RestApi,
  { stage, route, cacheKey }: OpenRequest,
  answer: HttpAnswer,
  now: Instant,
): void {
  if (cacheKey === null || answer.status < 200 || answer.status > 299) return;
  const size = sizeInUtf8(answer.body);
  if (size > restLimits.cacheEntry || stage.cache === null) return;
  let id: SlabId | undefined = table.get(api.cacheIds, stage.name);
  if (id === undefined) {
    id = slab.insert<StageCache>(api.caches, {
      stage: stage.name,
      bytes: 0,
      answers: table.empty(),
    });
    table.set(api.cacheIds, stage.name, id);
  }
  const cache = slab.edit(api.caches, id)!; // It was found or made.
  const before = table.get(cache.answers, cacheKey);
  cache.bytes += size - (before?.size ?? 0);
  const until = after(now, route.cache?.ttl ?? restLimits.cacheTtl.default);
  table.setLast(cache.answers, cacheKey, { until, answer, size });
  while (cache.bytes > stage.cache.bytes) {
    const first = table.firstValue(cache.answers);
    if (first === undefined) return;
    cache.bytes -= first.size;
    table.removeFirst(cache.answers);
  }
}

/** Empties the cache of a stage. */
export function flush(api: RestApi, stage: string): void {
  const id = table.get(api.cacheIds, stage);
  if (id === undefined) return;
  const cache = slab.edit(api.caches, id)!; // It is known.
  table.clear(cache.answers);
  cache.bytes = 0;
}
