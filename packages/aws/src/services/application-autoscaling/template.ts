import type { Plain } from "@orrery/kernel";
import type { PlainObject } from "../../service/refusal.ts";
import {
  templateTypes,
  type MadeType,
  type PropertyMeaning,
  type Reading,
  type TemplateOperation,
} from "../../service/template-type.ts";
import facts from "./resource-types.json" with { type: "json" };

const modeled = (meaning: string, read: Reading): PropertyMeaning => ({
  verdict: "modeled",
  meaning,
  read,
  exact: true,
});
const bounds: Reading = { members: { MinCapacity: "wholeNumber", MaxCapacity: "wholeNumber" } };

const targetType: MadeType = {
  type: "AWS::ApplicationAutoScaling::ScalableTarget",
  nameProperty: "ResourceId",
  properties: {
    ServiceNamespace: modeled("Names the service of what is scaled.", "text"),
    ResourceId: modeled("Names what is scaled.", "text"),
    ScalableDimension: modeled("Says which of its capacities is scaled.", "text"),
    MinCapacity: modeled("The capacity is never scaled below it.", "wholeNumber"),
    MaxCapacity: modeled("The capacity is never scaled above it.", "wholeNumber"),
    RoleARN: {
      verdict: "ignored",
      meaning: "Permissions are checked where a scenario has iam: otherwise every call is allowed.",
      read: "text",
    },
    Tags: { verdict: "ignored", meaning: "Tags change nothing.", read: "tags" },
    SuspendedState: modeled("Says what of its scaling is suspended.", {
      members: {
        DynamicScalingInSuspended: "truth",
        DynamicScalingOutSuspended: "truth",
        ScheduledScalingSuspended: "truth",
      },
    }),
    ScheduledActions: modeled("Set the bounds at their times.", {
      items: {
        members: {
          ScheduledActionName: "text",
          Schedule: "text",
          Timezone: "text",
          StartTime: "plain",
          EndTime: "plain",
          ScalableTargetAction: bounds,
        },
      },
    }),
  },
  returns({ property }) {
    const names = ["ResourceId", "ScalableDimension", "ServiceNamespace"];
    const id = names.map((name) => property(name) ?? "").join("|");
    return { Id: id, [names.join("|")]: id };
  },
  make({ ScheduledActions, ...values }) {
    const { ServiceNamespace, ResourceId, ScalableDimension } = values;
    const address = { ServiceNamespace, ResourceId, ScalableDimension } as PlainObject; // CloudFormation requires them.
    const register: TemplateOperation = { operation: "RegisterScalableTarget", params: values };
    const actions = (ScheduledActions ?? []) as readonly PlainObject[]; // Read as a list.
    return [
      register,
      ...actions.map((action): TemplateOperation => ({
        operation: "PutScheduledAction",
        params: { ...address, ...action },
      })),
    ];
  },
  meaning: ({ MinCapacity, MaxCapacity }) =>
    `A scalable target of ${JSON.stringify(MinCapacity)} to ${JSON.stringify(MaxCapacity)}, simulated.`,
  deployment: {
    change: (before, after) =>
      sameAddress(before.operations, after)
        ? [...gone(before.operations, after), ...after]
        : "replace",
    remove: ({ operations }) => [
      { operation: "DeregisterScalableTarget", params: addressOf(operations[0]!.params) },
    ],
  },
};

const addressOf = ({ ServiceNamespace, ResourceId, ScalableDimension }: PlainObject): PlainObject =>
  ({ ServiceNamespace, ResourceId, ScalableDimension }) as PlainObject; // They are there.

const sameAddress = (
  before: readonly TemplateOperation[],
  after: readonly TemplateOperation[],
): boolean =>
  JSON.stringify(addressOf(before[0]!.params)) === JSON.stringify(addressOf(after[0]!.params));

/** Deletes the scheduled actions that are no more. */
function gone(
  before: readonly TemplateOperation[],
  after: readonly TemplateOperation[],
): readonly TemplateOperation[] {
  const name = ({ params }: TemplateOperation) => params["ScheduledActionName"];
  const names = after.slice(1).map(name);
  return before
    .slice(1)
    .filter((operation) => !names.includes(name(operation)))
    .map((operation) => ({
      operation: "DeleteScheduledAction",
      params: {
        ...addressOf(operation.params),
        ScheduledActionName: name(operation)!,
      },
    }));
}

const policyType: MadeType = {
  type: "AWS::ApplicationAutoScaling::ScalingPolicy",
  nameProperty: "PolicyName",
  properties: {
    PolicyName: modeled("Names the policy.", "text"),
    PolicyType: modeled("Says what kind of policy it is.", "text"),
    ScalingTargetId: modeled("Names the scalable target.", "text"),
    ServiceNamespace: modeled("Names the service of what is scaled.", "text"),
    ResourceId: modeled("Names what is scaled.", "text"),
    ScalableDimension: modeled("Says which of its capacities is scaled.", "text"),
    TargetTrackingScalingPolicyConfiguration: modeled(
      "Says which metric is kept at which target.",
      {
        members: {
          TargetValue: "plain",
          DisableScaleIn: "truth",
          ScaleInCooldown: "wholeNumber",
          ScaleOutCooldown: "wholeNumber",
          PredefinedMetricSpecification: {
            members: { PredefinedMetricType: "text", ResourceLabel: "text" },
          },
          CustomizedMetricSpecification: {
            members: {
              MetricName: "text",
              Namespace: "text",
              Statistic: "text",
              Unit: "text",
              Dimensions: { items: { members: { Name: "text", Value: "text" } } },
            },
            others: "plain",
          },
        },
      },
    ),
    StepScalingPolicyConfiguration: modeled("Says what an alarm of the account changes.", {
      members: {
        AdjustmentType: "text",
        Cooldown: "wholeNumber",
        MetricAggregationType: "text",
        MinAdjustmentMagnitude: "wholeNumber",
        StepAdjustments: {
          items: {
            members: {
              MetricIntervalLowerBound: "plain",
              MetricIntervalUpperBound: "plain",
              ScalingAdjustment: "wholeNumber",
            },
          },
        },
      },
    }),
    PredictiveScalingPolicyConfiguration: modeled("Forecasts are not modeled.", "plain"),
  },
  make({ ScalingTargetId, ...values }, { name }) {
    const [ResourceId, ScalableDimension, ServiceNamespace] =
      typeof ScalingTargetId === "string" ? ScalingTargetId.split("|") : [];
    const address =
      ResourceId === undefined ? {} : { ResourceId, ScalableDimension, ServiceNamespace };
    return [
      {
        operation: "PutScalingPolicy",
        params: numbersIn({
          ...values,
          ...address,
          PolicyName: name,
        } as PlainObject) as PlainObject, // CloudFormation requires one of both.
      },
    ];
  },
  meaning: ({ PolicyType }) => `A policy of ${JSON.stringify(PolicyType)}, simulated.`,
  deployment: {
    change: (before, after) =>
      JSON.stringify(policyAddress(before.operations[0]!)) ===
      JSON.stringify(policyAddress(after[0]!))
        ? after
        : "replace",
    remove: ({ operations }) => [
      { operation: "DeleteScalingPolicy", params: policyAddress(operations[0]!) },
    ],
  },
};

const fractions = ["TargetValue", "MetricIntervalLowerBound", "MetricIntervalUpperBound"];

/** Templates may write numbers as texts, fractions too. */
function numbersIn(value: Plain, name?: string): Plain {
  if (Array.isArray(value)) return (value as readonly Plain[]).map((item) => numbersIn(item));
  if (typeof value === "object" && value !== null) {
    const entries = Object.entries(value as PlainObject);
    return Object.fromEntries(entries.map(([key, item]) => [key, numbersIn(item, key)]));
  }
  const isText = typeof value === "string" && name !== undefined && fractions.includes(name);
  return isText && value !== "" && Number.isFinite(Number(value)) ? Number(value) : value;
}

const policyAddress = ({ params }: TemplateOperation): PlainObject => ({
  ...addressOf(params),
  PolicyName: params["PolicyName"]!,
});

/** What templates may have of Application Auto Scaling. */
export const applicationAutoscalingTemplateTypes = templateTypes(facts, [targetType, policyType]);
