import type { Component, Latency, Link } from "./component.ts";
import { ConfigError } from "./errors.ts";
import { struckBy, type Fault } from "./fault.ts";
import type { AnyMachine, Connection } from "./machine.ts";
import { Meters, type RecorderOf } from "./meter.ts";
import { Positions } from "./positions.ts";
import { compileDistribution, type Distribution } from "./random/distributions.ts";
import { copyStream, next, streamFor, type StreamState } from "./random/stream.ts";
import type { SavedComponent } from "./snapshot.ts";
import { TimerTable } from "./timer-table.ts";

/** What an {@link Architecture} is made with. */
export interface ArchitectureOptions {
  readonly seed: number | string;
  readonly machines: readonly AnyMachine[];
  readonly faults: readonly Fault[];
  readonly recorderOf?: RecorderOf;
}

/** The components of a simulation, what joins them, and how long that takes. */
export class Architecture {
  /** By number. */
  readonly components: Component[] = [];

  private readonly options: ArchitectureOptions;
  private readonly machines: ReadonlyMap<string, AnyMachine>;
  private numbers = new Map<string, number>();
  private latencies = new Map<string, StreamState>();

  constructor(options: ArchitectureOptions) {
    this.options = options;
    this.machines = new Map(options.machines.map((machine) => [machine.kind, machine]));
  }

  /** Whether a component of this name lives. */
  has(name: string): boolean {
    const number = this.numbers.get(name);
    return number !== undefined && this.components[number]!.refusal === null;
  }

  /** The component of this name, also when it was deleted. @throws ConfigError */
  named(name: string): Component {
    const number = this.numbers.get(name);
    if (number === undefined) {
      throw new ConfigError("component", "the name of a component", `"${name}"`);
    }
    return this.components[number]!;
  }

  /** Makes a component; one that takes a deleted one's name also takes its number. @throws ConfigError */
  create(
    name: string,
    kind: string,
    settings: unknown,
    connections: readonly Connection[],
  ): Component {
    const machine = this.machineOf(kind, name);
    const known = this.numbers.get(name);
    const earlier = known === undefined ? undefined : this.components[known];
    if (earlier !== undefined && earlier.refusal === null) {
      throw new ConfigError(`component "${name}"`, "a name that is not taken", "one that is");
    }
    const number = earlier?.number ?? this.components.length;
    const component = this.newComponent(name, machine, settings, number);
    component.state = machine.initialState(settings);
    if (earlier === undefined) {
      this.numbers.set(name, number);
    } else {
      component.incarnation = earlier.incarnation + 1;
      component.faultCount = earlier.faultCount;
      if (earlier.machine === machine) component.meters.load(earlier.meters.list());
    }
    this.components[number] = component;
    this.connect(component, connections);
    return component;
  }

  /** Joins a component's ports to their targets. @throws ConfigError */
  connect(component: Component, connections: readonly Connection[]): void {
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

  /** Lets a fault strike components that are there; those to come find it in the options. */
  inject(fault: Fault): void {
    for (const component of this.components) {
      if (component.name !== fault.component) continue;
      const struck = struckBy(fault);
      if (struck === "replies") component.replyFaults = [...component.replyFaults, fault];
      else if (struck === "requests") component.faults = [...component.faults, fault];
    }
  }

  /** The random stream of latencies under `key`: (source, port, target, direction), or a fault. */
  latencyStream(key: string): StreamState {
    let stream = this.latencies.get(key);
    if (stream === undefined) {
      stream = streamFor(this.options.seed, key, 0, "latency");
      this.latencies.set(key, stream);
    }
    return stream;
  }

  /** Takes over the components of `other`, whose states both then share. */
  copyFrom(other: Architecture): void {
    this.numbers = new Map(other.numbers);
    for (const [key, stream] of other.latencies) this.latencies.set(key, copyStream(stream));
    for (const component of other.components) {
      component.shared = true;
      this.components.push(this.copyOf(component));
    }
  }

  /** Streams of latencies by key, as plain data. */
  saveLatencies(): readonly (readonly [key: string, stream: StreamState])[] {
    return [...this.latencies];
  }

  /** Takes over what was saved. @throws ConfigError for a state of another version. */
  load(
    saved: readonly SavedComponent[],
    latencies: readonly (readonly [key: string, stream: StreamState])[],
  ): void {
    this.latencies = new Map(latencies);
    saved.forEach(({ name }, number) => this.numbers.set(name, number));
    for (const component of saved) this.components.push(this.loadComponent(component));
    saved.forEach(({ connections }, number) => this.connect(this.components[number]!, connections));
  }

  private loadComponent(saved: SavedComponent): Component {
    const machine = this.machineOf(saved.kind, saved.name);
    if (machine.stateVersion !== saved.stateVersion) {
      const path = `snapshot of "${saved.name}" (${saved.kind}) state version`;
      throw new ConfigError(path, `${machine.stateVersion}`, `${saved.stateVersion}`);
    }
    const number = this.components.length;
    const component = this.newComponent(saved.name, machine, saved.settings, number);
    component.state = saved.state;
    component.incarnation = saved.incarnation;
    component.refusal = saved.refusal;
    component.streams = saved.streams.map((stream) => stream ?? undefined);
    component.positions = saved.positions.map((list) =>
      list === null ? undefined : Positions.from(list),
    );
    component.meters.load(saved.meters);
    component.faultCount = saved.faultCount;
    return component;
  }

  private copyOf(component: Component): Component {
    const { number, name, machine, settings } = component;
    const copy = this.newComponent(name, machine, settings, number);
    copy.state = component.state;
    copy.incarnation = component.incarnation;
    copy.refusal = component.refusal;
    copy.shared = true;
    copy.timers = component.timers.map((table) => table.copy());
    copy.streams = component.streams.map((stream) => stream && copyStream(stream));
    copy.keyedSeeds = component.keyedSeeds.slice();
    copy.positions = component.positions.map((positions) => positions?.copy());
    copy.meters.load(component.meters.list());
    copy.faultCount = component.faultCount;
    copy.connections = component.connections.map((targets) =>
      targets.map((link) => link && this.copyOfLink(copy, link)),
    );
    return copy;
  }

  private newComponent(
    name: string,
    machine: AnyMachine,
    settings: unknown,
    number: number,
  ): Component {
    const { recorderOf, faults } = this.options;
    const metricNames = machine.metrics.names;
    const own = faults.filter((fault) => fault.component === name);
    return {
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
      shared: false,
      connections: machine.ports.names.map(() => []),
      timers: machine.timers.names.map(() => new TimerTable()),
      streams: machine.purposes.names.map(() => undefined),
      keyedSeeds: machine.purposes.names.map(() => undefined),
      positions: machine.choices.names.map(() => undefined),
      meters: new Meters(
        metricNames.length,
        (metric) => recorderOf?.(name, machine.kind, metricNames[metric]!) ?? null,
      ),
      faults: own.filter((fault) => struckBy(fault) === "requests"),
      replyFaults: own.filter((fault) => struckBy(fault) === "replies"),
      faultCount: 0,
    };
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
      return this.latencyOf(component, connection, direction, sample);
    };
    return {
      connection,
      target,
      request: latency("request", connection.request),
      reply: latency("reply", connection.reply),
    };
  }

  private copyOfLink(component: Component, { connection, target, request, reply }: Link): Link {
    const copy = (direction: string, latency: Latency | null): Latency | null =>
      latency && this.latencyOf(component, connection, direction, latency.sample);
    return { connection, target, request: copy("request", request), reply: copy("reply", reply) };
  }

  private latencyOf(
    component: Component,
    connection: Connection,
    direction: string,
    sample: Latency["sample"],
  ): Latency {
    const path = [component.name, connection.port, connection.target, direction];
    const stream = this.latencyStream(JSON.stringify(path));
    return { sample, stream, draw: () => next(stream) };
  }

  private machineOf(kind: string, name: string): AnyMachine {
    const machine = this.machines.get(kind);
    if (machine !== undefined) return machine;
    const kinds = [...this.machines.keys()].join(", ");
    throw new ConfigError(`component "${name}" kind`, `one of ${kinds}`, kind);
  }
}
