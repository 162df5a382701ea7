import { refused, type Refused } from "../../../service/refusal.ts";

/** A refusal in the shape that Lambda gives its errors. */
export const lambdaRefusal = (code: string, message: string): Refused =>
  refused(code, message, { Type: "User", message });

/** What Lambda says of values that do not go with what there is. */
export const invalid = (message: string): Refused =>
  lambdaRefusal("InvalidParameterValueException", message);

/** One value outside its bounds, as Lambda words it. */
export const violation = (value: string, member: string, constraint: string): string =>
  `Value ${value} at '${member}' failed to satisfy constraint: ${constraint}`;

/** What Lambda says of values outside their bounds, before it looks at anything else. */
export const violated = (violations: readonly string[]): Refused =>
  refused(
    "ValidationException",
    `${violations.length} validation ${violations.length === 1 ? "error" : "errors"} detected: ${violations.join("; ")}`,
  );
