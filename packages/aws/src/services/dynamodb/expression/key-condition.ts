import type { Refused } from "../../../service/refusal.ts";
import { typeOf, type AttributeValue } from "../value/attribute-value.ts";
import { sizeOfValue } from "../value/item-size.ts";
import { keyTextOf, leadingKeyText, type KeyAttribute } from "../value/key.ts";
import { invalid } from "../value/value-check.ts";
import type { Comparison } from "./comparison.ts";

/** A condition on one attribute of a key. */
export interface KeyClause {
  readonly name: string;
  readonly comparison: Comparison;
  readonly values: readonly AttributeValue[];
}

/** The key of a table or index: one attribute of each kind, or up to four in an index. */
export interface KeySchema {
  readonly hash: readonly KeyAttribute[];
  readonly sort: readonly KeyAttribute[];
}

/** Key texts from one to another; `null`: no end on that side. */
export interface TextRange {
  readonly from: string | null;
  readonly includesFrom: boolean;
  readonly to: string | null;
  readonly includesTo: boolean;
}

/** What a key condition asks for: items of one hash key, all or those in a range of sort keys. */
export interface KeyRange {
  /** The value of each attribute of the hash key. */
  readonly hash: readonly AttributeValue[];
  /** Of composite key texts of the sort key (`compositeKeyText`). */
  readonly sort: TextRange;
}

const all: TextRange = { from: null, includesFrom: false, to: null, includesTo: false };

const unsupported = invalid("Query key condition not supported");

const wrongType = invalid(
  "One or more parameter values were invalid: Condition parameter type does not match schema type",
);

const notIndexable = invalid("Attempted conditional constraint is not an indexable operation");

/** A key condition has a place for each attribute of a key, and no more. */
export const tooManyConditions = invalid("Conditions can be of length 1 or 2 only");

const missed = (name: string): Refused =>
  invalid(`Query condition missed key schema element: ${name}`);

const indexable: ReadonlySet<Comparison> = new Set<Comparison>([
  "EQ",
  "LT",
  "LE",
  "GT",
  "GE",
  "BETWEEN",
  "BEGINS_WITH",
]);

/** What a key condition asks a table or index for; or what AWS has against it. */
export function keyRangeOf(
  clauses: readonly KeyClause[],
  { hash, sort }: KeySchema,
): KeyRange | Refused {
  if (sort.length === 0 && clauses.length > hash.length) return unsupported;
  const values: AttributeValue[] = [];
  for (const key of hash) {
    const clause = clauseOf(clauses, key);
    if (clause === undefined) return missed(key.name);
    const wrong = againstClause(clause, key);
    if (wrong !== null) return wrong;
    if (clause.comparison !== "EQ") return unsupported;
    values.push(clause.values[0]!);
  }
  const range = sortRange(clauses, sort, clauses.length - hash.length);
  return "type" in range ? range : { hash: values, sort: range };
}

const clauseOf = (clauses: readonly KeyClause[], { name }: KeyAttribute): KeyClause | undefined =>
  clauses.find((clause) => clause.name === name);

function againstClause({ comparison, values }: KeyClause, key: KeyAttribute): Refused | null {
  if (!indexable.has(comparison)) return notIndexable;
  for (const value of values) {
    if (typeOf(value) !== key.type) return wrongType;
    if (key.type !== "N" && sizeOfValue(value) === 0) return emptyKey(key);
  }
  return null;
}

const emptyKey = ({ name, type }: KeyAttribute): Refused =>
  invalid(
    `One or more parameter values are not valid. The AttributeValue for a key attribute cannot contain an empty ${type === "S" ? "string" : "binary"} value. Key: ${name}`,
  );

/** The range of a sort key: equal in its first attributes, and in a range of the one behind them. */
function sortRange(
  clauses: readonly KeyClause[],
  sort: readonly KeyAttribute[],
  count: number,
): TextRange | Refused {
  if (count === 0) return all;
  const found = sort.map((key) => clauseOf(clauses, key));
  // A condition on no attribute of the key leaves one of its places open.
  const first = sort.find((_, place) => found[place] === undefined);
  if (found.filter((clause) => clause !== undefined).length < count) {
    return first === undefined ? tooManyConditions : missed(first.name);
  }
  for (const [place, clause] of found.entries()) {
    const wrong = clause === undefined ? null : againstClause(clause, sort[place]!);
    if (wrong !== null) return wrong;
  }
  let last = found.length - 1;
  while (found[last] === undefined) last -= 1; // One is there.
  const unequal = sort.slice(0, last).filter((_, place) => found[place]?.comparison !== "EQ");
  if (unequal.length > 0) return gap(unequal, sort[last]!);
  let lead = "";
  for (let place = 0; place < last; place += 1) {
    lead += leadingKeyText(keyTextOf(found[place]!.values[0]!));
  }
  return rangeOf(found[last]!, lead, last === sort.length - 1);
}

const gap = (unequal: readonly KeyAttribute[], { name }: KeyAttribute): Refused =>
  invalid(
    `RANGE key attributes ${unequal.map((key) => key.name).join(", ")} must have equality conditions specified in the query because a condition is present on key attribute ${name}`,
  );

// Behind every key text that begins like what is before it: key texts have no such character.
const behind = "\uffff";

/** The texts that a condition takes, of those that begin with `lead`. */
function rangeOf({ comparison, values }: KeyClause, lead: string, isLast: boolean): TextRange {
  const [first, second] = values.map(keyTextOf);
  // The text of a value with all that may follow it begins with the first, and is below the second.
  const begin = (text: string): string => lead + (isLast ? text : leadingKeyText(text));
  const end = (text: string): string => begin(text) + (isLast ? "" : behind);
  const top = lead === "" ? null : lead + behind;
  const bottom = lead === "" ? null : lead;
  const range = (
    from: string | null,
    includesFrom: boolean,
    to: string | null,
    includesTo: boolean,
  ): TextRange => ({ from, includesFrom, to, includesTo });
  switch (comparison) {
    case "EQ":
      return range(begin(first!), true, end(first!), true);
    case "LT":
      return range(bottom, true, begin(first!), false);
    case "LE":
      return range(bottom, true, end(first!), true);
    case "GT":
      return range(end(first!), false, top, true);
    case "GE":
      return range(begin(first!), true, top, true);
    case "BETWEEN":
      return range(begin(first!), true, end(second!), true);
    default: // BEGINS_WITH: others were refused.
      return range(lead + open(first!, isLast), true, lead + open(first!, isLast) + behind, false);
  }
}

/** The beginning of a key text: as in a text that others follow, where it is one. */
const open = (text: string, isLast: boolean): string =>
  isLast ? text : text.replaceAll("\u0000", "\u0000\u0001");
