import { refused, type Refused } from "../../../service/refusal.ts";

// White space, brackets, wildcards, special and control characters.
const forbidden =
  /[\s<>{}[\]?*"#%\\^|~`$&,;:/\u0000-\u001f\u007f-\u009f\ufffe\uffff]|[\ud800-\udfff]/;

/** What is wrong with the name of a state machine, an activity or an execution; `null` for nothing. */
export const againstName = (name: string): Refused | null =>
  forbidden.test(name) ? refused("InvalidName", `Invalid Name: '${name}'`) : null;
