import type { ExportDescribed } from "./protocol.ts";
import type { ExportState } from "./state.ts";

/** How far it is. */
export function describedExport({ phase, ...work }: ExportState): ExportDescribed {
  const { startedAt, endedAt, items, billedBytes, failure } = work;
  return {
    type: "exportDescribed",
    status: phase === "completed" ? "COMPLETED" : phase === "failed" ? "FAILED" : "IN_PROGRESS",
    startedAt,
    endedAt,
    items,
    billedBytes,
    failure,
    changedNothing: true,
  };
}
