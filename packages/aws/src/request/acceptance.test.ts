import type { Plain } from "@orrery/kernel";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { PlainObject } from "../service/refusal.ts";
import { acceptanceOf } from "./acceptance.ts";
import { ApiModel } from "./api-model.ts";
import { OperationCheck } from "./check.ts";
import type { Dialect } from "./dialect.ts";
import type { PackedModel } from "./packed-model.ts";

const packed: PackedModel = {
  protocol: "json",
  operations: {
    Make: {
      in: ". Age Blob Flag:boolean Kind !Name Names Secret Tags Texts Tree When:timestamp",
    },
  },
  shapes: {
    Age: { is: "integer", min: 1, max: 9 },
    Blob: { is: "blob", min: 2, max: 3 },
    Kind: { enum: ["A", "B"] },
    Name: { min: 2, max: 4, pattern: "[a-z]+" },
    Names: { is: "[Name]", min: 1, max: 2 },
    Secret: { max: 1, secret: true },
    Tags: "{Name,Kind}",
    Texts: "{string,Tree}",
    Tree: ". !Name Trees",
    Trees: "[Tree]",
  },
  errors: {},
  waiters: {},
};
const model = new ApiModel(JSON.stringify(packed));
const queryModel = new ApiModel(JSON.stringify({ ...packed, protocol: "query" }));

const leaf = fc.constantFrom<Plain>(
  "ab",
  "abcde",
  "A",
  "",
  "x1",
  "AAA=",
  1,
  10,
  0.5,
  true,
  "true",
  null,
);
const any = fc.oneof(
  leaf,
  fc.array(leaf, { maxLength: 3 }),
  fc.dictionary(leaf.map(String), leaf, { maxKeys: 2, noNullPrototype: true }),
);
const of = (...values: Plain[]): fc.Arbitrary<Plain> =>
  fc.oneof({ weight: 25, arbitrary: fc.constantFrom(...values) }, { weight: 1, arbitrary: any });
const tree: fc.Arbitrary<Plain> = fc.letrec<{ tree: Plain }>((tie) => ({
  tree: fc.record(
    { Name: of("ab", "abc", "ab", "abc", ""), Trees: fc.array(tie("tree"), { maxLength: 2 }) },
    { requiredKeys: [], noNullPrototype: true },
  ),
})).tree;
const unknown = fc.oneof({ weight: 9, arbitrary: fc.constant({}) }, fc.constant({ Other: null }));
const known: fc.Arbitrary<PlainObject> = fc.record(
  {
    Name: of("ab", "abcd", "ab", ""),
    Age: of(1, 9),
    Blob: of("AAA="),
    Flag: of(true, "true"),
    Kind: of("A"),
    Names: of(["ab"], ["ab", "abc"]),
    Secret: of("x"),
    Tags: of({ ab: "B" }, { ab: null }, { a: "B" }),
    Texts: fc.dictionary(
      fc.constantFrom("one", "two"),
      fc.oneof({ weight: 5, arbitrary: tree }, fc.constant(null)),
      {
        maxKeys: 2,
        noNullPrototype: true,
      },
    ),
    Tree: fc.oneof({ weight: 9, arbitrary: tree }, any),
    When: of(17, "2026-11-01"),
  },
  { requiredKeys: [], noNullPrototype: true },
);

const params = fc.tuple(known, unknown).map(([given, more]) => ({ ...given, ...more }));

const dialects: readonly Dialect[] = [
  {},
  { blankIsMissing: true },
  { violations: null },
  { missing: ({ path }) => ({ type: "refused", code: "Missing", message: path.join(".") }) },
];

/** The same parameters, of which the check looks at everything: they are no object like others. */
const strange = (given: PlainObject): PlainObject =>
  Object.assign(Object.create({}) as Record<string, Plain>, given);

describe("what is accepted sooner", () => {
  it("is what the whole check finds nothing wrong with, and nothing else", () => {
    let accepted = 0;
    fc.assert(
      fc.property(
        params,
        fc.constantFrom(...dialects),
        fc.constantFrom(model, queryModel),
        (given, dialect, { facts }) => {
          const of = facts === model.facts ? model : queryModel;
          const check = new OperationCheck(of, dialect, "fake", "Make");
          const asOf = "2026-11-01";
          const whole = check.of(strange(given), asOf);
          const { violations, blankIsMissing = false } = dialect;
          const terms = { leavesBounds: violations === null, blankIsMissing, asOf };
          const input = facts.operations["Make"]!.input!;
          const isAccepted = acceptanceOf(facts, input, terms)(given);
          // Where a service has no words for some of what is wrong, the whole check takes more.
          if (isAccepted || !terms.leavesBounds) expect(isAccepted).toBe(whole === null);
          expect(check.of(given, asOf)).toEqual(whole);
          if (isAccepted) accepted += 1;
        },
      ),
      { numRuns: 1_000 },
    );
    expect(accepted).toBeGreaterThan(50);
  });
});
