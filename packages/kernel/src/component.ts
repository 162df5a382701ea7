import type { NamedPart } from "./canonical-hash.ts";
import { ownFields } from "./collections/own.ts";
import type { Fault } from "./fault.ts";
import type { Connection } from "./effect.ts";
import type { AnyMachine } from "./machine.ts";
import type { Meters } from "./meter.ts";
import type { Tagged } from "./plain.ts";
import type { Positions } from "./positions.ts";
import { copyStream, type StreamState } from "./random/stream.ts";
import type { TimerTable } from "./timer-table.ts";

/**
 * What the kernel holds of one machine in an architecture.
 *
 * Forks share components: whoever wants to write on one of an earlier epoch copies it first.
 */
export interface Component {
  /** The epoch of the simulation that may write on it. */
  readonly epoch: number;
  readonly number: number;
  readonly name: string;
  readonly machine: AnyMachine;
  /** The machine's own: here they are found without asking which of many shapes the machine has. */
  readonly transition: AnyMachine["transition"];
  readonly fingerprint: AnyMachine["fingerprint"];
  readonly codes: AnyMachine["inputs"]["of"];
  /** The machine's codes of these two inputs. */
  readonly timerFiredCode: number | undefined;
  readonly repliedCode: number | undefined;
  settings: unknown;
  state: unknown;
  /** How often a component of this name was made before; -1: none was, and this one is but expected. */
  incarnation: number;
  /** What those hear that ask it after its deletion, or before it is made; `null` while it lives. */
  refusal: Tagged | null;
  /** By port and `to`. */
  connections: (Link | undefined)[][];
  /** What latencies are drawn from, and for which connection and direction each is. */
  latencyKeys: string[];
  latencyStreams: StreamState[];
  timers: TimerTable[];
  /** By purpose; made when first drawn from. */
  streams: (StreamState | undefined)[];
  keyedSeeds: (readonly [number, number] | undefined)[];
  /** By choice. */
  positions: (Positions | undefined)[];
  meters: Meters;
  /** The component whose meters count what is observed of this one, too; -1: none does. */
  countsInto: number;
  /** Those that strike its requests, and those that strike its answers. */
  faults: readonly Fault[];
  replyFaults: readonly Fault[];
  /** Those that strike its own work. */
  workFaults: readonly Fault[];
  /** How many requests the faults were asked about. */
  faultCount: number;
  /** A hash of what decides its future, and the instant that it counts from; -1: to be made. */
  hash: number;
  hashedAt: number;
  /** Likewise but for the numbers of names, where it was asked for last. */
  parts: readonly NamedPart[] | null;
}

/** The incarnation of a component that is not made yet, so that the first to be made has 0. */
export const expected = -1;

/** `component` as it is, for `epoch` to write on; what it observes is recorded on, or is not. */
export const ownComponent = (
  component: Component,
  epoch: number,
  isRecorded: boolean,
): Component => ({
  epoch,
  number: component.number,
  name: component.name,
  machine: component.machine,
  transition: component.transition,
  fingerprint: component.fingerprint,
  codes: component.codes,
  timerFiredCode: component.timerFiredCode,
  repliedCode: component.repliedCode,
  settings: component.settings,
  state: ownFields(component.state),
  incarnation: component.incarnation,
  refusal: component.refusal,
  connections: component.connections.map((targets) => targets.slice()),
  latencyKeys: component.latencyKeys.slice(),
  latencyStreams: component.latencyStreams.map(copyStream),
  timers: component.timers.map((table) => table.copy()),
  streams: component.streams.map((stream) => stream && copyStream(stream)),
  keyedSeeds: component.keyedSeeds.slice(),
  positions: component.positions.map((positions) => positions?.copy()),
  meters: component.meters.copy(isRecorded),
  countsInto: component.countsInto,
  faults: component.faults,
  replyFaults: component.replyFaults,
  workFaults: component.workFaults,
  faultCount: component.faultCount,
  hash: component.hash,
  hashedAt: component.hashedAt,
  parts: component.parts,
});

/** A connection with its target and its streams found. A value. */
export interface Link {
  readonly connection: Connection;
  readonly target: number;
  readonly request: Latency | null;
  readonly reply: Latency | null;
}

/** How long something takes: a sampler over one of its component's streams. */
export interface Latency {
  readonly sample: (draw: () => number) => number;
  /** How long it takes where that is always the same; -1: it is drawn. */
  readonly fixed: number;
  /** Which of {@link Component.latencyStreams}. */
  readonly stream: number;
}
