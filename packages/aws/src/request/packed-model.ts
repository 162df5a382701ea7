import { membersLater } from "../service/later.ts";
import type { ApiFacts, ModeledError, ModeledOperation, Shape, Waiter } from "./api-facts.ts";

/**
 * The facts of a model as they lie in a generated file, short enough for every service to have them.
 * A type is one text: `.` and members for a structure (`!Name:Shape`, where `!` is required and a shape
 * of the member's own name is left out), `[Shape]`, `{Key,Value}`, or a scalar.
 */
export interface PackedModel {
  readonly protocol: string;
  readonly queryCompatible?: true;
  /** An operation that has parameters and nothing else is their type alone. */
  readonly operations: Readonly<Record<string, string | PackedOperation>>;
  readonly shapes: Readonly<Record<string, string | PackedShape>>;
  /** Members, the HTTP status, `=` and the name of the shape, and `!` where the service is at fault. */
  readonly errors: Readonly<Record<string, string>>;
  readonly waiters: Readonly<Record<string, Waiter>>;
}

/** An operation, with the type of its parameters. */
export interface PackedOperation extends Omit<ModeledOperation, "input"> {
  readonly in?: string;
}

/** A type with bounds; a text where there is none. */
export interface PackedShape extends Pick<Shape, "min" | "max" | "pattern" | "secret" | "enum"> {
  readonly is?: string;
}

/** What a packed model says; each part is unpacked when it is first asked for, since a call needs few. */
export function unpacked(packed: PackedModel): ApiFacts {
  const { protocol, queryCompatible, waiters } = packed;
  const types = { ...packed.shapes };
  for (const [name, operation] of Object.entries(packed.operations)) {
    const { in: input } = partsOf(operation);
    if (input !== undefined) types[inputOf(name)] = input;
  }
  const operationNamed = (name: string): ModeledOperation => {
    const { in: input, ...rest } = partsOf(packed.operations[name]!);
    return { ...rest, ...(input === undefined ? {} : { input: inputOf(name) }) };
  };
  return {
    protocol,
    ...(queryCompatible === undefined ? {} : { queryCompatible }),
    operations: membersLater(Object.keys(packed.operations), operationNamed),
    shapes: membersLater(Object.keys(types), (name) => shapeIn(types[name]!)),
    errors: membersLater(Object.keys(packed.errors), (code) => errorIn(packed.errors[code]!)),
    waiters,
  };
}

const partsOf = (operation: string | PackedOperation): PackedOperation =>
  typeof operation === "string" ? { in: operation } : operation;

/** The name of the shape of an operation's parameters. No shape of AWS is named so. */
export const inputOf = (operation: string): string => `${operation}()`;

function shapeIn(shape: string | PackedShape): Shape {
  if (typeof shape === "string") return typeIn(shape);
  const { is = "string", ...bounds } = shape;
  return { ...typeIn(is), ...bounds };
}

function typeIn(text: string): Shape {
  const [first = ""] = text;
  if (first === "[") return { type: "list", member: text.slice(1, -1) };
  if (first === "{") {
    const [key = "", value = ""] = text.slice(1, -1).split(",");
    return { type: "map", key, value };
  }
  if (first !== ".") return { type: text as Shape["type"] }; // As it was written.
  const members: Record<string, string> = {};
  const required: string[] = [];
  for (const part of text.split(" ").slice(1)) {
    const isRequired = part.startsWith("!");
    const [name = "", shape = name] = (isRequired ? part.slice(1) : part).split(":");
    members[name] = shape;
    if (isRequired) required.push(name);
  }
  return { type: "structure", members, ...(required.length === 0 ? {} : { required }) };
}

function errorIn(text: string): ModeledError {
  const error: { -readonly [part in keyof ModeledError]: ModeledError[part] } = {};
  const members: string[] = [];
  for (const part of text.split(" ")) {
    if (/^\d+$/.test(part)) error.status = Number(part);
    else if (part.startsWith("=")) error.shape = part.slice(1);
    else if (part === "!") error.fault = "server";
    else if (part !== "") members.push(part);
  }
  return members.length === 0 ? error : { ...error, members };
}
