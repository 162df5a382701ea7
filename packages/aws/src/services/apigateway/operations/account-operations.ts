import { textOf, listOf, objectOf, textsOf } from "../../../request/params.ts";
import type { PlainObject, Refused } from "../../../service/refusal.ts";
import type { ControlPlane, Operations, Step } from "../../../service/service-model.ts";
import { idOf } from "../../../gateway/api-id.ts";
import { restLimits } from "../limits.ts";
import { changeAccount } from "./account-record.ts";
import { secondsAt, without } from "./api-record.ts";
import { listed } from "./paging.ts";
import { changedAt, patched, patchesIn } from "./patch.ts";
import {
  badRequest,
  conflict,
  isRefused,
  limitExceeded,
  notFound,
  respond,
  type Checked,
} from "../../../gateway/refusals.ts";
import { objectsIn } from "./route-settings.ts";
import { accountRecordOf, keptOf, quotaIn, restApiKindName, type AccountRecord } from "./kept.ts";

/** Operations on what an account has beside its APIs: API keys, usage plans, and its settings. */
export const accountOperations: Operations = {
  CreateApiKey: { begin: createKey },
  GetApiKey: { begin: getKey },
  GetApiKeys: { begin: listKeys },
  UpdateApiKey: { begin: updateKey },
  DeleteApiKey: { begin: removeKey },
  CreateUsagePlan: { begin: createPlan },
  GetUsagePlan: { begin: getPlan },
  GetUsagePlans: { begin: (params, plane) => listed(accountRecordOf(plane).usagePlans, params) },
  UpdateUsagePlan: { begin: updatePlan },
  DeleteUsagePlan: { begin: removePlan },
  CreateUsagePlanKey: { begin: createPlanKey },
  GetUsagePlanKeys: { begin: listPlanKeys },
  DeleteUsagePlanKey: { begin: removePlanKey },
  GetAccount: { begin: (_params, plane) => respond(shownAccount(plane)) },
  UpdateAccount: { begin: updateAccount },
};

/** An API key without its value, as listings have it. */
const withoutValue = ({ value: _, ...key }: PlainObject): PlainObject => key;

function createKey(params: PlainObject, plane: ControlPlane): Step {
  const { apiKeys, made } = accountRecordOf(plane);
  const name = textOf(params["name"]) ?? "";
  if (name.length > restLimits.apiKeyName) {
    return badRequest("Invalid API Key name, can be at most 1024 characters.");
  }
  if (apiKeys.length >= quotaIn(plane, "apigateway.apiKeys")) {
    return limitExceeded(
      "Maximum number of API Keys has been reached. Please contact AWS if you need additional API Keys.",
    );
  }
  const id = textOf(params["id"]) ?? idOf(`api key ${made} ${plane.uuid()}`);
  const value = textOf(params["value"]) ?? idOf(`value of ${id} ${plane.uuid()}`, 40);
  const { min, max } = restLimits.apiKeyValue;
  if (value.length < min) return badRequest(`API Key value should be at least ${min} characters`);
  if (value.length > max)
    return badRequest(`API Key value exceeds maximum size of ${max} characters`);
  if (apiKeys.some((key) => key["value"] === value)) return conflict("API Key already exists");
  const now = secondsAt(plane);
  const key = without({
    id,
    value,
    name: name === "" ? undefined : name,
    customerId: params["customerId"],
    description: params["description"],
    enabled: params["enabled"] ?? false,
    createdDate: now,
    lastUpdatedDate: now,
    stageKeys: [],
    tags: params["tags"],
  });
  changeAccount({ apiKeys: [key, ...apiKeys], made: made + 1 }, plane);
  return respond(key);
}

function keyIn(params: PlainObject, plane: ControlPlane, name = "apiKey"): Checked<PlainObject> {
  const found = accountRecordOf(plane).apiKeys.find((key) => key["id"] === params[name]);
  return found ?? notFound("Invalid API Key identifier specified");
}

function getKey(params: PlainObject, plane: ControlPlane): Step {
  const key = keyIn(params, plane);
  if (isRefused(key)) return key;
  return respond(params["includeValue"] === true ? key : withoutValue(key));
}

/** Those made last come first. */
function listKeys(params: PlainObject, plane: ControlPlane): Step {
  const query = textOf(params["nameQuery"]) ?? "";
  const keys = accountRecordOf(plane).apiKeys.filter(
    (key) =>
      (textOf(key["name"]) ?? "").startsWith(query) &&
      (params["customerId"] === undefined || key["customerId"] === params["customerId"]),
  );
  return listed(params["includeValues"] === true ? keys : keys.map(withoutValue), params);
}

function updateKey(params: PlainObject, plane: ControlPlane): Step {
  const key = keyIn(params, plane);
  if (isRefused(key)) return key;
  const after = patched(key, patchesIn(params), {
    paths: { "/description": "text", "/enabled": "truth", "/name": "text", "/customerId": "text" },
  });
  if (isRefused(after)) return after;
  const updated = { ...after, lastUpdatedDate: secondsAt(plane) };
  const { apiKeys } = accountRecordOf(plane);
  changeAccount({ apiKeys: apiKeys.map((each) => (each === key ? updated : each)) }, plane);
  return respond(withoutValue(updated));
}

function removeKey(params: PlainObject, plane: ControlPlane): Step {
  const key = keyIn(params, plane);
  if (isRefused(key)) return key;
  const { apiKeys, planKeys } = accountRecordOf(plane);
  changeAccount(
    {
      apiKeys: apiKeys.filter((each) => each !== key),
      planKeys: planKeys.filter(({ keyId }) => keyId !== key["id"]),
    },
    plane,
  );
  return respond();
}

function planIn(params: PlainObject, plane: ControlPlane): Checked<PlainObject> {
  const found = accountRecordOf(plane).usagePlans.find(
    (plan) => plan["id"] === params["usagePlanId"],
  );
  return found ?? notFound("Invalid Usage Plan ID specified");
}

/** What is wrong with a plan; `null`: nothing. */
function wrongPlan(plan: PlainObject, plane: ControlPlane): Refused | null {
  for (const { apiId, stage } of objectsIn(plan["apiStages"])) {
    const api = plane.find(restApiKindName, textOf(apiId) ?? "");
    if (api === undefined)
      return notFound(`Invalid API identifier specified ${plane.accountId}:${textOf(apiId) ?? ""}`);
    if (!keptOf(api).stages.some(({ shown }) => shown["stageName"] === stage)) {
      return badRequest(`API Stage not found: ${textOf(apiId) ?? ""}:${textOf(stage) ?? ""}`);
    }
  }
  const quota = objectOf(plan["quota"]);
  if (quota["limit"] !== undefined && quota["period"] === undefined) {
    return badRequest("Usage plan quota period is required"); // Assumed: the words.
  }
  return null;
}

function createPlan(params: PlainObject, plane: ControlPlane): Step {
  const { usagePlans, made } = accountRecordOf(plane);
  if (usagePlans.length >= quotaIn(plane, "apigateway.usagePlans")) {
    return limitExceeded(
      "Maximum number of Usage Plans has been reached. Please contact AWS if you need additional Usage Plans.",
    );
  }
  const plan = without({
    id: textOf(params["id"]) ?? idOf(`usage plan ${made} ${plane.uuid()}`, 6),
    name: params["name"],
    description: params["description"],
    apiStages: params["apiStages"] ?? [],
    throttle: params["throttle"],
    quota: params["quota"],
    tags: params["tags"],
  });
  const wrong = wrongPlan(plan, plane);
  if (wrong !== null) return wrong;
  changeAccount({ usagePlans: [...usagePlans, plan], made: made + 1 }, plane);
  return respond(plan);
}

function getPlan(params: PlainObject, plane: ControlPlane): Step {
  const plan = planIn(params, plane);
  return isRefused(plan) ? plan : respond(plan);
}

function updatePlan(params: PlainObject, plane: ControlPlane): Step {
  const plan = planIn(params, plane);
  if (isRefused(plan)) return plan;
  const operations = patchesIn(params);
  const ofStages = operations.filter(({ path }) => path[0] === "apiStages");
  let after = patched(
    plan,
    operations.filter(({ path }) => path[0] !== "apiStages"),
    {
      paths: {
        "/name": "text",
        "/description": "text",
        "/productCode": "text",
        "/quota": "map",
        "/quota/limit": "number",
        "/quota/offset": "number",
        "/quota/period": "text",
        "/throttle": "map",
        "/throttle/rateLimit": "number",
        "/throttle/burstLimit": "number",
      },
    },
  );
  if (isRefused(after)) return after;
  for (const { op, path, value = "" } of ofStages) {
    const [apiId = "", stage = ""] = (path[1] ?? value).split(":");
    const stages = objectsIn(after["apiStages"]);
    const isIt = (each: PlainObject): boolean => each["apiId"] === apiId && each["stage"] === stage;
    if (path.length === 1) {
      const others = stages.filter((each) => !isIt(each));
      after = { ...after, apiStages: op === "remove" ? others : [...others, { apiId, stage }] };
      continue;
    }
    // Such as /apiStages/{id}:{stage}/throttle/{path}/{METHOD}/rateLimit.
    const [, , , resource = "", method = "", name = ""] = path;
    const said =
      op === "remove"
        ? undefined
        : name === "burstLimit" || name === "rateLimit"
          ? Number(value)
          : undefined;
    const changed = stages.map((each) =>
      isIt(each) ? changedAt(each, ["throttle", `${resource}/${method}`, name], said) : each,
    );
    after = { ...after, apiStages: changed };
  }
  const wrong = wrongPlan(after, plane);
  if (wrong !== null) return wrong;
  const updated = after;
  const { usagePlans } = accountRecordOf(plane);
  changeAccount({ usagePlans: usagePlans.map((each) => (each === plan ? updated : each)) }, plane);
  return respond(updated);
}

function removePlan(params: PlainObject, plane: ControlPlane): Step {
  const plan = planIn(params, plane);
  if (isRefused(plan)) return plan;
  if (listOf(plan["apiStages"]).length > 0) {
    return badRequest("Cannot delete Usage Plan with associated stages."); // Assumed: the words.
  }
  const { usagePlans, planKeys } = accountRecordOf(plane);
  changeAccount(
    {
      usagePlans: usagePlans.filter((each) => each !== plan),
      planKeys: planKeys.filter(({ planId }) => planId !== plan["id"]),
    },
    plane,
  );
  return respond();
}

const shownPlanKey = (key: PlainObject): PlainObject =>
  without({ id: key["id"], type: "API_KEY", value: key["value"], name: key["name"] });

function createPlanKey(params: PlainObject, plane: ControlPlane): Step {
  const plan = planIn(params, plane);
  if (isRefused(plan)) return plan;
  const key = keyIn(params, plane, "keyId");
  if (isRefused(key)) return key;
  if (params["keyType"] !== "API_KEY") return badRequest("Usage Plan Key type must be API_KEY"); // Assumed: the words.
  const record = accountRecordOf(plane);
  const planId = textOf(plan["id"])!;
  const keyId = textOf(key["id"])!; // Both have one.
  const plans = record.planKeys.filter((each) => each.keyId === keyId).map((each) => each.planId);
  if (plans.includes(planId)) return conflict("Usage plan key already exists"); // Likewise.
  if (plans.length >= quotaIn(plane, "apigateway.usagePlansPerApiKey")) {
    return limitExceeded("Maximum number of Usage Plans for this API Key has been reached."); // Likewise.
  }
  const taken = stageTakenBy(plan, plans, record);
  if (taken !== null)
    return conflict(
      `Usage Plan ${planId} cannot be added because API Key ${keyId} is already in another Usage Plan of stage ${taken}`,
    ); // Likewise.
  changeAccount({ planKeys: [...record.planKeys, { planId, keyId }] }, plane);
  return respond(shownPlanKey(key));
}

/** A stage of a plan that another of some plans has too. */
function stageTakenBy(
  plan: PlainObject,
  others: readonly string[],
  { usagePlans }: AccountRecord,
): string | null {
  const nameOf = ({ apiId, stage }: PlainObject): string =>
    `${textOf(apiId) ?? ""}:${textOf(stage) ?? ""}`;
  const taken = usagePlans
    .filter((each) => textsOf([each["id"]!]).some((id) => others.includes(id)))
    .flatMap((each) => objectsIn(each["apiStages"]).map(nameOf));
  return (
    objectsIn(plan["apiStages"])
      .map(nameOf)
      .find((name) => taken.includes(name)) ?? null
  );
}

function listPlanKeys(params: PlainObject, plane: ControlPlane): Step {
  const plan = planIn(params, plane);
  if (isRefused(plan)) return plan;
  const { planKeys, apiKeys } = accountRecordOf(plane);
  const ids = planKeys.filter(({ planId }) => planId === plan["id"]).map(({ keyId }) => keyId);
  return listed(
    apiKeys.filter((key) => ids.includes(textOf(key["id"]) ?? "")).map(shownPlanKey),
    params,
  );
}

function removePlanKey(params: PlainObject, plane: ControlPlane): Step {
  const plan = planIn(params, plane);
  if (isRefused(plan)) return plan;
  const { planKeys } = accountRecordOf(plane);
  const left = planKeys.filter(
    ({ planId, keyId }) => planId !== plan["id"] || keyId !== params["keyId"],
  );
  if (left.length === planKeys.length) return notFound("Invalid Usage Plan Key specified"); // Assumed: the words.
  changeAccount({ planKeys: left }, plane);
  return respond();
}

const shownAccount = (plane: ControlPlane): PlainObject => {
  const { cloudwatchRoleArn } = accountRecordOf(plane);
  return {
    ...(cloudwatchRoleArn === null ? {} : { cloudwatchRoleArn }),
    throttleSettings: {
      burstLimit: quotaIn(plane, "apigateway.burst"),
      rateLimit: quotaIn(plane, "apigateway.requestsPerSecond"),
    },
    features: ["UsagePlans"],
    apiKeyVersion: "4",
  };
};

function updateAccount(params: PlainObject, plane: ControlPlane): Step {
  const before = { cloudwatchRoleArn: accountRecordOf(plane).cloudwatchRoleArn };
  const after = patched(before, patchesIn(params), { paths: { "/cloudwatchRoleArn": "text" } });
  if (isRefused(after)) return after;
  changeAccount({ cloudwatchRoleArn: textOf(after["cloudwatchRoleArn"]) ?? null }, plane);
  return respond(shownAccount(plane));
}
