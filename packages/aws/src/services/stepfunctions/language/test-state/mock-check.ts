import type { Plain } from "@orrery/kernel";
import { parseJson } from "../../../../text/json.ts";
import type { State, TaskState } from "../definition.ts";
import type { PlainObject } from "../frame.ts";
import { answerShape } from "./answer-shape.ts";
import { RequestRefusal, validation } from "./request.ts";
import type { AnswerShape, Mock, TestStateRequest } from "./request.ts";

/** Checks that a mock goes together with the rest of the request. @throws {RequestRefusal} */
export function checkMock(request: TestStateRequest, state: State): void {
  const { mock, stateConfiguration: configuration } = request;
  if (mock === undefined) {
    checkWithoutMock(request, state);
    return;
  }
  if (state.type !== "Task" && state.type !== "Map" && state.type !== "Parallel") {
    throw validation(`State type '${state.type}' is not supported when a mock is specified`);
  }
  if (configuration?.errorCausedByState !== undefined && mock.errorOutput === undefined) {
    throw validation(
      "TestState does not support ErrorCausedByState when a mocked error is not specified.",
    );
  }
}

/** A mock has a result or an error. */
export function checkMockFields(mock: Mock | undefined): void {
  if (mock?.result === undefined || mock.errorOutput === undefined) return;
  throw validation(
    "A test mock should have only one of the following fields: [result, errorOutput].",
  );
}

function checkWithoutMock(request: TestStateRequest, state: State): void {
  const configuration = request.stateConfiguration ?? {};
  for (const [field, value] of Object.entries(configuration)) {
    if (value === undefined) continue;
    const name = `${field[0]!.toUpperCase()}${field.slice(1)}`;
    throw validation(`TestState does not support ${name} when a mock is not specified.`);
  }
  if (request.context !== undefined) {
    throw validation("TestState does not support Context when a mock is not specified.");
  }
  if (state.type === "Task" && isLong(state)) {
    throw new RequestRefusal(
      "InvalidDefinition",
      "TestState API does not support Activity tasks, or the .sync and .waitForTaskToken service integration patterns, when a mock is not specified.",
    );
  }
  if (state.type !== "Map" && state.type !== "Parallel") return;
  throw new RequestRefusal(
    "InvalidDefinition",
    "TestState API does not support Map or Parallel states. Supported state types include: [Task, Wait, Pass, Succeed, Fail, Choice]",
  );
}

/** Whether a Task waits for more than an answer. */
const isLong = ({ resource }: TaskState): boolean =>
  resource.type === "activity" ||
  (resource.type === "integration" && resource.pattern !== "requestResponse");

/** The result that a mock gives. @throws {RequestRefusal} where it cannot be one of the state's. */
export function mockedResult(mock: Mock & { readonly result: string }, state: State): Plain {
  const result = parseJson(mock.result);
  if (result === undefined) throw validation("Mocked result must be valid JSON");
  if (state.type === "Parallel") {
    if (!Array.isArray(result)) throw validation("Mocked result must be an array.");
    if (result.length !== state.branches.length) {
      throw validation(
        "Mocked result must contain the same number of items as number of Parallel branches.",
      );
    }
  } else if (state.type === "Map" && state.resultWriter === undefined) {
    if (!Array.isArray(result)) throw validation("Mocked result must be an array.");
  } else if (state.type === "Map") {
    if (!isObject(result)) throw validation("Mocked result must be a JSON object.");
  } else if (state.type === "Task" && state.resource.type === "integration") {
    const mode = mock.fieldValidationMode ?? "STRICT";
    const shape = answerShape(state.resource.service, state.resource.action);
    if (mode !== "NONE" && shape !== undefined) checkShape("", result, shape, mode === "STRICT");
  }
  return result;
}

const isObject = (value: Plain): value is PlainObject =>
  typeof value === "object" && value !== null && !Array.isArray(value);

const faulty = (field: string, what: string) =>
  validation(`Mock result schema validation error: Field '${field}' ${what}`);

/** Checks what is known of a field; what AWS's model does not have is let pass. */
function checkShape(field: string, value: Plain, shape: AnswerShape, isStrict: boolean): void {
  switch (shape.type) {
    case "structure":
      if (!isObject(value)) throw faulty(field, "must be an object");
      for (const [name, member] of Object.entries(shape.members)) {
        if (Object.hasOwn(value, name)) checkShape(name, value[name]!, member, isStrict);
        else if (isStrict && shape.required?.includes(name) === true) {
          throw faulty(name, "is required");
        }
      }
      return;
    case "list":
      if (!Array.isArray(value)) throw faulty(field, "must be an array");
      for (const each of value as readonly Plain[]) checkShape(field, each, shape.member, isStrict);
      return;
    case "map":
      if (!isObject(value)) throw faulty(field, "must be an object");
      for (const each of Object.values(value)) checkShape(field, each, shape.value, isStrict);
      return;
    case "string":
      if (typeof value !== "string") throw faulty(field, "must be a string");
      if (shape.values?.includes(value) === false) throw faulty(field, "is not an expected value");
      return;
    case "number":
      if (typeof value !== "number") throw faulty(field, "must be a number");
      if (shape.most !== undefined && value > shape.most) {
        throw faulty(field, "exceeds the maximum value");
      }
      if (shape.least !== undefined && value < shape.least) {
        throw faulty(field, "is less than the minimum value");
      }
      return;
    case "boolean":
      if (typeof value !== "boolean") throw faulty(field, "must be a boolean");
      return;
    case "any":
      return;
  }
}
