import fc from "fast-check";

/**
 * A value that fast-check prints as a sentence. The sentence is none of its members: whoever reads or copies
 * the value does not see it.
 */
export const said = <Value extends object>(value: Value, sentence: () => string): Value =>
  Object.defineProperty(value, fc.toStringMethod, { value: sentence });
