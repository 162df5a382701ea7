import type { Reporting } from "../../../service/reporting.ts";
import type { ClusterState } from "./state.ts";

/** What a cluster says of itself in reports. */
export const clusterReporting: Reporting = {
  incoming: ["DocumentsInserted", "DocumentsRefused"],
  accepted: ({ state }) => (state as ClusterState).count, // Of this kind.
  table: {
    columns: [
      { title: "inserted", metrics: ["DocumentsInserted"], statistic: "sum" },
      { title: "changes read", metrics: ["ChangesRead"], statistic: "sum" },
      { title: "expired", metrics: ["ChangesExpired"], statistic: "sum", optional: true },
    ],
  },
};
