import type { SourceFile } from "./reading.ts";
import { ScenarioError } from "./scenario-error.ts";

/** Where in their file recorded arrivals are, and what its numbers mean. */
export interface RecordedArrivalsFile {
  /** Of CSV, the column; of JSON, the member. @defaultValue `arrivals`, or the only column */
  readonly column?: string | undefined;
  readonly unit: "s" | "ms" | "us";
}

const factors = { s: 1_000_000, ms: 1_000, us: 1 } as const;

/**
 * Instants of a CSV file (one row an arrival, with or without a heading) or a JSON file (a list of
 * times, or an object with one), in whole microseconds, ascending. Dates count from the first.
 *
 * @throws ScenarioError naming the row that is wrong.
 */
export function readRecordedArrivals(
  { path, text }: SourceFile,
  { column, unit }: RecordedArrivalsFile,
): readonly number[] {
  const rows = path.endsWith(".json") ? jsonRows(path, column, text) : csvRows(path, column, text);
  const first = rows[0];
  if (first === undefined) {
    throw new ScenarioError(path, "", "expected at least one arrival, received none");
  }
  const origin = dateOf(first.value);
  let before = 0;
  return rows.map(({ value, place }) => {
    const time =
      origin === null
        ? Math.round(numberOf(value) * factors[unit])
        : (dateOf(value) ?? NaN) - origin;
    if (!Number.isSafeInteger(time) || (time < 0 && origin === null)) {
      const expected = origin === null ? "a time of 0 or more" : "a date with a time";
      const received = value === "" ? "nothing" : JSON.stringify(value);
      throw new ScenarioError(place, "", `expected ${expected}, received ${received}`);
    }
    if (time < before) {
      const problem = `expected a time not before the last, received ${JSON.stringify(value)}`;
      throw new ScenarioError(place, "", problem);
    }
    before = time;
    return time;
  });
}

const numberOf = (value: unknown): number =>
  typeof value === "number" || (typeof value === "string" && value !== "") ? Number(value) : NaN;

const datePattern =
  /^(\d{4}-\d{2}-\d{2})[T ](\d{2}:\d{2}:\d{2})(?:\.(\d{1,9}))?(Z|[+-]\d{2}:?\d{2})?$/;

/** Microseconds since 1970 of a date with a time, in UTC unless it says otherwise; `null`: none. */
function dateOf(value: unknown): number | null {
  const parts = typeof value === "string" ? datePattern.exec(value) : null;
  if (parts === null) return null;
  const [, date, time, fraction = "", zone = "Z"] = parts;
  const milliseconds = Date.parse(`${date}T${time}${zone}`);
  if (Number.isNaN(milliseconds)) return null;
  return milliseconds * 1_000 + Number(fraction.slice(0, 6).padEnd(6, "0"));
}

interface Row {
  readonly value: unknown;
  readonly place: string;
}

function jsonRows(path: string, column: string | undefined, text: string): readonly Row[] {
  let data: unknown;
  try {
    data = JSON.parse(text);
  } catch (error) {
    throw new ScenarioError(path, "", `expected JSON, received ${(error as Error).message}`);
  }
  const name = column ?? "arrivals";
  const list: unknown = Array.isArray(data) ? data : Reflect.get(Object(data) as object, name);
  if (!Array.isArray(list)) {
    throw new ScenarioError(path, name, "expected a list of times, received none");
  }
  return list.map((value: unknown, row) => ({ value, place: `${path}: [${row}]` }));
}

function csvRows(path: string, column: string | undefined, text: string): readonly Row[] {
  const lines = text
    .replace(/^\uFEFF/, "")
    .split(/\r?\n/)
    .map(cellsOf);
  const heading = lines[0] ?? [];
  const isNamed = heading.some(
    (cell) => cell !== "" && Number.isNaN(Number(cell)) && dateOf(cell) === null,
  );
  let place = 0;
  if (column !== undefined || (isNamed && heading.length > 1)) {
    const wanted = column ?? "arrivals";
    place = heading.indexOf(wanted);
    if (place < 0) {
      const problem = `expected one of the columns ${heading.join(", ")}, received "${wanted}"`;
      throw new ScenarioError(`${path}:1:1`, "", problem);
    }
  }
  return lines.flatMap((cells, line) =>
    (line === 0 && isNamed) || cells.every((cell) => cell === "")
      ? []
      : [{ value: cells[place] ?? "", place: `${path}:${line + 1}:1` }],
  );
}

/** The cells of a line of CSV; a cell in quotes may hold commas, and two quotes for one. */
function cellsOf(line: string): readonly string[] {
  return [...`,${line}`.matchAll(/,\s*(?:"((?:[^"]|"")*)"|([^,]*))\s*/g)].map(
    ([, quoted, plain]) => quoted?.replaceAll('""', '"') ?? plain!.trim(),
  );
}
