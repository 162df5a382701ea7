import { refused, type Refused } from "../refusal.ts";

/** A refusal in the shape that Lambda gives its errors. */
export const lambdaRefusal = (code: string, message: string): Refused =>
  refused(code, message, { Type: "User", message });

/** What Lambda says of values that do not go with what there is. */
export const invalid = (message: string): Refused =>
  lambdaRefusal("InvalidParameterValueException", message);

/** What Lambda says of a value outside its bounds, before it looks at anything else. */
export const violation = (value: string, member: string, constraint: string): Refused =>
  refused(
    "ValidationException",
    `1 validation error detected: Value ${value} at '${member}' failed to satisfy constraint: ${constraint}`,
  );
