import type { JsonMember, JsonTree } from "./json-tree.ts";
import { JsonTextError, readJsonTree } from "./json-tree.ts";
import { readLeafTest } from "./leaf-test.ts";
import type { LeafTest, NumberEquality } from "./leaf-test.ts";
import { reservedNames } from "./operators.ts";
import { PatternError } from "./pattern-error.ts";

/** A leaf of a pattern: the keys that lead to it, and what its value must be. */
export interface PatternLeaf {
  readonly path: readonly string[];
  readonly test: LeafTest;
}

/** Leaves that must all match, in the order of their dotted names. */
export type PatternRule = readonly PatternLeaf[];

/** What a service allows in patterns. */
export interface PatternDialect {
  readonly numberEquality: NumberEquality;
  /** Throws PatternError for an operator that the service does not take. */
  readonly checkOperator: (operator: string, operand: JsonTree) => void;
  /** Keys of the record at which a string may stand instead of an array. */
  readonly bareStrings: readonly string[];
}

/** Most combinations of the branches of all `$or` of a pattern. */
export const maximumOrCombinations = 1_000;

/** Leaves by dotted name: of two with one name the last counts. */
type DraftRule = Map<string, PatternLeaf>;

/**
 * Reads a pattern as the rules of which one must match, one for each combination of `$or`.
 *
 * @throws PatternError when AWS would refuse the pattern.
 */
export function readPatternRules(text: string, dialect: PatternDialect): readonly PatternRule[] {
  const tree = readTree(text);
  if (tree.type !== "object") throw new PatternError("Filter is not an object");
  return readObject(tree.members, [], [new Map()], dialect).map(sortedRule);
}

function readTree(text: string): JsonTree {
  try {
    return readJsonTree(text);
  } catch (error) {
    if (error instanceof JsonTextError) throw new PatternError("Invalid JSON");
    throw error;
  }
}

/** Adds the leaves of an object to each rule, and gives back the rules, multiplied by `$or`. */
function readObject(
  members: readonly JsonMember[],
  parents: readonly string[],
  rules: readonly DraftRule[],
  dialect: PatternDialect,
): readonly DraftRule[] {
  if (members.length === 0) throw new PatternError("Empty objects are not allowed");
  let current = rules;
  for (const { name, value } of members) {
    const path = [...parents, name];
    if (value.type === "object") {
      current = readObject(value.members, path, current, dialect);
    } else if (value.type !== "array") {
      addLeaf(current, path, bareStringTest(name, value, path, dialect));
    } else {
      const branches = name === "$or" ? orBranches(value.items) : undefined;
      if (branches !== undefined) current = readBranches(branches, parents, current, dialect);
      else addLeaf(current, path, leafTest(value.items, dialect));
    }
  }
  return current;
}

function bareStringTest(
  name: string,
  value: JsonTree,
  path: readonly string[],
  dialect: PatternDialect,
): LeafTest {
  if (value.type === "string" && path.length === 1 && dialect.bareStrings.includes(name)) {
    return leafTest([value], dialect);
  }
  throw new PatternError(`"${name}" must be an object or an array`);
}

function leafTest(items: readonly JsonTree[], dialect: PatternDialect): LeafTest {
  return readLeafTest(items, dialect.numberEquality, dialect.checkOperator);
}

function addLeaf(rules: readonly DraftRule[], path: readonly string[], test: LeafTest): void {
  const name = path.join(".");
  for (const rule of rules) rule.set(name, { path, test });
}

/** The branches of `$or`; undefined when AWS takes it for an ordinary field. */
function orBranches(items: readonly JsonTree[]): readonly (readonly JsonMember[])[] | undefined {
  if (items.length < 2) return undefined;
  const branches: (readonly JsonMember[])[] = [];
  for (const item of items) {
    if (item.type !== "object") return undefined;
    if (item.members.some((member) => reservedNames.has(member.name))) return undefined;
    branches.push(item.members);
  }
  return branches;
}

function readBranches(
  branches: readonly (readonly JsonMember[])[],
  parents: readonly string[],
  rules: readonly DraftRule[],
  dialect: PatternDialect,
): readonly DraftRule[] {
  if (branches.length * rules.length > maximumOrCombinations) {
    throw new PatternError(`Rule is too complex - more than ${maximumOrCombinations} combinations`);
  }
  return branches.flatMap((members) =>
    readObject(
      members,
      parents,
      rules.map((rule) => new Map(rule)),
      dialect,
    ),
  );
}

// The order decides which array element a test for absence is about, so it must be AWS's.
function sortedRule(rule: DraftRule): PatternRule {
  return [...rule].sort(([left], [right]) => (left < right ? -1 : 1)).map(([, leaf]) => leaf);
}
