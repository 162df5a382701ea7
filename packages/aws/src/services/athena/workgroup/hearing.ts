import type { Lost, Tagged } from "@orrery/kernel";
import type { CallReply } from "../../../service/call.ts";
import type { Flow, Handled } from "./declarations.ts";
import { fail, userFailure } from "./ending.ts";
import { hearConnector, hearList } from "./looking.ts";
import { hearChange } from "./writing.ts";

/** An operation was answered. */
export function hearCall(handled: Handled, body: Tagged | Lost, flow: Flow): void {
  const { query } = handled;
  const { stage, plan } = query;
  if (stage === "over") return;
  if (body.type === "lost") {
    const message = "INTERNAL_ERROR: A request of the query had no answer in time."; // Assumed: the words.
    return fail(handled, { message, category: 1, errorType: 100 }, flow);
  }
  const answer = body as CallReply; // The control plane gives no other.
  if (stage === "changing") return hearChange(handled, answer, flow);
  if (answer.type === "refused") {
    const { code, message } = answer;
    return fail(handled, userFailure(`${deniedBy(stage)}: ${message} (${code})`), flow);
  }
  if (answer.type !== "called") {
    const message = `${plan.subtype} needs ${answer.type === "notModeled" ? answer.what : answer.expected}`;
    return fail(handled, userFailure(message), flow);
  }
  if (stage === "looking") return hearList(handled, answer.response, flow);
  if (stage === "asking") return hearConnector(handled, answer.response, flow);
}

const deniedBy = (stage: string): string =>
  stage === "looking" ? "HIVE_FILESYSTEM_ERROR" : "GENERIC_USER_ERROR";
