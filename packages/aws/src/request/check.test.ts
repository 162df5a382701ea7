import type { Plain } from "@orrery/kernel";
import { describe, expect, it } from "vitest";
import { refused, type PlainObject } from "../service/refusal.ts";
import { ApiModel, type Corrections } from "./api-model.ts";
import { OperationCheck } from "./check.ts";
import type { Dialect } from "./dialect.ts";
import type { PackedModel } from "./packed-model.ts";

const packed: PackedModel = {
  protocol: "json",
  operations: {
    Make: {
      in: ". Age Blob Flag:boolean Kind Limits:Limits !Name Names Secret Size:Limits Steps Tags When:timestamp",
    },
    List: "structure",
  },
  shapes: {
    Age: { is: "integer", min: 1, max: 9 },
    Blob: { is: "blob", min: 2, max: 3 },
    Kind: { enum: ["A", "B"] },
    Limits: ". !Depth:Age Width:double",
    Name: { min: 2, max: 4, pattern: "[a-z]+" },
    Names: { is: "[Name]", min: 1, max: 2 },
    Secret: { max: 1, secret: true },
    Steps: "[Limits]",
    Tags: "{Name,Kind}",
  },
  errors: { Gone: "404 =GoneException message", Broken: "500 !" },
  waiters: {},
};

const modelOf = (changes: Partial<PackedModel> = {}): ApiModel =>
  new ApiModel(JSON.stringify({ ...packed, ...changes }));

function check(
  params: PlainObject,
  dialect: Dialect = {},
  model = modelOf(),
  asOf = "2026-11-01",
): string | null {
  const wrong = new OperationCheck(model, dialect, "fake", "Make").of(params, asOf);
  if (wrong === null) return null;
  if (wrong.type === "refused") return `${wrong.code}: ${wrong.message}`;
  return `expected ${wrong.expected}, received ${wrong.received}`;
}

const given = (params: PlainObject): PlainObject => ({ Name: "abc", ...params });
const violated = (words: string, count = 1): string =>
  `ValidationException: ${count} validation error${count === 1 ? "" : "s"} detected: ${words}`;
const failed = (value: string, place: string, constraint: string): string =>
  `Value ${value}at '${place}' failed to satisfy constraint: ${constraint}`;

describe("parameters of a call", () => {
  it("pass where they are as the model says, also those that are nothing", () => {
    const params: PlainObject = {
      Age: 1,
      Blob: "AAA=",
      Flag: false,
      Kind: "B",
      Limits: { Depth: 9, Width: 0.5 },
      Names: ["ab", "abcd"],
      Steps: [{ Depth: 1 }, { Depth: 2 }],
      Tags: { ab: "A" },
      When: 1,
    };
    expect(check(given(params))).toBeNull();
    expect(check(given({ Age: null, Limits: null }))).toBeNull();
  });

  const least = "greater than or equal to";
  const most = "less than or equal to";
  it.each<[PlainObject, string, string, string]>([
    [{ Age: 0 }, "'0' ", "age", `Member must have value ${least} 1`],
    [{ Age: 10 }, "'10' ", "age", `Member must have value ${most} 9`],
    [{ Blob: "AA==" }, "'AA==' ", "blob", `Member must have length ${least} 2`],
    [{ Blob: "AAAAAA==" }, "'AAAAAA==' ", "blob", `Member must have length ${most} 3`],
    [{ Kind: "C" }, "'C' ", "kind", "Member must satisfy enum value set: [A, B]"],
    [{ Name: "a" }, "'a' ", "name", `Member must have length ${least} 2`],
    [{ Name: "abcde" }, "'abcde' ", "name", `Member must have length ${most} 4`],
    [{ Name: "ABC" }, "'ABC' ", "name", "Member must satisfy regular expression pattern: [a-z]+"],
    [{ Name: null }, "null ", "name", "Member must not be null"],
    [{ Names: [] }, "'[]' ", "names", `Member must have length ${least} 1`],
    [
      { Names: ["ab", "cd", "ef"] },
      "'[ab, cd, ef]' ",
      "names",
      `Member must have length ${most} 2`,
    ],
    [{ Limits: {} }, "null ", "limits.depth", "Member must not be null"],
    [
      { Steps: [{ Depth: 1 }, { Depth: 0 }] },
      "'0' ",
      "steps.2.member.depth",
      `Member must have value ${least} 1`,
    ],
    [{ Secret: "ab" }, "", "secret", `Member must have length ${most} 1`],
  ])("are refused with %o", (params, value, place, constraint) => {
    expect(check(given(params))).toBe(violated(failed(value, place, constraint)));
  });

  it("name all constraints of what is inside a list or a map, where one is broken", () => {
    const name =
      "Member must have length less than or equal to 4, Member must have length greater than or equal to 2, Member must satisfy regular expression pattern: [a-z]+";
    expect(check(given({ Names: ["abc", "A"] }))).toBe(
      violated(
        failed(
          "'[abc, A]' ",
          "names",
          `Member must satisfy constraint: [${name}, Member must not be null]`,
        ),
      ),
    );
    expect(check(given({ Names: [null] }))).toMatch(/Member must not be null\]$/);
    expect(check(given({ Tags: { A: "A" } }))).toBe(
      violated(failed("'{A=A}' ", "tags", `Map keys must satisfy constraint: [${name}]`)),
    );
    expect(check(given({ Tags: { ab: "C" } }))).toBe(
      violated(
        failed(
          "'{ab=C}' ",
          "tags",
          "Map value must satisfy constraint: [Member must satisfy enum value set: [A, B]]",
        ),
      ),
    );
  });

  it("are told all violations at once, in the model's order or with some first", () => {
    const params = { Age: 0, Name: "A" };
    const age = failed("'0' ", "age", "Member must have value greater than or equal to 1");
    const short = failed("'A' ", "name", "Member must have length greater than or equal to 2");
    const pattern = failed(
      "'A' ",
      "name",
      "Member must satisfy regular expression pattern: [a-z]+",
    );
    expect(check(params)).toBe(violated([age, short, pattern].join("; "), 3));
    const first = modelOf().with({ first: { "*": ["Name", "None"] } });
    expect(check(params, {}, first)).toBe(violated([short, pattern, age].join("; "), 3));
  });

  it.each<[PlainObject, string]>([
    [{ Name: 1 }, "NUMBER_VALUE can not be converted to a String"],
    [{ Age: "1" }, "STRING_VALUE can not be converted to an Integer"],
    [{ Age: 1.5 }, "NUMBER_VALUE can not be converted to an Integer"],
    [{ Flag: "true" }, "STRING_VALUE can not be converted to a Boolean"],
    [{ Names: "ab" }, "STRING_VALUE can not be converted to a List"],
    [{ Names: [1] }, "NUMBER_VALUE can not be converted to a String"],
    [{ Limits: [] }, "LIST_VALUE can not be converted to an Object"],
    [{ Limits: { Depth: {} } }, "OBJECT_VALUE can not be converted to an Integer"],
    [{ Tags: { ab: 1 } }, "NUMBER_VALUE can not be converted to a String"],
    [{ When: true }, "BOOLEAN_VALUE can not be converted to a Timestamp"],
  ])("of a wrong type are refused before all else: %o", (params, message) => {
    expect(check(given({ ...params, Kind: "C" }))).toBe(`SerializationException: ${message}`);
  });

  it("that AWS does not know are the caller's mistake, wherever they are", () => {
    expect(check({ Nane: "abc", Name: "A" })).toBe(
      'expected a parameter of fake:Make, received "Nane"; did you mean Name?',
    );
    expect(check(given({ Limits: { Depth: 1, depht: 1 } }))).toBe(
      'expected a parameter of fake:Make Limits, received "depht"; did you mean Depth?',
    );
    expect(check(given({ Steps: [{ Depth: 1, toString: "a" }] }))).toBe(
      'expected a parameter of fake:Make Steps.0, received "toString"',
    );
  });

  it("of a query protocol are texts however they are written, and else the caller's mistake", () => {
    const model = modelOf({ protocol: "query" });
    expect(check({ Name: "abc", Flag: "true" }, {}, model)).toBeNull();
    expect(check({ Name: 5 }, {}, model)).toMatch(/^ValidationError: 1 validation error detected/);
    expect(check(given({ Limits: "x" }), {}, model)).toBe(
      "expected an Object as fake:Make Limits, received x",
    );
  });
});

describe("a service with words of its own", () => {
  it("says itself what is missing, with a blank text as good as none", () => {
    const dialect: Dialect = {
      violations: null,
      blankIsMissing: true,
      missing: ({ operation, path }) => refused("Missing", `${operation} ${path.join("/")}`),
    };
    expect(check({}, dialect)).toBe("Missing: Make Name");
    expect(check({ Name: "" }, dialect)).toBe("Missing: Make Name");
    expect(check(given({ Steps: [{}] }), dialect)).toBe("Missing: Make Steps/0/Depth");
    expect(check(given({ Kind: "C", Names: [], Age: 100 }), dialect)).toBeNull();
    expect(check({ Age: "1" }, dialect)).toMatch(/^SerializationException/);
  });

  it("has a code of its own for violations", () => {
    expect(check({ Name: "A" }, { violations: "InvalidArgument" })).toMatch(/^InvalidArgument: 2 /);
  });
});

describe("corrections", () => {
  const corrected = (params: PlainObject, corrections: Corrections, asOf?: string) =>
    check(params, {}, modelOf().with(corrections), asOf);

  it("put recorded words, dated bounds and parameters of ours in place of the model's", () => {
    expect(corrected({ Name: "a" }, { shapes: { Name: { min: 1 } } })).toBeNull();
    expect(corrected({ Name: "AB" }, { patterns: [["a-z", "A-Z"]] })).toBeNull();
    expect(corrected({}, { required: { Make: [] } })).toBeNull();
    expect(corrected(given({ Kind: "C" }), { members: { "*": { Kind: "string" } } })).toBeNull();
    expect(corrected(given({ Ours: [1, {}] }), { members: { Make: { Ours: "any" } } })).toBeNull();
    expect(corrected(given({ Ours: 1 }), { members: { "*": { Ours: "any" } } })).toMatch(/Ours/);
  });

  it("hold from their day on", () => {
    const max = [
      { since: "2020-01-01", value: 3 },
      { since: "2025-01-01", value: 5 },
    ];
    const at = (asOf: string, name: string) =>
      corrected({ Name: name }, { shapes: { Name: { max } } }, asOf);
    expect(at("2024-12-31", "abc")).toBeNull();
    expect(at("2024-12-31", "abcd")).toMatch(/less than or equal to 3$/);
    expect(at("2025-01-01", "abcde")).toBeNull();
    expect(at("2025-01-01", "abcdef")).toMatch(/less than or equal to 5$/);
  });

  it("leave the model itself as it is", () => {
    const model = modelOf();
    model.with({ shapes: { Name: { min: 1 } } }).statusOf("Gone");
    expect(check({ Name: "a" }, {}, model)).toMatch(/greater than or equal to 2/);
  });
});

it("errors have the model's status, a common one, or the usual", () => {
  const model = modelOf().with({ errors: { Gone: { status: 410 }, Late: { status: 408 } } });
  const codes: Plain[] = ["Gone", "Late", "Broken", "InternalFailure", "toString", "Other"].map(
    (code) => model.statusOf(code),
  );
  expect(codes).toEqual([410, 408, 500, 500, 400, 400]);
});
