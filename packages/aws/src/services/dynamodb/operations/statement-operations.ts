import { base64Of, bytesOfBase64, type Plain, type Tagged } from "@orrery/kernel";
import { listOf, memberOf, objectOf, textOf } from "../../../request/params.ts";
import {
  refused,
  type NotModeled,
  type PlainObject,
  type Refused,
} from "../../../service/refusal.ts";
import type { Ask, ControlPlane, Operations, Step } from "../../../service/service-model.ts";
import { parseJson } from "../../../text/json.ts";
import { textOfUtf8, utf8Of } from "../../../text/utf8.ts";
import { valueAt } from "../expression/paths.ts";
import {
  readingCall,
  writingCall,
  type StatementCall,
} from "../expression/partiql/statement-call.ts";
import {
  readStatement,
  shownName,
  type SelectStatement,
  type Statement,
} from "../expression/partiql/statement.ts";
import type { KeySchema } from "../expression/key-condition.ts";
import type { ItemsRead, ItemWritten } from "../protocol.ts";
import type { AttributeValue, Item } from "../value/attribute-value.ts";
import { invalid, isRefusal, valueIn } from "../value/value-check.ts";
import { shownConsumed } from "./consumed.ts";
import { itemOperations } from "./item-operations.ts";
import { pageOperations } from "./page-operations.ts";
import {
  isRefused,
  keptOf,
  keySchemaOf,
  readyTable,
  schemaOf,
  type Checked,
  type TableKept,
} from "./table-record.ts";

/** Operations that do what statements of PartiQL say, by the operations that do the same. */
export const statementOperations: Operations = {
  ExecuteStatement: { begin: execute, respond: showExecuted, refuse: refusalOf },
  BatchExecuteStatement: { begin: executeBatch, next: showBatch },
};

/** The statement of a request. */
export function statementIn(params: PlainObject): Checked<Statement> {
  const parameters: AttributeValue[] = [];
  for (const given of listOf(params["Parameters"])) {
    const value = valueIn(given);
    if (isRefusal(value)) return value;
    parameters.push(value);
  }
  return readStatement(textOf(params["Statement"]) ?? "", parameters);
}

/** A refusal of what a statement became, as one of the statement. */
export const plainly = (why: Refused): Refused =>
  refused(
    why.code,
    why.message
      .replace(/^1 validation error detected: /, "")
      .replace(/^Invalid [A-Za-z]+Expression: /, ""),
    why.details,
  );

const onlyInTransactions = invalid("EXISTS can only be used in ExecuteTransaction write requests.");

/** What a statement asks of a table. */
function askOf(
  statement: Statement,
  params: PlainObject,
  plane: ControlPlane,
): Ask | Refused | NotModeled {
  if (statement.type === "exists") return onlyInTransactions;
  const table = readyTable({ TableName: statement.table }, plane);
  if (isRefused(table)) return table;
  const kept = keptOf(table);
  const call =
    statement.type === "select"
      ? selecting(statement, params, kept)
      : writingCall(statement, schemaOf(kept));
  if (call.type !== "call") return call;
  const begun = operationOf(call).begin(call.params, plane);
  if (begun.type === "refused") return plainly(begun);
  return begun as Ask | NotModeled; // Operations of items ask their table at once.
}

function operationOf({ operation }: StatementCall): Operations[string] {
  const all: Operations = { ...itemOperations, ...pageOperations };
  return all[operation]!;
}

function selecting(
  statement: SelectStatement,
  params: PlainObject,
  kept: TableKept,
): StatementCall | Refused | NotModeled {
  const schema = schemaIn(statement, params, kept);
  if (isRefused<KeySchema>(schema)) return schema;
  const after = placeIn(params);
  if (isRefused(after)) return after;
  const call = readingCall(statement, schema);
  if (call.type !== "call") return call;
  const more = ["Limit", "ConsistentRead"].filter((name) => params[name] !== undefined);
  return {
    ...call,
    params: {
      ...call.params,
      ...Object.fromEntries(more.map((name) => [name, params[name]!])),
      ...(after === null ? {} : { ExclusiveStartKey: after }),
    },
  };
}

/** The key of what a statement reads. */
function schemaIn(
  { index }: SelectStatement,
  params: PlainObject,
  kept: TableKept,
): Checked<KeySchema> {
  if (index === null) return schemaOf(kept);
  const isGlobal = kept.globalIndexes.some(({ name }) => name === index);
  const found = [...kept.localIndexes, ...kept.globalIndexes].find(({ name }) => name === index);
  if (found === undefined) return invalid("The table does not have the specified index");
  return isGlobal && params["ConsistentRead"] === true
    ? invalid("Strongly consistent read is not supported on Global Secondary Indexes")
    : keySchemaOf(found.keys, kept.attributes);
}

/** A token for the place behind which the next page begins. */
const tokenOf = (last: Item): string => base64Of(utf8Of(JSON.stringify(last)));

/** The place that a token of a request names. */
function placeIn(params: PlainObject): Checked<PlainObject | null> {
  const token = textOf(params["NextToken"]);
  if (token === undefined) return null;
  const bytes = bytesOfBase64(token);
  const text = bytes === null ? null : textOfUtf8(bytes);
  const place = text === null ? null : (parseJson(text) ?? null);
  return place === null || typeof place !== "object" || Array.isArray(place)
    ? invalid("Invalid NextToken")
    : (place as PlainObject);
}

function execute(params: PlainObject, plane: ControlPlane): Step {
  const statement = statementIn(params);
  return isRefused<Statement>(statement) ? statement : askOf(statement, params, plane);
}

function showExecuted(body: Tagged, params: PlainObject): PlainObject {
  const statement = statementIn(params) as Exclude<Statement, { type: "exists" }>; // As it was asked.
  const { consumed } = body as ItemsRead | ItemWritten;
  const capacity = shownConsumed(consumed, statement.table, params);
  const shown = capacity === null ? {} : { ConsumedCapacity: capacity };
  if (statement.type !== "select") {
    const { attributes } = body as ItemWritten;
    return { Items: attributes === null ? [] : [attributes], ...shown }; // Plain data by its type.
  }
  const { items, last } = body as ItemsRead;
  return {
    Items: items.map((item) => selected(item, statement)),
    ...(last === null ? {} : { NextToken: tokenOf(last), LastEvaluatedKey: last }), // Likewise.
    ...shown,
  };
}

/** What a statement shows of an item. */
export function selected(item: Item, { paths }: SelectStatement): PlainObject {
  if (paths === null) return item; // Plain data by its type.
  const found: [string, Plain][] = [];
  for (const path of paths) {
    const value = valueAt(item, path);
    if (value !== undefined) found.push([shownName(path), value]); // Likewise.
  }
  return Object.fromEntries(found);
}

const duplicate = refused("DuplicateItemException", "Duplicate primary key exists in table");

/** What a table refuses, as a statement's refusal: an INSERT of what is there is of a code of its own. */
function refusalOf(refusal: Refused, params: PlainObject): Refused {
  if (refusal.code !== "ConditionalCheckFailedException") return plainly(refusal);
  const statement = statementIn(params);
  return statement.type === "insert" ? duplicate : refusal;
}

/** What is kept of a batch: of each statement its table, and why it is refused or which ask is its own. */
interface BatchPart {
  readonly table: string | null;
  readonly refusal: Plain;
  readonly ask: number;
}

const keyInBatch = invalid(
  "Select statements within BatchExecuteStatement must specify the primary key in the where clause.",
);

function executeBatch(params: PlainObject, plane: ControlPlane): Step {
  const asks: Pick<Ask, "resource" | "input">[] = [];
  const parts: BatchPart[] = [];
  for (const given of listOf(params["Statements"])) {
    const each = objectOf(given);
    const statement = statementIn(each);
    const asked = isRefused<Statement>(statement)
      ? statement
      : askedInBatch(statement, each, plane);
    if (asked.type === "notModeled") return asked;
    const table = "table" in statement ? statement.table : null;
    if (asked.type === "refused") {
      parts.push({ table, refusal: asked as unknown as Plain, ask: -1 }); // Plain data by its type.
    } else {
      parts.push({ table, refusal: null, ask: asks.length });
      asks.push({ resource: asked.resource, input: asked.input });
    }
  }
  const kept = parts as unknown as Plain; // Likewise.
  // Where each statement is refused there is nobody to ask.
  return asks.length === 0 ? showBatch([], params, plane, kept) : { type: "askAll", asks, kept };
}

function askedInBatch(
  statement: Statement,
  params: PlainObject,
  plane: ControlPlane,
): Ask | Refused | NotModeled {
  const asked = askOf(statement, params, plane);
  if (statement.type !== "select" || asked.type !== "ask") return asked;
  const { of } = asked.input as unknown as {
    of: { type: string; range?: { from: string | null; to: string | null } };
  };
  const table = readyTable({ TableName: statement.table }, plane);
  const hasSort = !isRefused(table) && schemaOf(keptOf(table)).sort.length > 0;
  const isOne =
    statement.index === null &&
    of.type === "query" &&
    (!hasSort || (of.range!.from !== null && of.range!.from === of.range!.to));
  return isOne ? asked : keyInBatch;
}

const errorCodes: Readonly<Record<string, string>> = {
  ConditionalCheckFailedException: "ConditionalCheckFailed",
  DuplicateItemException: "DuplicateItem",
  ItemCollectionSizeLimitExceededException: "ItemCollectionSizeLimitExceeded",
  ProvisionedThroughputExceededException: "ProvisionedThroughputExceeded",
  RequestLimitExceeded: "RequestLimitExceeded",
  ResourceNotFoundException: "ResourceNotFound",
  ThrottlingException: "ThrottlingError",
  TransactionConflictException: "TransactionConflict",
  ValidationException: "ValidationError",
};

function showBatch(
  answers: readonly Tagged[],
  params: PlainObject,
  _plane: ControlPlane,
  kept: Plain,
): Step {
  const capacities: PlainObject[] = [];
  const statements = listOf(params["Statements"]);
  const responses = (kept as unknown as readonly BatchPart[]).map((part, place) => {
    const given = objectOf(statements[place]);
    const answer = (part.refusal ?? answers[part.ask]) as unknown as
      ItemsRead | ItemWritten | Refused;
    const name = part.table === null ? {} : { TableName: part.table };
    if (answer.type === "refused") return { Error: errorOf(refusalOf(answer, given)), ...name };
    const capacity = shownConsumed(answer.consumed, part.table ?? "", params);
    if (capacity !== null) capacities.push(capacity);
    const shown = objectOf(listOf(showExecuted(answer, given)["Items"])[0]);
    const hasItem =
      answer.type === "itemsRead" ? answer.items.length > 0 : answer.attributes !== null;
    return { ...name, ...(hasItem ? { Item: shown } : {}) };
  });
  return {
    type: "respond",
    response: {
      Responses: responses,
      ...(capacities.length === 0 ? {} : { ConsumedCapacity: capacities }),
    },
  };
}

function errorOf({ code, message, details }: Refused): PlainObject {
  const item = memberOf(details, "Item");
  return {
    Code: errorCodes[code] ?? "InternalServerError",
    Message: message,
    ...(item === undefined ? {} : { Item: item }),
  };
}
