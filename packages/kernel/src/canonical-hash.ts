import type { Plain } from "./plain.ts";

const firstOne = 0x811c9dc5 | 0;
const firstOther = 0x9e3779b1 | 0;

/**
 * What decides the future of members by their names, wherever they are in a value; the whole member where
 * nothing is said. Pure functions.
 */
export type MemberViews = ReadonlyMap<string, (member: unknown) => unknown>;

const wholeMembers: MemberViews = new Map([]);

/** An entity in a view of what decides the future, by a number that says nothing of it. */
class Name {
  readonly of: string;
  readonly number: number;

  constructor(of: string, number: number) {
    this.of = of;
    this.number = number;
  }
}

/** Things in a view whose order decides nothing. */
class Unordered {
  readonly items: readonly unknown[];

  constructor(items: readonly unknown[]) {
    this.items = items;
  }
}

/**
 * Number `number` of those that are called `of`, in a view of what decides the future: a search may give
 * all of them other numbers, everywhere, and takes the state for the same. What tells them apart besides
 * is to be in the view.
 */
export const nameOf = (of: string, number: number): Plain => new Name(of, number) as never; // Hashes alone look into it.

/** `items` in a view of what decides the future, where their order decides nothing. */
export const inAnyOrder = (items: readonly unknown[]): Plain => new Unordered(items) as never; // Likewise.

/** What a hash says of a part of a state but for names, and the names in it, in order. */
export interface NamedPart {
  readonly hash: number;
  readonly names: readonly number[];
}

/** Stands in a view for what was hashed before, with its names. */
class Hashed implements NamedPart {
  readonly hash: number;
  readonly names: readonly number[];

  constructor({ hash, names }: NamedPart) {
    this.hash = hash;
    this.names = names;
  }
}

/** What was hashed before as a part of a view. */
export const hashed = (part: NamedPart): Plain => new Hashed(part) as never; // Likewise.

/** The views that one of some machines declares, for the inputs and states of all of them. */
export const memberViewsOf = (
  machines: readonly { readonly memberViews?: MemberViews }[],
): MemberViews =>
  machines.find(({ memberViews }) => memberViews !== undefined)?.memberViews ?? wholeMembers;

// Memos of pure functions: what they hold follows from their arguments alone.
const hashesUnder = new WeakMap<MemberViews, WeakMap<object, number>>();
const partsUnder = new WeakMap<MemberViews, WeakMap<object, NamedPart>>();
const textHashes = new Map<string, number>();
const rememberedTexts = 4_096;

/** Folds plain data into two 32-bit lanes, of which 53 bits come out; nothing is written as text. */
export class CanonicalHash {
  private one = firstOne;
  private other = firstOther;
  private readonly views: MemberViews;
  /** The names that were folded without their numbers; `null`: numbers count. */
  private names: number[] | null = null;
  /** What was folded in any order; `null`: order counts. */
  private parts: NamedPart[] | null = null;

  constructor(views: MemberViews = wholeMembers) {
    this.views = views;
  }

  /** One that folds names without their numbers, for {@link part}; and lists of no order into `parts`. */
  static ofNames(views: MemberViews, parts: NamedPart[] | null = null): CanonicalHash {
    const hash = new CanonicalHash(views);
    hash.names = [];
    hash.parts = parts;
    return hash;
  }

  fold(value: number): void {
    const low = value | 0;
    if (value === low) {
      this.mix(low);
      return;
    }
    // Instants and ids beyond 32 bits, and fractions: every bit counts.
    const whole = Math.floor(value);
    this.mix(whole | 0);
    this.mix(Math.floor(whole / 4_294_967_296) | 0);
    if (whole !== value) this.mix(((value - whole) * 4_294_967_296) | 0);
  }

  /** Folds numbers, texts, lists and records, of which the order of keys counts. */
  foldPlain(value: unknown): void {
    this.foldBut(value, null);
  }

  /** Folds a state but for the epochs of its collections, which say who may write on what. */
  foldState(state: unknown): void {
    this.foldBut(state, "epoch");
  }

  private foldBut(value: unknown, leftOut: string | null): void {
    switch (typeof value) {
      case "number":
        this.mix(1);
        this.fold(value);
        return;
      case "string":
        this.mix(2);
        this.fold(hashOfText(value));
        return;
      case "boolean":
        this.mix(value ? 3 : 4);
        return;
      case "object":
        if (value === null) {
          this.mix(5);
        } else if (Array.isArray(value)) {
          this.mix(6);
          this.mix(value.length);
          for (const part of value as readonly unknown[]) this.foldBut(part, leftOut);
        } else if (value instanceof Name) {
          this.foldName(value);
        } else if (value instanceof Unordered) {
          this.foldUnordered(value, leftOut);
        } else if (value instanceof Hashed) {
          this.fold(value.hash);
          for (const name of value.names) this.names?.push(name);
        } else {
          this.mix(7);
          for (const key in value) {
            if (key === leftOut) continue;
            this.foldBut(key, leftOut);
            const member = (value as Readonly<Record<string, unknown>>)[key];
            const view = this.views.get(key);
            this.foldBut(view === undefined ? member : view(member), leftOut);
          }
        }
        return;
      default:
        this.mix(8);
    }
  }

  /** Folds a value, which nobody writes on: its hash is made once. */
  foldValue(value: unknown): void {
    if (typeof value !== "object" || value === null) {
      this.foldPlain(value);
      return;
    }
    if (this.names !== null) {
      this.foldNamedValue(value, this.names);
      return;
    }
    let hashes = hashesUnder.get(this.views);
    if (hashes === undefined) hashesUnder.set(this.views, (hashes = new WeakMap()));
    let hash = hashes.get(value);
    if (hash === undefined) {
      const own = new CanonicalHash(this.views);
      own.foldPlain(value);
      hash = own.value;
      hashes.set(value, hash);
    }
    this.fold(hash);
  }

  private foldNamedValue(value: object, names: number[]): void {
    let parts = partsUnder.get(this.views);
    if (parts === undefined) partsUnder.set(this.views, (parts = new WeakMap()));
    let part = parts.get(value);
    if (part === undefined) {
      const own = CanonicalHash.ofNames(this.views);
      own.foldPlain(value);
      part = own.part;
      parts.set(value, part);
    }
    this.fold(part.hash);
    for (const name of part.names) names.push(name);
  }

  private foldName({ of, number }: Name): void {
    this.mix(9);
    const kind = hashOfText(of);
    this.fold(kind);
    if (this.names === null) this.fold(number);
    else this.names.push(keyOf(kind, number));
  }

  private foldUnordered({ items }: Unordered, leftOut: string | null): void {
    const { parts } = this;
    if (parts === null) {
      this.foldBut(items, leftOut);
      return;
    }
    // Each is a part of its own, that says where it belongs.
    this.mix(10);
    const { one } = this;
    for (const item of items) {
      const own = CanonicalHash.ofNames(this.views);
      own.mix(one);
      own.foldBut(item, leftOut);
      parts.push(own.part);
    }
  }

  /** What was folded, and the names in it. */
  get part(): NamedPart {
    return { hash: this.value, names: this.names ?? [] };
  }

  /** Adds what `part` folded: the same whatever the order of those that are added. */
  add(part: CanonicalHash): void {
    this.one = (this.one + part.one) | 0;
    this.other = (this.other + part.other) | 0;
  }

  /** Forgets all that was folded. */
  reset(): void {
    this.one = firstOne;
    this.other = firstOther;
    if (this.names !== null) this.names = [];
  }

  /** 53 bits of all that was folded. */
  get value(): number {
    return (this.one >>> 0) * 2_097_152 + (this.other >>> 11);
  }

  private mix(value: number): void {
    const one = Math.imul(this.one ^ value, 0x85ebca6b);
    const other = Math.imul((this.other + value) ^ (one >>> 15), 0xc2b2ae35);
    this.one = (one ^ (other >>> 13)) | 0;
    this.other = (other ^ (one >>> 16)) | 0;
  }
}

/** One number for a name: as seldom as 53 bits allow, two have the same. */
function keyOf(kind: number, number: number): number {
  const hash = new CanonicalHash();
  hash.fold(kind);
  hash.fold(number);
  return hash.value;
}

function hashOfText(text: string): number {
  let hash = textHashes.get(text);
  if (hash !== undefined) return hash;
  const own = new CanonicalHash();
  own.fold(text.length);
  for (let place = 0; place < text.length; place += 1) own.fold(text.charCodeAt(place));
  hash = own.value;
  if (textHashes.size === rememberedTexts) textHashes.clear();
  textHashes.set(text, hash);
  return hash;
}
