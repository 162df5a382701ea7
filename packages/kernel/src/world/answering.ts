import { directTarget, linkOf, notDirect, type Component, type Latency } from "../component.ts";
import { DefectError } from "../errors.ts";
import { deadlineEvent, replyEvent } from "../event-kind.ts";
import type { Fault } from "../fault.ts";
import { noRequest, type RequestId } from "../effect.ts";
import type { Tagged } from "../plain.ts";
import { durationIn } from "../random/law.ts";
import { answered, delivered, noPlace } from "../requests.ts";
import { noSlot } from "../slot-key.ts";
import type { Instant } from "../time.ts";
import { never, World } from "./world.ts";

/** How requests are answered, given up, and struck by faults on the way. */
export class Answering extends World {
  /** An answer in the words of the component that handed the request on. */
  protected answerRead(request: number, body: Tagged): Tagged {
    const component = this.ownOf(this.components[this.requests.readerOf(request)]!);
    const { machine, state } = component;
    if (machine.answerOf === undefined) return body;
    const { context } = this;
    context.now = this.queue.now;
    context.settings = component.settings;
    context.request = noRequest;
    context.component = component;
    return machine.answerOf(state, this.requests.readingOf(request), body, context);
  }

  /** Answers a request in the name of `component`, which is done at `done`; then comes the way back. */
  protected answer(component: Component, id: RequestId, given: Tagged, done: Instant): void {
    const { requests } = this;
    const request = requests.find(id);
    if (request === noPlace) return; // Given up before, or nobody waits.
    if (
      requests.stageOf(request) !== delivered ||
      requests.targetOf(request) !== component.number
    ) {
      throw new DefectError(`"${component.name}" answers a request twice, or one it was not asked`);
    }
    if (this.architecture.touched !== null) this.touchAsker(request);
    const body = requests.readerOf(request) === -1 ? given : this.answerRead(request, given);
    const requester = requests.requesterOf(request);
    let at: number = done;
    if (requester !== -1) {
      const sender = this.components[requester]!;
      const port = requests.portOf(request);
      const to = requests.toOf(request);
      if (directTarget(sender, port, to) === notDirect) {
        const { reply } = linkOf(sender, port, to)!;
        if (reply !== null) at += this.durationOf(sender, reply);
      }
    }
    const deadline = requests.deadlineOf(request);
    if (component.replyFaults.length > 0 && deadline !== never) {
      const fault = this.strike(component, component.replyFaults, id);
      if (fault !== null)
        at = fault.type === "delay" ? at + this.injection.delayOf(fault) : Infinity;
    }
    requests.setStage(request, answered);
    if (at > deadline) {
      // It would come too late: whoever asked has given up by then.
      this.armDeadline(id, request);
      return;
    }
    this.disarmDeadline(request);
    const target = Math.max(requester, 0);
    this.queue.place(at as Instant, target, replyEvent, id, body, this.cause);
  }

  /** Lets a request be given up at its deadline, where that is not arranged yet. */
  protected armDeadline(id: RequestId, request: number): void {
    const { requests, queue } = this;
    if (requests.deadlineSlotOf(request) !== noSlot) return;
    const at = Math.max(requests.deadlineOf(request), queue.now) as Instant;
    const target = Math.max(requests.requesterOf(request), 0);
    const slot = queue.place(at, target, deadlineEvent, id, null, this.cause);
    requests.setDeadlineSlot(request, slot);
  }

  /** Lets nobody give it up any more. */
  protected disarmDeadline(request: number): void {
    const slot = this.requests.deadlineSlotOf(request);
    if (slot === noSlot) return;
    this.queue.cancelAt(slot);
    this.requests.setDeadlineSlot(request, noSlot);
  }

  /** The fault that strikes a request, or its answer; `null` for none. */
  protected strike(component: Component, faults: readonly Fault[], id: RequestId): Fault | null {
    const request = this.requests.find(id);
    const sender = request === noPlace ? -1 : this.requests.senderOf(request);
    const fault = this.injection.strike(faults, component, sender, this.queue.now);
    if (fault !== null) {
      const { number } = component;
      if (this.trace !== undefined) this.struck.set(id, fault.name);
      this.digestLanes.fold(number, this.components[number]!.faultCount);
    }
    return fault;
  }

  /**
   * Where somebody asks what an event touches: whoever waits for the answer to a request that is given up at this
   * very instant, since it is another event that does so.
   */
  protected touchAsker(request: number): void {
    const { requests } = this;
    const { touched } = this.architecture;
    if (touched === null || requests.deadlineOf(request) > this.queue.now) return;
    touched.push(requests.requesterOf(request));
  }

  /** How long something takes this time. */
  protected durationOf(component: Component, { law, fixed, stream }: Latency): number {
    return fixed === -1 ? durationIn(law, this.ownOf(component).numbers, stream) : fixed;
  }

  /** `component` to write on. Nearly always it is our own, so that is asked first. */
  protected ownOf(component: Component): Component {
    // Not by a local of its own: V8 keeps one memory of shapes for the first parameter and the first local.
    return component.epoch === this.architecture.epoch
      ? component
      : this.architecture.own(component.number);
  }
}
