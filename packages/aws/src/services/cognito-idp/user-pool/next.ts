import type { PlainObject, Refused } from "../../../service/refusal.ts";
import type { UserPoolSettings } from "../config.ts";
import type { PoolContext, Pool } from "./declarations.ts";
import type { Flow, Question } from "./state.ts";

/** An operation as it goes on: all of a flow but the question that it waits for. */
export type Going = Omit<Flow, "question" | "attempt">;

/** What comes next of an operation. */
export type Next = Asking | Answering | Refused;

/** A function is asked. Where the pool has none for it, the operation goes on with an empty response. */
export interface Asking {
  readonly type: "asking";
  readonly question: Question;
  readonly facts: PlainObject;
  /** The user, where that is known by now. */
  readonly user?: string;
}

/** The operation is done. */
export interface Answering {
  readonly type: "answering";
  readonly response: PlainObject;
}

/** A part of an operation. `response`: what the function filled in; empty where none was asked. */
export type Part = (pool: Pool, going: Going, response: PlainObject, context: PoolContext) => Next;

export const answering = (response: PlainObject): Answering => ({ type: "answering", response });

export const asking = (question: Question, facts: PlainObject, user?: string): Asking =>
  user === undefined
    ? { type: "asking", question, facts }
    : { type: "asking", question, facts, user };

/** The client of a request; `undefined`: there is none of that id, or an administrator asks without one. */
export const clientIn = ({ clients }: UserPoolSettings, id: string) =>
  clients.find((client) => client.id === id);

/** Whether a check ended in a refusal. */
export const isRefusal = (value: object): value is Refused =>
  "type" in value && value.type === "refused" && "code" in value;
