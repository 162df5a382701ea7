import { ScenarioError } from "./scenario-error.ts";

/** Where recorded arrivals are in their file. */
export interface RecordedArrivalsFile {
  readonly path: string;
  /** Of CSV, the column; of JSON, the member. @defaultValue `arrivals`, or the only column */
  readonly column?: string | undefined;
  readonly unit: "s" | "ms" | "us";
}

const factors = { s: 1_000_000, ms: 1_000, us: 1 } as const;

/**
 * Instants of a CSV file (one row an arrival, with or without a heading) or a JSON file (a list of
 * numbers, or an object with one), in whole microseconds, ascending. ISO times count from the first.
 *
 * @throws ScenarioError naming the row that is wrong.
 */
export function readRecordedArrivals(
  { path, column, unit }: RecordedArrivalsFile,
  text: string,
): readonly number[] {
  const rows = path.endsWith(".json") ? jsonRows(path, column, text) : csvRows(path, column, text);
  const first = rows[0];
  if (first === undefined) {
    throw new ScenarioError(path, "", "expected at least one arrival, received none");
  }
  const dates = typeof first.value === "string" && Number.isNaN(Number(first.value));
  const origin = dates ? Date.parse(String(first.value)) : 0;
  let before = -Infinity;
  return rows.map(({ value, place }) => {
    const raw = value === "" || value === null ? NaN : Number(value);
    const time = dates
      ? (Date.parse(String(value)) - origin) * 1_000
      : Math.round(raw * factors[unit]);
    if (!Number.isSafeInteger(time) || time < 0) {
      const expected = dates ? "a time in ISO 8601" : "a time that is not negative";
      throw new ScenarioError(place, "", `expected ${expected}, received ${JSON.stringify(value)}`);
    }
    if (time < before) {
      throw new ScenarioError(
        place,
        "",
        `expected a time not before the last, received ${String(value)}`,
      );
    }
    before = time;
    return time;
  });
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
  return list.map((value: unknown, row) => ({ value, place: `${path} [${row}]` }));
}

function csvRows(path: string, column: string | undefined, text: string): readonly Row[] {
  const lines = text.split(/\r?\n/).map((line) => line.split(",").map((cell) => cell.trim()));
  const heading = lines[0] ?? [];
  const named = heading.some(
    (cell) => cell !== "" && Number.isNaN(Number(cell)) && Number.isNaN(Date.parse(cell)),
  );
  let place = 0;
  if (column !== undefined || (named && heading.length > 1)) {
    place = heading.indexOf(column ?? "arrivals");
    if (place < 0) {
      const received = `"${column ?? "arrivals"}"`;
      throw new ScenarioError(
        `${path}:1`,
        "",
        `expected one of the columns ${heading.join(", ")}, received ${received}`,
      );
    }
  }
  return lines.flatMap((cells, line) =>
    (line === 0 && named) || (cells.length === 1 && cells[0] === "")
      ? []
      : [{ value: cells[place] ?? "", place: `${path}:${line + 1}` }],
  );
}
