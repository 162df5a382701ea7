import { expect, it } from "vitest";
import type { Item, KeysOf } from "../value/index.ts";
import {
  againstNestedKeys,
  againstUpdatedKeys,
  againstUpdateKeys,
  expressionsIn,
  updated,
} from "./index.ts";

const of: readonly KeysOf[] = [
  {
    index: null,
    keys: [
      { name: "pk", type: "S", role: "HASH" },
      { name: "sk", type: "S", role: "RANGE" },
    ],
  },
  { index: "byAge", keys: [{ name: "age", type: "N", role: "HASH" }] },
  { index: "byMail", keys: [{ name: "mail", type: "S", role: "HASH" }] },
];

const values: Item = {
  ":s": { S: "a" },
  ":e": { S: "" },
  ":n": { N: "1" },
  ":set": { NS: ["1"] },
};

function read(text: string) {
  const used = Object.entries(values).filter(([name]) => new RegExp(`${name}\\b`).test(text));
  const found = expressionsIn("Update", {
    UpdateExpression: text,
    ...(used.length > 0 && { ExpressionAttributeValues: Object.fromEntries(used) }),
  });
  if ("message" in found) throw new Error(found.message);
  return found;
}

it("dynamodb.expression.update-keys: refuses to write on the table's key", () => {
  const part = (name: string) =>
    `One or more parameter values were invalid: Cannot update attribute ${name}. This attribute is part of the key`;
  for (const text of [
    "SET pk = :s",
    "REMOVE pk",
    "ADD pk.a :n",
    "DELETE pk :set",
    "SET a = :s, pk[0] = :s",
  ]) {
    expect([text, againstUpdateKeys(read(text).update!, of)?.message]).toEqual([text, part("pk")]);
  }
  expect(againstUpdateKeys(read("SET sk = pk").update!, of)?.message).toBe(part("sk"));
  expect(againstUpdateKeys(read("SET a = pk").update!, of)).toBeNull();
});

it("dynamodb.expression.update-index-keys: refuses values that an index's key cannot have", () => {
  const mismatch = (name: string, expected: string, actual: string, index: string) =>
    `One or more parameter values were invalid: Type mismatch for Index Key ${name} Expected: ${expected} Actual: ${actual} IndexName: ${index}`;
  const before = (text: string) => againstUpdateKeys(read(text).update!, of)?.message;
  expect(before("SET age = :s")).toBe(mismatch("age", "N", "S", "byAge"));
  expect(before("SET mail = a + :n")).toBe(mismatch("mail", "S", "N", "byMail"));
  expect(before("ADD age :set")).toBe(mismatch("age", "N", "NS", "byAge"));
  expect(before("SET age = :n REMOVE mail")).toBeUndefined();
  const after = (text: string, item: Item) => {
    const { update } = read(text);
    const made = updated(update!, item);
    if (made.type === "refused") throw new Error(made.message);
    return againstUpdatedKeys(made.item, update!, of)?.message;
  };
  expect(after("SET age = a", { a: { S: "x" } })).toBe(
    "The update expression attempted to update the secondary index key to unsupported type",
  );
  expect(after("SET mail = :e", {})).toBe(
    "One or more parameter values are not valid. The update expression attempted to update a secondary index key to a value that is not supported. The AttributeValue for a key attribute cannot contain an empty string value.",
  );
  expect(after("SET age = a REMOVE mail", { a: { N: "3" }, mail: { S: "m" } })).toBeUndefined();
});

it("dynamodb.expression.nested-keys: refuses to look into attributes of keys", () => {
  const nested = (text: string) => againstNestedKeys(read(text).nestedHeads, of)?.message;
  const scalars =
    "Key attributes must be scalars; list random access '[]' and map lookup '.' are not allowed:";
  expect(nested("SET a = sk.b")).toBe(`${scalars} Key: sk`);
  expect(nested("SET a = age[0]")).toBe(`${scalars} IndexKey: age`);
  expect(nested("SET a.b = sk")).toBeUndefined();
  const aliased = expressionsIn("GetItem", {
    ProjectionExpression: "#k.a",
    ExpressionAttributeNames: { "#k": "pk" },
  });
  expect(aliased).toMatchObject({ nestedHeads: ["pk"] });
});
