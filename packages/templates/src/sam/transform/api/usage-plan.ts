import { ref } from "../intrinsics.ts";
import { equals, isGiven, isMap, isText, memberOf, type JsonMap } from "../json.ts";
import { combinedCondition } from "../conditions.ts";
import { resourceProblem } from "../problems.ts";
import { represented } from "../python-text.ts";
import { generated, type Generated, type SamResource } from "../resource.ts";
import type { SharedUsagePlan, Stage } from "../stage.ts";

const members = ["CreateUsagePlan", "Description", "Quota", "Tags", "Throttle", "UsagePlanName"];
const kinds = ["SHARED", "PER_API", "NONE"];

/** The usage plan of an API, its key, and what joins them. */
export function usagePlanOf(sam: SamResource, stage: Stage, stageId: string): Generated[] {
  const { id, properties, inherited } = sam;
  const plan = memberOf(memberOf(properties, "Auth"), "UsagePlan");
  if (plan === undefined || plan === null) return [];
  if (!isMap(plan)) throw resourceProblem(id, "'UsagePlan' must be a dictionary");
  if (!Object.keys(plan).every((key) => members.includes(key))) {
    throw resourceProblem(id, "Invalid property for 'UsagePlan'");
  }
  const kind = memberOf(plan, "CreateUsagePlan");
  if (kind === undefined || kind === null) {
    throw resourceProblem(id, "'CreateUsagePlan' is a required field for UsagePlan.");
  }
  if (!isText(kind) || !kinds.includes(kind)) {
    throw resourceProblem(id, `'CreateUsagePlan' accepts one of ${represented(kinds)}.`);
  }
  if (kind === "NONE") return [];
  const isShared = kind === "SHARED";
  const prefix = isShared ? "Serverless" : id;
  const shared = stage.sharedUsagePlan;
  const apiStage = { ApiId: ref(id), Stage: ref(stageId) };
  const stageKey = { RestApiId: ref(id), StageName: ref(stageId) };
  if (isShared) share(shared, id, apiStage, stageKey);
  const attributes = isShared ? sharedAttributes(shared, inherited, stage) : inherited;
  const settings = Object.fromEntries(
    ["UsagePlanName", "Description", "Quota", "Tags", "Throttle"].map((name) => {
      const value = memberOf(plan, name);
      return [name, isGiven(value) ? value : undefined];
    }),
  );
  return [
    generated(
      `${prefix}UsagePlan`,
      "AWS::ApiGateway::UsagePlan",
      { ApiStages: isShared ? shared.apiStages : [apiStage], ...settings },
      { dependsOn: isShared ? shared.dependsOn : [id], attributes },
    ),
    generated(
      `${prefix}ApiKey`,
      "AWS::ApiGateway::ApiKey",
      { Enabled: true, StageKeys: isShared ? shared.stageKeys : [stageKey] },
      { dependsOn: [`${prefix}UsagePlan`], attributes },
    ),
    generated(
      `${prefix}UsagePlanKey`,
      "AWS::ApiGateway::UsagePlanKey",
      {
        KeyId: ref(`${prefix}ApiKey`),
        KeyType: "API_KEY",
        UsagePlanId: ref(`${prefix}UsagePlan`),
      },
      { dependsOn: [`${prefix}ApiKey`], attributes },
    ),
  ];
}

function share(shared: SharedUsagePlan, id: string, apiStage: JsonMap, stageKey: JsonMap): void {
  if (!shared.dependsOn.includes(id)) shared.dependsOn.push(id);
  if (!shared.apiStages.some((each) => equals(each, apiStage))) shared.apiStages.push(apiStage);
  if (!shared.stageKeys.some((each) => equals(each, stageKey))) shared.stageKeys.push(stageKey);
}

const conditionName = "SharedUsagePlanCondition";

/** What a plan of several APIs has: it is there when one of them is. */
function sharedAttributes(shared: SharedUsagePlan, inherited: JsonMap, stage: Stage): JsonMap {
  const attributes: JsonMap = {};
  const condition = memberOf(inherited, "Condition");
  if (!isText(condition)) shared.hasUnconditional = true;
  else if (!shared.conditions.includes(condition)) shared.conditions.push(condition);
  const [only] = shared.conditions;
  if (shared.hasUnconditional) {
    if (stage.conditions !== undefined) delete stage.conditions[conditionName];
  } else if (only !== undefined) {
    attributes.Condition = conditionName;
    const combined = combinedCondition(shared.conditions, conditionName);
    if (stage.conditions !== undefined) {
      Object.assign(stage.conditions, combined ?? { [conditionName]: only });
    }
  }
  for (const [name, order, seen] of [
    ["DeletionPolicy", ["Retain", "Delete"], shared.deletionPolicies],
    ["UpdateReplacePolicy", ["Retain", "Snapshot", "Delete"], shared.updateReplacePolicies],
  ] as const) {
    const own = memberOf(inherited, name);
    if (own !== undefined) seen.push(own);
    const strongest = order.find((each) => seen.includes(each));
    if (strongest !== undefined) attributes[name] = strongest;
  }
  return attributes;
}
