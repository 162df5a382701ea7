import { seconds } from "@orrery/kernel";
import { expect, it } from "vitest";
import { objectKeyOf, partitionOf, unreadableIn, type ObjectName } from "./object-key.ts";

const name: ObjectName = {
  stream: "clicks",
  version: 3,
  resource: 4,
  object: 1,
  epochMilliseconds: Date.UTC(2026, 1, 3, 4, 5, 6),
  oldestAt: seconds(1) as never,
  extension: ".json",
  errorType: null,
};
const uuid = "[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}";

it("firehose.delivery.key: is the prefix, the hour, the name, the version, the second and a text of its own", () => {
  expect(objectKeyOf("in/", name)).toMatch(
    new RegExp(`^in/2026/02/03/04/clicks-3-2026-02-03-04-05-07-${uuid}\\.json$`),
  );
  const keys = new Set(
    Array.from({ length: 1_000 }, (_, object) => objectKeyOf("", { ...name, object })),
  );
  expect(keys.size).toBe(1_000);
});

it.each([
  ["y=!{timestamp:yyyy}/m=!{timestamp:M}/", /^y=2026\/m=2\/clicks-3-/],
  ["!{timestamp:'at' HH:mm:ss}/", /^at 04:05:07\/clicks-3-/],
  ["!{firehose:random-string}/", /^[0-9a-f]{11}\/2026\/02\/03\/04\/clicks-3-/],
])("firehose.delivery.key: fills in %s", (prefix, key) => {
  expect(objectKeyOf(prefix, name)).toMatch(key);
});

it("knows which expressions it cannot fill in", () => {
  expect(unreadableIn("!{timestamp:yyyy/MM}/!{firehose:error-output-type}")).toBeNull();
  expect(unreadableIn("!{timestamp:EEE}/")).toBe("!{timestamp:EEE}");
  expect(unreadableIn("!{s3:bucket}/")).toBe("!{s3:bucket}");
});

it("fills in partition keys, where all are there", () => {
  const keys = new Map([["partitionKeyFromQuery:a", "1"]]);
  expect(partitionOf("!{partitionKeyFromQuery:a}/!{timestamp:yyyy}/", keys)).toBe(
    "1/!{timestamp:yyyy}/",
  );
  expect(partitionOf("!{partitionKeyFromQuery:b}/", keys)).toBeUndefined();
});
