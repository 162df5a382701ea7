import { Absences } from "../absences.ts";
import { Architecture } from "../architecture.ts";
import { newEpoch } from "../collections/epoch.ts";
import type { Component } from "../component.ts";
import { Digest } from "../digest.ts";
import { DefectError, StoppedError } from "../errors.ts";
import { deadlineEvent, kindBits, kindMask, strikeEvent, timerEvent } from "../event-kind.ts";
import { EventQueue } from "../event-queue.ts";
import type { ComponentPatches, Executor } from "../executor.ts";
import { FaultInjection } from "../fault-injection.ts";
import { checkFault, type Fault } from "../fault.ts";
import { KernelContext, noNotes } from "../kernel-context.ts";
import { noRequest, type ArchitectureChange, type RequestId } from "../effect.ts";
import { type AnyMachine } from "../machine.ts";
import { observe, type RecorderOf } from "../meter.ts";
import type { Meter } from "../metered-sums.ts";
import { seededOracle, type Oracle } from "../oracle.ts";
import type { OutsideInput } from "../outside.ts";
import type { Tagged } from "../plain.ts";
import { Requests } from "../requests.ts";
import { saveComponent, type Snapshot } from "../snapshot.ts";
import type { Instant } from "../time.ts";
import { setTimerIn } from "../timer-table.ts";
import type { TraceSink } from "../trace.ts";

/** What a world is made of. */
export interface WorldOptions {
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
  /** The most events at one instant. @defaultValue 1,000,000 */
  readonly instantLimit?: number;
  /** What is thrown where a machine stops the run. @defaultValue a StoppedError */
  readonly errorOfStop?: (reason: Tagged) => Error;
}

/** When a request is given up whose sender waits for ever, as those outside do. */
export const never = Number.MAX_SAFE_INTEGER as Instant;

/** How many components may wait for one another that they consult: one more is a circle. */
const mostConsulted = 4;

/** What a world saves of itself. */
type SavedWorld = Omit<Snapshot, "format" | "seed" | "nextSample">;

/**
 * All there is of a simulation: the components, what waits, what was asked and not answered, and who decides.
 *
 * What moves it lies in layers upon it, each of which knows those below: `Stepping` takes an event,
 * `Delivering` brings it to its component, `Dispatching` lets that react, `Sending` and `Answering` carry out what
 * it asks for. They are one object with one shape, since this is the loop that all else waits for: as functions
 * that take the world, `queueing/phold` and `mm1` as two components took 2 to 6 % more time.
 */
export class World {
  /** How many events have happened. */
  events = 0;

  readonly trace: TraceSink | undefined;
  readonly instantLimit: number;
  readonly privileged: readonly string[];
  readonly errorOfStop: (reason: Tagged) => Error;
  ordersTies: boolean;
  oracle: Oracle;
  readonly architecture: Architecture;
  readonly components: readonly Component[];
  readonly context: KernelContext;
  /** What those see that are consulted, by how many wait for them to answer. */
  readonly consulted: readonly KernelContext[];
  /** How many components wait for one that they consult. */
  consulting = 0;
  readonly injected: Fault[] = [];
  readonly injection: FaultInjection;
  readonly queue = new EventQueue();
  readonly requests = new Requests();
  readonly digestLanes = new Digest();
  readonly unmet = new Absences();
  outside: OutsideInput[] = [];
  changes: ArchitectureChange[] = [];
  /** Whether the event that is carried out asks for changes, or for the end. */
  isUnsettled = false;
  /** Why there is no event any more, by the word of a machine; `null` while there may be. */
  stopReason: Tagged | null = null;
  /** Takes what transitions change, where somebody asked. */
  patches: ComponentPatches[] | null = null;
  /** Whether transitions write on the states themselves, or on copies. */
  writesInPlace = true;
  /** The event that is being carried out; -1 between events. */
  cause = -1;
  /** Where there is a trace: the faults that struck open requests. */
  readonly struck = new Map<RequestId, string>();
  /** Which event scheduled it; known where there is a trace. */
  scheduledBy = -1;
  /** The request that is delivered or answered by it, or given up; -1 for none. */
  delivered = noRequest;
  /** How many events there were at the last one's instant. */
  instantEvents = 0;
  instant = -1;

  constructor(options: WorldOptions) {
    const { seed, machines, recorderOf } = options;
    this.trace = options.trace;
    this.instantLimit = options.instantLimit ?? 1_000_000;
    this.privileged = options.privileged ?? [];
    this.errorOfStop = options.errorOfStop ?? ((reason) => new StoppedError(reason));
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
    this.context = new KernelContext(seed, this.oracle, this.injection, this);
    this.consulted = Array.from(
      { length: mostConsulted },
      () => new KernelContext(seed, this.oracle, this.injection, this),
    );
    if (this.trace !== undefined) this.context.notes = noNotes;
    this.injectAll(options.faults ?? []);
  }

  /** Lets a component answer another within the event. A field, since contexts hold it. */
  readonly consult = (asker: Component, port: number, to: number, question: Tagged): Tagged =>
    this.answerWithin(asker, port, to, question);

  /** Counts what is observed of a part on the meters of the whole. A field likewise. */
  readonly countIn = (component: number, metric: number, value: number): void => {
    observe(this.architecture.own(component), metric, value, this.queue.now);
  };

  /** Says what a metric of another component came to in a minute. A field likewise. */
  readonly measure = (
    asker: Component,
    port: number,
    to: number,
    metric: string,
    minute: number,
    withValues: boolean,
  ): Meter | null => this.measureOf(asker, port, to, metric, minute, withValues);

  protected measureOf(
    _asker: Component,
    _port: number,
    _to: number,
    _metric: string,
    _minute: number,
    _withValues: boolean,
  ): Meter | null {
    throw new DefectError("a world that nothing moves is measured");
  }

  protected answerWithin(_asker: Component, _port: number, _to: number, _question: Tagged): Tagged {
    throw new DefectError("a world that nothing moves is consulted");
  }

  /** Injects faults, one after the other. @throws ConfigError */
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

  /** A state that was made immutably is shared with whoever saw it, so it is not written in place. */
  switchTo(executor: Executor): void {
    const writesInPlace = executor === "inPlace";
    if (writesInPlace === this.writesInPlace) return;
    this.writesInPlace = writesInPlace;
    this.architecture.epoch = newEpoch();
  }

  /** Becomes the same as `other`, between two events, with `oracle` to answer what comes. */
  becomeForkOf(other: World, oracle: Oracle): void {
    this.oracle = oracle;
    this.ordersTies = oracle.ordersTies;
    this.context.oracle = oracle;
    this.context.deviation = 0;
    for (const context of this.consulted) context.oracle = oracle;
    this.consulting = 0;
    this.events = other.events;
    this.queue.copyFrom(other.queue);
    this.requests.copyFrom(other.requests);
    this.digestLanes.copyFrom(other.digestLanes);
    this.unmet.copyFrom(other.unmet);
    this.outside = other.outside.slice();
    this.changes = other.changes.slice();
    this.isUnsettled = other.isUnsettled;
    this.injected.length = 0;
    for (const injected of other.injected) this.injected.push(injected); // A call takes so many only.
    this.architecture.share(other.architecture);
    this.injection.load(oracle, other.injection.list());
    this.injection.registerAll(other.injection);
    this.stopReason = other.stopReason;
    this.writesInPlace = other.writesInPlace;
    this.instant = other.instant;
    this.instantEvents = other.instantEvents;
    // A defect may have left these behind.
    this.cause = -1;
    this.patches = null;
  }

  /** Holds nothing any more but memory for another. */
  letGo(): void {
    this.architecture.components.length = 0;
    this.queue.letGo();
    this.requests.letGo();
    this.outside = [];
    this.struck.clear();
  }

  /** Itself as plain data, which it shares. */
  save(): SavedWorld {
    return {
      now: this.queue.now,
      events: this.events,
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
  }

  /** Takes over what was saved, into a world in which nothing has happened. */
  load(saved: SavedWorld): void {
    this.events = saved.events;
    this.outside = saved.outside.slice();
    this.architecture.load(saved.components, saved.latencies);
    this.injection.load(this.oracle, saved.activations);
    this.injected.forEach((fault, place) =>
      this.injection.register(fault, saved.faultTallies[place]),
    );
    this.stopReason = saved.stopped;
    this.digestLanes.load(saved.digest);
    this.unmet.load(saved.absences);
    this.requests.load(saved.requests);
    for (const event of saved.waiting) {
      const { at, target, kind, argument, payload, cause } = event;
      const slot = this.queue.place(at, target, kind, argument, payload, cause);
      const what = kind & kindMask;
      if (what === timerEvent) {
        setTimerIn(this.components[target]!, kind >> kindBits, argument, slot);
      } else if (what === deadlineEvent) {
        this.requests.setDeadlineSlot(this.requests.find(argument as RequestId), slot);
      }
    }
    this.queue.advanceTo(saved.now);
  }
}
