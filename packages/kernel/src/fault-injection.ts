import { ActiveFaults } from "./active-faults.ts";
import type { Architecture } from "./architecture.ts";
import type { Component } from "./component.ts";
import type { Fault } from "./fault.ts";
import type { Oracle } from "./oracle.ts";
import { compileDistribution, type Distribution } from "./random/distributions.ts";
import { next } from "./random/stream.ts";
import type { OpenRequest } from "./requests.ts";
import type { Instant } from "./time.ts";

/** Decides which fault strikes which request, and remembers which faults are there at all. */
export class FaultInjection {
  private readonly architecture: Architecture;
  private oracle: Oracle;
  /** By name or group; asked when first needed. */
  private readonly activations = new Map<string, boolean>();
  /** By the list that a component has of its faults. */
  private readonly active = new WeakMap<readonly Fault[], ActiveFaults>();

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

  /** The first of `faults` that strikes a request of `component`, or its answer; `null` for none. */
  strike(
    faults: readonly Fault[],
    { number, name }: Component,
    request: OpenRequest | null,
    now: Instant,
  ): Fault | null {
    for (const fault of this.activeOf(faults, now)) {
      if (fault.sender !== undefined) {
        const requester = request?.requester ?? -1;
        const sender = this.architecture.components[requester];
        if (sender?.name !== fault.sender) continue;
      }
      if (!this.isThere(fault)) continue;
      const component = this.architecture.own(number);
      const key = component.faultCount;
      component.faultCount += 1;
      const weights = [1 - fault.share, fault.share];
      if (fault.share === 1 || this.oracle.choose(name, fault.name, key, 0, weights) === 1) {
        return fault;
      }
    }
    return null;
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
  isThere({ activation = 1, group, name }: Fault): boolean {
    if (activation === 1) return true;
    const key = group ?? name;
    let isThere = this.activations.get(key);
    if (isThere === undefined) {
      const weights = [1 - activation, activation];
      isThere = this.oracle.choose("", `fault ${key}`, 0, 0, weights) === 1;
      this.activations.set(key, isThere);
    }
    return isThere;
  }
}
