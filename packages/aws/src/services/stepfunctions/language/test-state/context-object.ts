import type { Plain } from "@orrery/kernel";
import { parseJson } from "../../../../text/json.ts";
import type { State } from "../definition.ts";
import type { PlainObject } from "../frame.ts";
import { validation, type TestStateFacts, type TestStateRequest } from "./request.ts";
import { givenName } from "./subject.ts";

/** What a context object may hold, and of which type. */
const sections: Readonly<Record<string, Readonly<Record<string, "string" | "number" | "any">>>> = {
  Execution: {
    Id: "string",
    Input: "any",
    Name: "string",
    RoleArn: "string",
    StartTime: "string",
    RedriveCount: "number",
    RedriveTime: "string",
  },
  State: { Name: "string", EnteredTime: "string", RetryCount: "number" },
  StateMachine: { Id: "string", Name: "string" },
  Task: { Token: "string" },
};

/** The context object that a request gives. @throws {RequestRefusal} for one that AWS refuses. */
export function givenContext(text: string | undefined): PlainObject {
  if (text === undefined) return {};
  const context = parseJson(text);
  if (typeof context !== "object" || context === null || Array.isArray(context)) {
    throw refused("Context object must be a JSON object");
  }
  for (const [name, section] of Object.entries(context as PlainObject)) checkSection(name, section);
  return context as PlainObject;
}

function checkSection(name: string, section: Plain): void {
  if (name === "Map") {
    throw refused("'Map' field is not supported when mocking a Context object");
  }
  const fields = Object.hasOwn(sections, name) ? sections[name]! : undefined;
  if (fields === undefined) throw refused(`Field '${name}' is not allowed`);
  if (typeof section !== "object" || section === null || Array.isArray(section)) {
    throw refused(`${name} must be an object`);
  }
  for (const [field, value] of Object.entries(section as PlainObject)) {
    const type = Object.hasOwn(fields, field) ? fields[field]! : undefined;
    if (type === undefined) throw refused(`Field '${field}' is not allowed`);
    if (type !== "any" && typeof value !== type) {
      throw refused(`${name}.${field} must be a ${type}`);
    }
  }
}

const refused = (why: string) => validation(`Invalid Context object provided: ${why}`);

/** The context object of a test, with what the request gives of it. */
export function contextOf(
  state: State,
  request: TestStateRequest,
  given: PlainObject,
  input: Plain,
  { execution, stateMachine }: TestStateFacts,
): PlainObject {
  const isRetriable = state.type === "Task" || state.type === "Map" || state.type === "Parallel";
  const usual: Readonly<Record<string, PlainObject>> = {
    Execution: {
      Id: execution.id,
      Input: input,
      Name: execution.name,
      RoleArn: request.roleArn ?? null,
      StartTime: execution.startTime,
    },
    StateMachine: { Id: stateMachine.id, Name: stateMachine.name },
    // AWS names the state so even where the request names it.
    State: {
      Name: givenName,
      EnteredTime: execution.startTime,
      ...(isRetriable ? { RetryCount: request.stateConfiguration?.retrierRetryCount ?? 0 } : {}),
    },
  };
  const names = new Set([...Object.keys(usual), ...Object.keys(given)]);
  return Object.fromEntries(
    [...names].map((name) => [name, { ...usual[name], ...(given[name] as PlainObject) }]),
  );
}
