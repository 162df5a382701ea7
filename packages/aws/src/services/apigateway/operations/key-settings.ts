import { isObject, listOf, memberOf, numberOf, objectOf, textOf } from "../../../request/params.ts";
import type { PlainObject } from "../../../service/refusal.ts";
import type { QuotaLimit, TokenLimit } from "../account/protocol.ts";
import type { ApiKeySettings, PlanSettings } from "../config.ts";
import { type AccountRecord } from "./kept.ts";

/** The keys that may be used with an API, each with its plan at each stage. */
export function keySettingsOf(
  { apiKeys, usagePlans, planKeys }: AccountRecord,
  apiId: string,
): readonly ApiKeySettings[] {
  return apiKeys.flatMap((key) => {
    const id = textOf(key["id"])!; // Every key has one.
    const plans: Record<string, PlanSettings> = {};
    for (const { planId, keyId } of planKeys) {
      const plan = usagePlans.find((each) => each["id"] === planId);
      if (keyId !== id || plan === undefined) continue;
      for (const stage of listOf(plan["apiStages"]).filter(isObject)) {
        if (stage["apiId"] !== apiId) continue;
        plans[textOf(stage["stage"]) ?? ""] = planSettingsOf(plan, stage, planId, id);
      }
    }
    if (Object.keys(plans).length === 0) return [];
    const isEnabled = key["enabled"] === true;
    return [{ id, value: textOf(key["value"]) ?? "", isEnabled, plans }];
  });
}

function planSettingsOf(
  plan: PlainObject,
  stage: PlainObject,
  planId: string,
  keyId: string,
): PlanSettings {
  const key = `plan ${planId}/${keyId}`;
  const methods: Record<string, TokenLimit> = {};
  for (const [name, said] of Object.entries(objectOf(stage["throttle"]))) {
    const at = name.lastIndexOf("/");
    const limit = limitOf(`${key} ${textOf(stage["stage"])} ${name}`, said);
    if (limit !== null) methods[`${name.slice(at + 1)} ${name.slice(0, at)}`] = limit;
  }
  return { limit: limitOf(key, plan["throttle"]), methods, quota: quotaOf(key, plan["quota"]) };
}

/** A bucket as AWS says it: `rateLimit` and `burstLimit`; `null`: there is none. */
export function limitOf(key: string, said: unknown): TokenLimit | null {
  const limits = said as PlainObject | undefined;
  const rate = numberOf(memberOf(limits, "rateLimit"));
  if (rate === undefined) return null;
  const burst = numberOf(memberOf(limits, "burstLimit"));
  return { key, rate, burst: burst ?? Math.max(1, Math.ceil(rate)) };
}

function quotaOf(key: string, said: unknown): QuotaLimit | null {
  const quota = said as PlainObject | undefined;
  const limit = numberOf(memberOf(quota, "limit"));
  if (limit === undefined) return null;
  const period = textOf(memberOf(quota, "period")) as QuotaLimit["period"]; // Checked.
  return { key, limit, offset: numberOf(memberOf(quota, "offset")) ?? 0, period };
}
