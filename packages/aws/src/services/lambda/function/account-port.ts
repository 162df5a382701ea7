import type { Tagged } from "@orrery/kernel";
import type {
  AccountInput,
  AccountReply,
  Denied,
  FunctionEffect,
  FunctionReply,
  ProvisionedState,
} from "../protocol.ts";
import { ports, type FunctionContext } from "./declarations.ts";

/** What the account's pool says to a question, within the event: `null` is yes. */
export function askAccount(question: AccountInput, context: FunctionContext): Denied | null {
  const answer = context.consult(ports.account, 0, question) as AccountReply; // It gives no other.
  return answer.type === "denied" ? answer : null;
}

/** Gives a unit of the pool back. */
export function releaseConcurrency(context: FunctionContext): void {
  context.consult(ports.account, 0, release);
}

/** Says to the function of a version that a provisioned environment begins an invocation, or ends it. */
export function tellProvisioned(by: 1 | -1, context: FunctionContext): void {
  context.consult(ports.account, 0, by === 1 ? begins : ends);
}

const begins = Object.freeze({ type: "adjustProvisioned", by: 1 } as const);
const ends = Object.freeze({ type: "adjustProvisioned", by: -1 } as const);

/** Moves running invocations into the pool, or out of it where `by` is below 0. */
export function adjustPool(by: number, context: FunctionContext): void {
  context.consult(ports.account, 0, { type: "adjustConcurrency", by } as Tagged);
}

/** Answers what was asked of a function that is no invocation: whoever asked knows what answers that has. */
export const answerTo = (
  { request }: FunctionContext,
  body: AccountReply | ProvisionedState,
): FunctionEffect => ({ type: "reply", to: request, body: body as Tagged as FunctionReply });

const release: AccountInput = Object.freeze({ type: "releaseConcurrency" });
