import type { NamedPart } from "./canonical-hash.ts";
import { ownFields } from "./collections/own.ts";
import type { Fault } from "./fault.ts";
import type { Connection } from "./effect.ts";
import type { AnyMachine } from "./machine.ts";
import { copyWatches, type Recorder } from "./meter.ts";
import type { Tagged } from "./plain.ts";
import type { Positions } from "./positions.ts";
import type { Law } from "./random/law.ts";
import type { TimerTable } from "./timer-table.ts";
import type { WatchedMinutes } from "./watched-minutes.ts";

/**
 * What the kernel holds of one machine in an architecture.
 *
 * Forks share components: whoever wants to write on one of an earlier epoch copies it first. Where there are many
 * components, none is in the cache when its turn comes; so what most events need stands first here, and all that is
 * a number lies together in {@link Component.numbers}.
 */
export interface Component {
  /** The epoch of the simulation that may write on it. */
  readonly epoch: number;
  readonly number: number;
  /** The machine's own: here they are found without asking which of many shapes the machine has. */
  readonly transition: AnyMachine["transition"];
  readonly fingerprint: AnyMachine["fingerprint"];
  readonly codes: AnyMachine["inputs"]["of"];
  /** The types of the two inputs that {@link codes} was asked for last, and their codes there. */
  codedType: string;
  codedAs: number | undefined;
  codedBefore: string;
  codedBeforeAs: number | undefined;
  /** The machine's codes of these two inputs. */
  readonly timerFiredCode: number | undefined;
  readonly repliedCode: number | undefined;
  readonly machine: AnyMachine;
  settings: unknown;
  state: unknown;
  /** What those hear that ask it after its deletion, or before it is made; `null` while it lives. */
  refusal: Tagged | null;
  /**
   * One behind the other: the events of its timers of low indexes ({@link TimerTable} has the others); by port from the
   * last on, where what takes no time leads ({@link directTarget}); by purpose, where its streams of random numbers
   * stand; its meters; and the streams of the latencies of its connections.
   */
  readonly numbers: number[];
  /** Where in {@link numbers} the streams begin, and the meters. */
  readonly streamsFrom: number;
  readonly metersFrom: number;
  /** By port: the connection of `to` 0. */
  links: (Link | undefined)[];
  /** By port, those of `to` 1 and on. */
  moreLinks: (Link | undefined)[][];
  /** A hash of what decides its future, and the instant that it counts from; -1: to be made. */
  hash: number;
  hashedAt: number;
  /** Those that strike its requests, and those that strike its answers. */
  faults: readonly Fault[];
  replyFaults: readonly Fault[];
  /** Who records what is observed, by metric; `null`: nobody records any. */
  readonly recorders: readonly (Recorder | null)[] | null;
  /** By metric, what somebody measures by the minute; `null`: nobody measures any. */
  watches: (WatchedMinutes | null)[] | null;
  /** The component whose meters count what is observed of this one, too; -1: none does. */
  countsInto: number;
  readonly name: string;
  /** By timer, the events of high indexes; `null`: there was none yet. */
  timers: (TimerTable | null)[];
  /** How often a component of this name was made before; -1: none was, and this one is but expected. */
  incarnation: number;
  /** For which connection and direction each stream of latencies is, in their order. */
  latencyKeys: string[];
  keyedSeeds: (readonly [number, number] | undefined)[];
  /** By choice. */
  positions: (Positions | undefined)[];
  /** Those that strike its own work. */
  workFaults: readonly Fault[];
  /** How many requests the faults were asked about. */
  faultCount: number;
  /** Like {@link hash} but for the numbers of names, where it was asked for last. */
  parts: readonly NamedPart[] | null;
}

/** The code of an input for a component, nearly always of one of two types in turn; `undefined` where it declares none. */
export function codeOf(component: Component, { type }: Tagged): number | undefined {
  if (component.codedType === type) return component.codedAs;
  if (component.codedBefore === type) return component.codedBeforeAs;
  return lookUpCode(component, type);
}

function lookUpCode(component: Component, type: string): number | undefined {
  component.codedBefore = component.codedType;
  component.codedBeforeAs = component.codedAs;
  component.codedType = type;
  component.codedAs = component.codes[type];
  return component.codedAs;
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
  transition: component.transition,
  fingerprint: component.fingerprint,
  codes: component.codes,
  codedType: component.codedType,
  codedAs: component.codedAs,
  codedBefore: component.codedBefore,
  codedBeforeAs: component.codedBeforeAs,
  timerFiredCode: component.timerFiredCode,
  repliedCode: component.repliedCode,
  machine: component.machine,
  settings: component.settings,
  state: ownFields(component.state),
  refusal: component.refusal,
  numbers: component.numbers.slice(),
  streamsFrom: component.streamsFrom,
  metersFrom: component.metersFrom,
  links: component.links.slice(),
  moreLinks: component.moreLinks.map(ownTargets),
  hash: component.hash,
  hashedAt: component.hashedAt,
  faults: component.faults,
  replyFaults: component.replyFaults,
  recorders: isRecorded ? component.recorders : null,
  watches: copyWatches(component),
  countsInto: component.countsInto,
  name: component.name,
  timers: component.timers.map((table) => table && table.copy()),
  incarnation: component.incarnation,
  latencyKeys: component.latencyKeys.slice(),
  keyedSeeds: component.keyedSeeds.slice(),
  positions: component.positions.map((positions) => positions?.copy()),
  workFaults: component.workFaults,
  faultCount: component.faultCount,
  parts: component.parts,
});

/** Stands for all lists of targets that have none. */
export const noTargets: (Link | undefined)[] = [];

const ownTargets = (targets: (Link | undefined)[]): (Link | undefined)[] =>
  targets === noTargets ? noTargets : targets.slice();

/** Where a connection leads; `undefined` where nothing is connected. */
export const linkOf = (component: Component, port: number, to: number): Link | undefined =>
  to === 0 ? component.links[port] : component.moreLinks[port]?.[to - 1];

/** Stands for the target of a connection that takes time, and of one that there is not. */
export const notDirect = -1;

/** The target of a connection on which neither request nor answer takes time; {@link notDirect} of any other. */
export const directTarget = (component: Component, port: number, to: number): number =>
  to === 0 ? component.numbers[component.streamsFrom - 1 - port]! : notDirect;

/** All connections, in order of ports and targets. */
export const linksOf = ({ links, moreLinks }: Component): readonly Link[] =>
  links.flatMap((link, port) => [link, ...moreLinks[port]!].filter((each) => each !== undefined));

/** A connection with its target and its streams found. A value. */
export interface Link {
  readonly connection: Connection;
  readonly target: number;
  readonly request: Latency | null;
  readonly reply: Latency | null;
}

/** How long something takes: a law over one of its component's streams. */
export interface Latency {
  readonly law: Law;
  /** How long it takes where that is always the same; -1: it is drawn. */
  readonly fixed: number;
  /** Where the stream is in {@link Component.numbers}. */
  readonly stream: number;
}
