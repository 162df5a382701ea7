import type { Duration } from "@orrery/kernel";
import { isObject, listOf, numberOf, objectOf, textOf } from "../../../request/params.ts";
import type { CloudWatchMetric, Statistic } from "../../../service/cloudwatch-metric.ts";
import { refused, type NotModeled, type PlainObject } from "../../../service/refusal.ts";
import type { Resource } from "../../../service/resource.ts";
import type { ControlPlane, Operations, Step } from "../../../service/service-model.ts";
import type { StepSettings, TrackingSettings } from "../config.ts";
import { autoscalingLimits } from "../limits.ts";
import { createPolicyResource, removePolicyResource } from "./policy-resource.ts";
import { keepPart, listAll, partNamed, removePart, type Parts } from "./target-parts.ts";
import {
  invalid,
  isRefused,
  recordOf,
  respond,
  targetOf,
  timestampOf,
  type Checked,
  type KeptPolicy,
} from "./target-record.ts";

/** Operations on scaling policies. */
export const policyOperations: Operations = {
  PutScalingPolicy: { begin: put },
  DeleteScalingPolicy: {
    begin: (params, plane) =>
      removePart(policies, params, plane, ({ arn }) => removePolicyResource(arn, plane)),
  },
  DescribeScalingPolicies: {
    begin: (params, plane) =>
      listAll(
        policies,
        "ScalingPolicies",
        (policy) => ({ PolicyARN: policy.arn, Alarms: alarmsOf(policy, plane) }),
        params,
        plane,
      ),
  },
};

const policies: Parts<KeptPolicy> = {
  noun: "scaling policy",
  nameNoun: "policy name",
  nameMember: "PolicyName",
  namesMember: "PolicyNames",
  of: (record) => record.policies,
  changed: (kept) => ({ policies: kept }),
};

const second = 1_000_000;

function put(params: PlainObject, plane: ControlPlane): Step {
  const target = targetOf(params, plane);
  if (isRefused(target)) return target;
  const record = recordOf(target);
  const name = textOf(params["PolicyName"])!; // It is there.
  const before = partNamed(policies, params, record);
  const type = textOf(params["PolicyType"]) ?? before?.said["PolicyType"] ?? "StepScaling";
  if (before !== undefined && before.said["PolicyType"] !== type) {
    return invalid("You cannot change the type of an existing scaling policy"); // Assumed: the words.
  }
  if (before === undefined && record.policies.length >= autoscalingLimits.policies) {
    return refused(
      "LimitExceededException",
      `Maximum number of scaling policies (${autoscalingLimits.policies}) reached for the scalable target`, // Assumed: the words.
    );
  }
  if (type === "PredictiveScaling") {
    return { type: "notModeled", what: "Predictive scaling is not modeled." };
  }
  const number = before?.settings.number ?? record.nextNumber;
  const settings =
    type === "TargetTrackingScaling"
      ? trackingIn(params, { number, name }, target, before, plane)
      : stepsIn(params, { number, name }, target, plane);
  if ("type" in settings && (settings.type === "refused" || settings.type === "notModeled")) {
    return settings;
  }
  const kept: KeptPolicy = {
    settings,
    arn: before?.arn ?? policyArn(target, name, plane),
    said: {
      PolicyType: type,
      ...only(params, "TargetTrackingScalingPolicyConfiguration"),
      ...only(params, "StepScalingPolicyConfiguration"),
    },
    createdAt: before?.createdAt ?? timestampOf(plane),
  };
  keepPart(policies, kept, before, target, plane);
  if (settings.type === "step" && before === undefined) {
    createPolicyResource(kept.arn, number, target, plane);
  }
  return respond({ PolicyARN: kept.arn, Alarms: alarmsOf(kept, plane) });
}

const only = (params: PlainObject, member: string): PlainObject =>
  params[member] === undefined ? {} : { [member]: params[member] };

interface Named {
  readonly number: number;
  readonly name: string;
}

function trackingIn(
  params: PlainObject,
  named: Named,
  target: Resource,
  before: KeptPolicy | undefined,
  plane: ControlPlane,
): Checked<TrackingSettings> | NotModeled {
  const { dimension: dimensionName, resourceId } = recordOf(target);
  const dimension = plane.scalableOf(dimensionName)!; // It was registered.
  if (!isObject(params["TargetTrackingScalingPolicyConfiguration"])) {
    return invalid(
      "Target tracking scaling policies require a target tracking scaling policy configuration", // Assumed: the words.
    );
  }
  const said = params["TargetTrackingScalingPolicyConfiguration"];
  const goal = numberOf(said["TargetValue"])!; // It is there.
  const predefined = said["PredefinedMetricSpecification"];
  const customized = said["CustomizedMetricSpecification"];
  if ((predefined === undefined) === (customized === undefined)) {
    return invalid("Exactly one of predefined or customized metric must be specified"); // Assumed: the words.
  }
  const cooldown = (member: string): Duration => {
    const seconds = numberOf(said[member]);
    return seconds === undefined ? dimension.cooldown : ((seconds * second) as Duration);
  };
  const alarms = alarmNames(before, resourceId, plane);
  const common = {
    ...named,
    type: "tracking",
    target: goal,
    scaleIn: said["DisableScaleIn"] !== true,
    outCooldown: cooldown("ScaleOutCooldown"),
    inCooldown: cooldown("ScaleInCooldown"),
    ...alarms,
  } as const;
  if (predefined !== undefined) {
    const name = textOf(objectOf(predefined)["PredefinedMetricType"])!; // It is there.
    const metric = Object.hasOwn(dimension.metrics, name) ? dimension.metrics[name] : undefined;
    if (metric === undefined) {
      return invalid(
        `Predefined metric type ${name} is not supported for scalable dimension ${dimensionName}`, // Assumed: the words.
      );
    }
    const { min, max } = metric.target;
    if (goal < min || goal > max) {
      return invalid(`Target value must be between ${min} and ${max} for ${name}`); // Assumed: the words.
    }
    return { ...common, metric: metric.metricOf(resourceId), reading: { predefined: name } };
  }
  const metric = customizedIn(objectOf(customized));
  if ("type" in metric) return metric;
  if (!(goal > 0)) return invalid("Target value must be greater than 0"); // Assumed: the words.
  return { ...common, ...metric };
}

function customizedIn(
  said: PlainObject,
): Pick<TrackingSettings, "metric" | "reading"> | NotModeled | ReturnType<typeof invalid> {
  if (said["Metrics"] !== undefined) {
    return { type: "notModeled", what: "Metric math in scaling policies is not modeled." };
  }
  const [name, namespace, statistic] = ["MetricName", "Namespace", "Statistic"].map((member) =>
    textOf(said[member]),
  );
  if (name === undefined || namespace === undefined || statistic === undefined) {
    return invalid("MetricName, Namespace and Statistic are required for a customized metric"); // Assumed: the words.
  }
  const dimensions = Object.fromEntries(
    listOf(said["Dimensions"]).map((item) => {
      const { Name, Value } = objectOf(item);
      return [textOf(Name) ?? "", textOf(Value) ?? ""];
    }),
  );
  const metric: CloudWatchMetric = { namespace, name, dimensions };
  return { metric, reading: { statistic: statistic as Statistic } }; // One of them: the model says so.
}

function alarmNames(before: KeptPolicy | undefined, resourceId: string, plane: ControlPlane) {
  if (before?.settings.type === "tracking") {
    const { alarmHigh, alarmLow } = before.settings;
    return { alarmHigh, alarmLow };
  }
  const name = (which: string) => `TargetTracking-${resourceId}-Alarm${which}-${plane.uuid()}`;
  return { alarmHigh: name("High"), alarmLow: name("Low") };
}

function stepsIn(
  params: PlainObject,
  named: Named,
  target: Resource,
  plane: ControlPlane,
): Checked<StepSettings> {
  const dimension = plane.scalableOf(recordOf(target).dimension)!; // It was registered.
  if (!isObject(params["StepScalingPolicyConfiguration"])) {
    return invalid("Step scaling policies require a step scaling policy configuration"); // Assumed: the words.
  }
  const said = params["StepScalingPolicyConfiguration"];
  const adjustment = textOf(said["AdjustmentType"]);
  const adjustments = listOf(said["StepAdjustments"]).map(objectOf);
  if (adjustment === undefined) return invalid("Adjustment type is required"); // Assumed: the words.
  if (adjustments.length === 0) return invalid("At least one step adjustment is required"); // Likewise.
  if (adjustments.length > autoscalingLimits.stepAdjustments) {
    return refused(
      "LimitExceededException",
      `Maximum number of step adjustments (${autoscalingLimits.stepAdjustments}) exceeded`, // Likewise.
    );
  }
  const steps = adjustments
    .map((each) => ({
      lower: numberOf(each["MetricIntervalLowerBound"]) ?? null,
      upper: numberOf(each["MetricIntervalUpperBound"]) ?? null,
      by: numberOf(each["ScalingAdjustment"])!, // It is there.
    }))
    .sort((one, other) => (one.lower ?? -Infinity) - (other.lower ?? -Infinity));
  const overlaps = steps.some(
    ({ lower }, place) => place > 0 && (lower === null || lower !== steps[place - 1]!.upper),
  );
  if (
    overlaps ||
    steps.some(({ lower, upper }) => lower !== null && upper !== null && lower >= upper)
  ) {
    return invalid("Step adjustment intervals can't overlap or have a gap between them"); // Likewise.
  }
  const cooldown = numberOf(said["Cooldown"]);
  return {
    ...named,
    type: "step",
    adjustment: adjustment as StepSettings["adjustment"], // One of them: the model says so.
    minimumMagnitude: numberOf(said["MinAdjustmentMagnitude"]) ?? 0,
    cooldown: cooldown === undefined ? dimension.cooldown : ((cooldown * second) as Duration),
    steps,
  };
}

function policyArn(target: Resource, name: string, plane: ControlPlane): string {
  const { namespace, resourceId } = recordOf(target);
  const resource = `resource/${namespace}/${resourceId}:policyName/${name}`;
  return `arn:${plane.partition}:autoscaling:${plane.region}:${plane.accountId}:scalingPolicy:${plane.uuid()}:${resource}`;
}

/** The alarms that a policy has: none for scaling in where that is disabled. */
function alarmsOf({ settings }: KeptPolicy, plane: ControlPlane): readonly PlainObject[] {
  if (settings.type === "step") return [];
  const names = settings.scaleIn ? [settings.alarmHigh, settings.alarmLow] : [settings.alarmHigh];
  return names.map((AlarmName) => ({
    AlarmName,
    AlarmARN: `arn:${plane.partition}:cloudwatch:${plane.region}:${plane.accountId}:alarm:${AlarmName}`,
  }));
}
