import type { Reporting } from "../../service/reporting.ts";

/** What a scalable target says of itself in reports. */
export const targetReporting: Reporting = {
  usualExpectations: (name) => [`${name}.FailedScalings = 0`],
  table: {
    columns: [
      { title: "scaled out", metrics: ["ScaleOuts"], statistic: "sum" },
      { title: "scaled in", metrics: ["ScaleIns"], statistic: "sum" },
      { title: "scheduled", metrics: ["ScheduledActions"], statistic: "sum", optional: true },
      { title: "failed", metrics: ["FailedScalings"], statistic: "sum", optional: true },
      { title: "capacity", metrics: ["Capacity"], statistic: "end" },
    ],
  },
};
