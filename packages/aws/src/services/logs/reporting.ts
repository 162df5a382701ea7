import type { Reporting } from "../../service/reporting.ts";
import type { Seen } from "../../service/seen.ts";
import type { GroupSettings } from "./config.ts";

const settingsOf = ({ settings }: Seen): GroupSettings => settings as GroupSettings; // Of this kind.

/** What a log group says of itself in reports. */
export const groupReporting: Reporting = {
  relations: (seen) =>
    settingsOf(seen).subscriptions.map(({ arn }) => ({ role: "sendsTo" as const, arn })),
  usualArrivals: () => [],
  usualExpectations: (name) => [`${name}.DeliveryErrors = 0`],
  warnings: {
    loss: (all) =>
      all.flatMap((seen) => {
        const skipped = seen.sum("SkippedLogEvents");
        return skipped === 0
          ? []
          : [
              `${skipped} log events of ${seen.name} reached no subscriber: a filter whose destination refuses is disabled for ten minutes, and what is logged meanwhile is skipped.`,
            ];
      }),
  },
  table: {
    columns: [
      { title: "put", metrics: ["IncomingLogEvents"], statistic: "sum", optional: true },
      { title: "passed on", metrics: ["ForwardedLogEvents"], statistic: "sum" },
      { title: "measured", metrics: ["MetricFilterMatches"], statistic: "sum", optional: true },
      { title: "errors", metrics: ["DeliveryErrors"], statistic: "sum", optional: true },
      { title: "throttled", metrics: ["DeliveryThrottling"], statistic: "sum", optional: true },
      { title: "skipped", metrics: ["SkippedLogEvents"], statistic: "sum", optional: true },
    ],
  },
};
