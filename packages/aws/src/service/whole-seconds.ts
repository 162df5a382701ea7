import { ConfigError, durationOf, type DurationSaid } from "@orrery/kernel";

/** How many seconds a duration is that AWS counts in whole seconds. @throws ConfigError where it is no such. */
export function wholeSeconds(path: string, said: DurationSaid): number {
  const duration = durationOf(path, said);
  if (duration % 1_000_000 === 0) return duration / 1_000_000;
  throw new ConfigError(path, "whole seconds", `${duration / 1_000_000} s`);
}
