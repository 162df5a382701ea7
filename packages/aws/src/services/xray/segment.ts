import type { Plain } from "@orrery/kernel";
import { isObject, listOf, memberOf, numberOf, spelled, textOf } from "../../request/params.ts";
import type { LogEvent } from "../../service/log.ts";
import type { PlainObject } from "../../service/refusal.ts";
import { parseJson } from "../../text/json.ts";
import { sizeInUtf8 } from "../../text/utf8.ts";
import type { LeftSegment, Segment } from "./config.ts";
import { xrayLimits } from "./limits.ts";

const segmentId = /^[0-9a-f]{16}$/;
const traceId = /^1-[0-9a-f]{8}-[0-9a-f]{24}$/;

/** Members whose texts are as long as they like, within the document. */
const free: ReadonlySet<string> = new Set(["metadata", "annotations", "cause", "sql", "http"]);

/** Reads a document; what is wrong with it, where it is none. */
export function segmentIn(text: string): Segment | LeftSegment {
  const size = sizeInUtf8(text);
  const document = parseJson(text);
  // Codes and words are ours: AWS documents none.
  if (!isObject(document))
    return left(null, "ParseError", "Invalid segment. ErrorCode: ParseError");
  const id = textOf(document["id"]) ?? null;
  const problem = problemIn(document, size);
  if (problem !== null || id === null) {
    const [code, message] = problem ?? ["MissingId", "id is required"];
    return left(id, code, `Invalid segment. ErrorCode: ${code}, ${message}`);
  }
  return {
    id,
    traceId: textOf(document["trace_id"])!, // It was checked.
    parentId: textOf(document["parent_id"]) ?? null,
    isInProgress: document["in_progress"] === true,
    size,
    document,
  };
}

const left = (id: string | null, code: string, message: string): LeftSegment => ({
  id,
  code,
  message,
});

/** Whether a document was not taken. */
export const isLeft = (read: Segment | LeftSegment): read is LeftSegment => "code" in read;

function problemIn(document: PlainObject, size: number): readonly [string, string] | null {
  const { segment: most, links } = xrayLimits;
  if (size > most) return ["DocumentTooLarge", `a document has at most ${most} bytes`];
  const name = textOf(document["name"]);
  if (name === undefined || name === "") return ["MissingName", "name is required"];
  if (name.length > xrayLimits.name) {
    return ["InvalidName", `a name has at most ${xrayLimits.name} characters`];
  }
  const id = textOf(document["id"]);
  if (id === undefined) return ["MissingId", "id is required"];
  if (!segmentId.test(id)) return ["InvalidId", "an id is 16 hexadecimal digits"];
  if (!traceId.test(textOf(document["trace_id"]) ?? "")) {
    return ["InvalidTraceId", "trace_id is 1, 8 and 24 hexadecimal digits"];
  }
  if (document["type"] === "subsegment" && textOf(document["parent_id"]) === undefined) {
    return ["MissingParentId", "a subsegment that is sent by itself has parent_id"];
  }
  const start = numberOf(document["start_time"]);
  if (start === undefined) return ["MissingStartTime", "start_time is required"];
  const end = numberOf(document["end_time"]);
  if (end === undefined && document["in_progress"] !== true) {
    return ["MissingEndTime", "end_time is required, or in_progress"];
  }
  if (end !== undefined && end < start) return ["InvalidEndTime", "end_time is before start_time"];
  if (listOf(document["links"]).length > links.segment) {
    return ["TooManyLinks", `a segment has at most ${links.segment} links`];
  }
  const long = Object.entries(document).find(([member, value]) => isLong(member, value));
  return long === undefined
    ? null
    : ["InvalidText", `${long[0]} has at most ${xrayLimits.text} characters`];
}

const isLong = (member: string, value: Plain): boolean =>
  !free.has(member) && typeof value === "string" && value.length > xrayLimits.text;

/** The segments that were sent with lines of logs. */
export const segmentsWith = (events: readonly LogEvent[]): readonly Segment[] =>
  events
    .flatMap(({ segments = [] }) => segments)
    .map((document) => segmentIn(JSON.stringify(document)))
    .filter((each): each is Segment => !isLeft(each));

/** Whether a trace of these segments began in a span. */
export function isWithin(
  segments: readonly Segment[],
  { from, until }: { readonly from: number; readonly until: number },
): boolean {
  const began = Math.min(...segments.map(({ document }) => spanOf(document).from));
  return began >= from && began <= until;
}

/** What its answer says of it. */
export interface Flags {
  readonly error: boolean;
  readonly throttle: boolean;
  readonly fault: boolean;
}

/** A 4xx is an error, a 429 a throttle as well, a 5xx a fault; or what the document says itself. */
export function flagsOf(document: PlainObject): Flags {
  const status = numberOf(memberOf(memberOf(document["http"], "response"), "status")) ?? 0;
  return {
    error: document["error"] === true || (status >= 400 && status < 500),
    throttle: document["throttle"] === true || status === 429,
    fault: document["fault"] === true || status >= 500,
  };
}

/** When it began and ended, in seconds since 1970; while it is in progress, at its beginning. */
export function spanOf(document: PlainObject): { readonly from: number; readonly until: number } {
  const from = numberOf(document["start_time"]) ?? 0;
  return { from, until: numberOf(document["end_time"]) ?? from };
}

/** All subsegments of a document, at whatever depth. */
export const subsegmentsOf = (document: PlainObject): readonly PlainObject[] =>
  listOf(document["subsegments"]).flatMap((each) =>
    isObject(each) ? [each, ...subsegmentsOf(each)] : [],
  );

/**
 * The segments of those who send none, such as a table or a bucket: each is inferred from the subsegment of its caller,
 * unless a segment is there whose parent that is.
 */
export function inferredIn(segments: readonly Segment[]): readonly Segment[] {
  const called = new Set(segments.map(({ parentId }) => parentId));
  return segments.flatMap(({ traceId: trace, document }) =>
    [...(document["type"] === "subsegment" ? [document] : []), ...subsegmentsOf(document)].flatMap(
      (part): readonly Segment[] => {
        const parentId = textOf(part["id"]);
        const { namespace } = part;
        const isRemote = namespace === "aws" || namespace === "remote";
        if (!isRemote || parentId === undefined || called.has(parentId)) return [];
        const id = inferredId(parentId);
        const inferred: PlainObject = {
          id,
          trace_id: trace,
          parent_id: parentId,
          name: spelled(part["name"]),
          inferred: true,
          ...Object.fromEntries(
            [
              "start_time",
              "end_time",
              "in_progress",
              "http",
              "aws",
              "error",
              "throttle",
              "fault",
            ].flatMap((member) => (part[member] === undefined ? [] : [[member, part[member]!]])),
          ),
        };
        return [{ id, traceId: trace, parentId, isInProgress: false, size: 0, document: inferred }];
      },
    ),
  );
}

/** Another id for each. */
const inferredId = (id: string): string =>
  `${(15 - parseInt(id[0] ?? "0", 16)).toString(16)}${id.slice(1)}`;
