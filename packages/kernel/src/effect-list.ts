import type { AnyEffect, RequestId } from "./effect.ts";
import type { Tagged } from "./plain.ts";
import type { Instant } from "./time.ts";

/** What the digest folds of an effect besides its numbers: in the lowest bits, which kind it is of. */
export const effectBits = 3;
export const effectMask = (1 << effectBits) - 1;
export const replyCode = 1;
export const sendCode = 2;
export const setTimerCode = 3;
export const clearTimerCode = 4;
export const stopCode = 5;
export const handOnCode = 6;
/** On a list: an effect as the object that it is. */
const otherCode = 0;

/** How many effects there is room for at first. */
const firstCapacity = 16;

// An effect is four doubles: in place of the first two integers, and two.
const doubleBits = 2;
const integerBits = 3;
const codeField = 0;
const indexField = 1;
const timeField = 1;
const tagField = 2;

/**
 * Effects in order, as numbers: for transitions that happen so often that an object for each effect would be
 * most of what they allocate. A transition has one from its context, puts on it what it asks for, and returns it.
 */
export class EffectList {
  length = 0;
  private capacity = firstCapacity;
  private doubles = new Float64Array(firstCapacity << doubleBits);
  private integers = new Int32Array(this.doubles.buffer);
  /** The body of a reply, the input of a request, or the effect itself. */
  private readonly values = new Array<unknown>(firstCapacity).fill(null);

  /** Makes it empty. */
  clear(): this {
    this.length = 0;
    return this;
  }

  setTimer(timer: number, index: number, at: Instant): void {
    const place = this.next(setTimerCode | (timer << effectBits), index);
    this.doubles[(place << doubleBits) | timeField] = at;
  }

  clearTimer(timer: number, index: number): void {
    this.next(clearTimerCode | (timer << effectBits), index);
  }

  reply(to: RequestId, body: Tagged): void {
    const place = this.next(replyCode, 0);
    this.doubles[(place << doubleBits) | timeField] = to;
    this.values[place] = body;
  }

  send(port: number, to: number, input: Tagged, tag: number, deadline: Instant): void {
    const place = this.next(sendCode | (port << effectBits), to);
    const { doubles } = this;
    doubles[(place << doubleBits) | timeField] = deadline;
    doubles[(place << doubleBits) | tagField] = tag;
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

  /** Which kind of effect a place has, and above {@link effectBits} the timer or the port. */
  codeAt(place: number): number {
    return this.integers[(place << integerBits) | codeField]!;
  }

  /** The index of the timer, or which of the port's targets. */
  indexAt(place: number): number {
    return this.integers[(place << integerBits) | indexField]!;
  }

  /** When the timer fires, or a request is given up; or the request that is answered. */
  timeAt(place: number): number {
    return this.doubles[(place << doubleBits) | timeField]!;
  }

  /** The tag of a request. */
  tagAt(place: number): number {
    return this.doubles[(place << doubleBits) | tagField]!;
  }

  /** The body of a reply, the input of a request, or the effect itself. */
  valueAt(place: number): unknown {
    return this.values[place];
  }

  /** The effect at a place, as an object of its own. */
  at(place: number): AnyEffect {
    const code = this.codeAt(place);
    const number = code >> effectBits;
    const index = this.indexAt(place);
    const time = this.timeAt(place);
    switch (code & effectMask) {
      case setTimerCode:
        return { type: "setTimer", timer: number, index, at: time as Instant };
      case clearTimerCode:
        return { type: "clearTimer", timer: number, index };
      case replyCode:
        return { type: "reply", to: time as RequestId, body: this.values[place] as Tagged };
      case sendCode: {
        const input = this.values[place] as Tagged;
        const tag = this.tagAt(place);
        return { type: "send", port: number, to: index, input, tag, deadline: time as Instant };
      }
      default:
        return this.values[place] as AnyEffect;
    }
  }

  private pushWhole(effect: AnyEffect): void {
    this.values[this.next(otherCode, 0)] = effect;
  }

  private next(code: number, index: number): number {
    const place = this.length;
    if (place === this.capacity) this.grow();
    this.length = place + 1;
    const { integers } = this;
    integers[(place << integerBits) | codeField] = code;
    integers[(place << integerBits) | indexField] = index;
    return place;
  }

  private grow(): void {
    const { doubles, values, capacity } = this;
    this.capacity = 2 * capacity;
    this.doubles = new Float64Array(this.capacity << doubleBits);
    this.doubles.set(doubles);
    this.integers = new Int32Array(this.doubles.buffer);
    while (values.length < this.capacity) values.push(null);
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
