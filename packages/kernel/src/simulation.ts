import { enterEpoch, newEpoch } from "./collections/epoch.ts";
import { ownFields } from "./collections/own.ts";
import type { Component, Latency, Link } from "./component.ts";
import { Digest } from "./digest.ts";
import { ConfigError, DefectError, invariant, unreachable } from "./errors.ts";
import { EventQueue } from "./event-queue.ts";
import { transitionOnCopy, type Executor } from "./executor.ts";
import { checkFault, strikesReplies, type Fault } from "./fault.ts";
import {
  noRequest,
  type AnyEffect,
  type AnyMachine,
  type ArchitectureChange,
  type Connection,
  type Context,
  type RequestId,
  type Tagged,
  type TimerFired,
} from "./machine.ts";
import { Meters, type Meter, type RecorderOf } from "./meter.ts";
import { seededOracle, type Oracle } from "./oracle.ts";
import { Positions, type PositionList } from "./positions.ts";
import { compileDistribution, type Distribution } from "./random/distributions.ts";
import { keyedRandom, keyedSeedFor } from "./random/keyed.ts";
import { copyStream, next, streamFor, type StreamState } from "./random/stream.ts";
import { Requests, type OpenRequest, type SavedRequests } from "./requests.ts";
import { noEvent, type ScheduledEvent } from "./scheduler.ts";
import { TimerTable } from "./timer-table.ts";
import { start, type Duration, type Instant } from "./time.ts";
import type { TraceSink } from "./trace.ts";

/** What a simulation is made of. */
export interface SimulationOptions {
  readonly seed: number | string;
  /** One for each kind of component that there may be. */
  readonly machines: readonly AnyMachine[];
  /** Kinds whose components may ask for changes of the architecture. */
  readonly privileged?: readonly string[];
  /** Who answers choices. @defaultValue chance by weight, from the seed */
  readonly oracle?: Oracle;
  readonly faults?: readonly Fault[];
  /** Takes each event as it happens. */
  readonly trace?: TraceSink;
  /** Records what is observed besides the sums that are always kept. */
  readonly recorderOf?: RecorderOf;
  /** Is shown the simulation at each multiple of `every`, between events. */
  readonly observer?: Observer;
  /** The most events at one instant. @defaultValue 1,000,000 */
  readonly instantLimit?: number;
}

/** Looks at a simulation from time to time, and changes nothing. */
export interface Observer {
  readonly every: Duration;
  observe(simulation: Simulation, now: Instant): void;
}

/** What went into a simulation from outside, and when. */
export interface OutsideInput {
  /** The number of events that had happened. */
  readonly event: number;
  readonly at: Instant;
  readonly name: string;
  readonly input: Tagged;
}

/** When a run stops. */
export interface RunLimit {
  /** The run goes on up to this instant and no further. */
  readonly until?: Instant;
  /** At most so many events. */
  readonly events?: number;
}

/** All plain data of a simulation at an instant. */
export interface Snapshot {
  readonly format: 1;
  readonly seed: number | string;
  readonly now: Instant;
  readonly events: number;
  readonly nextSample: number;
  readonly components: readonly SavedComponent[];
  readonly waiting: readonly ScheduledEvent[];
  readonly requests: SavedRequests;
  readonly latencies: readonly (readonly [key: string, stream: StreamState])[];
  readonly activations: readonly (readonly [fault: string, isThere: boolean])[];
  readonly outside: readonly OutsideInput[];
  readonly digest: readonly number[];
}

interface SavedComponent {
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
  readonly faultCount: number;
}

// What an event's `kind` says; of a timer, its number follows above these bits.
const timerEvent = 0;
const requestEvent = 1;
const replyEvent = 2;
const deadlineEvent = 3;
/** A request that a fault delayed or doubled, and none strikes again. */
const struckRequestEvent = 4;
const kindBits = 3;
const kindMask = (1 << kindBits) - 1;

const snapshotFormat = 1;
const cycleLength = 12;

/** One architecture in motion under one seed. */
export class Simulation {
  /** How many events have happened. */
  events = 0;

  private readonly options: SimulationOptions;
  private readonly machines: ReadonlyMap<string, AnyMachine>;
  private readonly oracle: Oracle;
  /** What is injected. */
  readonly faults: readonly Fault[];
  private queue = new EventQueue();
  private requests = new Requests();
  private digestLanes = new Digest();
  private components: Component[] = [];
  private numbers = new Map<string, number>();
  private latencies = new Map<string, StreamState>();
  /** Which faults and groups of faults are there in this run; asked when first needed. */
  private activations = new Map<string, boolean>();
  private outside: OutsideInput[] = [];
  private changes: ArchitectureChange[] = [];
  private epoch = newEpoch();
  private executor: Executor = "inPlace";
  private readonly context: KernelContext;
  /** The event that is being carried out; -1 between events. */
  private cause = -1;
  private nextSample: number;
  private instantEvents = 0;
  private instant = -1;

  constructor(options: SimulationOptions) {
    this.options = options;
    this.machines = new Map(options.machines.map((machine) => [machine.kind, machine]));
    this.oracle = options.oracle ?? seededOracle(options.seed);
    this.faults = (options.faults ?? []).map(checkFault);
    this.context = new KernelContext(options.seed, this.oracle);
    this.nextSample = options.observer?.every ?? Infinity;
  }

  /** The instant up to which everything has happened. */
  get now(): Instant {
    return this.queue.now;
  }

  get seed(): number | string {
    return this.options.seed;
  }

  /** How many events wait. */
  get pending(): number {
    return this.queue.pending;
  }

  /** When the next event is due; -1 when none waits. */
  get nextAt(): Instant | -1 {
    return this.queue.peek();
  }

  /** Fingerprint of all events so far: 16 hexadecimal digits. */
  get digest(): string {
    return this.digestLanes.combined(this.names);
  }

  /** Names of all components, in order of their making. */
  get names(): readonly string[] {
    return this.components.map(({ name }) => name);
  }

  /** Fingerprints of each component's own events. */
  get digests(): readonly (readonly [name: string, digest: string])[] {
    return this.components.map(({ name, number }) => [name, this.digestLanes.of(number)]);
  }

  /** All that was told from outside, in order. */
  get told(): readonly OutsideInput[] {
    return this.outside;
  }

  /** Takes the next event; false when none waits. */
  step(executor: Executor = "inPlace"): boolean {
    let rank = 0;
    if (this.oracle.ordersTies) rank = this.rankOfNext();
    const event = this.queue.take(rank);
    if (event === undefined) return false;
    if (executor !== this.executor) this.switchTo(executor);
    const before = enterEpoch(this.epoch);
    this.countAtInstant(event);
    this.cause = this.events;
    this.events += 1;
    this.carryOut(event);
    this.cause = -1;
    if (this.changes.length > 0) this.applyChanges();
    enterEpoch(before);
    return true;
  }

  /**
   * Takes events until one lies behind `until`, none waits, or `events` were taken. Afterwards it
   * is `until`, except where the limit of events came first.
   */
  run(limit: RunLimit = {}, executor: Executor = "inPlace"): "horizon" | "drained" | "limit" {
    const until = limit.until ?? Infinity;
    const last = this.events + (limit.events ?? Infinity);
    for (;;) {
      const at = this.queue.peek();
      const end = at === -1 || at > until;
      this.sampleUpTo(end ? until : at);
      if (end) break;
      if (this.events >= last) return "limit";
      this.step(executor);
    }
    if (limit.until !== undefined && until > this.now) this.queue.advanceTo(limit.until);
    return this.queue.pending === 0 ? "drained" : "horizon";
  }

  /** Gives a component an input, now and from outside. `onReply` hears the answer. */
  tell(name: string, input: Tagged, onReply: ((body: Tagged) => void) | null = null): void {
    const target = this.componentNamed(name);
    this.outside.push({ event: this.events, at: this.now, name, input });
    const never = Number.MAX_SAFE_INTEGER as Instant;
    const id = this.requests.open(-1, target.number, 0, 0, 0, never, onReply);
    this.queue.schedule(this.now, target.number, requestEvent, id, input, -1);
  }

  /** Changes the architecture now, from outside. @throws ConfigError */
  apply(change: ArchitectureChange): void {
    const before = enterEpoch(this.epoch);
    this.change(change);
    enterEpoch(before);
  }

  /** Whether a component of this name lives. */
  has(name: string): boolean {
    const number = this.numbers.get(name);
    return number !== undefined && this.components[number]!.refusal === null;
  }

  /** The state of a component, to look at. */
  stateOf(name: string): unknown {
    return this.componentNamed(name).state;
  }

  /** The settings of a component. */
  settingsOf(name: string): unknown {
    return this.componentNamed(name).settings;
  }

  /** The kind of a component. */
  kindOf(name: string): string {
    return this.componentNamed(name).machine.kind;
  }

  /** What a component observed, by metric. */
  metersOf(name: string): Readonly<Record<string, Meter>> {
    const { machine, meters } = this.componentNamed(name);
    return Object.fromEntries(
      machine.metrics.names.map((metric, number) => [metric, meters.of(number)]),
    );
  }

  /** What can be read off a component now; nothing when it was deleted. */
  gaugesOf(name: string, now: Instant = this.now): Readonly<Record<string, number>> {
    const { machine, state, settings, refusal } = this.componentNamed(name);
    return refusal === null ? (machine.gauges?.(state, settings, now) ?? {}) : {};
  }

  /** The same simulation once more; what either does from here, the other does not see. */
  fork(oracle: Oracle = this.oracle): Simulation {
    const { trace: _, observer: __, recorderOf: ___, ...options } = this.options;
    const fork = new Simulation({ ...options, oracle });
    fork.events = this.events;
    fork.queue = this.queue.fork();
    fork.requests = this.requests.copy();
    fork.digestLanes = Digest.from(this.digestLanes.list(this.components.length));
    fork.numbers = new Map(this.numbers);
    fork.outside = this.outside.slice();
    fork.changes = this.changes.slice();
    for (const [key, stream] of this.latencies) fork.latencies.set(key, copyStream(stream));
    fork.activations = new Map(this.activations);
    fork.components = this.components.map((component) => fork.copyOf(component));
    fork.instant = this.instant;
    fork.instantEvents = this.instantEvents;
    for (const component of this.components) component.shared = true;
    this.epoch = newEpoch();
    return fork;
  }

  /** All there is as plain data, which shares nothing with the simulation. */
  snapshot(): Snapshot {
    const snapshot: Snapshot = {
      format: snapshotFormat,
      seed: this.seed,
      now: this.now,
      events: this.events,
      nextSample: this.nextSample === Infinity ? -1 : this.nextSample,
      components: this.components.map(save),
      waiting: this.queue.list(),
      requests: this.requests.save(),
      latencies: [...this.latencies],
      activations: [...this.activations],
      outside: this.outside,
      digest: this.digestLanes.list(this.components.length),
    };
    return JSON.parse(JSON.stringify(snapshot)) as Snapshot; // What was written is what is read.
  }

  /** The simulation that `snapshot` was made of. @throws ConfigError when it fits these machines not. */
  static restore(snapshot: Snapshot, options: Omit<SimulationOptions, "seed">): Simulation {
    if (snapshot.format !== snapshotFormat) {
      throw new ConfigError("snapshot format", `${snapshotFormat}`, `${snapshot.format}`);
    }
    const own = JSON.parse(JSON.stringify(snapshot)) as Snapshot; // The caller keeps its own.
    const simulation = new Simulation({ ...options, seed: own.seed });
    simulation.load(own);
    return simulation;
  }

  private load(snapshot: Snapshot): void {
    this.events = snapshot.events;
    if (snapshot.nextSample >= 0) this.nextSample = snapshot.nextSample;
    this.latencies = new Map(snapshot.latencies);
    this.activations = new Map(snapshot.activations);
    this.outside = snapshot.outside.slice();
    snapshot.components.forEach(({ name }, number) => this.numbers.set(name, number));
    for (const saved of snapshot.components) this.loadComponent(saved);
    snapshot.components.forEach(({ connections }, number) =>
      this.connect(this.components[number]!, connections),
    );
    this.digestLanes = Digest.from(snapshot.digest);
    this.requests = Requests.load(snapshot.requests);
    for (const event of snapshot.waiting) {
      const { at, target, kind, argument, payload, cause } = event;
      const key = this.queue.schedule(at, target, kind, argument, payload, cause);
      const what = kind & kindMask;
      if (what === timerEvent) {
        this.components[target]!.timers[kind >> kindBits]!.set(argument, key);
      } else if (what === deadlineEvent) {
        this.requests.get(argument as RequestId)!.deadlineEvent = key;
      }
    }
    this.queue.advanceTo(snapshot.now);
  }

  private loadComponent(saved: SavedComponent): void {
    const machine = this.machineOf(saved.kind, saved.name);
    if (machine.stateVersion !== saved.stateVersion) {
      const path = `snapshot of "${saved.name}" (${saved.kind}) state version`;
      throw new ConfigError(path, `${machine.stateVersion}`, `${saved.stateVersion}`);
    }
    const component = this.newComponent(saved.name, machine, saved.settings);
    component.state = saved.state;
    component.incarnation = saved.incarnation;
    component.refusal = saved.refusal;
    component.streams = saved.streams.map((stream) => stream ?? undefined);
    component.positions = saved.positions.map((list) =>
      list === null ? undefined : Positions.from(list),
    );
    component.meters.load(saved.meters);
    component.faultCount = saved.faultCount;
    this.components.push(component);
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
      targets.map((link) => link && this.link(copy, link.connection)),
    );
    return copy;
  }

  private carryOut(event: ScheduledEvent): void {
    const { kind, argument, target, payload } = event;
    switch (kind & kindMask) {
      case timerEvent: {
        const component = this.components[target]!;
        const timer = kind >> kindBits;
        component.timers[timer]!.set(argument, noEvent);
        const input: TimerFired = { type: "timerFired", timer, index: argument };
        this.dispatch(component, input, noRequest, timer + 1);
        return;
      }
      case requestEvent:
        this.deliver(this.components[target]!, argument as RequestId, payload as Tagged);
        return;
      case replyEvent:
        this.bringBack(argument as RequestId, payload as Tagged);
        return;
      case struckRequestEvent:
        this.handOver(this.components[target]!, argument as RequestId, payload as Tagged);
        return;
      default:
        this.giveUp(argument as RequestId);
    }
  }

  private deliver(component: Component, id: RequestId, input: Tagged): void {
    if (component.faults.length > 0 && component.refusal === null) {
      const fault = this.strike(component.faults, component, this.requests.get(id));
      if (fault !== null && !this.deliverUnder(fault, component, id, input)) return;
    }
    this.handOver(component, id, input);
  }

  /** What becomes of a request that a fault strikes; whether it is handed over now all the same. */
  private deliverUnder(fault: Fault, component: Component, id: RequestId, input: Tagged): boolean {
    const request = this.requests.get(id);
    switch (fault.type) {
      case "refuse":
        if (request !== null) request.stage = "delivered";
        this.answer(component, id, fault.body);
        return false;
      case "delay": {
        const at = (this.now + this.durationUnder(fault)) as Instant;
        this.queue.schedule(at, component.number, struckRequestEvent, id, input, this.cause);
        if (request !== null && at > request.deadline) this.armDeadline(id, request);
        return false;
      }
      case "drop":
        // Nobody gives up what was told from outside, so it is not dropped.
        if (request === null || request.requester === -1) return true;
        this.armDeadline(id, request);
        return false;
      case "duplicate": {
        const at = (this.now + this.durationUnder(fault)) as Instant;
        const { number } = component;
        this.queue.schedule(at, number, struckRequestEvent, noRequest, input, this.cause);
        return true;
      }
      default:
        return unreachable(fault);
    }
  }

  private handOver(component: Component, id: RequestId, input: Tagged): void {
    const request = this.requests.get(id);
    if (request !== null) request.stage = "delivered";
    if (component.refusal !== null) {
      this.answer(component, id, component.refusal);
      return;
    }
    this.dispatch(component, input, id, 0);
    // Most requests are answered at once; only the others need an event for their deadline.
    if (request !== null && request.stage === "delivered" && request.requester !== -1) {
      this.armDeadline(id, request);
    }
  }

  private bringBack(id: RequestId, body: Tagged): void {
    const request = this.requests.get(id);
    if (request === null) return;
    this.requests.close(request);
    const { requester, onReply, port, tag } = request;
    if (onReply !== null) onReply(body);
    if (requester === -1) return;
    const component = this.components[requester]!;
    if (component.refusal !== null) return;
    this.dispatch(component, { type: "replied", port, tag, body } as Tagged, noRequest, port + 1);
  }

  private giveUp(id: RequestId): void {
    const request = this.requests.get(id);
    invariant(request !== null, "the deadline of a closed request was not cancelled");
    this.bringBack(id, { type: "lost" });
  }

  /** The first of `faults` that strikes a request of `component`, or its answer; `null` for none. */
  private strike(
    faults: readonly Fault[],
    component: Component,
    request: OpenRequest | null,
  ): Fault | null {
    const { now } = this;
    for (const fault of faults) {
      if (now < fault.from || now >= fault.until) continue;
      if (fault.sender !== undefined) {
        const requester = request?.requester ?? -1;
        if (requester === -1 || this.components[requester]!.name !== fault.sender) continue;
      }
      if (!this.isThere(fault)) continue;
      const key = component.faultCount;
      component.faultCount += 1;
      const weights = [1 - fault.share, fault.share];
      const struck =
        fault.share === 1 || this.oracle.choose(component.name, fault.name, key, 0, weights) === 1;
      if (struck) {
        this.digestLanes.fold(component.number, key + 1);
        return fault;
      }
    }
    return null;
  }

  private isThere({ activation = 1, group, name }: Fault): boolean {
    if (activation === 1) return true;
    const key = group ?? name;
    let isThere = this.activations.get(key);
    if (isThere === undefined) {
      isThere = this.oracle.choose("", `fault ${key}`, 0, 0, [1 - activation, activation]) === 1;
      this.activations.set(key, isThere);
    }
    return isThere;
  }

  private durationUnder({ name, by }: Extract<Fault, { by: Distribution }>): number {
    const stream = this.latencyStream(JSON.stringify(["fault", name]));
    const duration = Math.round(compileDistribution(by)(() => next(stream)));
    return duration > 0 ? duration : 0;
  }

  private latencyStream(key: string): StreamState {
    let stream = this.latencies.get(key);
    if (stream === undefined) {
      stream = streamFor(this.seed, key, 0, "latency");
      this.latencies.set(key, stream);
    }
    return stream;
  }

  private dispatch(component: Component, input: Tagged, request: RequestId, detail: number): void {
    const { machine, number } = component;
    const { context } = this;
    context.now = this.queue.now;
    context.settings = component.settings;
    context.request = request;
    context.component = component;
    let effects: readonly AnyEffect[];
    if (this.executor === "immutable") {
      const outcome = transitionOnCopy(machine, component.state, input, context);
      component.state = outcome.state;
      // The parts that did not change are still those of whoever holds the state before.
      effects = outcome.effects;
    } else {
      if (component.shared) {
        component.state = ownFields(component.state);
        component.shared = false;
      }
      effects = machine.transition(component.state as object, input, context) as AnyEffect[];
    }
    const code = machine.inputs.of[input.type];
    if (code === undefined) {
      throw new DefectError(`${machine.kind} declares no input "${input.type}"`);
    }
    const digest = this.digestLanes;
    digest.fold(number, code + detail * 64 + effects.length * 65_536);
    digest.fold(number, this.queue.now);
    digest.fold(number, machine.fingerprint(input));
    if (context.deviation !== 0) {
      digest.fold(number, context.deviation);
      context.deviation = 0;
    }
    if (this.options.trace !== undefined) this.record(component, input, effects);
    for (const effect of effects) this.carry(component, effect);
  }

  private carry(component: Component, effect: AnyEffect): void {
    const digest = this.digestLanes;
    switch (effect.type) {
      case "reply":
        digest.fold(component.number, 1);
        this.answer(component, effect.to, effect.body);
        return;
      case "send": {
        digest.fold(component.number, 2 + effect.port * 8 + effect.to * 256);
        const link = component.connections[effect.port]?.[effect.to];
        if (link === undefined) {
          const port = component.machine.ports.names[effect.port] ?? `${effect.port}`;
          throw new DefectError(
            `"${component.name}" sends to ${port} ${effect.to}, where nothing is connected`,
          );
        }
        const { now } = this.queue;
        const at = link.request === null ? now : now + durationOf(link.request);
        const id = this.requests.open(
          component.number,
          link.target,
          effect.port,
          effect.to,
          effect.tag,
          effect.deadline,
          null,
        );
        this.queue.schedule(at as Instant, link.target, requestEvent, id, effect.input, this.cause);
        if (at > effect.deadline) this.armDeadline(id, this.requests.get(id)!);
        return;
      }
      case "setTimer": {
        digest.fold(component.number, 3 + effect.timer * 8);
        digest.fold(component.number, effect.at);
        const table = component.timers[effect.timer]!;
        this.queue.cancel(table.get(effect.index));
        const kind = timerEvent + (effect.timer << kindBits);
        table.set(
          effect.index,
          this.queue.schedule(effect.at, component.number, kind, effect.index, null, this.cause),
        );
        return;
      }
      case "clearTimer": {
        digest.fold(component.number, 4 + effect.timer * 8);
        const table = component.timers[effect.timer]!;
        this.queue.cancel(table.get(effect.index));
        table.set(effect.index, noEvent);
        return;
      }
      case "changeArchitecture":
        invariant(
          this.options.privileged?.includes(component.machine.kind),
          `"${component.name}" (${component.machine.kind}) may not change the architecture`,
        );
        this.changes.push(effect.change);
        return;
      default:
        unreachable(effect);
    }
  }

  private answer(component: Component, id: RequestId, body: Tagged): void {
    const request = this.requests.get(id);
    if (request === null) return; // Given up before, or nobody waits.
    if (request.stage !== "delivered" || request.target !== component.number) {
      throw new DefectError(`"${component.name}" answers a request twice, or one it was not asked`);
    }
    const { now } = this.queue;
    const { requester } = request;
    const link =
      requester === -1 ? null : this.components[requester]!.connections[request.port]![request.to]!;
    const latency = link === null || link.reply === null ? 0 : durationOf(link.reply);
    let at = now + latency;
    if (component.replyFaults.length > 0 && requester !== -1) {
      const fault = this.strike(component.replyFaults, component, request);
      if (fault !== null) at = fault.type === "delay" ? at + this.durationUnder(fault) : Infinity;
    }
    request.stage = "answered";
    if (at > request.deadline) {
      // It would come too late: whoever asked has given up by then.
      this.armDeadline(id, request);
      return;
    }
    this.queue.cancel(request.deadlineEvent);
    request.deadlineEvent = noEvent;
    const target = Math.max(requester, 0);
    this.queue.schedule(at as Instant, target, replyEvent, id, body, this.cause);
  }

  private armDeadline(id: RequestId, request: OpenRequest): void {
    if (request.deadlineEvent !== noEvent) return;
    const at = Math.max(request.deadline, this.now) as Instant;
    const target = Math.max(request.requester, 0);
    request.deadlineEvent = this.queue.schedule(at, target, deadlineEvent, id, null, this.cause);
  }

  /** A state that was made immutably is shared with whoever saw it, so it is not written in place. */
  private switchTo(executor: Executor): void {
    this.executor = executor;
    for (const component of this.components) component.shared = true;
    this.epoch = newEpoch();
  }

  private applyChanges(): void {
    const { changes } = this;
    this.changes = [];
    for (const change of changes) this.change(change);
  }

  private change(change: ArchitectureChange): void {
    switch (change.do) {
      case "create":
        this.create(change.name, change.kind, change.settings, change.connections);
        return;
      case "change": {
        const component = this.componentNamed(change.name);
        if (change.connections !== undefined) this.connect(component, change.connections);
        if (change.settings === undefined) return;
        const before = component.settings;
        component.settings = change.settings;
        if (component.machine.inputs.of["settingsChanged"] !== undefined) {
          this.dispatch(component, { type: "settingsChanged", before } as Tagged, noRequest, 0);
        }
        return;
      }
      case "delete":
        this.delete(this.componentNamed(change.name), change.refusal);
        return;
      default:
        unreachable(change);
    }
  }

  private create(
    name: string,
    kind: string,
    settings: unknown,
    connections: readonly Connection[],
  ): void {
    const machine = this.machineOf(kind, name);
    const known = this.numbers.get(name);
    const earlier = known === undefined ? undefined : this.components[known];
    if (earlier !== undefined && earlier.refusal === null) {
      throw new ConfigError(`component "${name}"`, "a name that is not taken", "one that is");
    }
    const component = this.newComponent(name, machine, settings, earlier?.number);
    component.state = machine.initialState(settings);
    if (earlier === undefined) {
      this.numbers.set(name, component.number);
      this.components.push(component);
    } else {
      component.incarnation = earlier.incarnation + 1;
      component.faultCount = earlier.faultCount;
      if (earlier.machine === machine) component.meters.load(earlier.meters.list());
      this.components[earlier.number] = component;
    }
    this.digestLanes.reserve(this.components.length);
    this.connect(component, connections);
  }

  private delete(component: Component, refusal: Tagged): void {
    component.refusal = refusal;
    for (const table of component.timers) {
      for (const event of table.list()) this.queue.cancel(event);
    }
    component.timers = component.machine.timers.names.map(() => new TimerTable());
    for (const request of this.requests.list()) {
      if (request.requester === component.number) {
        this.queue.cancel(request.deadlineEvent);
        request.deadlineEvent = noEvent;
        request.requester = -1;
      } else if (request.target === component.number && request.stage === "delivered") {
        this.answer(component, this.requests.idOf(request), refusal);
      }
    }
  }

  private newComponent(
    name: string,
    machine: AnyMachine,
    settings: unknown,
    number: number = this.components.length,
  ): Component {
    const { recorderOf } = this.options;
    const metricNames = machine.metrics.names;
    const own = this.faults.filter((fault) => fault.component === name);
    return {
      number,
      name,
      machine,
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
      faults: own.filter((fault) => !strikesReplies(fault)),
      replyFaults: own.filter(strikesReplies),
      faultCount: 0,
    };
  }

  private connect(component: Component, connections: readonly Connection[]): void {
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
      const path = [component.name, connection.port, connection.target, direction];
      const stream = this.latencyStream(JSON.stringify(path));
      return { sample: compileDistribution(distribution), stream, draw: () => next(stream) };
    };
    return {
      connection,
      target,
      request: latency("request", connection.request),
      reply: latency("reply", connection.reply),
    };
  }

  private componentNamed(name: string): Component {
    const number = this.numbers.get(name);
    if (number === undefined) {
      throw new ConfigError("component", "the name of a component", `"${name}"`);
    }
    return this.components[number]!;
  }

  private machineOf(kind: string, name: string): AnyMachine {
    const machine = this.machines.get(kind);
    if (machine !== undefined) return machine;
    const kinds = [...this.machines.keys()].join(", ");
    throw new ConfigError(`component "${name}" kind`, `one of ${kinds}`, kind);
  }

  private record(component: Component, input: Tagged, effects: readonly AnyEffect[]): void {
    this.options.trace!({
      event: this.events - 1,
      at: this.now,
      component: component.name,
      kind: component.machine.kind,
      input,
      effects,
      cause: this.queue.lastCause,
    });
  }

  /** Which of the events tied is next: known by the instant and how many events it has seen. */
  private rankOfNext(): number {
    const targets = this.queue.tiedTargets();
    if (targets.length < 2) return 0;
    const at = this.queue.peek();
    const nth = at === this.instant ? this.instantEvents : 0;
    const names = targets.map((target) => this.components[target]!.name);
    const weights = new Array<number>(targets.length).fill(1);
    return this.oracle.choose("", "order", at, nth, weights, names);
  }

  private sampleUpTo(at: number): void {
    if (at < this.nextSample) return;
    const { observer } = this.options;
    if (observer === undefined || at === Infinity) return;
    while (this.nextSample <= at) {
      observer.observe(this, this.nextSample as Instant);
      this.nextSample += observer.every;
    }
  }

  private countAtInstant(event: ScheduledEvent): void {
    if (event.at !== this.instant) {
      this.instant = event.at;
      this.instantEvents = 0;
    }
    this.instantEvents += 1;
    const limit = this.options.instantLimit ?? 1_000_000;
    if (this.instantEvents <= limit) return;
    throw new DefectError(
      `more than ${limit} events at ${event.at} µs: time does not move on. ` +
        `The last were for ${this.cycleFrom(event)}`,
    );
  }

  private cycleFrom(event: ScheduledEvent): string {
    const seen = [this.components[event.target]!.name];
    while (seen.length < cycleLength) {
      const following = this.queue.take();
      if (following === undefined) break;
      seen.push(this.components[following.target]!.name);
    }
    return seen.map((name) => `"${name}"`).join(", ");
  }
}

const durationOf = ({ sample, draw }: Latency): number => {
  const duration = Math.round(sample(draw));
  return duration > 0 ? duration : 0;
};

function save(component: Component): SavedComponent {
  return {
    name: component.name,
    kind: component.machine.kind,
    stateVersion: component.machine.stateVersion,
    settings: component.settings,
    state: component.state,
    incarnation: component.incarnation,
    refusal: component.refusal,
    connections: component.connections.flatMap((targets) =>
      targets.flatMap((link) => (link === undefined ? [] : [link.connection])),
    ),
    streams: component.streams.map((stream) => stream ?? null),
    positions: component.positions.map((positions) => positions?.list() ?? null),
    meters: component.meters.list(),
    faultCount: component.faultCount,
  };
}

/** What a transition sees of the kernel. */
class KernelContext implements Context<unknown> {
  now: Instant = start;
  settings: unknown = null;
  request: RequestId = noRequest;
  component!: Component;
  /** Folded into the digest: answers of the oracle other than the usual one. */
  deviation = 0;

  private readonly seed: number | string;
  private readonly oracle: Oracle;

  constructor(seed: number | string, oracle: Oracle) {
    this.seed = seed;
    this.oracle = oracle;
  }

  random(purpose: number): number {
    const { streams } = this.component;
    let stream = streams[purpose];
    if (stream === undefined) {
      const { name, incarnation, machine } = this.component;
      stream = streamFor(this.seed, name, incarnation, machine.purposes.names[purpose]!);
      streams[purpose] = stream;
    }
    return next(stream);
  }

  randomFor(purpose: number, key: number): number {
    const { keyedSeeds } = this.component;
    let pair = keyedSeeds[purpose];
    if (pair === undefined) {
      const { name, incarnation, machine } = this.component;
      pair = keyedSeedFor(this.seed, name, incarnation, machine.purposes.names[purpose]!);
      keyedSeeds[purpose] = pair;
    }
    return keyedRandom(pair[0], pair[1], key);
  }

  choose(choice: number, key: number, weights: readonly number[]): number {
    const { positions, name, machine } = this.component;
    let counts = positions[choice];
    if (counts === undefined) {
      counts = new Positions();
      positions[choice] = counts;
    }
    const label = machine.choices.names[choice]!;
    const taken = this.oracle.choose(name, label, key, counts.next(key), weights);
    if (!(taken >= 0 && taken < weights.length)) {
      throw new DefectError(
        `the oracle answers ${taken} to "${label}", which has ${weights.length} alternatives`,
      );
    }
    if (taken !== 0) this.deviation = Math.imul(this.deviation, 31) + (choice + 1) * 64 + taken;
    return taken;
  }

  observe(metric: number, value: number): void {
    this.component.meters.observe(metric, value);
  }
}
