import type { AnyEffect, RequestId } from "./effect.ts";
import type { Tagged } from "./plain.ts";
import type { Instant } from "./time.ts";

/** What a place of an {@link EffectList} has. */
export const setTimerListed = 0;
export const clearTimerListed = 1;
export const replyListed = 2;
export const sendListed = 3;
/** An effect as the object that it is. */
const otherListed = 4;

/** How many effects there is room for at first. */
const firstCapacity = 32;

/**
 * Effects in order, in columns: for transitions that happen so often that an object for each effect would be
 * most of what they allocate. A transition has one from its context, puts on it what it asks for, and returns it.
 */
export class EffectList {
  length = 0;
  /** What each place has: one of the five above. */
  readonly kinds: number[] = [];
  /** The timer, or the port. */
  readonly numbers: number[] = [];
  /** The index of the timer, or which of the port's targets. */
  readonly places: number[] = [];
  /** When the timer fires, or a request is given up; or the request that is answered. */
  times = new Float64Array(firstCapacity);
  /** The tag of a request. */
  tags = new Float64Array(firstCapacity);
  /** The body of a reply, the input of a request, or the effect itself. */
  readonly values: unknown[] = [];

  /** Makes it empty. */
  clear(): this {
    this.length = 0;
    return this;
  }

  setTimer(timer: number, index: number, at: Instant): void {
    const place = this.next(setTimerListed, timer, index);
    this.times[place] = at;
  }

  clearTimer(timer: number, index: number): void {
    this.next(clearTimerListed, timer, index);
  }

  reply(to: RequestId, body: Tagged): void {
    const place = this.next(replyListed, 0, 0);
    this.times[place] = to;
    this.values[place] = body;
  }

  send(port: number, to: number, input: Tagged, tag: number, deadline: Instant): void {
    const place = this.next(sendListed, port, to);
    this.times[place] = deadline;
    this.tags[place] = tag;
    this.values[place] = input;
  }

  /** Puts an effect on it that is an object already. */
  push(effect: AnyEffect): void {
    switch (effect.type) {
      case "setTimer":
        this.setTimer(effect.timer, effect.index, effect.at);
        return;
      case "clearTimer":
        this.clearTimer(effect.timer, effect.index);
        return;
      case "reply":
        if (effect.after === undefined) this.reply(effect.to, effect.body);
        else this.pushWhole(effect);
        return;
      case "send":
        if (effect.after === undefined && effect.onBehalfOf === undefined) {
          this.send(effect.port, effect.to, effect.input, effect.tag, effect.deadline);
        } else this.pushWhole(effect);
        return;
      default:
        this.pushWhole(effect);
    }
  }

  /** Puts effects on it, one after the other. */
  pushAll(effects: readonly AnyEffect[]): void {
    for (let place = 0; place < effects.length; place += 1) this.push(effects[place]!);
  }

  /** The effect at a place, as an object of its own. */
  at(place: number): AnyEffect {
    const number = this.numbers[place]!;
    const index = this.places[place]!;
    const time = this.times[place]!;
    switch (this.kinds[place]) {
      case setTimerListed:
        return { type: "setTimer", timer: number, index, at: time as Instant };
      case clearTimerListed:
        return { type: "clearTimer", timer: number, index };
      case replyListed:
        return { type: "reply", to: time as RequestId, body: this.values[place] as Tagged };
      case sendListed: {
        const input = this.values[place] as Tagged;
        const tag = this.tags[place]!;
        return { type: "send", port: number, to: index, input, tag, deadline: time as Instant };
      }
      default:
        return this.values[place] as AnyEffect;
    }
  }

  private pushWhole(effect: AnyEffect): void {
    this.values[this.next(otherListed, 0, 0)] = effect;
  }

  private next(kind: number, number: number, index: number): number {
    const place = this.length;
    if (place === this.times.length) this.grow();
    this.length = place + 1;
    this.kinds[place] = kind;
    this.numbers[place] = number;
    this.places[place] = index;
    return place;
  }

  private grow(): void {
    const capacity = 2 * this.times.length;
    const times = new Float64Array(capacity);
    times.set(this.times);
    this.times = times;
    const tags = new Float64Array(capacity);
    tags.set(this.tags);
    this.tags = tags;
  }
}

/** What a transition returns. */
export type Effects<Output> = readonly Output[] | EffectList;

/** Effects as objects, for whoever looks at them. */
export function listed<Output>(effects: Effects<Output>): readonly Output[] {
  if (!(effects instanceof EffectList)) return effects;
  const objects: Output[] = [];
  // A transition puts nothing on it but what it may ask for.
  for (let place = 0; place < effects.length; place += 1) objects.push(effects.at(place) as Output);
  return objects;
}
