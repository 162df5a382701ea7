import { newEpoch } from "./collections/epoch.ts";
import {
  expected,
  notDirect,
  noTargets,
  ownComponent,
  type Component,
  type Latency,
  type Link,
} from "./component.ts";
import { ConfigError, invariant } from "./errors.ts";
import { struckBy, type Fault } from "./fault.ts";
import type { Connection } from "./effect.ts";
import type { AnyMachine } from "./machine.ts";
import {
  emptyMeter,
  listMeters,
  listWatches,
  loadMeters,
  meterSize,
  watchesFrom,
  type Recorder,
  type RecorderOf,
} from "./meter.ts";
import { Positions } from "./positions.ts";
import type { Tagged } from "./plain.ts";
import type { Distribution } from "./random/distributions.ts";
import { asDuration, lawOf, type Law } from "./random/law.ts";
import {
  copyStream,
  noStream,
  putStream,
  streamFor,
  streamIn,
  streamSize,
  type StreamState,
} from "./random/stream.ts";
import { SharedValues } from "./shared-values.ts";
import type { SavedComponent } from "./snapshot.ts";
import { lowTimers } from "./timer-table.ts";
import { noSlot } from "./slot-key.ts";

/** Stands for all that faults keep, among the numbers of components. */
export const allFaults = -1;
/** Stands for all there is, likewise. */
export const everything = -2;

/** What an {@link Architecture} is made with. */
export interface ArchitectureOptions {
  readonly seed: number | string;
  readonly machines: readonly AnyMachine[];
  readonly faults: readonly Fault[];
  readonly recorderOf?: RecorderOf;
}

/** The components of a simulation, what joins them, and how long that takes. */
export class Architecture {
  /** By number. To be written on through {@link own} only. */
  readonly components: Component[] = [];
  /** Components of another epoch may be shared with a fork. */
  epoch = newEpoch();

  /** Takes the numbers of components that are written on first in their epoch, and {@link allFaults}; `null`: nobody asks. */
  touched: number[] | null = null;

  private readonly options: ArchitectureOptions;
  /** What components have in common of their settings. */
  readonly values = new SharedValues();
  private readonly firstNumbers = new Map<string, number[]>();
  private readonly laws = new Map<string, Law>();
  private machines: ReadonlyMap<string, AnyMachine> | null = null;
  private numbers = new Map<string, number>();
  /** Whether a fork may have the same {@link numbers}. */
  private sharesNumbers = false;
  /** Streams of latencies that no connection draws from. */
  private latencies = new Map<string, StreamState>();
  /** The faults of the options by component, and of how many; `null`: to be made. */
  private known: {
    readonly count: number;
    readonly faults: ReadonlyMap<string, readonly Fault[]>;
  } | null = null;

  constructor(options: ArchitectureOptions) {
    this.options = options;
  }

  /** The component of this number to write on: copied where a fork may have the same. */
  own(number: number): Component {
    const component = this.components[number]!;
    if (component.epoch === this.epoch) return component;
    if (this.touched !== null) this.touched.push(number);
    const copy = ownComponent(component, this.epoch, this.options.recorderOf !== undefined);
    this.components[number] = copy;
    return copy;
  }

  /** Whether a component of this name lives. */
  has(name: string): boolean {
    const number = this.numbers.get(name);
    return number !== undefined && this.components[number]!.refusal === null;
  }

  /** The component of this name to look at, also when it was deleted. @throws ConfigError */
  named(name: string): Component {
    const number = this.numbers.get(name);
    const component = number === undefined ? undefined : this.components[number]!;
    if (component === undefined || component.incarnation === expected) {
      throw new ConfigError("component", "the name of a component", `"${name}"`);
    }
    return component;
  }

  /** All that were made, in order of their numbers. */
  get made(): readonly Component[] {
    return this.components.filter(({ incarnation }) => incarnation !== expected);
  }

  /** Gives a name a number before a component has it, unless one has or had it. @throws ConfigError */
  expect(name: string, kind: string, refusal: Tagged): void {
    const machine = this.machineOf(kind, name);
    if (this.numbers.has(name)) return;
    const component = this.newComponent(name, machine, null, this.components.length, []);
    component.incarnation = expected;
    component.refusal = refusal;
    this.giveNumber(name, component.number);
    this.components.push(component);
  }

  /** Makes a component; one that takes a deleted or expected one's name also takes its number. @throws ConfigError */
  create(
    name: string,
    kind: string,
    settings: unknown,
    connections: readonly Connection[],
    countsInto?: string,
  ): Component {
    const machine = this.machineOf(kind, name);
    const whole = countsInto === undefined ? null : this.named(countsInto);
    invariant(
      whole === null || whole.machine.metrics === machine.metrics,
      `"${name}" has other metrics than what counts them`,
    );
    const known = this.numbers.get(name);
    const earlier = known === undefined ? undefined : this.components[known];
    if (earlier !== undefined && earlier.refusal === null) {
      throw new ConfigError(`component "${name}"`, "a name that is not taken", "one that is");
    }
    const number = earlier?.number ?? this.components.length;
    const shared = this.values.of(settings);
    const component = this.newComponent(name, machine, shared, number, this.faultsOf(name));
    component.state = machine.initialState(shared);
    component.countsInto = whole?.number ?? -1;
    if (earlier === undefined) {
      this.giveNumber(name, number);
    } else {
      component.incarnation = earlier.incarnation + 1;
      component.faultCount = earlier.faultCount;
      component.latencyKeys = earlier.latencyKeys.slice();
      component.numbers.push(...earlier.numbers.slice(latenciesFrom(earlier)));
      if (earlier.machine === machine) {
        loadMeters(component, listMeters(earlier));
        component.watches = watchesFrom(listWatches(earlier));
      }
    }
    this.components[number] = component;
    this.connect(number, connections);
    return component;
  }

  /** Joins a component's ports to their targets. @throws ConfigError */
  connect(number: number, connections: readonly Connection[]): void {
    const component = this.own(number);
    component.hash = -1;
    for (const connection of connections) {
      const port = component.machine.ports.of[connection.port];
      if (port === undefined) {
        const { names } = component.machine.ports;
        throw new ConfigError(
          `component "${component.name}" port`,
          names.length === 0 ? "none" : `one of ${names.join(", ")}`,
          connection.port,
        );
      }
      const link = this.link(component, connection);
      if (connection.to === 0) {
        component.links[port] = link;
        const isDirect = link.request === null && link.reply === null;
        component.numbers[component.streamsFrom - 1 - port] = isDirect ? link.target : notDirect;
        continue;
      }
      if (component.moreLinks[port] === noTargets) component.moreLinks[port] = [];
      const targets = component.moreLinks[port]!;
      while (targets.length < connection.to) targets.push(undefined);
      targets[connection.to - 1] = link;
    }
  }

  /** Lets faults strike components that are there; those to come find them in the options. */
  inject(faults: readonly Fault[]): void {
    for (const [name, injected] of byComponent(faults)) {
      const number = this.numbers.get(name);
      // One that is expected finds them when it is made.
      if (number === undefined || this.components[number]!.incarnation === expected) continue;
      const component = this.own(number);
      component.faults = component.faults.concat(thoseOf(injected, "requests"));
      component.replyFaults = component.replyFaults.concat(thoseOf(injected, "replies"));
      component.workFaults = component.workFaults.concat(thoseOf(injected, "work"));
    }
  }

  /** The random stream of a fault's delays. */
  delayStream(fault: string): StreamState {
    const key = JSON.stringify(["fault", fault]);
    let stream = this.latencies.get(key);
    if (stream === undefined) {
      stream = streamFor(this.options.seed, key, 0, "latency");
      this.latencies.set(key, stream);
    }
    return stream;
  }

  /** Becomes the same as `other`, with which it shares the components until either writes on one. */
  share(other: Architecture): void {
    this.numbers = other.numbers;
    this.known = null;
    this.sharesNumbers = true;
    other.sharesNumbers = true;
    this.epoch = newEpoch();
    other.epoch = newEpoch();
    this.latencies.clear();
    for (const [key, stream] of other.latencies) this.latencies.set(key, copyStream(stream));
    const { components } = this;
    components.length = other.components.length;
    for (let number = 0; number < components.length; number += 1) {
      components[number] = other.components[number]!;
    }
  }

  /** Streams of latencies by key, as plain data. */
  saveLatencies(): readonly (readonly [key: string, stream: StreamState])[] {
    const drawn = this.components.flatMap((component) =>
      component.latencyKeys.map((key, nth) => {
        const place = latenciesFrom(component) + nth * streamSize;
        return [key, streamIn(component.numbers, place)!] as const;
      }),
    );
    return [...drawn, ...this.latencies];
  }

  /** Takes over what was saved. @throws ConfigError for a state of another version. */
  load(
    saved: readonly SavedComponent[],
    latencies: readonly (readonly [key: string, stream: StreamState])[],
  ): void {
    this.latencies = new Map(latencies);
    saved.forEach(({ name }, number) => this.numbers.set(name, number));
    for (const component of saved) this.components.push(this.loadComponent(component));
    saved.forEach(({ connections }, number) => this.connect(number, connections));
  }

  private loadComponent(saved: SavedComponent): Component {
    const machine = this.machineOf(saved.kind, saved.name);
    if (machine.stateVersion !== saved.stateVersion) {
      const path = `snapshot of "${saved.name}" (${saved.kind}) state version`;
      throw new ConfigError(path, `${machine.stateVersion}`, `${saved.stateVersion}`);
    }
    const number = this.components.length;
    const faults = saved.incarnation === expected ? [] : this.faultsOf(saved.name);
    const settings = this.values.of(saved.settings);
    const component = this.newComponent(saved.name, machine, settings, number, faults);
    component.state = saved.state;
    component.incarnation = saved.incarnation;
    component.refusal = saved.refusal;
    saved.streams.forEach((stream, purpose) => {
      if (stream === null) return;
      putStream(component.numbers, component.streamsFrom + purpose * streamSize, stream);
    });
    component.positions = saved.positions.map((list) =>
      list === null ? undefined : Positions.from(list),
    );
    loadMeters(component, saved.meters);
    component.watches = watchesFrom(saved.watches);
    component.countsInto = saved.countsInto;
    component.faultCount = saved.faultCount;
    return component;
  }

  private newComponent(
    name: string,
    machine: AnyMachine,
    settings: unknown,
    number: number,
    faults: readonly Fault[],
  ): Component {
    const streamsFrom = machine.timers.names.length * lowTimers + machine.ports.names.length;
    return {
      epoch: this.epoch,
      number,
      transition: machine.transition,
      fingerprint: machine.fingerprint,
      codes: machine.inputs.of,
      codedType: "",
      codedAs: undefined,
      codedBefore: "",
      codedBeforeAs: undefined,
      timerFiredCode: machine.inputs.of["timerFired"],
      repliedCode: machine.inputs.of["replied"],
      machine,
      settings,
      state: null,
      refusal: null,
      numbers: this.firstNumbersOf(machine).slice(),
      streamsFrom,
      metersFrom: streamsFrom + machine.purposes.names.length * streamSize,
      links: machine.ports.names.map(() => undefined),
      moreLinks: machine.ports.names.map(() => noTargets),
      hash: -1,
      hashedAt: 0,
      faults: thoseOf(faults, "requests"),
      replyFaults: thoseOf(faults, "replies"),
      recorders: this.recordersOf(name, machine),
      watches: null,
      countsInto: -1,
      name,
      timers: machine.timers.names.map(() => null),
      incarnation: 0,
      latencyKeys: [],
      keyedSeeds: machine.purposes.names.map(() => undefined),
      positions: machine.choices.names.map(() => undefined),
      workFaults: thoseOf(faults, "work"),
      faultCount: 0,
      parts: null,
    };
  }

  /** What the numbers of a component are in which nothing has happened: see {@link Component.numbers}. */
  private firstNumbersOf({
    kind,
    timers,
    ports,
    purposes,
    metrics,
  }: AnyMachine): readonly number[] {
    let numbers = this.firstNumbers.get(kind);
    if (numbers !== undefined) return numbers;
    // An array that once held a fraction holds its numbers unboxed ever after, and so do its copies.
    numbers = [0.5];
    for (let left = timers.names.length * lowTimers; left > 0; left -= 1) numbers.push(noSlot);
    for (const _ of ports.names) numbers.push(notDirect);
    for (const _ of purposes.names) numbers.push(noStream, 0, 0, 0);
    for (const _ of metrics.names) numbers.push(...emptyMeter);
    numbers = numbers.slice(1);
    this.firstNumbers.set(kind, numbers);
    return numbers;
  }

  /** Who records what a component observes; `null`: nobody records any of it. */
  private recordersOf(name: string, machine: AnyMachine): readonly (Recorder | null)[] | null {
    const { recorderOf } = this.options;
    if (recorderOf === undefined) return null;
    const recorders = machine.metrics.names.map((metric) => recorderOf(name, machine.kind, metric));
    return recorders.some((recorder) => recorder !== null) ? recorders : null;
  }

  /** Those of the options that strike components of this name. */
  private faultsOf(name: string): readonly Fault[] {
    const { faults } = this.options;
    if (this.known?.count !== faults.length) {
      this.known = { count: faults.length, faults: byComponent(faults) };
    }
    return this.known.faults.get(name) ?? [];
  }

  private link(component: Component, connection: Connection): Link {
    const target = this.numbers.get(connection.target);
    if (target === undefined) {
      throw new ConfigError(
        `component "${component.name}" ${connection.port}`,
        "the name of a component",
        `"${connection.target}"`,
      );
    }
    const latency = (direction: string, distribution: Distribution | undefined): Latency | null => {
      if (distribution === undefined) return null;
      const law = this.lawOf(distribution);
      const fixed = distribution.type === "constant" ? asDuration(distribution.value) : -1;
      return { law, fixed, stream: this.streamOf(component, connection, direction) };
    };
    return {
      connection,
      target,
      request: latency("request", connection.request),
      reply: latency("reply", connection.reply),
    };
  }

  /** The law of a distribution: one for all connections that have it. */
  private lawOf(distribution: Distribution): Law {
    const key = JSON.stringify(distribution);
    let law = this.laws.get(key);
    if (law === undefined) this.laws.set(key, (law = lawOf(distribution)));
    return law;
  }

  /** Where the stream is of (source, port, target, direction), which outlives the connection. */
  private streamOf(component: Component, { port, target }: Connection, direction: string): number {
    const { name, latencyKeys, numbers } = component;
    const key = JSON.stringify([name, port, target, direction]);
    const known = latencyKeys.indexOf(key);
    if (known >= 0) return latenciesFrom(component) + known * streamSize;
    const stream = this.latencies.get(key) ?? streamFor(this.options.seed, key, 0, "latency");
    this.latencies.delete(key);
    latencyKeys.push(key);
    const place = numbers.length;
    putStream(numbers, place, stream);
    return place;
  }

  private giveNumber(name: string, number: number): void {
    if (this.sharesNumbers) this.numbers = new Map(this.numbers);
    this.sharesNumbers = false;
    this.numbers.set(name, number);
  }

  private machineOf(kind: string, name: string): AnyMachine {
    this.machines ??= new Map(this.options.machines.map((machine) => [machine.kind, machine]));
    const machine = this.machines.get(kind);
    if (machine !== undefined) return machine.load?.() ?? machine;
    const kinds = [...this.machines.keys()].join(", ");
    throw new ConfigError(`component "${name}" kind`, `one of ${kinds}`, kind);
  }
}

/** Where among the numbers of a component the streams of latencies begin. */
const latenciesFrom = ({ metersFrom, machine }: Component): number =>
  metersFrom + machine.metrics.names.length * meterSize;

/** Faults by the component they strike, each list in their order. */
function byComponent(faults: readonly Fault[]): ReadonlyMap<string, readonly Fault[]> {
  const lists = new Map<string, Fault[]>();
  for (const fault of faults) {
    const list = lists.get(fault.component);
    if (list === undefined) lists.set(fault.component, [fault]);
    else list.push(fault);
  }
  return lists;
}

const noFaults: readonly Fault[] = Object.freeze([]);

function thoseOf(faults: readonly Fault[], struck: ReturnType<typeof struckBy>): readonly Fault[] {
  const those = faults.filter((fault) => struckBy(fault) === struck);
  return those.length === 0 ? noFaults : those;
}
