import { serviceDialect } from "../../../pattern/dialect.ts";
import type { EventObject, LeafValue, NumberReading } from "../../../pattern/event-value.ts";
import {
  findLeaves,
  growFieldTree,
  noLeaves,
  type FieldNode,
} from "../../../pattern/field-tree.ts";
import { finerReading } from "../../../pattern/leaf-test.ts";
import { matchesRule, type CompiledRule } from "../../../pattern/pattern.ts";
import { readPatternRules, type PatternRule } from "../../../pattern/pattern-rules.ts";

/**
 * Patterns of many rules as one structure. Each combination of a pattern's `$or` is filed under a text that it
 * wants of one field, the one that fewest others want; or under a field that it cannot do without. An event is
 * looked through once, and asks for what is filed under its values. It holds functions: states keep the patterns.
 */
export interface Matcher {
  readonly root: FieldNode;
  readonly fieldCount: number;
  /** What reading an event needs to know about its numbers. */
  readonly numbers: NumberReading;
  /** Whether what passes depends on which event of equal ones it is: on its id or its time. */
  readonly looksAtMoment: boolean;
  readonly byText: readonly TextFiled[];
  readonly byField: readonly FieldFiled[];
  /** What is filed nowhere, since it takes events that have nothing. */
  readonly others: readonly Alternative[];
  /** How many patterns there are. */
  readonly count: number;
}

/** One combination of a pattern's `$or`. */
interface Alternative {
  /** The place of its pattern. */
  readonly pattern: number;
  readonly rule: CompiledRule;
}

interface TextFiled {
  readonly field: number;
  readonly alternatives: ReadonlyMap<string, readonly Alternative[]>;
}

interface FieldFiled {
  readonly field: number;
  readonly alternatives: readonly Alternative[];
}

/** Makes one structure of patterns, which were checked. */
export function compileMatcher(patterns: readonly string[]): Matcher {
  const read = patterns.flatMap((text, pattern) =>
    readPatternRules(text, serviceDialect).map((rule) => ({ pattern, rule })),
  );
  const rules: readonly PatternRule[] = read.map(({ rule }) => rule);
  const { root, fieldsOf, fieldCount } = growFieldTree(rules);
  let numbers: NumberReading = "any";
  const alternatives = read.map(({ pattern, rule }, place): Alternative => {
    for (const leaf of rule) numbers = finerReading(numbers, leaf.test.numbers);
    const fields = fieldsOf[place]!; // There is one for each.
    return { pattern, rule: rule.map(({ test }, index) => ({ field: fields[index]!, test })) };
  });
  const looksAtMoment = root.children.some(({ key }) => key === "id" || key === "time");
  const count = patterns.length;
  return { root, fieldCount, numbers, looksAtMoment, count, ...filed(alternatives) };
}

function filed(
  alternatives: readonly Alternative[],
): Pick<Matcher, "byText" | "byField" | "others"> {
  const wanted = new Map<string, number>();
  for (const { rule } of alternatives) {
    for (const leaf of rule) {
      for (const text of textsOf(leaf) ?? []) {
        const key = `${leaf.field} ${text}`;
        wanted.set(key, (wanted.get(key) ?? 0) + 1);
      }
    }
  }
  const byText = new Map<number, Map<string, Alternative[]>>();
  const byField = new Map<number, Alternative[]>();
  const others: Alternative[] = [];
  for (const alternative of alternatives) {
    const leaf = rarest(alternative.rule, wanted);
    if (leaf !== null) {
      const ofField = byText.get(leaf.field) ?? new Map<string, Alternative[]>();
      byText.set(leaf.field, ofField);
      for (const text of textsOf(leaf)!) {
        ofField.set(text, [...(ofField.get(text) ?? []), alternative]);
      }
      continue;
    }
    const needed = alternative.rule.find(({ test }) => !test.absent);
    if (needed === undefined) others.push(alternative);
    else byField.set(needed.field, [...(byField.get(needed.field) ?? []), alternative]);
  }
  return {
    byText: [...byText].map(([field, ofField]) => ({ field, alternatives: ofField })),
    byField: [...byField].map(([field, ofField]) => ({ field, alternatives: ofField })),
    others,
  };
}

type CompiledLeaf = CompiledRule[number];

/** The texts of which a value must be one; `undefined`: there are other ways to pass. */
function textsOf({ test }: CompiledLeaf): ReadonlySet<string> | undefined {
  const isExact = test.tests.length === 0 && test.ranges.length === 0 && !test.absent;
  return isExact ? test.strings : undefined;
}

/** The leaf of exact texts that fewest others want; `null`: none is of exact texts. */
function rarest(rule: CompiledRule, wanted: ReadonlyMap<string, number>): CompiledLeaf | null {
  let [found, least]: [CompiledLeaf | null, number] = [null, Infinity];
  for (const leaf of rule) {
    const texts = textsOf(leaf);
    if (texts === undefined) continue;
    let count = 0;
    for (const text of texts) count += wanted.get(`${leaf.field} ${text}`)!; // All were counted.
    if (count < least) [found, least] = [leaf, count];
  }
  return found;
}

/** The places of the patterns that an event matches, in order. */
export function matchedBy(matcher: Matcher, event: EventObject): readonly number[] {
  const found = noLeaves(matcher.fieldCount);
  findLeaves(matcher.root, event, undefined, found);
  const matched: number[] = [];
  const tryAll = (alternatives: readonly Alternative[]): void => {
    for (const { pattern, rule } of alternatives) {
      if (!matched.includes(pattern) && matchesRule(rule, found)) matched.push(pattern);
    }
  };
  for (const { field, alternatives } of matcher.byText) {
    for (const { value } of found.byField[field] ?? nothing) {
      const wanting = typeof value === "string" ? alternatives.get(value) : undefined;
      if (wanting !== undefined) tryAll(wanting);
    }
  }
  for (const { field, alternatives } of matcher.byField) {
    if (found.byField[field] !== undefined) tryAll(alternatives);
  }
  tryAll(matcher.others);
  return matched.length < 2 ? matched : matched.sort((one, other) => one - other);
}

const nothing: readonly { readonly value: LeafValue }[] = [];
