import type { Plain } from "@orrery/kernel";

/** The name of a value's type in AWS's messages. */
function typeName(value: Plain): string {
  if (value === null) return "null";
  return Array.isArray(value) ? "array" : typeof value;
}

/** What AWS says where an expression gives another type than its field takes. */
export const unexpectedType = (
  expression: string,
  field: string,
  expected: string,
  value: Plain,
): string =>
  `The JSONata expression '${expression}' specified for the field '${field}' returned an unexpected result type. Expected '${expected}', but was '${typeName(value)}' for value: ${JSON.stringify(value)}`;
