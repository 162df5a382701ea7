import type { Plain } from "@orrery/kernel";
import { listOf, memberOf, textOf } from "../../../request/params.ts";
import type { PlainObject, Refused } from "../../../service/refusal.ts";
import { invalid } from "../value/value-check.ts";

const nothingToDo = invalid(
  "At least one of ProvisionedThroughput, BillingMode, UpdateStreamEnabled, GlobalSecondaryIndexUpdates, SSESpecification, ReplicaUpdates, MultiAccountReplicaReady, ReplicaTransitRoleArn, MultiRegionConsistency, DeletionProtectionEnabled, OnDemandThroughput, WarmThroughput or TableClass is required",
);

const members = [
  "ProvisionedThroughput",
  "BillingMode",
  "StreamSpecification",
  "GlobalSecondaryIndexUpdates",
  "SSESpecification",
  "TableClass",
  "DeletionProtectionEnabled",
  "OnDemandThroughput",
  "WarmThroughput",
] as const;

/** What a request may change beside nothing else, as AWS calls it. */
const alone: Readonly<Partial<Record<(typeof members)[number], string>>> = {
  SSESpecification: "Server-Side Encryption modification",
  TableClass: "TableClass modification",
  DeletionProtectionEnabled: "DeletionProtection modification",
  WarmThroughput: "WarmThroughput",
};

/** What AWS has against the changes of a table that one request asks for together; `null` for nothing. */
export function againstChanges(params: PlainObject): Refused | null {
  const given = members.filter((name) => params[name] !== undefined);
  if (given.length === 0) return nothingToDo;
  const wrong = (text: string) => invalid(`One or more parameter values were invalid: ${text}`);
  const single = given.find((name) => alone[name] !== undefined);
  if (single !== undefined && given.length > 1) {
    return wrong(`${alone[single]} must be the only operation in the request`);
  }
  const has = (name: (typeof members)[number]): boolean => given.includes(name);
  if (has("OnDemandThroughput") && given.some((name) => !combined.includes(name))) {
    return wrong(
      "OnDemandThroughput can only be combined with BillingMode in an UpdateTable request",
    );
  }
  const updates = listOf(params["GlobalSecondaryIndexUpdates"]);
  const isIndexed = updates.some((each) => memberOf(each, "Update") === undefined);
  if (has("ProvisionedThroughput") && has("StreamSpecification")) {
    return wrong("You cannot modify stream status while updating table IOPS");
  }
  if (has("ProvisionedThroughput") && isIndexed) {
    return wrong("You cannot create or delete index while updating table IOPS");
  }
  if (has("StreamSpecification") && isIndexed) {
    return wrong("You cannot create or delete index while changing stream status");
  }
  return has("GlobalSecondaryIndexUpdates") ? againstUpdates(updates, wrong) : null;
}

const combined: readonly string[] = ["OnDemandThroughput", "BillingMode"];

/** What AWS has against changes of indexes by themselves; `null` for nothing. */
function againstUpdates(
  updates: readonly Plain[],
  wrong: (text: string) => Refused,
): Refused | null {
  if (updates.length === 0) return wrong("List of GlobalSecondaryIndexUpdates is empty");
  const named = new Set<string>();
  for (const update of updates) {
    const actions = ["Update", "Create", "Delete"].flatMap((action) => {
      const change = memberOf(update, action);
      return change === undefined ? [] : [change];
    });
    if (actions.length === 0) {
      return wrong(
        "One of GlobalSecondaryIndexUpdate.Update, GlobalSecondaryIndexUpdate.Create, GlobalSecondaryIndexUpdate.Delete must not be null",
      );
    }
    if (actions.length > 1) {
      return wrong(
        "Only one global secondary index action is allowed per GlobalSecondaryIndexUpdate object",
      );
    }
    const name = textOf(memberOf(actions[0], "IndexName")) ?? "";
    if (named.has(name)) {
      return wrong(
        `Only one global secondary index update per index is allowed simultaneously. Index: ${name}`,
      );
    }
    named.add(name);
  }
  return null;
}
