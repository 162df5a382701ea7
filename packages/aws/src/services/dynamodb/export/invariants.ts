import type { Invariants } from "@orrery/kernel";
import type { ExportState } from "./state.ts";

/** What holds of every export between any two inputs. */
export const exportInvariants: Invariants<ExportState> = {
  "has the items of its files": ({ files, items }) =>
    files.reduce((sum, file) => sum + file.items, 0) === items,

  "has written every file before the manifest says so": ({ phase, files }) =>
    (phase !== "manifest" && phase !== "completed") || files.every(({ tag }) => tag !== null),

  "says why it failed": ({ phase, failure }) => (phase === "failed") === (failure !== null),

  "has no more on its way than there is to write": ({ open, objects }) => open <= objects.length,
};
