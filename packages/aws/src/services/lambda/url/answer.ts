import type { Plain } from "@orrery/kernel";
import { isObject, textsOf } from "../../../request/params.ts";
import type { HttpAnswer } from "../../../service/http.ts";
import type { PlainObject } from "../../../service/refusal.ts";

type Content = Omit<HttpAnswer, "type">;

/** What answers are of where a handler does not say: those that are streamed, and others. */
export const streamed = "application/octet-stream";
/** Likewise. */
export const json = "application/json";
const asJson = { "content-type": json } as const;

/** What a client hears whose answer breaks off: its head was sent before. */
export const brokenOff: Content = Object.freeze({
  status: 200,
  headers: Object.freeze({ "content-type": streamed }),
  cookies: [],
  body: "",
  isBase64Encoded: false,
});

/** What a client hears whose request made the function fail, or get an answer that is none. */
export const badGateway: Content = Object.freeze({
  status: 502,
  headers: asJson,
  cookies: [],
  body: "Internal Server Error",
  isBase64Encoded: false,
});

/** What a client hears of what the handler returned: an object with a `statusCode` is the answer, all else its body. */
export function answerOf(result: Plain, usualType: string): Content {
  const usual = { "content-type": usualType };
  if (isObject(result) && "statusCode" in result) return writtenAnswer(result, usual) ?? badGateway;
  const body = typeof result === "string" ? result : JSON.stringify(result);
  return { status: 200, headers: usual, cookies: [], body, isBase64Encoded: false };
}

/** An answer that a handler wrote by itself; `null`: it cannot be read. */
function writtenAnswer(
  result: PlainObject,
  usual: Readonly<Record<string, string>>,
): Content | null {
  const { statusCode, body = "", headers = {}, cookies, isBase64Encoded } = result;
  const status = Number(statusCode);
  if (!Number.isInteger(status) || status < 100 || status > 599) return null;
  if ((typeof body !== "string" && body !== null) || !isObject(headers)) return null;
  const named: Record<string, string> = { ...usual };
  for (const [name, value] of Object.entries(headers)) {
    if (typeof value === "object") return null;
    named[name.toLowerCase()] = `${value}`;
  }
  return {
    status,
    headers: named,
    cookies: textsOf(cookies),
    body: body ?? "",
    isBase64Encoded: isBase64Encoded === true,
  };
}
