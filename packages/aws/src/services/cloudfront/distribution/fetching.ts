import {
  after,
  noRequest,
  slab,
  type Duration,
  type SlabId,
  type Stop,
  type Tagged,
} from "@orrery/kernel";
import type { Call, CallReply } from "../../../service/call.ts";
import type { Arrival, EntryOf } from "../../../service/entry.ts";
import type { HttpAnswer, HttpHead } from "../../../service/http.ts";
import type { Refused } from "../../../service/refusal.ts";
import { objectAnswerOf, objectStore, readOf } from "../cloudfront-to-s3.ts";
import type { CacheBehavior, OriginSettings } from "../config.ts";
import type { OriginRequest } from "../protocol.ts";
import { entryAt } from "./cache.ts";
import { encodingOf, pairsOf, pairsTaken } from "./cache-key.ts";
import {
  metrics,
  ports,
  type Distribution,
  type DistributionContext,
  type OpenRequest,
} from "./declarations.ts";
import { ownAnswer } from "./own-answer.ts";
import { park } from "./parking.ts";
import { cachesTo, originWay, regionalWay } from "./places.ts";
import { askFunction, fetch, send, settle, type Steps } from "./steps.ts";

/** Asks an origin, and before it the function of requests to it. */
export function fetchFrom(
  distribution: Distribution,
  given: OpenRequest,
  id: SlabId | null,
  context: DistributionContext,
): Steps {
  const { settings } = context;
  const origin = settings.origins[given.origin]!;
  const behavior = settings.behaviors[given.behavior]!;
  const asked = askedOf(distribution, given, origin, behavior, settings.domainName);
  const open: OpenRequest = { ...given, result: "Miss", asked, attempt: 0 };
  // The name is looked up before the function runs.
  if (origin.target.type === "unknown") {
    return settle(open, id, ownAnswer(502), false);
  }
  const fn = behavior.functions["origin-request"];
  if (fn !== null && open.errorFor === null) {
    const asking: OpenRequest = { ...open, phase: "origin-request" };
    return askFunction(asking, id, fn);
  }
  return send(open, id, 0 as Duration);
}

// A memo of a pure function: requests of a workload are one object.
const known = new WeakMap<
  HttpHead,
  { readonly origin: OriginSettings; readonly behavior: CacheBehavior; readonly asked: HttpHead }
>();

/** What an origin is asked: the path behind its own, and what of the request goes to it. */
function askedOf(
  distribution: Distribution,
  { http, key, place, isKept, errorFor }: OpenRequest,
  origin: OriginSettings,
  behavior: CacheBehavior,
  domainName: string,
): HttpHead {
  const stale = isKept && errorFor === null ? spareOf(distribution, place, origin, key) : null;
  const before = known.get(http);
  let asked = before?.asked;
  if (asked === undefined || before!.origin !== origin || before!.behavior !== behavior) {
    asked = askedNew(http, origin, behavior, domainName);
    known.set(http, { origin, behavior, asked });
  }
  const tag = stale?.headers["etag"];
  const modified = stale?.headers["last-modified"];
  if (tag === undefined && modified === undefined) return asked;
  const conditions = {
    ...(tag === undefined ? {} : { "if-none-match": tag }),
    ...(modified === undefined ? {} : { "if-modified-since": modified }),
  };
  return { ...asked, headers: { ...asked.headers, ...conditions } };
}

/** What is still there of an object that is not fresh; `null`: nothing. */
export function spareOf(
  distribution: Distribution,
  place: string,
  origin: OriginSettings,
  key: string,
): HttpAnswer | null {
  for (const cache of cachesTo(place, origin)) {
    const answer = entryAt(distribution, cache, key)?.answer ?? null;
    if (answer !== null && answer.status < 400) return answer;
  }
  return null;
}

function askedNew(
  { method, path, query, headers }: HttpHead,
  origin: OriginSettings,
  { key, forwarded }: CacheBehavior,
  domainName: string,
): HttpHead {
  const taken = new Set([
    ...pairsTaken(key.queries, pairsOf(query, "&")),
    ...pairsTaken(forwarded.queries, pairsOf(query, "&")),
  ]);
  const cookies = new Set([
    ...pairsTaken(key.cookies, pairsOf(headers["cookie"] ?? "", ";")),
    ...pairsTaken(forwarded.cookies, pairsOf(headers["cookie"] ?? "", ";")),
  ]);
  const sent: Record<string, string> = {};
  for (const [name, value] of Object.entries(headers)) {
    if (name === "cookie" || name === "via") continue;
    const isTaken =
      key.headers.includes(name) ||
      pairsTaken(forwarded.headers, [name]).length > 0 ||
      alwaysSent.has(name);
    if (isTaken) sent[name] = value;
  }
  const encoding = encodingOf(key, headers["accept-encoding"] ?? "");
  if (encoding !== null) sent["accept-encoding"] = encoding;
  if (cookies.size > 0) sent["cookie"] = [...cookies].join("; ");
  sent["host"] = sent["host"] ?? origin.domainName;
  sent["user-agent"] = sent["user-agent"] ?? "Amazon CloudFront";
  const before = headers["via"] === undefined ? "" : `${headers["via"]}, `;
  sent["via"] = `${before}1.1 ${domainName} (CloudFront)`;
  return {
    method,
    path: `${origin.path}${path}`,
    query: pairsOf(query, "&")
      .filter((pair) => taken.has(pair))
      .join("&"),
    headers: { ...sent, ...origin.headers },
  };
}

/** Headers that are of the body, and go with it. */
const alwaysSent = new Set(["content-type", "content-length", "x-amz-cf-id", "x-forwarded-for"]);

/** Sends a request to its origin, `late` after now. */
export function sendTo(
  distribution: Distribution,
  given: OpenRequest,
  id: SlabId | null,
  late: Duration,
  context: DistributionContext,
  entryOf: EntryOf,
): Steps {
  const { settings, now } = context;
  const origin = settings.origins[given.origin]!;
  const asking = inputOf(given, origin, context, entryOf);
  if (asking === null) {
    return settle(given, id, ownAnswer(502), false);
  }
  const isFirst = given.attempt === 0;
  const way =
    late + (given.isKept ? regionalWay(context) : 0) + originWay(given.place, origin, context);
  context.observe(metrics.OriginRequests, 1);
  if (given.text.size > 0 && !isCacheableMethod(given)) {
    context.observe(metrics.BytesToOrigin, given.text.size);
  }
  const open: OpenRequest = {
    ...given,
    phase: "origin",
    attempt: given.attempt + 1,
    askedAt: now,
    firstAskedAt: isFirst ? now : given.firstAskedAt,
  };
  return [
    {
      type: "send",
      ...asking,
      tag: park(distribution, open, id),
      deadline: after(now, (way + patienceOf(open, origin)) as Duration),
      after: Math.max(0, Math.round(way)) as Duration,
      ...(open.request === null || open.request === noRequest ? {} : { onBehalfOf: open.request }),
    },
  ];
}

const isCacheableMethod = ({ http }: OpenRequest): boolean =>
  http.method === "GET" || http.method === "HEAD";

/** How long an origin is waited for. */
function patienceOf(
  { askedAt, firstAskedAt }: OpenRequest,
  { responseTimeout, completionTimeout }: OriginSettings,
): number {
  if (completionTimeout === null) return responseTimeout;
  return Math.max(1, Math.min(responseTimeout, completionTimeout - (askedAt - firstAskedAt)));
}

/** What is asked of whom; `null`: it cannot be. */
function inputOf(
  { asked, text, trail }: OpenRequest,
  { target }: OriginSettings,
  { settings, now }: DistributionContext,
  entryOf: EntryOf,
): { readonly port: number; readonly to: number; readonly input: Tagged } | null {
  const http = asked!; // It was made before.
  switch (target.type) {
    case "bucket": {
      const read = readOf(target.bucket, http);
      if (read === null) return null;
      const input: Call = {
        type: "call",
        service: objectStore,
        ...read,
        trail,
        caller: settings.caller,
        until: after(now, (60 * 1e6) as Duration),
      };
      return { port: ports.control, to: 0, input };
    }
    case "front": {
      const arrival: Arrival = { text, group: null, deduplicationId: null, http, trail };
      const input = entryOf(target.kind)?.doors.request?.inputOf(arrival);
      return input === undefined ? null : { port: ports.fronts, to: target.to, input };
    }
    case "endpoint": {
      const input: OriginRequest = { type: "originRequest", http, size: text.size, trail };
      return { port: ports.endpoints, to: target.to, input };
    }
    case "unknown":
      return null;
  }
}

/** Hears what an origin answered. */
export function hearOrigin(
  open: OpenRequest,
  id: SlabId,
  body: Tagged,
  context: DistributionContext,
  entryOf: EntryOf,
): Steps {
  const origin = context.settings.origins[open.origin]!;
  if (open.request !== null) context.observe(metrics.OriginLatency, context.now - open.askedAt);
  if (body.type === "lost") return tryAgain(open, id, "timeout", context);
  if (origin.target.type === "bucket") {
    const answer = objectAnswerOf(body as CallReply);
    if (answer === null) return [stopFor(context, body)];
    return hearAnswer(open, id, answer, context);
  }
  if (body.type === "refused") {
    const refusal = body as Refused;
    if (refusal.code === unreachedCode) return tryAgain(open, id, "unreached", context);
    const answer = refusalAnswer(refusal, origin, entryOf);
    return hearAnswer(open, id, answer, context);
  }
  return hearAnswer(open, id, body as HttpAnswer, context); // A front gives no other.
}

/** What a front door refuses, as the answer that it is. */
function refusalAnswer(refusal: Refused, { target }: OriginSettings, entryOf: EntryOf): HttpAnswer {
  const said = refusal.details as Partial<HttpAnswer> | undefined;
  const own = target.type === "front" ? entryOf(target.kind)?.http?.statusOf?.(refusal) : undefined;
  const status = typeof said?.status === "number" ? said.status : own;
  if (status === undefined) return ownAnswer(502);
  return {
    type: "answered",
    status,
    headers: said?.headers ?? {},
    cookies: [],
    body: said?.body ?? "",
    isBase64Encoded: false,
  };
}

/** How an origin outside says that it cannot be reached. */
export const unreachedCode = "NetworkError";

function stopFor({ settings }: DistributionContext, no: Tagged): Stop {
  const component = `cloudfront.distribution:${settings.id}`;
  const reason = { type: "stoppedByCall", component, noun: "distribution", no, place: null };
  return { type: "stop", reason: reason };
}

/** Asks once more where that may help, or gives up. */
function tryAgain(
  open: OpenRequest,
  id: SlabId,
  why: "timeout" | "unreached",
  context: DistributionContext,
): Steps {
  const { settings, now } = context;
  const origin = settings.origins[open.origin]!;
  const { attempts, connectionTimeout, completionTimeout } = origin;
  const late = why === "unreached" ? connectionTimeout : (0 as Duration);
  const mayBeAskedAgain =
    why === "unreached" || (isCacheableMethod(open) && origin.target.type !== "bucket");
  const hasTime = completionTimeout === null || now - open.firstAskedAt + late < completionTimeout;
  if (mayBeAskedAgain && hasTime && open.attempt < attempts) {
    context.observe(metrics.OriginRetries, 1);
    return send(open, id, late);
  }
  context.observe(metrics.OriginErrors, 1);
  const delay = (open.delay + late) as Duration;
  const failed: OpenRequest = { ...open, delay };
  const counted = why === "unreached" ? 503 : 504;
  return failOver(failed, id, counted, context) ?? settle(failed, id, ownAnswer(504), false);
}

/** Goes to the second origin where the first failed with a status that is meant; `null`: it does not. */
function failOver(
  open: OpenRequest,
  id: SlabId,
  status: number,
  context: DistributionContext,
): Steps | null {
  const { origins, failover } = context.settings.behaviors[open.behavior]!;
  const second = origins[1];
  const { method } = open.http;
  const isMeant =
    second !== undefined &&
    !open.isSecond &&
    failover.includes(status) &&
    (isCacheableMethod(open) || method === "OPTIONS");
  if (!isMeant) return null;
  context.observe(metrics.OriginFailovers, 1);
  return fetch({ ...open, origin: second, isSecond: true }, id);
}

function hearAnswer(
  open: OpenRequest,
  id: SlabId,
  answer: HttpAnswer,
  context: DistributionContext,
): Steps {
  if (answer.status >= 500) context.observe(metrics.OriginErrors, 1);
  const elsewhere = failOver(open, id, answer.status, context);
  if (elsewhere !== null) return elsewhere;
  const fn = context.settings.behaviors[open.behavior]!.functions["origin-response"];
  if (fn !== null && answer.status !== 304) {
    const asking: OpenRequest = { ...open, phase: "origin-response", answer };
    return askFunction(asking, id, fn);
  }
  return settle(open, id, answer, true);
}

/** What is not answered yet of a slab. */
export const openAt = (distribution: Distribution, id: SlabId): OpenRequest => ({
  ...slab.read(distribution.open, id)!, // Its tag.
});
