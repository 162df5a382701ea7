import { ActiveFaults } from "./active-faults.ts";
import { allFaults, type Architecture } from "./architecture.ts";
import type { Component } from "./component.ts";
import type { Fault, FaultCounts, ImpairFault } from "./fault.ts";
import type { Oracle } from "./oracle.ts";
import type { Distribution } from "./random/distributions.ts";
import { compileDistribution } from "./random/sampling.ts";
import { next } from "./random/stream.ts";
import type { Instant } from "./time.ts";

type Counting = { -readonly [Count in keyof FaultCounts]: number };

/** A fault, and what it came to. */
export interface FaultTally extends FaultCounts {
  readonly fault: Fault;
  /** Whether it is there in this run; `null`: nothing depended on it so far. */
  readonly isThere: boolean | null;
}

/** Decides which fault strikes which request, and remembers which faults are there at all. */
export class FaultInjection {
  private readonly architecture: Architecture;
  private oracle: Oracle;
  /** By name or group; asked when first needed. */
  private readonly activations = new Map<string, boolean>();
  /** By the list that a component has of its faults. */
  private readonly active = new WeakMap<readonly Fault[], ActiveFaults>();
  /** By fault, in the order of their injection. */
  private readonly counts = new Map<Fault, Counting>();

  constructor(architecture: Architecture, oracle: Oracle) {
    this.architecture = architecture;
    this.oracle = oracle;
  }

  /** Asks `oracle` from here on, about all that was not found before. */
  load(oracle: Oracle, activations: readonly (readonly [fault: string, isThere: boolean])[]): void {
    this.oracle = oracle;
    this.activations.clear();
    for (const [fault, isThere] of activations) this.activations.set(fault, isThere);
  }

  /** Counts what `fault` is asked about from here on, or goes on from `counts`. */
  register(fault: Fault, counts: FaultCounts = { seen: 0, meant: 0, struck: 0 }): void {
    this.counts.set(fault, { ...counts });
  }

  /** Takes over the faults that `other` counts, and what it counted. */
  registerAll(other: FaultInjection): void {
    this.counts.clear();
    for (const [fault, counts] of other.counts) this.register(fault, counts);
  }

  /** Each fault with what it came to, in the order of their injection. */
  tally(): readonly FaultTally[] {
    return [...this.counts].map(([fault, counts]) => ({
      fault,
      isThere: (fault.activation ?? 1) === 1 || (this.activations.get(keyOf(fault)) ?? null),
      ...counts,
    }));
  }

  /** Counts that something happened to the component itself, which `fault` says. */
  countStrike(fault: Fault): void {
    this.architecture.touched?.push(allFaults);
    const counts = this.counts.get(fault)!;
    counts.seen += 1;
    counts.meant += 1;
    counts.struck += 1;
  }

  /** The first of `faults` that strikes a request of `component`, or its answer; `null` for none. It is `from` a component, or -1. */
  strike(
    faults: readonly Fault[],
    { number, name }: Component,
    from: number,
    now: Instant,
  ): Fault | null {
    this.architecture.touched?.push(allFaults);
    for (const fault of this.activeOf(faults, now)) {
      const counts = this.counts.get(fault)!;
      counts.seen += 1;
      if (fault.sender !== undefined) {
        if (this.architecture.components[from]?.name !== fault.sender) continue;
      }
      counts.meant += 1;
      if (!this.isThere(fault)) continue;
      const component = this.architecture.own(number);
      const key = component.faultCount;
      component.faultCount += 1;
      const weights = [1 - fault.share, fault.share];
      if (fault.share === 1 || this.oracle.choose(name, fault.name, key, 0, weights) === 1) {
        counts.struck += 1;
        return fault;
      }
    }
    return null;
  }

  /** Those that strike what a component begins under `key`, in order of their injection. */
  impairing({ name, workFaults }: Component, key: number, now: Instant): readonly ImpairFault[] {
    const impairing: ImpairFault[] = [];
    this.architecture.touched?.push(allFaults);
    for (const fault of this.activeOf(workFaults, now)) {
      const counts = this.counts.get(fault)!;
      counts.seen += 1;
      counts.meant += 1;
      if (!this.isThere(fault)) continue;
      const weights = [1 - fault.share, fault.share];
      // By the work's own key, so that no other fault's draws move.
      if (fault.share < 1 && this.oracle.choose(name, fault.name, key, 0, weights) === 0) continue;
      counts.struck += 1;
      impairing.push(fault as ImpairFault); // There is no other among them.
    }
    return impairing;
  }

  private activeOf(faults: readonly Fault[], now: Instant): readonly Fault[] {
    let active = this.active.get(faults);
    if (active === undefined) this.active.set(faults, (active = new ActiveFaults(faults)));
    return active.at(now);
  }

  /** By how much `fault` delays, in whole microseconds. */
  delayOf({ name, by }: Extract<Fault, { by: Distribution }>): number {
    const stream = this.architecture.delayStream(name);
    const delay = Math.round(compileDistribution(by)(() => next(stream)));
    return delay > 0 ? delay : 0;
  }

  /** Which faults and groups were found to be there, or not. */
  list(): readonly (readonly [fault: string, isThere: boolean])[] {
    return [...this.activations];
  }

  /** Whether a fault is there in this run. */
  isThere(fault: Fault): boolean {
    const { activation = 1 } = fault;
    if (activation === 1) return true;
    const key = keyOf(fault);
    let isThere = this.activations.get(key);
    if (isThere === undefined) {
      const weights = [1 - activation, activation];
      isThere = this.oracle.choose("", `fault ${key}`, 0, 0, weights) === 1;
      this.activations.set(key, isThere);
    }
    return isThere;
  }
}

/** What decides whether a fault is there: its group, or itself. */
const keyOf = ({ group, name }: Fault): string => group ?? name;
