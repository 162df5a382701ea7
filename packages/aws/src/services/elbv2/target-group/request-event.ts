import { base64Of, bytesOfBase64, type Instant } from "@orrery/kernel";
import type { Text } from "../../../service/entry.ts";
import type { HttpHead } from "../../../service/http.ts";
import type { PlainObject } from "../../../service/refusal.ts";
import { traceIdOf } from "../../../service/trace-header.ts";
import { textOfUtf8, utf8Of } from "../../../text/utf8.ts";
import { wallClockAt } from "../../../text/wall-clock.ts";
import type { TargetGroupSettings } from "../config.ts";
import type { ForwardedRequest } from "../protocol.ts";

/** From where clients come, who do not say it themselves: an address of examples. */
export const clientAddress = "192.0.2.1";

type Told = Pick<TargetGroupSettings, "arn" | "hasMultiValueHeaders" | "epochMilliseconds">;

/** The event that a function gets of a request; `null`: its body is no text, and was to be one. */
export function eventOf(
  { http, text, front, number, trail }: ForwardedRequest,
  settings: Told,
  now: Instant,
): PlainObject | null {
  const { headers } = http;
  const isBytes = isGivenAsBytes(http, text);
  const body = bodyOf(text, isBytes);
  if (body === null) return null;
  const milliseconds = wallClockAt(settings.epochMilliseconds, now);
  // Whom nobody began has no number: then the request's own tells it.
  const from = trail.from === 0 ? -front.balancer : trail.from;
  const id = traceIdOf({ from, number: trail.from === 0 ? number : trail.number, milliseconds });
  const forwarded = headers["x-forwarded-for"];
  return shaped(
    http,
    {
      ...headers,
      ...(text.size === 0 ? {} : { "content-length": `${text.size}` }),
      host: headers["host"] ?? front.dnsName,
      "x-amzn-trace-id": tracedHeader(headers["x-amzn-trace-id"], id),
      "x-forwarded-for": forwarded === undefined ? clientAddress : `${forwarded}, ${clientAddress}`,
      "x-forwarded-port": `${front.port}`,
      "x-forwarded-proto": front.protocol.toLowerCase(),
    },
    { body, isBytes },
    settings,
  );
}

/** The event of a health check. */
export const healthEventOf = (path: string, settings: Told): PlainObject =>
  shaped(
    { method: "GET", path, query: "" },
    { "user-agent": "ELB-HealthChecker/2.0" },
    { body: "", isBytes: false },
    settings,
  );

function shaped(
  { method, path, query }: Pick<HttpHead, "method" | "path" | "query">,
  headers: Readonly<Record<string, string>>,
  { body, isBytes }: { readonly body: string; readonly isBytes: boolean },
  { arn, hasMultiValueHeaders }: Told,
): PlainObject {
  const parameters = parametersOf(query);
  return {
    requestContext: { elb: { targetGroupArn: arn } },
    httpMethod: method,
    path,
    ...(hasMultiValueHeaders
      ? {
          multiValueQueryStringParameters: parameters,
          multiValueHeaders: mapped(headers, (value) => [value]),
        }
      : { queryStringParameters: mapped(parameters, (values) => values.at(-1)!), headers }),
    body,
    isBase64Encoded: isBytes,
  };
}

function mapped<From, To>(
  object: Readonly<Record<string, From>>,
  by: (value: From) => To,
): Readonly<Record<string, To>> {
  return Object.fromEntries(Object.entries(object).map(([name, value]) => [name, by(value)]));
}

/** Parameters as they were sent: nothing is decoded. */
function parametersOf(query: string): Readonly<Record<string, readonly string[]>> {
  const parameters = new Map<string, string[]>();
  for (const pair of query === "" ? [] : query.split("&")) {
    const [name = "", ...value] = pair.split("=");
    const values = parameters.get(name);
    if (values === undefined) parameters.set(name, [value.join("=")]);
    else values.push(value.join("="));
  }
  return Object.fromEntries(parameters);
}

/** The trace that a request says, or a new one; a load balancer puts its own part before what it finds. */
function tracedHeader(said: string | undefined, id: string): string {
  if (said === undefined || !said.includes("Root=")) return `Root=${id}`;
  const others = said.split(";").filter((part) => part !== "" && !part.startsWith("Self="));
  return [`Self=${id}`, ...others].join(";");
}

const textual = /^(?:text\/[^;]*|application\/(?:json|javascript|xml))\s*(?:;|$)/i;

/** Whether a body comes to a function in base64. */
export const isGivenAsBytes = (
  { headers }: Pick<HttpHead, "headers">,
  text: Pick<Text, "size">,
): boolean =>
  text.size > 0 &&
  (headers["content-encoding"] !== undefined || !textual.test(headers["content-type"] ?? ""));

function bodyOf({ body, isBase64 = false }: Text, isBytes: boolean): string | null {
  if (isBytes) return isBase64 ? body : base64Of(utf8Of(body));
  if (!isBase64) return body;
  const bytes = bytesOfBase64(body);
  return bytes === null ? null : textOfUtf8(bytes);
}
