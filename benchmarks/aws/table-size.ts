import { partitionHash } from "../../packages/aws/src/services/dynamodb/store/partition-hash.ts";
import { sizeOfItem } from "../../packages/aws/src/services/dynamodb/value/item-size.ts";
import { measureByTurns } from "./by-turns.ts";

const trail = { from: 1, number: 1, at: 0, lineage: null };
const order = { N: "17" };

const keyOf = (number: number) => {
  const key = `order-${number}`;
  return { hash: partitionHash(key), key, sort: "", tie: "" };
};

function writeOf(number: number) {
  const key = keyOf(number);
  const item = { order, id: { S: key.key } };
  return { key, action: { do: "put", item, size: sizeOfItem(item) } };
}

const condition = { condition: null, returns: "NONE", showsOnFailure: false };
const putOf = (number: number) => ({ type: "writeItem", ...writeOf(number), ...condition, trail });
const getOf = (number: number) => ({
  type: "getItem",
  key: keyOf(number),
  consistency: "strong",
  projection: null,
});

/** The items from a number on. */
function loadOf(first: number, count: number) {
  const writes = Array.from({ length: count }, (_, place) => writeOf(first + place));
  return { type: "batchWrite", writes, trail };
}

const create = {
  type: "call",
  service: "dynamodb",
  operation: "CreateTable",
  params: {
    TableName: "orders",
    BillingMode: "PAY_PER_REQUEST",
    AttributeDefinitions: [{ AttributeName: "id", AttributeType: "S" }],
    KeySchema: [{ AttributeName: "id", KeyType: "HASH" }],
    // More than batches one after the other take.
    WarmThroughput: { ReadUnitsPerSecond: 12_000, WriteUnitsPerSecond: 40_000 },
  },
};

if (import.meta.main) {
  measureByTurns({
    component: "dynamodb.table:orders",
    gauge: "Items",
    create,
    together: 25,
    load: loadOf,
    get: getOf,
    put: putOf,
    hasFound: (body) => body.type === "itemWritten" || ("item" in body && body.item !== null),
  });
}
