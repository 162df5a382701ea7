import {
  after,
  declare,
  table,
  unreachable,
  type Context,
  type Draft,
  type Instant,
  type Machine,
  type Plain,
  type Reply,
} from "@orrery/kernel";
import { listOf } from "../../../request/params.ts";
import type { LogsRead, ReadLogs } from "../../../service/log.ts";
import { declareMeters, type MetricForms } from "../../../service/metric.ts";
import { refused } from "../../../service/refusal.ts";
import type { LeftSegment, Segment, StoreSettings } from "../config.ts";
import { xrayLimits } from "../limits.ts";
import type { ReadTrace, StoreInput, StoreReply } from "../protocol.ts";
import { isWithin, segmentsWith } from "../segment.ts";
import { emptyStore, type KeptTrace, type StoreState } from "./state.ts";

const ports = declare("control");

/** What it counts: traces are billed. */
export const meters = {
  SegmentsReceived: "count",
  SegmentsRejected: "count",
  SegmentsThrottled: "count",
  TracesRecorded: "count",
  TracesRetrieved: "count",
  TracesScanned: "count",
} as const satisfies MetricForms;
const metrics = declareMeters(meters);

/** What can be read off it at any instant. */
export const gauges = { TracesKept: "level" } as const satisfies MetricForms;

type Store = Draft<StoreState>;
type StoreContext = Context<StoreSettings>;

/** The machine of the segments that an account has sent. */
export const storeMachine: Machine<StoreSettings, StoreState, StoreInput, Reply<StoreReply>> = {
  kind: "xray.store",
  stateVersion: 1,
  inputs: declare("putSegments", "readTraces", "readSpan", "settingsChanged"),
  timers: declare(),
  ports,
  purposes: declare(),
  choices: declare(),
  metrics,

  initialState: emptyStore,

  transition(store, input, context) {
    const answer = (body: StoreReply): readonly Reply<StoreReply>[] => [
      { type: "reply", to: context.request, body },
    ];
    switch (input.type) {
      case "putSegments": {
        if (!takes(store, input.segments.length, context)) {
          context.observe(metrics.SegmentsThrottled, input.segments.length);
          return answer(throttled);
        }
        return answer({ type: "segmentsPut", left: put(store, input.segments, true, context) });
      }
      case "readTraces": {
        readLogs(store, context);
        const traces = input.ids.flatMap((id) => {
          const found = table.get(store.traces, id);
          return found === undefined ? [] : [shown(id, found)];
        });
        observe(context, { retrieved: traces.length });
        return answer({ type: "tracesRead", traces });
      }
      case "readSpan": {
        readLogs(store, context);
        const traces = table
          .list(store.traces)
          .filter(([, { segments }]) => isWithin(segments, input))
          .map(([id, trace]) => shown(id, trace));
        observe(context, { scanned: traces.length });
        return answer({ type: "tracesRead", traces });
      }
      case "settingsChanged": {
        const { sent, logged, read } = context.settings.first;
        put(store, sent, true, context);
        put(store, logged, false, context);
        observe(context, read);
        return [];
      }
      default:
        return unreachable(input);
    }
  },

  fingerprint: (input) => (input.type === "putSegments" ? input.segments.length : 0),
  canonical,
  gauges: ({ traces }) => ({ TracesKept: table.sizeOf(traces) }),
};

/** Counts traces that somebody was given. */
function observe(
  context: StoreContext,
  { retrieved = 0, scanned = 0 }: StoreSettings["first"]["read"],
): void {
  if (retrieved > 0) context.observe(metrics.TracesRetrieved, retrieved);
  if (scanned > 0) context.observe(metrics.TracesScanned, scanned);
}

const throttled = refused("ThrottledException", "Rate exceeded");

const shown = (id: string, { isFull, segments }: KeptTrace): ReadTrace => ({
  id,
  isFull,
  segments,
});

function takes(store: Store, count: number, { now, settings }: StoreContext): boolean {
  const second = Math.floor(now / xrayLimits.second);
  if (store.second !== second) {
    store.second = second;
    store.count = 0;
  }
  if (store.count + count > settings.segmentsPerSecond) return false;
  store.count += count;
  return true;
}

/** Takes segments in. `isBilled`: of functions it was counted when they sampled. */
function put(
  store: Store,
  segments: readonly Segment[],
  isBilled: boolean,
  context: StoreContext,
): readonly LeftSegment[] {
  const left: LeftSegment[] = [];
  forget(store, context.now);
  for (const segment of segments) {
    context.observe(metrics.SegmentsReceived, 1);
    const problem = add(store, segment, isBilled, context);
    if (problem === null) continue;
    context.observe(metrics.SegmentsRejected, 1);
    left.push({ id: segment.id, code: problem, message: `Invalid segment. ErrorCode: ${problem}` });
  }
  return left;
}

/** Traces are there for 30 days. */
function forget({ traces }: Store, now: Instant): void {
  for (;;) {
    const oldest = table.firstValue(traces);
    if (oldest === undefined || after(oldest.at, xrayLimits.retention) > now) return;
    table.removeFirst(traces);
  }
}

/** Why a trace does not take a segment; `null`: it does. */
function add(
  store: Store,
  segment: Segment,
  isBilled: boolean,
  context: StoreContext,
): string | null {
  const { now } = context;
  const { traceId, id, size, document } = segment;
  const links = listOf(document["links"]).length;
  const before: KeptTrace = table.get(store.traces, traceId) ?? {
    at: now,
    recordedAt: now,
    size: 0,
    isFull: false,
    links: 0,
    segments: [],
  };
  const place = before.segments.findIndex((each) => each.id === id);
  const earlier = before.segments[place];
  // A document in progress may be followed by one that is final, and by no other.
  if (earlier !== undefined && (!earlier.isInProgress || segment.isInProgress)) return null;
  const after = {
    ...before,
    size: before.size + size - (earlier?.size ?? 0),
    links: before.links + links - listOf(earlier?.document["links"]).length,
    segments: [...before.segments.filter((_, at) => at !== place), segment],
  };
  if (after.size > xrayLimits.trace) {
    table.set(store.traces, traceId, { ...before, isFull: true });
    return "TraceTooLarge";
  }
  if (after.links > xrayLimits.links.trace) return "TooManyLinks";
  const isNew = before.segments.length === 0;
  const isLate = now - before.recordedAt > xrayLimits.freeChanges;
  // Who goes on with a trace does not begin it.
  const isRecorded = isBilled && (isNew ? segment.parentId === null : isLate);
  if (isRecorded) context.observe(metrics.TracesRecorded, 1);
  table.set(store.traces, traceId, isRecorded ? { ...after, recordedAt: now } : after);
  return null;
}

/** Takes in what functions have sent, by their logs, since anybody looked. */
function readLogs(store: Store, context: StoreContext): void {
  forget(store, context.now);
  if (!context.settings.keepsLogs) return;
  const from = Object.fromEntries(table.list(store.logsRead));
  const asked: ReadLogs = { type: "readLogs", group: null, from };
  const read = context.consult(ports.control, 0, asked);
  for (const { key, events, next } of (read as LogsRead).logs) {
    table.set(store.logsRead, key, next);
    put(store, segmentsWith(events), false, context);
  }
}

/** What decides the future, counted from `now`. */
function canonical(store: StoreState, now: Instant): Plain {
  return {
    traces: table.list(store.traces).map(([id, { at, recordedAt, ...trace }]) => [
      id,
      now - at,
      now - recordedAt,
      trace as unknown as Plain, // Plain data by its type.
    ]),
    read: table.list(store.logsRead),
    rate: store.second === Math.floor(now / xrayLimits.second) ? store.count : 0,
  };
}
