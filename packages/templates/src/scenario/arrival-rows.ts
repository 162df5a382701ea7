import Papa from "papaparse";
import type { SourceFile } from "./reading.ts";
import { ScenarioError } from "./scenario-error.ts";

/** Sees a row: its time and its count, where there are such, and its line or its place in a list. */
export type VisitRow = (time: unknown, count: unknown, place: number) => void;

/** Which columns of a CSV file are read; -1: none. */
export interface Columns {
  readonly time: number;
  readonly count: number;
}

/** Names that columns of counts have: such a column is not one of times. */
const countName = /^(?:count|counts|sum|samplecount)$/i;

/** The cells of the first line. @throws ScenarioError */
export function csvHeading(source: SourceFile): readonly string[] {
  let heading: readonly string[] = [];
  eachCsvLine(source, (cells) => {
    heading = cells;
    return false;
  });
  return heading;
}

/**
 * The columns of the times and, where `count` is the name of one, of the counts.
 *
 * @throws ScenarioError where the heading has no such columns.
 */
export function columnsOf(
  source: SourceFile,
  heading: readonly string[],
  isNamed: boolean,
  time: string | undefined,
  count: string | null,
): Columns {
  const place = `${source.path}:1:1`;
  const named = (name: string): number => {
    const column = heading.indexOf(name);
    if (column >= 0) return column;
    const hint =
      count === null && heading.some((cell) => countName.test(cell))
        ? "; counts want every, such as every: 1m"
        : "";
    const problem = `expected one of the columns ${heading.join(", ")}, received "${name}"${hint}`;
    throw new ScenarioError(place, "", problem);
  };
  const isWide = heading.length > 1;
  if (count === null) {
    const column = time !== undefined || (isNamed && isWide) ? named(time ?? "arrivals") : 0;
    if (!isNamed || !countName.test(heading[column]!)) return { time: column, count: -1 };
    const problem = `expected every, such as every: 1m, beside a column of counts, received none`;
    throw new ScenarioError(place, "", problem);
  }
  if (!isNamed && heading.length <= 2 && time === undefined) {
    return isWide ? { time: 0, count: 1 } : { time: -1, count: 0 };
  }
  const counts = isNamed && !isWide ? 0 : named(count);
  if (time !== undefined) return { time: named(time), count: counts };
  if (heading.length <= 2) return { time: isWide ? 1 - counts : -1, count: counts };
  const problem = `expected column to name that of the times, one of ${heading.join(", ")}, received none`;
  throw new ScenarioError(place, "", problem);
}

/** Visits the rows of a CSV file that are not empty, one after another, without a list of them. */
export function eachCsvRow(
  source: SourceFile,
  isNamed: boolean,
  { time, count }: Columns,
  visit: VisitRow,
): void {
  eachCsvLine(source, (cells, line) => {
    if ((line === 1 && isNamed) || cells.every((cell) => cell === "")) return true;
    const cellAt = (column: number) => (column < 0 ? undefined : (cells[column] ?? ""));
    visit(cellAt(time), cellAt(count), line);
    return true;
  });
}

/** Visits the lines of a CSV file, as long as it is told to go on. @throws ScenarioError */
function eachCsvLine(
  { path, text }: SourceFile,
  visit: (cells: readonly string[], line: number) => boolean,
): void {
  let line = 1;
  Papa.parse<readonly string[]>(text, {
    delimiter: ",",
    newline: "\n",
    fastMode: false, // That makes a list of all lines.
    step({ data, errors: [error] }, parser) {
      if (error !== undefined) {
        const problem = `expected quotes in pairs, received others: ${error.message}`;
        throw new ScenarioError(`${path}:${line}:1`, "", problem);
      }
      const cells = data.map((cell) => cell.trim());
      if (!visit(cells, line)) parser.abort();
      line += 1;
      for (const cell of data) if (cell.includes("\n")) line += cell.split("\n").length - 1;
    },
  });
}

/** Visits the items of the list that a JSON text is or has: values, or objects with members. */
export function eachJsonRow(
  { path, text }: SourceFile,
  time: string | undefined,
  count: string | null,
  visit: VisitRow,
): void {
  let data: unknown;
  try {
    data = JSON.parse(text);
  } catch (error) {
    throw new ScenarioError(path, "", `expected JSON, received ${(error as Error).message}`);
  }
  const name = count ?? time!; // One of the two is named.
  const list: unknown = Array.isArray(data) ? data : Reflect.get(Object(data) as object, name);
  if (!Array.isArray(list)) {
    const what = count === null ? "times" : "counts";
    throw new ScenarioError(path, name, `expected a list of ${what}, received none`);
  }
  list.forEach((item: unknown, place) => {
    if (typeof item !== "object" || item === null) {
      visit(count === null ? item : undefined, count === null ? undefined : item, place);
      return;
    }
    const member = (key: string | null | undefined): unknown =>
      key === null || key === undefined ? undefined : (Reflect.get(item, key) as unknown);
    const other = Object.keys(item).filter((key) => key !== count);
    const timeName = time ?? (count !== null && other.length === 1 ? other[0] : undefined);
    visit(member(timeName), member(count), place);
  });
}
