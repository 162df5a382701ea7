import { table, type Instant } from "@orrery/kernel";
import type { Refused } from "../service/refusal.ts";
import type { Workload, WorkloadContext } from "./declarations.ts";
import { metrics } from "./metrics.ts";

/** Counts why something was refused for good. */
export function count(
  workload: Workload,
  { code, message }: Pick<Refused, "code" | "message">,
  by: number,
) {
  const before = table.get(workload.refusals, code) ?? { count: 0, message };
  table.set(workload.refusals, code, { count: before.count + by, message: before.message });
}

export function settle(metric: number, since: Instant, context: WorkloadContext): void {
  context.observe(metrics.ResponseTime, context.now - since);
  context.observe(metric, 1);
}
