import { base64Of, bytesOfBase64, type Plain } from "@orrery/kernel";
import { mix } from "../../../../text/mix.ts";
import { textOfUtf8, utf8Of } from "../../../../text/utf8.ts";
import { areEqual } from "../equal.ts";
import type { Frame, PlainObject } from "../frame.ts";
import { hashOf } from "../hashing.ts";

/** What an intrinsic function cannot do. */
export class IntrinsicError extends Error {}

interface IntrinsicFunction {
  /** How few and how many arguments it takes. */
  readonly least: number;
  readonly most: number;
  readonly work: (values: readonly Plain[], frame: Frame) => Plain;
}

type Values = readonly Plain[];

const mostCharacters = 10_000;
const mostRange = 1_000;
const halfOfInteger = 2_147_483_648;

/** All but States.Format, which reads its template once. */
export const intrinsicFunctions: Readonly<Record<string, IntrinsicFunction>> = {
  "States.Array": { least: 0, most: Infinity, work: (values) => values },
  "States.ArrayPartition": taking(2, (v) => parts(list(v, 0), positive(v, 1))),
  "States.ArrayContains": taking(2, (v) => list(v, 0).some((each) => areEqual(each, v[1]!))),
  "States.ArrayRange": taking(3, (v) => range(rounded(v, 0), rounded(v, 1), rounded(v, 2))),
  "States.ArrayGetItem": taking(2, (v) => itemAt(list(v, 0), rounded(v, 1))),
  "States.ArrayLength": taking(1, (v) => list(v, 0).length),
  "States.ArrayUnique": taking(1, (v) => unique(list(v, 0))),
  "States.Base64Encode": taking(1, (v) => base64Of(utf8Of(short(v, 0)))),
  "States.Base64Decode": taking(1, (v) => decoded(short(v, 0))),
  "States.Hash": taking(2, hashed),
  "States.JsonMerge": taking(3, merged),
  "States.StringToJson": taking(1, (v) => parsed(text(v, 0))),
  "States.JsonToString": taking(1, (v) => JSON.stringify(v[0])),
  "States.MathRandom": { least: 2, most: 3, work: random },
  "States.MathAdd": taking(2, (v) => rounded(v, 0) + rounded(v, 1)),
  "States.StringSplit": taking(2, (v) => split(text(v, 0), text(v, 1))),
  "States.UUID": { least: 0, most: 0, work: (_values, frame) => frame.draws.uuid() },
};

function taking(count: number, work: (values: Values) => Plain): IntrinsicFunction {
  return { least: count, most: count, work };
}

function list(values: Values, place: number): readonly Plain[] {
  const value = values[place];
  if (Array.isArray(value)) return value as readonly Plain[];
  throw new IntrinsicError(`Argument ${place + 1} must be an array`);
}

function text(values: Values, place: number): string {
  const value = values[place];
  if (typeof value === "string") return value;
  throw new IntrinsicError(`Argument ${place + 1} must be a string`);
}

function short(values: Values, place: number): string {
  const value = text(values, place);
  if (value.length <= mostCharacters) return value;
  throw new IntrinsicError(`Argument ${place + 1} has more than 10,000 characters`);
}

/** Fractions go to the nearest whole number, halves up: −1.5 becomes −1. */
function rounded(values: Values, place: number): number {
  const value = values[place];
  if (typeof value !== "number") {
    throw new IntrinsicError(`Argument ${place + 1} must be a number`);
  }
  const whole = Math.floor(value + 0.5);
  if (whole < -halfOfInteger || whole >= halfOfInteger) {
    throw new IntrinsicError(`Argument ${place + 1} is out of range`);
  }
  return whole + 0; // −0 becomes 0.
}

function positive(values: Values, place: number): number {
  const value = rounded(values, place);
  if (value > 0) return value;
  throw new IntrinsicError(`Argument ${place + 1} must be greater than 0`);
}

/** An array cut in pieces of a size; the last may be shorter. */
export function parts(items: readonly Plain[], size: number): Plain {
  const pieces: Plain[] = [];
  for (let at = 0; at < items.length; at += size) pieces.push(items.slice(at, at + size));
  return pieces;
}

function range(first: number, last: number, step: number): Plain {
  if (step === 0) throw new IntrinsicError("The step must not be 0");
  const count = Math.floor((last - first) / step) + 1;
  if (count > mostRange) throw new IntrinsicError("The range has more than 1,000 items");
  return Array.from({ length: Math.max(0, count) }, (_none, place) => first + place * step);
}

function itemAt(items: readonly Plain[], place: number): Plain {
  const item = items[place];
  if (item !== undefined) return item;
  throw new IntrinsicError(`The index ${place} is out of range`);
}

/** The first of those that are equal stays. */
function unique(items: readonly Plain[]): Plain {
  const simple = new Set<Plain>();
  const rest: Plain[] = [];
  return items.filter((each) => {
    if (typeof each !== "object" || each === null) {
      return simple.has(each) ? false : simple.add(each);
    }
    if (rest.some((other) => areEqual(each, other))) return false;
    rest.push(each);
    return true;
  });
}

function decoded(value: string): string {
  const bytes = bytesOfBase64(value.replace(/\s/gu, ""));
  const plain = bytes === null ? null : textOfUtf8(bytes);
  if (plain === null) throw new IntrinsicError("The text is no Base64");
  return plain;
}

function hashed(values: Values): string {
  const data = values[0]!;
  const content = typeof data === "string" ? data : JSON.stringify(data);
  if (content.length > mostCharacters) {
    throw new IntrinsicError("Argument 1 has more than 10,000 characters");
  }
  const hash = hashOf(content, text(values, 1));
  if (hash === undefined) throw new IntrinsicError(`There is no algorithm ${text(values, 1)}`);
  return hash;
}

function merged(values: Values): Plain {
  if (values[2] !== false) throw new IntrinsicError("Deep merging is not supported");
  return { ...object(values, 0), ...object(values, 1) };
}

function object(values: Values, place: number): PlainObject {
  const value = values[place];
  if (typeof value === "object" && value !== null && !Array.isArray(value)) {
    return value as PlainObject;
  }
  throw new IntrinsicError(`Argument ${place + 1} must be an object`);
}

function parsed(value: string): Plain {
  try {
    return JSON.parse(value) as Plain; // What JSON.parse gives is plain.
  } catch {
    throw new IntrinsicError("The text is no JSON");
  }
}

function random(values: Values, frame: Frame): number {
  const start = rounded(values, 0);
  const end = rounded(values, 1);
  if (end <= start) throw new IntrinsicError("The end must be greater than the start");
  const share = values.length === 3 ? seeded(rounded(values, 2)) : frame.draws.random();
  return start + Math.floor(share * (end - start));
}

/** The same share of 1 for the same seed. */
export const seeded = (seed: number): number => (mix(seed | 0) >>> 0) / 4_294_967_296;

/** Each character of `delimiters` separates; what is empty between them is left out. */
function split(value: string, delimiters: string): Plain {
  const separators = new Set(delimiters);
  const pieces: string[] = [];
  let piece = "";
  for (const letter of value) {
    if (!separators.has(letter)) {
      piece += letter;
    } else if (piece !== "") {
      pieces.push(piece);
      piece = "";
    }
  }
  if (piece !== "") pieces.push(piece);
  return pieces;
}
