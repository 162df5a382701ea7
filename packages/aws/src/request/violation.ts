import { refused, type Refused } from "../service/refusal.ts";

/** One thing that is wrong with a value, in the words that most services of AWS have. */
export interface Violation {
  /** The value as it is shown: `null`, or in quotes; `null` itself for a secret, which is not. */
  readonly value: string | null;
  /** Where it is, such as `ephemeralStorage.size`. */
  readonly place: string;
  /** Such as `Member must not be null`. */
  readonly constraint: string;
}

/** A violation as a sentence of a refusal. */
const wordsOf = ({ value, place, constraint }: Violation): string =>
  `Value ${value === null ? "" : `${value} `}at '${place}' failed to satisfy constraint: ${constraint}`;

/** The refusal of a request with violations: all of them in one message. */
export function refusalOf(code: string, violations: readonly Violation[]): Refused {
  const errors = violations.length === 1 ? "error" : "errors";
  const words = violations.map(wordsOf).join("; ");
  return refused(code, `${violations.length} validation ${errors} detected: ${words}`);
}
