import type { Plain } from "@orrery/kernel";
import { listOf, memberOf } from "../../../request/params.ts";
import type { PlainObject } from "../../../service/refusal.ts";

/** Whether an operation asks for metrics that functions may log in the embedded format. */
export function readsLogs(operation: string, params: PlainObject): boolean {
  if (operation !== "PutMetricAlarm") return false;
  const namespaces = [
    params["Namespace"],
    ...listOf(params["Metrics"]).map((each) =>
      memberOf(memberOf(memberOf(each, "MetricStat"), "Metric"), "Namespace"),
    ),
  ];
  return namespaces.some(isOwn);
}

const isOwn = (namespace: Plain | undefined): boolean =>
  typeof namespace === "string" && !namespace.startsWith("AWS/");
