import { bytesOfBase64, type Plain } from "@orrery/kernel";
import type { Bound, Shape } from "./api-facts.ts";
import { patternOf } from "./pattern.ts";

/** What a shape demands of a value. */
export interface Constraint {
  /** As AWS says it. */
  readonly words: string;
  /** `size` is what {@link sizeOf} says of the value. */
  holds(value: Plain, size: number): boolean;
}

/** What bounds are about: the value of a number, the length of all else. */
export function sizeOf(value: Plain, { type }: Shape): number {
  if (typeof value === "number") return value;
  if (typeof value === "string") {
    return type === "blob" ? (bytesOfBase64(value)?.length ?? value.length) : value.length;
  }
  if (Array.isArray(value)) return value.length;
  return typeof value === "object" && value !== null ? Object.keys(value).length : 0;
}

/** The constraints of a shape in the order in which AWS lists them. */
export function constraintsOf(
  { type, min, max, pattern, enum: values }: Shape,
  boundAt: (bound: Bound) => number,
): readonly Constraint[] {
  const what = numbers.has(type) ? "value" : "length";
  const found: Constraint[] = [];
  if (min !== undefined) {
    const least = boundAt(min);
    found.push({
      words: `Member must have ${what} greater than or equal to ${least}`,
      holds: (_, size) => size >= least,
    });
  }
  if (max !== undefined) {
    const most = boundAt(max);
    found.push({
      words: `Member must have ${what} less than or equal to ${most}`,
      holds: (_, size) => size <= most,
    });
  }
  if (pattern !== undefined) {
    found.push({
      words: `Member must satisfy regular expression pattern: ${pattern}`,
      holds: (value) => typeof value !== "string" || patternOf(pattern).test(value),
    });
  }
  if (values !== undefined) {
    found.push({
      words: `Member must satisfy enum value set: [${values.join(", ")}]`,
      holds: (value) => typeof value !== "string" || values.includes(value),
    });
  }
  return found;
}

const numbers: ReadonlySet<string> = new Set(["integer", "long", "float", "double", "bigdecimal"]);
