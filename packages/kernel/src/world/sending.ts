import { directTarget, linkOf, notDirect, type Component, type Link } from "../component.ts";
import { effectBits, handOnCode, sendCode, type EffectList } from "../effect-list.ts";
import { DefectError } from "../errors.ts";
import { requestEvent } from "../event-kind.ts";
import type { HandOn, Send } from "../effect.ts";
import type { Tagged } from "../plain.ts";
import { asked, delivered, noPlace } from "../requests.ts";
import type { Duration, Instant } from "../time.ts";
import { Answering } from "./answering.ts";

/** How components send requests, and hand them on. */
export class Sending extends Answering {
  /** Sends the request at a place of a list. */
  protected sendListed(component: Component, list: EffectList, place: number, code: number): void {
    const port = code >> effectBits;
    const to = list.indexAt(place);
    const deadline = list.timeAt(place) as Instant;
    const { number } = component;
    this.digestLanes.fold(number, code + to * 256);
    let at = this.context.now; // The present, in the box that it has.
    let target = directTarget(component, port, to);
    if (target === notDirect) {
      const link = this.linkAt(component, port, to);
      at = this.arrivalBy(component, link, undefined);
      ({ target } = link);
    }
    const { requests } = this;
    const request = requests.open(number, number, target, port, to);
    requests.setTag(request, list.tagAt(place));
    requests.setDeadline(request, deadline);
    const id = requests.idOf(request);
    this.queue.place(at, target, requestEvent, id, list.valueAt(place), this.cause);
    if (at > deadline) this.armDeadline(id, request);
  }

  /** Sends a request that takes its time, or is made for that of somebody else. */
  protected send(component: Component, effect: Send<Tagged>): void {
    const { port, to, deadline } = effect;
    this.digestLanes.fold(component.number, sendCode + port * 8 + to * 256);
    const link = this.linkAt(component, port, to);
    const at = this.arrivalBy(component, link, effect.after);
    const { target } = link;
    const { number } = component;
    const { requests } = this;
    const origin = effect.onBehalfOf === undefined ? noPlace : requests.find(effect.onBehalfOf);
    const sender = origin === noPlace ? number : requests.senderOf(origin);
    if (origin !== noPlace && this.architecture.touched !== null) this.touchAsker(origin);
    const request = requests.open(number, sender, target, port, to);
    requests.setTag(request, effect.tag);
    requests.setDeadline(request, deadline);
    const id = requests.idOf(request);
    this.queue.place(at, target, requestEvent, id, effect.input, this.cause);
    if (at > deadline) this.armDeadline(id, request);
  }

  /** Lets another component answer a request in the place of `component`. */
  protected handOn(component: Component, effect: HandOn): void {
    const { request: id, port, to } = effect;
    this.digestLanes.fold(component.number, handOnCode + port * 8 + to * 256);
    const link = this.linkAt(component, port, to);
    const at = this.arrivalBy(component, link, undefined);
    const { requests } = this;
    const request = requests.find(id);
    // Given up before, or nobody waits: it is done all the same.
    this.queue.place(at, link.target, requestEvent, id, effect.input, this.cause);
    if (request === noPlace) return;
    if (
      requests.stageOf(request) !== delivered ||
      requests.targetOf(request) !== component.number
    ) {
      throw new DefectError(`"${component.name}" hands on a request that is not its own`);
    }
    if (this.architecture.touched !== null) this.touchAsker(request);
    requests.setStage(request, asked);
    requests.setTarget(request, link.target);
    // One that has no words of its own leaves the answer to whoever handed the request on before.
    if (component.machine.answerOf !== undefined) {
      requests.setReader(request, component.number, effect.reading);
    }
    if (effect.deadline < requests.deadlineOf(request)) {
      requests.setDeadline(request, effect.deadline);
      this.disarmDeadline(request);
    }
    if (at > requests.deadlineOf(request)) this.armDeadline(id, request);
  }

  protected linkAt(component: Component, port: number, to: number): Link {
    const link = linkOf(component, port, to);
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
}
