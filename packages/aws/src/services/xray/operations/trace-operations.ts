import type { Plain, Tagged } from "@orrery/kernel";
import { listOf, memberOf, numberOf, spelled, textOf, textsOf } from "../../../request/params.ts";
import type { LogRead } from "../../../service/log.ts";
import { refused, type PlainObject } from "../../../service/refusal.ts";
import type { ControlPlane, Operation, Operations, Step } from "../../../service/service-model.ts";
import { parseWallClock } from "../../../text/wall-clock.ts";
import type { LeftSegment, Segment } from "../config.ts";
import { xrayLimits } from "../limits.ts";
import type { ReadTrace, StoreInput, StoreReply, TracesRead } from "../protocol.ts";
import {
  flagsOf,
  inferredIn,
  isLeft,
  isWithin,
  segmentIn,
  segmentsWith,
  spanOf,
  subsegmentsOf,
} from "../segment.ts";
import { findStore, storeOf } from "./store-record.ts";

const respond = (response: PlainObject): Step => ({ type: "respond", response });
const notModeled = (what: string): Step => ({ type: "notModeled", what });

const shownLeft = ({ id, code, message }: LeftSegment): PlainObject => ({
  ...(id === null ? {} : { Id: id }),
  ErrorCode: code,
  Message: message,
});

const putTraceSegments: Operation = {
  begin(params, plane) {
    const read = textsOf(params["TraceSegmentDocuments"]).map(segmentIn);
    const segments = read.filter((each): each is Segment => !isLeft(each));
    const left = read.filter(isLeft).map(shownLeft);
    const store = findStore(plane);
    if (store === undefined && segments.length > 0)
      storeOf(plane, { sent: segments, logged: [], read: {} });
    if (store === undefined || segments.length === 0) {
      return respond({ UnprocessedTraceSegments: left });
    }
    const input: StoreInput = { type: "putSegments", segments };
    return { type: "ask", resource: store.number, input, kept: left };
  },
  respond(body, _params, _plane, kept) {
    const { left } = body as Extract<StoreReply, { readonly type: "segmentsPut" }>; // It does not refuse.
    return { UnprocessedTraceSegments: [...listOf(kept), ...left.map(shownLeft)] };
  },
};

/** What functions have sent is in their logs alone. */
const noLogs = notModeled(
  "What functions with active tracing send is read off their logs, which this run does not keep: logs: true keeps them.",
);

/** The traces that functions have sent, off their logs: in a run in which nobody has sent another. */
function tracesLogged(plane: ControlPlane): readonly ReadTrace[] {
  const segments = plane.logWriters().flatMap(({ resource, asks }) => {
    const read = plane.consult(resource, { ...asks, from: 0 } as Tagged);
    if (read.type !== "logRead") return []; // It is gone.
    const { events } = read as LogRead; // It says so.
    return segmentsWith(events ?? []);
  });
  const traces = new Map<string, Segment[]>();
  for (const segment of segments) {
    const known = traces.get(segment.traceId);
    if (known === undefined) traces.set(segment.traceId, [segment]);
    else known.push(segment);
  }
  return [...traces].map(([id, own]) => ({ id, isFull: false, segments: own }));
}

/** Reads traces: off the store, which is made where there is none yet. */
function read(
  input: StoreInput & Tagged,
  isMeant: (trace: ReadTrace) => boolean,
  counted: "retrieved" | "scanned",
  shownOf: (traces: readonly ReadTrace[]) => PlainObject,
  plane: ControlPlane,
): Step {
  if (!plane.keepsLogs) return noLogs;
  const store = findStore(plane);
  if (store !== undefined) return { type: "ask", resource: store.number, input };
  const all = tracesLogged(plane);
  const traces = all.filter(isMeant);
  const logged = all.flatMap(({ segments }) => segments);
  storeOf(plane, { sent: [], logged, read: { [counted]: traces.length } });
  return respond(shownOf(traces));
}

const batchGetTraces: Operation = {
  begin(params, plane) {
    const ids = textsOf(params["TraceIds"]);
    if (ids.length > xrayLimits.batch) {
      const message = `At most ${xrayLimits.batch} traces are retrieved at once.`; // Assumed: the words.
      return refused("InvalidRequestException", message);
    }
    const isMeant = ({ id }: ReadTrace) => ids.includes(id);
    const shownOf = (traces: readonly ReadTrace[]) => tracesShown(traces, params);
    return read({ type: "readTraces", ids }, isMeant, "retrieved", shownOf, plane);
  },
  respond: (body, params) => tracesShown((body as TracesRead).traces, params), // It does not refuse.
};

const tracesShown = (traces: readonly ReadTrace[], params: PlainObject): PlainObject => ({
  Traces: traces.map(shownTrace),
  UnprocessedTraceIds: textsOf(params["TraceIds"]).filter((id) =>
    traces.every((each) => each.id !== id),
  ),
});

const allOf = ({ segments }: ReadTrace): readonly Segment[] => [
  ...segments,
  ...inferredIn(segments),
];

function durationOf(segments: readonly Segment[]): number {
  const spans = segments.map(({ document }) => spanOf(document));
  const from = Math.min(...spans.map((span) => span.from));
  return Math.round((Math.max(...spans.map((span) => span.until)) - from) * 1_000) / 1_000;
}

const shownTrace = (trace: ReadTrace): PlainObject => ({
  Id: trace.id,
  Duration: durationOf(trace.segments),
  LimitExceeded: trace.isFull,
  Segments: allOf(trace).map(({ id, document }) => ({
    Id: id,
    Document: JSON.stringify(document),
  })),
});

/** A time of a request in seconds since 1970. */
const timeIn = (value: Plain | undefined): number =>
  typeof value === "string" ? parseWallClock("time", value) / 1_000 : (numberOf(value) ?? 0);

const getTraceSummaries: Operation = {
  begin(params, plane) {
    const left = ["FilterExpression", "SamplingStrategy"].find(
      (each) => params[each] !== undefined,
    );
    if (left !== undefined) return notModeled(`GetTraceSummaries with ${left} is not modeled.`);
    const [from, until] = [timeIn(params["StartTime"]), timeIn(params["EndTime"])];
    if (until < from) {
      return refused("InvalidRequestException", "EndTime must be after StartTime."); // Assumed: the words.
    }
    const span = { from, until };
    const isMeant = ({ segments }: ReadTrace) => isWithin(segments, span);
    const shownOf = (traces: readonly ReadTrace[]) => summariesShown(traces, params);
    return read({ type: "readSpan", ...span }, isMeant, "scanned", shownOf, plane);
  },
  respond: (body, params) => summariesShown((body as TracesRead).traces, params), // It does not refuse.
};

const summariesShown = (traces: readonly ReadTrace[], params: PlainObject): PlainObject => ({
  TraceSummaries: traces.map(summaryOf),
  ApproximateTime: timeIn(params["EndTime"]),
  TracesProcessedCount: traces.length,
});

function summaryOf(trace: ReadTrace): PlainObject {
  const segments = allOf(trace);
  const documents = segments.map(({ document }) => document);
  const flags = documents.map(flagsOf);
  const [root = segments[0]!] = segments.filter(({ parentId }) => parentId === null); // A trace has some.
  const span = spanOf(root.document);
  const http = objectWith({
    HttpURL: memberOf(memberOf(root.document["http"], "request"), "url"),
    HttpMethod: memberOf(memberOf(root.document["http"], "request"), "method"),
    HttpStatus: memberOf(memberOf(root.document["http"], "response"), "status"),
  });
  return {
    Id: trace.id,
    StartTime: span.from,
    Duration: durationOf(trace.segments),
    ResponseTime: Math.round((span.until - span.from) * 1_000) / 1_000,
    HasError: flags.some(({ error }) => error),
    HasFault: flags.some(({ fault }) => fault),
    HasThrottle: flags.some(({ throttle }) => throttle),
    IsPartial: trace.segments.some(({ isInProgress }) => isInProgress),
    Http: http,
    Annotations: annotationsIn(documents),
    EntryPoint: serviceOf(root.document),
    ServiceIds: documents.filter(({ type }) => type !== "subsegment").map(serviceOf),
    Revision: trace.segments.length,
  };
}

const objectWith = (members: Readonly<Record<string, Plain | undefined>>): PlainObject =>
  Object.fromEntries(
    Object.entries(members).flatMap(([name, value]) =>
      value === undefined ? [] : [[name, value]],
    ),
  );

const serviceOf = (document: PlainObject): PlainObject => {
  const name = spelled(document["name"]);
  const type = textOf(document["origin"]);
  return { Name: name, Names: [name], ...(type === undefined ? {} : { Type: type }) };
};

/** The annotations of a trace that are indexed, by key: the first of them. */
function annotationsIn(documents: readonly PlainObject[]): PlainObject {
  const indexed: Record<string, Plain[]> = {};
  let count = 0;
  for (const document of documents) {
    for (const part of [document, ...subsegmentsOf(document)]) {
      for (const [key, value] of Object.entries((part["annotations"] ?? {}) as PlainObject)) {
        if (count >= xrayLimits.annotations) return indexed;
        count += 1;
        const of = { string: "StringValue", number: "NumberValue", boolean: "BooleanValue" };
        const member = of[typeof value as keyof typeof of];
        (indexed[key] ??= []).push({
          AnnotationValue: { [member]: value },
          ServiceIds: [serviceOf(document)],
        });
      }
    }
  }
  return indexed;
}

/** Operations on traces. */
export const traceOperations: Operations = {
  PutTraceSegments: putTraceSegments,
  // What clients tell of themselves changes nothing.
  PutTelemetryRecords: { begin: () => respond({}) },
  BatchGetTraces: batchGetTraces,
  GetTraceSummaries: getTraceSummaries,
};
