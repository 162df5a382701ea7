import type { Plain } from "@orrery/kernel";
import { isObject, spelled } from "../request/params.ts";
import type { HttpAnswer } from "../service/http.ts";
import type { PlainObject } from "../service/refusal.ts";
import { headerNamed } from "./request-facts.ts";

/** An answer without its word of what it is. */
export type Content = Omit<HttpAnswer, "type">;

const members = ["statusCode", "headers", "multiValueHeaders", "body", "isBase64Encoded"];

// A memo of a pure function: a profile returns one object each time.
const known = new WeakMap<object, Content | "malformed">();

/** What a client hears of what a function returned; `null`: that is no answer, for which API Gateway says 502. */
export function proxyAnswerOf(returned: Plain): Content | null {
  if (!isObject(returned)) return null;
  let answer = known.get(returned);
  if (answer === undefined) known.set(returned, (answer = read(returned) ?? "malformed"));
  return answer === "malformed" ? null : answer;
}

/** The same of what a function streamed: what comes first may list cookies besides. */
export function streamedAnswerOf(returned: Plain): Content | null {
  if (!isObject(returned) || returned["cookies"] === undefined) return proxyAnswerOf(returned);
  const { cookies, ...rest } = returned;
  const content = proxyAnswerOf(rest);
  return content === null || !Array.isArray(cookies)
    ? null
    : {
        ...content,
        cookies: [...content.cookies, ...cookies.map((each) => spelled(each as Plain))],
      };
}

function read(returned: PlainObject): Content | null {
  const names = Object.keys(returned);
  if (names.length === 0 || names.some((name) => !members.includes(name))) return null;
  const status = statusOf(returned["statusCode"]);
  const headers = headersIn(returned["headers"], returned["multiValueHeaders"]);
  const body = bodyOf(returned["body"]);
  if (status === null || headers === null || body === null) return null;
  return {
    status,
    ...headers,
    body,
    isBase64Encoded: returned["isBase64Encoded"] === true,
  };
}

function statusOf(said: Plain | undefined): number | null {
  if (said === undefined || said === null) return 200;
  const status = typeof said === "string" && /^\d{3}$/.test(said) ? Number(said) : said;
  return typeof status === "number" && Number.isInteger(status) && status >= 100 && status < 600
    ? status
    : null;
}

function bodyOf(said: Plain | undefined): string | null {
  if (said === undefined || said === null) return "";
  if (typeof said === "string") return said;
  return typeof said === "number" || typeof said === "boolean" ? `${said}` : null;
}

/** Headers under the names of the lists, whose values come first; `null`: they are none. */
function headersIn(
  single: Plain | undefined,
  multiple: Plain | undefined,
): Pick<Content, "headers" | "cookies"> | null {
  const values = new Map<string, { readonly name: string; readonly values: string[] }>();
  const add = (name: string, value: Plain): boolean => {
    if (typeof value !== "string" && typeof value !== "boolean" && typeof value !== "number")
      return false;
    const key = name.toLowerCase();
    const before = values.get(key);
    if (before === undefined) values.set(key, { name, values: [`${value}`] });
    else before.values.push(`${value}`);
    return true;
  };
  if (multiple !== undefined && multiple !== null) {
    if (!isObject(multiple)) return null;
    for (const [name, list] of Object.entries(multiple)) {
      if (!Array.isArray(list)) return null;
      if (!(list as readonly Plain[]).every((value) => add(name, value))) return null;
    }
  }
  if (single !== undefined && single !== null) {
    if (!isObject(single)) return null;
    for (const [name, value] of Object.entries(single)) {
      if (typeof value === "number" || !add(name, value)) return null;
    }
  }
  const cookies = values.get("set-cookie")?.values ?? [];
  values.delete("set-cookie");
  const headers: Record<string, string> = {};
  for (const each of values.values()) headers[each.name.toLowerCase()] = each.values.join(",");
  headers["content-type"] ??= "application/json";
  return { headers, cookies };
}

/** What a client hears of headers that API Gateway does not hand on as they are. */
const remapped = new Set([
  "authorization",
  "connection",
  "content-md5",
  "date",
  "max-forwards",
  "server",
  "user-agent",
  "www-authenticate",
]);
const dropped = new Set([
  "expect",
  "host",
  "proxy-authenticate",
  "te",
  "trailer",
  "transfer-encoding",
  "upgrade",
  "via",
]);

/** An answer with headers renamed and left out as API Gateway does. */
export function withClientHeaders(content: Content): Content {
  const names = Object.keys(content.headers);
  if (!names.some((name) => remapped.has(name) || dropped.has(name))) return content;
  const headers: Record<string, string> = {};
  for (const [name, value] of Object.entries(content.headers)) {
    if (dropped.has(name)) continue;
    headers[remapped.has(name) ? `x-amzn-remapped-${headerNamed(name).toLowerCase()}` : name] =
      value;
  }
  return { ...content, headers };
}
