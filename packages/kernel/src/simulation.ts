import type { Absence } from "./absences.ts";
import { shownValue } from "./shown-value.ts";
import { everything } from "./architecture.ts";
import { memberViewsOf, type MemberViews } from "./canonical-hash.ts";
import { Checkpoints } from "./checkpoints.ts";
import { currentEpoch, enterEpoch } from "./collections/epoch.ts";
import { ConfigError } from "./errors.ts";
import { requestEvent } from "./event-kind.ts";
import type { EventPatches, Executor } from "./executor.ts";
import type { FaultTally } from "./fault-injection.ts";
import type { Fault } from "./fault.ts";
import type { ArchitectureChange } from "./effect.ts";
import { meterOf } from "./meter.ts";
import type { Meter } from "./metered-sums.ts";
import type { Oracle } from "./oracle.ts";
import type { OutsideInput } from "./outside.ts";
import type { Tagged } from "./plain.ts";
import { snapshotFormat, type Snapshot } from "./snapshot.ts";
import type { Duration, Instant } from "./time.ts";
import { worldHash, type HashedAspects, type WaitingHashes } from "./world-hash.ts";
import { Stepping } from "./world/stepping.ts";
import { never, type WorldOptions } from "./world/world.ts";

/** What a simulation is made of. */
export interface SimulationOptions extends WorldOptions {
  /** Is shown the simulation at each multiple of `every`, between events. */
  readonly observer?: Observer;
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

/** What an event touched. */
export type Touched = readonly number[];

/** Whether two events that waited at one instant may have come to another end in the other order. */
export const isOrdered = (one: Touched, other: Touched): boolean =>
  one.includes(everything) ||
  other.includes(everything) ||
  one.some((touched) => other.includes(touched));

/** Worlds of dropped forks that are kept for others. */
const mostSpareWorlds = 8;

/** One architecture in motion under one seed. */
export class Simulation {
  private readonly options: SimulationOptions;
  /** `null` once it was dropped. */
  private ownWorld: Stepping | null;
  /** Of forks that were dropped, of whichever of the family, for those to come. */
  private readonly spareWorlds: Stepping[];
  private readonly memberViews: MemberViews;
  private readonly checkpoints: Checkpoints<Simulation> | null;
  private nextSample: number;

  /** A simulation in which nothing has happened. `spareWorlds` are given by {@link fork} alone. */
  constructor(options: SimulationOptions, spareWorlds: Stepping[] = []) {
    const { machines, observer, checkpointEvery } = options;
    this.options = options;
    this.spareWorlds = spareWorlds;
    this.ownWorld = spareWorlds.pop() ?? new Stepping(options);
    this.memberViews = memberViewsOf(machines);
    this.nextSample = observer?.every ?? Infinity;
    this.checkpoints = checkpointEvery === undefined ? null : new Checkpoints(checkpointEvery);
  }

  private get world(): Stepping {
    const { ownWorld } = this;
    if (ownWorld === null)
      throw new ConfigError("simulation", "one that is there", "a dropped one");
    return ownWorld;
  }

  /** How many events have happened. */
  get events(): number {
    return this.world.events;
  }

  /** The instant up to which everything has happened. */
  get now(): Instant {
    return this.world.queue.now;
  }

  get seed(): number | string {
    return this.options.seed;
  }

  /** How many events wait. */
  get pending(): number {
    return this.world.queue.pending;
  }

  /** When the next event is due; -1 when none waits. */
  get nextAt(): Instant | -1 {
    return this.world.queue.peek();
  }

  /** Fingerprint of all events so far: 16 hexadecimal digits. */
  get digest(): string {
    return this.world.digestLanes.combined(this.world.architecture.made);
  }

  /** Names of all components, in order of their making. */
  get names(): readonly string[] {
    return this.world.architecture.made.map(({ name }) => name);
  }

  /** Fingerprints of each component's own events. */
  get digests(): readonly (readonly [name: string, digest: string])[] {
    return this.world.architecture.made.map(({ name, number }) => [
      name,
      this.world.digestLanes.of(number),
    ]);
  }

  /** What is injected. */
  get faults(): readonly Fault[] {
    return this.world.injected;
  }

  /** What each of them came to so far. */
  get faultTallies(): readonly FaultTally[] {
    return this.world.injection.tally();
  }

  /** What was asked of components while they were not there: of each pair, in order of the first request. */
  get absences(): readonly Absence[] {
    return this.world.unmet.list().map(([sender, target, requests]) => ({
      sender: this.world.components[sender]?.name ?? null,
      target: this.world.components[target]!.name,
      requests,
    }));
  }

  /** Why a machine stopped the run; `null` while none has. */
  get stopped(): Tagged | null {
    return this.world.stopReason;
  }

  /** Whether somebody outside hears of what happens, which no fork of this simulation tells them. */
  get hasListeners(): boolean {
    const { trace, observer, recorderOf } = this.options;
    return (trace ?? observer ?? recorderOf) !== undefined || this.world.requests.hasListeners;
  }

  /** All that came from outside, in order. */
  get cameFromOutside(): readonly OutsideInput[] {
    return this.world.outside;
  }

  /**
   * Takes the next event; false when none waits.
   *
   * @throws StoppedError, or what `errorOfStop` makes of it, with the event in which a machine stops
   *   the run, and ever after.
   */
  step(executor: Executor = "inPlace"): boolean {
    this.world.switchTo(executor);
    const before = enterEpoch(this.world.architecture.epoch);
    try {
      return this.world.takeNext();
    } finally {
      enterEpoch(before);
    }
  }

  /**
   * Takes the next event; says which it was, by its number in {@link Oracle.choose}, and what it touched, each by a
   * number: components, and what all of them share. Two events that wait at one instant and touch nothing of the
   * same come to one end in either order. `null` when none waits.
   */
  stepTouching(): { readonly event: number; readonly touched: Touched } | null {
    const { world } = this;
    world.switchTo("inPlace");
    const before = enterEpoch(world.architecture.epoch);
    try {
      return world.takeNextTouching();
    } finally {
      enterEpoch(before);
    }
  }

  /** Takes the next event on a copy of its component's state; says what the event changed. */
  stepWithPatches(): EventPatches | undefined {
    const { events } = this;
    this.world.patches = [];
    const moved = this.step("immutable");
    const patches = this.world.patches;
    this.world.patches = null;
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
    this.world.switchTo(executor);
    const before = enterEpoch(this.world.architecture.epoch);
    try {
      if (this.runUpTo(until, last)) return "limit";
    } finally {
      enterEpoch(before);
    }
    if (limit.until !== undefined && until > this.now) this.world.queue.advanceTo(limit.until);
    return this.world.queue.pending === 0 ? "drained" : "horizon";
  }

  /** Gives a component an input, now and from outside. `onReply` hears the answer. */
  tell(name: string, input: Tagged, onReply: ((body: Tagged) => void) | null = null): void {
    const target = this.world.architecture.named(name);
    this.world.outside.push({ event: this.events, at: this.now, do: "tell", name, input });
    const { requests, queue } = this.world;
    const request = requests.open(-1, -1, target.number, 0, 0);
    requests.setTag(request, 0);
    requests.setDeadline(request, never);
    if (onReply !== null) requests.setListener(request, onReply);
    const id = requests.idOf(request);
    queue.schedule(this.now, target.number, requestEvent, id, input, -1);
  }

  /** Changes the architecture now, from outside. @throws ConfigError */
  apply(change: ArchitectureChange): void {
    const before = enterEpoch(this.world.architecture.epoch);
    this.world.changeArchitecture(change);
    enterEpoch(before);
    this.world.outside.push({ event: this.events, at: this.now, do: "apply", change });
  }

  /** Injects a fault, which strikes in its span as far as that is still to come. @throws ConfigError */
  inject(fault: Fault): void {
    this.injectAll([fault]);
  }

  /** Injects faults, one after the other: many together cost less than each alone. @throws ConfigError */
  injectAll(faults: readonly Fault[]): void {
    this.world.injectAll(faults);
  }

  /** Whether a component of this name lives. */
  has(name: string): boolean {
    return this.world.architecture.has(name);
  }

  /** The state of a component, to look at. */
  stateOf(name: string): unknown {
    return this.world.architecture.named(name).state;
  }

  /** The settings of a component. */
  settingsOf(name: string): unknown {
    return this.world.architecture.named(name).settings;
  }

  /** The kind of a component. */
  kindOf(name: string): string {
    return this.world.architecture.named(name).machine.kind;
  }

  /** What a component observed, by metric. */
  metersOf(name: string): Readonly<Record<string, Meter>> {
    const component = this.world.architecture.named(name);
    const { names } = component.machine.metrics;
    const all: Record<string, Meter> = {};
    for (let number = 0; number < names.length; number += 1)
      all[names[number]!] = meterOf(component, number);
    return all;
  }

  /** What can be read off a component now; nothing when it was deleted. */
  gaugesOf(name: string, now: Instant = this.now): Readonly<Record<string, number>> {
    const { machine, state, settings, refusal } = this.world.architecture.named(name);
    return refusal === null ? (machine.gauges?.(state, settings, now) ?? {}) : {};
  }

  /**
   * The same simulation once more; what either does from here, the other does not see.
   *
   * @throws ConfigError in the midst of an event
   */
  fork(oracle: Oracle = this.world.oracle): Simulation {
    const {
      trace: _,
      observer: __,
      recorderOf: ___,
      checkpointEvery: ____,
      faults: _____,
      ...rest
    } = this.options;
    const fork = new Simulation({ ...rest, oracle }, this.spareWorlds);
    fork.becomeForkOf(this, oracle);
    return fork;
  }

  /**
   * Ends a fork that nobody needs any more: the next one, of whichever simulation of the family, takes
   * its memory, which is most of what a fork costs. Whoever uses it afterwards hears a ConfigError.
   *
   * @throws ConfigError for a simulation that somebody listens to
   */
  drop(): void {
    const { world } = this;
    if (!this.isFork) throw new ConfigError("drop", "a fork", "a simulation that is listened to");
    this.ownWorld = null;
    world.letGo();
    if (this.spareWorlds.length < mostSpareWorlds) this.spareWorlds.push(world);
  }

  /**
   * Makes a fork into one of `other`, for a fraction of what a new one costs: for searches, which
   * need many, each for a short time.
   *
   * @throws ConfigError unless both are forks of one simulation, or this one of the other; and in the
   *   midst of an event of the other
   */
  becomeForkOf(other: Simulation, oracle: Oracle = other.world.oracle): void {
    if (!this.isFork || this.options.machines !== other.options.machines) {
      throw new ConfigError("becomeForkOf", "a fork of the same simulation", "another simulation");
    }
    if (other.world.cause !== -1) {
      throw new ConfigError("fork", "a moment between two events", "one in the midst of an event");
    }
    const { epoch } = other.world.architecture;
    this.world.becomeForkOf(other.world, oracle);
    // An observer may fork a run under way: that goes on in its new epoch.
    if (currentEpoch === epoch) enterEpoch(other.world.architecture.epoch);
  }

  /** Whether it has nothing but what forks have. */
  private get isFork(): boolean {
    const { trace, observer, recorderOf, checkpointEvery } = this.options;
    return (trace ?? observer ?? recorderOf ?? checkpointEvery) === undefined;
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
    const past = checkpoint.fork(this.world.oracle);
    try {
      this.repeatIn(past, instant);
    } catch (error) {
      if (past.world.stopReason === null) throw error; // Up to where the run is stopped, it is as it was.
    }
    return past;
  }

  private repeatIn(past: Simulation, instant: Instant): void {
    for (const input of this.world.outside.slice(past.world.outside.length)) {
      if (input.at > instant) break;
      while (past.events < input.event) past.step();
      past.world.queue.advanceTo(input.at);
      if (input.do === "tell") past.tell(input.name, input.input);
      else past.apply(input.change);
    }
    past.run({ until: instant });
  }

  /**
   * An integer that says where the simulation can go from here: equal for states that differ in what
   * is behind them only. Of each component it has the settings, and `canonical` or all of its state;
   * of what waits, how long it still takes, for whom it is, and what it says; and the instant, while
   * faults are to come. `aspects` tell what of it counts; `waiting` takes what each event
   * that is due next was hashed to. Unequal states may be equal in it, as seldom as 53 bits allow, and random
   * numbers that are still to be drawn are left out.
   */
  canonicalHash(aspects: HashedAspects = {}, waiting: WaitingHashes | null = null): number {
    return worldHash(
      {
        now: this.now,
        components: this.world.components,
        queue: this.world.queue,
        requests: this.world.requests,
        faults: this.world.injected,
        activations: this.world.injection.list(),
        views: this.memberViews,
      },
      aspects,
      waiting,
    );
  }

  /** All there is as plain data, which shares nothing with the simulation. */
  snapshot(): Snapshot {
    const snapshot: Snapshot = {
      format: snapshotFormat,
      seed: this.seed,
      nextSample: this.nextSample === Infinity ? -1 : this.nextSample,
      ...this.world.save(),
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
    if (own.nextSample >= 0) simulation.nextSample = own.nextSample;
    simulation.world.load(own);
    return simulation;
  }

  /** Whether event number `last` came before `until`. */
  private runUpTo(until: number, last: number): boolean {
    const { world, checkpoints } = this;
    const { queue } = world;
    for (;;) {
      const at = queue.peek();
      const end = at === -1 || at > until;
      if (this.nextSample <= (end ? until : at)) this.sampleUpTo(end ? until : at);
      if (end) return false;
      if (world.events >= last) return true;
      if (checkpoints !== null && at >= checkpoints.next) {
        checkpoints.keep(this.fork());
      }
      // What is due now is taken, and what follows before anybody is to look again.
      const nextLook = Math.min(this.nextSample, checkpoints?.next ?? Infinity);
      world.takeUpTo(Math.min(until, Math.max(at, nextLook - 1)), last);
    }
  }

  private sampleUpTo(at: number): void {
    const { observer } = this.options;
    if (observer === undefined || at === Infinity) return;
    while (this.nextSample <= at) {
      observer.observe(this, this.nextSample as Instant);
      this.nextSample += observer.every;
    }
  }
}
