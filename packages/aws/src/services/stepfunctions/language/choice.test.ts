import type { Plain } from "@orrery/kernel";
import { describe, expect, it } from "vitest";
import { frameOf, runState, stateWith } from "../test/run-state.ts";
import { wait, waited } from "./flow/wait.ts";
import type { PlainObject } from "./frame.ts";

const others = ["Yes", "No"];

/** Where a Choice goes with one rule; "failed" where it fails. */
function picked(rule: PlainObject, input: Plain): string {
  const fields = { Choices: [{ ...rule, Next: "Yes" }], Default: "No" };
  const left = runState(stateWith("Choice", fields, others), input);
  return left.type === "failed" ? String(left.error) : left.next === 1 ? "Yes" : "No";
}

const waitState = (fields: PlainObject) => stateWith("Wait", fields);
const waitFor = (fields: PlainObject, input: Plain = {}) => wait(waitState(fields), frameOf(input));

describe("choices", () => {
  it("stepfunctions.choice.first: the first rule that holds, with its own Assign", () => {
    const rule = (value: number, Next: string) => ({
      Variable: "$.a",
      NumericEquals: value,
      Next,
      Assign: { rule: value },
    });
    const state = stateWith(
      "Choice",
      { Choices: [rule(1, "Yes"), rule(1, "No")], Default: "No", Assign: { rule: 0 } },
      others,
    );
    expect(runState(state, { a: 1 })).toMatchObject({ next: 1, assigned: { rule: 1 } });
    expect(runState(state, { a: 3 })).toMatchObject({ next: 2, assigned: { rule: 0 } });
  });

  it("stepfunctions.choice.none: no rule and no Default fails", () => {
    const rule = { Variable: "$.a", IsNull: true, Next: "Yes" };
    expect(runState(stateWith("Choice", { Choices: [rule] }, others), { a: 1 })).toMatchObject({
      error: "States.Runtime",
      cause:
        "An error occurred while executing the state 'S' (entered at the event id #2). Failed to transition out of the state. The state does not point to a next state.",
    });
  });

  it.each<[PlainObject, Plain, string]>([
    [{ StringEquals: "1" }, 1, "No"],
    [{ NumericEquals: 1 }, "1", "No"],
    [{ NumericLessThanEquals: 1 }, 1, "Yes"],
    [{ BooleanEquals: false }, false, "Yes"],
    [{ BooleanEquals: false }, 0, "No"],
    [{ StringLessThan: "\uff5e" }, "😀", "Yes"],
    [{ StringGreaterThan: "Z" }, "a", "Yes"],
    [{ TimestampGreaterThan: "2026-01-01T00:00:00Z" }, "2026-01-01T00:00:00-01:00", "Yes"],
    [{ NumericGreaterThanPath: "$.w" }, 4, "Yes"],
    [{ StringEqualsPath: "$.w" }, "3", "No"],
    [{ IsNumeric: false }, "1", "Yes"],
    [{ IsTimestamp: true }, "2026-01-01T00:00:00Z", "Yes"],
  ])("stepfunctions.choice.types: %o of %o", (rule, value, where) => {
    expect(picked({ Variable: "$.v", ...rule }, { v: value, w: 3 })).toBe(where);
  });

  it.each<[string, string, string]>([
    ["log-*.txt", "log-a.b.txt", "Yes"],
    ["*", "", "Yes"],
    ["a*b*c", "abc", "Yes"],
    ["a*bc*c", "abc", "No"],
    [String.raw`a\*`, "a*", "Yes"],
    [String.raw`a\*`, "ab", "No"],
    ["a?", "ab", "No"],
  ])("stepfunctions.choice.wildcard: %s and %s", (pattern, text, where) => {
    expect(picked({ Variable: "$.v", StringMatches: pattern }, { v: text })).toBe(where);
  });

  it("stepfunctions.choice.missing: is not present, and else fails; And and Or stop early", () => {
    const present = { Variable: "$.a", IsPresent: true };
    const test = { Variable: "$.a", NumericEquals: 1 };
    expect(picked(present, {})).toBe("No");
    expect(picked({ Not: present }, {})).toBe("Yes");
    expect(picked(test, {})).toBe("States.Runtime");
    expect(picked({ And: [present, test] }, {})).toBe("No");
    expect(picked({ Or: [{ Not: present }, test] }, {})).toBe("Yes");
    expect(picked({ Or: [present, test] }, {})).toBe("States.Runtime");
  });

  it.each<[string, string]>([
    ["2026-02-28T23:59:59.123456789Z", "Yes"],
    ["2024-02-29T00:00:00+05:30", "Yes"],
    ["2026-02-29T00:00:00Z", "No"],
    ["2026-01-01T24:00:00Z", "No"],
    ["2026-01-01 00:00:00Z", "No"],
    ["2026-01-01t00:00:00z", "No"],
    ["2026-01-01T00:00:00", "No"],
    ["2026-01-01", "No"],
  ])("stepfunctions.choice.timestamps: %s", (text, where) => {
    expect(picked({ Variable: "$.v", IsTimestamp: true }, { v: text })).toBe(where);
  });

  it("stepfunctions.choice.condition: JSONata decides, with the rule's Output", () => {
    const rule = { Condition: "{% $states.input.a > 1 %}", Next: "Yes", Output: "{% 'big' %}" };
    const fields = { QueryLanguage: "JSONata", Choices: [rule], Default: "No", Output: 0 };
    const state = stateWith("Choice", fields, others);
    expect(runState(state, { a: 2 })).toMatchObject({ next: 1, output: "big" });
    expect(runState(state, { a: 1 })).toMatchObject({ next: 2, output: 0 });
  });
});

describe("waiting", () => {
  it("stepfunctions.wait.until: seconds, or until a time; what has passed does not wait", () => {
    expect(waitFor({ Seconds: 10 })).toEqual({ type: "waiting", seconds: 10 });
    expect(waitFor({ Timestamp: "2026-01-01T00:01:00.5Z" })).toMatchObject({ seconds: 60.5 });
    expect(waitFor({ Timestamp: "2025-01-01T00:01:00Z" })).toMatchObject({ seconds: 0 });
    expect(waitFor({ Timestamp: "2099-01-01T00:00:00Z" })).toMatchObject({
      cause: expect.stringContaining("Wait state delay is too long."),
    });
    const expression = { QueryLanguage: "JSONata", Timestamp: "{% $states.input.t %}" };
    expect(waitFor(expression, { t: "2016-12-05 21:29:29Z" })).toMatchObject({
      error: "States.QueryEvaluationError",
      cause: expect.stringContaining(
        "The Timestamp field cannot be parsed as an ISO-8601 extended offset date-time format string: 2016-12-05 21:29:29Z",
      ),
      evaluation: { location: "Timestamp" },
    });
    expect(waited(waitState({ Seconds: 1, OutputPath: "$.a" }), frameOf({ a: 2 }))).toMatchObject({
      output: 2,
    });
  });

  it.each<[PlainObject, Plain, string]>([
    [{ SecondsPath: "$.x" }, {}, "does not reference an input value: $.x"],
    [{ SecondsPath: "$.x" }, { x: 1.5 }, "cannot be parsed as a long value: $.x == 1.5"],
    [{ SecondsPath: "$.x" }, { x: -1 }, "references a negative value: $.x == -1"],
    [
      { TimestampPath: "$.x" },
      { x: "soon" },
      "does not reference a valid ISO-8601 extended offset date-time format string: $.x == soon",
    ],
  ])("stepfunctions.wait.paths: %o of %o", (fields, input, words) => {
    expect(waitFor(fields, input)).toMatchObject({
      error: "States.Runtime",
      cause: expect.stringContaining(words),
    });
    expect(waitFor({ SecondsPath: "$.x" }, { x: 3 })).toMatchObject({ seconds: 3 });
  });

  it("stepfunctions.wait.numbers-in-texts: a whole number in a text is a number", () => {
    expect(waitFor({ SecondsPath: "$.x" }, { x: "3" })).toMatchObject({ seconds: 3 });
    expect(waitFor({ SecondsPath: "$.x" }, { x: "3s" })).toMatchObject({ error: "States.Runtime" });
  });
});
