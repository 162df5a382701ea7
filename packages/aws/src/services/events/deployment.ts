import { listOf, memberOf, textOf } from "../../request/params.ts";
import type { PlainObject } from "../../service/refusal.ts";
import type { DeployedOperations, Deployment } from "../../service/deployment.ts";
import type { TemplateOperation } from "../../service/template-type.ts";
import { allChanges, removedBy, tagChanges, updatedBy } from "../../service/update-operations.ts";

/** What becomes of a connection when its stack changes. */
export const connectionDeployment: Deployment = {
  ...updatedBy("UpdateConnection", { names: ["Name"], resets: { Description: "" } }),
  ...removedBy("DeleteConnection", "Name"),
};

/** What becomes of an API destination when its stack changes. */
export const apiDestinationDeployment: Deployment = {
  ...updatedBy("UpdateApiDestination", {
    names: ["Name"],
    resets: { Description: "", InvocationRateLimitPerSecond: 300 },
  }),
  ...removedBy("DeleteApiDestination", "Name"),
};

/** What becomes of a bus when its stack changes; the bus of every account stays. */
export const busDeployment: Deployment = {
  change({ operations, arn }, next) {
    const [before, after] = [operations.at(-1), next.at(-1)]; // A partner's source comes first.
    if (before === undefined || after === undefined) return "replace";
    const change = updatedBy("UpdateEventBus", {
      names: ["Name"],
      fixed: ["EventSourceName"],
      without: ["Tags"],
      resets: { Description: "", DeadLetterConfig: {}, LogConfig: { Level: "OFF" } },
    }).change;
    const one = { operations: [before], responses: [], arn, found: {} };
    return allChanges(
      change(one, [after]),
      tagChanges(before, after, {
        member: "Tags",
        set: (tags) => ({
          operation: "TagResource",
          params: {
            ResourceARN: arn,
            Tags: Object.entries(tags).map(([Key, Value]) => ({ Key, Value })),
          },
        }),
        unset: (TagKeys) => ({ operation: "UntagResource", params: { ResourceARN: arn, TagKeys } }),
      }),
    );
  },
  remove: ({ operations }) =>
    operations
      .filter(({ operation }) => operation === "CreateEventBus")
      .map(({ params }) => ({ operation: "DeleteEventBus", params: { Name: params["Name"]! } })),
};

/** What becomes of an archive when its stack changes. */
export const archiveDeployment: Deployment = {
  change({ operations: [before] }, [after]) {
    if (before === undefined || after === undefined) return "replace";
    const fixed = ["ArchiveName", "EventSourceArn"];
    if (fixed.some((name) => before.params[name] !== after.params[name])) return "replace";
    const { EventSourceArn: _, ...params } = after.params;
    const { EventPattern = "", RetentionDays = 0 } = params;
    return [{ operation: "UpdateArchive", params: { ...params, EventPattern, RetentionDays } }];
  },
  remove: ({ operations: [made] }) =>
    made === undefined
      ? []
      : [{ operation: "DeleteArchive", params: { ArchiveName: made.params["ArchiveName"]! } }],
};

const idsIn = (operations: readonly TemplateOperation[]): readonly string[] =>
  operations.flatMap(({ params }) =>
    listOf(params["Targets"]).flatMap((target) => textOf(memberOf(target, "Id")) ?? []),
  );

const onBus = ({ EventBusName: bus }: PlainObject): PlainObject =>
  bus === undefined ? {} : { EventBusName: bus };

const withoutTargets = (rule: PlainObject, ids: readonly string[]): readonly TemplateOperation[] =>
  ids.length === 0
    ? []
    : [
        {
          operation: "RemoveTargets",
          params: { Rule: rule["Name"]!, ...onBus(rule), Ids: ids },
        },
      ];

/** What becomes of a rule when its stack changes. */
export const ruleDeployment: Deployment = {
  change({ operations }: DeployedOperations, after) {
    const [before, now] = [operations[0]?.params, after[0]?.params];
    if (before === undefined || now === undefined) return "replace";
    const fixed = ["Name", "EventBusName"];
    if (fixed.some((name) => before[name] !== now[name])) return "replace";
    const kept = idsIn(after);
    const gone = idsIn(operations).filter((id) => !kept.includes(id));
    return [...withoutTargets(before, gone), ...after];
  },
  remove({ operations }) {
    const rule = operations[0]?.params;
    if (rule === undefined) return [];
    const params = { Name: rule["Name"]!, ...onBus(rule) };
    return [...withoutTargets(rule, idsIn(operations)), { operation: "DeleteRule", params }];
  },
};
