import { formatWallClock } from "../../../text/wall-clock.ts";

const weekdays = ["Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"];
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
];

/** A time as `Friday, October 9, 2026 at 12:21:34 AM Coordinated Universal Time`. */
export function saidLongTime(milliseconds: number): string {
  const { weekday, month, date, year, hour, rest } = partsOf(milliseconds);
  const clock = `${hour % 12 === 0 ? 12 : hour % 12}:${rest} ${hour < 12 ? "AM" : "PM"}`;
  return `${weekday}, ${month} ${date}, ${year} at ${clock} Coordinated Universal Time`;
}

/** A time as `Sat Feb 23 03:07:45 UTC 2019`. */
export function saidShortTime(milliseconds: number): string {
  const { weekday, month, date, year, hour, rest } = partsOf(milliseconds);
  const two = (number: number): string => String(number).padStart(2, "0");
  return `${weekday.slice(0, 3)} ${month.slice(0, 3)} ${two(date)} ${two(hour)}:${rest} UTC ${year}`;
}

function partsOf(milliseconds: number) {
  const iso = formatWallClock(milliseconds);
  return {
    // 1970-01-01 was a Thursday.
    weekday: weekdays[(Math.floor(milliseconds / 86_400_000) + 4) % 7]!,
    month: months[Number(iso.slice(5, 7)) - 1]!,
    date: Number(iso.slice(8, 10)),
    year: iso.slice(0, 4),
    hour: Number(iso.slice(11, 13)),
    /** Minutes and seconds. */
    rest: iso.slice(14, 19),
  };
}
