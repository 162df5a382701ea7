import type { QueryPlan } from "../config.ts";

/** What a query's result file holds, and how many bytes it has. */
export interface ResultText {
  readonly body: string;
  readonly size: number;
}

const quoted = (text: string | null): string =>
  text === null ? "" : `"${text.replaceAll('"', '""')}"`;

/** The file of a query's results: CSV with names first, or lines of text. */
export function resultText(
  { type, columns, rows, said }: QueryPlan,
  sizeOf: (text: string) => number,
): ResultText {
  const body =
    type === "DML"
      ? [columns.map(({ name }) => quoted(name)), ...rows.map((row) => row.map(quoted))]
          .map((line) => `${line.join(",")}\n`)
          .join("")
      : rows.map((row) => `${row.map((each) => each ?? "").join("\t")}\n`).join("");
  return { body, size: said.resultBytes ?? sizeOf(body) };
}
