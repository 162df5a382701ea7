import type { Instant } from "@orrery/kernel";
import type { Call } from "../../service/call.ts";
import type { Caller } from "../../service/caller.ts";
import type { PlainObject } from "../../service/refusal.ts";

/** How metric filters give CloudWatch what they make of log events: `from` is the number of their group. */
export const logsToCloudwatch = (
  Namespace: string,
  MetricData: readonly PlainObject[],
  { caller, from, at }: { readonly caller: Caller; readonly from: number; readonly at: Instant },
): Call => ({
  type: "call",
  service: "cloudwatch",
  operation: "PutMetricData",
  params: { Namespace, MetricData },
  caller,
  trail: { from: -from, number: 0, at, lineage: null },
});
