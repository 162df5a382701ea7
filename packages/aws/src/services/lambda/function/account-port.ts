import type { Tagged } from "@orrery/kernel";
import type { AccountInput, AccountReply, Denied } from "../protocol.ts";
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

/** Moves running invocations into the pool, or out of it where `by` is below 0. */
export function adjustPool(by: number, context: FunctionContext): void {
  context.consult(ports.account, 0, { type: "adjustConcurrency", by } as Tagged);
}

const release: AccountInput = Object.freeze({ type: "releaseConcurrency" });
