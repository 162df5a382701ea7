import type { Reporting } from "../../../service/reporting.ts";

/** What an archive says of itself in reports. */
export const archiveReporting: Reporting = {
  incoming: ["EventsArchived"],
  table: {
    columns: [
      { title: "archived", metrics: ["EventsArchived"], statistic: "sum" },
      { title: "expired", metrics: ["EventsExpired"], statistic: "sum", optional: true },
      { title: "replayed", metrics: ["EventsReplayed"], statistic: "sum", optional: true },
      { title: "kept", metrics: ["KeptEvents"], statistic: "end" },
    ],
  },
};
