import type { AccountInput, AccountReply } from "../protocol.ts";
import { ports, type PipeContext } from "./declarations.ts";

/** Asks the account's quota about this pipe. */
export function askAccount(type: AccountInput["type"], context: PipeContext): AccountReply {
  const asked: AccountInput = { type, pipe: context.settings.pipe };
  return context.consult(ports.account, 0, asked) as AccountReply; // It gives no other.
}
