import { isFunction } from "./intrinsics.ts";
import { isList, isMap, isText, memberOf, type Json, type JsonMap } from "./json.ts";
import { resourceProblem } from "./problems.ts";

/** What SAM demands of a property before it looks at it. */
export interface PropertyRule {
  readonly required: boolean;
  /** Whether a function may stand for the value. */
  readonly functions: boolean;
  readonly test: (value: Json) => boolean;
  /** What it should be, where the message says so. */
  readonly expected?: "a map" | "a string";
}

export type PropertyRules = Readonly<Record<string, PropertyRule>>;

/**
 * A rule as text: `text|map` one of both, `list<text>`, `map<text>` with texts as values, `any`; `!` before it where
 * the property is required; `=` where no function may stand for it.
 */
export function rulesOf(table: Readonly<Record<string, string>>): PropertyRules {
  return Object.fromEntries(Object.entries(table).map(([name, rule]) => [name, ruleOf(rule)]));
}

function ruleOf(written: string): PropertyRule {
  const marks = /^[!=]*/.exec(written)?.[0] ?? "";
  const kind = written.slice(marks.length);
  return {
    required: marks.includes("!"),
    functions: !marks.includes("=") && kind !== "any",
    test: testOf(kind),
    ...(kind === "map" ? { expected: "a map" } : kind === "text" ? { expected: "a string" } : {}),
  };
}

const simple: Readonly<Record<string, (value: Json) => boolean>> = {
  any: () => true,
  text: isText,
  map: isMap,
  list: isList,
  bool: (value) => typeof value === "boolean",
  // To Python, truth is a whole number.
  int: (value) =>
    typeof value === "boolean" || (typeof value === "number" && Number.isInteger(value)),
};

function testOf(kind: string): (value: Json) => boolean {
  const parts = alternatives(kind);
  if (parts.length > 1) {
    const tests = parts.map(testOf);
    return (value) => tests.some((test) => test(value));
  }
  const [, holder, inner = ""] = /^(list|map)<(.*)>$/.exec(kind) ?? [];
  if (holder === undefined) return simple[kind] ?? (() => true);
  const test = testOf(inner);
  return holder === "list"
    ? (value) => isList(value) && value.every(test)
    : (value) => isMap(value) && Object.values(value).every(test);
}

/** The parts between bars that stand in no brackets. */
function alternatives(kind: string): string[] {
  const parts = [""];
  let depth = 0;
  for (const letter of kind) {
    if (letter === "<") depth += 1;
    if (letter === ">") depth -= 1;
    if (letter === "|" && depth === 0) parts.push("");
    else parts[parts.length - 1] += letter;
  }
  return parts.filter((part) => part !== "");
}

/** @throws SamProblem for a property that the type does not have, or of the wrong kind */
export function checkProperties(
  id: string,
  type: string,
  properties: JsonMap,
  rules: PropertyRules,
): void {
  for (const name of Object.keys(properties)) {
    if (Object.hasOwn(rules, name)) continue;
    throw resourceProblem(id, `property ${name} not defined for resource of type ${type}`);
  }
  for (const [name, rule] of Object.entries(rules)) {
    const value = memberOf(properties, name);
    if (value === undefined || value === null) {
      if (rule.required) throw resourceProblem(id, `Missing required property '${name}'.`);
    } else if (!(rule.functions && isFunction(value)) && !rule.test(value)) {
      const { expected } = rule;
      throw resourceProblem(
        id,
        expected === undefined
          ? `Type of property '${name}' is invalid.`
          : `Property '${name}' should be ${expected}.`,
      );
    }
  }
}
