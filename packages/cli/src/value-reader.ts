import { tags } from "./trace-codes.ts";

/** A text of the trace that was written before, by its place in the file. */
export type LongTextAt = (place: number) => string;

interface Shape {
  readonly keys: readonly string[];
  readonly type: string | null;
}

/** Of what the bytes say that no writer would have written. */
export class DamageError extends Error {}

/** Reads what a `ValueWriter` wrote of one block. */
export class ValueReader {
  private readonly bytes: Buffer;
  private readonly longTextAt: LongTextAt;
  private readonly texts: string[] = [];
  private readonly shapes: Shape[] = [];
  private readonly shared: unknown[] = [];
  /** How far it was read. */
  at = 0;

  constructor(bytes: Buffer, longTextAt: LongTextAt) {
    this.bytes = bytes;
    this.longTextAt = longTextAt;
  }

  get isAtEnd(): boolean {
    return this.at >= this.bytes.length;
  }

  byte(): number {
    const value = this.bytes[this.at];
    if (value === undefined) throw new DamageError("an end in the midst of a value");
    this.at += 1;
    return value;
  }

  count(): number {
    let value = 0;
    for (let unit = 1; ; unit *= 128) {
      const byte = this.byte();
      value += (byte & 127) * unit;
      if (!Number.isSafeInteger(value)) throw new DamageError("a number that is too large");
      if (byte < 128) return value;
    }
  }

  whole(): number {
    const value = this.count();
    return value % 2 === 0 ? value / 2 : -(value + 1) / 2;
  }

  name(): string {
    const known = this.count();
    return known === 0 ? this.newText() : this.known(this.texts, known - 1);
  }

  value(): unknown {
    const tag = this.byte();
    if (tag >= 128) return tag - 128;
    switch (tag) {
      case tags.undefined:
        return undefined;
      case tags.null:
        return null;
      case tags.true:
        return true;
      case tags.false:
        return false;
      case tags.positive:
        return this.count();
      case tags.negative:
        return -this.count();
      case tags.fraction:
        this.at += 8;
        if (this.at > this.bytes.length) throw new DamageError("a number that is cut");
        return this.bytes.readDoubleBE(this.at - 8);
      case tags.toBeShared: {
        const place = this.shared.push(null) - 1;
        return (this.shared[place] = this.value());
      }
      case tags.shared:
        return this.known(this.shared, this.count());
      case tags.list:
        return this.list();
      case tags.shape:
      case tags.passingShape:
        return this.members(this.newShape(tag === tags.shape));
      case tags.knownShape:
        return this.members(this.known(this.shapes, this.count()));
      default:
        return this.text(tag);
    }
  }

  private text(tag: number): string {
    switch (tag) {
      case tags.text:
        return this.newText();
      case tags.knownText:
        return this.known(this.texts, this.count());
      case tags.newLongText:
        return this.utf8();
      case tags.longText:
        return this.longTextAt(this.count());
      case tags.filledText: {
        const filler = String.fromCharCode(this.count());
        const length = this.count();
        if (length > mostFiller) throw new DamageError("a text that is too long");
        return this.utf8() + filler.repeat(length);
      }
      default:
        throw new DamageError(`the tag ${tag}`);
    }
  }

  private newText(): string {
    const text = this.utf8();
    this.texts.push(text);
    return text;
  }

  /** A text with its length before it. */
  utf8(): string {
    const length = this.count();
    const start = this.at;
    if (length > this.bytes.length - start) throw new DamageError("a text that is cut");
    this.at += length;
    return this.bytes.toString("utf8", start, this.at);
  }

  private list(): unknown[] {
    const length = this.count();
    if (length > this.bytes.length - this.at) throw new DamageError("a list that is cut");
    const list: unknown[] = [];
    for (let place = 0; place < length; place += 1) list.push(this.value());
    return list;
  }

  private newShape(isKept: boolean): Shape {
    const count = this.count();
    if (count > this.bytes.length - this.at) throw new DamageError("keys that are cut");
    const keys: string[] = [];
    for (let place = 0; place < count; place += 1) keys.push(this.name());
    const shape: Shape = { keys, type: this.count() === 0 ? null : this.name() };
    if (isKept) this.shapes.push(shape);
    return shape;
  }

  private members({ keys, type }: Shape): object {
    const value: Record<string, unknown> = {};
    let before: unknown = null;
    for (let place = 0; place < keys.length; place += 1) {
      let member: unknown;
      if (place === 0 && type !== null) member = type;
      else if (this.bytes[this.at] === tags.same) {
        this.at += 1;
        member = before;
      } else member = this.value();
      if (typeof member === "object" && member !== null) before = member;
      const key = keys[place]!;
      if (key === "__proto__") Object.defineProperty(value, key, { value: member, ...ordinary });
      else value[key] = member;
    }
    return value;
  }

  private known<Item>(all: readonly Item[], place: number): Item {
    const item = all[place];
    if (item === undefined) throw new DamageError("what was not written before");
    return item;
  }
}

/** More than any text that a run carries. */
const mostFiller = 67_108_864;
const ordinary = { writable: true, enumerable: true, configurable: true };
