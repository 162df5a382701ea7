import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, it } from "vitest";
import { caseFiles } from "../case-files.ts";
import { passed, unsupported } from "../outcome.ts";
import type { Value, ValueObject } from "../value.ts";

const outcomeOf = (file: string, input: ValueObject, expected: Value, folder = "") =>
  caseFiles(folder).named(file).run({ id: "x", source: "here", input, expected });

/** The same case passes with the true answer and fails with another. */
function tells(file: string, input: ValueObject, truth: Value, lie: Value): void {
  expect(outcomeOf(file, input, truth)).toEqual(passed);
  expect(outcomeOf(file, input, lie)).toMatchObject({ status: "failed" });
}

const definition = { StartAt: "S", States: { S: { Type: "Pass", OutputPath: "$.a", End: true } } };

it("expressions are told apart by the output of the execution", () => {
  tells(
    "sfn_expr",
    { definition, input: { a: { b: 1 } } },
    { output: { b: 1 } },
    { output: { b: 2 } },
  );
  const events = (output: Value) => ({
    history: {
      events: [{ type: "ExecutionSucceeded", executionSucceededEventDetails: { output } }],
    },
  });
  tells("sfn_expr", { definition, input: { a: 1 } }, events("1"), events("2"));
});

it("diagnostics are told apart by every word", () => {
  const op = { call: "x", params: { definition: "{}", type: "STANDARD" } };
  const answer = (message: string) => ({
    validation_response: {
      result: "FAIL",
      diagnostics: [
        { severity: "ERROR", code: "SCHEMA_VALIDATION_FAILED", message, location: "/" },
      ],
    },
  });
  const truth = answer("These fields are required: [States, StartAt]");
  tells("sfn_validation", { ops: [op] }, truth, answer("These fields are required: [States]"));
});

it("definitions are told apart by whether they are valid", () => {
  tells("asl_validation", { text: "{}" }, { valid: false }, { valid: true });
  tells("asl_real", { definition }, { accepted: true }, { accepted: false });
});

it("JSONata is told apart by its result or error, over documents that cases share", () => {
  tells("jsonata", { expr: "1 + 1" }, { result: 2 }, { result: 3 });
  tells("jsonata", { expr: "none" }, { undefined: true }, { result: null });
  tells("jsonata", { expr: "'a' + 1" }, { code: "T2001" }, { code: "T2002" });
  const folder = mkdtempSync(join(tmpdir(), "cases-"));
  try {
    writeFileSync(join(folder, "jsonata.json"), '{"datasets":{"one":{"a":5}}}');
    const input = { expr: "a", dataset: "one" };
    expect(outcomeOf("jsonata", input, { result: 5 }, join(folder, "files"))).toEqual(passed);
  } finally {
    rmSync(folder, { recursive: true });
  }
});

it("TestState is told apart by its answers, and by the words of its refusals", () => {
  const test = (params: ValueObject) => ({ ops: [{ call: "stepfunctions.test_state", params }] });
  const state = (written: ValueObject) => ({ definition: JSON.stringify(written) });
  const answer = (output: string) => ({ response: { status: "SUCCEEDED", output } });
  const pass = test({ ...state({ Type: "Pass", End: true }), input: '{"a":1}' });
  tells("sfn_teststate", pass, answer('{"a":1}'), answer('{"a":2}'));
  const mocked = test({ ...state({ Type: "Succeed" }), mock: { result: "1" } });
  const refusal = (Message: string) => ({
    error: { Error: { Code: "ValidationException", Message }, message: Message },
  });
  const words = "State type 'Succeed' is not supported when a mock is specified";
  tells("sfn_teststate", mocked, refusal(words), refusal("No"));
  const task = { Type: "Task", Resource: "arn:aws:states:::sqs:sendMessage", End: true };
  expect(outcomeOf("sfn_teststate", test(state(task)), { response: {} })).toEqual(
    unsupported("asks arn:aws:states:::sqs:sendMessage"),
  );
});
