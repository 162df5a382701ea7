import { ConfigError } from "@orrery/kernel";
import { unknownName } from "@orrery/templates";

/** The error of a name that is none of those known: it has the nearest. */
export function notOneOf(path: string, known: readonly string[], name: string): ConfigError {
  const [, expected = "", received = ""] =
    /^expected (.*), received (.*)$/s.exec(unknownName(known, name)) ?? [];
  return new ConfigError(path, expected, received);
}
