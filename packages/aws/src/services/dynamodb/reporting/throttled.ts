import { slab } from "@orrery/kernel";
import type { Seen } from "../../../service/seen.ts";
import { plural } from "../../../text/figures.ts";
import type { ThrottleMetric } from "../capacity/index-minutes.ts";
import type { TableState } from "../table/state.ts";

/** Why requests are refused, by the meters of AWS. */
const causes: readonly (readonly [metrics: readonly ThrottleMetric[], clause: string])[] = [
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
  all.flatMap(({ name, sum, state }) => {
    const throttled = sum("ThrottledRequests");
    if (throttled === 0) return [];
    const why = [...clausesOf(sum), ...indexClauses(state as TableState)]; // Of this kind.
    return [
      `${name} refused ${plural(throttled, "request")}: ${why.length === 0 ? "its throughput is used up" : why.join("; and ")}.`,
    ];
  });

const clausesOf = (count: (metric: ThrottleMetric) => number): readonly string[] =>
  causes
    .filter(([metrics]) => metrics.some((metric) => count(metric) > 0))
    .map(([, clause]) => clause);

/** Why writes and reads of global secondary indexes were refused. */
const indexClauses = ({ capacity }: TableState): readonly string[] =>
  slab
    .list(capacity)
    .flatMap(({ name, refused }) =>
      name === null
        ? []
        : clausesOf((metric) => refused[metric] ?? 0).map(
            (clause) => `of its index ${name}, ${clause}`,
          ),
    );
