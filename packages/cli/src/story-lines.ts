import type { StoryStep } from "@orrery/aws";
import { formatDuration, type Duration } from "@orrery/kernel";
import type picocolors from "picocolors";

type Colors = ReturnType<typeof picocolors.createColors>;

/** A step of a story, or an event. */
export interface Row extends Omit<StoryStep, "type" | "branch"> {
  /** Which of several branches; left out or empty where there is one. */
  readonly label?: string;
}

/** Rows as lines, each with its time, who it is about, and its event. */
export function linesOf(
  steps: readonly Row[],
  resources: Readonly<Record<string, string>>,
  colors: Colors,
): string {
  const rows = steps.map(({ at, event, component, text, label = "" }) => ({
    at: formatDuration(at as number as Duration),
    label,
    who: resources[component] ?? component,
    text,
    event,
  }));
  // Of a story of a million steps, too: a call takes no more arguments than the stack holds.
  const width = (column: "at" | "label" | "who") =>
    rows.reduce((widest, row) => Math.max(widest, row[column].length), 0);
  const [atWidth, labelWidth, whoWidth] = [width("at"), width("label"), width("who")];
  return rows
    .map(({ at, label, who, text, event }) => {
      const what = labelWidth === 0 ? "" : `${label.padEnd(labelWidth)}  `;
      return `${at.padStart(atWidth)}  ${what}${who.padEnd(whoWidth)}  ${text} ${colors.dim(`(event ${event})`)}\n`;
    })
    .join("");
}
