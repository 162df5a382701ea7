import { ConfigError } from "./errors.ts";
import { shownValue } from "./shown-value.ts";

declare const brand: unique symbol;
/** A number that the compiler does not mistake for another kind of number. */
export type Branded<Name extends string> = number & { readonly [brand]: Name };

/** A point of virtual time: whole microseconds since the start of the run, 0 to 2⁵³ − 1. */
export type Instant = Branded<"Instant">;
/** A length of virtual time: whole microseconds. */
export type Duration = Branded<"Duration">;

/** The start of every run. */
export const start = 0 as Instant;
/** No time at all. */
export const noTime = 0 as Duration;

/** `count` microseconds, rounded to a whole number. */
export const microseconds = (count: number): Duration => Math.round(count) as Duration;
/** `count` milliseconds, rounded to whole microseconds. */
export const milliseconds = (count: number): Duration => microseconds(count * 1_000);
/** `count` seconds, rounded to whole microseconds. */
export const seconds = (count: number): Duration => microseconds(count * 1_000_000);
/** `count` minutes, rounded to whole microseconds. */
export const minutes = (count: number): Duration => seconds(count * 60);
/** `count` hours, rounded to whole microseconds. */
export const hours = (count: number): Duration => seconds(count * 3_600);
/** `count` days, rounded to whole microseconds. */
export const days = (count: number): Duration => seconds(count * 86_400);

/**
 * The same number. An instant comes out of the event queue as a fraction would, and takes 16 bytes beside each
 * object that it is kept in; below 2³¹ µs, a bit more than half an hour, it needs none of them.
 */
export function unboxed<Time extends number>(time: Time): Time {
  const small = time | 0;
  return small === time ? (small as Time) : time;
}

/** The instant `duration` after `instant`. */
export const after = (instant: Instant, duration: Duration): Instant =>
  (instant + duration) as Instant;
/** How long it is from `from` to `to`. */
export const between = (from: Instant, to: Instant): Duration => (to - from) as Duration;
/** The earlier of two instants. */
export const earlier = (one: Instant, other: Instant): Instant => (one < other ? one : other);
/** The later of two instants. */
export const later = (one: Instant, other: Instant): Instant => (one > other ? one : other);
/** A duration in seconds, with its fraction. */
export const inSeconds = (duration: Duration): number => duration / 1_000_000;
/** A duration in milliseconds, with its fraction. */
export const inMilliseconds = (duration: Duration): number => duration / 1_000;

const units: readonly (readonly [unit: string, size: number])[] = [
  ["d", 86_400_000_000],
  ["h", 3_600_000_000],
  ["m", 60_000_000],
  ["s", 1_000_000],
  ["ms", 1_000],
  ["µs", 1],
];

/** A duration in the largest unit that is whole or has few digits: `30 s`, `1.5 s`, `12 h`. */
export function formatDuration(duration: Duration): string {
  if (duration === 0) return "0 s";
  const sign = duration < 0 ? "-" : "";
  const size = Math.abs(duration);
  for (const [unit, length] of units) {
    if (size < length) continue;
    const count = size / length;
    const digits = Math.round(count * 1_000) / 1_000;
    // 90 s is 1.5 m, which reads worse than the seconds do; so minutes and more must be whole.
    if (Number.isInteger(count) || length <= 1_000_000) return `${sign}${digits} ${unit}`;
  }
  return `${sign}${size} µs`;
}

const part = /\s*(\d+(?:\.\d+)?)\s*(\u00b5s|us|ms|min|s|m|h|d)\s*/y;
const factors: Readonly<Record<string, number>> = {
  µs: 1,
  us: 1,
  ms: 1_000,
  s: 1_000_000,
  m: 60_000_000,
  min: 60_000_000,
  h: 3_600_000_000,
  d: 86_400_000_000,
};

/**
 * The duration that a text such as `30s`, `1.5 h` or `4m10s` says. Units: µs (us), ms, s, m (min), h, d,
 * each at most once, the longest first.
 *
 * @throws ConfigError when it says none.
 */
export function parseDuration(path: string, text: unknown): Duration {
  const size = typeof text === "string" ? sumOfParts(text) : null;
  if (size === null) {
    throw new ConfigError(path, "a duration such as 30s, 250ms or 1.5h", shownValue(text));
  }
  if (!Number.isSafeInteger(Math.round(size))) {
    throw new ConfigError(path, "a duration of at most 285 years", shownValue(text));
  }
  return microseconds(size);
}

/** A duration as a program writes it: `30s`, or what {@link seconds} and its like give. */
export type DurationSaid = Duration | DurationText;

/** A duration in words, such as `30s`, `1.5 h` or `4m10s`. */
export type DurationText = `${Part}` | `${Part}${Part}`;
type Part = `${number}${Unit}` | `${number} ${Unit}`;
type Unit = "µs" | "us" | "ms" | "s" | "m" | "min" | "h" | "d";

/** A shorter one is a number whose unit was forgotten: it must be written as a text. */
const shortestNumber = 1_000;

/**
 * The duration that a program writes. A number is one of microseconds, as {@link seconds} gives it.
 *
 * @throws ConfigError where it is none, also a number below 1,000: its unit was forgotten.
 */
export function durationOf(path: string, said: unknown): Duration {
  const isNumber = typeof said === "number" && Number.isSafeInteger(said);
  if (isNumber && (said === 0 || said >= shortestNumber)) return said as Duration;
  return parseDuration(path, said);
}

/** The microseconds that a text says in parts, each of a shorter unit than the one before; `null`: it says none. */
function sumOfParts(text: string): number | null {
  let sum = 0;
  let shortest = Infinity;
  for (let place = 0; place < text.length; place = part.lastIndex) {
    part.lastIndex = place;
    const [, count, unit] = part.exec(text) ?? [];
    const factor = factors[unit ?? ""];
    if (factor === undefined || factor >= shortest) return null;
    sum += Number(count) * factor;
    shortest = factor;
  }
  return shortest === Infinity ? null : sum;
}
