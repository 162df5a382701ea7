import { formatWallClock } from "../../../text/wall-clock.ts";
import type { QuotaLimit } from "./protocol.ts";

const day = 86_400_000;

/** The number of the period, in UTC, that an instant lies in; weeks begin on Sunday. */
export function periodAt(period: QuotaLimit["period"], milliseconds: number): number {
  const days = Math.floor(milliseconds / day);
  if (period === "DAY") return days;
  if (period === "WEEK") return Math.floor((days + 4) / 7); // 1970 began on a Thursday.
  const [year, month] = formatWallClock(milliseconds).split("-");
  return Number(year) * 12 + Number(month);
}
