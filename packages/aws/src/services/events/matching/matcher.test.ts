import fc from "fast-check";
import { expect, it } from "vitest";
import type { JsonObject } from "../../../pattern/event-value.ts";
import { compilePattern, matchesValue } from "../../../pattern/pattern.ts";
import type { PlainObject } from "../../../service/refusal.ts";
import { EventAccount } from "../test/event-account.ts";
import { compileMatcher, matchedBy } from "./matcher.ts";

const whole = (detail: unknown): PlainObject => ({
  id: "1",
  source: "shop",
  "detail-type": "paid",
  account: "123456789012",
  region: "us-east-1",
  time: "2026-11-23T09:00:00Z",
  detail: detail as PlainObject,
});

/** Whether the service says that an event of this detail matches. */
const matches = (pattern: unknown, detail: unknown): unknown =>
  new EventAccount().call("TestEventPattern", {
    Event: JSON.stringify(whole(detail)),
    EventPattern: JSON.stringify({ detail: pattern }),
  })["Result"];

const refusal = (pattern: unknown): string =>
  new EventAccount().refusal("TestEventPattern", {
    Event: JSON.stringify(whole({})),
    EventPattern: JSON.stringify({ detail: pattern }),
  });

it.each<[string, unknown, unknown, boolean]>([
  ["all keys", { a: [1], b: [2] }, { a: 1, b: 2, c: 3 }, true],
  ["all keys", { a: [1], b: [2] }, { a: 1 }, false],
  ["alternatives", { a: [1, 2] }, { a: 2 }, true],
  ["lists", { a: ["x"] }, { a: ["y", "x"] }, true],
  [
    "one element",
    { a: { b: [1], c: [2] } },
    {
      a: [
        { b: 1, c: 3 },
        { b: 4, c: 2 },
      ],
    },
    false,
  ],
  ["dotted keys", { "a.b": ["x"] }, { a: { b: "x" } }, true],
  ["texts of JSON", { a: { b: [1] } }, { a: '{"b":1}' }, false],
])("events.pattern.structure: %s, %j of %j", (_what, pattern, detail, expected) => {
  expect(matches(pattern, detail)).toBe(expected);
  expect(refusal({ a: "x" })).toContain("InvalidEventPatternException");
  expect(refusal({ a: [] })).toContain("Empty arrays are not allowed");
});

it.each<[unknown, unknown, boolean]>([
  [[false], false, true],
  [[null], null, true],
  [[null], "null", false],
  [[""], "", true],
  [[300], 300.0, true],
  [["A"], "a", false],
])("events.pattern.values: %j of %j", (test, value, expected) => {
  expect(matches({ a: test }, { a: value })).toBe(expected);
});

it.each<[unknown, unknown, boolean]>([
  [{ prefix: "x" }, "xy", true],
  [{ prefix: { "equals-ignore-case": "X" } }, "xy", true],
  [{ suffix: ".png" }, "a.png", true],
  [{ "equals-ignore-case": "ab" }, "AB", true],
  [{ wildcard: "a*c" }, "abc", true],
  [{ "anything-but": ["a", "b"] }, "b", false],
  [{ "anything-but": { prefix: ["a", "b"] } }, "ba", false],
  [{ "anything-but": { "equals-ignore-case": "A" } }, "a", false],
  [{ "anything-but": { wildcard: "*x" } }, "y", true],
  [{ numeric: [">", 0, "<=", 5] }, 5, true],
  [{ cidr: "10.0.0.0/24" }, "10.0.0.255", true],
  [{ exists: true }, { b: 1 }, false],
])("events.pattern.operators: %j of %j", (operator, value, expected) => {
  expect(matches({ a: [operator] }, { a: value })).toBe(expected);
  expect(matches({ $or: [{ a: [operator] }, { b: [1] }] }, { b: 1 })).toBe(true);
});

it.each<[unknown, unknown, boolean]>([
  [[{ "anything-but": "x" }], {}, false],
  [[{ "anything-but": "x" }], { a: null }, true],
  [[{ "anything-but": ["x"] }], { a: ["x", "y"] }, true],
  [[{ numeric: [">", 1] }], { a: "2" }, false],
  [[{ exists: true }, { prefix: "no" }], { a: "yes" }, true],
  [[{ "anything-but": ["roses"] }, { exists: false }], {}, true],
])("events.pattern.details: %j of %j", (test, detail, expected) => {
  expect(matches({ a: test }, detail)).toBe(expected);
  expect(refusal({ a: [{ prefix: "a", suffix: "b" }] })).toContain("Only one key allowed");
});

it("events.pattern.test: needs an event that is whole", () => {
  const account = new EventAccount();
  const ask = (Event: string) =>
    account.refusal("TestEventPattern", { Event, EventPattern: '{"source":["a"]}' });
  expect(ask("plain string")).toBe("ValidationException: Parameter Event is not valid.");
  const { time: _, ...rest } = whole({});
  expect(ask(JSON.stringify(rest))).toContain("Parameter Event is not valid.");
  expect(ask(JSON.stringify(whole({})))).toBe("taken");
});

it("events.pattern.limits: are those of the account", () => {
  const account = new EventAccount({ quotas: { "events.wildcardRulesPerBus": 1 } });
  const put = (Name: string, pattern: string) =>
    account.refusal("PutRule", { Name, EventBusName: "bus", EventPattern: pattern });
  const long = (length: number) => `{"source":["${"a".repeat(length - 15)}"]}`;
  expect(put("a", long(2_048))).toBe("taken");
  expect(put("a", long(2_049))).toContain("LimitExceededException");
  expect(put("w", '{"source":[{"wildcard":"a*"}]}')).toBe("taken");
  expect(put("w", '{"source":[{"wildcard":"b*"}]}')).toBe("taken");
  expect(put("v", '{"source":[{"wildcard":"a*"}]}')).toContain("LimitExceededException");
  const or = `"$or":[${Array.from({ length: 32 }, (_, n) => `{"a":[${n}]}`).join()}]`;
  expect(put("o", `{"detail":{${or}},"x":{${or}}}`)).toContain("more than 1000 combinations");
});

const value = fc.constantFrom("a", "b", "c", 1, 2, null, ["a", "c"]);
const leaf = fc.constantFrom<readonly unknown[]>(
  ["a"],
  ["a", "b"],
  [1],
  [null],
  [{ prefix: "a" }],
  [{ exists: false }],
  [{ exists: true }],
  [{ "anything-but": "b" }],
  ["c", { numeric: [">", 1] }],
);
const keys = ["x", "y", "z"];
const record = <Value>(each: fc.Arbitrary<Value>) =>
  fc.dictionary(fc.constantFrom(...keys), each, { minKeys: 1, maxKeys: 3 });

it("finds the same rules as trying one after the other", () => {
  fc.assert(
    fc.property(
      fc.array(
        fc.oneof(
          record(leaf),
          fc.tuple(record(leaf), record(leaf)).map(([one, other]) => ({ $or: [one, other] })),
        ),
        { minLength: 1, maxLength: 20 },
      ),
      record(value),
      (patterns, event) => {
        const texts = patterns.map((pattern) => JSON.stringify(pattern));
        const one = texts.flatMap((text, place) =>
          matchesValue(compilePattern(text), event as JsonObject) ? [place] : [],
        );
        expect(matchedBy(compileMatcher(texts), event as JsonObject)).toEqual(one);
      },
    ),
    { seed: 20261129, numRuns: 1_000 },
  );
});
