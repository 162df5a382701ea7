import { expect, it } from "vitest";
import { againstItemKeys, againstKey, type AttributeValue, type KeyAttribute } from "./index.ts";

const pk: KeyAttribute = { name: "pk", type: "S", role: "HASH" };
const sk: KeyAttribute = { name: "sk", type: "B", role: "RANGE" };
const table = [pk, sk];

const against = (key: Record<string, AttributeValue>, keys = table) =>
  againstKey(key, keys)?.message ?? null;

it("dynamodb.value.key: takes a key that has the table's attributes and types, and nothing else", () => {
  const mismatch = "The provided key element does not match the schema";
  expect(against({ pk: { S: "a" }, sk: { B: "AA==" } })).toBeNull();
  expect(against({ pk: { S: "a" } })).toBe(mismatch);
  expect(against({ pk: { S: "a" }, sk: { S: "a" } })).toBe(mismatch);
  expect(against({ pk: { S: "a" }, other: { B: "AA==" } })).toBe(mismatch);
  expect(against({ pk: { S: "a" }, sk: { B: "AA==" }, x: { S: "" } })).toBe(mismatch);
});

it("dynamodb.value.key-empty: refuses empty values of keys, and takes them elsewhere", () => {
  const empty = (type: string, name: string) =>
    `One or more parameter values are not valid. The AttributeValue for a key attribute cannot contain an empty ${type} value. Key: ${name}`;
  expect(against({ pk: { S: "" }, sk: { B: "AA==" } })).toBe(empty("string", "pk"));
  expect(against({ pk: { S: "a" }, sk: { B: "" } })).toBe(empty("binary", "sk"));
  const item = { pk: { S: "a" }, sk: { B: "AA==" }, mail: { S: "" } };
  expect(againstItemKeys(item, [{ index: null, keys: table }])).toBeNull();
  const byMail = { index: "byMail", keys: [{ name: "mail", type: "S", role: "HASH" }] as const };
  expect(againstItemKeys(item, [{ index: null, keys: table }, byMail])?.message).toBe(
    "One or more parameter values are not valid. A value specified for a secondary index key is not supported. The AttributeValue for a key attribute cannot contain an empty string value. IndexName: byMail, IndexKey: mail",
  );
});

it("dynamodb.value.key-size: takes 2,048 bytes of a hash key and 1,024 of a sort key", () => {
  const binary = (bytes: number) => ({ B: Buffer.alloc(bytes, 1).toString("base64") });
  expect(against({ pk: { S: "é".repeat(1024) }, sk: binary(1024) })).toBeNull();
  expect(against({ pk: { S: `${"é".repeat(1024)}a` }, sk: binary(1) })).toBe(
    "One or more parameter values were invalid: Size of hashkey has exceeded the maximum size limit of2048 bytes",
  );
  expect(against({ pk: { S: "a" }, sk: binary(1025) })).toBe(
    "One or more parameter values were invalid: Aggregated size of all range keys has exceeded the size limit of 1024 bytes",
  );
});

it("dynamodb.value.key-in-item: names the key that an item lacks or has of another type", () => {
  const of = [
    { index: null, keys: [pk] },
    { index: "byAge", keys: [{ name: "age", type: "N", role: "HASH" }] as const },
  ];
  const message = (item: Record<string, AttributeValue>) => againstItemKeys(item, of)?.message;
  const invalid = "One or more parameter values were invalid: ";
  expect(message({ a: { S: "a" } })).toBe(`${invalid}Missing the key pk in the item`);
  expect(message({ pk: { N: "1" } })).toBe(
    `${invalid}Type mismatch for key pk expected: S actual: N`,
  );
  expect(message({ pk: { S: "a" }, age: { S: "7" } })).toBe(
    `${invalid}Type mismatch for Index Key age Expected: N Actual: S IndexName: byAge`,
  );
  expect(message({ pk: { S: "a" } })).toBeUndefined();
});
