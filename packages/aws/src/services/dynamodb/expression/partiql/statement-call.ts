import { own, type Plain } from "@orrery/kernel";
import { textOf } from "../../../../request/params.ts";
import type { NotModeled, PlainObject, Refused } from "../../../../service/refusal.ts";
import type { AttributeValue, Item } from "../../value/attribute-value.ts";
import type { KeyAttribute } from "../../value/key.ts";
import { invalid } from "../../value/value-check.ts";
import { conditionText, operandText } from "../condition-text.ts";
import type { KeySchema } from "../key-condition.ts";
import type { Scope } from "../scope.ts";
import type { ActionSyntax, ConditionSyntax, OperandSyntax, SetSyntax } from "../syntax.ts";
import type { SelectStatement, Statement } from "./statement.ts";

/** A call of the API that does what a statement says. */
export interface StatementCall {
  readonly type: "call";
  readonly operation: "Query" | "Scan" | "PutItem" | "UpdateItem" | "DeleteItem" | "GetItem";
  readonly params: PlainObject;
}

type Writing = Exclude<Statement, { readonly type: "select" | "exists" }>;

/** The parts of a condition that all must hold. */
function conjuncts(condition: ConditionSyntax | null): readonly ConditionSyntax[] {
  if (condition === null) return [];
  return condition.type === "and"
    ? [...conjuncts(condition.left), ...conjuncts(condition.right)]
    : [condition];
}

/** The attribute that an operand is; `null`: it is none. */
function attributeOf(operand: OperandSyntax, { names }: Scope): string | null {
  if (operand.type !== "path" || operand.steps.length > 1) return null;
  return own(names, operand.steps[0] as string) ?? null; // A path begins with an alias.
}

/** The value that a condition asks of an attribute; `null`: it asks for no such thing. */
function valueAsked(
  condition: ConditionSyntax,
  { name }: KeyAttribute,
  scope: Scope,
): AttributeValue | null {
  if (condition.type !== "compare" || condition.comparator !== "=") return null;
  const { left, right } = condition;
  if (attributeOf(left, scope) === name && right.type === "value") return scope.values[right.name]!;
  return attributeOf(right, scope) === name && left.type === "value"
    ? scope.values[left.name]!
    : null;
}

/** The key that a condition gives, and what else it says; `null`: it gives none. */
export function keyGiven(
  where: ConditionSyntax | null,
  keys: readonly KeyAttribute[],
  scope: Scope,
): { readonly key: Item; readonly rest: readonly ConditionSyntax[] } | null {
  const rest = [...conjuncts(where)];
  const entries: [string, AttributeValue][] = [];
  for (const key of keys) {
    const place = rest.findIndex((each) => valueAsked(each, key, scope) !== null);
    if (place < 0) return null;
    entries.push([key.name, valueAsked(rest[place]!, key, scope)!]);
    rest.splice(place, 1);
  }
  return { key: Object.fromEntries(entries), rest };
}

const incompleteKey = invalid(
  "Where clause does not contain a mandatory equality on all key attributes",
);

/** The call that a statement is, which writes an item of a table with this key; or what AWS has against it. */
export function writingCall(
  statement: Writing,
  { hash, sort }: KeySchema,
): StatementCall | Refused {
  const keys = [...hash, ...sort];
  if (statement.type === "insert") {
    const params = {
      TableName: statement.table,
      Item: plain(statement.item),
      ConditionExpression: "attribute_not_exists(#k)",
      ExpressionAttributeNames: { "#k": keys[0]!.name },
    };
    return { type: "call", operation: "PutItem", params };
  }
  const { table, where, scope, returning } = statement;
  const given = keyGiven(where, keys, scope);
  if (given === null) return incompleteKey;
  const isUpdate = statement.type === "update";
  const conditions = given.rest.map((each) => conditionText(each, "and"));
  if (isUpdate) conditions.unshift("attribute_exists(#k)");
  const condition =
    conditions.length === 0 ? {} : { ConditionExpression: conditions.join(" AND ") };
  const update = isUpdate ? { UpdateExpression: updateText(statement.actions) } : {};
  const params = withEntries(
    {
      TableName: table,
      Key: plain(given.key),
      ...update,
      ...condition,
      ...(returning === null ? {} : { ReturnValues: returning }),
    },
    { ...scope, names: { ...scope.names, "#k": keys[0]!.name } },
  );
  return { type: "call", operation: isUpdate ? "UpdateItem" : "DeleteItem", params };
}

const plain = (item: Item): Plain => item; // Plain data by its type.

const texts = [
  "UpdateExpression",
  "ConditionExpression",
  "KeyConditionExpression",
  "FilterExpression",
] as const;

/** Parameters with the names and values that their expressions use. */
export function withEntries(params: PlainObject, { names, values }: Scope): PlainObject {
  const text = texts.map((name) => textOf(params[name]) ?? "").join(" ");
  const used = new Set(text.match(/[#:]\w+/g));
  const pick = (entries: object): [string, Plain][] =>
    Object.entries(entries).filter(([name]) => used.has(name)) as [string, Plain][];
  const [usedNames, usedValues] = [pick(names), pick(values)];
  return {
    ...params,
    ...(usedNames.length > 0 && { ExpressionAttributeNames: Object.fromEntries(usedNames) }),
    ...(usedValues.length > 0 && { ExpressionAttributeValues: Object.fromEntries(usedValues) }),
  };
}

function updateText(actions: readonly ActionSyntax[]): string {
  const sections = (["SET", "REMOVE", "ADD", "DELETE"] as const).map((type) => {
    const texts = actions.filter((action) => action.type === type).map(actionText);
    return texts.length === 0 ? "" : `${type} ${texts.join(", ")}`;
  });
  return sections.filter((text) => text !== "").join(" ");
}

function actionText(action: ActionSyntax): string {
  const path = operandText(action.path);
  if (action.type === "REMOVE") return path;
  return action.type === "SET" ? `${path} = ${setText(action.to)}` : `${path} ${action.value.name}`;
}

function setText(to: SetSyntax): string {
  if (to.type !== "plus" && to.type !== "minus") return operandText(to);
  return `${operandText(to.left)} ${to.type === "plus" ? "+" : "-"} ${operandText(to.right)}`;
}

/** The call that a statement is, which reads a table or index with this key; or what AWS has against it. */
export function readingCall(
  statement: SelectStatement,
  schema: KeySchema,
): StatementCall | Refused | NotModeled {
  const { table, index, where, order, scope } = statement;
  const given = keyGiven(where, schema.hash, scope);
  const wrongOrder =
    order === null ? null : againstOrder(order.name, where, given !== null, schema);
  if (wrongOrder !== null) return wrongOrder;
  const from = { TableName: table, ...(index === null ? {} : { IndexName: index }) };
  if (given === null) {
    if (conjuncts(where).some((each) => isChoiceOfKeys(each, schema, scope))) return notModeled;
    const filter = where === null ? {} : { FilterExpression: conditionText(where) };
    return { type: "call", operation: "Scan", params: withEntries({ ...from, ...filter }, scope) };
  }
  const equal = conjuncts(where).filter((each) => !given.rest.includes(each));
  const range = given.rest.filter((each) => isOnKey(each, schema.sort, scope));
  const rest = given.rest.filter((each) => !range.includes(each));
  if (range.length > schema.sort.length) return notModeled;
  const filter = rest.map((each) => conditionText(each, "and")).join(" AND ");
  const params = withEntries(
    {
      ...from,
      KeyConditionExpression: [...equal, ...range]
        .map((each) => conditionText(each, "and"))
        .join(" AND "),
      ...(filter === "" ? {} : { FilterExpression: filter }),
      ...(order === null ? {} : { ScanIndexForward: order.isForward }),
    },
    scope,
  );
  return { type: "call", operation: "Query", params };
}

const notModeled: NotModeled = {
  type: "notModeled",
  what: "PartiQL's choices among keys (IN or several ranges of a key) are not modeled.",
};

/** Whether a condition is a range of a sort key, which a Query takes. */
function isOnKey(condition: ConditionSyntax, sort: readonly KeyAttribute[], scope: Scope): boolean {
  const isKey = (operand: OperandSyntax): boolean => {
    const name = attributeOf(operand, scope);
    return sort.some((key) => key.name === name);
  };
  switch (condition.type) {
    case "compare":
      if (condition.comparator === "<>") return false;
      return (
        (isKey(condition.left) && condition.right.type === "value") ||
        (isKey(condition.right) && condition.left.type === "value")
      );
    case "between":
      return isKey(condition.operand);
    case "call":
      return condition.name === "begins_with" && isKey(condition.operands[0]!);
    default:
      return false;
  }
}

/** Whether a condition chooses among values of a hash key, each of which AWS reads. */
const isChoiceOfKeys = (condition: ConditionSyntax, { hash }: KeySchema, scope: Scope): boolean =>
  condition.type === "in" &&
  hash.some(({ name }) => attributeOf(condition.operand, scope) === name);

function againstOrder(
  name: string,
  where: ConditionSyntax | null,
  hasHash: boolean,
  { hash, sort }: KeySchema,
): Refused | null {
  if (where === null) {
    return invalid("Must have WHERE clause in the statement when using ORDER BY clause.");
  }
  if (!hasHash) {
    return invalid(
      "Must have at least one non-optional hash key condition in WHERE clause when using ORDER BY clause.",
    );
  }
  return [...hash, ...sort].some((key) => key.name === name)
    ? null
    : invalid(`Variable reference ${name} in ORDER BY clause must be part of the primary key`);
}
