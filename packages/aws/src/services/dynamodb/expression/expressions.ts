import type { Plain } from "@orrery/kernel";
import { refused, type PlainObject, type Refused } from "../../../service/refusal.ts";
import { sizeInUtf8 } from "../../../text/utf8.ts";
import { invalid } from "../value/value-check.ts";
import { boundCondition } from "./condition-binding.ts";
import { clausesOf } from "./key-clauses.ts";
import type { KeyClause } from "./key-condition.ts";
import { olderIn } from "./older-parameters.ts";
import { againstMixing, forms, type ExpressionOperation } from "./operation-forms.ts";
import { parsedCondition, parsedProjection, parsedUpdate } from "./parse-memo.ts";
import { Refusal, taken } from "./refusal.ts";
import { saidIn, saidNothing, type Said } from "./said.ts";
import { againstUnused, scopeIn, type Scope, type ValueWording } from "./scope.ts";
import { ExpressionFault, type Parsed } from "./syntax.ts";
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
  const said = saidIn(params);
  if (said === null && operation !== "Query") return none;
  try {
    const found = read(operation, params, said ?? saidNothing);
    if (operation === "Query" && found.keyCondition === null) throw new Refusal(noKeys);
    return found;
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return forms[operation].isEnveloped ? enveloped(error.refused) : error.refused;
  }
}

const noKeys = invalid(
  "Either the KeyConditions or KeyConditionExpression parameter must be specified in the request.",
);

/** A refusal as PutItem and UpdateItem report those that need no table: as an error of validation. */
const enveloped = (why: Refused): Refused =>
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

function read(operation: ExpressionOperation, params: PlainObject, said: Said): Expressions {
  const hasValues = (said.update ?? said.condition ?? said.keyCondition ?? said.filter) !== null;
  if (said.hasOlder || !hasValues) {
    const mixed = againstMixing(operation, params);
    if (mixed !== null) throw new Refusal(mixed);
  }
  const older = said.hasOlder ? { ...none, ...olderIn(forms[operation].parameters, params) } : none;
  if (!hasValues && said.projection === null) return older;
  return readTexts(said, older, forms[operation].isEnveloped ? "plain" : "placed");
}

/** Reads expressions in the order in which AWS does. */
function readTexts(said: Said, older: Expressions, wording: ValueWording): Expressions {
  const scope = scopeIn(said.names, said.values, wording);
  const used: Parsed<unknown>[] = [];
  const { update, condition, keyCondition, filter, projection } = said;
  const boundAs = <Tree, Bound>(
    name: string,
    text: Plain,
    kind: Kind<Tree, Bound>,
  ): Bound | null => (text === null ? null : bound(name, text as string, kind, scope, used));
  const updated = boundAs("UpdateExpression", update, updates);
  const checked = boundAs("ConditionExpression", condition, conditions);
  const keys = boundAs("KeyConditionExpression", keyCondition, conditions);
  const filtered = boundAs("FilterExpression", filter, conditions);
  const paths = boundAs("ProjectionExpression", projection, projections);
  againstUnused(scope, used);
  return {
    condition: checked ?? older.condition,
    filter: filtered ?? older.filter,
    filterName: older.filterName,
    keyCondition: keys === null ? older.keyCondition : taken(clausesOf(keys)),
    projection: paths ?? older.projection,
    update: updated ?? older.update,
    nestedHeads: nestedHeadsOf(scope, used),
  };
}

/** How a kind of expression is read, and how names and values are put in. */
interface Kind<Tree, Bound> {
  readonly parse: (text: string) => Parsed<Tree> | ExpressionFault;
  readonly bind: (tree: Tree, scope: Scope) => Bound;
}

const conditions = { parse: parsedCondition, bind: boundCondition };
const updates = { parse: parsedUpdate, bind: boundUpdate };
const projections = { parse: parsedProjection, bind: boundProjection };

// Of an expression, in bytes.
const mostBytes = 4_096;

function bound<Tree, Bound>(
  name: string,
  text: string,
  { parse, bind }: Kind<Tree, Bound>,
  scope: Scope,
  used: Parsed<unknown>[],
): Bound {
  if (text === "") throw wrong(name, "The expression can not be empty;");
  if (text.length > mostBytes / 3 && sizeInUtf8(text) > mostBytes) {
    throw wrong(name, "Expression size has exceeded the maximum allowed size;");
  }
  const parsed = parse(text);
  if (parsed instanceof ExpressionFault) throw wrong(name, parsed.message);
  used.push(parsed);
  try {
    return bind(parsed.tree, scope);
  } catch (error) {
    throw error instanceof ExpressionFault ? wrong(name, error.message) : error;
  }
}

const wrong = (name: string, why: string): Refusal =>
  new Refusal(invalid(`Invalid ${name}: ${why}`));

function nestedHeadsOf({ names }: Scope, used: readonly Parsed<unknown>[]): readonly string[] {
  let heads: readonly string[] = none.nestedHeads;
  for (const { nestedHeads } of used) {
    if (nestedHeads.length > 0)
      heads = [...heads, ...nestedHeads.map((head) => names[head] ?? head)];
  }
  return heads;
}
