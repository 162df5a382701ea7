import { refused, type PlainObject, type Refused } from "../../../service/refusal.ts";
import type { Step } from "../../../service/service-model.ts";

/** A value, or why there is none. */
export type Checked<Value> = Value | Refused;

/** Whether a check ended in a refusal. */
export const isRefused = <Value>(checked: Checked<Value>): checked is Refused =>
  typeof checked === "object" &&
  checked !== null &&
  "type" in checked &&
  checked.type === "refused" &&
  "code" in checked;

export const invalid = (message: string): Refused => refused("ValidationError", message);
export const noBalancer = (arn: string): Refused =>
  refused("LoadBalancerNotFound", `Load balancer '${arn}' not found`);
export const noGroup: Refused = refused(
  "TargetGroupNotFound",
  "One or more target groups not found",
);
export const noListener: Refused = refused("ListenerNotFound", "One or more listeners not found");
export const noRule: Refused = refused("RuleNotFound", "One or more rules not found");

/** A response that is there at once. */
export const respond = (response: PlainObject = {}): Step => ({ type: "respond", response });
