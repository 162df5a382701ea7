import { ConfigError, type Instant } from "@orrery/kernel";

const pattern =
  /^(\d{4})-(\d{2})-(\d{2})(?:T(\d{2}):(\d{2})(?::(\d{2})(?:\.(\d{1,3}))?)?(?:Z|\+00:00)?)?$/;
const dayMilliseconds = 86_400_000;

/** Milliseconds since 1970 of an ISO 8601 date or time in UTC. @throws ConfigError */
export function parseWallClock(path: string, text: string): number {
  const [, year, month, day, hour = "0", minute = "0", second = "0", fraction = "0"] =
    pattern.exec(text) ?? [];
  const date = year === undefined ? NaN : dayNumber(Number(year), Number(month), Number(day));
  if (
    Number.isNaN(date) ||
    isoDate(date) !== text.slice(0, 10) ||
    Number(hour) > 23 ||
    Number(minute) > 59 ||
    Number(second) > 59
  ) {
    throw new ConfigError(
      path,
      "a date or a time in UTC such as 2026-11-23T09:00:00Z",
      `"${text}"`,
    );
  }
  const time = (Number(hour) * 60 + Number(minute)) * 60 + Number(second);
  return date * dayMilliseconds + time * 1_000 + Number(fraction.padEnd(3, "0"));
}

/** The wall-clock time of an instant in milliseconds since 1970, with its fraction left out. */
export const wallClockAt = (epochMilliseconds: number, instant: Instant): number =>
  epochMilliseconds + Math.floor(instant / 1_000);

/** Milliseconds since 1970 as `2026-11-23T09:00:00.000Z`. */
export function formatWallClock(milliseconds: number): string {
  const date = Math.floor(milliseconds / dayMilliseconds);
  const time = milliseconds - date * dayMilliseconds;
  const two = (value: number) => `${Math.floor(value)}`.padStart(2, "0");
  const clock = [time / 3_600_000, (time / 60_000) % 60, (time / 1_000) % 60].map(two).join(":");
  return `${isoDate(date)}T${clock}.${`${time % 1_000}`.padStart(3, "0")}Z`;
}

// Days since 1970 and back by the civil calendar, after Howard Hinnant, "chrono-Compatible
// Low-Level Date Algorithms" (2013): eras of 400 years that begin in March.
function dayNumber(year: number, month: number, day: number): number {
  const y = month <= 2 ? year - 1 : year;
  const era = Math.floor(y / 400);
  const ofYear = Math.floor((153 * (month + (month > 2 ? -3 : 9)) + 2) / 5) + day - 1;
  const ofEra =
    (y - era * 400) * 365 +
    Math.floor((y - era * 400) / 4) -
    Math.floor((y - era * 400) / 100) +
    ofYear;
  return era * 146_097 + ofEra - 719_468;
}

function isoDate(days: number): string {
  const shifted = days + 719_468;
  const era = Math.floor(shifted / 146_097);
  const ofEra = shifted - era * 146_097;
  const ofEraYear = Math.floor(
    (ofEra - Math.floor(ofEra / 1_460) + Math.floor(ofEra / 36_524) - Math.floor(ofEra / 146_096)) /
      365,
  );
  const ofYear =
    ofEra - (365 * ofEraYear + Math.floor(ofEraYear / 4) - Math.floor(ofEraYear / 100));
  const shiftedMonth = Math.floor((5 * ofYear + 2) / 153);
  const day = ofYear - Math.floor((153 * shiftedMonth + 2) / 5) + 1;
  const month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9;
  const year = ofEraYear + era * 400 + (month <= 2 ? 1 : 0);
  return [`${year}`.padStart(4, "0"), `${month}`.padStart(2, "0"), `${day}`.padStart(2, "0")].join(
    "-",
  );
}
