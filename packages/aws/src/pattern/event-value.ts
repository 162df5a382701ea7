import { nestsTooDeep } from "../text/json.ts";
import { comparableNumber } from "./comparable-number.ts";
import { JsonTextError } from "./json-failure.ts";
import { readJsonTree } from "./json-tree.ts";
import type { JsonTree } from "./json-tree.ts";

/** A JSON text, such as the body of a message. */
export type JsonText = string;

/** A parsed JSON value. A member that is `undefined` counts as absent. */
export type JsonValue = null | boolean | number | string | readonly JsonValue[] | JsonObject;

/** A parsed JSON object, such as a record of a batch. */
export interface JsonObject {
  readonly [key: string]: JsonValue | undefined;
}

const spelling: unique symbol = Symbol("spelling");

/** A number whose text says more than the JavaScript number it is parsed to. */
export interface SpelledNumber {
  readonly [spelling]: string;
  /** The number for comparisons; NaN where no double stands for exactly this decimal. */
  readonly value: number;
}

/** A value of an event that a pattern's leaf may match. */
export type LeafValue = null | boolean | number | string | SpelledNumber;

/** A value of an event: a JSON value in which numbers may keep their spelling. */
export type EventValue = LeafValue | readonly EventValue[] | EventObject;

/** An object of an event. */
export interface EventObject {
  readonly [key: string]: EventValue | undefined;
}

/**
 * How much of a number's spelling a reader must keep: nothing; whether a double stands for exactly
 * that decimal; or the text itself, where `300` and `300.0` are to differ.
 */
export type NumberReading = "any" | "exact" | "spelled";

/** A value that is no text, no number and no word; what is asked of any of these it does not have. */
export const otherValue: LeafValue = { [spelling]: "", value: NaN };

/** Tells a number that kept its spelling from all other values. */
export function isSpelledNumber(value: object): value is SpelledNumber {
  return spelling in value;
}

/** Tells values that a leaf may match from objects and arrays. */
export function isLeafValue(value: EventValue): value is LeafValue {
  return typeof value !== "object" || value === null || isSpelledNumber(value);
}

/** Array.isArray, which does not narrow a readonly array. */
export function isEventArray(value: EventValue): value is readonly EventValue[] {
  return Array.isArray(value);
}

/** The text of a number as the event spelled it. */
export function spelledText(number: SpelledNumber): string {
  return number[spelling];
}

// With at most 15 digits and two of exponent, some double prints as exactly the decimal. Sixteen
// classes written out are found several times faster than one with a count.
const mayHaveManyDigits = new RegExp("[0-9.]".repeat(16));
const mayHaveLongExponent = /[0-9][eE][-+]?[0-9]{3}/;
// A number that JavaScript would print otherwise: exponent, trailing zeros, minus zero, 1e-7.
const mayBeRespelled = /(?:^|[:,[\s])-?[0-9.]+[eE]|\.[0-9]*0(?![0-9])|-0(?![0-9.])|0\.000000/;

/**
 * Parses a JSON text; of members with one name the last counts. The engine's own parser does it
 * unless the text may hold a number whose spelling matters to `numbers`.
 *
 * @returns undefined when the text is not JSON, or nested too deep.
 */
export function readEventValue(text: JsonText, numbers: NumberReading): EventValue | undefined {
  if (nestsTooDeep(text)) return undefined;
  try {
    if (readsTheSame(text, numbers)) {
      // What JSON.parse returns is a JSON value, and each JSON value is an EventValue.
      return JSON.parse(text) as EventValue;
    }
    return eventValue(readJsonTree(text), numbers);
  } catch (error) {
    if (error instanceof SyntaxError || error instanceof JsonTextError) return undefined;
    throw error;
  }
}

/** Whether `numbers` asks for no more of a JSON text than the engine's own parser keeps. */
export function readsTheSame(text: JsonText, numbers: NumberReading): boolean {
  if (numbers === "any") return true;
  if (mayHaveManyDigits.test(text) || mayHaveLongExponent.test(text)) return false;
  return numbers === "exact" || !mayBeRespelled.test(text);
}

function eventValue(tree: JsonTree, numbers: NumberReading): EventValue {
  switch (tree.type) {
    case "object": {
      // Without a prototype `__proto__` is a key like any other.
      const object = Object.create(null) as Record<string, EventValue>;
      for (const member of tree.members) object[member.name] = eventValue(member.value, numbers);
      return object;
    }
    case "array":
      return tree.items.map((item) => eventValue(item, numbers));
    case "number":
      return numberValue(tree.text, numbers);
    case "string":
    case "literal":
      return tree.value;
  }
}

function numberValue(text: string, numbers: NumberReading): number | SpelledNumber {
  const value = comparableNumber(text);
  const isPlain = numbers === "spelled" ? String(value) === text : value === value;
  return isPlain ? value : { [spelling]: text, value };
}
