import type { ImportDescribed } from "./protocol.ts";
import type { ImportState } from "./state.ts";

/** How far it is. */
export function describedImport(work: ImportState): ImportDescribed {
  const { phase, startedAt, endedAt, processedItems, importedItems, errors } = work;
  const { processedBytes, failure } = work;
  return {
    type: "importDescribed",
    status: phase === "completed" ? "COMPLETED" : phase === "failed" ? "FAILED" : "IN_PROGRESS",
    startedAt,
    endedAt,
    processedItems,
    importedItems,
    errors,
    processedBytes,
    failure,
    changedNothing: true,
  };
}
