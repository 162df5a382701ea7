import { describe, expect, it } from "vitest";
import { evaluate, placesOf, UnknownExpressionError } from "./reference.ts";
import type { Value } from "./value.ts";

const results: Readonly<Record<string, Value>> = {
  c1: {
    QueueUrl: "https://sqs.us-east-1.amazonaws.com/111111111111/orders",
    Policy: '{"Statement": [{"Sid": "b"}, {"Sid": "a"}]}',
    SequenceNumber: "18849496460467696128",
    Count: "12",
    "detail-type": "order",
    Tags: { "a.b": 1 },
    Text: "body  ",
  },
  c2: {
    Messages: [
      { Body: '{"n":1}', Id: "x" },
      { Body: '{"n":2}', Id: "y" },
    ],
    Groups: [{ Items: [1, 2] }, { Items: [3] }],
  },
  c3: {},
  "c4!error": { type: "ClientError", response: { Error: { Code: "InvalidParameterValue" } } },
};
const scope = {
  resultOf: (name: string): Value => results[name],
  now: Date.parse("2026-01-02T03:04:05Z"),
  region: "us-east-1",
};
const valueOf = (reference: string): Value => evaluate({ $: reference }, scope);

describe("a reference", () => {
  it.each<[string, Value]>([
    ["c2.Messages[0].Id", "x"],
    ["c2.Messages[-1].Id", "y"],
    ["c1.detail-type", "order"],
    ['c1.Tags["a.b"]', 1],
    ["c4!error.response.Error.Code", "InvalidParameterValue"],
    ["c3.Messages[0].Id", undefined],
    ["c9.Messages", undefined],
  ])("%s names a part of a result", (reference, value) => {
    expect(valueOf(reference)).toEqual(value);
  });

  it.each<[string, Value]>([
    ["c2.Messages|length", 2],
    ["c3.Messages|length", 0],
    ["c1.Count|int", 12],
    ["c1.SequenceNumber|int", 18849496460467696128n],
    ["c1.Policy|json.Statement[1].Sid", "a"],
    ["c1.Policy|json.Statement|length", 2],
    ["c1.Policy|json.Statement|sorted", [{ Sid: "a" }, { Sid: "b" }]],
    ['c1.QueueUrl|split("/")[-1]', "orders"],
    ['c1.QueueUrl|split("/")[-2]', "111111111111"],
    ['c1.QueueUrl|split("/")[-1]|split("r")[0]', "o"],
    ['c1.QueueUrl|endswith("/orders")', true],
    ['c1.QueueUrl|startswith("http:")', false],
    ['c1.detail-type|replace("or","bor")', "border"],
    ["c1.Text|rstrip()", "body"],
    ["c1.Text|read", "body  "],
    ["(c2.Messages|length+1)", 3],
    ["(c2.Messages|length-1)", 1],
    ["(utils.utcnow()-1 day, 0:00:00)", "2026-01-01T03:04:05.000Z"],
    ["(utils.utcnow()-0:06:00)", "2026-01-02T02:58:05.000Z"],
    ["utils.utcnow()|replace()", "2026-01-02T03:04:05.000Z"],
  ])("%s applies what follows the bar", (reference, value) => {
    expect(valueOf(reference)).toEqual(value);
  });

  it.each(["c1.Count|shuffled", "[0]", "(c1.Count+many)"])("%s is not known", (reference) => {
    expect(() => valueOf(reference)).toThrow(UnknownExpressionError);
  });
});

describe("an expression", () => {
  it("stands for itself where it refers to nothing", () => {
    const params = { a: [1, null, "x"], $LATEST: "b", FunctionName: "$LATEST" };
    expect(evaluate(params, scope)).toEqual(params);
    expect(evaluate({ $LATEST: "b" }, scope)).toEqual({ $LATEST: "b" });
  });

  it("is filled in inside lists, objects and templates", () => {
    expect(evaluate({ Entries: [{ Id: { $: "c2.Messages[0].Id" } }] }, scope)).toEqual({
      Entries: [{ Id: "x" }],
    });
    expect(evaluate({ $tpl: "⟦c2.Messages[1].Id⟧-⟦c1.Count⟧" }, scope)).toBe("y-12");
  });

  it("is filled in inside JSON in a text", () => {
    const policy = '{"arn": "sqs:\\u27e6c1.QueueUrl|split(\\"/\\")[-1]\\u27e7", "n": 1}';
    expect(evaluate(policy, scope)).toBe('{"arn": "sqs:orders", "n": 1}');
    expect(evaluate('{"p": "\\u27e6c1.Policy\\u27e7"}', scope)).toBe(
      JSON.stringify({ p: results.c1 && (results.c1 as { Policy: string }).Policy }).replace(
        '"p":',
        '"p": ',
      ),
    );
  });

  it("may be bytes", () => {
    expect(evaluate({ $bytes: "aé" }, scope)).toEqual(Uint8Array.of(0x61, 0xc3, 0xa9));
    expect(evaluate({ $b64: "kA==" }, scope)).toEqual(Uint8Array.of(0x90));
  });
});

describe("a star", () => {
  it("inside a list gives one item for each element", () => {
    expect(evaluate([{ $: "c2.Messages[*].Id" }], scope)).toEqual(["x", "y"]);
    expect(evaluate([{ Id: { $: "c2.Messages[*].Id" }, At: 0 }], scope)).toEqual([
      { Id: "x", At: 0 },
      { Id: "y", At: 0 },
    ]);
    expect(evaluate([{ $: "c2.Messages[*].Body|json.n" }, 3], scope)).toEqual([1, 2, 3]);
    expect(evaluate([{ $: "c3.Messages[*].Id" }], scope)).toEqual([]);
  });

  it("may follow a star", () => {
    expect(evaluate([{ $: "c2.Groups[*].Items[*]" }], scope)).toEqual([1, 2, 3]);
  });

  it("outside a list goes through its elements, the same for all that share it", () => {
    const params = { Id: { $: "c2.Messages[*].Id" }, Body: { $: "c2.Messages[*].Body" } };
    const calls = placesOf(params, scope).map((places) => evaluate(params, scope, places));
    expect(calls).toEqual([
      { Id: "x", Body: '{"n":1}' },
      { Id: "y", Body: '{"n":2}' },
    ]);
    expect(placesOf({ Id: { $: "c3.Messages[*].Id" } }, scope)).toEqual([]);
    expect(placesOf({ Id: 1 }, scope)).toHaveLength(1);
  });
});
