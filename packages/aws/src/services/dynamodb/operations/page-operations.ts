import type { Tagged } from "@orrery/kernel";
import { numberOf, textOf } from "../../../request/params.ts";
import type { PlainObject, Refused } from "../../../service/refusal.ts";
import type { ControlPlane, Operations, Step } from "../../../service/service-model.ts";
import type { IndexSettings } from "../config.ts";
import { expressionsIn, type Expressions } from "../expression/expressions.ts";
import { againstFilterKeys } from "../expression/filter-keys.ts";
import { keyRangeOf, type KeyRange, type KeySchema } from "../expression/key-condition.ts";
import { dynamodbLimits } from "../limits.ts";
import type { ItemKey, ItemsRead, QueryOf, ReadItems, ScanOf } from "../protocol.ts";
import { firstHash, partitionHash } from "../store/partition-hash.ts";
import { indexKeyOf, itemKeyOf } from "../table/item-key.ts";
import type { Item } from "../value/attribute-value.ts";
import { againstKey, compositeKeyText, keyTextOf } from "../value/key.ts";
import { invalid, itemIn } from "../value/value-check.ts";
import { shownConsumed } from "./consumed.ts";
import { againstHeads } from "./item-operations.ts";
import {
  isRefused,
  keptOf,
  keySchemaOf,
  readyTable,
  schemaOf,
  tableNameOf,
  type Checked,
  type TableKept,
} from "./table-record.ts";

/** Operations that read items page by page. */
export const pageOperations: Operations = {
  Query: { begin: query, respond: showPage },
  Scan: { begin: scan, respond: showPage },
};

/** What is read: the table, or an index of it. */
interface Read {
  readonly schema: KeySchema;
  /** `null`: the table. */
  readonly index: Pick<IndexSettings, "name" | "isGlobal" | "schema" | "projection"> | null;
}

function readOf(params: PlainObject, kept: TableKept, plane: ControlPlane): Checked<Read> {
  const name = textOf(params["IndexName"]);
  if (name === undefined) return { schema: schemaOf(kept), index: null };
  const isGlobal = kept.globalIndexes.some((index) => index.name === name);
  const found = [...kept.localIndexes, ...kept.globalIndexes].find((index) => index.name === name);
  if (found === undefined) {
    return invalid(`The table does not have the specified index: ${name}`);
  }
  if (found.activeAt > kept.activeAt && plane.now < found.activeAt) {
    return invalid(`Cannot read from backfilling global secondary index: ${name}`);
  }
  const schema = keySchemaOf(found.keys, kept.attributes);
  return { schema, index: { name, isGlobal, schema, projection: found.projection } };
}

/** What AWS has against how *Select* goes with the rest of a request; `null` for nothing. */
function againstSelect(params: PlainObject): Refused | null {
  const select = textOf(params["Select"]);
  const names =
    params["AttributesToGet"] === undefined ? "ProjectionExpression" : "AttributesToGet";
  const hasNames = params[names] !== undefined;
  if (select === undefined) return null;
  if (select === "ALL_PROJECTED_ATTRIBUTES" && params["IndexName"] === undefined && !hasNames) {
    return invalid("ALL_PROJECTED_ATTRIBUTES can be used only when Querying using an IndexName");
  }
  if (select === "SPECIFIC_ATTRIBUTES" && !hasNames) {
    return invalid(
      "Must specify the AttributesToGet or ProjectionExpression when choosing to get SPECIFIC_ATTRIBUTES",
    );
  }
  if (select === "SPECIFIC_ATTRIBUTES" || !hasNames) return null;
  const what = select === "COUNT" ? "only the Count" : select;
  return invalid(`Cannot specify the ${names} when choosing to get ${what}`);
}

const consistentIndex = invalid("Consistent reads are not supported on global secondary indexes");

/** What AWS has against reading an index so; `null` for nothing. */
function againstIndex(params: PlainObject, { index }: Read): Refused | null {
  if (index === null || !index.isGlobal) return null;
  if (params["ConsistentRead"] === true) return consistentIndex;
  return textOf(params["Select"]) === "ALL_ATTRIBUTES" && index.projection.type !== "ALL"
    ? invalid(
        `One or more parameter values were invalid: Select type ALL_ATTRIBUTES is not supported for global secondary index ${index.name} because its projection type is not ALL`,
      )
    : null;
}

/** A request of a page, but for where it reads. */
function pageOf(
  params: PlainObject,
  { filter, projection }: Expressions,
  { index }: Read,
): Omit<ReadItems, "of"> {
  const select = textOf(params["Select"]);
  return {
    type: "readItems",
    index: index?.name ?? null,
    limit: numberOf(params["Limit"]) ?? null,
    filter,
    projection,
    isCount: select === "COUNT",
    isWhole: select === "ALL_ATTRIBUTES",
    consistency: params["ConsistentRead"] === true ? "strong" : "eventual",
  };
}

const badStart = invalid("The provided starting key is invalid");

/** The place behind which a page begins: the key of the table, and that of the index. */
function startIn(
  params: PlainObject,
  { index, schema }: Read,
  kept: TableKept,
): Checked<ItemKey | null> {
  if (params["ExclusiveStartKey"] === undefined) return null;
  const given = itemIn(params["ExclusiveStartKey"]);
  if (isRefused<Item>(given)) return given;
  const table = schemaOf(kept);
  const all = [...table.hash, ...table.sort, ...schema.hash, ...schema.sort];
  const keys = all.filter(({ name }, place) => all.findIndex((key) => key.name === name) === place);
  if (againstKey(given, keys) !== null) return badStart;
  const key = itemKeyOf(given, table);
  if (index === null) return key;
  return indexKeyOf(given, { ...index, attributes: null }, key) ?? badStart;
}

const enveloped = (refusal: Refused): Refused =>
  invalid(`1 validation error detected: ${refusal.message}`);

function query(params: PlainObject, plane: ControlPlane): Step {
  const select = againstSelect(params);
  if (select !== null) return enveloped(select);
  const expressions = expressionsIn("Query", params);
  if (isRefused(expressions)) return expressions;
  const table = readyTable(params, plane);
  if (isRefused(table)) return table;
  const kept = keptOf(table);
  const read = readOf(params, kept, plane);
  if (isRefused(read)) return read;
  const wrong = againstIndex(params, read);
  if (wrong !== null) return wrong;
  const range = keyRangeOf(expressions.keyCondition!, read.schema); // A Query has one.
  if (isRefused<KeyRange>(range)) return range;
  const onKeys = againstHeads(expressions, kept) ?? againstFilterKeys(expressions, read.schema);
  if (onKeys !== null) return onKeys;
  const after = startIn(params, read, kept);
  if (isRefused(after)) return after;
  const key = compositeKeyText(range.hash.map(keyTextOf));
  if (after !== null && after.key !== key) {
    return invalid(
      "The provided starting key is outside query boundaries based on provided conditions",
    );
  }
  const of: QueryOf = {
    type: "query",
    collection: { key, hash: partitionHash(key) },
    range: range.sort,
    isForward: params["ScanIndexForward"] !== false,
    after,
  };
  const input: ReadItems = { ...pageOf(params, expressions, read), of };
  return { type: "ask", resource: table.number, input };
}

/** How many hashes there are. */
const hashes = 2 ** 32;

/** Where a segment of a scan begins and ends. */
function segmentOf(params: PlainObject): Checked<Pick<ScanOf, "from" | "to">> {
  const segment = numberOf(params["Segment"]);
  const total = numberOf(params["TotalSegments"]);
  if (segment === undefined && total !== undefined) {
    return invalid(
      "The Segment parameter is required but was not present in the request when parameter TotalSegments is present",
    );
  }
  if (segment !== undefined && total === undefined) {
    return invalid(
      "The TotalSegments parameter is required but was not present in the request when Segment parameter is present",
    );
  }
  const number = segment ?? 0;
  const count = total ?? dynamodbLimits.segments.default;
  if (number >= count) {
    return invalid(
      `The Segment parameter is zero-based and must be less than parameter TotalSegments: Segment: ${number} is not less than TotalSegments: ${count}`,
    );
  }
  const begin = (place: number) => firstHash + Math.floor((hashes * place) / count);
  return { from: begin(number), to: begin(number + 1) - 1 };
}

function scan(params: PlainObject, plane: ControlPlane): Step {
  const select = againstSelect(params);
  if (select !== null) return select;
  const expressions = expressionsIn("Scan", params);
  if (isRefused(expressions)) return expressions;
  const segment = segmentOf(params);
  if (isRefused(segment)) return segment;
  const table = readyTable(params, plane);
  if (isRefused(table)) return table;
  const kept = keptOf(table);
  const read = readOf(params, kept, plane);
  if (isRefused(read)) return read;
  const wrong = againstIndex(params, read) ?? againstHeads(expressions, kept);
  if (wrong !== null) return wrong;
  const after = startIn(params, read, kept);
  if (isRefused(after)) return after;
  if (after !== null && (after.hash < segment.from || after.hash > segment.to)) {
    return invalid("The provided starting key is not valid for the segment being scanned"); // Assumed: the words.
  }
  const input: ReadItems = {
    ...pageOf(params, expressions, read),
    of: { type: "scan", ...segment, after },
  };
  return { type: "ask", resource: table.number, input };
}

function showPage(body: Tagged, params: PlainObject): PlainObject {
  const { items, count, scannedCount, last, consumed } = body as ItemsRead;
  const capacity = shownConsumed(consumed, tableNameOf(params), params);
  return {
    ...(textOf(params["Select"]) === "COUNT" ? {} : { Items: items }),
    Count: count,
    ScannedCount: scannedCount,
    ...(last === null ? {} : { LastEvaluatedKey: last }),
    ...(capacity === null ? {} : { ConsumedCapacity: capacity }),
  };
}
