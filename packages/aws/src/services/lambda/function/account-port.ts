import { after, seconds, type Send } from "@orrery/kernel";
import type { AccountInput } from "../protocol.ts";
import { ports, type FunctionContext } from "./declarations.ts";

/** The tag of what is told to the account for no invocation's sake. */
export const noEnvironment = -1;

// The account answers at once, and no scenario has a fault that strikes it.
const patience = seconds(1);

/** Asks the account's pool; `tag` is the environment that waits for its word. */
export const askAccount = (
  input: AccountInput,
  tag: number,
  { now }: FunctionContext,
): Send<AccountInput> => ({
  type: "send",
  port: ports.account,
  to: 0,
  input,
  tag,
  deadline: after(now, patience),
});

/** Gives a unit of the pool back. */
export const releaseConcurrency = (context: FunctionContext): Send<AccountInput> =>
  askAccount(release, noEnvironment, context);

/** Moves running invocations into the pool, or out of it where `by` is below 0. */
export const adjustPool = (by: number, context: FunctionContext): Send<AccountInput> =>
  askAccount({ type: "adjustConcurrency", by }, noEnvironment, context);

const release: AccountInput = Object.freeze({ type: "releaseConcurrency" });
