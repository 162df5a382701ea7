import Table from "cli-table3";
import type { Colors } from "picocolors/types";
import { shortened } from "./format.ts";

/** A column of a table, the first being the subject of each row. */
export interface Column {
  readonly title: string;
  /** Left out when all its cells are empty, `0` or `0%`. */
  readonly optional?: true;
}

/** Where a table is drawn. */
export interface Drawing {
  readonly columns: number;
  readonly colors: Colors;
}

const gap = 2;
const narrowestSubject = 12;
const isNothing = (cell: string): boolean => /^(|0|0%|\$0)$/.test(cell);

/** Rows under their titles, subjects to the left and figures to the right; empty without rows. */
export function drawTable(
  columns: readonly Column[],
  rows: readonly (readonly string[])[],
  { columns: width, colors }: Drawing,
): string {
  if (rows.length === 0) return "";
  const shown = columns.flatMap(({ optional }, place) =>
    optional === true && rows.every((row) => isNothing(row[place]!)) ? [] : [place],
  );
  const widths = shown.map((place) =>
    Math.max(columns[place]!.title.length, ...rows.map((row) => row[place]!.length)),
  );
  const figures = widths.slice(1).reduce((sum, each) => sum + each + gap, 0);
  const subject = Math.min(widths[0]!, Math.max(narrowestSubject, width - figures));
  const drawn = new Table({
    head: shown.map((place, at) =>
      at === 0 ? colors.bold(columns[place]!.title) : colors.dim(columns[place]!.title),
    ),
    colAligns: shown.map((_, at) => (at === 0 ? "left" : "right")),
    colWidths: [subject, ...widths.slice(1)],
    chars: { ...noLines, middle: " ".repeat(gap) },
    style: { "padding-left": 0, "padding-right": 0, head: [], border: [] },
  });
  drawn.push(
    ...rows.map((row) =>
      shown.map((place, at) => (at === 0 ? shortened(row[place]!, subject) : row[place]!)),
    ),
  );
  return drawn.toString();
}

const noLines = {
  ...{ top: "", "top-mid": "", "top-left": "", "top-right": "" },
  ...{ bottom: "", "bottom-mid": "", "bottom-left": "", "bottom-right": "" },
  ...{ left: "", "left-mid": "", mid: "", "mid-mid": "", right: "", "right-mid": "" },
};
