import { ByteWriter } from "./byte-writer.ts";
import { putCount } from "./number-bytes.ts";
import { hasShape, newSite, passedOn, type Shape, type Site } from "./object-shapes.ts";
import { fillerStart, longText, tags } from "./trace-codes.ts";

/** Where long texts are that were written before, of the whole trace. */
export interface LongTexts {
  /** Where it is in the file; `undefined`: it is to be written. */
  placeOf(text: string): number | undefined;
  /** Remembers that it was written at a place. */
  wrote(text: string, place: number): void;
}

/** How many shapes are remembered of one place. */
const mostShapes = 64;

/**
 * Writes plain data as bytes, for a block of a trace: names, texts, shapes and shared values are written once
 * in a block, long texts once in a trace. It decides by what it was given before, and its reader by the same.
 */
export class ValueWriter extends ByteWriter {
  private readonly long: LongTexts;
  /** Where the block begins in the file. */
  private start = 0;
  private texts = new Map<string, number>();
  private top = newSite(false);
  private shapeCount = 0;
  private shared = new Map<object, number>();

  constructor(long: LongTexts) {
    super();
    this.long = long;
  }

  /** Begins a block, which can be read without those before. */
  begin(start: number): void {
    this.start = start;
    this.length = 0;
    this.texts = new Map();
    this.top = newSite(false);
    this.shapeCount = 0;
    this.shared = new Map();
  }

  /** A name, which comes often. */
  name(text: string): void {
    const known = this.texts.get(text);
    if (known !== undefined) {
      this.count(known + 1);
      return;
    }
    this.texts.set(text, this.texts.size);
    this.count(0);
    this.utf8(text);
  }

  /** Any plain data. */
  value(value: unknown, site: Site = this.top): void {
    switch (typeof value) {
      case "number":
        this.number(value);
        return;
      case "string":
        this.text(value);
        return;
      case "boolean":
        this.byte(value ? tags.true : tags.false);
        return;
      case "object":
        if (value === null) this.byte(tags.null);
        else this.object(value, false, site);
        return;
      default:
        this.byte(tags.undefined);
    }
  }

  private number(value: number): void {
    if (value >= 0 && value < 128 && Number.isInteger(value) && !Object.is(value, -0)) {
      this.byte(128 + value);
    } else if (Number.isSafeInteger(value) && !Object.is(value, -0)) {
      if (value >= 0) {
        this.byte(tags.positive);
        this.count(value);
      } else {
        this.byte(tags.negative);
        this.count(-value);
      }
    } else {
      this.byte(tags.fraction);
      new DataView(this.bytes.buffer).setFloat64(this.length, value);
      this.length += 8;
    }
  }

  private text(text: string): void {
    if (text.length >= longText) {
      this.longText(text);
      return;
    }
    const known = this.texts.get(text);
    if (known === undefined) {
      this.texts.set(text, this.texts.size);
      this.byte(tags.text);
      this.utf8(text);
    } else {
      this.byte(tags.knownText);
      this.count(known);
    }
  }

  private longText(text: string): void {
    const filler = text.charCodeAt(text.length >> 1);
    if (filler < 128 && isFilledFrom(text, fillerStart, filler)) {
      // What it says begins it, so that others do not say the same.
      let end = fillerStart as number;
      while (end > 0 && text.charCodeAt(end - 1) === filler) end -= 1;
      this.byte(tags.filledText);
      this.count(filler);
      this.count(text.length - end);
      this.utf8(text.slice(0, end));
      return;
    }
    const place = this.long.placeOf(text);
    if (place !== undefined) {
      this.byte(tags.longText);
      this.count(place);
      return;
    }
    this.byte(tags.newLongText);
    this.long.wrote(text, this.start + this.length);
    this.utf8(text);
  }

  private object(value: object, isShared: boolean, site: Site): void {
    if (isShared) {
      const known = this.shared.get(value);
      if (known !== undefined) {
        this.byte(tags.shared);
        this.count(known);
        return;
      }
      this.shared.set(value, this.shared.size);
      this.byte(tags.toBeShared);
    }
    if (Array.isArray(value)) this.list(value, isShared, site);
    else this.members(value, site);
  }

  private list(value: readonly unknown[], isShared: boolean, site: Site): void {
    const { length } = value;
    this.reserve(length + 2);
    this.byte(tags.list);
    this.count(length);
    for (let place = 0; place < length; place += 1) {
      const item = value[place];
      if (typeof item === "object" && item !== null) {
        this.reserve(length - place + 2);
        this.object(item, isShared, site);
      } else this.value(item);
    }
  }

  private members(value: object, site: Site): void {
    const shape = this.shapeOf(value, site);
    const { keys, members, constant } = shape;
    this.reserve(2 * keys.length + 4);
    let { bytes, length: at } = this;
    let before: unknown = null;
    let place = -1;
    // In such a loop the engine finds a member by its place, and need not look for its name.
    for (const key in value) {
      place += 1;
      if (place < constant) continue;
      const member: unknown = (value as Record<string, unknown>)[key];
      if (typeof member === "number") {
        if (member >= 0 && Number.isSafeInteger(member) && !Object.is(member, -0)) {
          if (member < 128) bytes[at++] = 128 + member;
          else {
            bytes[at] = tags.positive;
            at = putCount(bytes, at + 1, member);
          }
          continue;
        }
      } else if (member === null) {
        bytes[at++] = tags.null;
        continue;
      } else if (typeof member === "object") {
        if (member === before) {
          bytes[at++] = tags.same;
          continue;
        }
        before = member;
      }
      this.length = at;
      const own = members[place]!;
      if (typeof member === "object") this.object(member, own.isShared, own);
      else this.value(member);
      this.reserve(2 * (keys.length - place));
      ({ bytes, length: at } = this);
    }
    this.length = at;
  }

  /** Writes which shape an object has: most often that of the last one at its place. */
  private shapeOf(value: object, site: Site): Shape {
    const { last } = site;
    if (last !== null && hasShape(value, last)) {
      this.byte(tags.knownShape);
      this.count(last.code);
      return last;
    }
    for (const shape of site.others) {
      if (shape === last || !hasShape(value, shape)) continue;
      this.byte(tags.knownShape);
      this.count(shape.code);
      site.last = shape;
      return shape;
    }
    return this.newShape(value, site);
  }

  private newShape(value: object, site: Site): Shape {
    const keys = Object.keys(value);
    const first: unknown = (value as Record<string, unknown>)[keys[0] ?? ""];
    const type = keys[0] === "type" && typeof first === "string" ? first : null;
    // Objects of users may have any keys: those of theirs are not looked through for ever.
    const isKept = site.others.length < mostShapes;
    const shape: Shape = {
      keys,
      type,
      constant: type === null ? 0 : 1,
      code: isKept ? this.shapeCount : -1,
      members: keys.map((key) => newSite(passedOn.has(key))),
    };
    this.reserve(keys.length + 4);
    this.byte(isKept ? tags.shape : tags.passingShape);
    this.count(keys.length);
    for (const key of keys) this.name(key);
    if (type === null) this.count(0);
    else {
      this.count(1);
      this.name(type);
    }
    if (isKept) {
      this.shapeCount += 1;
      site.others.push(shape);
      site.last = shape;
    }
    return shape;
  }
}

/** Whether a text is made of one character from a place on. */
function isFilledFrom(text: string, from: number, filler: number): boolean {
  for (const place of [from, text.length - 1, (from + text.length) >> 1]) {
    if (text.charCodeAt(place) !== filler) return false;
  }
  for (let place = from; place < text.length; place += 1) {
    if (text.charCodeAt(place) !== filler) return false;
  }
  return true;
}
