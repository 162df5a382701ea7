import type { Plain } from "@orrery/kernel";
import { isObject, listOf, objectOf, spelled } from "../request/params.ts";
import type { PlainObject } from "../service/refusal.ts";

/** How deep a schema may lead back into itself for one value. */
const mostDepth = 100;

/** Whether a value keeps to a schema: JSON Schema draft 4, as far as API Gateway heeds it. */
export const keepsToSchema = (value: Plain, schema: PlainObject): boolean =>
  keeps(value, schema, schema, 0);

function keeps(value: Plain, schema: Plain | undefined, root: PlainObject, depth: number): boolean {
  if (!isObject(schema) || depth > mostDepth) return true;
  const own = (inner: Plain, of: Plain | undefined): boolean => keeps(inner, of, root, depth + 1);
  const reference = schema["$ref"];
  if (typeof reference === "string") return own(value, referred(reference, root));
  const { type, enum: values, allOf, anyOf, oneOf, not } = schema;
  if (type !== undefined && !hasType(value, type)) return false;
  if (Array.isArray(values) && !(values as readonly Plain[]).some((each) => isSame(each, value))) {
    return false;
  }
  if (!listOf(allOf).every((each) => own(value, each))) return false;
  if (anyOf !== undefined && !listOf(anyOf).some((each) => own(value, each))) return false;
  if (oneOf !== undefined && listOf(oneOf).filter((each) => own(value, each)).length !== 1)
    return false;
  if (isObject(not) && own(value, not)) return false;
  if (typeof value === "string") return keepsToTextRules(value, schema);
  if (typeof value === "number") return keepsToNumberRules(value, schema);
  if (Array.isArray(value)) return keepsToListRules(value as readonly Plain[], schema, own);
  return !isObject(value) || keepsToObjectRules(value, schema, own);
}

type Inner = (value: Plain, schema: Plain | undefined) => boolean;

function keepsToTextRules(value: string, { minLength, maxLength, pattern }: PlainObject): boolean {
  const { length } = [...value];
  if (typeof minLength === "number" && length < minLength) return false;
  if (typeof maxLength === "number" && length > maxLength) return false;
  return typeof pattern !== "string" || patternOf(pattern)?.test(value) !== false;
}

// `minItems`, `maxItems` and exclusive bounds are not heeded: API Gateway says so.
function keepsToNumberRules(value: number, { minimum, maximum, multipleOf }: PlainObject): boolean {
  if (typeof minimum === "number" && value < minimum) return false;
  if (typeof maximum === "number" && value > maximum) return false;
  return typeof multipleOf !== "number" || Number.isInteger(value / multipleOf);
}

function keepsToListRules(
  value: readonly Plain[],
  { items, uniqueItems, additionalItems }: PlainObject,
  own: Inner,
): boolean {
  if (
    uniqueItems === true &&
    new Set(value.map((each) => JSON.stringify(each))).size < value.length
  ) {
    return false;
  }
  if (!Array.isArray(items)) return value.every((each) => own(each, items));
  const schemas = items as readonly Plain[];
  if (additionalItems === false && value.length > schemas.length) return false;
  return value.every((each, at) => own(each, schemas[at] ?? additionalItems));
}

function keepsToObjectRules(value: PlainObject, schema: PlainObject, own: Inner): boolean {
  const { required, properties, patternProperties, additionalProperties } = schema;
  const { minProperties, maxProperties } = schema;
  const names = Object.keys(value);
  if (!listOf(required).every((name) => Object.hasOwn(value, spelled(name)))) return false;
  if (typeof minProperties === "number" && names.length < minProperties) return false;
  if (typeof maxProperties === "number" && names.length > maxProperties) return false;
  const known = objectOf(properties);
  const patterns = Object.entries(objectOf(patternProperties));
  return names.every((name) => {
    const member = value[name]!;
    const matching = patterns.filter(([pattern]) => patternOf(pattern)?.test(name) === true);
    if (!matching.every(([, each]) => own(member, each))) return false;
    if (Object.hasOwn(known, name)) return own(member, known[name]);
    if (matching.length > 0) return true;
    return additionalProperties !== false && own(member, additionalProperties);
  });
}

function hasType(value: Plain, type: Plain): boolean {
  if (Array.isArray(type)) return (type as readonly Plain[]).some((each) => hasType(value, each));
  switch (type) {
    case "null":
      return value === null;
    case "integer":
      return typeof value === "number" && Number.isInteger(value);
    case "array":
      return Array.isArray(value);
    case "object":
      return isObject(value);
    default:
      return typeof value === type;
  }
}

const isSame = (one: Plain, other: Plain): boolean => JSON.stringify(one) === JSON.stringify(other);

/** What `#/definitions/Order` leads to. Models of the API lie among the definitions. */
function referred(reference: string, root: PlainObject): Plain | undefined {
  const model = /\/models\/([^/]+)$/.exec(reference)?.[1];
  const inside = reference.replace(/^#\/?/, "").replace(/^components\/schemas\//, "definitions/");
  const path = model === undefined ? inside.split("/") : ["definitions", model];
  let value: Plain | undefined = root;
  for (const part of path) {
    if (part === "") continue;
    const name = part.replaceAll("~1", "/").replaceAll("~0", "~");
    value = isObject(value) && Object.hasOwn(value, name) ? value[name] : undefined;
  }
  return value;
}

/** A pattern; `null`: it is none, and is not heeded. */
function patternOf(source: string): RegExp | null {
  try {
    return new RegExp(source, "u");
  } catch {
    return null;
  }
}
