import { noTrail } from "../../packages/aws/src/service/origin.ts";
import { usualTraits } from "../../packages/aws/src/services/s3/content/object-traits.ts";
import type { PutObject, ReadObject } from "../../packages/aws/src/services/s3/protocol.ts";
import { measureByTurns } from "./by-turns.ts";

const keyOf = (number: number): string => `orders/${number}.json`;
const putOf = (number: number): PutObject => ({
  type: "putObject",
  key: keyOf(number),
  size: 1_000,
  content: null,
  contentOf: 0,
  traits: usualTraits,
  by: "Put",
  condition: null,
  trail: noTrail,
});
const getOf = (number: number): ReadObject => ({
  type: "readObject",
  key: keyOf(number),
  version: "newest",
  use: "get",
  condition: null,
  range: null,
  part: null,
});

const params = { Bucket: "orders" };
const create = { type: "call", service: "s3", operation: "CreateBucket", params };

if (import.meta.main) {
  measureByTurns({
    component: "s3.bucket:orders",
    gauge: "NumberOfObjects",
    create,
    together: 1,
    load: putOf,
    get: getOf,
    put: putOf,
    hasFound: (body) => "version" in body,
  });
}
