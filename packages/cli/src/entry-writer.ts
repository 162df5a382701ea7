import type { GaugeSample } from "@orrery/aws";
import { type AnyEffect, type Send, type Tagged, type TraceEntry } from "@orrery/kernel";
import { effectCodes, heads, remembered } from "./trace-codes.ts";
import { putCount, putWhole } from "./number-bytes.ts";
import { newSite, type Site } from "./object-shapes.ts";
import { ValueWriter, type LongTexts } from "./value-writer.ts";

/** What is known of a component in a block. */
interface Component {
  readonly code: number;
  readonly inputs: Site;
  readonly sent: Site;
  readonly answers: Site;
}

/** Twice as much is a safe integer; who waits for ever has a deadline behind it. */
const farthest = 2 ** 52;

/** Room for the numbers of an entry or effect, before its values. */
const room = 24;

/**
 * Writes the entries of a block. What a component is sent or answered is what another sent or answered just
 * before: it is named by that event and the place of the effect in it.
 */
export class EntryWriter {
  readonly values: ValueWriter;
  private components = new Map<string, Component>();
  private readonly recentEvents = new Float64Array(remembered).fill(-1);
  private readonly recentEffects: (readonly AnyEffect[])[] = [];
  private gauges = newSite(false);
  private firstEvent = 0;
  private event = 0;
  private at = 0;

  constructor(long: LongTexts) {
    this.values = new ValueWriter(long);
  }

  /** The components whose events the block has. */
  get componentNames(): readonly string[] {
    return [...this.components.keys()];
  }

  /** Begins a block at a place in the file, which can be read without those before. */
  begin(start: number): void {
    this.values.begin(start);
    this.components = new Map();
    this.gauges = newSite(false);
    this.recentEvents.fill(-1);
    this.event = 0;
    this.at = 0;
    this.firstEvent = -1;
  }

  write(entry: TraceEntry): void {
    const { values } = this;
    const { event, at, component, input, effects, cause, request, notes, fault } = entry;
    if (this.firstEvent < 0) this.firstEvent = event;
    const { type } = input;
    // What the kernel makes itself nobody has sent.
    const isOwn = type === "timerFired" || type === "replied";
    const place = isOwn ? -1 : this.placeOf(cause, input);
    let head: number = place >= 0 ? heads.sent : heads.other;
    if (isOwn) head = type === "replied" ? heads.answer : heads.timer;
    values.reserve(room);
    let { bytes, length: end } = values;
    bytes[end++] =
      head |
      (request < 0 ? 0 : heads.request) |
      (notes === undefined ? 0 : heads.notes) |
      (fault === undefined ? 0 : heads.fault) |
      (cause < 0 ? 0 : heads.cause);
    end = putCount(bytes, end, at - this.at);
    this.at = at;
    let own = this.components.get(component);
    if (own === undefined) {
      values.length = end;
      own = this.named(component, entry.kind);
      ({ bytes, length: end } = values);
    } else end = putCount(bytes, end, own.code);
    // What made the architecture has the number -1.
    end = putWhole(bytes, end, event - this.event);
    this.event = event;
    if (cause >= 0) end = putCount(bytes, end, event - cause);
    if (request >= 0) end = putCount(bytes, end, request);
    if (head === heads.sent) end = putCount(bytes, end, place);
    else if (head === heads.timer) {
      const { timer, index } = input as Tagged & { readonly timer: number; readonly index: number };
      end = putCount(bytes, putCount(bytes, end, timer), index);
    }
    values.length = end;
    if (head === heads.other) values.value(input, own.inputs);
    else if (head === heads.answer) this.answer(input, cause, own);
    values.count(effects.length);
    for (let nth = 0; nth < effects.length; nth += 1) {
      values.reserve(room);
      this.effect(effects[nth]!, at, request, own);
    }
    values.reserve(room);
    if (notes !== undefined) this.notes(notes);
    if (fault !== undefined) values.name(fault);
    const slot = event & (remembered - 1);
    this.recentEvents[slot] = event;
    this.recentEffects[slot] = effects;
  }

  /** Writes the gauges of a component. */
  sample({ at, component, gauges }: GaugeSample): void {
    const { values } = this;
    values.reserve(room);
    values.byte(heads.sample);
    values.count(at - this.at);
    this.at = at;
    values.name(component);
    values.reserve(room);
    values.value(gauges, this.gauges);
  }

  /** Writes a component that comes for the first time in a block, by its name. */
  private named(component: string, kind: string): Component {
    const { values, components } = this;
    const code = components.size;
    const own = { code, inputs: newSite(false), sent: newSite(false), answers: newSite(false) };
    components.set(component, own);
    values.count(code);
    values.name(component);
    values.reserve(room);
    values.name(kind);
    values.reserve(room);
    return own;
  }

  private answer(input: Tagged, cause: number, own: Component): void {
    const { values } = this;
    const { port, tag, body } = input as Tagged & {
      readonly port: number;
      readonly tag: number;
      readonly body: object;
    };
    values.count(port);
    values.whole(tag);
    const place = this.placeOf(cause, body);
    values.count(place + 1);
    if (place < 0) values.value(body, own.answers);
  }

  /** Which effect of an event has a value; -1: none, or it is not known any more. */
  private placeOf(event: number, value: object): number {
    const slot = event & (remembered - 1);
    if (event < this.firstEvent || this.recentEvents[slot] !== event) return -1;
    const effects = this.recentEffects[slot]!;
    for (let nth = 0; nth < effects.length; nth += 1) {
      const effect = effects[nth]!;
      if (effect.type === "reply" ? effect.body === value : isSending(effect, value)) return nth;
    }
    return -1;
  }

  private effect(effect: AnyEffect, at: number, request: number, own: Component): void {
    const { values } = this;
    const { bytes, length: end } = values;
    switch (effect.type) {
      case "setTimer": {
        bytes[end] = effectCodes.setTimer;
        const behind = putCount(bytes, putCount(bytes, end + 1, effect.timer), effect.index);
        values.length = putWhole(bytes, behind, effect.at - at);
        return;
      }
      case "clearTimer":
        bytes[end] = effectCodes.clearTimer;
        values.length = putCount(bytes, putCount(bytes, end + 1, effect.timer), effect.index);
        return;
      case "send": {
        if (effect.after !== undefined || effect.onBehalfOf !== undefined) break;
        if (effect.deadline > farthest) break;
        bytes[end] = effectCodes.send;
        const behind = putCount(bytes, putCount(bytes, end + 1, effect.port), effect.to);
        values.length = putWhole(bytes, putWhole(bytes, behind, effect.tag), effect.deadline - at);
        values.value(effect.input, own.sent);
        return;
      }
      case "reply":
        if (effect.after !== undefined) break;
        if (effect.to === request) values.byte(effectCodes.answer);
        else {
          values.byte(effectCodes.reply);
          values.whole(effect.to);
        }
        values.value(effect.body, own.sent);
        return;
      default:
    }
    values.byte(effectCodes.other);
    values.value(effect, own.sent);
  }

  private notes(notes: NonNullable<TraceEntry["notes"]>): void {
    const { values } = this;
    values.reserve(8 * notes.length);
    values.count(notes.length);
    for (let nth = 0; nth < notes.length; nth += 1) {
      const note = notes[nth]!;
      values.name(note[0]);
      values.reserve(8 * notes.length);
      const { bytes } = values;
      let end = putCount(bytes, values.length, note.length - 1);
      for (let place = 1; place < note.length; place += 1) {
        end = putWhole(bytes, end, note[place] as number); // Behind its name are numbers.
      }
      values.length = end;
    }
  }
}

const isSending = (effect: AnyEffect, value: object): boolean =>
  (effect.type === "send" || effect.type === "handOn") && effect.input === value;

// A member that is added to one of these is to be written, too.
({
  type: 0,
  port: 0,
  to: 0,
  input: 0,
  tag: 0,
  deadline: 0,
  after: 0,
  onBehalfOf: 0,
}) satisfies Record<keyof Send<Tagged>, 0>;
