import { codeOf, type Component } from "../component.ts";
import { invariant, unreachable } from "../errors.ts";
import { struckRequestEvent } from "../event-kind.ts";
import type { Fault } from "../fault.ts";
import { noRequest } from "../effect.ts";
import type { Tagged } from "../plain.ts";
import { delivered, noPlace } from "../requests.ts";
import type { Instant } from "../time.ts";
import { Dispatching } from "./dispatching.ts";
import { never } from "./world.ts";

/** How requests and answers reach components. */
export class Delivering extends Dispatching {
  // Of a fraction at first, so that a later tag of any size is written into the same box.
  private readonly replied = { type: "replied", port: 0, tag: 0.5, body: { type: "" } as Tagged };

  /** Brings a request to a component, unless a fault strikes it. */
  protected deliver(component: Component, input: Tagged): void {
    if (component.faults.length > 0 && component.refusal === null) {
      const fault = this.strike(component, component.faults, this.delivered);
      if (fault !== null && !this.deliverUnder(fault, component, input)) return;
    }
    this.handOver(component, input);
  }

  /** What becomes of a request that a fault strikes; whether it is handed over now all the same. */
  private deliverUnder(fault: Fault, component: Component, input: Tagged): boolean {
    const { requests, delivered: id } = this;
    const request = requests.find(id);
    if (fault.type !== "duplicate" && fault.type !== "strike") this.passOver();
    switch (fault.type) {
      case "refuse":
        if (request !== noPlace) requests.setStage(request, delivered);
        this.answer(component, id, fault.body, this.queue.now);
        return false;
      case "delay": {
        const at = (this.queue.now + this.injection.delayOf(fault)) as Instant;
        this.queue.schedule(at, component.number, struckRequestEvent, id, input, this.cause);
        if (request !== noPlace && at > requests.deadlineOf(request)) this.armDeadline(id, request);
        return false;
      }
      case "drop":
        // What nobody gives up is not dropped.
        if (request === noPlace || requests.deadlineOf(request) === never) return true;
        this.armDeadline(id, request);
        return false;
      case "duplicate": {
        const at = (this.queue.now + this.injection.delayOf(fault)) as Instant;
        const { number } = component;
        this.queue.schedule(at, number, struckRequestEvent, noRequest, input, this.cause);
        return true;
      }
      case "strike":
      case "impair":
        return true; // It is an event of its own, or asked for by the component.
      default:
        return unreachable(fault);
    }
  }

  /** Lets a fault strike a component itself; it counts where something follows. */
  protected strikeItself(component: Component, fault: Fault | undefined, input: Tagged): void {
    if (fault !== undefined && this.trace !== undefined) this.struck.set(noRequest, fault.name);
    const effects = this.handOver(component, input);
    this.struck.delete(noRequest);
    // Whoever restores a snapshot without its faults has none to count for.
    if (fault !== undefined && effects > 0) this.injection.countStrike(fault);
  }

  /** An event that no machine hears of, and so no trace: what follows has the cause that it had. */
  private passOver(): void {
    this.cause = this.queue.lastCause;
  }

  /** Gives a component the request that is delivered; how many effects that had. */
  protected handOver(component: Component, input: Tagged): number {
    const { requests } = this;
    const request = requests.find(this.delivered);
    if (request !== noPlace) {
      requests.setStage(request, delivered);
      if (this.architecture.touched !== null) this.touchAsker(request);
    }
    if (component.refusal !== null) {
      this.passOver();
      // Of one that was given up before, nobody waits for the answer.
      if (request !== noPlace) this.unmet.count(requests.requesterOf(request), component.number);
      this.answer(component, this.delivered, component.refusal, this.queue.now);
      return 0;
    }
    this.context.request = this.delivered;
    const effects = this.dispatch(this.ownOf(component), input, codeOf(component, input), 0);
    // Most requests are answered at once; only the others need an event for their deadline.
    if (
      request !== noPlace &&
      requests.stageOf(request) === delivered &&
      requests.deadlineOf(request) !== never
    ) {
      this.armDeadline(this.delivered, request);
    }
    return effects;
  }

  /** Brings an answer to whoever asked. */
  protected bringBack(body: Tagged): void {
    this.conclude(body);
    if (this.trace !== undefined) this.struck.delete(this.delivered);
  }

  private conclude(body: Tagged): void {
    const { requests } = this;
    const request = requests.find(this.delivered);
    if (request === noPlace) return;
    const requester = requests.requesterOf(request);
    const onReply = requests.listenerOf(request);
    const port = requests.portOf(request);
    const tag = requests.tagOf(request);
    requests.close(request);
    if (onReply !== null) onReply(body);
    if (requester === -1) return;
    const component = this.components[requester]!;
    if (component.refusal !== null) return;
    this.context.request = noRequest;
    const input = this.repliedWith(port, tag, body);
    this.dispatch(this.ownOf(component), input, component.repliedCode, port + 1);
  }

  /** The input that an answer becomes: one object for all, where nobody keeps what happened. */
  private repliedWith(port: number, tag: number, body: Tagged): Tagged {
    if (this.trace !== undefined || !this.writesInPlace) {
      return { type: "replied", port, tag, body } as Tagged;
    }
    const { replied } = this;
    replied.port = port;
    replied.tag = tag;
    replied.body = body;
    return replied;
  }

  /** Gives a request up, whose deadline is there. */
  protected giveUp(): void {
    const request = this.requests.find(this.delivered);
    invariant(request !== noPlace, "the deadline of a closed request was not cancelled");
    if (this.requests.stageOf(request) === delivered) {
      // Nobody waits for its answer any more.
      this.architecture.own(this.requests.targetOf(request)).hash = -1;
    }
    const lost = { type: "lost" };
    this.bringBack(this.requests.readerOf(request) === -1 ? lost : this.answerRead(request, lost));
  }
}
