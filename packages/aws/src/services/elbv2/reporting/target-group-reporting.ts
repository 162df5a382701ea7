import { functionType } from "../elbv2-to-lambda.ts";
import { formatDuration } from "@orrery/kernel";
import type { Reporting } from "../../../service/reporting.ts";
import type { Seen } from "../../../service/seen.ts";
import type { TargetGroupSettings } from "../config.ts";

const settingsOf = ({ settings }: Seen): TargetGroupSettings => settings as TargetGroupSettings; // Of this kind.

/** What a target group says of itself in reports. */
export const targetGroupReporting: Reporting = {
  relations(seen) {
    const target = settingsOf(seen).function;
    return target === null ? [] : [{ role: "sendsTo", arn: target.arn }];
  },
  warnings: {
    fit: (all) =>
      all.flatMap((group) => {
        const { type, targets, healthCheck } = settingsOf(group);
        if (targets === 0) {
          const more =
            type === functionType ? "" : " A scenario's `targetGroups` may say how they answer.";
          return [`${group.name} has no target: callers hear 503.${more}`];
        }
        if (healthCheck === null || group.sum("HealthChecks") === 0) return [];
        return [
          `${group.name} invokes its function every ${formatDuration(healthCheck.interval)} to see whether it is healthy, which is billed.`,
        ];
      }),
  },
  usualExpectations: (name) => [`${name}.LambdaUserError = 0`],
  table: {
    columns: [
      { title: "requests", metrics: ["RequestCountPerTarget"], statistic: "sum" },
      { title: "4xx", metrics: ["HTTPCode_Target_4XX_Count"], statistic: "sum", optional: true },
      { title: "5xx", metrics: ["HTTPCode_Target_5XX_Count"], statistic: "sum", optional: true },
      { title: "user errors", metrics: ["LambdaUserError"], statistic: "sum", optional: true },
      {
        title: "internal errors",
        metrics: ["LambdaInternalError"],
        statistic: "sum",
        optional: true,
      },
      { title: "health checks", metrics: ["HealthChecks"], statistic: "sum", optional: true },
    ],
  },
  times: [{ metric: "TargetResponseTime", title: "target" }],
};
