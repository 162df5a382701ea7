import type { Reporting } from "../service/reporting.ts";

/** What places that are not modeled say of themselves in reports. */
export const sinkReporting: Reporting = {
  table: { columns: [{ title: "records", metrics: ["RecordsReceived"], statistic: "sum" }] },
};
