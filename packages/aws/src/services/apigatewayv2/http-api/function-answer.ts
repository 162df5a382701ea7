import type { Plain } from "@orrery/kernel";
import { proxyAnswerOf } from "../../../gateway/proxy-answer.ts";
import { isObject, listOf, spelled } from "../../../request/params.ts";
import type { Content } from "./answering.ts";

// Memos of pure functions: a profile returns one object each time.
const ofFormat2 = new WeakMap<object, Content | "malformed">();
const ofFormat1 = new WeakMap<object, Content | "malformed">();

/** What a client hears of what a function returned; `null`: that is no answer. */
export function functionAnswerOf(returned: Plain, format: "1.0" | "2.0"): Content | null {
  if (typeof returned !== "object" || returned === null) {
    return format === "2.0" ? inferred(returned) : null;
  }
  const known = format === "2.0" ? ofFormat2 : ofFormat1;
  let content = known.get(returned);
  if (content === undefined) {
    const read = format === "2.0" ? readFormat2(returned) : readFormat1(returned);
    known.set(returned, (content = read ?? "malformed"));
  }
  return content === "malformed" ? null : content;
}

/** What has no status is the body of an answer that is well. */
const inferred = (returned: Plain): Content => ({
  status: 200,
  headers: { "content-type": "application/json" },
  cookies: [],
  body: typeof returned === "string" ? returned : JSON.stringify(returned),
  isBase64Encoded: false,
});

const members = ["statusCode", "headers", "multiValueHeaders", "body", "isBase64Encoded"];

/** Members that are not known are passed over, where a REST API takes offence. */
function readFormat1(returned: Plain): Content | null {
  if (!isObject(returned)) return null;
  const known = Object.fromEntries(
    Object.entries(returned).filter(([name]) => members.includes(name)),
  );
  return proxyAnswerOf(known);
}

function readFormat2(returned: Plain): Content | null {
  if (!isObject(returned) || !Object.hasOwn(returned, "statusCode")) return inferred(returned);
  const { statusCode, headers, cookies, body, isBase64Encoded } = returned;
  const status =
    typeof statusCode === "string" && /^\d{3}$/.test(statusCode) ? Number(statusCode) : statusCode;
  const isStatus =
    typeof status === "number" && Number.isInteger(status) && status >= 100 && status < 600;
  const read = headersIn(headers);
  if (!isStatus || read === null) return null;
  return {
    status,
    headers: read,
    cookies: listOf(cookies).map((each) => spelled(each)),
    body: body === undefined || body === null ? "" : spelled(body),
    isBase64Encoded: isBase64Encoded === true,
  };
}

function headersIn(said: Plain | undefined): Content["headers"] | null {
  const headers: Record<string, string> = {};
  if (said !== undefined && said !== null) {
    if (!isObject(said)) return null;
    for (const [name, value] of Object.entries(said)) {
      headers[name.toLowerCase()] = spelled(value);
    }
  }
  headers["content-type"] ??= "application/json";
  return headers;
}
