import { hours, type Plain } from "@orrery/kernel";
import { memberOf, numberOf, textsOf } from "../../request/params.ts";
import type { Deployment, TemplateOperation } from "../../service/deployment.ts";
import type { PlainObject } from "../../service/refusal.ts";
import { isSame, removedBy, tagChanges } from "../../service/update-operations.ts";
import { kinesisLimits } from "./limits.ts";

/** What of a stream is said by an operation of its own, after it was made. */
const laterIn = (operations: readonly TemplateOperation[], operation: string, member: string) =>
  operations.find((each) => each.operation === operation)?.params[member];

const modeIn = (params: PlainObject): Plain =>
  memberOf(params["StreamModeDetails"], "StreamMode") ?? "PROVISIONED";

/** What becomes of a stream when its stack changes: one thing after the other, each once the stream is ACTIVE again. */
export const streamDeployment: Deployment = {
  isUnderWay: ({ code, message }) =>
    code === "ResourceInUseException" && !message.includes("already exists"),
  change({ operations, arn }, next) {
    const [before, after] = [operations[0]?.params ?? {}, next[0]?.params ?? {}];
    if (before["StreamName"] !== after["StreamName"]) return "replace";
    const named = { StreamName: after["StreamName"]! };
    const mode = modeIn(after);
    const count = numberOf(after["ShardCount"]);
    const isSwitched = mode !== modeIn(before);
    return [
      ...(isSwitched
        ? [about("UpdateStreamMode", { StreamARN: arn, StreamModeDetails: { StreamMode: mode } })]
        : []),
      ...(mode === "PROVISIONED" && count !== undefined && count !== before["ShardCount"]
        ? [
            about("UpdateShardCount", {
              ...named,
              TargetShardCount: count,
              ScalingType: "UNIFORM_SCALING",
            }),
          ]
        : []),
      ...retentionChange(operations, next, named),
      ...(isSame(before["MaxRecordSizeInKiB"], after["MaxRecordSizeInKiB"])
        ? []
        : [
            about("UpdateMaxRecordSize", {
              StreamARN: arn,
              MaxRecordSizeInKiB: after["MaxRecordSizeInKiB"] ?? usualRecord,
            }),
          ]),
      ...metricChanges(operations, next, named),
      ...tagChanges(operations[0], next[0], {
        member: "Tags",
        set: (Tags) => about("AddTagsToStream", { ...named, Tags }),
        unset: (TagKeys) => about("RemoveTagsFromStream", { ...named, TagKeys }),
      }),
    ];
  },
  ...removedBy("DeleteStream", "StreamName"),
  waits: {
    asks: ({ operation, params }) =>
      operation === "UpdateShardCount"
        ? about("DescribeStreamSummary", { StreamName: params["StreamName"]! })
        : null,
    endIn: (answer) =>
      memberOf(answer["StreamDescriptionSummary"], "StreamStatus") === "UPDATING" ? null : "well",
  },
};

const about = (operation: string, params: PlainObject): TemplateOperation => ({
  operation,
  params,
});

/** In KiB and in hours, where a template says nothing. */
const usualRecord = kinesisLimits.recordSize.default / 1_024;
const usualRetention = kinesisLimits.retention.default / hours(1);

function retentionChange(
  before: readonly TemplateOperation[],
  after: readonly TemplateOperation[],
  named: PlainObject,
): readonly TemplateOperation[] {
  const hours = (operations: readonly TemplateOperation[]): number =>
    numberOf(laterIn(operations, "IncreaseStreamRetentionPeriod", "RetentionPeriodHours")) ??
    usualRetention;
  const [was, is] = [hours(before), hours(after)];
  if (was === is) return [];
  const verb = is > was ? "Increase" : "Decrease";
  return [about(`${verb}StreamRetentionPeriod`, { ...named, RetentionPeriodHours: is })];
}

function metricChanges(
  before: readonly TemplateOperation[],
  after: readonly TemplateOperation[],
  named: PlainObject,
): readonly TemplateOperation[] {
  const metrics = (operations: readonly TemplateOperation[]) =>
    textsOf(laterIn(operations, "EnableEnhancedMonitoring", "ShardLevelMetrics"));
  const [was, is] = [metrics(before), metrics(after)];
  const gone = was.filter((each) => !is.includes(each));
  const come = is.filter((each) => !was.includes(each));
  return [
    ...(gone.length === 0
      ? []
      : [about("DisableEnhancedMonitoring", { ...named, ShardLevelMetrics: gone })]),
    ...(come.length === 0
      ? []
      : [about("EnableEnhancedMonitoring", { ...named, ShardLevelMetrics: come })]),
  ];
}
