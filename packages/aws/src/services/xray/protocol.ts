import type { SettingsChanged, Tagged } from "@orrery/kernel";
import type { Refused } from "../../service/refusal.ts";
import type { LeftSegment, Segment, StoreSettings } from "./config.ts";

/** All that the store of segments reacts to. */
export type StoreInput = PutSegments | ReadTraces | ReadSpan | SettingsChanged<StoreSettings>;

/** Takes segments, which were checked. */
export interface PutSegments {
  readonly type: "putSegments";
  readonly segments: readonly Segment[];
}

/** Asks for traces by their ids. */
export interface ReadTraces {
  readonly type: "readTraces";
  readonly ids: readonly string[];
}

/** Asks for traces that began in a span, in seconds since 1970. */
export interface ReadSpan {
  readonly type: "readSpan";
  readonly from: number;
  readonly until: number;
}

/** All that it answers. */
export type StoreReply = SegmentsPut | TracesRead | Refused;

/** Segments were taken, but for these. */
export interface SegmentsPut extends Tagged {
  readonly type: "segmentsPut";
  readonly left: readonly LeftSegment[];
}

/** Traces, in the order of their ids or of their beginning. */
export interface TracesRead extends Tagged {
  readonly type: "tracesRead";
  readonly traces: readonly ReadTrace[];
}

/** A trace with its segments. Plain data. */
export interface ReadTrace {
  readonly id: string;
  readonly isFull: boolean;
  readonly segments: readonly Segment[];
}
