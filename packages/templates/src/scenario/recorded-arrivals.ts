import { formatDuration, type Duration } from "@orrery/kernel";
import { columnsOf, csvHeading, eachCsvRow, eachJsonRow, type VisitRow } from "./arrival-rows.ts";
import type { SourceFile } from "./reading.ts";
import { ScenarioError } from "./scenario-error.ts";

/** What the numbers of a file's times are: of the run, or since 1970. */
export type TimeUnit = "us" | "ms" | "s" | "m" | "epoch" | "epoch-ms";

/** Where in their file recorded arrivals are, and what its numbers mean. */
export interface RecordedArrivalsFile {
  /** Of CSV, the column of the times; of JSON, the member. @defaultValue `arrivals`, or the only column */
  readonly column?: string | undefined;
  /** @defaultValue s */
  readonly unit?: TimeUnit | undefined;
}

/** A file of how many arrivals there were in each span of time. */
export interface CountedArrivalsFile {
  readonly every: Duration;
  /** The column or member of the counts. @defaultValue `count`, or the only one */
  readonly count?: string | undefined;
  /** That of the times; left out: the other one of two, or none, where the rows follow each other. */
  readonly column?: string | undefined;
  /** Of times that are numbers; left out: they number the rows. */
  readonly unit?: TimeUnit | undefined;
}

const factors: Readonly<Record<TimeUnit, number>> = {
  us: 1,
  ms: 1_000,
  s: 1_000_000,
  m: 60_000_000,
  epoch: 1_000_000,
  "epoch-ms": 1_000,
};
/** Seconds since 1970 are below this for 3,000 years, milliseconds above it since 1973. */
const leastEpochMilliseconds = 1e11;

/** The most arrivals, or spans with counts, of a file. */
const mostRows = 10_000_000;

/**
 * Instants of a CSV file (one row an arrival, with or without a heading) or a JSON file (a list of
 * times, or an object with one), in whole microseconds, ascending. Dates and times since 1970 count
 * from the first.
 *
 * @throws ScenarioError naming the row that is wrong.
 */
export function readRecordedArrivals(
  source: SourceFile,
  { column, unit = "s" }: RecordedArrivalsFile,
): readonly number[] {
  const instants: number[] = [];
  const timeOf = timesIn(source, unit);
  let before = 0;
  eachRow(source, column, null, (time, _count, place) => {
    if (instants.length === mostRows) throw tooMany(source, "arrivals", place);
    const at = timeOf(time, place);
    if (at < before) {
      throw refusal(source, place, "a time not before the last", time);
    }
    instants.push((before = at));
  });
  if (instants.length === 0) {
    throw new ScenarioError(source.path, "", "expected at least one arrival, received none");
  }
  return instants;
}

/**
 * Counts of a CSV or JSON file, one for each span of `every` from the first row on; 0 where a time
 * has no row.
 *
 * @throws ScenarioError naming the row that is wrong.
 */
export function readCountedArrivals(
  source: SourceFile,
  { every, count: countColumn, column, unit }: CountedArrivalsFile,
): readonly number[] {
  const counts: number[] = [];
  const timeOf = timesIn(source, unit ?? "us");
  let first: number | null = null;
  eachRow(source, column, countColumn ?? "count", (time, count, place) => {
    const value = numberOf(count);
    if (!Number.isInteger(value) || value < 0) {
      throw refusal(source, place, "a count, a whole number of 0 or more", count);
    }
    if (time !== undefined) {
      const at = timeOf(time, place);
      first ??= at;
      const isNumbered = unit === undefined && !isDate(time);
      const span = isNumbered ? at - first : (at - first) / every;
      if (isNumbered && span !== counts.length) {
        const expected = `rows numbered one after another, or their times and a unit (s, m, epoch …)`;
        throw refusal(source, place, expected, time);
      }
      if (!Number.isInteger(span) || span < counts.length) {
        const expected = `a time after the row before by ${formatDuration(every)} or a multiple of it`;
        throw refusal(source, place, expected, time);
      }
      if (span >= mostRows) throw tooMany(source, "spans", place);
      while (counts.length < span) counts.push(0);
    }
    if (counts.length === mostRows) throw tooMany(source, "spans", place);
    counts.push(value);
  });
  if (counts.length === 0) {
    throw new ScenarioError(source.path, "", "expected at least one count, received none");
  }
  return counts;
}

/** Reads the times of one file, which are all numbers, or all dates. */
function timesIn(source: SourceFile, unit: TimeUnit): (time: unknown, place: number) => number {
  let isFirst = true;
  let origin: number | null = null;
  return (time, place) => {
    if (isFirst) {
      isFirst = false;
      origin = dateOf(time);
      if (origin === null && unit.startsWith("epoch"))
        origin = sinceEpoch(source, unit, time, place);
      else if (origin !== null) return 0;
    }
    if (origin === null) {
      const at = Math.round(numberOf(time) * factors[unit]);
      if (Number.isSafeInteger(at) && at >= 0) return at;
      throw refusal(source, place, "a time of 0 or more", time);
    }
    const at = isDate(time) ? dateOf(time)! : sinceEpoch(source, unit, time, place);
    return at - origin;
  };
}

/** Microseconds since 1970. */
function sinceEpoch(source: SourceFile, unit: TimeUnit, time: unknown, place: number): number {
  const number = numberOf(time);
  if (!unit.startsWith("epoch") || !Number.isFinite(number) || number < 0) {
    const expected = unit.startsWith("epoch") ? "a time since 1970" : "a date with a time";
    throw refusal(source, place, expected, time);
  }
  if (unit === "epoch" && number >= leastEpochMilliseconds) {
    throw refusal(source, place, "seconds since 1970, or unit: epoch-ms", time);
  }
  if (unit === "epoch-ms" && number < leastEpochMilliseconds) {
    throw refusal(source, place, "milliseconds since 1970, or unit: epoch", time);
  }
  return Math.round(number * factors[unit]);
}

const numberOf = (value: unknown): number =>
  typeof value === "number" || (typeof value === "string" && value !== "") ? Number(value) : NaN;

const datePattern =
  /^(\d{4})[-/](\d{2})[-/](\d{2})[T ](\d{2}:\d{2})(:\d{2})?(?:\.(\d{1,9}))?(Z|[+-]\d{2}:?\d{2})?$/;

/** Microseconds since 1970 of a date with a time, in UTC unless it says otherwise; `null`: none. */
function dateOf(value: unknown): number | null {
  const parts = typeof value === "string" ? datePattern.exec(value) : null;
  if (parts === null) return null;
  const [, year, month, day, minute, second = ":00", fraction = "", zone = "Z"] = parts;
  const milliseconds = Date.parse(`${year}-${month}-${day}T${minute}${second}${zone}`);
  if (Number.isNaN(milliseconds)) return null;
  return milliseconds * 1_000 + Number(fraction.slice(0, 6).padEnd(6, "0"));
}

const isDate = (value: unknown): boolean => dateOf(value) !== null;

/** Visits the rows of a file, with the times and, where `count` names a column, the counts. */
function eachRow(
  source: SourceFile,
  time: string | undefined,
  count: string | null,
  visit: VisitRow,
): void {
  if (source.path.endsWith(".json")) {
    eachJsonRow(source, time ?? (count === null ? "arrivals" : undefined), count, visit);
    return;
  }
  const heading = csvHeading(source);
  const isNamed = heading.some(
    (cell) => cell !== "" && Number.isNaN(Number(cell)) && !isDate(cell),
  );
  eachCsvRow(source, isNamed, columnsOf(source, heading, isNamed, time, count), visit);
}

const isJson = ({ path }: SourceFile): boolean => path.endsWith(".json");

/** Where a row is: its line, or its place in a JSON list. */
const placeOf = (source: SourceFile, place: number): string =>
  isJson(source) ? `${source.path}: [${place}]` : `${source.path}:${place}:1`;

function refusal(source: SourceFile, place: number, expected: string, value: unknown) {
  const received = value === "" || value === undefined ? "nothing" : JSON.stringify(value);
  return new ScenarioError(
    placeOf(source, place),
    "",
    `expected ${expected}, received ${received}`,
  );
}

const tooMany = (source: SourceFile, what: string, place: number): ScenarioError =>
  new ScenarioError(
    placeOf(source, place),
    "",
    `expected at most ${mostRows.toLocaleString("en-US")} ${what}, received more${what === "arrivals" ? "; counts (every) take less" : ""}`,
  );
