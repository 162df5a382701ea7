import type { TableData } from "@orrery/aws";
import { shownValue, type Plain } from "@orrery/kernel";
import Papa from "papaparse";
import { fail, fileAt, type ScenarioSources, type SourceFile } from "./reading.ts";
import type { ScenarioDocument } from "./scenario-document.ts";
import { ScenarioError } from "./scenario-error.ts";
import type { ScenarioPath } from "./wording.ts";

type Row = Readonly<Record<string, Plain>>;

/** The rows of a table: as they are said, or those of a file beside the scenario. */
export function tableDataAt(
  document: ScenarioDocument,
  path: ScenarioPath,
  said: Plain,
  sources: ScenarioSources,
): TableData {
  if (typeof said === "string") {
    const source = fileAt(document, path, said, sources);
    return /\.(?:jsonl|ndjson|json)$/i.test(said) ? fromJsonLines(source) : fromCsv(source);
  }
  if (!Array.isArray(said)) {
    return fail(document, path, `expected rows, or a file of them, received ${shownValue(said)}`);
  }
  const rows = said as readonly Plain[];
  rows.forEach((row, place) => {
    if (isRow(row)) return;
    fail(document, [...path, place], `expected a row, as an object, received ${shownValue(row)}`);
  });
  return fromRows(rows as readonly Row[]); // Each is one.
}

const isRow = (value: unknown): value is Row =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** Names of columns are compared in small letters, as the catalog has them. */
function fromRows(said: readonly Row[]): TableData {
  const columns = [
    ...new Set(said.flatMap((row) => Object.keys(row).map((name) => name.toLowerCase()))),
  ];
  const places = new Map(columns.map((name, place) => [name, place]));
  const rows = said.map((row) => {
    const cells: Plain[] = columns.map(() => null);
    for (const [name, value] of Object.entries(row)) cells[places.get(name.toLowerCase())!] = value;
    return cells;
  });
  return { columns, rows, bytes: bytesOf(rows) };
}

const textOfCell = (cell: Plain): string =>
  cell === null ? "" : typeof cell === "string" ? cell : JSON.stringify(cell);

/** Of lines of text, with a sign behind each cell. */
const bytesOf = (rows: readonly (readonly Plain[])[]): number =>
  rows.reduce(
    (sum, row) =>
      row.reduce((all: number, cell) => all + encoder.encode(textOfCell(cell)).length + 1, sum),
    0,
  );

const encoder = new TextEncoder();

/** One object a line; a list of objects in one text as well. */
function fromJsonLines({ path, text }: SourceFile): TableData {
  const rows: Row[] = [];
  const take = (value: unknown, place: string): void => {
    if (!isRow(value)) {
      throw new ScenarioError(place, "", `expected an object, received ${shownValue(value)}`);
    }
    rows.push(value);
  };
  const parsed = (json: string, place: string): unknown => {
    try {
      return JSON.parse(json) as unknown;
    } catch (error) {
      throw new ScenarioError(place, "", `expected JSON, received ${(error as Error).message}`);
    }
  };
  if (text.trimStart().startsWith("[")) {
    const list = parsed(text, path) as readonly unknown[]; // It begins as one.
    list.forEach((value, place) => take(value, `${path}: [${place}]`));
    return fromRows(rows);
  }
  text.split("\n").forEach((line, number) => {
    const place = `${path}:${number + 1}:1`;
    if (line.trim() !== "") take(parsed(line, place), place);
  });
  return fromRows(rows);
}

/** Names in the first line, then a row a line. */
function fromCsv({ path, text }: SourceFile): TableData {
  const { data, errors } = Papa.parse<readonly string[]>(text, {
    delimiter: ",",
    skipEmptyLines: true,
  });
  const [error] = errors;
  if (error !== undefined) {
    const place = `${path}:${(error.row ?? 0) + 1}:1`;
    throw new ScenarioError(place, "", `expected CSV, received other: ${error.message}`);
  }
  const [heading = [], ...rows] = data;
  const columns = heading.map((name) => name.trim().toLowerCase());
  if (columns.length === 0) {
    throw new ScenarioError(path, "", "expected the names of columns, received nothing");
  }
  rows.forEach((row, place) => {
    if (row.length === columns.length) return;
    const problem = `expected ${columns.length} cells, received ${row.length}`;
    throw new ScenarioError(`${path}:${place + 2}:1`, "", problem);
  });
  return { columns, rows, bytes: bytesOf(rows) };
}
