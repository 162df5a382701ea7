import type { Plain, Tagged } from "@orrery/kernel";
import { listOf, memberOf, objectOf } from "../../../request/params.ts";
import type { PlainObject, Refused } from "../../../service/refusal.ts";
import type { Ask, ControlPlane, Operations, Step } from "../../../service/service-model.ts";
import { expressionsIn } from "../expression/expressions.ts";
import { dynamodbLimits } from "../limits.ts";
import type {
  BatchGet,
  BatchWrite,
  ItemAction,
  ItemKey,
  ItemsGot,
  ItemsWritten,
} from "../protocol.ts";
import { textOfKey } from "../table/item-key.ts";
import type { Item } from "../value/attribute-value.ts";
import { invalid, itemIn } from "../value/value-check.ts";
import { shownCollection, shownConsumed, showsCollections } from "./consumed.ts";
import { keyIn, putIn } from "./item-operations.ts";
import { isRefused, keptOf, readyTable, tableNameIn, type Checked } from "./table-record.ts";

/** Operations that read and write several items, each by itself. */
export const batchOperations: Operations = {
  BatchGetItem: { begin: batchGet, next: showGot },
  BatchWriteItem: { begin: batchWrite, next: showWritten },
};

const duplicates = invalid("Provided list of item keys contains duplicates");

/** What is asked of each table, in the order of the request. */
interface AskedTables {
  readonly asks: Pick<Ask, "resource" | "input">[];
  readonly names: string[];
}

/** Whether two of these are the same item. */
function hasDuplicates(keys: readonly ItemKey[]): boolean {
  return new Set(keys.map(textOfKey)).size < keys.length;
}

function batchGet(params: PlainObject, plane: ControlPlane): Step {
  const requests = Object.entries(objectOf(params["RequestItems"]));
  const count = requests.reduce((sum, [, each]) => sum + listOf(memberOf(each, "Keys")).length, 0);
  if (count > dynamodbLimits.batchGet.max) {
    return invalid("Too many items requested for the BatchGetItem call");
  }
  const asked: AskedTables = { asks: [], names: [] };
  for (const [name, request] of requests) {
    const each = objectOf(request);
    const expressions = expressionsIn("BatchGetItem", each);
    if (isRefused(expressions)) return expressions;
    const table = readyTable({ TableName: name }, plane);
    if (isRefused(table)) return table;
    const keys: ItemKey[] = [];
    for (const given of listOf(each["Keys"])) {
      const item = itemIn(given);
      if (isRefused<Item>(item)) return item;
      const key = keyIn(item, keptOf(table));
      if (isRefused(key)) return key;
      keys.push(key);
    }
    if (hasDuplicates(keys)) return duplicates;
    const input: BatchGet = {
      type: "batchGet",
      keys,
      consistency: each["ConsistentRead"] === true ? "strong" : "eventual",
      projection: expressions.projection,
    };
    asked.asks.push({ resource: table.number, input });
    asked.names.push(name);
  }
  return { type: "askAll", asks: asked.asks, kept: asked.names };
}

/** The refusal of a batch of which nothing was done; `null`: something was. */
function refusalOfAll(bodies: readonly (ItemsGot | ItemsWritten | Refused)[]): Refused | null {
  let refusal: Refused | null = null;
  for (const body of bodies) {
    if (body.type === "refused") return body;
    refusal ??= body.why;
  }
  return refusal;
}

function showGot(
  answers: readonly Tagged[],
  params: PlainObject,
  _plane: ControlPlane,
  kept: Plain,
): Step {
  const bodies = answers as readonly (ItemsGot | Refused)[]; // Tables answer nothing else.
  const names = kept as readonly string[]; // As it was asked.
  const refused = bodies.find(isRefused);
  if (refused !== undefined) return refused;
  const responses: Record<string, Plain> = {};
  const unprocessed: Record<string, Plain> = {};
  const capacities: PlainObject[] = [];
  let isAnyDone = false;
  (bodies as readonly ItemsGot[]).forEach((body, place) => {
    const name = names[place]!; // There is one for each.
    const request = objectOf(memberOf(params["RequestItems"], name));
    const keys = listOf(request["Keys"]);
    responses[name] = body.items;
    if (body.unprocessed.length < keys.length) isAnyDone = true;
    if (body.unprocessed.length > 0) {
      unprocessed[name] = { ...request, Keys: body.unprocessed.map((each) => keys[each]!) };
    }
    const capacity = shownConsumed(body.consumed, tableNameIn(name) ?? name, params);
    if (capacity !== null) capacities.push(capacity);
  });
  const throttled = isAnyDone ? null : refusalOfAll(bodies);
  if (throttled !== null) return throttled;
  return {
    type: "respond",
    response: {
      Responses: responses,
      UnprocessedKeys: unprocessed,
      ...(capacities.length === 0 ? {} : { ConsumedCapacity: capacities }),
    },
  };
}

const mismatch = invalid("The provided key element does not match the schema");

/** A write of a batch: a put or a deletion. */
function writeIn(
  given: Plain,
  kept: Parameters<typeof putIn>[1],
): Checked<{ readonly key: ItemKey; readonly action: ItemAction }> {
  const put = memberOf(given, "PutRequest");
  const deletion = memberOf(given, "DeleteRequest");
  if ((put === undefined) === (deletion === undefined)) {
    return invalid(
      "Supplied AttributeValue has more than one datatypes set, must contain exactly one of the supported datatypes", // As AWS says of other choices: assumed.
    );
  }
  const item = itemIn(put === undefined ? memberOf(deletion, "Key") : memberOf(put, "Item"));
  if (isRefused<Item>(item)) return item;
  if (put === undefined) {
    const key = keyIn(item, kept);
    return isRefused(key) ? key : { key, action: { do: "delete" } };
  }
  // Measured: BatchWriteItem says this of a key that is missing in an item.
  if (kept.keys.some(({ name }) => !Object.hasOwn(item, name))) return mismatch;
  return putIn(item, kept);
}

function batchWrite(params: PlainObject, plane: ControlPlane): Step {
  const requests = Object.entries(objectOf(params["RequestItems"]));
  const count = requests.reduce((sum, [, writes]) => sum + listOf(writes).length, 0);
  if (count > dynamodbLimits.batchWrite.max) {
    return invalid("Too many items requested for the BatchWriteItem call");
  }
  const asked: AskedTables = { asks: [], names: [] };
  for (const [name, given] of requests) {
    const table = readyTable({ TableName: name }, plane);
    if (isRefused(table)) return table;
    const writes: BatchWrite["writes"][number][] = [];
    for (const each of listOf(given)) {
      const write = writeIn(each, keptOf(table));
      if (isRefused(write)) return write;
      writes.push(write);
    }
    if (hasDuplicates(writes.map(({ key }) => key))) return duplicates;
    const input: BatchWrite = { type: "batchWrite", writes, trail: plane.trail };
    asked.asks.push({ resource: table.number, input });
    asked.names.push(name);
  }
  return { type: "askAll", asks: asked.asks, kept: asked.names };
}

function showWritten(
  answers: readonly Tagged[],
  params: PlainObject,
  _plane: ControlPlane,
  kept: Plain,
): Step {
  const bodies = answers as readonly (ItemsWritten | Refused)[]; // Tables answer nothing else.
  const names = kept as readonly string[]; // As it was asked.
  const refused = bodies.find(isRefused);
  if (refused !== undefined) return refused;
  const unprocessed: Record<string, Plain> = {};
  const collections: Record<string, Plain> = {};
  const capacities: PlainObject[] = [];
  let isAnyDone = false;
  (bodies as readonly ItemsWritten[]).forEach((body, place) => {
    const name = names[place]!; // There is one for each.
    const writes = listOf(memberOf(params["RequestItems"], name));
    if (body.unprocessed.length < writes.length) isAnyDone = true;
    if (body.unprocessed.length > 0) {
      unprocessed[name] = body.unprocessed.map((each) => writes[each]!);
    }
    if (body.collections.length > 0) collections[name] = body.collections.map(shownCollection);
    const capacity = shownConsumed(body.consumed, tableNameIn(name) ?? name, params);
    if (capacity !== null) capacities.push(capacity);
  });
  const throttled = isAnyDone ? null : refusalOfAll(bodies);
  if (throttled !== null) return throttled;
  return {
    type: "respond",
    response: {
      UnprocessedItems: unprocessed,
      ...(showsCollections(params) && Object.keys(collections).length > 0
        ? { ItemCollectionMetrics: collections }
        : {}),
      ...(capacities.length === 0 ? {} : { ConsumedCapacity: capacities }),
    },
  };
}
