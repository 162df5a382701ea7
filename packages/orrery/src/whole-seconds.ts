import {
  ConfigError,
  durationOf,
  formatDuration,
  seconds,
  type DurationSaid,
} from "@orrery/kernel";

/** A duration in seconds. @throws ConfigError where it is none, or not whole. */
export function wholeSeconds(path: string, given: DurationSaid): number {
  const duration = durationOf(path, given);
  const whole = duration / seconds(1);
  if (Number.isInteger(whole) && whole >= 0) return whole;
  throw new ConfigError(path, "whole seconds", formatDuration(duration));
}
