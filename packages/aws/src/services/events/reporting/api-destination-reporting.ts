import type { Reporting } from "../../../service/reporting.ts";

/** What an API destination says of itself in reports. */
export const apiDestinationReporting: Reporting = {
  incoming: ["RequestsReceived", "RequestsRefused"],
  table: {
    columns: [
      { title: "received", metrics: ["RequestsReceived"], statistic: "sum" },
      { title: "refused", metrics: ["RequestsRefused"], statistic: "sum", optional: true },
      { title: "delayed", metrics: ["RequestsDelayed"], statistic: "sum", optional: true },
    ],
  },
  times: [{ metric: "EndToEndLatency", title: "end to end", isWholeWay: true }],
};
