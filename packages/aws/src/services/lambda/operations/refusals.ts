import {
  refused,
  type NotModeled,
  type PlainObject,
  type Refused,
} from "../../../service/refusal.ts";

/** A value, or why there is none. */
export type Checked<Value> = Value | Refused | NotModeled;

/** Whether a check ended in a no. No value that is checked has a `type` of these names. */
export const isRefused = <Value>(checked: Checked<Value>): checked is Refused | NotModeled =>
  typeof checked === "object" &&
  checked !== null &&
  "type" in checked &&
  (checked.type === "refused" || checked.type === "notModeled");

/** A refusal in the shape that Lambda gives its errors. */
export const lambdaRefusal = (code: string, message: string, details: PlainObject = {}): Refused =>
  refused(code, message, { Type: "User", ...details });

/** What Lambda says of values that do not go with what there is. */
export const invalid = (message: string): Refused =>
  lambdaRefusal("InvalidParameterValueException", message);

/** What the simulation says of what it does not have. AWS would do it. */
export const notModeled = (what: string): NotModeled => ({
  type: "notModeled",
  what: `${what} not modeled.`,
});
