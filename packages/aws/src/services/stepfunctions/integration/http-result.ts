import type { Plain } from "@orrery/kernel";
import { headerNamed } from "../../../gateway/request-facts.ts";
import type { HttpAnswer } from "../../../service/http.ts";
import type { PlainObject } from "../../../service/refusal.ts";

/** What comes of a task that sends a request of HTTP: what was answered, or the failure that its status is. */
export type HttpResult =
  | { readonly type: "answered"; readonly result: PlainObject }
  | { readonly type: "failed"; readonly error: string; readonly cause: string };

/** What HTTP tasks fail with, before the status. */
export const httpErrors = "States.Http.StatusCode";
/** What tasks that ask an API of API Gateway fail with, before the status. */
export const apiErrors = "ApiGateway";

/** What an endpoint answers, as a scenario says it, in the form that tasks give. */
export function saidResult(response: PlainObject, errors: string): HttpResult {
  const { StatusCode, StatusText, Headers, ResponseBody, ...others } = response as Readonly<
    Record<string, Plain>
  >;
  const isWhole = StatusCode !== undefined || ResponseBody !== undefined;
  // Without the members of an answer, all of it is the body.
  const body = isWhole ? (ResponseBody ?? "") : others;
  const status = typeof StatusCode === "number" ? StatusCode : 200;
  return resultOf(status, Headers ?? {}, body, StatusText, errors);
}

/** What something answers that is simulated: a body of JSON is a value. */
export function heardResult(
  { status, headers, cookies, body }: HttpAnswer,
  errors: string,
): HttpResult {
  const all: Record<string, Plain> = {};
  for (const [name, value] of Object.entries(headers)) all[headerNamed(name)] = [value];
  if (cookies.length > 0) all["Set-Cookie"] = cookies;
  return resultOf(status, all, valueOf(body), undefined, errors);
}

function resultOf(
  status: number,
  headers: Plain,
  body: Plain,
  text: Plain | undefined,
  errors: string,
): HttpResult {
  if (isFailure(status, errors)) {
    return {
      type: "failed",
      error: `${errors}.${status}`,
      cause: typeof body === "string" ? body : JSON.stringify(body),
    };
  }
  const result = {
    Headers: headers,
    ResponseBody: body,
    StatusCode: status,
    StatusText: text ?? texts[status] ?? "",
  };
  return { type: "answered", result };
}

/** Of an API, whatever is not in the two hundreds. */
const isFailure = (status: number, errors: string): boolean =>
  errors === apiErrors ? status < 200 || status > 299 : status >= 400;

function valueOf(body: string): Plain {
  try {
    return JSON.parse(body) as Plain; // Any JSON.
  } catch {
    return body;
  }
}

const texts: Readonly<Record<number, string>> = {
  200: "OK",
  201: "Created",
  202: "Accepted",
  203: "Non-Authoritative Information",
  204: "No Content",
  205: "Reset Content",
  206: "Partial Content",
};
