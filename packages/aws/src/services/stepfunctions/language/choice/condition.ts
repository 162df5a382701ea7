import type { Plain } from "@orrery/kernel";
import { queryFailure } from "../failure.ts";
import { expressionOf, isExpression, withinMarks } from "../jsonata/expression.ts";
import { unexpectedType } from "../jsonata/result-type.ts";
import type { ChoiceTest } from "./choice-test.ts";

/** Compiles the `Condition` of a rule: an expression that gives a boolean, or a boolean itself. */
export function conditionOf(written: Plain, field: string): ChoiceTest {
  if (typeof written !== "string" || !isExpression(written)) return () => written === true;
  const query = expressionOf(written, field);
  return (data, frame) => {
    const value = query(data, frame);
    if (typeof value === "boolean") return value;
    throw queryFailure(unexpectedType(withinMarks(written), field, "boolean", value), field);
  };
}
