import type { JsonMember, JsonTree } from "./json-tree.ts";
import { JsonTextError } from "./json-failure.ts";
import { readJsonTreeSoFar } from "./json-tree.ts";
import { readLeafTest } from "./leaf-test.ts";
import type { LeafTest, NumberEquality } from "./alternative.ts";
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
const maximumOrCombinations = 1_000;

const emptyObject = "Empty objects are not allowed";

/** Leaves by dotted name: of two with one name the last counts. */
type DraftRule = Map<string, PatternLeaf>;

/** What `$or` is while a pattern is read, and where keys are: in none of its objects, or in one. */
type OrMeaning = "choice" | "branch" | "ordinary";

/** `$or` does not have the form of a choice. */
class NoChoice extends PatternError {}

/**
 * Reads a pattern as the rules of which one must match, one for each combination of `$or`. Where
 * one `$or` has not the form of a choice, all are ordinary keys.
 *
 * @throws PatternError when AWS would refuse the pattern.
 */
export function readPatternRules(text: string, dialect: PatternDialect): readonly PatternRule[] {
  return readPatternTree(readJsonTreeSoFar(text), dialect);
}

/**
 * Reads a pattern whose JSON is read already. It looks at the parts of the tree in the order in which
 * AWS's reader comes to them, and at none behind the first that is wrong.
 *
 * @throws PatternError when AWS would refuse the pattern.
 */
export function readPatternTree(tree: JsonTree, dialect: PatternDialect): readonly PatternRule[] {
  try {
    if (tree.type !== "object") throw new PatternError("Filter is not an object");
    return readRules(tree.members, dialect).map(sortedRule);
  } catch (error) {
    if (error instanceof JsonTextError) throw new PatternError(error.message);
    throw error;
  }
}

function readRules(members: readonly JsonMember[], dialect: PatternDialect): readonly DraftRule[] {
  try {
    return readObject(members, [], [new Map()], dialect, "choice");
  } catch (error) {
    if (!(error instanceof NoChoice)) throw error;
    return readObject(members, [], [new Map()], dialect, "ordinary");
  }
}

/** Adds the leaves of an object to each rule, and gives back the rules, multiplied by `$or`. */
function readObject(
  members: readonly JsonMember[],
  parents: readonly string[],
  rules: readonly DraftRule[],
  dialect: PatternDialect,
  or: OrMeaning,
): readonly DraftRule[] {
  if (members.length === 0) {
    throw or === "branch" ? new NoChoice(emptyObject) : new PatternError(emptyObject);
  }
  let current = rules;
  for (const { name, value } of members) {
    const path = [...parents, name];
    if (name === "$or" && or !== "ordinary") {
      current = readChoice(value, parents, current, dialect);
    } else if (or === "branch" && reservedNames.has(name)) {
      throw new NoChoice(`${name} is Ruler reserved fieldName which cannot be used inside $or.`);
    } else if (value.type === "object") {
      current = readObject(value.members, path, current, dialect, or);
    } else if (value.type === "array") {
      addLeaf(current, path, leafTest(value.items, dialect));
    } else {
      addLeaf(current, path, bareStringTest(name, value, path, dialect));
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

/** Reads the value of a `$or`: the rules before, once for each of its objects. */
function readChoice(
  value: JsonTree,
  parents: readonly string[],
  rules: readonly DraftRule[],
  dialect: PatternDialect,
): readonly DraftRule[] {
  if (value.type !== "array") throw new NoChoice("It must be an Array followed with $or.");
  const chosen: DraftRule[] = [];
  for (const item of value.items) {
    if (item.type !== "object") {
      throw new NoChoice("Only JSON object is allowed in array of $or relationship.");
    }
    const copies = rules.map((rule) => new Map(rule));
    chosen.push(...readObject(item.members, parents, copies, dialect, "branch"));
    if (chosen.length > maximumOrCombinations) {
      throw new PatternError(
        `Rule is too complex - more than ${maximumOrCombinations} combinations`,
      );
    }
  }
  if (value.items.length >= 2) return chosen;
  throw new NoChoice("There must have at least 2 Objects in $or relationship.");
}

// The order decides which array element a test for absence is about, so it must be AWS's.
function sortedRule(rule: DraftRule): PatternRule {
  return [...rule].sort(([left], [right]) => (left < right ? -1 : 1)).map(([, leaf]) => leaf);
}
