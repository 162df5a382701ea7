import { bytesOfBase64, type Plain } from "@orrery/kernel";
import { isObject } from "../../../request/params.ts";
import type { HttpAnswer } from "../../../service/http.ts";
import type { PlainObject } from "../../../service/refusal.ts";
import { sizeInUtf8 } from "../../../text/utf8.ts";
import { elbv2Limits } from "../limits.ts";

/** Why what a function returned is no answer, as access logs name it. */
export type NoAnswer = "LambdaInvalidResponse" | "LambdaResponseTooLarge";

interface Readings {
  single: HttpAnswer | NoAnswer | undefined;
  multiple: HttpAnswer | NoAnswer | undefined;
}

// A memo of a pure function: a profile returns one object each time.
const known = new WeakMap<object, Readings>();

/** What a client hears of what a function returned, or why there is nothing to hear. */
export function functionAnswerOf(
  returned: Plain,
  hasMultiValueHeaders: boolean,
): HttpAnswer | NoAnswer {
  if (!isObject(returned)) return "LambdaInvalidResponse";
  let readings = known.get(returned);
  if (readings === undefined) {
    known.set(returned, (readings = { single: undefined, multiple: undefined }));
  }
  return hasMultiValueHeaders
    ? (readings.multiple ??= read(returned, true))
    : (readings.single ??= read(returned, false));
}

function read(returned: PlainObject, hasMultiValueHeaders: boolean): HttpAnswer | NoAnswer {
  if (sizeInUtf8(JSON.stringify(returned)) > elbv2Limits.lambdaPayload) {
    return "LambdaResponseTooLarge";
  }
  const { statusCode, body = null, isBase64Encoded = false, statusDescription = null } = returned;
  const status = typeof statusCode === "string" ? Number(statusCode) : statusCode;
  const isWhole =
    typeof status === "number" &&
    Number.isInteger(status) &&
    status >= 100 &&
    status < 600 &&
    (body === null || typeof body === "string") &&
    (statusDescription === null || typeof statusDescription === "string") &&
    typeof isBase64Encoded === "boolean" &&
    !(isBase64Encoded && bytesOfBase64(body ?? "") === null);
  if (!isWhole) return "LambdaInvalidResponse";
  const lists = hasMultiValueHeaders
    ? listsIn(returned["multiValueHeaders"])
    : singlesIn(returned["headers"]);
  if (lists === null) return "LambdaInvalidResponse";
  return answerOf(status, lists, body ?? "", isBase64Encoded);
}

type Lists = readonly (readonly [name: string, values: readonly string[]])[];

function singlesIn(said: Plain | undefined): Lists | null {
  if (said === undefined || said === null) return [];
  if (!isObject(said)) return null;
  const entries = Object.entries(said);
  return entries.every((entry): entry is [string, string] => typeof entry[1] === "string")
    ? entries.map(([name, value]) => [name.toLowerCase(), [value]])
    : null;
}

function listsIn(said: Plain | undefined): Lists | null {
  if (said === undefined || said === null) return [];
  if (!isObject(said)) return null;
  const lists: (readonly [string, readonly string[]])[] = [];
  for (const [name, values] of Object.entries(said)) {
    if (!Array.isArray(values)) return null;
    if (!values.every((value) => typeof value === "string")) return null;
    lists.push([name.toLowerCase(), values]);
  }
  return lists;
}

/** Headers that are about a connection, and the length, which the load balancer counts itself. */
const dropped = new Set([
  "connection",
  "content-length",
  "keep-alive",
  "proxy-authenticate",
  "proxy-authorization",
  "te",
  "trailer",
  "transfer-encoding",
  "upgrade",
]);

function answerOf(
  status: number,
  lists: Lists,
  body: string,
  isBase64Encoded: boolean,
): HttpAnswer | NoAnswer {
  const headers: Record<string, string> = {};
  let cookies: readonly string[] = [];
  let size = 0;
  for (const [name, values] of lists) {
    if (dropped.has(name)) continue;
    for (const value of values) size += name.length + value.length + 4;
    if (name === "set-cookie") cookies = values;
    else headers[name] = values.join(",");
  }
  if (size > elbv2Limits.responseHeaders) return "LambdaInvalidResponse";
  return { type: "answered", status, headers, cookies, body, isBase64Encoded };
}
