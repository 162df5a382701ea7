import type { Plain } from "@orrery/kernel";
import { client, requestIdOf } from "../../../gateway/request-facts.ts";
import { isObject, listOf, objectOf, textOf } from "../../../request/params.ts";
import type { HttpAnswer, HttpHead } from "../../../service/http.ts";
import type { PlainObject } from "../../../service/refusal.ts";
import type { EdgeFacts, EdgeOutcome } from "./edge-event.ts";
import { hiddenOf, mayBecome, seenOf } from "./edge-headers.ts";

/** The event that a CloudFront Function gets, of the version 1.0. */
export function functionEventOf(facts: EdgeFacts): PlainObject {
  const { domainName, id, event, http, answer } = facts;
  return {
    version: "1.0",
    context: {
      distributionDomainName: domainName,
      distributionId: id,
      eventType: event,
      requestId: requestIdOf(facts.distribution, facts.request),
    },
    viewer: { ip: client.sourceIp },
    request: {
      method: http.method,
      uri: http.path,
      querystring: valuesOf(pairs(http.query, "&")),
      headers: headersOf(http.headers),
      cookies: valuesOf(pairs(http.headers["cookie"] ?? "", ";")),
    },
    ...(answer === null ? {} : { response: responseOf(answer) }),
  };
}

const responseOf = ({ status, headers, cookies }: HttpAnswer): PlainObject => ({
  statusCode: status,
  headers: headersOf(headers),
  cookies: Object.fromEntries(
    cookies.map((cookie) => {
      const [first = "", ...attributes] = cookie.split(";").map((part) => part.trim());
      const [name = "", ...value] = first.split("=");
      return [name, { value: value.join("="), attributes: attributes.join("; ") }];
    }),
  ),
});

const headersOf = (headers: HttpHead["headers"]): PlainObject =>
  Object.fromEntries(
    Object.entries(seenOf(headers))
      .filter(([name]) => name !== "cookie")
      .map(([name, value]) => [name, { value }]),
  );

const pairs = (text: string, between: string): readonly (readonly [string, string])[] =>
  text === ""
    ? []
    : text.split(between).map((pair) => {
        const [name = "", ...value] = pair.trim().split("=");
        return [name, value.join("=")];
      });

/** Values by their names: of several, the last, with all of them beside it. */
function valuesOf(all: readonly (readonly [string, string])[]): PlainObject {
  const values: Record<string, Plain> = {};
  for (const [name, value] of all) {
    const same = all.filter(([other]) => other === name);
    values[name] =
      same.length === 1
        ? { value }
        : { value, multiValue: same.map(([, each]) => ({ value: each })) };
  }
  return values;
}

const invalid: EdgeOutcome = { type: "invalid" };

/** Reads what a CloudFront Function returned. */
export function functionOutcomeOf(returned: Plain, facts: EdgeFacts): EdgeOutcome {
  if (!isObject(returned)) return invalid;
  const { event, http, answer } = facts;
  if ("statusCode" in returned) {
    const said = answerIn(returned, answer);
    if (said === null) return invalid;
    const before = answer === null ? {} : seenOf(answer.headers);
    if (answer !== null && !mayBecome(before, said.headers, event, "function")) return invalid;
    if (answer === null && !mayBecome({}, said.headers, "origin-response", "function"))
      return invalid;
    const headers = { ...(answer === null ? {} : hiddenOf(answer.headers)), ...said.headers };
    return { type: "response", answer: { ...said, headers }, isGenerated: answer === null };
  }
  if (answer !== null) return invalid;
  return changedRequest(returned, http, facts);
}

function answerIn(returned: PlainObject, before: HttpAnswer | null): HttpAnswer | null {
  const { statusCode, headers, cookies, body } = returned;
  if (typeof statusCode !== "number" || !(statusCode >= 200 && statusCode <= 599)) return null;
  const read = textsIn(headers);
  if (read === null) return null;
  const data = isObject(body) ? textOf(body["data"]) : textOf(body);
  return {
    type: "answered",
    status: statusCode,
    headers: read,
    cookies: Object.entries(objectOf(cookies)).map(([name, cookie]) => {
      const { value, attributes } = objectOf(cookie);
      const rest = textOf(attributes);
      return `${name}=${textOf(value) ?? ""}${rest === undefined || rest === "" ? "" : `; ${rest}`}`;
    }),
    body: body === undefined ? (before?.body ?? "") : (data ?? ""),
    isBase64Encoded:
      body === undefined
        ? before?.isBase64Encoded === true
        : isObject(body) && body["encoding"] === "base64",
  };
}

/** Members with a `value` each; `null`: they are none. */
function textsIn(said: Plain | undefined): Readonly<Record<string, string>> | null {
  if (said === undefined) return {};
  if (!isObject(said)) return null;
  const texts: Record<string, string> = {};
  for (const [name, each] of Object.entries(said)) {
    const value = textOf(objectOf(each)["value"]);
    if (value === undefined || name !== name.toLowerCase()) return null;
    texts[name] = value;
  }
  return texts;
}

function changedRequest(returned: PlainObject, http: HttpHead, { event }: EdgeFacts): EdgeOutcome {
  const { method, uri, querystring, cookies } = returned;
  const read = textsIn(returned["headers"]);
  if (read === null || method !== http.method || typeof uri !== "string") return invalid;
  if (!uri.startsWith("/")) return invalid;
  const before = { ...seenOf(http.headers) };
  if (!mayBecome(before, read, event, "function")) return invalid;
  const query = typeof querystring === "string" ? querystring : writtenPairs(querystring, "&");
  const cookie = writtenPairs(cookies, "; ");
  return {
    type: "request",
    http: {
      method: http.method,
      path: uri,
      query,
      headers: { ...hiddenOf(http.headers), ...read, ...(cookie === "" ? {} : { cookie }) },
    },
    body: null,
    domainName: null,
  };
}

const writtenPairs = (said: Plain | undefined, between: string): string =>
  Object.entries(objectOf(said))
    .flatMap(([name, each]) => {
      const { value, multiValue } = objectOf(each);
      const values =
        multiValue === undefined
          ? [value]
          : listOf(multiValue).map((one) => objectOf(one)["value"]);
      return values.map((one) => (textOf(one) === "" ? name : `${name}=${textOf(one) ?? ""}`));
    })
    .join(between);
