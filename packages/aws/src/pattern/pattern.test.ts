import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { JsonObject, JsonValue } from "./event-value.ts";
import { compilePattern, matchesPattern, matchesValue } from "./pattern.ts";

const runs = { seed: 1, numRuns: 1_000 };

// Few keys and values, so that what a pattern asks for is often nearly there.
const key = fc.constantFrom("a", "b", "c", "__proto__", "1");
const scalar: fc.Arbitrary<JsonValue> = fc.constantFrom(
  "x",
  "X",
  "xy",
  "",
  "1",
  0,
  1,
  1.5,
  true,
  null,
);

const { event } = fc.letrec<{ event: JsonObject; value: JsonValue }>((tie) => ({
  event: fc.dictionary(key, tie("value"), { maxKeys: 4, noNullPrototype: true }),
  value: fc.oneof(
    { depthSize: "small", withCrossShrink: true },
    scalar,
    tie("event"),
    fc.array(tie("value"), { maxLength: 3 }),
  ),
}));

interface Leaf {
  readonly path: readonly string[];
  readonly value: JsonValue;
}

/** The leaves of one object as an event may show them: of each list one element is taken. */
function leavesOf(
  value: JsonValue,
  path: readonly string[],
  choose: (n: number) => number,
): Leaf[] {
  if (typeof value !== "object" || value === null) return [{ path, value }];
  if (Array.isArray(value)) {
    const list: readonly JsonValue[] = value;
    const item = list[choose(list.length)];
    return item === undefined ? [] : leavesOf(item, path, choose);
  }
  return Object.entries(value).flatMap(([name, below]) =>
    below === undefined ? [] : leavesOf(below, [...path, name], choose),
  );
}

/** The text of a pattern that asks for the leaves, with a test for each. */
function patternOf(leaves: readonly Leaf[], test: (value: JsonValue) => string): string {
  const first = new Map<string, string[]>();
  const below = new Map<string, Leaf[]>();
  for (const { path, value } of leaves) {
    const [name = "", ...rest] = path;
    if (rest.length === 0) first.set(name, [...(first.get(name) ?? []), test(value)]);
    else below.set(name, [...(below.get(name) ?? []), { path: rest, value }]);
  }
  const members = [
    ...[...first].map(([name, tests]) => `${JSON.stringify(name)}:[${tests.join()}]`),
    ...[...below].map(([name, rest]) => `${JSON.stringify(name)}:${patternOf(rest, test)}`),
  ];
  return `{${members.join()}}`;
}

function bothWays(pattern: string, value: JsonObject): boolean {
  const compiled = compilePattern(pattern);
  const result = matchesValue(compiled, value);
  expect(matchesPattern(compiled, JSON.stringify(value))).toBe(result);
  return result;
}

describe("any event", () => {
  it("matches the pattern made of its own leaves, one element of each list", () => {
    fc.assert(
      fc.property(event, fc.nat(), (value, seed) => {
        let state = seed;
        const choose = (n: number): number => {
          state = (state * 31 + 7) % 1_009;
          return n === 0 ? 0 : state % n;
        };
        const leaves = leavesOf(value, [], choose);
        fc.pre(leaves.length > 0);
        expect(
          bothWays(
            patternOf(leaves, (each) => JSON.stringify(each)),
            value,
          ),
        ).toBe(true);
      }),
      runs,
    );
  });

  it("matches anything-but where one of the values present is not the excluded one", () => {
    fc.assert(
      fc.property(fc.array(scalar), scalar, (values, excluded) => {
        fc.pre(typeof excluded === "string" || typeof excluded === "number");
        const value = { a: { b: values } };
        const text = JSON.stringify(excluded);
        const but = bothWays(`{"a":{"b":[{"anything-but":${text}}]}}`, value);
        expect(but).toBe(values.some((each) => each !== excluded));
        expect(bothWays(`{"a":{"b":[${text}]}}`, value)).toBe(values.includes(excluded));
      }),
      runs,
    );
  });

  it("matches exactly one of exists true and exists false at any path", () => {
    fc.assert(
      fc.property(event, fc.array(key, { minLength: 1, maxLength: 3 }), (value, path) => {
        const at = (exists: boolean): boolean =>
          bothWays(
            patternOf([{ path, value: exists }], (v) => `{"exists":${String(v)}}`),
            value,
          );
        expect(at(true)).toBe(!at(false));
      }),
      runs,
    );
  });

  it("finds in lists of objects what a search of all elements finds", () => {
    const element = fc.record({ a: scalar, b: scalar, c: scalar }, { requiredKeys: [] });
    fc.assert(
      fc.property(fc.array(element, { maxLength: 4 }), element, (list, wanted) => {
        const names = (["a", "b", "c"] as const).filter((name) => wanted[name] !== undefined);
        fc.pre(names.length > 0);
        const tests = names.map((name) => `"${name}":[${JSON.stringify(wanted[name])}]`);
        const found = list.some((each) => names.every((name) => each[name] === wanted[name]));
        expect(bothWays(`{"l":{${tests.join()}}}`, { l: list })).toBe(found);
      }),
      runs,
    );
  });
});

it("matches wildcards as the equivalent regular expression does", () => {
  const text = fc.stringMatching(/^[ab*\\]{0,8}$/);
  const parts = fc.array(fc.stringMatching(/^[ab]{0,2}$/), { minLength: 1, maxLength: 4 });
  fc.assert(
    fc.property(parts, text, (literals, value) => {
      const wildcard = literals.filter((each, at) => each !== "" || at === 0).join("*");
      fc.pre(!wildcard.includes("**"));
      const expression = new RegExp(`^${wildcard.replaceAll("*", ".*")}$`);
      expect(bothWays(`{"k":[{"wildcard":"${wildcard}"}]}`, { k: value })).toBe(
        expression.test(value),
      );
    }),
    runs,
  );
});
