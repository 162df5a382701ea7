const shape = /^(\d{4})-(\d\d)-(\d\d)T(\d\d):(\d\d):(\d\d)(?:\.(\d{1,9}))?(Z|[+-]\d\d:\d\d)$/u;

const daysBefore = [0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334];
const daysOf = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

/** Milliseconds since 1970 of an RFC 3339 time with `T` and an offset; undefined for what is none. */
export function timestampOf(text: string): number | undefined {
  const found = shape.exec(text);
  if (found === null) return undefined;
  const [year, month, day, hour, minute, second] = found.slice(1, 7).map(Number) as Numbers;
  if (month < 1 || month > 12 || day < 1 || day > daysIn(year, month)) return undefined;
  if (hour > 23 || minute > 59 || second > 59) return undefined;
  const offset = offsetOf(found[8]!);
  if (offset === undefined) return undefined;
  const fraction = Number(`0.${found[7] ?? "0"}`);
  const minutes = (daysSince(year, month, day) * 24 + hour) * 60 + minute - offset;
  return (minutes * 60 + second + fraction) * 1_000;
}

type Numbers = [number, number, number, number, number, number];

const isLeap = (year: number): boolean => year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);

const daysIn = (year: number, month: number): number =>
  daysOf[month - 1]! + (month === 2 && isLeap(year) ? 1 : 0);

function daysSince(year: number, month: number, day: number): number {
  const before = year - 1;
  const leaps = Math.floor(before / 4) - Math.floor(before / 100) + Math.floor(before / 400);
  const extra = month > 2 && isLeap(year) ? 1 : 0;
  return before * 365 + leaps + daysBefore[month - 1]! + extra + day - 1 - 719_162;
}

/** Minutes east of Greenwich. */
function offsetOf(text: string): number | undefined {
  if (text === "Z") return 0;
  const hours = Number(text.slice(1, 3));
  const minutes = Number(text.slice(4, 6));
  if (hours > 18 || minutes > 59) return undefined;
  return (text.startsWith("-") ? -1 : 1) * (hours * 60 + minutes);
}
