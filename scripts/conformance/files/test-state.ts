import { testState } from "../../../packages/aws/src/services/stepfunctions/language/test-state/test-state.ts";
import type {
  TestStateAnswer,
  TestStateFacts,
  TestStateRequest,
} from "../../../packages/aws/src/services/stepfunctions/language/test-state/request.ts";
import { failed, passed, unsupported, type CaseFile, type Outcome } from "../outcome.ts";
import { Bindings, unify } from "../unify.ts";
import type { Value, ValueObject } from "../value.ts";

/** Each test has an execution and a machine of its own. */
const factsOf = (place: number): TestStateFacts => ({
  draws: { now: () => 0, uuid: () => "00000000-0000-4000-8000-000000000000", random: () => 0 },
  execution: {
    id: `arn:aws:states:us-east-1:111111111111:express:machine${place}:execution${place}`,
    name: `execution${place}`,
    startTime: "2026-01-01T00:00:00.000Z",
  },
  stateMachine: {
    id: `arn:aws:states:us-east-1:111111111111:stateMachine:machine${place}`,
    name: `machine${place}`,
  },
});

/** What functions of the cases return that a Task may ask by its own ARN, as JSON. */
const handlers: ReadonlyMap<string, Value> = new Map([["8d09ea60", "HelloWorld!"]]);

/**
 * TestState: each answer whole, or the refusal with its words. What a Task without a mock asks is
 * answered here only where it is a function by its own ARN.
 */
export const testStateAnswers: CaseFile = {
  name: "sfn_teststate",
  isComplete: false,
  run({ input, expected }): Outcome {
    const ops = input.ops as readonly ValueObject[];
    const bindings = new Bindings();
    const wanted = Object.values(expected as ValueObject);
    const handler = ops.find((each) => "handlerId" in each)?.handlerId;
    let place = 0;
    for (const op of ops) {
      if (op.call !== "stepfunctions.test_state") continue;
      if (op.expectError === "Exception" && isEmptyName(op.params)) {
        return unsupported("is refused by boto3 itself, before any request");
      }
      const answer = answerTo(requestOf(op.params), factsOf(place), handler);
      if (answer.type === "asks") return unsupported(`asks ${answer.resource}`);
      const found = unify(withoutMetadata(wanted[place]), shown(answer, wanted[place]), bindings);
      if (found !== undefined) {
        return failed(`${found.path} must be ${found.expected}: received ${found.received}`);
      }
      place += 1;
    }
    return passed;
  },
};

/** The request, with a role and ids where the case has a mark. */
function requestOf(params: Value): TestStateRequest {
  const text = JSON.stringify(params)
    .replaceAll("snf_role_arn", "arn:aws:iam::111111111111:role/role")
    .replace(/(?<=")uid(\d{5})(?=\\")/gu, "00000000-0000-4000-8000-0000000$1");
  // The parameters are those of the operation.
  return JSON.parse(text) as TestStateRequest;
}

const isEmptyName = (params: Value): boolean => (params as ValueObject).stateName === "";

function answerTo(
  request: TestStateRequest,
  facts: TestStateFacts,
  handler: Value,
): TestStateAnswer {
  const answer = testState(request, facts);
  const result = typeof handler === "string" ? handlers.get(handler) : undefined;
  if (answer.type !== "asks" || typeof result !== "string") return answer;
  return testState(request, facts, { type: "result", result });
}

function withoutMetadata(value: Value): Value {
  const { ResponseMetadata: _metadata, ...rest } = value as ValueObject;
  return rest;
}

/** A refusal as the case keeps it: by name and text, or as the client shows it. */
function shown(answer: Exclude<TestStateAnswer, { type: "asks" }>, wanted: Value): Value {
  if (answer.type === "tested") return answer.response;
  const { code, message } = answer;
  if ("exception_typename" in (wanted as ValueObject)) {
    const said = `An error occurred (${code}) when calling the TestState operation: ${message}`;
    return { exception_typename: code, exception_value: said };
  }
  return { Error: { Code: code, Message: message }, message };
}
