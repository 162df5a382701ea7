import { functionType, listsAttribute } from "../elbv2-to-lambda.ts";
import { seconds } from "@orrery/kernel";
import { numberOf, objectOf, textOf } from "../../../request/params.ts";
import { serviceCaller } from "../../../service/caller.ts";
import type { PlainObject } from "../../../service/refusal.ts";
import type { Resource } from "../../../service/resource.ts";
import type { ControlPlane, ResourceConnection } from "../../../service/service-model.ts";
import type { BackendBehavior, HealthCheck, TargetGroupSettings, TargetType } from "../config.ts";
import { backendTime } from "../limits.ts";
import { groupRecordOf, plainOf, type GroupRecord } from "./kept.ts";

/** How targets answer of which a scenario says nothing. */
const usualBehavior: BackendBehavior = {
  latency: backendTime,
  status: 200,
  body: "{}",
  failures: 0,
  failureStatus: 500,
  unreachable: 0,
};

/** The type of what a group's targets are. */
export const typeOf = ({ shown }: GroupRecord): TargetType =>
  (textOf(shown["TargetType"]) ?? "instance") as TargetType; // Checked against the model.

/** The settings of a target group's machine, with what it is joined to, by what is kept of it. */
export function groupSettingsOf(
  number: number,
  record: GroupRecord,
  plane: ControlPlane,
): {
  readonly settings: TargetGroupSettings;
  readonly connections: readonly ResourceConnection[];
} {
  const arn = textOf(record.shown["TargetGroupArn"])!; // Every one has it.
  const type = typeOf(record);
  const functionArn = type === functionType ? textOf(record.targets[0]?.["Id"]) : undefined;
  const target = functionArn === undefined ? null : plane.target(functionArn);
  const caller = serviceCaller("elasticloadbalancing", arn, plane);
  // What a scenario says of targets are targets.
  const isSaid = type !== functionType && record.backend !== null;
  return {
    settings: {
      number,
      arn,
      name: textOf(record.shown["TargetGroupName"])!, // Likewise.
      type,
      epochMilliseconds: plane.epochMilliseconds,
      function:
        functionArn === undefined || target === null
          ? null
          : { arn: functionArn, kind: target.kind },
      targets: Math.max(record.targets.length, isSaid ? 1 : 0),
      hasMultiValueHeaders: record.attributes[listsAttribute] === "true",
      healthCheck: type === functionType ? healthCheckOf(record.shown) : null,
      backend: { ...usualBehavior, ...(record.backend as Partial<BackendBehavior> | null) }, // As its extra reads it.
    },
    connections:
      target === null || functionArn === undefined
        ? []
        : [
            {
              port: "function",
              to: 0,
              target: target.component,
              access: { caller, action: target.action, arn: functionArn },
            },
          ],
  };
}

function healthCheckOf(shown: PlainObject): HealthCheck | null {
  if (shown["HealthCheckEnabled"] !== true) return null;
  const matcher = textOf(objectOf(shown["Matcher"])["HttpCode"]) ?? "200";
  return {
    path: textOf(shown["HealthCheckPath"]) ?? "/",
    interval: seconds(numberOf(shown["HealthCheckIntervalSeconds"]) ?? 35),
    timeout: seconds(numberOf(shown["HealthCheckTimeoutSeconds"]) ?? 30),
    healthyThreshold: numberOf(shown["HealthyThresholdCount"]) ?? 5,
    unhealthyThreshold: numberOf(shown["UnhealthyThresholdCount"]) ?? 2,
    matcher: matcher.split(",").map((part) => {
      const [from = "", to = from] = part.split("-");
      return [Number(from), Number(to)];
    }),
  };
}

/** Changes what is kept of a target group, and has its machine go by it. */
export function changeGroup(
  group: Resource,
  change: Partial<GroupRecord>,
  plane: ControlPlane,
): GroupRecord {
  const record = { ...groupRecordOf(group), ...change };
  plane.change(group, {
    record: plainOf(record),
    ...groupSettingsOf(group.number, record, plane),
  });
  return record;
}
