import type { Plain } from "@orrery/kernel";
import { numberOf, spelled } from "../../../request/params.ts";
import { refused, type PlainObject, type Refused } from "../../../service/refusal.ts";

/** A value, or why there is none. */
export type Checked<Value> = Value | Refused;

/** Whether a check ended in a refusal. No value that is checked has a `type` of this name. */
export const isRefused = <Value>(checked: Checked<Value>): checked is Refused =>
  typeof checked === "object" &&
  checked !== null &&
  !Array.isArray(checked) &&
  "type" in checked &&
  checked.type === "refused";

/** A required parameter is not there. */
export const missing = (name: string): Refused =>
  refused("MissingParameter", `The request must contain the parameter ${name}.`);

/** A parameter is wrong, in words of its own. */
export const invalid = (message: string): Refused => refused("InvalidParameterValue", message);

/** The value of a parameter is wrong, for a reason. */
export const invalidValue = (value: Plain | undefined, name: string, reason: string): Refused =>
  invalid(`Value ${spelled(value)} for parameter ${name} is invalid. Reason: ${reason}`);

/** A parameter that queues of the other type take. */
export const notOfThisType = (value: Plain, name: string): Refused =>
  invalidValue(value, name, "The request include parameter that is not valid for this queue type.");

/** An error of batch requests. */
export const batchError = (name: string, message: string): Refused =>
  refused(`AWS.SimpleQueueService.${name}`, message);

/** A number from `min` to `max`, or AWS's `reason` against it; `undefined` when it was left out. */
export function integerWithin(
  params: PlainObject,
  name: string,
  min: number,
  max: number,
  reason: string,
): Checked<number | undefined> {
  const value = numberOf(params[name]);
  if (value === undefined || (value >= min && value <= max)) return value;
  return invalidValue(value, name, reason);
}
