import type { Seen } from "../../../service/seen.ts";
import { plural } from "../../../text/figures.ts";

/** Why requests are refused, by the meters of AWS. */
const causes: readonly (readonly [metrics: readonly string[], clause: string])[] = [
  [
    ["ReadKeyRangeThroughputThrottleEvents", "WriteKeyRangeThroughputThrottleEvents"],
    "one partition key, or a range of them, gets more than a partition gives (3,000 read and 1,000 write units a second), or an on-demand table more than it has grown to",
  ],
  [
    ["ReadProvisionedThroughputThrottleEvents", "WriteProvisionedThroughputThrottleEvents"],
    "its provisioned throughput is used up",
  ],
  [
    ["ReadAccountLimitThrottleEvents", "WriteAccountLimitThrottleEvents"],
    "it takes more than a table of the account may",
  ],
  [
    ["ReadMaxOnDemandThroughputThrottleEvents", "WriteMaxOnDemandThroughputThrottleEvents"],
    "it takes more than its OnDemandThroughput",
  ],
];

/** Says of tables that refused requests for want of throughput, and why. */
export const throttledWarnings = (all: readonly Seen[]): readonly string[] =>
  all.flatMap(({ name, sum }) => {
    const throttled = sum("ThrottledRequests");
    if (throttled === 0) return [];
    const why = causes
      .filter(([metrics]) => metrics.some((metric) => sum(metric) > 0))
      .map(([, clause]) => clause);
    return [
      `${name} refused ${plural(throttled, "request")}: ${why.length === 0 ? "its throughput is used up" : why.join("; and ")}.`,
    ];
  });
