import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { patternRules } from "./rules.ts";

const tests = readdirSync(import.meta.dirname)
  .filter((file) => file.endsWith(".test.ts"))
  .map((file) => readFileSync(join(import.meta.dirname, file), "utf8"))
  .join("\n");

// Tests of tables name the topic in the table: `["empty-list", …]` under `eventbridge.pattern.%s`.
function isTested(id: string): boolean {
  const topic = id.replace("eventbridge.pattern.", "");
  return tests.includes(`"${id}:`) || tests.includes(`["${topic}",`);
}

it("each rule has an id of its own and a test that bears it", () => {
  const ids = patternRules.map(({ id }) => id);
  expect(new Set(ids).size).toBe(ids.length);
  expect(ids.filter((id) => !isTested(id))).toEqual([]);
});

it("each test that bears an id bears that of a rule", () => {
  const ids = new Set<string>(patternRules.map(({ id }) => id));
  const borne = [...tests.matchAll(/"(eventbridge\.pattern\.[a-z-]+):/g)].map((match) => match[1]);
  expect(borne.filter((id) => id === undefined || !ids.has(id))).toEqual([]);
});
