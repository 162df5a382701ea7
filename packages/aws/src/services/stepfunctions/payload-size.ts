import type { Plain } from "@orrery/kernel";
import { sizeInUtf8 } from "../../text/utf8.ts";
import { stepFunctionsLimits } from "./limits.ts";

/** Whether a value is too large as JSON for a state, a task or an execution. */
export function isTooLarge(value: Plain): boolean {
  const most = stepFunctionsLimits.payload.max;
  // At most six bytes a sign: seldom is anything large enough to be measured.
  if (boundOf(value, most) < most) return false;
  return sizeInUtf8(JSON.stringify(value)) >= most;
}

/** No less than the bytes of a value as JSON, or more than `most`. */
function boundOf(value: Plain, most: number): number {
  if (typeof value === "string") return value.length * 6 + 2;
  if (typeof value !== "object" || value === null) return 25;
  let bound = 2;
  if (Array.isArray(value)) {
    for (const item of value as readonly Plain[]) {
      bound += boundOf(item, most) + 1;
      if (bound >= most) return bound;
    }
    return bound;
  }
  for (const name of Object.keys(value)) {
    bound += name.length * 6 + 4 + boundOf((value as { [name: string]: Plain })[name]!, most);
    if (bound >= most) return bound;
  }
  return bound;
}
