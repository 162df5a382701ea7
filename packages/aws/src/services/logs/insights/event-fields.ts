import { isObject } from "../../../request/params.ts";
import type { LogEvent } from "../../../service/log.ts";
import { parseJson } from "../../../text/json.ts";
import type { Plain } from "@orrery/kernel";
import type { Value } from "./value.ts";

/** Fields of JSON that are found in one log event. Source: the guide, fields in JSON logs. */
const mostFields = 200;

/** A log event with what AWS keeps of it beside the message. */
export interface ScannedEvent extends LogEvent {
  /** `123456789012:shop`. */
  readonly log: string;
  /** What GetLogRecord is asked for. */
  readonly pointer: string;
}

/** The fields that are found in a log event by themselves. */
export function fieldsOf(event: ScannedEvent): Map<string, Value> {
  const { message, timestamp, stream, log, pointer } = event;
  const fields = new Map<string, Value>([
    ["@timestamp", { time: timestamp }],
    ["@message", message],
    ["@logStream", stream],
    ["@log", log],
    ["@ingestionTime", { time: timestamp }],
    ["@ptr", pointer],
  ]);
  const lambda = /^(START|END|REPORT) RequestId: ([0-9a-f-]{36})/.exec(message);
  if (lambda !== null) addLambda(lambda[1]!, lambda[2]!, message, fields);
  else if (log.includes(":/aws/lambda/")) addRequest(message, fields);
  const from = message.indexOf("{");
  const document = from === -1 ? undefined : parseJson(message.slice(from).trim());
  if (isObject(document)) addLeaves(document, "", fields);
  return fields;
}

/** What is found in the lines that Lambda writes by itself. */
function addLambda(
  type: string,
  request: string,
  message: string,
  fields: Map<string, Value>,
): void {
  fields.set("@type", type);
  fields.set("@requestId", request);
  if (type !== "REPORT") return;
  for (const [, name, number] of message.matchAll(/([A-Z][A-Za-z ]+): ([\d.]+) (?:ms|MB)/g)) {
    const known = ofReport[name!.trim()];
    if (known !== undefined) fields.set(known[0], Number(number) * known[1]);
  }
  const [, trace] = /XRAY TraceId: (\S+)/.exec(message) ?? [];
  const [, segment] = /SegmentId: (\S+)/.exec(message) ?? [];
  if (trace !== undefined) fields.set("@xrayTraceId", trace);
  if (segment !== undefined) fields.set("@xraySegmentId", segment);
}

const megabyte = 1_000_000;

const ofReport: Readonly<Record<string, readonly [string, number]>> = {
  Duration: ["@duration", 1],
  "Billed Duration": ["@billedDuration", 1],
  "Init Duration": ["@initDuration", 1],
  "Restore Duration": ["@restoreDuration", 1],
  "Memory Size": ["@memorySize", megabyte],
  "Max Memory Used": ["@maxMemoryUsed", megabyte],
};

function addRequest(message: string, fields: Map<string, Value>): void {
  const [request] =
    /\b[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\b/.exec(message) ?? [];
  if (request !== undefined) fields.set("@requestId", request);
}

function addLeaves(value: Plain, path: string, fields: Map<string, Value>): void {
  if (fields.size >= mostFields) return;
  if (Array.isArray(value)) {
    (value as readonly Plain[]).forEach((item, place) => {
      addLeaves(item, `${path}.${place}`, fields);
    });
  } else if (isObject(value)) {
    for (const [name, item] of Object.entries(value)) {
      addLeaves(item, path === "" ? name : `${path}.${name}`, fields);
    }
  } else if (!fields.has(path)) fields.set(path, value as string | number | boolean | null); // A leaf.
}
