import { bytesOfBase64, own, type Instant, type Plain } from "@orrery/kernel";
import { isObject } from "../../../request/params.ts";
import type { PlainObject } from "../../../service/refusal.ts";
import { sizeInUtf8, textOfUtf8 } from "../../../text/utf8.ts";
import { formatWallClock, wallClockAt } from "../../../text/wall-clock.ts";
import { capitalFirst, renamed } from "./request.ts";
import type { ServiceResource } from "./resource.ts";
import { smallLetterServices } from "./services.ts";

/** When and under which id a service answered. */
export interface Answered {
  readonly requestId: string;
  readonly at: Instant;
  readonly epochMilliseconds: number;
}

/** The result of a task, of what its service answered. */
export function resultOf(
  resource: ServiceResource,
  response: PlainObject,
  answered: Answered,
): PlainObject {
  const { service, isOptimized } = resource;
  const named = smallLetterServices.has(service)
    ? renamed(response, capitalFirst)
    : service === "s3"
      ? withText(response)
      : response;
  if (!isOptimized) return withDates(named, answered) as PlainObject; // An object as before.
  switch (service) {
    case "events":
      return named;
    case "lambda":
      return lambdaResult(response, answered);
    default:
      return { ...datesInMilliseconds(named), ...metadata(resource, response, answered) };
  }
}

/** An object's bytes as a text, as states have them. */
function withText(response: PlainObject): PlainObject {
  const body = response["Body"];
  return typeof body === "string" ? { ...response, Body: objectText(body) } : response;
}

/** The text of an object: of its bytes in base64, or as a scenario gives it. */
export function objectText(body: string): string {
  const isBytes = body.length % 4 === 0 && /^[A-Za-z0-9+/]*={0,2}$/.test(body);
  const bytes = isBytes ? bytesOfBase64(body) : null;
  return bytes == null ? body : (textOfUtf8(bytes) ?? body);
}

/** What the optimized integration gives of a function: its payload as a value. */
function lambdaResult(response: PlainObject, answered: Answered): PlainObject {
  const text = response["Payload"] as string; // Lambda answers with one.
  const version = response["ExecutedVersion"] as string | undefined;
  const size = sizeInUtf8(text);
  const headers: [string, string][] = [
    ...(version === undefined ? [] : [["X-Amz-Executed-Version", version] as [string, string]]),
    ["x-amzn-Remapped-Content-Length", "0"],
    ["Connection", "keep-alive"],
    ["x-amzn-RequestId", answered.requestId],
    ["Content-Length", `${size}`],
    ["Date", httpDate(answered)],
    ["X-Amzn-Trace-Id", traceId(answered)],
    ["Content-Type", "application/json"],
  ];
  return {
    ...(version === undefined ? {} : { ExecutedVersion: version }),
    Payload: text === "" ? {} : (JSON.parse(text) as Plain), // JSON, as functions return it.
    ...httpMetadata(headers, Number(response["StatusCode"]), answered),
    StatusCode: response["StatusCode"]!,
  };
}

function metadata(
  { service, operation }: ServiceResource,
  response: PlainObject,
  answered: Answered,
): PlainObject {
  const isXml = service === "sns";
  const size = isXml ? sizeInXml(operation, response) : sizeInUtf8(wireText(response));
  const type = isXml ? "text/xml" : (own(contentTypes, service) ?? "application/x-amz-json-1.1");
  const tail: [string, string][] = [
    ["Content-Length", `${size}`],
    ["Date", httpDate(answered)],
    ["Content-Type", type],
  ];
  const headers: (readonly [string, string])[] =
    service === "dynamodb"
      ? [
          ["Server", "Server"],
          // Recorded: reads spell it so, and writes otherwise.
          ...(operation === "GetItem" ? [["x-amzn-requestid", answered.requestId] as const] : []),
          ["Connection", "keep-alive"],
          ...(operation === "GetItem" ? [] : [["x-amzn-RequestId", answered.requestId] as const]),
          ["x-amz-crc32", `${crc32(wireText(response))}`],
          ...tail,
        ]
      : [["x-amzn-RequestId", answered.requestId], ["connection", "keep-alive"], ...tail];
  return httpMetadata(headers, 200, answered);
}

const contentTypes: Readonly<Record<string, string>> = {
  dynamodb: "application/x-amz-json-1.0",
  sqs: "application/x-amz-json-1.0",
  stepfunctions: "application/x-amz-json-1.0",
};

function httpMetadata(
  headers: readonly (readonly [string, string])[],
  status: number,
  { requestId }: Answered,
): PlainObject {
  const all: Record<string, Plain> = {};
  const each: Record<string, Plain> = {};
  for (const [name, value] of headers) all[name] = [value];
  for (const [name, value] of headers) each[name] = value;
  return {
    SdkHttpMetadata: { AllHttpHeaders: all, HttpHeaders: each, HttpStatusCode: status },
    SdkResponseMetadata: { RequestId: requestId },
  };
}

/** An answer as JSON goes over the wire: large numbers with an exponent, as AWS writes times. */
const wireText = (response: PlainObject): string =>
  JSON.stringify(response, (name, value: Plain) =>
    typeof value === "number" && isDate(name) ? exponential(value) : value,
  ).replaceAll(/"(\d(?:\.\d+)?E9)"/g, "$1");

const exponential = (value: number): string =>
  `${`${value}`.charAt(0)}.${`${value}`.slice(1).replace(".", "")}E9`;

/** How long the XML is in which SNS answers. */
function sizeInXml(operation: string, response: PlainObject): number {
  const empty = `<${operation}Response xmlns="http://sns.amazonaws.com/doc/2010-03-31/">\n  <${operation}Result>\n  </${operation}Result>\n  <ResponseMetadata>\n    <RequestId></RequestId>\n  </ResponseMetadata>\n</${operation}Response>\n`;
  const idLength = 36;
  return Object.entries(response).reduce(
    (size, [name, value]) =>
      size +
      sizeInUtf8(
        `    <${name}>${typeof value === "string" ? value : JSON.stringify(value)}</${name}>\n`,
      ),
    empty.length + idLength,
  );
}

const isDate = (name: string): boolean => /(?:Date|DateTime|Timestamp)$/i.test(name);

/** Names of times that are also names of durations and counts: their values tell. */
const isTime = (name: string): boolean => /(?:Time|LastModified|At)$/.test(name);
/** Seconds since 1970, from 2001 to 2286: what is in milliseconds is no time in the SDK, but a number. */
const isInstant = (value: number): boolean => value >= 1e9 && value < 1e10;

/** Times as AWS's SDK gives them to states: in ISO 8601. */
function withDates(value: Plain, answered: Answered, name = ""): Plain {
  if (typeof value === "number") {
    return isDate(name) || (isTime(name) && isInstant(value))
      ? formatWallClock(Math.round(value * 1_000))
      : value;
  }
  if (Array.isArray(value)) {
    return (value as readonly Plain[]).map((item) => withDates(item, answered, name));
  }
  if (!isObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, member]) => [key, withDates(member, answered, key)]),
  );
}

/** Times as the optimized integrations give them: in milliseconds. */
const datesInMilliseconds = (value: PlainObject): PlainObject =>
  Object.fromEntries(
    Object.entries(value).map(([name, member]) => [
      name,
      typeof member === "number" && isDate(name) ? Math.round(member * 1_000) : member,
    ]),
  );

const weekdays = ["Thu", "Fri", "Sat", "Sun", "Mon", "Tue", "Wed"];
const months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
const day = 86_400_000;

function httpDate({ at, epochMilliseconds }: Answered): string {
  const milliseconds = wallClockAt(epochMilliseconds, at);
  const text = formatWallClock(milliseconds);
  const weekday = weekdays[Math.floor(milliseconds / day) % 7]!;
  const month = months[Number(text.slice(5, 7)) - 1]!;
  return `${weekday}, ${text.slice(8, 10)} ${month} ${text.slice(0, 4)} ${text.slice(11, 19)} GMT`;
}

const traceId = ({ at, epochMilliseconds, requestId }: Answered): string => {
  const second = Math.floor(wallClockAt(epochMilliseconds, at) / 1_000);
  const hex = requestId.replaceAll("-", "");
  return `Root=1-${second.toString(16)}-${hex.slice(0, 24)};Parent=${hex.slice(8, 24)};Sampled=0`;
};

/** The checksum of a text that DynamoDB sends along. */
function crc32(text: string): number {
  let crc = -1;
  for (let place = 0; place < text.length; place += 1) {
    crc ^= text.charCodeAt(place) & 0xff;
    for (let bit = 0; bit < 8; bit += 1) crc = (crc >>> 1) ^ (0xedb88320 & -(crc & 1));
  }
  return (crc ^ -1) >>> 0;
}
