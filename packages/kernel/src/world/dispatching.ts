import type { Component } from "../component.ts";
import {
  clearTimerListed,
  listed,
  replyListed,
  sendListed,
  setTimerListed,
  type EffectList,
  type Effects,
} from "../effect-list.ts";
import { DefectError, invariant, unreachable } from "../errors.ts";
import { kindBits, timerEvent } from "../event-kind.ts";
import { transitionOnCopy } from "../executor.ts";
import type { AnyEffect, ClearTimer, RequestId, SetTimer } from "../effect.ts";
import { measure } from "../meter.ts";
import type { Meter } from "../metered-sums.ts";
import type { Tagged } from "../plain.ts";
import { cancelTimerIn, setTimerIn } from "../timer-table.ts";
import { noTime, unboxed, type Instant } from "../time.ts";
import type { TraceEntry } from "../trace.ts";
import { noNotes } from "../kernel-context.ts";
import { Sending } from "./sending.ts";

/** Folded with an input that is a consultation: more than any port has, so that it is told from an answer. */
const consultation = 32_768;

/** What is carried out as the object that it is. */
type OtherEffect = Exclude<AnyEffect, SetTimer | ClearTimer>;

/** How a component reacts to an input, and what becomes of its effects. */
export class Dispatching extends Sending {
  /** Lets a component react to an input, and carries its effects out; how many they were. */
  protected dispatch(
    given: Component,
    input: Tagged,
    code: number | undefined,
    request: RequestId,
    detail: number,
  ): number {
    const component = this.ownOf(given);
    const { machine, number } = component;
    const { context } = this;
    if (code === undefined) {
      throw new DefectError(`${machine.kind} declares no input "${input.type}"`);
    }
    context.now = unboxed(this.queue.now);
    context.settings = component.settings;
    context.request = request;
    context.component = component;
    component.hash = -1;
    const list = context.effects.clear();
    let effects: Effects<AnyEffect>;
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
      effects = component.transition(component.state as object, input, context) as typeof effects;
    }
    const digest = this.digestLanes;
    digest.fold(number, code + detail * 64 + effects.length * 65_536);
    digest.fold(number, this.queue.now);
    digest.fold(number, component.fingerprint(input));
    if (context.deviation !== 0) {
      digest.fold(number, context.deviation);
      context.deviation = 0;
    }
    if (this.trace !== undefined) this.record(component, input, listed(effects));
    if (effects !== list) {
      if (effects.length === 0) return 0;
      list.clear().pushAll(listed(effects));
    }
    const { length } = list;
    for (let place = 0; place < length; place += 1) this.carryListed(component, list, place);
    return length;
  }

  protected override answerWithin(
    asker: Component,
    port: number,
    to: number,
    question: Tagged,
  ): Tagged {
    const component = this.ownOf(this.components[this.linkAt(asker, port, to).target]!);
    if (component.refusal !== null) return component.refusal;
    const { machine, number } = component;
    const code = component.codes[question.type];
    if (code === undefined) {
      throw new DefectError(`${machine.kind} declares no input "${question.type}"`);
    }
    const context = this.consulted[this.consulting];
    if (context === undefined) throw new DefectError(`components consult each other in a circle`);
    context.now = this.context.now;
    context.settings = component.settings;
    context.component = component;
    component.hash = -1;
    this.consulting += 1;
    context.effects.clear();
    let effects: Effects<AnyEffect>;
    if (this.executor === "immutable") {
      const outcome = transitionOnCopy(
        machine,
        component.state,
        question,
        context,
        this.patches !== null,
      );
      this.patches?.push({ component: component.name, ...outcome.changes });
      component.state = outcome.state;
      effects = outcome.effects;
    } else {
      const { state } = component;
      effects = component.transition(state as object, question, context) as typeof effects;
    }
    this.consulting -= 1;
    const answer = listed(effects)[0]; // Taken apart, it would take an iterator.
    if (answer?.type !== "reply" || effects.length !== 1) {
      throw new DefectError(`${machine.kind} does not just answer "${question.type}"`);
    }
    const digest = this.digestLanes;
    digest.fold(number, code + consultation);
    digest.fold(number, this.queue.now);
    digest.fold(number, component.fingerprint(question));
    if (context.deviation !== 0) {
      digest.fold(number, context.deviation);
      context.deviation = 0;
    }
    return answer.body;
  }

  protected override measureOf(
    asker: Component,
    port: number,
    to: number,
    metric: string,
    minute: number,
    withValues: boolean,
  ): Meter | null {
    const component = this.ownOf(this.components[this.linkAt(asker, port, to).target]!);
    const { machine, refusal, state, settings } = component;
    if (refusal !== null) return null;
    const number = machine.metrics.of[metric];
    if (number !== undefined) return measure(component, number, minute, this.queue.now, withValues);
    const read = machine.gauges?.(state, settings, this.queue.now)[metric];
    if (read === undefined) throw new DefectError(`${machine.kind} has no metric "${metric}"`);
    return { count: 1, sum: read, min: read, max: read };
  }

  private carryListed(component: Component, effects: EffectList, place: number): void {
    const digest = this.digestLanes;
    const { number } = component;
    switch (effects.kinds[place]) {
      case setTimerListed: {
        const timer = effects.numbers[place]!;
        const index = effects.places[place]!;
        const at = effects.times[place]! as Instant;
        digest.fold(number, 3 + timer * 8);
        digest.fold(number, at);
        cancelTimerIn(component, this.queue, timer, index);
        const kind = timerEvent + (timer << kindBits);
        const slot = this.queue.place(at, number, kind, index, null, this.cause);
        setTimerIn(component, timer, index, slot);
        return;
      }
      case clearTimerListed: {
        const timer = effects.numbers[place]!;
        const index = effects.places[place]!;
        digest.fold(number, 4 + timer * 8);
        cancelTimerIn(component, this.queue, timer, index);
        return;
      }
      case replyListed: {
        digest.fold(number, 1);
        const body = effects.values[place] as Tagged;
        this.answer(component, effects.times[place]! as RequestId, body, 0);
        return;
      }
      case sendListed:
        this.sendListed(component, effects, place);
        return;
      default:
        this.carry(component, effects.values[place] as OtherEffect);
    }
  }

  private carry(component: Component, effect: OtherEffect): void {
    const digest = this.digestLanes;
    switch (effect.type) {
      case "reply": {
        const { after = noTime } = effect;
        digest.fold(component.number, 1);
        digest.fold(component.number, after);
        this.answer(component, effect.to, effect.body, after);
        return;
      }
      case "send":
        this.send(component, effect);
        return;
      case "handOn":
        this.handOn(component, effect);
        return;
      case "changeArchitecture":
        invariant(
          this.privileged.includes(component.machine.kind),
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

  private record(component: Component, input: Tagged, effects: readonly AnyEffect[]): void {
    const { context, delivered: request, scheduledBy: cause } = this;
    const notes = context.notes!; // There is a trace.
    const fault =
      context.metFaults ?? (this.struck.size > 0 ? this.struck.get(request) : undefined);
    context.metFaults = null;
    const event = this.events - 1;
    const at = this.queue.now;
    const { name, machine } = component;
    const { kind } = machine;
    // Each form written out: to put them together of parts costs as much as all of the rest.
    let entry: TraceEntry;
    if (notes.length === 0) {
      entry =
        fault === undefined
          ? { event, at, component: name, kind, input, effects, cause, request }
          : { event, at, component: name, kind, input, effects, cause, request, fault };
    } else {
      context.notes = noNotes;
      entry =
        fault === undefined
          ? { event, at, component: name, kind, input, effects, cause, request, notes }
          : { event, at, component: name, kind, input, effects, cause, request, notes, fault };
    }
    this.trace!(entry);
  }
}
