import { functionType } from "../elbv2-to-lambda.ts";
import { listOf, objectOf, textOf } from "../../../request/params.ts";
import { serviceCaller } from "../../../service/caller.ts";
import { refused, type PlainObject, type Refused } from "../../../service/refusal.ts";
import type { Resource } from "../../../service/resource.ts";
import type { ControlPlane, Operations, Step } from "../../../service/service-model.ts";
import type { HealthShown } from "../target-group/declarations.ts";
import { isChecked } from "../target-group/health.ts";
import { elbv2Limits } from "../limits.ts";
import type { TargetGroupSettings } from "../config.ts";
import { changeGroup, groupSettingsOf, typeOf } from "./group-settings.ts";
import { groupOf, groupRecordOf } from "./kept.ts";
import { isRefused, respond } from "./refusals.ts";
import { balancersOf } from "./target-group-operations.ts";

/** Operations on the targets of target groups. */
export const targetOperations: Operations = {
  RegisterTargets: { begin: register },
  DeregisterTargets: { begin: deregister },
  DescribeTargetHealth: {
    begin(params, plane) {
      const group = groupOf(textOf(params["TargetGroupArn"]) ?? "", plane);
      if (isRefused(group)) return group;
      const shown = plane.consult(group.number, { type: "showHealth" });
      const { isHealthy } = shown as HealthShown; // It answers nothing else.
      return respond({ TargetHealthDescriptions: healthOf(group, isHealthy, plane) });
    },
  },
};

const isSame = (one: PlainObject, other: PlainObject): boolean =>
  one["Id"] === other["Id"] && (other["Port"] === undefined || one["Port"] === other["Port"]);

function register(params: PlainObject, plane: ControlPlane): Step {
  const group = groupOf(textOf(params["TargetGroupArn"]) ?? "", plane);
  if (isRefused(group)) return group;
  const record = groupRecordOf(group);
  const said = listOf(params["Targets"]).map(objectOf);
  const isFunction = typeOf(record) === functionType;
  for (const target of isFunction ? said : []) {
    const refusal = againstFunction(textOf(target["Id"]) ?? "", group, plane);
    if (refusal !== null) return refusal;
  }
  const port = record.shown["Port"];
  const added = said
    .map((target) => (isFunction || port === undefined ? target : { Port: port, ...target }))
    .filter((target) => !record.targets.some((each) => isSame(each, target)));
  const targets = [...record.targets, ...added];
  if (isFunction && targets.length > elbv2Limits.targetsOfFunctions) {
    return refused(
      "TooManyTargets",
      "Target groups with target type lambda have one target at most",
    ); // Assumed: the words.
  }
  changeGroup(group, { targets }, plane);
  return respond();
}

/** Why a function cannot be a target; `null`: it can. */
function againstFunction(arn: string, group: Resource, plane: ControlPlane): Refused | null {
  const target = plane.target(arn);
  if (target === null) {
    return refused("InvalidTarget", `The following targets are not valid Lambda functions: ${arn}`); // Likewise.
  }
  const caller = serviceCaller("elasticloadbalancing", group.arn, plane);
  if (plane.authorize(caller, target.action, arn) === null) return null;
  return refused(
    "AccessDenied",
    `elasticloadbalancing principal does not have permission to invoke ${arn} from target group ${group.arn}`,
  );
}

function deregister(params: PlainObject, plane: ControlPlane): Step {
  const group = groupOf(textOf(params["TargetGroupArn"]) ?? "", plane);
  if (isRefused(group)) return group;
  const said = listOf(params["Targets"]).map(objectOf);
  const { targets } = groupRecordOf(group);
  const missing = said.find((target) => !targets.some((each) => isSame(each, target)));
  if (missing !== undefined) {
    return refused(
      "InvalidTarget",
      `The following targets are not registered: ${textOf(missing["Id"]) ?? ""}`, // Likewise.
    );
  }
  const left = targets.filter((each) => !said.some((target) => isSame(each, target)));
  changeGroup(group, { targets: left }, plane);
  return respond();
}

function healthOf(
  group: Resource,
  isHealthy: boolean,
  plane: ControlPlane,
): readonly PlainObject[] {
  const record = groupRecordOf(group);
  const { settings }: { readonly settings: TargetGroupSettings } = groupSettingsOf(
    group.number,
    record,
    plane,
  );
  const isUsed = balancersOf(group.arn, plane).length > 0;
  return record.targets.map((Target) => {
    if (!isUsed) {
      return {
        Target,
        TargetHealth: {
          State: "unused",
          Reason: "Target.NotInUse",
          Description: "Target group is not configured to receive traffic from the load balancer",
        },
      };
    }
    if (settings.type === functionType && !isChecked(settings)) {
      return {
        Target,
        TargetHealth: {
          State: "unavailable",
          Reason: "Target.HealthCheckDisabled",
          Description: "Health checks are not enabled for this target",
        },
      };
    }
    return {
      Target,
      TargetHealth: isHealthy
        ? { State: "healthy" }
        : {
            State: "unhealthy",
            Reason: "Target.FailedHealthChecks",
            Description: "Health checks failed",
          },
    };
  });
}
