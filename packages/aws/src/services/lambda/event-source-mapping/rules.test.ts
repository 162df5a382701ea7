import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { eventSourceMappingRules } from "./rules.ts";

it("names each rule once, and with it a test", () => {
  const ids = eventSourceMappingRules.map(({ id }) => id);
  expect(new Set(ids).size).toBe(ids.length);
  const tests = readdirSync(import.meta.dirname, { recursive: true, encoding: "utf8" })
    .filter((file) => file.endsWith(".test.ts"))
    .map((file) => readFileSync(join(import.meta.dirname, file), "utf8"))
    .join("\n");
  expect(ids.filter((id) => !tests.includes(`"${id}:`))).toEqual([]);
});
