import type { Plain } from "@orrery/kernel";
import type { Draws, PlainObject } from "../frame.ts";

/** The parameters of TestState. */
export interface TestStateRequest {
  readonly definition: string;
  readonly roleArn?: string;
  readonly input?: string;
  readonly inspectionLevel?: "INFO" | "DEBUG" | "TRACE";
  readonly stateName?: string;
  readonly variables?: string;
  readonly context?: string;
  readonly mock?: Mock;
  readonly stateConfiguration?: StateConfiguration;
}

/** What stands in for the work of a state. */
export interface Mock {
  readonly result?: string;
  readonly errorOutput?: { readonly error?: string; readonly cause?: string };
  readonly fieldValidationMode?: "STRICT" | "PRESENT" | "NONE";
}

/** In what circumstances a state is tested. */
export interface StateConfiguration {
  readonly retrierRetryCount?: number;
  readonly errorCausedByState?: string;
  readonly mapIterationFailureCount?: number;
  readonly mapItemReaderData?: string;
}

/** What is not in the request. */
export interface TestStateFacts {
  readonly draws: Draws;
  /** Of the context object, where the request gives none. */
  readonly execution: { readonly id: string; readonly name: string; readonly startTime: string };
  readonly stateMachine: { readonly id: string; readonly name: string };
}

/** What the answer of an operation is made of. */
export type AnswerShape =
  | {
      readonly type: "structure";
      readonly members: Readonly<Record<string, AnswerShape>>;
      readonly required?: readonly string[];
    }
  | { readonly type: "list"; readonly member: AnswerShape }
  | { readonly type: "map"; readonly value: AnswerShape }
  | { readonly type: "string"; readonly values?: readonly string[] }
  | { readonly type: "number"; readonly least?: number; readonly most?: number }
  | { readonly type: "boolean" }
  /** Whatever else, or what was met before. */
  | { readonly type: "any" };

/** What became of a test. */
export type TestStateAnswer =
  /** AWS refuses the request. */
  | { readonly type: "refused"; readonly code: string; readonly message: string }
  | { readonly type: "tested"; readonly response: PlainObject }
  /** A Task without a mock: whoever calls does its work and tests again with the outcome. */
  | { readonly type: "asks"; readonly resource: string; readonly arguments: Plain };

/** The outcome of a Task's work. */
export type WorkOutcome =
  | { readonly type: "result"; readonly result: Plain }
  | { readonly type: "error"; readonly error: string | null; readonly cause: string | null };

/** Thrown within TestState alone. */
export class RequestRefusal extends Error {
  readonly code: string;

  constructor(code: string, message: string) {
    super(message);
    this.code = code;
  }
}

/** What most refusals are. */
export const validation = (message: string): RequestRefusal =>
  new RequestRefusal("ValidationException", message);
