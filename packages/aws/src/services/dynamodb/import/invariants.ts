import type { Invariants } from "@orrery/kernel";
import type { ImportState } from "./state.ts";

/** What holds of every import between any two inputs. */
export const importInvariants: Invariants<ImportState> = {
  "imports no more than it has processed": ({ processedItems, importedItems, errors }) =>
    importedItems + errors <= processedItems,

  "has imported all that is no error, once it is completed": (work) =>
    work.phase !== "completed" ||
    (work.importedItems === work.processedItems && work.errors === 0 && work.open === 0),

  "says why it failed": ({ phase, failure }) => (phase === "failed") === (failure !== null),

  "reads each object once": ({ next, open, keys }) => open <= next && next <= keys.length,
};
