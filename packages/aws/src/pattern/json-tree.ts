import { mostNesting } from "../text/json.ts";
import {
  JsonTextError,
  mismatched,
  noDigit,
  noString,
  noValue,
  noWhiteSpace,
  unclosed,
  unexpected,
  unexpectedEnd,
  wordAt,
  type ScopeKind,
} from "./json-failure.ts";

/** One member of an object of a JSON text; names may repeat. */
export interface JsonMember {
  readonly name: string;
  readonly value: JsonTree;
}

/**
 * A JSON text as it was spelled: numbers as text, members in their order, duplicates kept. Where a
 * text breaks off, the tree of what stands before has a place that throws JsonTextError as soon as
 * anybody looks at it, so that what is wrong before that place is found first, as AWS's reader does.
 */
export type JsonTree =
  | { readonly type: "object"; readonly members: readonly JsonMember[] }
  | { readonly type: "array"; readonly items: readonly JsonTree[] }
  | { readonly type: "string"; readonly value: string }
  | { readonly type: "number"; readonly text: string }
  | { readonly type: "literal"; readonly value: boolean | null };

interface Cursor {
  readonly text: string;
  offset: number;
  /** Set once the text broke off: whoever reads on stops. */
  failure: JsonTextError | undefined;
}

interface Scope {
  readonly kind: ScopeKind;
  /** Where it begins. */
  readonly start: number;
}

const root: Scope = { kind: "root", start: 0 };
const stringText = /"(?:[^"\\\u0000-\u001f]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*"/y;
const digits = /[0-9]+/y;
const literals: ReadonlyMap<string, boolean | null> = new Map([
  ["true", true],
  ["false", false],
  ["null", null],
]);

/**
 * Reads a JSON text without loss of spelling.
 *
 * @throws JsonTextError when the text is not JSON, or nests deeper than 1,000 levels.
 */
export function readJsonTree(text: string): JsonTree {
  const cursor: Cursor = { text, offset: 0, failure: undefined };
  if (peek(cursor) === "") throw unexpectedEnd("");
  const tree = readValue(cursor, root, 0);
  if (cursor.failure !== undefined) throw cursor.failure;
  if (peek(cursor) !== "") throw noValue(text, cursor.offset);
  return tree;
}

/**
 * Reads the first value of a text as far as it goes, and whatever stands behind it not at all. Of an
 * empty text that is `null`.
 */
export function readJsonTreeSoFar(text: string): JsonTree {
  const cursor: Cursor = { text, offset: 0, failure: undefined };
  try {
    if (peek(cursor) === "") return { type: "literal", value: null };
    return readValue(cursor, root, 0);
  } catch (error) {
    return brokenTree(breakOff(cursor, error));
  }
}

/** The next character that is not white space, or "" at the end. */
function peek(cursor: Cursor): string {
  for (;;) {
    const character = cursor.text.charAt(cursor.offset);
    if (!(character === " " || character === "\n" || character === "\t" || character === "\r")) {
      if (character === "/" || (character !== "" && character < " ")) {
        throw noWhiteSpace(cursor.text, cursor.offset);
      }
      return character;
    }
    cursor.offset += 1;
  }
}

function readValue(cursor: Cursor, scope: Scope, depth: number): JsonTree {
  const character = peek(cursor);
  const { text, offset } = cursor;
  switch (character) {
    case "{":
      return { type: "object", members: readMembers(cursor, deeper(depth)) };
    case "[":
      return { type: "array", items: readItems(cursor, deeper(depth)) };
    case '"':
      return readString(cursor);
    case "}":
      throw scope.kind === "Object"
        ? unexpected(text, offset, "expected a value")
        : mismatched(character, text, scope.kind, scope.start);
    case "]":
      if (scope.kind === "root") throw mismatched(character, text, scope.kind, scope.start);
      throw noValue(text, offset);
    default:
      return character === "-" || (character >= "0" && character <= "9")
        ? { type: "number", text: readNumber(cursor) }
        : readLiteral(cursor);
  }
}

function deeper(depth: number): number {
  if (depth < mostNesting) return depth + 1;
  throw new JsonTextError(
    `Document nesting depth (${depth + 1}) exceeds the maximum allowed (${mostNesting}, from \`StreamReadConstraints.getMaxNestingDepth()\`)`,
  );
}

function readMembers(cursor: Cursor, depth: number): readonly JsonMember[] {
  const scope: Scope = { kind: "Object", start: cursor.offset };
  const members: JsonMember[] = [];
  try {
    cursor.offset += 1;
    while (goesOn(cursor, scope, members.length)) {
      const name = readName(cursor);
      const colon = peek(cursor);
      if (colon === "") throw unexpectedEnd(" within/between Object entries");
      if (colon !== ":") {
        const expected = "was expecting a colon to separate field name and value";
        throw unexpected(cursor.text, cursor.offset, expected);
      }
      cursor.offset += 1;
      if (peek(cursor) === "") throw unexpectedEnd(" within/between Object entries");
      members.push({ name, value: readValue(cursor, scope, depth) });
      if (cursor.failure !== undefined) break;
    }
  } catch (error) {
    members.push(brokenMember(breakOff(cursor, error)));
  }
  return members;
}

function readItems(cursor: Cursor, depth: number): readonly JsonTree[] {
  const scope: Scope = { kind: "Array", start: cursor.offset };
  const items: JsonTree[] = [];
  try {
    cursor.offset += 1;
    while (goesOn(cursor, scope, items.length)) {
      items.push(readValue(cursor, scope, depth));
      if (cursor.failure !== undefined) break;
    }
  } catch (error) {
    items.push(brokenTree(breakOff(cursor, error)));
  }
  return items;
}

/** Whether another entry comes; passes the comma before it, or the closing bracket. */
function goesOn(cursor: Cursor, { kind, start }: Scope, entries: number): boolean {
  const character = peek(cursor);
  const { text, offset } = cursor;
  if (character === "") throw unclosed(text, kind, start);
  if (character === "}" || character === "]") {
    if ((character === "}") !== (kind === "Object")) throw mismatched(character, text, kind, start);
    cursor.offset += 1;
    return false;
  }
  if (entries === 0) return true;
  if (character !== ",") {
    throw unexpected(text, offset, `was expecting comma to separate ${kind} entries`);
  }
  cursor.offset += 1;
  if (peek(cursor) === "") throw unexpectedEnd(` within/between ${kind} entries`);
  return true;
}

function readName(cursor: Cursor): string {
  if (peek(cursor) !== '"') {
    const expected = "was expecting double-quote to start field name";
    throw unexpected(cursor.text, cursor.offset, expected);
  }
  const token = tokenAt(cursor, stringText);
  if (token === undefined) throw noString(cursor.text, cursor.offset, "name");
  cursor.offset += token.length;
  return unescaped(token);
}

function readString(cursor: Cursor): JsonTree {
  const token = tokenAt(cursor, stringText);
  if (token !== undefined) {
    cursor.offset += token.length;
    return { type: "string", value: unescaped(token) };
  }
  // That it is a string is known before the end of it is.
  const failure = breakOff(cursor, noString(cursor.text, cursor.offset, "string value"));
  return {
    type: "string",
    get value(): string {
      throw failure;
    },
  };
}

function unescaped(token: string): string {
  if (!token.includes("\\")) return token.slice(1, -1);
  const value: unknown = JSON.parse(token); // The pattern admits nothing that JSON refuses.
  return String(value);
}

function readLiteral(cursor: Cursor): JsonTree {
  const word = wordAt(cursor.text, cursor.offset);
  const value = literals.get(word);
  if (value === undefined) throw noValue(cursor.text, cursor.offset);
  cursor.offset += word.length;
  return { type: "literal", value };
}

function readNumber(cursor: Cursor): string {
  const { text } = cursor;
  const start = cursor.offset;
  if (text.charAt(start) === "-") {
    cursor.offset += 1;
    if (cursor.offset === text.length) throw unexpectedEnd("No digit following minus sign");
    passDigits(cursor, "expected digit (0-9) to follow minus sign, for valid numeric value");
  } else {
    passDigits(cursor, "");
  }
  if (/^-?0[0-9]/.test(text.slice(start, start + 3))) {
    throw new JsonTextError("Invalid numeric value: Leading zeroes not allowed");
  }
  if (text.charAt(cursor.offset) === ".") {
    cursor.offset += 1;
    passDigits(cursor, "Decimal point not followed by a digit");
  }
  if (/[eE]/.test(text.charAt(cursor.offset))) {
    cursor.offset += 1;
    if (/[-+]/.test(text.charAt(cursor.offset))) cursor.offset += 1;
    passDigits(cursor, "Exponent indicator not followed by a digit");
  }
  return text.slice(start, cursor.offset);
}

function passDigits(cursor: Cursor, otherwise: string): void {
  const found = tokenAt(cursor, digits);
  // At the end of the text the parser shows the last character that there was.
  if (found === undefined) {
    const at = Math.min(cursor.offset, cursor.text.length - 1);
    throw noDigit(cursor.text, at, otherwise);
  }
  cursor.offset += found.length;
}

function tokenAt(cursor: Cursor, token: RegExp): string | undefined {
  token.lastIndex = cursor.offset;
  return token.exec(cursor.text)?.[0];
}

/** Ends the reading. */
function breakOff(cursor: Cursor, error: unknown): JsonTextError {
  if (!(error instanceof JsonTextError)) throw error;
  cursor.failure ??= error;
  return error;
}

const brokenTree = (failure: JsonTextError): JsonTree =>
  // Nobody gets further than its type.
  ({
    get type(): never {
      throw failure;
    },
  }) as unknown as JsonTree;

const brokenMember = (failure: JsonTextError): JsonMember => ({
  get name(): never {
    throw failure;
  },
  value: brokenTree(failure),
});
