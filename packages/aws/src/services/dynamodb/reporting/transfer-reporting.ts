import type { Reporting } from "../../../service/reporting.ts";
import type { ExportState } from "../export/state.ts";
import type { ImportState } from "../import/state.ts";

/** What an import says of itself in reports. */
export const importReporting: Reporting = {
  incoming: ["ProcessedItems"],
  warnings: {
    loss({ state, name }) {
      const { failure } = state as ImportState; // Of this kind.
      return failure === null ? [] : [`The import ${name} failed: ${failure.message}`];
    },
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
    loss({ state, name }) {
      const { failure } = state as ExportState; // Of this kind.
      return failure === null ? [] : [`The export ${name} failed: ${failure.message}`];
    },
  },
  table: {
    columns: [
      { title: "items exported", metrics: ["ExportedItems"], statistic: "sum" },
      { title: "files", metrics: ["ExportedFiles"], statistic: "sum" },
    ],
  },
};
