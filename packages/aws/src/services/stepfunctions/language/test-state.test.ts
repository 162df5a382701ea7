import { describe, expect, it } from "vitest";
import type { PlainObject } from "./frame.ts";
import type { TestStateFacts, TestStateRequest, WorkOutcome } from "./test-state/request.ts";
import { testState } from "./test-state/test-state.ts";

const facts: TestStateFacts = {
  draws: { now: () => 0, uuid: () => "id", random: () => 0 },
  execution: { id: "arn:execution", name: "execution", startTime: "2026-01-01T00:00:00.000Z" },
  stateMachine: { id: "arn:machine", name: "machine" },
};
const tested = (state: PlainObject, rest: Partial<TestStateRequest> = {}, work?: WorkOutcome) =>
  testState({ definition: JSON.stringify(state), input: '{"a":1}', ...rest }, facts, work);
const refused = (message: string, code = "ValidationException") => ({
  type: "refused",
  code,
  message,
});
const task = { Type: "Task", Resource: "arn:aws:states:::lambda:invoke", End: true };
const events = { ...task, Resource: "arn:aws:states:::events:putEvents" };
const mocked = (result: unknown) => ({ mock: { result: JSON.stringify(result) } });

describe("TestState", () => {
  it("stepfunctions.test-state.levels: more from DEBUG on, by type of state", () => {
    const pass = { Type: "Pass", InputPath: "$.a", ResultPath: "$.b", Next: "There" };
    const output = '{"a":1,"b":1}';
    expect(tested(pass)).toEqual({
      type: "tested",
      response: { status: "SUCCEEDED", output, nextState: "There" },
    });
    expect(tested(pass, { inspectionLevel: "DEBUG" })).toMatchObject({
      response: {
        inspectionData: {
          input: '{"a":1}',
          afterInputPath: "1",
          afterParameters: "1",
          afterResultSelector: "1",
          afterResultPath: output,
        },
      },
    });
    const asked = tested(task, { inspectionLevel: "TRACE" });
    expect(asked).toEqual({ type: "asks", resource: task.Resource, arguments: { a: 1 } });
    const done = tested(task, { inspectionLevel: "TRACE" }, { type: "result", result: 5 });
    expect(done).toMatchObject({ response: { output: "5", inspectionData: { result: "5" } } });
    const failing = { Type: "Fail", Error: "E", Cause: "why" };
    expect(tested(failing)).toMatchObject({
      response: { status: "FAILED", error: "E", cause: "why" },
    });
  });

  it("stepfunctions.test-state.mocks: stand in for the work, and are checked", () => {
    const guarded = {
      ...task,
      Retry: [{ ErrorEquals: ["R"], IntervalSeconds: 3, MaxAttempts: 2 }],
      Catch: [{ ErrorEquals: ["States.ALL"], Next: "Rescue" }],
    };
    const failing = (error: string, retrierRetryCount = 0) =>
      tested(guarded, {
        inspectionLevel: "DEBUG",
        mock: { errorOutput: { error, cause: "c" } },
        stateConfiguration: { retrierRetryCount },
      });
    expect(failing("R", 1)).toMatchObject({
      response: {
        status: "RETRIABLE",
        inspectionData: { errorDetails: { retryIndex: 0, retryBackoffIntervalSeconds: 6 } },
      },
    });
    expect(failing("R", 2)).toMatchObject({
      response: {
        status: "CAUGHT_ERROR",
        nextState: "Rescue",
        output: '{"Error":"R","Cause":"c"}',
        inspectionData: { errorDetails: { catchIndex: 0 } },
      },
    });
    expect(tested(task, { mock: { result: "1", errorOutput: {} } })).toEqual(
      refused("A test mock should have only one of the following fields: [result, errorOutput]."),
    );
    expect(tested({ Type: "Pass", End: true }, mocked(1))).toEqual(
      refused("State type 'Pass' is not supported when a mock is specified"),
    );
    expect(tested(events, mocked({ Entries: [{ EventId: 1 }] }))).toEqual(
      refused("Mock result schema validation error: Field 'EventId' must be a string"),
    );
    expect(tested(events, mocked({ Unknown: 1 }))).toMatchObject({ type: "tested" });
    expect(tested(task, { ...mocked({}), context: '{"Map":{}}' })).toEqual(
      refused(
        "Invalid Context object provided: 'Map' field is not supported when mocking a Context object",
      ),
    );
    expect(tested(task, { ...mocked({}), context: '{"Execution":{"Id":1}}' })).toEqual(
      refused("Invalid Context object provided: Execution.Id must be a string"),
    );
    for (const Resource of [
      "arn:aws:states:us-east-1:111111111111:activity:a",
      "arn:aws:states:::sqs:sendMessage.waitForTaskToken",
    ]) {
      expect(tested({ ...task, Resource })).toMatchObject({ code: "InvalidDefinition" });
      expect(tested({ ...task, Resource }, mocked({}))).not.toMatchObject({
        code: "InvalidDefinition",
      });
    }
    const parallel = {
      Type: "Parallel",
      Branches: [{ StartAt: "B", States: { B: { Type: "Succeed" } } }],
      End: true,
    };
    expect(tested(parallel)).toMatchObject({ code: "InvalidDefinition" });
    expect(tested(parallel, mocked([1, 2]))).toMatchObject({
      message:
        "Mocked result must contain the same number of items as number of Parallel branches.",
    });
  });

  it("fails a Map whose iterations fail too often", () => {
    const processor = {
      ProcessorConfig: { Mode: "DISTRIBUTED", ExecutionType: "STANDARD" },
      StartAt: "I",
      States: { I: { Type: "Pass", End: true } },
    };
    const map = { Type: "Map", ItemsPath: "$.a", ItemProcessor: processor, End: true };
    const run = (fields: PlainObject, mapIterationFailureCount: number) =>
      tested(
        { ...map, ...fields },
        {
          input: '{"a":[1,2,3]}',
          ...mocked([1, 1, 1]),
          stateConfiguration: { mapIterationFailureCount },
        },
      );
    expect(run({ ToleratedFailureCount: 1 }, 1)).toMatchObject({
      response: { status: "SUCCEEDED" },
    });
    expect(run({ ToleratedFailureCount: 1 }, 2)).toMatchObject({
      response: { status: "FAILED", error: "States.ExceedToleratedFailureThreshold" },
    });
    expect(run({ ToleratedFailurePercentage: 33 }, 1)).toMatchObject({
      response: { status: "FAILED" },
    });
    expect(run({ ToleratedFailurePercentage: 34 }, 1)).toMatchObject({
      response: { status: "SUCCEEDED" },
    });
    expect(tested(map, { stateConfiguration: { mapIterationFailureCount: 1 } })).toEqual(
      refused("TestState does not support MapIterationFailureCount when a mock is not specified."),
    );
  });

  it("finds a state by its name, also within others, and refuses what is no definition", () => {
    const inner = { StartAt: "I", States: { I: { Type: "Pass", Result: 7, End: true } } };
    const whole = {
      StartAt: "S",
      States: { S: { Type: "Parallel", Branches: [inner], End: true } },
    };
    expect(tested(whole, { stateName: "I" })).toMatchObject({ response: { output: "7" } });
    expect(tested(whole, { stateName: "X" })).toEqual(refused("State not found in definition"));
    expect(tested({ Type: "Nothing" })).toMatchObject({ code: "InvalidDefinition" });
  });

  it("stepfunctions.test-state.rest: a given context is completed, and STRICT asks for what is required", () => {
    const Output = "{% $states.context %}";
    const state = { ...task, QueryLanguage: "JSONata", Output };
    const context = '{"Execution":{"Name":"mine"},"Task":{"Token":"t"}}';
    const answer = tested(state, { ...mocked({}), context });
    const output = (answer as unknown as { response: { output: string } }).response.output;
    expect(JSON.parse(output)).toMatchObject({
      Execution: { Id: "arn:execution", Name: "mine" },
      State: { Name: "StateName", RetryCount: 0 },
      Task: { Token: "t" },
    });
    const start = { ...task, Resource: "arn:aws:states:::states:startExecution" };
    expect(tested(start, mocked({}))).toEqual(
      refused("Mock result schema validation error: Field 'ExecutionArn' is required"),
    );
    const present = { mock: { result: "{}", fieldValidationMode: "PRESENT" } } as const;
    expect(tested(start, present)).toMatchObject({ type: "tested" });
  });
});
