import { memberOf } from "../../../request/params.ts";
import type { PlainObject, Refused } from "../../../service/refusal.ts";
import { invalid } from "../value/value-check.ts";

/** What says something in expressions: operations of items, and parts of BatchGetItem and transactions. */
export type ExpressionOperation =
  | "GetItem"
  | "PutItem"
  | "UpdateItem"
  | "DeleteItem"
  | "Query"
  | "Scan"
  | "BatchGetItem"
  | "Get"
  | "Put"
  | "Update"
  | "Delete"
  | "ConditionCheck";

type ExpressionName =
  | "UpdateExpression"
  | "ConditionExpression"
  | "ProjectionExpression"
  | "FilterExpression"
  | "KeyConditionExpression";

/** The parameters that were before expressions. */
export type ParameterName =
  | "AttributesToGet"
  | "AttributeUpdates"
  | "Expected"
  | "QueryFilter"
  | "ScanFilter"
  | "ConditionalOperator"
  | "KeyConditions";

/** The expressions that an operation has, and the parameters that it had before, in the order in which AWS lists them. */
interface Form {
  readonly expressions: readonly ExpressionName[];
  readonly parameters: readonly ParameterName[];
  /** Whether what is refused for the request's form is reported as an error of validation. */
  readonly isEnveloped: boolean;
}

const reading: Form = {
  expressions: ["ProjectionExpression"],
  parameters: ["AttributesToGet"],
  isEnveloped: false,
};

const part = (...expressions: ExpressionName[]): Form => ({
  expressions,
  parameters: [],
  isEnveloped: false,
});

/** The form of each operation. */
export const forms: Readonly<Record<ExpressionOperation, Form>> = {
  GetItem: reading,
  BatchGetItem: reading,
  PutItem: {
    expressions: ["ConditionExpression"],
    parameters: ["Expected", "ConditionalOperator"],
    isEnveloped: true,
  },
  UpdateItem: {
    expressions: ["UpdateExpression", "ConditionExpression"],
    parameters: ["AttributeUpdates", "Expected", "ConditionalOperator"],
    isEnveloped: true,
  },
  DeleteItem: {
    expressions: ["ConditionExpression"],
    parameters: ["Expected", "ConditionalOperator"],
    isEnveloped: false,
  },
  Query: {
    expressions: ["ProjectionExpression", "FilterExpression", "KeyConditionExpression"],
    parameters: ["AttributesToGet", "QueryFilter", "ConditionalOperator", "KeyConditions"],
    isEnveloped: false,
  },
  Scan: {
    expressions: ["ProjectionExpression", "FilterExpression"],
    parameters: ["AttributesToGet", "ScanFilter", "ConditionalOperator"],
    isEnveloped: false,
  },
  Get: part("ProjectionExpression"),
  Put: part("ConditionExpression"),
  Update: part("UpdateExpression", "ConditionExpression"),
  Delete: part("ConditionExpression"),
  ConditionCheck: part("ConditionExpression"),
};

/** What AWS has against expressions beside the parameters before them, and names and values beside no expression. */
export function againstMixing(operation: ExpressionOperation, params: PlainObject): Refused | null {
  const { expressions, parameters, isEnveloped } = forms[operation];
  const has = (name: string): boolean => (memberOf(params, name) ?? null) !== null;
  const texts = expressions.filter(has);
  const older = parameters.filter(has);
  if (texts.length > 0 && older.length > 0) {
    // KeyConditions may stand beside other expressions than its own.
    const mixed = older.filter((name) => name !== "KeyConditions" || has("KeyConditionExpression"));
    if (mixed.length > 0) return mixedWith(mixed, texts);
  }
  if (texts.length === 0 && has("ExpressionAttributeNames")) {
    return invalid("ExpressionAttributeNames can only be specified when using expressions");
  }
  const withValues = expressions.filter((name) => name !== "ProjectionExpression");
  if (withValues.length === 0 || withValues.some(has) || !has("ExpressionAttributeValues"))
    return null;
  const verb = withValues.length > 1 ? "are" : "is";
  const which = isEnveloped ? "" : `: ${withValues.join(" and ")} ${verb} null`;
  return invalid(`ExpressionAttributeValues can only be specified when using expressions${which}`);
}

const mixedWith = (parameters: readonly string[], expressions: readonly string[]): Refused =>
  invalid(
    `Can not use both expression and non-expression parameters in the same request: Non-expression parameters: {${parameters.join(", ")}} Expression parameters: {${expressions.join(", ")}}`,
  );
