import type { Fault } from "./fault.ts";
import type { AnyMachine, Connection, Tagged } from "./machine.ts";
import type { Meters } from "./meter.ts";
import type { Positions } from "./positions.ts";
import type { StreamState } from "./random/stream.ts";
import type { TimerTable } from "./timer-table.ts";

/** What the kernel holds of one machine in an architecture. */
export interface Component {
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
  /** How often a component of this name was made before. */
  incarnation: number;
  /** What those hear that ask it after its deletion; `null` while it lives. */
  refusal: Tagged | null;
  /** Whether a fork may hold the same state: then it is made its own before it is written. */
  shared: boolean;
  /** By port and `to`. */
  connections: (Link | undefined)[][];
  timers: TimerTable[];
  /** By purpose; made when first drawn from. */
  streams: (StreamState | undefined)[];
  keyedSeeds: (readonly [number, number] | undefined)[];
  /** By choice. */
  positions: (Positions | undefined)[];
  meters: Meters;
  /** Those that strike its requests, and those that strike its answers. */
  faults: readonly Fault[];
  replyFaults: readonly Fault[];
  /** How many requests the faults were asked about. */
  faultCount: number;
}

/** A connection with its target and its streams found. */
export interface Link {
  readonly connection: Connection;
  readonly target: number;
  readonly request: Latency | null;
  readonly reply: Latency | null;
}

/** How long something takes: a sampler over a stream of its own. */
export interface Latency {
  readonly sample: (draw: () => number) => number;
  readonly stream: StreamState;
  readonly draw: () => number;
}
