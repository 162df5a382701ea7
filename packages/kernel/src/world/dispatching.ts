import { codeOf, type Component } from "../component.ts";
import {
  clearTimerCode,
  effectBits,
  effectMask,
  listed,
  replyCode,
  sendCode,
  setTimerCode,
  stopCode,
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
import { after, noTime, unboxed, type Instant } from "../time.ts";
import type { TraceEntry } from "../trace.ts";
import { noNotes, type KernelContext } from "../kernel-context.ts";
import { Sending } from "./sending.ts";

/** Folded with an input that is a consultation: more than any port has, so that it is told from an answer. */
const consultation = 32_768;

/** What is carried out as the object that it is. */
type OtherEffect = Exclude<AnyEffect, SetTimer | ClearTimer>;

/** How a component reacts to an input, and what becomes of its effects. */
export class Dispatching extends Sending {
  /** Lets a component, which is our own, react to an input, and carries its effects out; how many they were. */
  protected dispatch(
    component: Component,
    input: Tagged,
    code: number | undefined,
    detail: number,
  ): number {
    if (code === undefined) throw undeclared(component, input);
    const { context } = this;
    context.now = unboxed(this.queue.now);
    const effects = this.react(component, input, context);
    const { length } = effects;
    this.foldReaction(component, input, context, code + detail * 64 + length * 65_536);
    if (this.trace !== undefined) this.record(component, input, listed(effects));
    if (length === 0) return 0;
    const list = context.effects;
    if (effects !== list) list.clear().pushAll(listed(effects));
    this.carryAll(component, list, length);
    return length;
  }

  /** Lets a component react to an input: what it asks for. */
  private react(component: Component, input: Tagged, context: KernelContext): Effects<AnyEffect> {
    context.settings = component.settings;
    context.component = component;
    context.effects.length = 0;
    component.hash = -1;
    return this.writesInPlace
      ? component.transition(component.state as object, input, context)
      : this.reactOnCopy(component, input, context);
  }

  private reactOnCopy(
    component: Component,
    input: Tagged,
    context: KernelContext,
  ): readonly AnyEffect[] {
    const { machine, state } = component;
    const outcome = transitionOnCopy(machine, state, input, context, this.patches !== null);
    this.patches?.push({ component: component.name, ...outcome.changes });
    // The parts that did not change are still those of whoever holds the state before.
    component.state = outcome.state;
    return outcome.effects;
  }

  /** Folds an input, of which `what` says the kind, and what the oracle said meanwhile. */
  private foldReaction(
    component: Component,
    input: Tagged,
    context: KernelContext,
    what: number,
  ): void {
    const { digestLanes: digest } = this;
    const { number } = component;
    digest.fold(number, what);
    digest.fold(number, this.queue.now);
    digest.fold(number, component.fingerprint(input));
    if (context.deviation !== 0) {
      digest.fold(number, context.deviation);
      context.deviation = 0;
    }
  }

  protected override answerWithin(
    asker: Component,
    port: number,
    to: number,
    question: Tagged,
  ): Tagged {
    const component = this.ownOf(this.components[this.linkAt(asker, port, to).target]!);
    if (component.refusal !== null) return component.refusal;
    const code = codeOf(component, question);
    if (code === undefined) throw undeclared(component, question);
    const context = this.consulted[this.consulting];
    if (context === undefined) throw new DefectError(`components consult each other in a circle`);
    context.now = this.context.now;
    this.consulting += 1;
    const effects = this.react(component, question, context);
    this.consulting -= 1;
    const answer = listed(effects)[0]; // Taken apart, it would take an iterator.
    if (answer?.type !== "reply" || effects.length !== 1) {
      throw new DefectError(`${component.machine.kind} does not just answer "${question.type}"`);
    }
    this.foldReaction(component, question, context, code + consultation);
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

  /** Carries out what a list has, in order. */
  private carryAll(component: Component, list: EffectList, length: number): void {
    const { digestLanes: digest, queue } = this;
    const { number } = component;
    for (let place = 0; place < length; place += 1) {
      const code = list.codeAt(place);
      switch (code & effectMask) {
        case setTimerCode: {
          const timer = code >> effectBits;
          const index = list.indexAt(place);
          const at = list.timeAt(place) as Instant;
          digest.fold(number, code);
          digest.fold(number, at);
          cancelTimerIn(component, queue, timer, index);
          const kind = timerEvent | (timer << kindBits);
          const slot = queue.place(at, number, kind, index, null, this.cause);
          setTimerIn(component, timer, index, slot);
          break;
        }
        case clearTimerCode: {
          const timer = code >> effectBits;
          const index = list.indexAt(place);
          digest.fold(number, code);
          cancelTimerIn(component, queue, timer, index);
          break;
        }
        case replyCode:
          digest.fold(number, code);
          this.answer(
            component,
            list.timeAt(place) as RequestId,
            list.valueAt(place) as Tagged,
            this.context.now,
          );
          break;
        case sendCode:
          this.sendListed(component, list, place, code);
          break;
        default:
          this.carry(component, list.valueAt(place) as OtherEffect);
      }
    }
  }

  private carry(component: Component, effect: OtherEffect): void {
    const digest = this.digestLanes;
    switch (effect.type) {
      case "reply": {
        const { after: delay = noTime } = effect;
        digest.fold(component.number, replyCode);
        digest.fold(component.number, delay);
        this.answer(component, effect.to, effect.body, after(this.context.now, delay));
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
        this.isUnsettled = true;
        return;
      case "stop":
        digest.fold(component.number, stopCode);
        this.stopReason ??= effect.reason;
        this.isUnsettled = true;
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

const undeclared = ({ machine }: Component, input: Tagged): DefectError =>
  new DefectError(`${machine.kind} declares no input "${input.type}"`);
