import { describe, expect, it } from "vitest";
import { evaluated, frameOf, passed, runState, stateWith } from "../test/run-state.ts";
import { complete } from "./flow/work.ts";
import { rescue } from "./flow/recovery.ts";
import { compiledExpression, ExpressionError } from "./jsonata/expression.ts";
import { log10, power } from "./jsonata/portable.ts";

const jsonata = { QueryLanguage: "JSONata" } as const;
const task = (fields: object) =>
  stateWith("Task", { ...jsonata, Resource: "arn:aws:states:::lambda:invoke", ...fields }, ["T"]);
const failed = (Output: unknown, input: unknown = {}) =>
  runState(stateWith("Pass", { ...jsonata, Output } as never), input as never);

describe("data in JSONata", () => {
  it("stepfunctions.jsonata.marks: only what stands between the marks is evaluated", () => {
    const Output = {
      a: "{% 1 + 1 %}",
      b: " {% 1 %}",
      c: "{%2%}",
      d: ["{% 'x' & 'y' %}", 3],
      "e.$": "$",
    };
    expect(passed({ ...jsonata, Output }, {})).toEqual({
      a: 2,
      b: " {% 1 %}",
      c: 2,
      d: ["xy", 3],
      "e.$": "$",
    });
  });

  it("stepfunctions.jsonata.states: input, context, result and errorOutput", () => {
    const Output = "{% $states %}";
    const context = { Execution: { Name: "run" }, State: { Name: "S" } };
    expect(passed({ ...jsonata, Output }, { a: 1 })).toEqual({ input: { a: 1 }, context });
    const state = task({ Output, Catch: [{ ErrorEquals: ["E"], Next: "T", Output }] });
    expect(complete(state, frameOf(1), [2])).toMatchObject({ output: { input: 1, result: [2] } });
    expect(rescue(state, frameOf(1), { error: "E", cause: "why" })).toMatchObject({
      output: { input: 1, errorOutput: { Error: "E", Cause: "why" } },
    });
    expect(evaluated("$states.input.list.id", { list: [{ id: 1 }, { id: 2 }] })).toEqual([1, 2]);
    expect(evaluated("$states.input.order.id", { order: { id: 1 } })).toBe(1);
    expect(evaluated("$states.context.State.Name")).toBe("S");
  });

  it("stepfunctions.jsonata.default-output: the result, the error or the input", () => {
    const state = task({ Catch: [{ ErrorEquals: ["States.ALL"], Next: "T" }] });
    expect(complete(state, frameOf(1), 2)).toMatchObject({ output: 2 });
    expect(rescue(state, frameOf(1), { error: "E", cause: "c" })).toMatchObject({
      output: { Error: "E", Cause: "c" },
    });
    expect(passed(jsonata, { a: 1 })).toEqual({ a: 1 });
  });

  it("stepfunctions.jsonata.assign: both see the variables as they were", () => {
    const variables = { values: { n: 1 }, bytes: 1, outer: null };
    const fields = { ...jsonata, Assign: { n: "{% $n + 1 %}" }, Output: "{% $n %}" };
    expect(runState(stateWith("Pass", fields), {}, { variables })).toMatchObject({
      output: 1,
      assigned: { n: 2 },
    });
  });

  it("stepfunctions.jsonata.functions: Step Functions' own, rounded down, and no newer operators", () => {
    expect(evaluated("$partition([1,2,3], 2.9)")).toEqual([[1, 2], [3]]);
    expect(evaluated("$range(0, 10.9, 3)")).toEqual([0, 3, 6, 9]);
    expect(evaluated("$hash('x', 'SHA-256')")).toMatch(/^[0-9a-f]{64}$/u);
    expect(evaluated(`$parse('{"a":[1]}')`)).toEqual({ a: [1] });
    expect(evaluated("$uuid()")).toBe("00000000-0000-4000-8000-000000000001");
    expect(evaluated("$random()")).toBe(0.5);
    expect(evaluated("$random(7) = $random(7)")).toBe(true);
    expect(failed("{% $eval('1') %}")).toMatchObject({ error: "States.QueryEvaluationError" });
    for (const text of ["$a ?? 1", "$a ?: 1"]) {
      expect(() => compiledExpression(text)).toThrow(ExpressionError);
    }
    expect(evaluated(`$match('a?:b', /(?:a\\?:)b/).match & "??"`)).toBe("a?:b??");
  });

  it("stepfunctions.jsonata.failures: are said by expression and field", () => {
    const begin = "An error occurred while executing the state 'S' (entered at the event id #2). ";
    const said = "The JSONata expression '$nobody' specified for the field 'Output/x'";
    expect(failed({ x: "{% $nobody %}" })).toEqual({
      type: "failed",
      error: "States.QueryEvaluationError",
      cause: `${begin}${said} returned nothing (undefined).`,
      evaluation: { location: "Output/x" },
    });
    expect(failed({ x: "{% 1() %}" })).toMatchObject({
      cause: expect.stringMatching(/threw an error during evaluation\. T1006: /u),
    });
    expect(failed("{% function($x){$x} %}")).toMatchObject({
      cause: expect.stringContaining("returned an unsupported result type."),
    });
    const fields = { ...jsonata, Choices: [{ Condition: "{% 1 %}", Next: "T" }], Default: "T" };
    expect(runState(stateWith("Choice", fields, ["T"]), {})).toMatchObject({
      cause: expect.stringContaining(
        "returned an unexpected result type. Expected 'boolean', but was 'number' for value: 1",
      ),
    });
  });

  it("stepfunctions.jsonata.time: what does not end is stopped", () => {
    const endless = "($f := function($n){ 1 + $f($n + 1) }; $f(0))";
    expect(failed(`{% ${endless} %}`)).toMatchObject({
      error: "States.QueryEvaluationError",
      cause: expect.stringContaining("D1011"),
    });
    expect(failed("{% $count([1..2000000]) %}")).toMatchObject({
      error: "States.QueryEvaluationError",
    });
  });

  it("stepfunctions.jsonata.same-everywhere: time and chance are the run's, powers exact", () => {
    expect(evaluated("$millis()")).toBe(Date.UTC(2026, 0, 1));
    expect(evaluated("$now()")).toBe("2026-01-01T00:00:00.000Z");
    expect(evaluated("$now('[Y]')")).toBe("2026");
    expect(evaluated("$shuffle([1,2,3])")).toEqual([1, 3, 2]);
    expect(evaluated("$power(2, 10)")).toBe(1024);
    expect([power(2, 0.5), power(10, -2), power(9, 1.5)]).toEqual([Math.sqrt(2), 0.01, 27]);
    expect([log10(1000), log10(999), log10(0.05)].map(Math.floor)).toEqual([3, 2, -2]);
    expect(evaluated("$formatNumber(0, '0.00e0')")).toBe("0.00e0");
  });

  it("leaves what it is given as it was, and no marks on what it gives", () => {
    const input = { list: [1, [2]], one: [5] };
    const frozen = deepFrozen(input);
    expect(evaluated("$states.input.one", frozen)).toEqual([5]);
    expect(evaluated("$states.input.list", frozen)).toEqual(input.list);
    expect(evaluated("$states.input.one[]", frozen)).toEqual([5]);
    const out = evaluated("$states.input.list[[0..1]]", frozen);
    expect(Object.keys(out as object)).toEqual(["0", "1"]);
    expect(failed("{% $states.input ~> |one|{'a':1}| %}", frozen)).toMatchObject({
      error: "States.QueryEvaluationError",
      cause: expect.stringContaining("It cannot be evaluated."),
    });
  });
});

function deepFrozen<Value>(value: Value): Value {
  if (typeof value !== "object" || value === null) return value;
  Object.values(value).forEach(deepFrozen);
  return Object.freeze(value);
}
