import { TemplateError } from "./error.ts";
import { evaluate, takeArguments, type Scope } from "./evaluation.ts";
import { asScalar, describeNode, textOf, type TemplateNode } from "./node.ts";

/**
 * Whether a condition holds: the name of one, or an expression of the condition functions.
 *
 * @throws TemplateError at the node that is neither.
 */
export function evaluateCondition(node: TemplateNode, scope: Scope): boolean {
  scope.work.spend(1, node.place);
  if (node.kind === "scalar") {
    if (typeof node.value === "boolean") return node.value;
    return scope.condition(asScalar(node, "the name of a condition").text, node.place);
  }
  const expected = "a condition, such as Fn::Equals";
  if (node.kind === "list" || node.entries.size !== 1) {
    throw new TemplateError(node.place, expected, describeNode(node));
  }
  for (const [name, { place, value }] of node.entries) {
    switch (name) {
      case "Condition":
        return scope.condition(asScalar(value, "the name of a condition").text, value.place);
      case "Fn::Equals": {
        const [left, right] = takeArguments(value, "two values", 2, 2).map((side) =>
          comparable(side, scope),
        );
        return left === right;
      }
      case "Fn::And":
        return takeArguments(value, "2 to 10 conditions", 2, 10)
          .map((part) => evaluateCondition(part, scope))
          .every(Boolean);
      case "Fn::Or":
        return takeArguments(value, "2 to 10 conditions", 2, 10)
          .map((part) => evaluateCondition(part, scope))
          .some(Boolean);
      case "Fn::Not":
        return takeArguments(value, "one condition", 1, 1)
          .map((part) => evaluateCondition(part, scope))
          .every((holds) => !holds);
      case "Fn::Contains": {
        const [items, item] = takeArguments(value, "[list, value]", 2, 2).map((side) =>
          evaluate(side, scope),
        );
        const wanted = textOf(item);
        return items?.kind === "list" && items.items.some((each) => textOf(each) === wanted);
      }
      default:
        throw new TemplateError(place, expected, name);
    }
  }
  throw new TemplateError(node.place, expected, describeNode(node));
}

/** `Fn::Equals` compares as texts: `true` and "true" are equal. */
function comparable(node: TemplateNode, scope: Scope): string {
  const value = evaluate(node, scope);
  if (value?.kind === "list") return value.items.map((item) => textOf(item) ?? "").join(",");
  return textOf(value) ?? "";
}
