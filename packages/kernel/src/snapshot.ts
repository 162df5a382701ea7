import type { SavedAbsence } from "./absences.ts";
import { linksOf, type Component } from "./component.ts";
import type { FaultCounts } from "./fault.ts";
import type { Connection } from "./effect.ts";
import { listMeters, listWatches } from "./meter.ts";
import type { OutsideInput } from "./outside.ts";
import type { Tagged } from "./plain.ts";
import type { PositionList } from "./positions.ts";
import { streamIn, streamSize, type StreamState } from "./random/stream.ts";
import type { SavedRequests } from "./requests.ts";
import type { ScheduledEvent } from "./scheduler.ts";
import type { Instant } from "./time.ts";

/** Raised when {@link Snapshot} changes: one of another format is refused. */
export const snapshotFormat = 8;

/** All plain data of a simulation at an instant. */
export interface Snapshot {
  readonly format: typeof snapshotFormat;
  readonly seed: number | string;
  readonly now: Instant;
  readonly events: number;
  readonly nextSample: number;
  readonly components: readonly SavedComponent[];
  readonly waiting: readonly ScheduledEvent[];
  readonly requests: SavedRequests;
  readonly latencies: readonly (readonly [key: string, stream: StreamState])[];
  readonly activations: readonly (readonly [fault: string, isThere: boolean])[];
  /** In the order of the faults' injection: what each came to. */
  readonly faultTallies: readonly FaultCounts[];
  /** Why the run is stopped; `null` while it is not. */
  readonly stopped: Tagged | null;
  readonly outside: readonly OutsideInput[];
  readonly digest: readonly number[];
  readonly absences: readonly SavedAbsence[];
}

/** A component as plain data. */
export interface SavedComponent {
  readonly name: string;
  readonly kind: string;
  readonly stateVersion: number;
  readonly settings: unknown;
  readonly state: unknown;
  readonly incarnation: number;
  readonly refusal: Tagged | null;
  readonly connections: readonly Connection[];
  readonly streams: readonly (StreamState | null)[];
  readonly positions: readonly (PositionList | null)[];
  readonly meters: readonly (number | null)[];
  /** What others measure by the minute; `null`: nothing. */
  readonly watches: readonly (readonly number[] | null)[] | null;
  readonly countsInto: number;
  readonly faultCount: number;
}

/** `component` as plain data, which it shares. */
export function saveComponent(component: Component): SavedComponent {
  return {
    name: component.name,
    kind: component.machine.kind,
    stateVersion: component.machine.stateVersion,
    settings: component.settings,
    state: component.state,
    incarnation: component.incarnation,
    refusal: component.refusal,
    connections: linksOf(component).map(({ connection }) => connection),
    streams: component.machine.purposes.names.map((_, purpose) =>
      streamIn(component.numbers, component.streamsFrom + purpose * streamSize),
    ),
    positions: component.positions.map((positions) => positions?.list() ?? null),
    meters: listMeters(component),
    watches: listWatches(component),
    countsInto: component.countsInto,
    faultCount: component.faultCount,
  };
}
