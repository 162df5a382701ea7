import { formatWallClock, parseWallClock } from "../../../text/wall-clock.ts";
import type { Axis, Column } from "./layout.ts";

type Texts = ReadonlyMap<string, string>;

/** Whether a table's partitions are projected, by its parameters. */
export const isProjected = (parameters: Texts): boolean =>
  parameters.get("projection.enabled")?.toLowerCase() === "true";

/**
 * The values that partition projection gives each key. `now`: milliseconds since 1970.
 *
 * @returns what is wrong with the parameters, where something is
 */
export function axesOf(
  keys: readonly Column[],
  parameters: Texts,
  now: number,
): readonly Axis[] | string {
  const axes: Axis[] = [];
  for (const { name } of keys) {
    const of = (property: string): string | undefined =>
      parameters.get(`projection.${name}.${property}`);
    const axis = axisOf(name, of, now);
    if (typeof axis === "string") return axis;
    axes.push(axis);
  }
  return axes;
}

type Property = (name: string) => string | undefined;

function axisOf(key: string, of: Property, now: number): Axis | string {
  const wrong = (what: string): string =>
    `INVALID_TABLE_PROPERTY: Invalid partition projection configuration for column '${key}': ${what}`; // Assumed: the words.
  switch (of("type")?.toLowerCase()) {
    case "enum": {
      const values = (of("values") ?? "").split(",").map((each) => each.trim());
      return { key, type: "values", values };
    }
    case "integer": {
      const [from, until] = (of("range") ?? "").split(",").map(Number);
      const step = Number(of("interval") ?? 1);
      if (!isWhole(from) || !isWhole(until) || !isWhole(step) || step < 1) {
        return wrong("the range is not of whole numbers");
      }
      const digits = Number(of("digits") ?? 0);
      const values: string[] = [];
      for (let value = from; value <= until && values.length < mostValues; value += step) {
        values.push(`${value}`.padStart(digits, "0"));
      }
      return { key, type: "values", values };
    }
    case "date":
      return dates(key, of, now) ?? wrong("the range or the format of its dates is not read");
    case "injected":
      return { key, type: "injected" };
    default:
      return wrong("there is no type");
  }
}

const mostValues = 1_000_001;
const isWhole = (value: number | undefined): value is number => Number.isInteger(value);

const unitSizes: Readonly<Record<string, number>> = {
  SECONDS: 1_000,
  MINUTES: 60_000,
  HOURS: 3_600_000,
  DAYS: 86_400_000,
  WEEKS: 604_800_000,
};

/** Dates of a range; `null`: it is not read. */
function dates(key: string, of: Property, now: number): Axis | null {
  const format = of("format") ?? "yyyy-MM-dd";
  const [from, until] = (of("range") ?? "")
    .split(",")
    .map((each) => dateAt(each.trim(), format, now));
  if (from == null || until == null) return null;
  const unit = (of("interval.unit") ?? unitIn(format)).toUpperCase();
  const by = Number(of("interval") ?? 1);
  const values: string[] = [];
  let at = from;
  while (at <= until && values.length < mostValues) {
    values.push(written(at, format));
    const next =
      unit === "MONTHS" || unit === "YEARS"
        ? monthsAfter(at, unit === "YEARS" ? 12 * by : by)
        : at + by * (unitSizes[unit] ?? 0);
    if (!(next > at)) return null;
    at = next;
  }
  return { key, type: "values", values };
}

const unitIn = (format: string): string => {
  if (/s/.test(format)) return "SECONDS";
  if (/m/.test(format)) return "MINUTES";
  if (/H/.test(format)) return "HOURS";
  if (/d/.test(format)) return "DAYS";
  return /M/.test(format) ? "MONTHS" : "YEARS";
};

const parts = [
  ["yyyy", 0, 4],
  ["MM", 5, 7],
  ["dd", 8, 10],
  ["HH", 11, 13],
  ["mm", 14, 16],
  ["ss", 17, 19],
] as const;

/** `NOW`, `NOW-3YEARS`, or a date of the format. */
function dateAt(text: string, format: string, now: number): number | null {
  const [, sign = "", count = "", unit = ""] =
    /^NOW(?:([+-])(\d+)([A-Z]+))?$/i.exec(text.replaceAll(" ", "")) ?? [];
  if (/^NOW/i.test(text)) {
    const by = Number(count || 0) * (sign === "-" ? -1 : 1);
    const name = `${unit.toUpperCase()}S`.replace("SS", "S");
    const moved =
      name === "MONTHS" || name === "YEARS"
        ? monthsAfter(now, name === "YEARS" ? 12 * by : by)
        : now + by * (unitSizes[name] ?? 0);
    return dateAt(written(moved, format), format, now);
  }
  let iso = "0000-01-01T00:00:00";
  for (const [name, from, until] of parts) {
    const place = format.indexOf(name);
    if (place === -1) continue;
    const digits = text.slice(place, place + name.length);
    if (!/^\d+$/.test(digits)) return null;
    iso = iso.slice(0, from) + digits + iso.slice(until);
  }
  const month = Number(iso.slice(5, 7));
  const day = Number(iso.slice(8, 10));
  if (month < 1 || month > 12 || day < 1 || day > 31) return null;
  return parseWallClock(`projection ${text}`, `${iso}Z`);
}

function written(at: number, format: string): string {
  const text = formatWallClock(at);
  return parts.reduce(
    (found, [name, from, until]) => found.replaceAll(name, text.slice(from, until)),
    format,
  );
}

function monthsAfter(at: number, count: number): number {
  const [year = 0, month = 1] = formatWallClock(at).slice(0, 7).split("-").map(Number);
  const index = year * 12 + (month - 1) + count;
  const iso = `${`${Math.floor(index / 12)}`.padStart(4, "0")}-${`${(index % 12) + 1}`.padStart(2, "0")}-01T00:00:00Z`;
  return parseWallClock("projection", iso);
}
