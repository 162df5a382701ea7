import { mostNesting } from "../json.ts";

/** One member of an object of a JSON text; names may repeat. */
export interface JsonMember {
  readonly name: string;
  readonly value: JsonTree;
}

/** A JSON text as it was spelled: numbers as text, members in their order, duplicates kept. */
export type JsonTree =
  | { readonly type: "object"; readonly members: readonly JsonMember[] }
  | { readonly type: "array"; readonly items: readonly JsonTree[] }
  | { readonly type: "string"; readonly value: string }
  | { readonly type: "number"; readonly text: string }
  | { readonly type: "literal"; readonly value: boolean | null };

/** Says that a text is not JSON, and at which character. */
export class JsonTextError extends Error {
  /** Makes the error for the character at `offset`, counted from 0. */
  constructor(offset: number) {
    super(`text is not JSON at character ${offset}`);
    this.name = "JsonTextError";
  }
}

interface Cursor {
  readonly text: string;
  offset: number;
}

const numberText = /-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][-+]?[0-9]+)?/y;
const stringText = /"(?:[^"\\\u0000-\u001f]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*"/y;

/**
 * Reads a JSON text without loss of spelling.
 *
 * @throws JsonTextError when the text is not JSON, or nests deeper than 1,000 levels.
 */
export function readJsonTree(text: string): JsonTree {
  const cursor: Cursor = { text, offset: 0 };
  const tree = readValue(cursor, 0);
  if (peek(cursor) !== "") throw new JsonTextError(cursor.offset);
  return tree;
}

/** The next character that is not white space, or "" at the end. */
function peek(cursor: Cursor): string {
  for (;;) {
    const character = cursor.text.charAt(cursor.offset);
    if (!(character === " " || character === "\n" || character === "\t" || character === "\r")) {
      return character;
    }
    cursor.offset += 1;
  }
}

function readValue(cursor: Cursor, depth: number): JsonTree {
  if (depth > mostNesting) throw new JsonTextError(cursor.offset);
  switch (peek(cursor)) {
    case "{":
      return { type: "object", members: readMembers(cursor, depth + 1) };
    case "[":
      return { type: "array", items: readItems(cursor, depth + 1) };
    case '"':
      return { type: "string", value: readString(cursor) };
    case "t":
      return readLiteral(cursor, "true", true);
    case "f":
      return readLiteral(cursor, "false", false);
    case "n":
      return readLiteral(cursor, "null", null);
    default:
      return { type: "number", text: readToken(cursor, numberText) };
  }
}

function readMembers(cursor: Cursor, depth: number): JsonMember[] {
  const members: JsonMember[] = [];
  cursor.offset += 1;
  if (took(cursor, "}")) return members;
  do {
    if (peek(cursor) !== '"') throw new JsonTextError(cursor.offset);
    const name = readString(cursor);
    if (!took(cursor, ":")) throw new JsonTextError(cursor.offset);
    members.push({ name, value: readValue(cursor, depth) });
  } while (took(cursor, ","));
  if (!took(cursor, "}")) throw new JsonTextError(cursor.offset);
  return members;
}

function readItems(cursor: Cursor, depth: number): JsonTree[] {
  const items: JsonTree[] = [];
  cursor.offset += 1;
  if (took(cursor, "]")) return items;
  do items.push(readValue(cursor, depth));
  while (took(cursor, ","));
  if (!took(cursor, "]")) throw new JsonTextError(cursor.offset);
  return items;
}

function readString(cursor: Cursor): string {
  const token = readToken(cursor, stringText);
  if (!token.includes("\\")) return token.slice(1, -1);
  const value: unknown = JSON.parse(token); // The pattern admits nothing that JSON refuses.
  return String(value);
}

function readLiteral(cursor: Cursor, text: string, value: boolean | null): JsonTree {
  if (!cursor.text.startsWith(text, cursor.offset)) throw new JsonTextError(cursor.offset);
  cursor.offset += text.length;
  return { type: "literal", value };
}

function readToken(cursor: Cursor, token: RegExp): string {
  token.lastIndex = cursor.offset;
  const found = token.exec(cursor.text)?.[0];
  if (found === undefined) throw new JsonTextError(cursor.offset);
  cursor.offset += found.length;
  return found;
}

function took(cursor: Cursor, character: string): boolean {
  if (peek(cursor) !== character) return false;
  cursor.offset += 1;
  return true;
}
