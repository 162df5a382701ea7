import type { Reporting } from "../../../service/reporting.ts";
import type { BrokerState } from "./state.ts";

/** What a broker says of itself in reports. */
export const brokerReporting: Reporting = {
  incoming: ["EnqueueCount", "MessagesRefused"],
  accepted: ({ state }) => (state as BrokerState).count, // Of this kind.
  backlog: { there: ["QueueSize"] },
  table: {
    columns: [
      { title: "messages", metrics: ["EnqueueCount"], statistic: "sum" },
      { title: "consumed", metrics: ["DequeueCount"], statistic: "sum" },
      { title: "most waiting", metrics: ["QueueSize"], statistic: "max" },
      { title: "refused", metrics: ["MessagesRefused"], statistic: "sum", optional: true },
    ],
  },
  times: [{ metric: "EnqueueTime", title: "in the queue" }],
};
