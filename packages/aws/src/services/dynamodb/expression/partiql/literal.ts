import { typeOf, type AttributeValue, type Item } from "../../value/attribute-value.ts";
import { isRefusal, valueIn } from "../../value/value-check.ts";
import { Refusal } from "../refusal.ts";
import { malformed, wrongStatement } from "./malformed.ts";
import { expectSign, peek, skipSign, skipWord, type StatementCursor } from "./statement-cursor.ts";

/** Reads a value that is written out, or that a parameter gives; `null` where none begins. */
export function readLiteral(cursor: StatementCursor): AttributeValue | null {
  const raw = rawLiteral(cursor);
  if (raw === null) return null;
  const value = valueIn(raw); // Plain data by its type.
  if (isRefusal(value)) throw new Refusal(value);
  return value;
}

function rawLiteral(cursor: StatementCursor): AttributeValue | null {
  const { kind, text } = peek(cursor);
  if (kind === "string" || kind === "number") {
    cursor.place += 1;
    return kind === "string" ? { S: text } : { N: text };
  }
  if (kind === "word") return wordLiteral(cursor);
  if (skipSign(cursor, "?")) return parameter(cursor);
  if (skipSign(cursor, "-")) {
    const number = peek(cursor);
    if (number.kind !== "number") throw malformed(number.text);
    cursor.place += 1;
    return { N: `-${number.text}` };
  }
  if (skipSign(cursor, "[")) return { L: elements(cursor, "]") };
  if (skipSign(cursor, "<<")) return setOf(elements(cursor, ">>"));
  return skipSign(cursor, "{") ? { M: tuple(cursor) } : null;
}

function wordLiteral(cursor: StatementCursor): AttributeValue | null {
  if (skipWord(cursor, "TRUE")) return { BOOL: true };
  if (skipWord(cursor, "FALSE")) return { BOOL: false };
  return skipWord(cursor, "NULL") ? { NULL: true } : null;
}

/** The parameters of a request are as many as the question marks of its statement. */
export const wrongCount = (): Refusal =>
  wrongStatement("Number of parameters in request and statement don't match.");

function parameter(cursor: StatementCursor): AttributeValue {
  const value = cursor.parameters[cursor.used];
  if (value === undefined) throw wrongCount();
  cursor.used += 1;
  return value;
}

function elements(cursor: StatementCursor, end: string): readonly AttributeValue[] {
  const list: AttributeValue[] = [];
  if (skipSign(cursor, end)) return list;
  do list.push(someLiteral(cursor));
  while (skipSign(cursor, ","));
  expectSign(cursor, end);
  return list;
}

function someLiteral(cursor: StatementCursor): AttributeValue {
  const value = rawLiteral(cursor);
  if (value === null) throw malformed(peek(cursor).text);
  return value;
}

/** A bag is a set: of strings, numbers or binary values. */
function setOf(members: readonly AttributeValue[]): AttributeValue {
  const [first] = members;
  if (first === undefined) throw wrongStatement("Empty bags are not supported");
  const type = typeOf(first);
  if (members.some((each) => typeOf(each) !== type)) throw mixedBag();
  if ("S" in first) return { SS: members.map((each) => (each as { S: string }).S) };
  if ("N" in first) return { NS: members.map((each) => (each as { N: string }).N) };
  if ("B" in first) return { BS: members.map((each) => (each as { B: string }).B) };
  throw mixedBag();
}

const mixedBag = (): Refusal =>
  wrongStatement(
    "Unsupported data type in Bag. DynamoDB only supports either numbers or strings in bags",
  );

/** The members of a tuple behind its brace. */
function tuple(cursor: StatementCursor): Item {
  const entries: [string, AttributeValue][] = [];
  if (skipSign(cursor, "}")) return {};
  do {
    const { kind, text } = peek(cursor);
    if (kind !== "string" && kind !== "name") throw malformed(text);
    cursor.place += 1;
    expectSign(cursor, ":");
    entries.push([text, someLiteral(cursor)]);
  } while (skipSign(cursor, ","));
  expectSign(cursor, "}");
  return Object.fromEntries(entries);
}
