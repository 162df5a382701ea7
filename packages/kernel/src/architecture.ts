import { newEpoch } from "./collections/epoch.ts";
import { expected, ownComponent, type Component, type Latency, type Link } from "./component.ts";
import { ConfigError, invariant } from "./errors.ts";
import { struckBy, type Fault } from "./fault.ts";
import type { Connection } from "./effect.ts";
import type { AnyMachine } from "./machine.ts";
import { Meters, type RecorderOf } from "./meter.ts";
import { Positions } from "./positions.ts";
import type { Tagged } from "./plain.ts";
import { compileDistribution, type Distribution } from "./random/distributions.ts";
import { copyStream, streamFor, type StreamState } from "./random/stream.ts";
import type { SavedComponent } from "./snapshot.ts";
import { TimerTable } from "./timer-table.ts";

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
    const component = this.newComponent(name, machine, settings, number, this.faultsOf(name));
    component.state = machine.initialState(settings);
    component.countsInto = whole?.number ?? -1;
    if (earlier === undefined) {
      this.giveNumber(name, number);
    } else {
      component.incarnation = earlier.incarnation + 1;
      component.faultCount = earlier.faultCount;
      component.latencyKeys = earlier.latencyKeys.slice();
      component.latencyStreams = earlier.latencyStreams.map(copyStream);
      if (earlier.machine === machine) {
        component.meters.load(earlier.meters.list());
        component.meters.loadWatches(earlier.meters.listWatches());
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
      const targets = component.connections[port]!;
      while (targets.length <= connection.to) targets.push(undefined);
      targets[connection.to] = this.link(component, connection);
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
    const drawn = this.components.flatMap(({ latencyKeys, latencyStreams }) =>
      latencyKeys.map((key, place) => [key, latencyStreams[place]!] as const),
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
    const component = this.newComponent(saved.name, machine, saved.settings, number, faults);
    component.state = saved.state;
    component.incarnation = saved.incarnation;
    component.refusal = saved.refusal;
    component.streams = saved.streams.map((stream) => stream ?? undefined);
    component.positions = saved.positions.map((list) =>
      list === null ? undefined : Positions.from(list),
    );
    component.meters.load(saved.meters);
    component.meters.loadWatches(saved.watches);
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
    const { recorderOf } = this.options;
    const metricNames = machine.metrics.names;
    return {
      epoch: this.epoch,
      number,
      name,
      machine,
      transition: machine.transition,
      fingerprint: machine.fingerprint,
      codes: machine.inputs.of,
      timerFiredCode: machine.inputs.of["timerFired"],
      repliedCode: machine.inputs.of["replied"],
      settings,
      state: null,
      incarnation: 0,
      refusal: null,
      connections: machine.ports.names.map(() => []),
      latencyKeys: [],
      latencyStreams: [],
      timers: machine.timers.names.map(() => new TimerTable()),
      streams: machine.purposes.names.map(() => undefined),
      keyedSeeds: machine.purposes.names.map(() => undefined),
      positions: machine.choices.names.map(() => undefined),
      meters: Meters.empty(
        metricNames.length,
        (metric) => recorderOf?.(name, machine.kind, metricNames[metric]!) ?? null,
      ),
      countsInto: -1,
      faults: thoseOf(faults, "requests"),
      replyFaults: thoseOf(faults, "replies"),
      workFaults: thoseOf(faults, "work"),
      faultCount: 0,
      hash: -1,
      hashedAt: 0,
      parts: null,
    };
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
      const sample = compileDistribution(distribution);
      const fixed = distribution.type === "constant" ? wholeDuration(distribution.value) : -1;
      return { sample, fixed, stream: this.streamOf(component, connection, direction) };
    };
    return {
      connection,
      target,
      request: latency("request", connection.request),
      reply: latency("reply", connection.reply),
    };
  }

  /** The number of the stream of (source, port, target, direction), which outlives the connection. */
  private streamOf(
    { name, latencyKeys, latencyStreams }: Component,
    { port, target }: Connection,
    direction: string,
  ): number {
    const key = JSON.stringify([name, port, target, direction]);
    const known = latencyKeys.indexOf(key);
    if (known >= 0) return known;
    latencyStreams.push(this.latencies.get(key) ?? streamFor(this.options.seed, key, 0, "latency"));
    this.latencies.delete(key);
    return latencyKeys.push(key) - 1;
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

const wholeDuration = (duration: number): number => Math.max(0, Math.round(duration));

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

const thoseOf = (faults: readonly Fault[], struck: ReturnType<typeof struckBy>): readonly Fault[] =>
  faults.filter((fault) => struckBy(fault) === struck);
