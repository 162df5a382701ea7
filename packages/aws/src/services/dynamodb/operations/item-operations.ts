import type { Tagged } from "@orrery/kernel";
import { textOf } from "../../../request/params.ts";
import type { PlainObject, Refused } from "../../../service/refusal.ts";
import type { ControlPlane, Operations, Step } from "../../../service/service-model.ts";
import { expressionsIn, type Expressions } from "../expression/expressions.ts";
import type { Update } from "../expression/tree.ts";
import { againstNestedKeys, againstUpdateKeys } from "../expression/update-check.ts";
import { dynamodbLimits } from "../limits.ts";
import type {
  GetItem,
  ItemAction,
  ItemGot,
  ItemKey,
  ItemWritten,
  PutArrival,
  ReturnValues,
  WriteItem,
} from "../protocol.ts";
import { itemKeyOf } from "../table/item-key.ts";
import type { Item } from "../value/attribute-value.ts";
import { sizeOfItem } from "../value/item-size.ts";
import { againstItemKeys, againstKey, type KeysOf } from "../value/key.ts";
import { invalid, itemIn } from "../value/value-check.ts";
import { shownCollection, shownConsumed, showsCollections } from "./consumed.ts";
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

/** Operations that read and write one item. */
export const itemOperations: Operations = {
  GetItem: { begin: getItem, respond: showItem },
  PutItem: { begin: putItem, respond: showWritten },
  UpdateItem: { begin: updateItem, respond: showWritten },
  DeleteItem: { begin: deleteItem, respond: showWritten },
};

/** What AWS says of values that do not go together. */

/** The key of a request, and where the table has the item. */
export function keyIn(given: Item, { keys, attributes }: TableKept): Checked<ItemKey> {
  const schema = keySchemaOf(keys, attributes);
  const wrong = againstKey(given, [...schema.hash, ...schema.sort]);
  return wrong ?? itemKeyOf(given, schema);
}

// A memo of a pure function: by the record, which is a value.
const keysOfTables = new WeakMap<object, readonly KeysOf[]>();

/** Whose keys the items of a table are held against. */
export function keysOfTable(kept: TableKept): readonly KeysOf[] {
  let all = keysOfTables.get(kept);
  if (all === undefined) {
    const keysIn = (keys: TableKept["keys"]) => {
      const { hash, sort } = keySchemaOf(keys, kept.attributes);
      return [...hash, ...sort];
    };
    all = [
      { index: null, keys: keysIn(kept.keys) },
      ...[...kept.localIndexes, ...kept.globalIndexes].map(({ name, keys }) => ({
        index: name,
        keys: keysIn(keys),
      })),
    ];
    keysOfTables.set(kept, all);
  }
  return all;
}

const tooLarge = invalid("Item size has exceeded the maximum allowed size");

/** What is put: the item with its place. */
export function putIn(
  item: Item,
  kept: TableKept,
): Checked<{ readonly key: ItemKey; readonly action: ItemAction }> {
  const wrong = againstItemKeys(item, keysOfTable(kept));
  if (wrong !== null) return wrong;
  const size = sizeOfItem(item);
  if (size > dynamodbLimits.itemSize.max) return tooLarge;
  return { key: itemKeyOf(item, schemaOf(kept)), action: { do: "put", item, size } };
}

function getItem(params: PlainObject, plane: ControlPlane): Step {
  const expressions = expressionsIn("GetItem", params);
  if (isRefused(expressions)) return expressions;
  const given = itemIn(params["Key"]);
  if (isRefused<Item>(given)) return given;
  const table = readyTable(params, plane);
  if (isRefused(table)) return table;
  const key = againstHeads(expressions, keptOf(table)) ?? keyIn(given, keptOf(table));
  if (isRefused(key)) return key;
  const input: GetItem = {
    type: "getItem",
    key,
    consistency: params["ConsistentRead"] === true ? "strong" : "eventual",
    projection: expressions.projection,
  };
  return { type: "ask", resource: table.number, input };
}

function showItem(body: Tagged, params: PlainObject): PlainObject {
  const { item, consumed } = body as ItemGot;
  const capacity = shownConsumed(consumed, tableNameOf(params), params);
  return {
    ...(item === null ? {} : { Item: item }),
    ...(capacity === null ? {} : { ConsumedCapacity: capacity }),
  };
}

/** A write of one item, from what a request says besides. */
function writeOf(
  key: ItemKey,
  action: ItemAction,
  { condition }: Expressions,
  params: PlainObject,
  plane: ControlPlane,
): WriteItem {
  return {
    type: "writeItem",
    key,
    action,
    condition,
    returns: (textOf(params["ReturnValues"]) ?? "NONE") as ReturnValues, // One of them, by the model.
    showsOnFailure: textOf(params["ReturnValuesOnConditionCheckFailure"]) === "ALL_OLD",
    trail: plane.trail,
  };
}

/** What AWS has against expressions that look into keys; `null` for nothing. */
export const againstHeads = ({ nestedHeads }: Expressions, kept: TableKept): Refused | null =>
  nestedHeads.length === 0 ? null : againstNestedKeys(nestedHeads, keysOfTable(kept));

const onlyOld = invalid("ReturnValues can only be ALL_OLD or NONE");

/** Refuses values of *ReturnValues* that only updates have. */
const againstReturns = (params: PlainObject): Refused | null => {
  const returns = textOf(params["ReturnValues"]);
  return returns === undefined || returns === "NONE" || returns === "ALL_OLD" ? null : onlyOld;
};

function putItem(params: PlainObject, plane: ControlPlane): Step {
  const wrong = againstReturns(params);
  if (wrong !== null) return wrong;
  const expressions = expressionsIn("PutItem", params);
  if (isRefused(expressions)) return expressions;
  const item = itemIn(params["Item"]);
  if (isRefused<Item>(item)) return item;
  const table = readyTable(params, plane);
  if (isRefused(table)) return table;
  if (params["FillsKeys"] === true) {
    const { trail } = plane;
    const size = sizeOfItem(item);
    const input: PutArrival = { type: "putArrival", attributes: item, size, group: null, trail };
    return { type: "ask", resource: table.number, input };
  }
  const put = againstHeads(expressions, keptOf(table)) ?? putIn(item, keptOf(table));
  if (isRefused(put)) return put;
  const input = writeOf(put.key, put.action, expressions, params, plane);
  return { type: "ask", resource: table.number, input };
}

function updateItem(params: PlainObject, plane: ControlPlane): Step {
  const expressions = expressionsIn("UpdateItem", params);
  if (isRefused(expressions)) return expressions;
  const given = itemIn(params["Key"]);
  if (isRefused<Item>(given)) return given;
  const table = readyTable(params, plane);
  if (isRefused(table)) return table;
  const action = updateOf(given, expressions, keptOf(table));
  if (isRefused(action)) return action;
  const input = writeOf(action.key, action.action, expressions, params, plane);
  return { type: "ask", resource: table.number, input };
}

const noUpdate: Update = {
  form: "expression",
  set: [],
  remove: [],
  add: [],
  delete: [],
  touched: [],
};

/** An update of an item that a request names by its key. */
export function updateOf(
  given: Item,
  expressions: Expressions,
  kept: TableKept,
): Checked<{ readonly key: ItemKey; readonly action: ItemAction }> {
  const key = againstHeads(expressions, kept) ?? keyIn(given, kept);
  if (isRefused(key)) return key;
  const changes = expressions.update ?? noUpdate;
  const wrong = againstUpdateKeys(changes, keysOfTable(kept));
  return wrong ?? { key, action: { do: "update", update: changes, keyItem: given } };
}

function deleteItem(params: PlainObject, plane: ControlPlane): Step {
  const wrong = againstReturns(params);
  if (wrong !== null) return wrong;
  const expressions = expressionsIn("DeleteItem", params);
  if (isRefused(expressions)) return expressions;
  const given = itemIn(params["Key"]);
  if (isRefused<Item>(given)) return given;
  const table = readyTable(params, plane);
  if (isRefused(table)) return table;
  const key = againstHeads(expressions, keptOf(table)) ?? keyIn(given, keptOf(table));
  if (isRefused(key)) return key;
  const input = writeOf(key, { do: "delete" }, expressions, params, plane);
  return { type: "ask", resource: table.number, input };
}

function showWritten(body: Tagged, params: PlainObject): PlainObject {
  const { attributes, consumed, collection } = body as ItemWritten;
  const capacity = shownConsumed(consumed, tableNameOf(params), params);
  return {
    ...(attributes === null ? {} : { Attributes: attributes }),
    ...(capacity === null ? {} : { ConsumedCapacity: capacity }),
    ...(collection === null || !showsCollections(params)
      ? {}
      : { ItemCollectionMetrics: shownCollection(collection) }),
  };
}
