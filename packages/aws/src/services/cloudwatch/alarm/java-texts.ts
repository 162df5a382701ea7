import type { Instant } from "@orrery/kernel";
import { formatWallClock, wallClockAt } from "../../../text/wall-clock.ts";

/** A number as AWS writes it in reasons: `1.0`, `0.25`, `1.2E7`. */
export function doubleText(value: number): string {
  const size = Math.abs(value);
  if (size !== 0 && (size >= 1e7 || size < 1e-3)) {
    const [digits = "0", exponent = "0"] = value.toExponential().split("e");
    return `${digits.includes(".") ? digits : `${digits}.0`}E${Number(exponent)}`;
  }
  return Number.isInteger(value) ? value.toFixed(1) : `${value}`;
}

/** A time as AWS writes it in events: `2026-11-23T09:00:00.000+0000`. */
export const zonedTime = (epochMilliseconds: number, at: Instant): string =>
  zonedClock(wallClockAt(epochMilliseconds, at));

/** The same of milliseconds since 1970. */
export const zonedClock = (milliseconds: number): string =>
  formatWallClock(milliseconds).replace("Z", "+0000");

/** As in reasons: `23/11/26 09:00:00`. */
export function shortTime(milliseconds: number): string {
  const text = formatWallClock(milliseconds);
  const [year, month, day] = text.slice(0, 10).split("-");
  return `${day}/${month}/${year!.slice(2)} ${text.slice(11, 19)}`;
}

const days = [
  "Sunday",
  "Monday",
  "Tuesday",
  "Wednesday",
  "Thursday",
  "Friday",
  "Saturday",
] as const;
const months = [
  "January",
  "February",
  "March",
  "April",
  "May",
  "June",
  "July",
  "August",
  "September",
  "October",
  "November",
  "December",
] as const;

/** As in reasons of composite alarms: `Friday 04 August, 2023 12:54:46 UTC`. */
export function longTime(milliseconds: number): string {
  const text = formatWallClock(milliseconds);
  const day = days[(Math.floor(milliseconds / 86_400_000) + 4) % 7]!;
  const month = months[Number(text.slice(5, 7)) - 1]!;
  return `${day} ${text.slice(8, 10)} ${month}, ${text.slice(0, 4)} ${text.slice(11, 19)} UTC`;
}

/** So many of something: `1 datapoint was`, `3 datapoints were`. */
export const wereText = (count: number, noun: string): string =>
  `${count} ${noun}${count === 1 ? " was" : "s were"}`;
