import { describe, expect, it } from "vitest";
import type { PlainObject } from "./frame.ts";
import { resourceOf } from "./resource.ts";
import { isUsable, refusalText } from "./validate/diagnostic.ts";
import { diagnosticsOf, readDefinition } from "./validate/validate.ts";

type Type = "STANDARD" | "EXPRESS";

const found = (definition: unknown, type: Type = "STANDARD") =>
  diagnosticsOf(typeof definition === "string" ? definition : JSON.stringify(definition), {
    type,
    resources: "arns",
  });
const errors = (definition: unknown, type?: Type) =>
  found(definition, type)
    .filter(({ severity }) => severity === "ERROR")
    .map(({ message, location }) => `${message} at ${location}`);
const flowOf = (states: PlainObject) => ({ StartAt: Object.keys(states)[0]!, States: states });
const ofState = (state: PlainObject, type?: Type) =>
  errors(flowOf({ S: state, T: { Type: "Succeed" } }), type).filter(
    (each) => !each.includes('"T" is not reachable'),
  );
const task = { Type: "Task", Resource: "arn:aws:states:::lambda:invoke", End: true };
const pass = { Type: "Pass", End: true };
const inner = (name: string) => flowOf({ [name]: pass });

describe("definitions", () => {
  it("stepfunctions.definition.top-level: StartAt and States, names that are short and unique", () => {
    expect(errors({})).toEqual(["These fields are required: [States, StartAt] at /"]);
    expect(errors({ ...inner("S"), Extra: 1 })).toEqual(["Field is not supported at /Extra"]);
    expect(errors({ ...inner("S"), TimeoutSeconds: 0 })).toHaveLength(1);
    expect(errors({ ...inner("S"), TimeoutSeconds: 99_999_999, Version: "1.0" })).toEqual([]);
    expect(errors(inner("x".repeat(80)))).toEqual([]);
    expect(errors(inner("x".repeat(81)))).toHaveLength(1);
    const twice = { Type: "Map", ItemProcessor: inner("S"), End: true };
    expect(ofState(twice)).toEqual(["Duplicate State name: S at /States/S/ItemProcessor/States/S"]);
  });

  it.each<[PlainObject, string]>([
    [{ Type: "Succeed", Parameters: {} }, "Parameters"],
    [{ Type: "Fail", ResultPath: "$.a" }, "ResultPath"],
    [{ ...pass, Retry: [] }, "Retry"],
    [{ ...pass, QueryLanguage: "JSONata", InputPath: "$" }, "InputPath"],
    [{ ...pass, Output: {} }, "Output"],
    [{ ...task, Result: {} }, "Result"],
    [{ Type: "Wait", Seconds: 1, End: true, ResultSelector: {} }, "ResultSelector"],
    [{ ...task, QueryLanguage: "JSONata", TimeoutSecondsPath: "$.a" }, "TimeoutSecondsPath"],
  ])("stepfunctions.definition.fields: %o", (state, field) => {
    expect(ofState(state)).toEqual([`Field is not supported at /States/S/${field}`]);
    const { [field]: _left, ...rest } = state;
    expect(ofState(rest)).toEqual([]);
  });

  it("stepfunctions.definition.one-of: one way to go on, to wait, and to give a field", () => {
    expect(ofState({ Type: "Pass" })).toEqual([
      "One of these fields is required: [Next, End] at /States/S",
    ]);
    const only = "Only one of these fields is allowed:";
    expect(ofState({ ...pass, Next: "T" })).toEqual([`${only} [Next, End] at /States/S`]);
    expect(ofState({ Type: "Wait", Seconds: 1, SecondsPath: "$.a", End: true })).toEqual([
      `${only} [Seconds, SecondsPath] at /States/S`,
    ]);
    expect(ofState({ Type: "Fail", Cause: "a", CausePath: "$.a" })).toHaveLength(1);
    expect(ofState({ Type: "Wait", End: true })).toHaveLength(1);
  });

  it("stepfunctions.definition.transitions: within the flow, to what is there, from somewhere", () => {
    const states = { pass1: { Type: "Pass", Next: "pass3" }, pass2: pass };
    const diagnostics = found(flowOf(states));
    expect(refusalText(diagnostics)).toBe(
      `Invalid State Machine Definition: 'MISSING_TRANSITION_TARGET: Missing 'Next' target: pass3 at /States/pass1/Next, MISSING_TRANSITION_TARGET: State "pass2" is not reachable. at /States/pass2'`,
    );
    const branch = flowOf({ B: { Type: "Pass", Next: "T" } });
    expect(ofState({ Type: "Parallel", Branches: [branch], Next: "T" })).toEqual([
      "Missing 'Next' target: T at /States/S/Branches[0]/States/B/Next",
    ]);
    const caught = { ...task, Catch: [{ ErrorEquals: ["E"], Next: "T" }] };
    expect(errors(flowOf({ S: caught, T: { Type: "Succeed" } }))).toEqual([]);
  });

  it("stepfunctions.definition.messages: code, words and path, in one text for a refusal", () => {
    const diagnostics = found(flowOf({ S: { Type: "Nothing", End: true } }));
    expect(diagnostics).toEqual([
      {
        severity: "ERROR",
        code: "SCHEMA_VALIDATION_FAILED",
        message:
          "The field 'Type' should have one of these values: [Task, Wait, Pass, Succeed, Fail, Choice, Parallel, Map]",
        location: "/States/S/Type",
      },
    ]);
    expect(refusalText(diagnostics)).toBe(
      "Invalid State Machine Definition: 'SCHEMA_VALIDATION_FAILED: The field 'Type' should have one of these values: [Task, Wait, Pass, Succeed, Fail, Choice, Parallel, Map] at /States/S/Type'",
    );
    expect(ofState({ Type: "Parallel", Branches: [], End: true })).toEqual([
      "Value cannot be empty at /States/S/Branches",
    ]);
    expect(ofState({ Type: "Wait", Timestamp: "tomorrow", End: true })).toEqual([
      "String does not match RFC3339 timestamp at /States/S/Timestamp",
    ]);
  });

  it.each<[PlainObject, string]>([
    [
      { ...task, Retry: [{ ErrorEquals: [] }] },
      "Value cannot be empty at /States/S/Retry[0]/ErrorEquals",
    ],
    [
      { ...task, Retry: [{ ErrorEquals: ["E"], BackoffRate: 0.5 }] },
      "Value must be greater than or equal to 1 at /States/S/Retry[0]/BackoffRate",
    ],
    [
      { ...task, Retry: [{ ErrorEquals: ["States.ALL", "E"] }] },
      "States.ALL must appear alone at /States/S/Retry[0]/ErrorEquals",
    ],
    [{ ...pass, InputPath: "no" }, "Value is not a JSONPath at /States/S/InputPath"],
    [{ ...pass, ResultPath: "$[*]" }, "Value is not a Reference Path at /States/S/ResultPath"],
    [
      { ...pass, Parameters: { "a.$": "States.Nothing()" } },
      "The value for the field 'a.$' must be a valid JSONPath or a valid intrinsic function call at /States/S/Parameters/a.$",
    ],
    [
      { ...pass, Parameters: { a: 1, "a.$": "$.a" } },
      "The field 'a' is there with and without '.$' at /States/S/Parameters/a.$",
    ],
    [{ ...task, Credentials: null }, "Expected value of type Object at /States/S/Credentials"],
    [
      { Type: "Choice", Choices: [{ Variable: "$.a", NumericEquals: "1", Next: "T" }] },
      "Expected value of type Number at /States/S/Choices[0]/NumericEquals",
    ],
    [
      { Type: "Choice", Choices: [{ And: [], Next: "T" }] },
      "Value cannot be empty at /States/S/Choices[0]/And",
    ],
    [{ Type: "Choice", Choices: [] }, "Value cannot be empty at /States/S/Choices"],
  ])("stepfunctions.definition.other-words: %o", (state, message) => {
    expect(ofState(state)).toEqual([message]);
  });

  it("stepfunctions.definition.not-json: in the words and at the place of AWS's parser", () => {
    const place = '[Source: (String)"not a definition"; line: 1, column: 4]';
    expect(found("not a definition")).toEqual([
      {
        severity: "ERROR",
        code: "INVALID_JSON_DESCRIPTION",
        message: `Unrecognized token 'not': was expecting (JSON String, Number, Array, Object or token 'null', 'true' or 'false')\n at ${place}`,
        location: place,
      },
    ]);
    expect(found('{\n "a": 1 "b"}')[0]!.location).toMatch(/line: 2, column: 10\]$/u);
    expect(found('{"a": [1, 2')[0]!.message).toMatch(/^Unexpected end-of-input/u);
    for (const text of ["", "  ", "[]", '"x"']) {
      expect(found(text)).toEqual([
        {
          severity: "ERROR",
          code: "SCHEMA_VALIDATION_FAILED",
          message: "Definition must be a valid JSON object",
          location: null,
        },
      ]);
    }
  });

  it("stepfunctions.definition.query-language: JSONata below JSONPath, not the other way", () => {
    const jsonata = { ...pass, QueryLanguage: "JSONata", Output: "{% 1 %}" };
    expect(ofState(jsonata)).toEqual([]);
    const lower = {
      ...flowOf({ S: { ...pass, QueryLanguage: "JSONPath" } }),
      QueryLanguage: "JSONata",
    };
    expect(errors(lower)).toEqual([
      "'QueryLanguage' can not be 'JSONPath' if set to 'JSONata' for whole state machine at /States/S",
    ]);
    expect(ofState({ ...jsonata, Output: "{% 1 + %}" })[0]).toMatch(/^The JSONata expression has/u);
  });

  it("stepfunctions.definition.warnings: are said and do not refuse", () => {
    const states = { S: { ...pass, Parameters: { a: "$.b" }, Result: { "c.$": "$.d" } } };
    const diagnostics = found(flowOf(states));
    expect(diagnostics.map(({ severity, code, location }) => [severity, code, location])).toEqual([
      ["WARNING", "NO_DOLLAR", "/States/S/Parameters/a"],
      ["WARNING", "PASS_RESULT_IS_STATIC", "/States/S/Result"],
    ]);
    expect(isUsable(diagnostics)).toBe(true);
  });

  it("stepfunctions.definition.integrations: what exists, and what Express takes", () => {
    const asking = (Resource: string, type?: Type) => ofState({ ...task, Resource }, type);
    expect(asking("arn:aws:states:::dynamodb:query")).toEqual([
      "The resource provided arn:aws:states:::dynamodb:query is not recognized. The value is not a valid resource ARN, or the resource is not available in this region. at /States/S/Resource",
    ]);
    expect(asking("arn:aws:states:::aws-sdk:dynamodb:query", "EXPRESS")).toEqual([]);
    expect(asking("arn:aws:states:::sqs:sendMessage.waitForTaskToken", "EXPRESS")).toEqual([
      "Express state machine does not support '.waitForTaskToken' service integration  at /States/S/Resource",
    ]);
    expect(asking("arn:aws:states:::states:startExecution.sync:2", "EXPRESS")).toEqual([
      "Express state machine does not support '.sync' service integration at /States/S/Resource",
    ]);
    expect(asking("arn:aws:states:::sqs:sendMessage.waitForTaskToken")).toEqual([]);
    expect(resourceOf("arn:aws:states:::aws-sdk:s3:getObject.waitForTaskToken")).toMatchObject({
      isSdk: true,
      service: "s3",
      action: "getObject",
      pattern: "waitForTaskToken",
    });
    expect(resourceOf("arn:aws:states:::states:startExecution.sync:2")).toMatchObject({
      pattern: "sync:2",
    });
    expect(resourceOf("arn:aws:lambda:eu-west-1:1:function:f:v")).toMatchObject({ type: "lambda" });
    expect(resourceOf("arn:aws:states:eu-west-1:1:activity:a")).toMatchObject({ type: "activity" });
  });

  it("stepfunctions.data.variable-names: have 80 characters at most, and are not states", () => {
    expect(ofState({ ...pass, Assign: { ok: 1, ["x".repeat(80)]: 2 } })).toEqual([]);
    for (const name of ["states", "x".repeat(81), "states.$"]) {
      expect(ofState({ ...pass, Assign: { [name]: "$.a" } })).toHaveLength(1);
    }
  });

  it("stepfunctions.definition.timeouts: in their range, the heartbeat shorter", () => {
    expect(ofState({ ...task, TimeoutSeconds: 0 })).toHaveLength(1);
    expect(ofState({ ...task, TimeoutSeconds: 5, HeartbeatSeconds: 5 })).toHaveLength(1);
    expect(ofState({ ...task, TimeoutSeconds: 5, HeartbeatSeconds: 4 })).toEqual([]);
  });

  it("stepfunctions.definition.distributed: its children's type, label and forms", () => {
    const mapWith = (config: PlainObject, rest: PlainObject = {}, type?: Type) =>
      ofState(
        {
          Type: "Map",
          ItemProcessor: { ...inner("I"), ProcessorConfig: config },
          End: true,
          ...rest,
        },
        type,
      );
    const config = { Mode: "DISTRIBUTED", ExecutionType: "EXPRESS" };
    expect(mapWith(config)).toEqual([]);
    expect(mapWith({ Mode: "DISTRIBUTED" })).toHaveLength(1);
    expect(mapWith(config, {}, "EXPRESS")).toHaveLength(1);
    expect(mapWith(config, { Label: "x".repeat(41) })).toHaveLength(1);
    const reader = (ReaderConfig: PlainObject) => ({
      ItemReader: { Resource: "arn:aws:states:::s3:getObject", ReaderConfig },
    });
    expect(mapWith(config, reader({ InputType: "CSV", MaxItems: 1 }))).toEqual([]);
    expect(mapWith(config, reader({ InputType: "XML" }))).toHaveLength(1);
    expect(mapWith(config, reader({ MaxItems: 1, MaxItemsPath: "$.a" }))).toHaveLength(1);
    expect(mapWith(config, { ItemBatcher: { MaxInputBytesPerBatch: 262_145 } })).toHaveLength(1);
  });

  it("is parsed into numbers", () => {
    const branch = flowOf({ B: { Type: "Pass", Next: "C" }, C: pass });
    const text = JSON.stringify(
      flowOf({ S: { Type: "Parallel", Branches: [branch, inner("D")], Next: "T" }, T: pass }),
    );
    const read = readDefinition(text, { type: "STANDARD", resources: "arns" });
    if (read.type !== "definition") throw new Error(refusalText(read.diagnostics));
    const { states, flows } = read.definition;
    expect(states.map(({ name, flow }) => [name, flow])).toEqual([
      ...[
        ["S", 0],
        ["T", 0],
      ],
      ...[
        ["B", 1],
        ["C", 1],
        ["D", 2],
      ],
    ]);
    expect(states[0]).toMatchObject({ branches: [1, 2], next: 1 });
    expect(states[2]).toMatchObject({ next: 3 });
    expect(flows.map(({ startAt, within }) => [startAt, within])).toEqual([
      ...[
        [0, null],
        [2, 0],
        [4, 0],
      ],
    ]);
  });
});
