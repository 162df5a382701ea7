import type { Plain } from "@orrery/kernel";
import type { PlainObject } from "../service/refusal.ts";
import type { ApiFacts } from "./api-facts.ts";
import { ownOf, type ApiModel } from "./api-model.ts";
import { isObject } from "./params.ts";

/**
 * Parameters of an operation with the names of members as the API spells them: templates begin some with a capital letter
 * that the API begins with a small one, such as `AwsvpcConfiguration`.
 */
export function respelled(
  { facts }: ApiModel,
  operation: string,
  params: PlainObject,
): PlainObject {
  const input = ownOf(facts.operations, operation)?.input;
  return input === undefined ? params : (valueOf(facts, input, params) as PlainObject); // A map stays one.
}

function valueOf(facts: ApiFacts, name: string, value: Plain): Plain {
  const shape = ownOf(facts.shapes, name);
  if (shape?.type === "list" && Array.isArray(value)) {
    return (value as readonly Plain[]).map((item) => valueOf(facts, shape.member!, item));
  }
  if (!isObject(value)) return value;
  if (shape?.type === "map") {
    return mapped(value, (key, member) => [key, valueOf(facts, shape.value!, member)]);
  }
  if (shape?.type !== "structure") return value;
  const members = shape.members ?? {};
  return mapped(value, (key, member) => {
    const known = Object.hasOwn(members, key) ? key : inOtherLetters(key, members, value);
    return known === undefined ? [key, member] : [known, valueOf(facts, members[known]!, member)];
  });
}

/** The member that a name means whose letters differ in their case alone, unless that is given, too. */
const inOtherLetters = (
  name: string,
  members: Readonly<Record<string, string>>,
  given: PlainObject,
): string | undefined =>
  Object.keys(members).find(
    (each) => each.toLowerCase() === name.toLowerCase() && !Object.hasOwn(given, each),
  );

const mapped = (
  value: PlainObject,
  entryOf: (key: string, member: Plain) => readonly [string, Plain],
): PlainObject =>
  Object.fromEntries(Object.entries(value).map(([key, member]) => entryOf(key, member)));
