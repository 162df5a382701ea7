import { enterEpoch, newEpoch } from "../collections/epoch.ts";
import { DefectError } from "../errors.ts";
import {
  kindBits,
  kindMask,
  replyEvent,
  requestEvent,
  strikeEvent,
  struckRequestEvent,
  timerEvent,
} from "../event-kind.ts";
import { kindOf, targetOf } from "../event-queue.ts";
import { noRequest, type RequestId } from "../effect.ts";
import type { Tagged } from "../plain.ts";
import type { EventKey } from "../scheduler.ts";
import { timerInput } from "../timer-input.ts";
import { clearTimerIn } from "../timer-table.ts";
import type { Instant } from "../time.ts";
import { Changing } from "./changing.ts";
import { never } from "./world.ts";

/** Of how many components a cycle is named. */
const cycleLength = 12;

/** How many events are taken by one call: V8 makes better code of what is called often than of a loop that goes on. */
const mostTaken = 1_024;

/** How events are taken, one after the other. */
export class Stepping extends Changing {
  /** Takes the next event, and says what it touched: `null` when none waits. */
  takeNextTouching(): { readonly event: EventKey; readonly touched: readonly number[] } | null {
    const touched: number[] = [];
    const { architecture } = this;
    // What is written on now is written on first in this epoch.
    architecture.epoch = newEpoch();
    enterEpoch(architecture.epoch);
    architecture.touched = touched;
    try {
      return this.takeNext() ? { event: this.queue.lastKey, touched } : null;
    } finally {
      architecture.touched = null;
    }
  }

  /** Takes the next event; false when none waits. */
  takeNext(): boolean {
    const { events } = this;
    this.takeUpTo(Infinity, events + 1);
    return this.events > events;
  }

  /** Takes events that are due until `until`, up to event number `last`; of many only the first ones. */
  takeUpTo(until: number, last: number): void {
    if (this.stopReason !== null) throw this.errorOfStop(this.stopReason);
    const { queue } = this;
    const latest = Math.min(until, never);
    for (let left = Math.min(last - this.events, mostTaken); left > 0; left -= 1) {
      const at = queue.peek();
      if (at === -1 || at > latest) return;
      const what = queue.takeNext(this.ordersTies ? this.rankOfNext() : 0);
      if (this.trace !== undefined) this.scheduledBy = queue.lastCause;
      this.countAtInstant(at, what);
      this.cause = this.events;
      this.events += 1;
      this.carryOut(what);
      if (this.isUnsettled) this.settle();
      this.cause = -1;
    }
  }

  /** Does what an event asked for beyond its effects. */
  private settle(): void {
    this.isUnsettled = false;
    if (this.changes.length > 0) this.applyChanges();
    this.cause = -1;
    if (this.stopReason !== null) throw this.errorOfStop(this.stopReason);
  }

  private carryOut(what: number): void {
    const kind = kindOf(what);
    const target = targetOf(what);
    const { queue } = this;
    const argument = queue.takenArgument;
    if ((kind & kindMask) === timerEvent) {
      this.delivered = noRequest;
      this.context.request = noRequest;
      const component = this.ownOf(this.components[target]!);
      const timer = kind >> kindBits;
      const index = argument | 0; // It comes as a fraction would.
      clearTimerIn(component, timer, index);
      this.dispatch(component, timerInput(timer, index), component.timerFiredCode, timer + 1);
      return;
    }
    const payload = queue.takePayload() as Tagged;
    this.delivered = argument as RequestId;
    switch (kind) {
      case requestEvent:
        this.deliver(this.components[target]!, payload);
        return;
      case replyEvent:
        this.bringBack(payload);
        return;
      case struckRequestEvent:
        this.handOver(this.components[target]!, payload);
        return;
      case strikeEvent:
        this.delivered = noRequest;
        this.strikeItself(this.components[target]!, this.injected[argument], payload);
        return;
      default:
        this.giveUp();
    }
  }

  /** Which of the events tied is next: known by the instant and how many events it has seen. */
  private rankOfNext(): number {
    const targets = this.queue.tiedTargets();
    if (targets.length < 2) return 0;
    const at = this.queue.peek();
    const nth = at === this.instant ? this.instantEvents : 0;
    const names = targets.map((target) => this.components[target]!.name);
    const weights = new Array<number>(targets.length).fill(1);
    return this.oracle.choose("", "order", at, nth, weights, names, this.queue.tiedEvents());
  }

  private countAtInstant(at: Instant, what: number): void {
    if (at !== this.instant) {
      this.instant = at;
      this.instantEvents = 0;
    }
    this.instantEvents += 1;
    if (this.instantEvents <= this.instantLimit) return;
    throw new DefectError(
      `more than ${this.instantLimit} events at ${at} µs: time does not move on. ` +
        `The last were for ${this.cycleFrom(targetOf(what))}`,
    );
  }

  private cycleFrom(target: number): string {
    const seen = [this.components[target]!.name];
    while (seen.length < cycleLength) {
      const following = this.queue.take();
      if (following === undefined) break;
      seen.push(this.components[following.target]!.name);
    }
    return seen.map((name) => `"${name}"`).join(", ");
  }
}
