import { formatWallClock } from "../../../text/wall-clock.ts";

const weekdays = ["Thu", "Fri", "Sat", "Sun", "Mon", "Tue", "Wed"]; // The first of 1970 was a Thursday.
const months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

/** Seconds since 1970 as HTTP writes them: `Wed, 21 Oct 2015 07:28:00 GMT`. */
export function formatHttpDate(seconds: number): string {
  const text = formatWallClock(seconds * 1_000);
  const weekday = weekdays[((Math.floor(seconds / 86_400) % 7) + 7) % 7]!;
  const month = months[Number(text.slice(5, 7)) - 1]!;
  return `${weekday}, ${text.slice(8, 10)} ${month} ${text.slice(0, 4)} ${text.slice(11, 19)} GMT`;
}
