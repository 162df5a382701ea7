import { describe, expect, it } from "vitest";
import { frameOf, passed, runState, stateWith, valueOf } from "../test/run-state.ts";
import { complete, ask } from "./flow/work.ts";
import { rescue } from "./flow/recovery.ts";
import { noVariables, within } from "./frame.ts";
import { sizeOfJson } from "./size.ts";

const task = (fields: Record<string, unknown>) =>
  stateWith("Task", { Resource: "arn:aws:states:::lambda:invoke", ...fields }, ["T"]);
const input = { order: { id: 7, tags: ["a", "b"] }, rest: true };

describe("data in JSONPath", () => {
  it("stepfunctions.data.order: input, parameters, result, selector, path and output follow each other", () => {
    const state = task({
      InputPath: "$.order",
      Parameters: { "key.$": "$.id" },
      ResultSelector: { "found.$": "$.body" },
      ResultPath: "$.answer",
      OutputPath: "$.answer",
    });
    expect(ask(state, frameOf(input))).toMatchObject({ arguments: { key: 7 } });
    expect(complete(state, frameOf(input), { body: 1 })).toMatchObject({ output: { found: 1 } });
    const whole = task({ InputPath: "$.order", ResultPath: "$.answer" });
    expect(complete(whole, frameOf(input), 1)).toMatchObject({ output: { ...input, answer: 1 } });
    const dropped = task({ InputPath: null, ResultPath: null });
    expect(ask(dropped, frameOf(input))).toMatchObject({ arguments: {} });
    expect(complete(dropped, frameOf(input), 1)).toMatchObject({ output: input });
    expect(complete(task({ OutputPath: null }), frameOf(input), 1)).toMatchObject({ output: {} });
    expect(complete(task({}), frameOf(input), "new")).toMatchObject({ output: "new" });
  });

  it("stepfunctions.data.pass: a Pass gives its Result, or what it was given", () => {
    expect(passed({ Result: 1, Parameters: { a: 2 } }, input)).toBe(1);
    expect(passed({ Parameters: { a: 2 }, ResultPath: "$.made" }, input)).toEqual({
      ...input,
      made: { a: 2 },
    });
    expect(passed({ InputPath: "$.order", OutputPath: "$.tags[1]" }, input)).toBe("b");
    const ended = stateWith("Succeed", { InputPath: "$.order", OutputPath: "$.id" });
    expect(runState(ended, input)).toMatchObject({ output: 7, next: null });
  });

  it("stepfunctions.data.template: only members that end in .$ are evaluated", () => {
    const Parameters = {
      plain: "$.order",
      list: [1, { "first.$": "$.order.tags[0]" }],
      "name.$": "$$.Execution.Name",
      "variable.$": "$total.sum",
      "made.$": "States.Array($.rest)",
    };
    const variables = { values: { total: { sum: 3 } }, bytes: 0, outer: null };
    expect(passed({ Parameters }, input, { variables })).toEqual({
      plain: "$.order",
      list: [1, { first: "a" }],
      name: "run",
      variable: 3,
      made: [true],
    });
  });

  it("stepfunctions.data.reference-path: what is on the way is made, and what is not is shared", () => {
    const made = passed({ Result: 1, ResultPath: "$.a['b c'].d" }, input);
    expect(made).toEqual({ ...input, a: { "b c": { d: 1 } } });
    expect((made as typeof input).order).toBe(input.order);
    expect(passed({ Result: 1, ResultPath: "$.order.tags[1]" }, input)).toEqual({
      ...input,
      order: { id: 7, tags: ["a", 1] },
    });
    expect(input.order.tags).toEqual(["a", "b"]);
  });

  it("stepfunctions.data.missing: a miss is said by field, or by where the path ended", () => {
    const begin = "An error occurred while executing the state 'S' (entered at the event id #2). ";
    const failure = (fields: never) => runState(stateWith("Pass", fields), { a: { b: 1 } });
    expect(failure({ Parameters: { "x.$": "$.no" } } as never)).toMatchObject({
      error: "States.Runtime",
      cause: `${begin}The JSONPath '$.no' specified for the field 'x.$' could not be found in the input '{"a":{"b":1}}'`,
      evaluation: null,
    });
    expect(failure({ InputPath: "$.no" } as never)).toMatchObject({
      cause: `${begin}Invalid path '$.no' : No results for path: $['no']`,
    });
    expect(failure({ OutputPath: "$.a.c.d" } as never)).toMatchObject({
      cause: `${begin}Invalid path '$.a.c.d' : Missing property in path $['a']['c']`,
    });
  });

  it("stepfunctions.data.result-path-mismatch: nothing is put into what is no object", () => {
    const left = runState(stateWith("Pass", { Result: 1, ResultPath: "$.a" }), "text");
    expect(left).toMatchObject({
      error: "States.ResultPathMatchFailure",
      cause: expect.stringContaining('Unable to apply ReferencePath $.a to input "text"'),
    });
  });

  it.each([
    ["$.list[1:]", [2, 3]],
    ["$.list[0,2]", [1, 3]],
    ["$.list[-1]", 3],
    ["$.list[(@.length-1)]", 3],
    ["$.list[*]", [1, 2, 3]],
    ["$..id", [1, 2]],
    ["$.items[?(@.id > 1)].name", ["y"]],
    ["$.items[?(@.name == 'x' && @.id == 1)].id", [1]],
    ["$.items[?(@.name in ['y', 'z'])].id", [2]],
    ["$.items[?(@.name =~ /x|z/)].id", [1]],
    ["$.items[?(@.name == y)].id", [2]],
    ["$.items[?(@.id > 9)]", []],
    ["$['a-b']", 0],
    ["$.a-b", 0],
    ["$.items[0]['id','name']", [1, "x"]],
  ])("stepfunctions.data.paths: %s", (path, value) => {
    const items = [
      { id: 1, name: "x" },
      { id: 2, name: "y" },
    ];
    expect(valueOf(path, { list: [1, 2, 3], items, "a-b": 0 })).toEqual(value);
  });

  it("stepfunctions.data.path-functions: a length is known, a sum is not found", () => {
    expect(valueOf("$.list.length()", { list: [1, 2] })).toBe(2);
    expect(() => valueOf("$.list.sum()", { list: [1, 2] })).toThrow(/could not be found/u);
  });

  it("stepfunctions.data.null-input: a path over null fails", () => {
    expect(() => valueOf("$", null)).toThrow("Unable to apply Path transformation to null");
    expect(passed({}, null)).toBeNull();
  });

  it("stepfunctions.data.context: two dollars read the context object", () => {
    expect(valueOf("$$.State.Name")).toBe("S");
    expect(passed({ InputPath: "$$" }, {})).toMatchObject({ Execution: { Name: "run" } });
  });

  it("stepfunctions.data.variables: all are computed with the old values, and found from within", () => {
    const variables = { values: { a: 1, b: 2 }, bytes: 2, outer: null };
    const state = stateWith("Pass", { Assign: { "a.$": "$b", "b.$": "$a", c: 3 } });
    const left = runState(state, {}, { variables });
    expect(left).toMatchObject({
      assigned: { a: 2, b: 1, c: 3 },
      variables: { values: { a: 2, b: 1, c: 3 }, bytes: 3, outer: null },
    });
    const inner = within(variables);
    expect(valueOf("$a", {}, { variables: inner })).toBe(1);
    const set = runState(stateWith("Pass", { Assign: { d: 4 } }), {}, { variables: inner });
    expect(set).toMatchObject({ variables: { values: { d: 4 }, outer: variables } });
    expect(within(noVariables)).toBe(noVariables);
    const caught = task({
      Catch: [{ ErrorEquals: ["E"], Next: "T", Assign: { "e.$": "$.Error" } }],
    });
    expect(rescue(caught, frameOf({}), { error: "E", cause: null })).toMatchObject({
      assigned: { e: "E" },
    });
  });

  it("stepfunctions.data.assign-root: $ is the result, or the effective input", () => {
    const Assign = { "seen.$": "$" };
    const state = task({ Assign, ResultSelector: { other: 1 } });
    expect(complete(state, frameOf({}), { raw: 1 })).toMatchObject({
      assigned: { seen: { raw: 1 } },
    });
    expect(runState(stateWith("Pass", { Result: 5, Assign }), {})).toMatchObject({
      assigned: { seen: 5 },
    });
    const choice = stateWith("Choice", { InputPath: "$.a", Choices: [], Default: "T", Assign }, [
      "T",
    ]);
    expect(runState(choice, { a: 1 })).toMatchObject({ assigned: { seen: 1 } });
    expect(() => valueOf("$nobody")).toThrow(/\$nobody/u);
  });

  it("stepfunctions.data.variable-limits: of one Assign, and of all variables at once", () => {
    const assign = (size: number, variables = noVariables) =>
      runState(
        stateWith("Pass", { Assign: { "v.$": "$.text" } }),
        { text: "x".repeat(size) },
        { variables },
      );
    expect(assign(262_000)).toMatchObject({ variables: { bytes: 262_002 } });
    expect(assign(262_144)).toMatchObject({ error: "States.DataLimitExceeded" });
    const full = { values: { v: "y" }, bytes: 10_485_760, outer: null };
    expect(assign(1, full)).toMatchObject({ variables: { bytes: 10_485_760 } });
    expect(assign(2, full)).toMatchObject({ error: "States.DataLimitExceeded" });
    const around = { values: { w: "" }, bytes: 10_485_759, outer: null };
    expect(assign(1, within(around))).toMatchObject({ error: "States.DataLimitExceeded" });
  });

  it("stepfunctions.data.size: the bytes of the JSON text in UTF-8", () => {
    const values = [
      null,
      true,
      false,
      1.5,
      "",
      'a\n"\\\u0001',
      "äß€😀",
      [],
      [1, 2],
      {},
      { ä: [{}] },
    ];
    for (const value of values) {
      expect(sizeOfJson(value, Infinity)).toBe(Buffer.byteLength(JSON.stringify(value)));
    }
    expect(sizeOfJson(["x".repeat(50), "y".repeat(5_000_000)], 40)).toBeGreaterThan(40);
  });
});
