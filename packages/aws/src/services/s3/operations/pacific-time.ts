import { formatWallClock, parseWallClock } from "../../../text/wall-clock.ts";

const hour = 3_600_000;
const day = 24 * hour;

const weekdays = ["Thu", "Fri", "Sat", "Sun", "Mon", "Tue", "Wed"]; // 1970 began with a Thursday.
const months = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split(" ");
const weekdayOf = (at: number): number => ((Math.floor(at / day) % 7) + 7) % 7;
const sunday = 3;

/** The instant of 2:00 standard time on a Sunday of a month, from 1 on. */
function sundayAt(year: string, month: string, number: number): number {
  const first = parseWallClock("a month", `${year}-${month}-01`);
  const days = ((sunday - weekdayOf(first) + 7) % 7) + 7 * (number - 1);
  return first + days * day + 10 * hour;
}

/**
 * Milliseconds since 1970 as S3 writes a date in one of its refusals, wherever the bucket is: `Tue Dec 31 16:00:00 PST
 * 2019`. Clocks change on the second Sunday of March and, an hour earlier by the standard, the first of November.
 */
export function pacificTime(at: number): string {
  const year = formatWallClock(at).slice(0, 4);
  const isSummer = at >= sundayAt(year, "03", 2) && at < sundayAt(year, "11", 1) - hour;
  const local = at - (isSummer ? 7 : 8) * hour;
  const text = formatWallClock(local);
  const month = months[Number(text.slice(5, 7)) - 1]!;
  const zone = isSummer ? "PDT" : "PST";
  return `${weekdays[weekdayOf(local)]} ${month} ${text.slice(8, 10)} ${text.slice(11, 19)} ${zone} ${text.slice(0, 4)}`;
}
