import { isEventArray, isLeafValue, readEventValue } from "../../../pattern/event-value.ts";
import type { EventObject, EventValue, NumberReading } from "../../../pattern/event-value.ts";
import { findLeaves, growFieldTree, noLeaves } from "../../../pattern/field-tree.ts";
import type { FieldNode } from "../../../pattern/field-tree.ts";
import { readJsonTree, type JsonTree } from "../../../pattern/json-tree.ts";
import { finerReading } from "../../../pattern/leaf-test.ts";
import { matchesRule, type CompiledRule } from "../../../pattern/pattern.ts";
import { readPatternRules, type PatternLeaf } from "../../../pattern/pattern-rules.ts";
import type { FilterPolicyScope } from "../config.ts";
import type { MessageAttribute } from "../protocol.ts";
import { filterPolicyDialect } from "./filter-dialect.ts";

/** A filter policy ready to be matched. It holds functions: states keep its text. */
export interface CompiledFilterPolicy {
  readonly scope: FilterPolicyScope;
  /** Empty for the policy `{}`, which every message passes. */
  readonly rules: readonly CompiledRule[];
  readonly root: FieldNode;
  readonly fieldCount: number;
  readonly numbers: NumberReading;
}

/** What a policy is asked about: a message as it was published. */
export interface FilteredMessage {
  readonly body: string;
  readonly attributes: readonly MessageAttribute[];
}

/** Whether a message passes, or why not: it does not match, or it cannot be read. */
export type FilterOutcome = "passes" | "differs" | "noAttributes" | "invalid";

// A memo of a pure function.
const remembered = new Map<string, CompiledFilterPolicy>();
const maximumRemembered = 4_096;

/**
 * Compiles a filter policy. A text compiled lately is remembered. What the API refuses beside the form
 * of patterns is checked by `againstFilterPolicy`, not here.
 *
 * @throws PatternError when SNS would refuse the pattern.
 */
export function compileFilterPolicy(text: string, scope: FilterPolicyScope): CompiledFilterPolicy {
  const key = `${scope} ${text}`;
  const known = remembered.get(key);
  if (known !== undefined) return known;
  const compiled = compile(text, scope);
  if (remembered.size >= maximumRemembered) remembered.clear();
  remembered.set(key, compiled);
  return compiled;
}

function compile(text: string, scope: FilterPolicyScope): CompiledFilterPolicy {
  const tree = readJsonTree(text);
  const rules = isEmptyObject(tree)
    ? []
    : readPatternRules(text, filterPolicyDialect(bareStringsIn(tree), true));
  const { root, fieldsOf, fieldCount } = growFieldTree(
    scope === "MessageBody" ? rules.map((rule) => rule.map(undottedLeaf)) : rules,
  );
  let numbers: NumberReading = "any";
  const compiled = rules.map((rule, at) => {
    for (const leaf of rule) numbers = finerReading(numbers, leaf.test.numbers);
    return rule.map(({ test }, index) => ({ field: fieldsOf[at]?.[index] ?? 0, test }));
  });
  return { scope, rules: compiled, root, fieldCount, numbers };
}

/** Dots in a key of a body are as good as nesting, wherever they stand; so both are nested here. */
const undottedLeaf = (leaf: PatternLeaf): PatternLeaf => ({
  ...leaf,
  path: leaf.path.flatMap((key) => key.split(".")),
});

/** Whether a policy is `{}`. */
export const isEmptyObject = (tree: JsonTree): boolean =>
  tree.type === "object" && tree.members.length === 0;

const bareStringsIn = (tree: JsonTree): readonly string[] =>
  tree.type !== "object"
    ? []
    : tree.members.flatMap(({ name, value }) => (value.type === "string" ? [name] : []));

/** Whether a message passes a policy, and why not. */
export function filterOutcome(
  policy: CompiledFilterPolicy,
  message: FilteredMessage,
): FilterOutcome {
  if (policy.rules.length === 0) return "passes";
  if (policy.scope === "MessageAttributes" && message.attributes.length === 0) {
    return "noAttributes";
  }
  const value =
    policy.scope === "MessageBody"
      ? bodyOf(message.body, policy.numbers)
      : attributesOf(message.attributes, policy);
  if (value === undefined) return "invalid";
  return matches(policy, value) ? "passes" : "differs";
}

function matches(policy: CompiledFilterPolicy, value: EventObject): boolean {
  const found = noLeaves(policy.fieldCount);
  findLeaves(policy.root, value, undefined, found);
  return policy.rules.some((rule) => matchesRule(rule, found));
}

/** A body as a policy sees it; `undefined` when it is no JSON object. */
function bodyOf(body: string, numbers: NumberReading): EventObject | undefined {
  const value = readEventValue(body, numbers);
  if (value === undefined || isLeafValue(value) || isEventArray(value)) return undefined;
  return mayHaveDottedKey.test(body) ? (undotted(value) as EventObject) : value; // An object stays one.
}

const mayHaveDottedKey = /\.[^"]*"[ \n\t\r]*:/;

/** A value with objects in place of dots in keys; what then is under one key is a list. */
function undotted(value: EventValue): EventValue {
  if (isLeafValue(value)) return value;
  if (isEventArray(value)) return value.map(undotted);
  // Without a prototype `__proto__` is a key like any other.
  const object = Object.create(null) as Record<string, EventValue>;
  for (const [key, below] of Object.entries(value)) {
    if (below === undefined) continue;
    const [first = "", ...rest] = key.split(".");
    let nested = undotted(below);
    for (const name of rest.reverse()) nested = { [name]: nested };
    const before = object[first];
    object[first] = before === undefined ? nested : [before, nested];
  }
  return object;
}

/** The attributes that a policy asks for, by name; `undefined` when one of them cannot be read. */
function attributesOf(
  attributes: readonly MessageAttribute[],
  { root, numbers }: CompiledFilterPolicy,
): EventObject | undefined {
  // Without a prototype `__proto__` is a name like any other.
  const values = Object.create(null) as Record<string, EventValue>;
  for (const { name, dataType, value } of attributes) {
    if (!root.children.some(({ key }) => key === name)) continue;
    const read = attributeValue(dataType, value, numbers);
    if (read === undefined) continue;
    if (read === null) return undefined;
    values[name] = read.value;
  }
  return values;
}

/** `undefined` for types that policies do not see, `null` for a list that is none. */
function attributeValue(
  dataType: string,
  text: string,
  numbers: NumberReading,
): { readonly value: EventValue } | undefined | null {
  if (dataType === "String.Array") {
    const list = readEventValue(text, numbers);
    return list !== undefined && isEventArray(list) ? { value: list } : null;
  }
  if (dataType === "Number" || dataType.startsWith("Number.")) {
    const number = readEventValue(text, numbers);
    // A number that JSON spells otherwise, such as `+5` or `.5`.
    return {
      value: typeof number === "object" || typeof number === "number" ? number : Number(text),
    };
  }
  return dataType.startsWith("Binary") ? undefined : { value: text };
}
