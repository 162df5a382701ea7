import type { Plain } from "@orrery/kernel";
import { refused, type PlainObject, type Refused } from "../../../service/refusal.ts";

/** What Lambda checks of a parameter by itself, before it looks at anything else. */
export type Member = TextMember | IntegerMember | ListMember | ObjectMember;

interface AnyMember {
  /** @defaultValue false */
  readonly required?: boolean;
}

/** A text with its bounds in characters, its pattern as Lambda words it, or its values. */
export interface TextMember extends AnyMember {
  readonly type: "text";
  readonly min?: number;
  readonly max?: number;
  readonly pattern?: string;
  readonly oneOf?: readonly string[];
}

/** A whole number with its bounds. */
export interface IntegerMember extends AnyMember {
  readonly type: "integer";
  readonly min?: number;
  readonly max?: number;
}

/** A list, whose items are checked elsewhere. */
export interface ListMember extends AnyMember {
  readonly type: "list";
}

/** A structure or a map, whose members are checked elsewhere. */
export interface ObjectMember extends AnyMember {
  readonly type: "object";
}

/** Members by their path, such as `EphemeralStorage.Size`. */
export type Members = Readonly<Record<string, Member>>;

/**
 * What is wrong with each parameter by itself, in the order of `members`; a refusal where one is of
 * the wrong type.
 */
export function violationsIn(params: PlainObject, members: Members): string[] | Refused {
  const violations: string[] = [];
  for (const [path, member] of Object.entries(members)) {
    const steps = path.split(".");
    let value: Plain | undefined = params;
    for (const step of steps) value = memberOf(value, step);
    const name = steps.map(inCamelCase).join(".");
    if (value === undefined || value === null) {
      if (member.required === true) {
        violations.push(violation("null", name, "Member must not be null"));
      }
      continue;
    }
    const wrongType = wrongTypeOf(value, member);
    if (wrongType !== null) return wrongType;
    violations.push(...violationsOf(value, name, member));
  }
  return violations;
}

/** One thing wrong, as Lambda words it. `value` is `null` or in quotes. */
export const violation = (value: string, member: string, constraint: string): string =>
  `Value ${value} at '${member}' failed to satisfy constraint: ${constraint}`;

/** The refusal of a request with violations; `null` where there are none. */
export function validationRefusal(violations: readonly string[]): Refused | null {
  if (violations.length === 0) return null;
  const errors = violations.length === 1 ? "error" : "errors";
  const message = `${violations.length} validation ${errors} detected: ${violations.join("; ")}`;
  return refused("ValidationException", message);
}

/** A member of a structure; `undefined` where there is no such thing. */
export function memberOf(value: Plain | undefined, name: string): Plain | undefined {
  const object = objectOf(value);
  return Object.hasOwn(object, name) ? object[name] : undefined;
}

/** A structure; an empty one where there is none. */
export const objectOf = (value: Plain | undefined): PlainObject =>
  typeof value === "object" && value !== null && !Array.isArray(value)
    ? (value as PlainObject) // Neither a list nor a scalar.
    : {};

/** A list; an empty one where there is none. */
export const listOf = (value: Plain | undefined): readonly Plain[] =>
  Array.isArray(value) ? (value as readonly Plain[]) : [];

/** A text as it is, all else as JSON. */
export const spelled = (value: Plain | undefined): string =>
  typeof value === "string" ? value : JSON.stringify(value ?? null);

function violationsOf(value: Plain, name: string, member: Member): string[] {
  const shown = `'${spelled(value)}'`;
  const found: string[] = [];
  if (member.type === "integer") {
    const { min = -Infinity, max = Infinity } = member;
    if ((value as number) < min) found.push(`value greater than or equal to ${min}`);
    if ((value as number) > max) found.push(`value less than or equal to ${max}`);
    return found.map((bound) => violation(shown, name, `Member must have ${bound}`));
  }
  if (member.type !== "text") return found;
  const { min = 0, max = Infinity, pattern, oneOf } = member;
  const text = value as string; // Checked before.
  if (text.length < min) found.push(`have length greater than or equal to ${min}`);
  if (text.length > max) found.push(`have length less than or equal to ${max}`);
  if (pattern !== undefined && !new RegExp(`^(?:${pattern})$`).test(text)) {
    found.push(`satisfy regular expression pattern: ${pattern}`);
  }
  if (oneOf !== undefined && !oneOf.includes(text)) {
    found.push(`satisfy enum value set: [${oneOf.join(", ")}]`);
  }
  return found.map((constraint) => violation(shown, name, `Member must ${constraint}`));
}

const typeNames: Readonly<Record<Member["type"], string>> = {
  text: "a String",
  integer: "an Integer",
  list: "a List",
  object: "an Object",
};

function wrongTypeOf(value: Plain, { type }: Member): Refused | null {
  const isRight =
    type === "text"
      ? typeof value === "string"
      : type === "integer"
        ? typeof value === "number" && Number.isSafeInteger(value)
        : typeof value === "object" && Array.isArray(value) === (type === "list");
  if (isRight) return null;
  const kind = Array.isArray(value) ? "LIST" : typeof value === "object" ? "OBJECT" : typeof value;
  const message = `${kind.toUpperCase()}_VALUE can not be converted to ${typeNames[type]}`;
  return refused("SerializationException", message);
}

const inCamelCase = (name: string): string => `${name[0]!.toLowerCase()}${name.slice(1)}`;
