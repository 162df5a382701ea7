import type { ValueObject } from "../value.ts";
export function costShown(input: ValueObject): ValueObject {
  return input;
}
