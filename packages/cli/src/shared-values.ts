import type { TraceEntry } from "@orrery/kernel";

/** Where a value was written before: the event, the place of the effect in it, and what of that. */
export type Origin = readonly [event: number, effect: number, path?: string];

/** The members that are passed on as they are, and are worth a look: what is stored, sent on and received. */
const passedOn = new Set(["input", "body", "payload", "messages", "entries", "content"]);

/**
 * Writes entries as JSON, each value that goes from component to component once: what is sent is
 * delivered, what is replied is heard, and the messages of a receive are those of an invocation. An
 * entry names such members of its in `same`, by their paths, with the effect that has them whole.
 */
export class EntryWriter {
  private origins = new Map<unknown, Origin>();
  private readonly path: string[] = [];
  private same: Record<string, Origin> | null = null;

  /** Forgets what was written: what comes can be read without it. */
  begin(): void {
    this.origins = new Map();
  }

  /** The entry as a line of JSON. */
  lineOf(entry: TraceEntry): string {
    const { event, effects, input } = entry;
    this.same = null;
    const shortInput = this.shortened(input, "input");
    let shortEffects = effects;
    for (let place = 0; place < effects.length; place += 1) {
      const effect = effects[place]!;
      if (effect.type !== "send" && effect.type !== "reply" && effect.type !== "handOn") continue;
      this.path.push("effects");
      const short = this.shortened(effect, `${place}`);
      this.path.pop();
      if (short !== effect) {
        if (shortEffects === effects) shortEffects = effects.slice();
        (shortEffects as unknown[])[place] = short;
      }
      this.share(effect.type === "reply" ? effect.body : effect.input, event, place);
    }
    const { same } = this;
    if (same === null) return `${JSON.stringify(entry)}\n`;
    return `${JSON.stringify({ ...entry, input: shortInput, effects: shortEffects, same })}\n`;
  }

  /** A value without what was written before; itself, where it has no such thing. */
  private shortened(value: object, name: string): unknown {
    this.path.push(name);
    const origin = this.origins.get(value);
    let short: unknown = value;
    if (origin !== undefined) {
      this.same ??= {};
      this.same[this.path.join(".")] = origin;
      short = 0;
    } else if (Array.isArray(value)) {
      for (let place = 0; place < value.length; place += 1) {
        const item: unknown = value[place];
        if (typeof item !== "object" || item === null) break;
        short = replaced(short, value, place, this.shortened(item, `${place}`));
      }
    } else {
      for (const key in value) {
        if (!passedOn.has(key)) continue;
        const member: unknown = Reflect.get(value, key);
        if (typeof member !== "object" || member === null) continue;
        short = replaced(short, value, key, this.shortened(member, key));
      }
    }
    this.path.pop();
    return short;
  }

  /** Remembers what an effect passes on, and the parts of it that may be passed on by themselves. */
  private share(whole: object, event: number, place: number): void {
    const { origins } = this;
    if (!origins.has(whole)) origins.set(whole, [event, place]);
    for (const key in whole) {
      if (!passedOn.has(key)) continue;
      const member: unknown = Reflect.get(whole, key);
      if (typeof member !== "object" || member === null) continue;
      if (!origins.has(member)) origins.set(member, [event, place, key]);
      if (!Array.isArray(member)) continue;
      for (let number = 0; number < member.length; number += 1) {
        const item: unknown = member[number];
        if (typeof item !== "object" || item === null) break;
        const content: unknown = Reflect.get(item, "content");
        if (typeof content !== "object" || content === null || origins.has(content)) continue;
        origins.set(content, [event, place, `${key}.${number}.content`]);
      }
    }
  }
}

/** `short`, or a copy of `value`, with another member in the place of one that has become shorter. */
function replaced(short: unknown, value: object, key: PropertyKey, member: unknown): unknown {
  if (Reflect.get(value, key) === member) return short;
  const copy =
    short !== value
      ? (short as object)
      : Array.isArray(value)
        ? (value as unknown[]).slice()
        : { ...value };
  Reflect.set(copy, key, member);
  return copy;
}
