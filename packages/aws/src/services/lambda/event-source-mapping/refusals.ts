import { refused, type Refused } from "../../../service/refusal.ts";

/** A refusal in the shape that Lambda gives its errors. */
export const lambdaRefusal = (code: string, message: string): Refused =>
  refused(code, message, { Type: "User", message });

/** What Lambda says of values that do not go with what there is. */
export const invalid = (message: string): Refused =>
  lambdaRefusal("InvalidParameterValueException", message);
