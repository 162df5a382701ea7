import type { GaugeSample } from "@orrery/aws";
import { noRequest, type AnyEffect, type Note, type Tagged, type TraceEntry } from "@orrery/kernel";
import { effectCodes, heads } from "./trace-codes.ts";
import { DamageError, ValueReader, type LongTextAt } from "./value-reader.ts";

/** What a block has. */
export interface BlockContents {
  readonly entries: readonly TraceEntry[];
  readonly samples: readonly GaugeSample[];
}

/** Reads what an `EntryWriter` wrote of one block. @throws DamageError */
export function contentsOf(bytes: Buffer, longTextAt: LongTextAt): BlockContents {
  return new EntryReader(new ValueReader(bytes, longTextAt)).read();
}

class EntryReader {
  private readonly values: ValueReader;
  private readonly components: (readonly [name: string, kind: string])[] = [];
  private readonly effects = new Map<number, readonly AnyEffect[]>();
  private event = 0;
  private at = 0;

  constructor(values: ValueReader) {
    this.values = values;
  }

  read(): BlockContents {
    const entries: TraceEntry[] = [];
    const samples: GaugeSample[] = [];
    while (!this.values.isAtEnd) {
      const head = this.values.byte();
      this.at += this.values.count();
      const at = this.at as TraceEntry["at"];
      if (head === heads.sample) {
        const component = this.values.name();
        const gauges = this.values.value() as GaugeSample["gauges"]; // So it was written.
        samples.push({ at, component, gauges });
      } else entries.push(this.entry(head, at));
    }
    return { entries, samples };
  }

  private placed(): readonly [name: string, kind: string] {
    const { values, components } = this;
    const code = values.count();
    if (code === components.length) components.push([values.name(), values.name()]);
    const known = components[code];
    if (known === undefined) throw new DamageError("a component that was not named");
    return known;
  }

  private entry(head: number, at: TraceEntry["at"]): TraceEntry {
    const { values } = this;
    const [component, kind] = this.placed();
    this.event += values.whole();
    const { event } = this;
    const cause = (head & heads.cause) === 0 ? -1 : event - values.count();
    const request = (head & heads.request) === 0 ? noRequest : values.count();
    const input = this.input(head & heads.inputBits, cause);
    const effects: AnyEffect[] = [];
    // What is answered at once may have been sent in the same event.
    this.effects.set(event, effects);
    for (let left = values.count(); left > 0; left -= 1) effects.push(this.effect(request));
    const notes = (head & heads.notes) === 0 ? {} : { notes: this.notes() };
    const fault = (head & heads.fault) === 0 ? {} : { fault: values.name() };
    const rest = { event, at, component, kind, input, effects, cause };
    return { ...rest, request: request as TraceEntry["request"], ...notes, ...fault };
  }

  private input(head: number, cause: number): Tagged {
    const { values } = this;
    switch (head) {
      case heads.timer:
        return { type: "timerFired", timer: values.count(), index: values.count() } as Tagged;
      case heads.sent:
        return this.passedOn(cause, values.count());
      case heads.answer: {
        const [port, tag, place] = [values.count(), values.whole(), values.count()];
        const body = place === 0 ? values.value() : this.passedOn(cause, place - 1);
        return { type: "replied", port, tag, body } as Tagged;
      }
      default:
        return tagged(values.value());
    }
  }

  /** What an effect of an event in the same block has. */
  private passedOn(event: number, place: number): Tagged {
    const effect = this.effects.get(event)?.[place];
    if (effect?.type === "reply") return effect.body;
    if (effect?.type === "send" || effect?.type === "handOn") return effect.input;
    throw new DamageError("an effect that was not written before");
  }

  private effect(request: number): AnyEffect {
    const { values } = this;
    const code = values.byte();
    switch (code) {
      case effectCodes.setTimer: {
        const [timer, index, after] = [values.count(), values.count(), values.whole()];
        return { type: "setTimer", timer, index, at: this.at + after } as AnyEffect;
      }
      case effectCodes.clearTimer:
        return { type: "clearTimer", timer: values.count(), index: values.count() };
      case effectCodes.send: {
        const [port, to, tag, after] = [
          values.count(),
          values.count(),
          values.whole(),
          values.whole(),
        ];
        const input = tagged(values.value());
        return { type: "send", port, to, input, tag, deadline: this.at + after } as AnyEffect;
      }
      case effectCodes.reply:
      case effectCodes.answer: {
        const to = code === effectCodes.answer ? request : values.whole();
        return { type: "reply", to, body: tagged(values.value()) } as AnyEffect;
      }
      case effectCodes.other:
        return tagged(values.value()) as AnyEffect;
      default:
        throw new DamageError(`the effect ${code}`);
    }
  }

  private notes(): Note[] {
    const { values } = this;
    const notes: Note[] = [];
    for (let left = values.count(); left > 0; left -= 1) {
      const note: [string, ...number[]] = [values.name()];
      for (let rest = values.count(); rest > 0; rest -= 1) note.push(values.whole());
      notes.push(note);
    }
    return notes;
  }
}

function tagged(value: unknown): Tagged {
  const isTagged =
    typeof value === "object" &&
    value !== null &&
    "type" in value &&
    typeof value.type === "string";
  if (!isTagged) throw new DamageError("an input without a type");
  return value as Tagged;
}
