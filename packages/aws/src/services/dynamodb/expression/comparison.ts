import type { Plain } from "@orrery/kernel";
import { listOf, memberOf } from "../../../request/params.ts";
import type { PlainObject, Refused } from "../../../service/refusal.ts";
import { typeOf, type AttributeType, type AttributeValue } from "../value/attribute-value.ts";
import { compareValues } from "../value/comparison.ts";
import { invalid, isRefusal, valueIn } from "../value/value-check.ts";
import type { Condition, Operand } from "./tree.ts";

/** The comparison operators of the parameters that were before expressions. */
export type Comparison =
  | "EQ"
  | "NE"
  | "LE"
  | "LT"
  | "GE"
  | "GT"
  | "NOT_NULL"
  | "NULL"
  | "CONTAINS"
  | "NOT_CONTAINS"
  | "BEGINS_WITH"
  | "IN"
  | "BETWEEN";

/** A comparison of an attribute with values. */
export interface Compared {
  readonly comparison: Comparison;
  readonly values: readonly AttributeValue[];
}

const scalars: readonly AttributeType[] = ["S", "N", "B"];

/** How many values each operator takes, and of which types; the others take all. */
const arguments_: Readonly<
  Record<Comparison, { readonly count: number | null; readonly types?: readonly AttributeType[] }>
> = {
  EQ: { count: 1 },
  NE: { count: 1 },
  LE: { count: 1, types: scalars },
  LT: { count: 1, types: scalars },
  GE: { count: 1, types: scalars },
  GT: { count: 1, types: scalars },
  NOT_NULL: { count: 0 },
  NULL: { count: 0 },
  CONTAINS: { count: 1, types: scalars },
  NOT_CONTAINS: { count: 1, types: scalars },
  BEGINS_WITH: { count: 1, types: ["S", "B"] },
  IN: { count: null, types: scalars },
  BETWEEN: { count: 2, types: scalars },
};

const wrongValue = (message: string): Refused =>
  invalid(`One or more parameter values were invalid: ${message}`);

const mixedTypes = wrongValue("AttributeValues inside AttributeValueList must be of same type");

const wrongBounds = invalid(
  "The BETWEEN condition was provided a range where the lower bound is greater than the upper bound",
);

/** What AWS has against values that are compared; `null` for nothing. */
export function againstCompared({ comparison, values }: Compared): Refused | null {
  const { count, types } = arguments_[comparison];
  if (count === null ? values.length === 0 : values.length !== count) {
    return wrongValue(`Invalid number of argument(s) for the ${comparison} ComparisonOperator`);
  }
  const [first, second] = values;
  if (first === undefined) return null;
  const type = typeOf(first);
  if (values.some((value) => typeOf(value) !== type)) return mixedTypes;
  if (types?.includes(type) === false) {
    return wrongValue(
      `ComparisonOperator ${comparison} is not valid for ${type} AttributeValue type`,
    );
  }
  const isTurned = comparison === "BETWEEN" && (compareValues(first, second!) ?? 0) > 0;
  return isTurned ? wrongBounds : null;
}

/** The comparison that a condition of a parameter says. */
export function comparedIn(condition: PlainObject): Compared | Refused {
  const comparison = memberOf(condition, "ComparisonOperator") as Comparison; // One of AWS's: it was checked.
  const values = valuesIn(memberOf(condition, "AttributeValueList"));
  if (!Array.isArray(values)) return values as Refused;
  const compared = { comparison, values: values as readonly AttributeValue[] };
  return againstCompared(compared) ?? compared;
}

function valuesIn(given: Plain | undefined): readonly AttributeValue[] | Refused {
  const values: AttributeValue[] = [];
  for (const each of listOf(given)) {
    const value = valueIn(each);
    if (isRefusal(value)) return value;
    values.push(value);
  }
  return values;
}

/** A comparison of an attribute as a condition. */
export function conditionOf(name: string, { comparison, values }: Compared): Condition {
  const operand: Operand = { type: "path", path: [name] };
  const [first, second] = values.map((value): Operand => ({ type: "value", value }));
  switch (comparison) {
    case "EQ":
      return { type: "compare", comparator: "=", left: operand, right: first! };
    case "NE":
      return { type: "compare", comparator: "<>", left: operand, right: first! };
    case "LE":
      return { type: "compare", comparator: "<=", left: operand, right: first! };
    case "LT":
      return { type: "compare", comparator: "<", left: operand, right: first! };
    case "GE":
      return { type: "compare", comparator: ">=", left: operand, right: first! };
    case "GT":
      return { type: "compare", comparator: ">", left: operand, right: first! };
    case "NOT_NULL":
      return { type: "attribute_exists", path: [name] };
    case "NULL":
      return { type: "attribute_not_exists", path: [name] };
    case "CONTAINS":
      return { type: "contains", operand, part: first! };
    case "NOT_CONTAINS":
      return {
        type: "and",
        left: { type: "attribute_exists", path: [name] },
        right: { type: "not", condition: { type: "contains", operand, part: first! } },
      };
    case "BEGINS_WITH":
      return { type: "begins_with", operand, prefix: first! };
    case "IN":
      return { type: "in", operand, list: values.map((value) => ({ type: "value", value })) };
    case "BETWEEN":
      return { type: "between", operand, low: first!, high: second! };
  }
}
