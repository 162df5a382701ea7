import type { Reporting } from "../../../service/reporting.ts";
import type { Seen } from "../../../service/seen.ts";
import type { ExportState } from "../export/state.ts";
import type { ImportState } from "../import/state.ts";

/** What failed, and why. */
const failures = (noun: string, all: readonly Seen[]): readonly string[] =>
  all.flatMap(({ state, name }) => {
    const { failure } = state as Pick<ImportState | ExportState, "failure">; // Of these kinds.
    return failure === null ? [] : [`The ${noun} ${name} failed: ${failure.message}`];
  });

/** What an import says of itself in reports. */
export const importReporting: Reporting = {
  incoming: ["ProcessedItems"],
  warnings: {
    loss: (imports) => failures("import", imports),
  },
  table: {
    columns: [
      { title: "items processed", metrics: ["ProcessedItems"], statistic: "sum" },
      { title: "imported", metrics: ["ImportedItems"], statistic: "sum" },
      { title: "errors", metrics: ["ImportErrors"], statistic: "sum" },
    ],
  },
};

/** What an export says of itself in reports. */
export const exportReporting: Reporting = {
  incoming: ["ExportedFiles"],
  warnings: {
    loss: (exports) => failures("export", exports),
  },
  table: {
    columns: [{ title: "files", metrics: ["ExportedFiles"], statistic: "sum" }],
  },
};
