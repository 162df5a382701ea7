import { between, noRequest, slab, type Duration, type SlabId } from "@orrery/kernel";
import type { HttpAnswer } from "../../../service/http.ts";
import { filled, fullBucket } from "../../../service/rate-bucket.ts";
import {
  metrics,
  type Distribution,
  type DistributionContext,
  type OpenRequest,
} from "./declarations.ts";
import { lookForPage } from "./error-page.ts";
import { isPlainHttp } from "./judging.ts";
import { locationAt, viewerWay } from "./places.ts";
import { present } from "./presenting.ts";
import { askFunction, finish, type Steps } from "./steps.ts";

/** Answers a viewer, once the page of an error and the function of responses were asked. */
export function respondTo(
  distribution: Distribution,
  open: OpenRequest,
  id: SlabId | null,
  answer: HttpAnswer,
  context: DistributionContext,
): Steps {
  const { settings } = context;
  if (open.request === null) {
    if (id !== null) slab.remove(distribution.open, id);
    return [];
  }
  if (open.errorFor !== null) {
    const { status, says } = open.errorFor;
    const page = answer.status < 400 ? { ...answer, status: says } : { ...answer, status };
    return finish({ ...open, result: "Error" }, id, page);
  }
  const { status } = answer;
  if (status >= 400) {
    const said = settings.errorResponses.find((each) => each.status === status);
    if (said !== undefined && said.page !== null) {
      const errorFor = { status, says: said.says, ttl: said.ttl };
      return lookForPage(open, id, said.page, errorFor, context);
    }
    return finish(open, id, answer);
  }
  const fn = settings.behaviors[open.behavior]!.functions["viewer-response"];
  if (fn === null) return finish(open, id, answer);
  const asking: OpenRequest = { ...open, phase: "viewer-response", answer };
  return askFunction(asking, id, fn);
}

/** Answers a viewer, and counts what is to be counted of it. */
export function finishWith(
  distribution: Distribution,
  open: OpenRequest,
  id: SlabId | null,
  answer: HttpAnswer,
  context: DistributionContext,
): Steps {
  if (id !== null) slab.remove(distribution.open, id);
  const { settings, now } = context;
  const { answer: body, bytes, isCompressed } = present(open, answer, settings);
  const delay = (viewerWay(context) + open.delay) as Duration;
  if (isCompressed) context.observe(metrics["cloudfront.compressedShare"], 1);
  count(open, body.status, bytes, delay, context);
  const { bandwidth } = settings.quotas;
  const bits = distribution.bandwidth ?? fullBucket(bandwidth, now);
  distribution.bandwidth = { tokens: filled(bits, bandwidth, now) - bytes * 8, filledAt: now };
  if (open.request === null || open.request === noRequest) return [];
  return [{ type: "reply", to: open.request, body, after: delay }];
}

function count(
  { cameAt, place, seen, text, result }: OpenRequest,
  status: number,
  bytes: number,
  delay: Duration,
  context: DistributionContext,
): void {
  const { settings, now } = context;
  const { group } = locationAt(place);
  context.observe(metrics.Requests, 1);
  context.observe(metrics.BytesDownloaded, bytes);
  if (text.size > 0) context.observe(metrics.BytesUploaded, text.size);
  context.observe(metrics.ResponseTime, between(cameAt, now) + delay);
  context.observe(metrics[`${isPlainHttp(seen) ? "HttpRequests" : "HttpsRequests"}.${group}`], 1);
  context.observe(metrics[`BytesOut.${group}`], bytes);
  const is4xx = status >= 400 && status < 500;
  const is5xx = status >= 500;
  if (is4xx) context.observe(metrics.Errors4xx, 1);
  if (is5xx) context.observe(metrics.Errors5xx, 1);
  context.observe(metrics["4xxErrorRate"], is4xx ? 100 : 0);
  context.observe(metrics["5xxErrorRate"], is5xx ? 100 : 0);
  context.observe(metrics.TotalErrorRate, is4xx || is5xx ? 100 : 0);
  const isHit = result === "Hit";
  if (isHit) context.observe(metrics.CacheHits, 1);
  else if (result === "RefreshHit") context.observe(metrics.CacheRefreshHits, 1);
  else if (result === "Miss") context.observe(metrics.CacheMisses, 1);
  if (!settings.isMonitored) return;
  context.observe(metrics.CacheHitRate, isHit ? 100 : 0);
  for (const each of [401, 403, 404, 502, 503, 504] as const) {
    context.observe(metrics[`${each}ErrorRate`], status === each ? 100 : 0);
  }
}
