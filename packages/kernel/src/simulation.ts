import { Absences, type Absence } from "./absences.ts";
import { shownValue } from "./shown-value.ts";
import { Architecture } from "./architecture.ts";
import { memberViewsOf, type MemberViews } from "./canonical-hash.ts";
import { Checkpoints } from "./checkpoints.ts";
import { currentEpoch, enterEpoch, newEpoch } from "./collections/epoch.ts";
import type { Component, Latency, Link } from "./component.ts";
import { Digest } from "./digest.ts";
import { ConfigError, DefectError, invariant, StoppedError, unreachable } from "./errors.ts";
import {
  deadlineEvent,
  kindBits,
  kindMask,
  replyEvent,
  requestEvent,
  strikeEvent,
  struckRequestEvent,
  timerEvent,
} from "./event-kind.ts";
import { EventQueue } from "./event-queue.ts";
import {
  transitionOnCopy,
  type ComponentPatches,
  type EventPatches,
  type Executor,
} from "./executor.ts";
import { FaultInjection, type FaultTally } from "./fault-injection.ts";
import { checkFault, type Fault } from "./fault.ts";
import { KernelContext } from "./kernel-context.ts";
import {
  noRequest,
  type AnyEffect,
  type AnyMachine,
  type ArchitectureChange,
  type HandOn,
  type RequestId,
  type Send,
  type TimerFired,
} from "./machine.ts";
import type { Meter, RecorderOf } from "./meter.ts";
import { seededOracle, type Oracle } from "./oracle.ts";
import type { OutsideInput } from "./outside.ts";
import type { Tagged } from "./plain.ts";
import { next, type StreamState } from "./random/stream.ts";
import { Requests, type OpenRequest } from "./requests.ts";
import { noEvent, type TakenEvent } from "./scheduler.ts";
import { saveComponent, snapshotFormat, type Snapshot } from "./snapshot.ts";
import { TimerTable } from "./timer-table.ts";
import type { Duration, Instant } from "./time.ts";
import type { TraceEntry, TraceSink } from "./trace.ts";
import { worldHash, type Ties } from "./world-hash.ts";

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
  /** What is thrown where a machine stops the run. @defaultValue a StoppedError */
  readonly errorOfStop?: (reason: Tagged) => Error;
  /** Keeps checkpoints this far apart at least, so that {@link Simulation.at} can go back in time. */
  readonly checkpointEvery?: Duration;
}

/** Looks at a simulation from time to time, and changes nothing. */
export interface Observer {
  readonly every: Duration;
  observe(simulation: Simulation, now: Instant): void;
}

/** When a run stops. */
export interface RunLimit {
  /** The run goes on up to this instant and no further. */
  readonly until?: Instant;
  /** At most so many events. */
  readonly events?: number;
}

const cycleLength = 12;
/** Nobody who asks from outside gives an answer up. */
const never = Number.MAX_SAFE_INTEGER as Instant;

/** One architecture in motion under one seed. */
export class Simulation {
  /** How many events have happened. */
  events = 0;

  private readonly options: SimulationOptions;
  private readonly trace: TraceSink | undefined;
  private readonly instantLimit: number;
  private readonly memberViews: MemberViews;
  private ordersTies: boolean;
  private oracle: Oracle;
  private readonly architecture: Architecture;
  private readonly components: readonly Component[];
  private readonly context: KernelContext;
  private readonly injected: Fault[] = [];
  private readonly injection: FaultInjection;
  private readonly queue = new EventQueue();
  private readonly requests = new Requests();
  private readonly digestLanes = new Digest();
  private readonly unmet = new Absences();
  private outside: OutsideInput[] = [];
  private changes: ArchitectureChange[] = [];
  /** Why there is no event any more, by the word of a machine; `null` while there may be. */
  private stopReason: Tagged | null = null;
  private checkpoints: Checkpoints<Simulation> | null = null;
  /** Takes what transitions change, where somebody asked. */
  private patches: ComponentPatches[] | null = null;
  private executor: Executor = "inPlace";
  /** The event that is being carried out; -1 between events. */
  private cause = -1;
  /** Where there is a trace: the faults that struck open requests. */
  private readonly struck = new Map<RequestId, string>();
  /** Which event scheduled it; known where there is a trace. */
  private scheduledBy = -1;
  /** The request that is delivered or answered by it; -1 for none. */
  private delivered = noRequest;
  private nextSample: number;
  private instantEvents = 0;
  private instant = -1;
  /** The random stream that a latency is drawn from at the moment. */
  private stream: StreamState | null = null;
  private readonly draw = (): number => next(this.stream!);

  constructor(options: SimulationOptions) {
    const { seed, machines, recorderOf } = options;
    this.options = options;
    this.trace = options.trace;
    this.memberViews = memberViewsOf(machines);
    this.instantLimit = options.instantLimit ?? 1_000_000;
    this.oracle = options.oracle ?? seededOracle(seed);
    this.ordersTies = this.oracle.ordersTies;
    this.architecture = new Architecture({
      seed,
      machines,
      faults: this.injected,
      ...(recorderOf === undefined ? {} : { recorderOf }),
    });
    this.components = this.architecture.components;
    this.injection = new FaultInjection(this.architecture, this.oracle);
    this.context = new KernelContext(seed, this.oracle);
    if (this.trace !== undefined) this.context.notes = [];
    this.injectAll(options.faults ?? []);
    this.nextSample = options.observer?.every ?? Infinity;
    if (options.checkpointEvery !== undefined) {
      this.checkpoints = new Checkpoints(options.checkpointEvery);
    }
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
    return this.digestLanes.combined(this.architecture.made);
  }

  /** Names of all components, in order of their making. */
  get names(): readonly string[] {
    return this.architecture.made.map(({ name }) => name);
  }

  /** Fingerprints of each component's own events. */
  get digests(): readonly (readonly [name: string, digest: string])[] {
    return this.architecture.made.map(({ name, number }) => [name, this.digestLanes.of(number)]);
  }

  /** What is injected. */
  get faults(): readonly Fault[] {
    return this.injected;
  }

  /** What each of them came to so far. */
  get faultTallies(): readonly FaultTally[] {
    return this.injection.tally();
  }

  /** What was asked of components while they were not there: of each pair, in order of the first request. */
  get absences(): readonly Absence[] {
    return this.unmet.list().map(([sender, target, requests]) => ({
      sender: this.components[sender]?.name ?? null,
      target: this.components[target]!.name,
      requests,
    }));
  }

  /** Why a machine stopped the run; `null` while none has. */
  get stopped(): Tagged | null {
    return this.stopReason;
  }

  /** Whether somebody outside hears of what happens, which no fork of this simulation tells them. */
  get hasListeners(): boolean {
    const { trace, observer, recorderOf } = this.options;
    return (
      (trace ?? observer ?? recorderOf) !== undefined ||
      this.requests.list().some(({ onReply }) => onReply !== null)
    );
  }

  /** All that came from outside, in order. */
  get cameFromOutside(): readonly OutsideInput[] {
    return this.outside;
  }

  /**
   * Takes the next event; false when none waits.
   *
   * @throws StoppedError, or what `errorOfStop` makes of it, with the event in which a machine stops
   *   the run, and ever after.
   */
  step(executor: Executor = "inPlace"): boolean {
    if (executor !== this.executor) this.switchTo(executor);
    const before = enterEpoch(this.architecture.epoch);
    try {
      return this.takeNext();
    } finally {
      enterEpoch(before);
    }
  }

  /** Takes the next event on a copy of its component's state; says what the event changed. */
  stepWithPatches(): EventPatches | undefined {
    const { events } = this;
    this.patches = [];
    const moved = this.step("immutable");
    const patches = this.patches;
    this.patches = null;
    return moved ? { event: events, at: this.now, patches } : undefined;
  }

  /**
   * Takes events until one lies behind `until`, none waits, or `events` were taken. Afterwards it
   * is `until`, except where the limit of events came first.
   *
   * @throws StoppedError as {@link step} does.
   */
  run(limit: RunLimit = {}, executor: Executor = "inPlace"): "horizon" | "drained" | "limit" {
    const until = limit.until ?? Infinity;
    const last = this.events + (limit.events ?? Infinity);
    if (executor !== this.executor) this.switchTo(executor);
    const before = enterEpoch(this.architecture.epoch);
    try {
      if (this.runUpTo(until, last)) return "limit";
    } finally {
      enterEpoch(before);
    }
    if (limit.until !== undefined && until > this.now) this.queue.advanceTo(limit.until);
    return this.queue.pending === 0 ? "drained" : "horizon";
  }

  /** Gives a component an input, now and from outside. `onReply` hears the answer. */
  tell(name: string, input: Tagged, onReply: ((body: Tagged) => void) | null = null): void {
    const target = this.architecture.named(name);
    this.outside.push({ event: this.events, at: this.now, do: "tell", name, input });
    const id = this.requests.open(-1, -1, target.number, 0, 0, 0, never, onReply);
    this.queue.schedule(this.now, target.number, requestEvent, id, input, -1);
  }

  /** Changes the architecture now, from outside. @throws ConfigError */
  apply(change: ArchitectureChange): void {
    const before = enterEpoch(this.architecture.epoch);
    this.change(change);
    enterEpoch(before);
    this.outside.push({ event: this.events, at: this.now, do: "apply", change });
  }

  /** Injects a fault, which strikes in its span as far as that is still to come. @throws ConfigError */
  inject(fault: Fault): void {
    this.injectAll([fault]);
  }

  /** Injects faults, one after the other: many together cost less than each alone. @throws ConfigError */
  injectAll(faults: readonly Fault[]): void {
    const before = this.injected.length;
    for (const fault of faults) {
      this.injected.push(checkFault(fault));
      this.injection.register(fault);
    }
    this.architecture.inject(faults);
    faults.forEach((fault, nth) => {
      // A fork and a restored simulation have the strikes to come among their events.
      if (fault.type !== "strike" || !this.architecture.has(fault.component)) return;
      if (!this.injection.isThere(fault)) return;
      const { number } = this.architecture.named(fault.component);
      this.queue.schedule(fault.from, number, strikeEvent, before + nth, fault.input, -1);
    });
  }

  /** Whether a component of this name lives. */
  has(name: string): boolean {
    return this.architecture.has(name);
  }

  /** The state of a component, to look at. */
  stateOf(name: string): unknown {
    return this.architecture.named(name).state;
  }

  /** The settings of a component. */
  settingsOf(name: string): unknown {
    return this.architecture.named(name).settings;
  }

  /** The kind of a component. */
  kindOf(name: string): string {
    return this.architecture.named(name).machine.kind;
  }

  /** What a component observed, by metric. */
  metersOf(name: string): Readonly<Record<string, Meter>> {
    const { machine, meters } = this.architecture.named(name);
    return Object.fromEntries(
      machine.metrics.names.map((metric, number) => [metric, meters.of(number)]),
    );
  }

  /** What can be read off a component now; nothing when it was deleted. */
  gaugesOf(name: string, now: Instant = this.now): Readonly<Record<string, number>> {
    const { machine, state, settings, refusal } = this.architecture.named(name);
    return refusal === null ? (machine.gauges?.(state, settings, now) ?? {}) : {};
  }

  /**
   * The same simulation once more; what either does from here, the other does not see.
   *
   * @throws ConfigError in the midst of an event
   */
  fork(oracle: Oracle = this.oracle): Simulation {
    const {
      trace: _,
      observer: __,
      recorderOf: ___,
      checkpointEvery: ____,
      faults: _____,
      ...rest
    } = this.options;
    const fork = new Simulation({ ...rest, oracle });
    fork.becomeForkOf(this, oracle);
    return fork;
  }

  /**
   * Makes a fork into one of `other`, for a fraction of what a new one costs: for searches, which
   * need many, each for a short time.
   *
   * @throws ConfigError unless both are forks of one simulation, or this one of the other; and in the
   *   midst of an event of the other
   */
  becomeForkOf(other: Simulation, oracle: Oracle = other.oracle): void {
    const { machines, trace, observer, recorderOf, checkpointEvery } = this.options;
    const isFork = (trace ?? observer ?? recorderOf ?? checkpointEvery) === undefined;
    if (!isFork || machines !== other.options.machines) {
      throw new ConfigError("becomeForkOf", "a fork of the same simulation", "another simulation");
    }
    if (other.cause !== -1) {
      throw new ConfigError("fork", "a moment between two events", "one in the midst of an event");
    }
    this.oracle = oracle;
    this.ordersTies = oracle.ordersTies;
    this.context.oracle = oracle;
    this.context.deviation = 0;
    this.events = other.events;
    this.queue.copyFrom(other.queue);
    this.requests.copyFrom(other.requests);
    this.digestLanes.copyFrom(other.digestLanes);
    this.unmet.copyFrom(other.unmet);
    this.outside = other.outside.slice();
    this.changes = other.changes.slice();
    this.injected.length = 0;
    for (const injected of other.injected) this.injected.push(injected); // A call takes so many only.
    const { epoch } = other.architecture;
    this.architecture.share(other.architecture);
    // An observer may fork a run under way: that goes on in its new epoch.
    if (currentEpoch === epoch) enterEpoch(other.architecture.epoch);
    this.injection.load(oracle, other.injection.list());
    this.injection.registerAll(other.injection);
    this.stopReason = other.stopReason;
    this.executor = other.executor;
    this.instant = other.instant;
    this.instantEvents = other.instantEvents;
    // A defect may have left these behind.
    this.cause = -1;
    this.patches = null;
  }

  /**
   * The simulation as it was at `instant`, when everything up to then had happened: made from the
   * last checkpoint before, and by doing again what followed.
   *
   * @throws ConfigError for the future, or where no checkpoints are kept (`checkpointEvery`).
   */
  at(instant: Instant): Simulation {
    if (!(instant >= 0 && instant <= this.now)) {
      throw new ConfigError("instant", `0 to ${this.now} µs`, `${instant} µs`);
    }
    const checkpoint = this.checkpoints?.before(instant);
    if (checkpoint === undefined) {
      throw new ConfigError("checkpoints", "a simulation made with checkpointEvery", "none");
    }
    const past = checkpoint.fork(this.oracle);
    try {
      this.repeatIn(past, instant);
    } catch (error) {
      if (past.stopReason === null) throw error; // Up to where the run is stopped, it is as it was.
    }
    return past;
  }

  private repeatIn(past: Simulation, instant: Instant): void {
    for (const input of this.outside.slice(past.outside.length)) {
      if (input.at > instant) break;
      while (past.events < input.event) past.step();
      past.queue.advanceTo(input.at);
      if (input.do === "tell") past.tell(input.name, input.input);
      else past.apply(input.change);
    }
    past.run({ until: instant });
  }

  /**
   * An integer that says where the simulation can go from here: equal for states that differ in what
   * is behind them only. Of each component it has the settings, and `canonical` or all of its state;
   * of what waits, how long it still takes, for whom it is, and what it says; and the instant, while
   * faults are to come. `ties` tells whether the order of what is due at one instant counts, or any
   * order will be tried. Unequal states may be equal in it, as seldom as 53 bits allow, and random
   * numbers that are still to be drawn are left out.
   */
  canonicalHash(ties: Ties = "inOrder"): number {
    return worldHash(
      {
        now: this.now,
        components: this.components,
        queue: this.queue,
        requests: this.requests,
        faults: this.injected,
        activations: this.injection.list(),
        views: this.memberViews,
      },
      ties,
    );
  }

  /** All there is as plain data, which shares nothing with the simulation. */
  snapshot(): Snapshot {
    const snapshot: Snapshot = {
      format: snapshotFormat,
      seed: this.seed,
      now: this.now,
      events: this.events,
      nextSample: this.nextSample === Infinity ? -1 : this.nextSample,
      components: this.components.map(saveComponent),
      waiting: this.queue.list(),
      requests: this.requests.save(),
      latencies: this.architecture.saveLatencies(),
      activations: this.injection.list(),
      faultTallies: this.injection
        .tally()
        .map(({ seen, meant, struck }) => ({ seen, meant, struck })),
      stopped: this.stopReason,
      outside: this.outside,
      digest: this.digestLanes.list(this.components.length),
      absences: this.unmet.list(),
    };
    return JSON.parse(JSON.stringify(snapshot)) as Snapshot; // What was written is what is read.
  }

  /** The simulation that `snapshot` was made of. @throws ConfigError when it fits these machines not. */
  static restore(snapshot: Snapshot, options: Omit<SimulationOptions, "seed">): Simulation {
    if (snapshot.format !== snapshotFormat) {
      throw new ConfigError("snapshot format", `${snapshotFormat}`, shownValue(snapshot.format));
    }
    const own = JSON.parse(JSON.stringify(snapshot)) as Snapshot; // The caller keeps its own.
    const simulation = new Simulation({ ...options, seed: own.seed });
    simulation.load(own);
    return simulation;
  }

  private load(snapshot: Snapshot): void {
    this.events = snapshot.events;
    if (snapshot.nextSample >= 0) this.nextSample = snapshot.nextSample;
    this.outside = snapshot.outside.slice();
    this.architecture.load(snapshot.components, snapshot.latencies);
    this.injection.load(this.oracle, snapshot.activations);
    this.injected.forEach((fault, place) =>
      this.injection.register(fault, snapshot.faultTallies[place]),
    );
    this.stopReason = snapshot.stopped;
    this.digestLanes.load(snapshot.digest);
    this.unmet.load(snapshot.absences);
    this.requests.load(snapshot.requests);
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

  /** Whether event number `last` came before `until`. */
  private runUpTo(until: number, last: number): boolean {
    const { queue, checkpoints } = this;
    for (;;) {
      const at = queue.peek();
      const end = at === -1 || at > until;
      if (this.nextSample <= (end ? until : at)) this.sampleUpTo(end ? until : at);
      if (end) return false;
      if (this.events >= last) return true;
      if (checkpoints !== null && at >= checkpoints.next) {
        checkpoints.keep(this.fork());
      }
      this.takeNext();
    }
  }

  private takeNext(): boolean {
    if (this.stopReason !== null) throw this.errorOf(this.stopReason);
    const rank = this.ordersTies ? this.rankOfNext() : 0;
    const event = this.queue.take(rank);
    if (event === undefined) return false;
    if (this.trace !== undefined) this.scheduledBy = this.queue.lastCause;
    this.countAtInstant(event);
    this.cause = this.events;
    this.events += 1;
    this.delivered = noRequest;
    this.carryOut(event);
    if (this.changes.length > 0) this.applyChanges();
    this.cause = -1;
    if (this.stopReason !== null) throw this.errorOf(this.stopReason);
    return true;
  }

  private errorOf(reason: Tagged): Error {
    return this.options.errorOfStop?.(reason) ?? new StoppedError(reason);
  }

  private carryOut(event: TakenEvent): void {
    const { kind, argument, target, payload } = event;
    switch (kind & kindMask) {
      case timerEvent: {
        const component = this.own(this.components[target]!);
        const timer = kind >> kindBits;
        component.timers[timer]!.set(argument, noEvent);
        const input: TimerFired = { type: "timerFired", timer, index: argument };
        this.dispatch(component, input, component.timerFiredCode, noRequest, timer + 1);
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
      case strikeEvent:
        this.strikeItself(this.components[target]!, this.injected[argument], payload as Tagged);
        return;
      default:
        this.giveUp(argument as RequestId);
    }
  }

  /** Lets a fault strike a component itself; it counts where something follows. */
  private strikeItself(component: Component, fault: Fault | undefined, input: Tagged): void {
    if (fault !== undefined && this.trace !== undefined) this.struck.set(noRequest, fault.name);
    const effects = this.handOver(component, noRequest, input);
    this.struck.delete(noRequest);
    // Whoever restores a snapshot without its faults has none to count for.
    if (fault !== undefined && effects > 0) this.injection.countStrike(fault);
  }

  private deliver(component: Component, id: RequestId, input: Tagged): void {
    if (component.faults.length > 0 && component.refusal === null) {
      const fault = this.strike(component, component.faults, id);
      if (fault !== null && !this.deliverUnder(fault, component, id, input)) return;
    }
    this.handOver(component, id, input);
  }

  /** What becomes of a request that a fault strikes; whether it is handed over now all the same. */
  private deliverUnder(fault: Fault, component: Component, id: RequestId, input: Tagged): boolean {
    const request = this.requests.get(id);
    if (fault.type !== "duplicate" && fault.type !== "strike") this.passOver();
    switch (fault.type) {
      case "refuse":
        if (request !== null) request.stage = "delivered";
        this.answer(component, id, fault.body, undefined);
        return false;
      case "delay": {
        const at = (this.now + this.injection.delayOf(fault)) as Instant;
        this.queue.schedule(at, component.number, struckRequestEvent, id, input, this.cause);
        if (request !== null && at > request.deadline) this.armDeadline(id, request);
        return false;
      }
      case "drop":
        // What nobody gives up is not dropped.
        if (request === null || request.deadline === never) return true;
        this.armDeadline(id, request);
        return false;
      case "duplicate": {
        const at = (this.now + this.injection.delayOf(fault)) as Instant;
        const { number } = component;
        this.queue.schedule(at, number, struckRequestEvent, noRequest, input, this.cause);
        return true;
      }
      case "strike":
        return true; // It is an event of its own.
      default:
        return unreachable(fault);
    }
  }

  /** An event that no machine hears of, and so no trace: what follows has the cause that it had. */
  private passOver(): void {
    this.cause = this.queue.lastCause;
  }

  private strike(component: Component, faults: readonly Fault[], id: RequestId): Fault | null {
    const request = this.requests.get(id);
    const fault = this.injection.strike(faults, component, request, this.now);
    if (fault !== null) {
      const { number } = component;
      if (this.trace !== undefined) this.struck.set(id, fault.name);
      this.digestLanes.fold(number, this.components[number]!.faultCount);
    }
    return fault;
  }

  /** Gives a component its input; how many effects that had. */
  private handOver(component: Component, id: RequestId, input: Tagged): number {
    const request = this.requests.get(id);
    if (request !== null) request.stage = "delivered";
    if (component.refusal !== null) {
      this.passOver();
      // Of one that was given up before, nobody waits for the answer.
      if (request !== null) this.unmet.count(request.requester, component.number);
      this.answer(component, id, component.refusal, undefined);
      return 0;
    }
    this.delivered = id;
    const effects = this.dispatch(component, input, component.codes[input.type], id, 0);
    // Most requests are answered at once; only the others need an event for their deadline.
    if (request !== null && request.stage === "delivered" && request.deadline !== never) {
      this.armDeadline(id, request);
    }
    return effects;
  }

  private bringBack(id: RequestId, body: Tagged): void {
    this.conclude(id, body);
    if (this.struck.size > 0) this.struck.delete(id);
  }

  private conclude(id: RequestId, body: Tagged): void {
    const request = this.requests.get(id);
    if (request === null) return;
    const { requester, onReply, port, tag } = request;
    this.requests.close(request);
    if (onReply !== null) onReply(body);
    if (requester === -1) return;
    const component = this.components[requester]!;
    if (component.refusal !== null) return;
    const input = { type: "replied", port, tag, body } as Tagged;
    this.delivered = id;
    this.dispatch(component, input, component.repliedCode, noRequest, port + 1);
  }

  private giveUp(id: RequestId): void {
    const request = this.requests.get(id);
    invariant(request !== null, "the deadline of a closed request was not cancelled");
    const lost = { type: "lost" };
    this.bringBack(id, request.reader === -1 ? lost : this.answerRead(request, lost));
  }

  /** An answer in the words of the component that handed the request on. */
  private answerRead({ reader, reading }: OpenRequest, body: Tagged): Tagged {
    const component = this.own(this.components[reader]!);
    const { machine, state } = component;
    if (machine.answerOf === undefined) return body;
    const { context } = this;
    context.now = this.queue.now;
    context.settings = component.settings;
    context.request = noRequest;
    context.component = component;
    return machine.answerOf(state, reading, body, context);
  }

  private dispatch(
    given: Component,
    input: Tagged,
    code: number | undefined,
    request: RequestId,
    detail: number,
  ): number {
    const component = this.own(given);
    const { machine, number } = component;
    const { context } = this;
    if (code === undefined) {
      throw new DefectError(`${machine.kind} declares no input "${input.type}"`);
    }
    context.now = this.queue.now;
    context.settings = component.settings;
    context.request = request;
    context.component = component;
    component.hash = -1;
    let effects: readonly AnyEffect[];
    if (this.executor === "immutable") {
      const outcome = transitionOnCopy(
        machine,
        component.state,
        input,
        context,
        this.patches !== null,
      );
      this.patches?.push({ component: component.name, ...outcome.changes });
      component.state = outcome.state;
      // The parts that did not change are still those of whoever holds the state before.
      effects = outcome.effects;
    } else {
      effects = component.transition(component.state as object, input, context) as AnyEffect[];
    }
    const digest = this.digestLanes;
    digest.fold(number, code + detail * 64 + effects.length * 65_536);
    digest.fold(number, this.queue.now);
    digest.fold(number, component.fingerprint(input));
    if (context.deviation !== 0) {
      digest.fold(number, context.deviation);
      context.deviation = 0;
    }
    if (this.trace !== undefined) this.record(component, input, effects);
    for (let place = 0; place < effects.length; place += 1) {
      this.carry(component, effects[place]!);
    }
    return effects.length;
  }

  private carry(component: Component, effect: AnyEffect): void {
    const digest = this.digestLanes;
    switch (effect.type) {
      case "reply":
        digest.fold(component.number, 1);
        this.answer(component, effect.to, effect.body, effect.after);
        return;
      case "send":
        this.send(component, effect);
        return;
      case "handOn":
        this.handOn(component, effect);
        return;
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
      case "stop":
        digest.fold(component.number, 5);
        this.stopReason ??= effect.reason;
        return;
      default:
        unreachable(effect);
    }
  }

  private send(component: Component, effect: Send<Tagged>): void {
    const { port, to, deadline } = effect;
    this.digestLanes.fold(component.number, 2 + port * 8 + to * 256);
    const link = this.linkAt(component, port, to);
    const at = this.arrivalBy(component, link, effect.after);
    const { target } = link;
    const { number } = component;
    const sender =
      effect.onBehalfOf === undefined
        ? number
        : (this.requests.get(effect.onBehalfOf)?.sender ?? number);
    const id = this.requests.open(number, sender, target, port, to, effect.tag, deadline, null);
    this.queue.schedule(at, target, requestEvent, id, effect.input, this.cause);
    if (at > deadline) this.armDeadline(id, this.requests.get(id)!);
  }

  private handOn(component: Component, effect: HandOn): void {
    const { request: id, port, to } = effect;
    this.digestLanes.fold(component.number, 6 + port * 8 + to * 256);
    const link = this.linkAt(component, port, to);
    const at = this.arrivalBy(component, link, undefined);
    const request = this.requests.get(id);
    // Given up before, or nobody waits: it is done all the same.
    this.queue.schedule(at, link.target, requestEvent, id, effect.input, this.cause);
    if (request === null) return;
    if (request.stage !== "delivered" || request.target !== component.number) {
      throw new DefectError(`"${component.name}" hands on a request that is not its own`);
    }
    request.stage = "asked";
    request.target = link.target;
    request.reader = component.number;
    request.reading = effect.reading;
    if (effect.deadline < request.deadline) {
      request.deadline = effect.deadline;
      this.queue.cancel(request.deadlineEvent);
      request.deadlineEvent = noEvent;
    }
    if (at > request.deadline) this.armDeadline(id, request);
  }

  private linkAt(component: Component, port: number, to: number): Link {
    const link = component.connections[port]?.[to];
    if (link !== undefined) return link;
    const name = component.machine.ports.names[port] ?? `${port}`;
    throw new DefectError(`"${component.name}" sends to ${name} ${to}, where nothing is connected`);
  }

  /** When a request that is sent now arrives. */
  private arrivalBy(component: Component, { request }: Link, after: Duration | undefined): Instant {
    let at: number = this.queue.now;
    if (after !== undefined) {
      this.digestLanes.fold(component.number, after);
      at += after;
    }
    if (request !== null) at += this.durationOf(component, request);
    return at as Instant;
  }

  private answer(
    component: Component,
    id: RequestId,
    given: Tagged,
    after: Duration | undefined,
  ): void {
    if (after !== undefined) this.digestLanes.fold(component.number, after);
    const request = this.requests.get(id);
    if (request === null) return; // Given up before, or nobody waits.
    if (request.stage !== "delivered" || request.target !== component.number) {
      throw new DefectError(`"${component.name}" answers a request twice, or one it was not asked`);
    }
    const body = request.reader === -1 ? given : this.answerRead(request, given);
    const { requester } = request;
    let at: number = after === undefined ? this.queue.now : this.queue.now + after;
    if (requester !== -1) {
      const sender = this.components[requester]!;
      const { reply } = sender.connections[request.port]![request.to]!;
      if (reply !== null) at += this.durationOf(sender, reply);
    }
    if (component.replyFaults.length > 0 && request.deadline !== never) {
      const fault = this.strike(component, component.replyFaults, id);
      if (fault !== null)
        at = fault.type === "delay" ? at + this.injection.delayOf(fault) : Infinity;
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
    this.architecture.epoch = newEpoch();
  }

  private applyChanges(): void {
    const { changes } = this;
    this.changes = [];
    for (const change of changes) this.change(change);
  }

  private change(change: ArchitectureChange): void {
    switch (change.do) {
      case "create":
        this.architecture.create(change.name, change.kind, change.settings, change.connections);
        this.digestLanes.reserve(this.components.length);
        return;
      case "expect":
        this.architecture.expect(change.name, change.kind, change.refusal);
        this.digestLanes.reserve(this.components.length);
        return;
      case "change": {
        const { number } = this.architecture.named(change.name);
        if (change.connections !== undefined) {
          this.architecture.connect(number, change.connections);
        }
        if (change.settings === undefined) return;
        const component = this.architecture.own(number);
        const before = component.settings;
        component.settings = change.settings;
        component.hash = -1;
        if (component.machine.inputs.of["settingsChanged"] !== undefined) {
          const input = { type: "settingsChanged", before } as Tagged;
          this.delivered = noRequest;
          this.dispatch(component, input, component.codes[input.type], noRequest, 0);
        }
        return;
      }
      case "delete":
        this.delete(this.architecture.named(change.name).number, change.refusal);
        return;
      default:
        unreachable(change);
    }
  }

  private delete(number: number, refusal: Tagged): void {
    const component = this.architecture.own(number);
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
        request.deadline = never;
      } else if (request.target === component.number && request.stage === "delivered") {
        this.answer(component, this.requests.idOf(request), refusal, undefined);
      }
    }
  }

  private record(component: Component, input: Tagged, effects: readonly AnyEffect[]): void {
    const { context, delivered } = this;
    const notes = context.notes!; // There is a trace.
    if (notes.length > 0) context.notes = [];
    const fault = this.struck.get(delivered);
    const entry: TraceEntry = {
      event: this.events - 1,
      at: this.now,
      component: component.name,
      kind: component.machine.kind,
      input,
      effects,
      cause: this.scheduledBy,
      request: delivered,
    };
    const isPlain = notes.length === 0 && fault === undefined;
    this.trace!(
      isPlain
        ? entry
        : {
            ...entry,
            ...(notes.length === 0 ? {} : { notes }),
            ...(fault === undefined ? {} : { fault }),
          },
    );
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
    const { observer } = this.options;
    if (observer === undefined || at === Infinity) return;
    while (this.nextSample <= at) {
      observer.observe(this, this.nextSample as Instant);
      this.nextSample += observer.every;
    }
  }

  /** `component` to write on. Nearly always it is our own, so that is asked first. */
  private own(component: Component): Component {
    const { architecture } = this;
    return component.epoch === architecture.epoch ? component : architecture.own(component.number);
  }

  private durationOf(component: Component, { sample, stream }: Latency): number {
    this.stream = this.own(component).latencyStreams[stream]!;
    const duration = Math.round(sample(this.draw));
    return duration > 0 ? duration : 0;
  }

  private countAtInstant(event: TakenEvent): void {
    if (event.at !== this.instant) {
      this.instant = event.at;
      this.instantEvents = 0;
    }
    this.instantEvents += 1;
    if (this.instantEvents <= this.instantLimit) return;
    throw new DefectError(
      `more than ${this.instantLimit} events at ${event.at} µs: time does not move on. ` +
        `The last were for ${this.cycleFrom(event)}`,
    );
  }

  private cycleFrom(event: TakenEvent): string {
    const seen = [this.components[event.target]!.name];
    while (seen.length < cycleLength) {
      const following = this.queue.take();
      if (following === undefined) break;
      seen.push(this.components[following.target]!.name);
    }
    return seen.map((name) => `"${name}"`).join(", ");
  }
}
