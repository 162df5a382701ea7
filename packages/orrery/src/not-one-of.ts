import { ConfigError } from "@orrery/kernel";
import { unknownName } from "@orrery/templates";

/** The error of a name that is none of those known: it has the nearest. */
export const notOneOf = (path: string, known: readonly string[], name: string): ConfigError =>
  errorOf(path, unknownName(known, name));

/** The error that a problem is, which says what was expected and received. */
export function errorOf(path: string, problem: string): ConfigError {
  const [, expected = "", received = ""] = /^expected (.*), received (.*)$/s.exec(problem) ?? [];
  return new ConfigError(path, expected, received);
}
