import { base64Of, bytesOfBase64, type Plain } from "@orrery/kernel";
import { client, requestIdOf } from "../../../gateway/request-facts.ts";
import { isObject, listOf, objectOf, textOf } from "../../../request/params.ts";
import type { HttpAnswer, HttpHead } from "../../../service/http.ts";
import type { PlainObject } from "../../../service/refusal.ts";
import { utf8Of } from "../../../text/utf8.ts";
import type { EdgeEvent, OriginSettings } from "../config.ts";
import { objectStore } from "../cloudfront-to-s3.ts";
import { cloudfrontLimits } from "../limits.ts";
import { capitalized, hiddenOf, mayBecome, seenOf } from "./edge-headers.ts";

type Headers = Readonly<Record<string, string>>;

/** What an event of Lambda@Edge is made of. */
export interface EdgeFacts {
  readonly domainName: string;
  readonly id: string;
  readonly distribution: number;
  readonly request: number;
  readonly event: EdgeEvent;
  readonly http: HttpHead;
  /** The body, where the function may see it. */
  readonly body: string | null;
  readonly isBase64: boolean;
  /** Of origin events. */
  readonly origin: OriginSettings | null;
  /** Of responses. */
  readonly answer: HttpAnswer | null;
}

/** The event that a function of Lambda@Edge gets. */
export function edgeEventOf(facts: EdgeFacts): PlainObject {
  const { domainName, id, event, http, origin, answer } = facts;
  const config = {
    distributionDomainName: domainName,
    distributionId: id,
    eventType: event,
    requestId: requestIdOf(facts.distribution, facts.request),
  };
  const request = {
    clientIp: client.sourceIp,
    headers: listsOf(seenOf(http.headers)),
    method: http.method,
    querystring: http.query,
    uri: http.path,
    ...(facts.body === null ? {} : { body: bodyOf(facts) }),
    ...(origin === null ? {} : { origin: originOf(origin) }),
  };
  const response =
    answer === null
      ? {}
      : {
          response: {
            headers: listsOf(seenOf(answer.headers)),
            status: `${answer.status}`,
            statusDescription: descriptions[answer.status] ?? "",
          },
        };
  return { Records: [{ cf: { config, request, ...response } }] };
}

const listsOf = (headers: Headers): PlainObject =>
  Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [name, [{ key: capitalized(name), value }]]),
  );

function bodyOf({ body, event, isBase64 }: EdgeFacts): PlainObject {
  const most = cloudfrontLimits.bodySeen[event === "viewer-request" ? "viewer" : "origin"];
  const bytes = isBase64 ? (bytesOfBase64(body!) ?? new Uint8Array()) : utf8Of(body!); // It is asked for where there is one.
  return {
    action: "read-only",
    data: base64Of(bytes.length > most ? bytes.slice(0, most) : bytes),
    encoding: "base64",
    inputTruncated: bytes.length > most,
  };
}

const inSeconds = (microseconds: number): number => Math.round(microseconds / 1e6);

function originOf(origin: OriginSettings): PlainObject {
  const customHeaders = listsOf(origin.headers);
  const { domainName, path, target, region } = origin;
  if (target.type === "bucket") {
    const authMethod = target.isSigned ? "origin-access-identity" : "none";
    return { [objectStore]: { authMethod, customHeaders, domainName, path, region } };
  }
  return {
    custom: {
      customHeaders,
      domainName,
      keepaliveTimeout: cloudfrontLimits.keepAlive.default,
      path,
      port: 443,
      protocol: "https",
      readTimeout: inSeconds(origin.responseTimeout),
      ...(origin.completionTimeout === null
        ? {}
        : { responseCompletionTimeout: inSeconds(origin.completionTimeout) }),
      sslProtocols: ["TLSv1.2"],
    },
  };
}

const descriptions: Readonly<Record<number, string>> = {
  200: "OK",
  206: "Partial Content",
  301: "Moved Permanently",
  302: "Found",
  304: "Not Modified",
  400: "Bad Request",
  403: "Forbidden",
  404: "Not Found",
  500: "Internal Server Error",
  502: "Bad Gateway",
  503: "Service Unavailable",
  504: "Gateway Timeout",
};

/** What a function made of its event. */
export type EdgeOutcome =
  | {
      readonly type: "request";
      readonly http: HttpHead;
      /** `null`: it stays. */
      readonly body: string | null;
      /** The domain of the origin that it is for; `null`: it stays. */
      readonly domainName: string | null;
    }
  | { readonly type: "response"; readonly answer: HttpAnswer; readonly isGenerated: boolean }
  | { readonly type: "invalid" };

const invalid: EdgeOutcome = { type: "invalid" };

/** Reads what a function of Lambda@Edge returned. */
export function edgeOutcomeOf(returned: Plain, facts: EdgeFacts): EdgeOutcome {
  if (!isObject(returned)) return invalid;
  const isResponse = facts.event.endsWith("-response");
  if (isResponse) return changedResponse(returned, facts);
  return "status" in returned
    ? generatedResponse(returned, facts)
    : changedRequest(returned, facts);
}

function generatedResponse(returned: PlainObject, { event }: EdgeFacts): EdgeOutcome {
  const answer = answerIn(returned);
  const most = cloudfrontLimits.generatedResponse[event === "viewer-request" ? "viewer" : "origin"];
  if (answer === null || sizeOf(answer) > most) return invalid;
  if (!mayBecome({}, answer.headers, "origin-response", "edge")) return invalid;
  return { type: "response", answer, isGenerated: true };
}

const sizeOf = ({ body, headers }: HttpAnswer): number =>
  Object.entries(headers).reduce(
    (sum, [name, value]) => sum + name.length + value.length,
    body.length,
  );

function changedResponse(returned: PlainObject, { event, answer }: EdgeFacts): EdgeOutcome {
  const before = answer!; // A response event has one.
  const changed = answerIn({ status: `${before.status}`, ...returned });
  if (changed === null) return invalid;
  if (!mayBecome(seenOf(before.headers), changed.headers, event, "edge")) return invalid;
  const headers = { ...hiddenOf(before.headers), ...changed.headers };
  if (event === "viewer-response") {
    // The status stays, and so does the body.
    return changed.status === before.status
      ? { type: "response", answer: { ...before, headers }, isGenerated: false }
      : invalid;
  }
  const body = textOf(returned["body"]);
  if (sizeOf(changed) > cloudfrontLimits.generatedResponse.origin) return invalid;
  return {
    type: "response",
    answer: {
      ...changed,
      headers,
      ...(body === undefined ? { body: before.body, isBase64Encoded: before.isBase64Encoded } : {}),
    },
    isGenerated: false,
  };
}

/** An answer in what a function returned; `null`: it is none. */
function answerIn({ status, headers, body, bodyEncoding }: PlainObject): HttpAnswer | null {
  const number = typeof status === "string" && /^\d{3}$/.test(status) ? Number(status) : status;
  if (typeof number !== "number" || !(number >= 200 && number <= 599)) return null;
  const read = headersIn(headers);
  if (read === null || (body !== undefined && typeof body !== "string")) return null;
  const isBase64Encoded = bodyEncoding === "base64";
  if (isBase64Encoded && bytesOfBase64(body ?? "") === null) return null;
  const { "set-cookie": cookies, ...others } = read;
  return {
    type: "answered",
    status: number,
    headers: Object.fromEntries(
      Object.entries(others).map(([name, values]) => [name, values.join(",")]),
    ),
    cookies: cookies ?? [],
    body: body ?? "",
    isBase64Encoded,
  };
}

/** Headers as lists of values; `null`: they are none. */
function headersIn(said: Plain | undefined): Readonly<Record<string, readonly string[]>> | null {
  if (said === undefined) return {};
  if (!isObject(said)) return null;
  const headers: Record<string, readonly string[]> = {};
  for (const [name, list] of Object.entries(said)) {
    if (!Array.isArray(list)) return null;
    const values = listOf(list).map((each) => textOf(objectOf(each)["value"]));
    if (values.some((value) => value === undefined)) return null;
    headers[name.toLowerCase()] = values as readonly string[]; // All of them are texts.
  }
  return headers;
}

function changedRequest(returned: PlainObject, { event, http, origin }: EdgeFacts): EdgeOutcome {
  const { method, clientIp, uri, querystring = http.query } = returned;
  const read = headersIn(returned["headers"]);
  if (read === null || method !== http.method || clientIp !== client.sourceIp) return invalid;
  if (typeof uri !== "string" || !uri.startsWith("/") || typeof querystring !== "string") {
    return invalid;
  }
  if (uri.length + querystring.length >= cloudfrontLimits.url) return invalid;
  const headers = Object.fromEntries(
    Object.entries(read).map(([name, values]) => [name, values.join(", ")]),
  );
  if (!mayBecome(seenOf(http.headers), headers, event, "edge")) return invalid;
  const body = replacedBody(returned["body"], event);
  if (body === undefined) return invalid;
  const domainName = originIn(returned["origin"]);
  if (domainName === undefined || (domainName !== null && origin === null)) return invalid;
  return {
    type: "request",
    http: {
      method: http.method,
      path: uri,
      query: querystring,
      headers: { ...hiddenOf(http.headers), ...headers },
    },
    body,
    domainName: domainName === origin?.domainName ? null : domainName,
  };
}

/** The body that is put in place; `null`: none is; `undefined`: it cannot be. */
function replacedBody(said: Plain | undefined, event: EdgeEvent): string | null | undefined {
  const { action, data, encoding } = objectOf(said);
  if (action !== "replace") return null;
  if (typeof data !== "string") return undefined;
  const most = cloudfrontLimits.bodyReplaced[event === "viewer-request" ? "viewer" : "origin"];
  if (encoding === "text") return data.length > most ? undefined : data;
  return data.length > most || bytesOfBase64(data) === null ? undefined : data;
}

/** The domain of exactly one of two kinds of origin; `null`: it says none; `undefined`: it is wrong. */
function originIn(said: Plain | undefined): string | null | undefined {
  if (said === undefined) return null;
  if (!isObject(said)) return undefined;
  const kinds = ["custom", objectStore].filter((each) => isObject(said[each]));
  return kinds.length === 1 ? textOf(objectOf(said[kinds[0]!])["domainName"]) : undefined;
}
