import type { Plain } from "@orrery/kernel";
import type { PlainObject } from "../../../service/refusal.ts";

/** What comes of an HTTP task: what the endpoint answered, or the failure that its status is. */
export type HttpResult =
  | { readonly type: "answered"; readonly result: PlainObject }
  | { readonly type: "failed"; readonly error: string; readonly cause: string };

/** What an endpoint answers, as a scenario says it, in the form that HTTP tasks give. */
export function httpResult(response: PlainObject): HttpResult {
  const { StatusCode, StatusText, Headers, ResponseBody, ...others } = response as Readonly<
    Record<string, Plain>
  >;
  const isWhole = StatusCode !== undefined || ResponseBody !== undefined;
  // Without the members of an answer, all of it is the body.
  const body = isWhole ? (ResponseBody ?? "") : others;
  const status = typeof StatusCode === "number" ? StatusCode : 200;
  if (status >= 400) {
    return {
      type: "failed",
      error: `States.Http.StatusCode.${status}`,
      cause: typeof body === "string" ? body : JSON.stringify(body),
    };
  }
  const result = {
    Headers: Headers ?? {},
    ResponseBody: body,
    StatusCode: status,
    StatusText: StatusText ?? texts[status] ?? "",
  };
  return { type: "answered", result };
}

const texts: Readonly<Record<number, string>> = {
  200: "OK",
  201: "Created",
  202: "Accepted",
  204: "No Content",
};
