import type { HttpAnswer, HttpHead } from "../../../service/http.ts";
import { sizeInUtf8 } from "../../../text/utf8.ts";
import type { CacheBehavior, DistributionSettings, ResponseHeaders } from "../config.ts";
import { cloudfrontLimits } from "../limits.ts";
import { encodingOf } from "./cache-key.ts";
import type { OpenRequest, ResultType } from "./declarations.ts";
import { millisecondsOf } from "./lifetime.ts";

// A memo of a pure function: an object is served many times.
const sizes = new WeakMap<HttpAnswer, number>();

/** Bytes of an answer's body: those that its length says, where it stands for more than it is. */
export function bytesOf(answer: HttpAnswer): number {
  let size = sizes.get(answer);
  if (size === undefined) {
    const said = Number(answer.headers["content-length"]);
    const body = answer.isBase64Encoded
      ? Math.floor((answer.body.length * 3) / 4)
      : sizeInUtf8(answer.body);
    sizes.set(answer, (size = Number.isInteger(said) && said > 0 ? said : body));
  }
  return size;
}

/** What a viewer is given of an answer. */
export interface Presented {
  readonly answer: HttpAnswer;
  readonly bytes: number;
  readonly isCompressed: boolean;
}

interface Known {
  readonly behavior: CacheBehavior;
  readonly seen: HttpHead;
  readonly result: ResultType;
  readonly place: string;
  readonly presented: Presented;
}

// Likewise: the last that it was presented as.
const known = new WeakMap<HttpAnswer, Known>();

/** An answer as a viewer gets it. */
export function present(
  { seen, http, result, place, behavior: number }: OpenRequest,
  answer: HttpAnswer,
  { behaviors, assumed }: DistributionSettings,
): Presented {
  const behavior = behaviors[number]!;
  const before = known.get(answer);
  if (
    before?.behavior === behavior &&
    before.seen === seen &&
    before.result === result &&
    before.place === place
  ) {
    return before.presented;
  }
  const presented = presentedNew(
    seen,
    http,
    result,
    place,
    answer,
    behavior,
    assumed.compressedShare,
  );
  known.set(answer, { behavior, seen, result, place, presented });
  return presented;
}

const cacheTexts: Readonly<Record<ResultType, string>> = {
  Hit: "Hit from cloudfront",
  RefreshHit: "RefreshHit from cloudfront",
  Miss: "Miss from cloudfront",
  Error: "Error from cloudfront",
  LimitExceeded: "LimitExceeded from cloudfront",
  Redirect: "Redirect from cloudfront",
};

function presentedNew(
  seen: HttpHead,
  { method }: HttpHead,
  result: ResultType,
  place: string,
  answer: HttpAnswer,
  behavior: CacheBehavior,
  compressedShare: number,
): Presented {
  const encoding = compressionOf(seen, answer, behavior);
  const isError = answer.status >= 400 && result !== "LimitExceeded";
  let bytes = bytesOf(answer);
  const headers: Record<string, string> = {
    ...answer.headers,
    "x-cache": isError ? cacheTexts.Error : cacheTexts[result],
    via: "1.1 cloudfront.net (CloudFront)",
    "x-amz-cf-pop": `${place}50-C1`,
  };
  if (encoding !== null) {
    headers["content-encoding"] = encoding;
    headers["vary"] = "Accept-Encoding";
    delete headers["content-length"];
    bytes = Math.ceil(bytes * compressedShare);
  }
  if (behavior.responseHeaders !== null) addHeaders(headers, behavior.responseHeaders, seen);
  const isCompressed = encoding !== null;
  const whole: HttpAnswer = { ...answer, headers };
  if (answer.status === 200 && (method === "GET" || method === "HEAD")) {
    if (isUnchanged(seen, answer)) {
      return { answer: { ...whole, status: 304, body: "" }, bytes: 0, isCompressed: false };
    }
    const part = encoding === null ? partOf(seen, whole) : null;
    if (part !== null) return part;
  }
  if (method === "HEAD") return { answer: { ...whole, body: "" }, bytes: 0, isCompressed };
  return { answer: whole, bytes, isCompressed };
}

/** How an answer is compressed; `null`: it is not. */
function compressionOf(
  { headers }: HttpHead,
  answer: HttpAnswer,
  { isCompressed, key }: CacheBehavior,
): "br" | "gzip" | null {
  if (!isCompressed || answer.status !== 200 || "content-encoding" in answer.headers) return null;
  const size = bytesOf(answer);
  const { min, max } = cloudfrontLimits.compressed;
  if (size < min || size > max) return null;
  const type = (answer.headers["content-type"] ?? "").split(";")[0]!.trim().toLowerCase();
  if (!compressedTypes.test(type)) return null;
  return encodingOf(key, headers["accept-encoding"] ?? "");
}

/** The types of which CloudFront compresses objects. */
const compressedTypes =
  /^(?:text\/|application\/(?:javascript|json|x-javascript|xml|xhtml\+xml|wasm|vnd\.|graphql|manifest\+json|[a-z.-]+\+(?:json|xml))|image\/svg\+xml|font\/(?:ttf|otf|opentype))/;

/** Whether a viewer has what it asks for. */
function isUnchanged({ headers }: HttpHead, answer: HttpAnswer): boolean {
  const tags = headers["if-none-match"];
  const { etag, "last-modified": modified } = answer.headers;
  if (tags !== undefined) {
    return (
      tags.trim() === "*" ||
      (etag !== undefined && tags.split(",").some((tag) => tag.trim() === etag))
    );
  }
  const since = headers["if-modified-since"];
  if (since === undefined || modified === undefined) return false;
  const at = millisecondsOf(since);
  const changed = millisecondsOf(modified);
  return at !== null && changed !== null && changed <= at;
}

/** The part of an object that a viewer asks for; `null`: it asks for all of it. */
function partOf({ headers }: HttpHead, answer: HttpAnswer): Presented | null {
  const said = /^bytes=(\d*)-(\d*)$/.exec(headers["range"] ?? "");
  const size = bytesOf(answer);
  if (said === null || (said[1] === "" && said[2] === "")) return null;
  const isEnd = said[1] === "";
  const from = isEnd ? Math.max(0, size - Number(said[2])) : Number(said[1]);
  const last = isEnd || said[2] === "" ? size - 1 : Math.min(Number(said[2]), size - 1);
  if (from > last) {
    const none = { ...answer, status: 416, body: "" };
    const range = { "content-range": `bytes */${size}` };
    return {
      answer: { ...none, headers: { ...answer.headers, ...range } },
      bytes: 0,
      isCompressed: false,
    };
  }
  const range = {
    "content-range": `bytes ${from}-${last}/${size}`,
    "content-length": `${last - from + 1}`,
  };
  return {
    answer: {
      ...answer,
      status: 206,
      headers: { ...answer.headers, ...range },
      body: answer.isBase64Encoded ? answer.body : answer.body.slice(from, last + 1),
    },
    bytes: last - from + 1,
    isCompressed: false,
  };
}

function addHeaders(
  headers: Record<string, string>,
  { set, removed, cors }: ResponseHeaders,
  seen: HttpHead,
): void {
  for (const name of removed) delete headers[name];
  for (const { name, value, overrides } of set) {
    if (overrides || headers[name] === undefined) headers[name] = value;
  }
  const origin = seen.headers["origin"];
  if (cors === null || origin === undefined) return;
  const isLetIn = cors.origins.includes("*") || cors.origins.includes(origin);
  if (!isLetIn) return;
  const allowed = cors.origins.includes("*") ? "*" : origin;
  for (const [name, value] of Object.entries({
    "access-control-allow-origin": allowed,
    ...cors.values,
  })) {
    if (cors.overrides || headers[name] === undefined) headers[name] = value;
  }
}
