import { lossesOf, type RunView } from "@orrery/aws";
import { wrapped } from "./format.ts";
import type { Drawing } from "./table.ts";

/** What was given up or lost, and what speaks for each cause; empty where nothing was. */
export function lossList(view: RunView, { columns, colors }: Drawing): string {
  const losses = lossesOf(view);
  if (losses.length === 0) return "";
  const lines = losses.flatMap(({ text, details }) => [
    wrapped(text, columns, "  "),
    ...details.map((detail) => wrapped(`  ${detail}`, columns, "    ")),
  ]);
  return [colors.bold("dead letters, and why"), ...lines].join("\n");
}
