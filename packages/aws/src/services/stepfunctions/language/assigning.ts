import { StateFailure } from "./failure.ts";
import type { PlainObject, Variables } from "./frame.ts";
import { sizeOfJson } from "./size.ts";

/** The most bytes of one variable, and of all that one Assign sets. */
const mostAssigned = 262_144;
/** The most bytes of all variables that an execution has at once. */
const mostStored = 10_485_760;

/** The same variables with some set. @throws {StateFailure} where they become too large. */
export function assigned(variables: Variables, values: PlainObject): Variables {
  const added = sizeOfJson(values, mostAssigned);
  if (added > mostAssigned) throw tooLarge("an Assign sets more than 262,144 bytes");
  let bytes = variables.bytes;
  for (const name of Object.keys(values)) {
    const before = Object.hasOwn(variables.values, name) ? variables.values[name]! : undefined;
    if (before !== undefined) bytes -= sizeOfJson(before, mostAssigned);
    bytes += sizeOfJson(values[name]!, mostAssigned);
  }
  if (bytes + outerBytes(variables) > mostStored) {
    throw tooLarge("the variables of an execution have more than 10,485,760 bytes");
  }
  return { values: { ...variables.values, ...values }, bytes, outer: variables.outer };
}

function outerBytes({ outer }: Variables): number {
  let bytes = 0;
  for (let each = outer; each !== null; each = each.outer) bytes += each.bytes;
  return bytes;
}

const tooLarge = (what: string): StateFailure =>
  new StateFailure("States.DataLimitExceeded", `The size of variables is exceeded: ${what}.`);
