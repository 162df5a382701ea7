import type { Plain } from "@orrery/kernel";
import { memberOf, objectOf, textOf } from "../../../request/params.ts";
import { refused, type PlainObject, type Refused } from "../../../service/refusal.ts";
import { sizeInUtf8 } from "../../../text/utf8.ts";
import type { Item } from "../value/attribute-value.ts";
import { invalid, isRefusal, valueIn } from "../value/value-check.ts";
import { boundCondition } from "./condition-binding.ts";
import { clausesOf } from "./key-clauses.ts";
import type { KeyClause } from "./key-condition.ts";
import {
  clausesGiven,
  conditionExpected,
  conditionFiltered,
  pathsToGet,
  updateGiven,
} from "./older-parameters.ts";
import { againstMixing, forms, type ExpressionOperation } from "./operation-forms.ts";
import { parsedCondition, parsedProjection, parsedUpdate } from "./parse-memo.ts";
import { ExpressionFault, type Parsed } from "./syntax.ts";
import type { Scope } from "./scope.ts";
import type { Condition, Path, Update } from "./tree.ts";
import { boundProjection, boundUpdate } from "./update-binding.ts";

/** All that a request says in expressions, or in the parameters that were before them; `null`: not said. */
export interface Expressions {
  /** ConditionExpression; Expected and ConditionalOperator. */
  readonly condition: Condition | null;
  /** FilterExpression; QueryFilter or ScanFilter and ConditionalOperator. */
  readonly filter: Condition | null;
  /** What AWS calls the filter. */
  readonly filterName: "Filter Expression" | "QueryFilter";
  /** KeyConditionExpression; KeyConditions. */
  readonly keyCondition: readonly KeyClause[] | null;
  /** ProjectionExpression; AttributesToGet. */
  readonly projection: readonly Path[] | null;
  /** UpdateExpression; AttributeUpdates. */
  readonly update: Update | null;
  /** The attributes that paths of more than one step begin with. */
  readonly nestedHeads: readonly string[];
}

/** What is found on the way; refusals leave it by an exception, and come back as values. */
class Refusal extends Error {
  readonly refused: Refused;
  constructor(why: Refused) {
    super(why.message);
    this.refused = why;
  }
}

/**
 * What a request says in expressions: parameters of an operation, or of one of its parts (an action of a
 * transaction, the keys of a table in BatchGetItem). Or what AWS has against them: mixing with the
 * parameters that were before, names and values that are missing, unused or wrong, each error of an expression. It
 * needs no table: AWS refuses these before it looks for one.
 */
export function expressionsIn(
  operation: ExpressionOperation,
  params: PlainObject,
): Expressions | Refused {
  const mixed = againstMixing(operation, params);
  if (mixed !== null) return worded(operation, mixed);
  try {
    return read(operation, params);
  } catch (error) {
    if (error instanceof Refusal) return worded(operation, error.refused);
    throw error;
  }
}

/** In the words of the operation: some report refusals of a request's form as errors of validation. */
const worded = (operation: ExpressionOperation, why: Refused): Refused =>
  forms[operation].isEnveloped ? enveloped(why) : why;

/** A refusal as PutItem and UpdateItem report those that need no table. */
export const enveloped = (why: Refused): Refused =>
  why.message.startsWith("1 validation error detected: ")
    ? why
    : refused(why.code, `1 validation error detected: ${why.message}`, why.details);

const none: Expressions = {
  condition: null,
  filter: null,
  filterName: "Filter Expression",
  keyCondition: null,
  projection: null,
  update: null,
  nestedHeads: [],
};

type Found = { -readonly [Name in keyof Expressions]: Expressions[Name] };

function read(operation: ExpressionOperation, params: PlainObject): Expressions {
  const found: Found = { ...none };
  readOlder(operation, params, found);
  const hasText = forms[operation].expressions.some((name) => said(params, name) !== undefined);
  if (hasText) readTexts(params, found);
  if (operation === "Query" && found.keyCondition === null) {
    throw new Refusal(
      invalid(
        "Either the KeyConditions or KeyConditionExpression parameter must be specified in the request.",
      ),
    );
  }
  return found;
}

/** A parameter that was said. */
function said(params: PlainObject, name: string): Plain | undefined {
  return memberOf(params, name) ?? undefined;
}

function readOlder(operation: ExpressionOperation, params: PlainObject, found: Found): void {
  for (const name of forms[operation].parameters) {
    const given = said(params, name);
    if (given === undefined) continue;
    switch (name) {
      case "AttributesToGet":
        found.projection = taken(pathsToGet(given));
        break;
      case "AttributeUpdates":
        found.update = taken(updateGiven(given));
        break;
      case "Expected":
        found.condition = taken(conditionExpected(params));
        break;
      case "QueryFilter":
      case "ScanFilter":
        found.filter = taken(conditionFiltered(params, name));
        if (name === "QueryFilter") found.filterName = name;
        break;
      case "KeyConditions":
        found.keyCondition = taken(clausesGiven(given));
        break;
      case "ConditionalOperator":
        againstLoneOperator(params);
    }
  }
}

function taken<Value>(read: Value | Refused): Value {
  if (isRefused(read)) throw new Refusal(read);
  return read;
}

const isRefused = (read: unknown): read is Refused =>
  typeof read === "object" && read !== null && "type" in read && read.type === "refused";

function againstLoneOperator(params: PlainObject): void {
  const joined = ["Expected", "QueryFilter", "ScanFilter"];
  if (joined.some((name) => said(params, name) !== undefined)) return;
  throw new Refusal(invalid("ConditionalOperator cannot be used without Filter or Expected"));
}

function readTexts(params: PlainObject, found: Found): void {
  const scope = scopeIn(params);
  const used: Used = { aliases: [], values: [], nested: [] };
  const update = expression(params, "UpdateExpression", parsedUpdate, scope, boundUpdate, used);
  if (update !== null) found.update = update;
  const condition = (name: string): Condition | null =>
    expression(params, name, parsedCondition, scope, boundCondition, used);
  found.condition = condition("ConditionExpression") ?? found.condition;
  const keys = condition("KeyConditionExpression");
  found.filter = condition("FilterExpression") ?? found.filter;
  found.projection =
    expression(params, "ProjectionExpression", parsedProjection, scope, boundProjection, used) ??
    found.projection;
  againstUnused("Names", scope.names, used.aliases);
  againstUnused("Values", scope.values, used.values);
  if (keys !== null) found.keyCondition = taken(clausesOf(keys));
  found.nestedHeads = used.nested;
}

/** What expressions use of names and values, and the attributes that they look into. */
interface Used {
  readonly aliases: string[];
  readonly values: string[];
  readonly nested: string[];
}

// Of an expression, in bytes.
const mostBytes = 4_096;

function expression<Tree, Bound>(
  params: PlainObject,
  name: string,
  parse: (text: string) => Parsed<Tree> | ExpressionFault,
  scope: Scope,
  bind: (tree: Tree, scope: Scope) => Bound,
  used: Used,
): Bound | null {
  const text = textOf(memberOf(params, name));
  if (text === undefined) return null;
  const wrong = (why: string): Refusal => new Refusal(invalid(`Invalid ${name}: ${why}`));
  if (text === "") throw wrong("The expression can not be empty;");
  if (text.length > mostBytes / 4 && sizeInUtf8(text) > mostBytes) {
    throw wrong("Expression size has exceeded the maximum allowed size;");
  }
  const parsed = parse(text);
  if (parsed instanceof ExpressionFault) throw wrong(parsed.message);
  for (const alias of parsed.aliases) used.aliases.push(alias);
  for (const value of parsed.values) used.values.push(value);
  try {
    const bound = bind(parsed.tree, scope);
    for (const head of parsed.nestedHeads) used.nested.push(scope.names[head] ?? head);
    return bound;
  } catch (error) {
    if (error instanceof ExpressionFault) throw wrong(error.message);
    throw error;
  }
}

const nothing = {};

function scopeIn(params: PlainObject): Scope {
  const names = said(params, "ExpressionAttributeNames");
  const values = said(params, "ExpressionAttributeValues");
  return {
    names: names === undefined ? nothing : namesIn(objectOf(names)),
    values: values === undefined ? nothing : valuesIn(objectOf(values)),
  };
}

const alias = /^#[0-9a-zA-Z_]+$/;
const placeholder = /^:[0-9a-zA-Z_]+$/;

function namesIn(given: PlainObject): Readonly<Record<string, string>> {
  againstKeys("ExpressionAttributeNames", given, alias);
  return given as Readonly<Record<string, string>>; // Texts: the request was checked.
}

function valuesIn(given: PlainObject): Item {
  const name = "ExpressionAttributeValues";
  againstKeys(name, given, placeholder);
  let changed: Record<string, Item[string]> | null = null;
  for (const key in given) {
    const value = valueIn(given[key]);
    if (isRefusal(value)) throw new Refusal(wrongEntry(name, value, key));
    if (value === given[key]) continue;
    changed ??= { ...(given as Item) };
    changed[key] = value;
  }
  return changed ?? (given as Item);
}

const wrongEntry = (name: string, why: Refused, key: string): Refused =>
  invalid(`${name} contains invalid value: ${why.message} for key ${key}`);

function againstKeys(name: string, given: PlainObject, form: RegExp): void {
  let isEmpty = true;
  for (const key in given) {
    isEmpty = false;
    if (form.test(key)) continue;
    throw new Refusal(invalid(`${name} contains invalid key: Syntax error; key: "${key}"`));
  }
  if (isEmpty) throw new Refusal(invalid(`${name} must not be empty`));
}

function againstUnused(what: "Names" | "Values", given: object, used: readonly string[]): void {
  let unused: string[] | null = null;
  for (const key in given) if (!used.includes(key)) (unused ??= []).push(key);
  if (unused === null) return;
  throw new Refusal(
    invalid(
      `Value provided in ExpressionAttribute${what} unused in expressions: keys: {${unused.join(", ")}}`,
    ),
  );
}
