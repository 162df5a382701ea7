import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { lambdaRules } from "./rules.ts";
import { triggerRules } from "./trigger/rules.ts";

const tests = readdirSync(import.meta.dirname, { recursive: true, encoding: "utf8" })
  .filter((file) => file.endsWith(".test.ts"))
  .map((file) => readFileSync(join(import.meta.dirname, file), "utf8"))
  .join("\n");
const borne = new Set(
  [...tests.matchAll(/["'`](lambda(?:\.[a-z0-9-]+){2}):/g)].map(([, id]) => id),
);
const ids = [...lambdaRules, ...triggerRules].map(({ id }) => id);

it("names each rule once, and with it a test", () => {
  expect(new Set(ids).size).toBe(ids.length);
  expect(ids.filter((id) => !borne.has(id))).toEqual([]);
});

it("has a rule for each id that a test bears", () => {
  expect([...borne].filter((id) => id === undefined || !ids.includes(id))).toEqual([]);
});
