import { valueAsOf } from "@orrery/kernel";
import type { Resource } from "../../../service/resource.ts";
import type { ControlPlane } from "../../../service/service-model.ts";
import { urlAuthorization } from "../limits.ts";
import { opensToAll, type Policy } from "../permissions/policy.ts";
import type { UrlRecord, UrlSettings } from "./config.ts";
import { plainUrl } from "./url-record.ts";

/** The settings of a URL's machine, by the policy of what it is of. */
export function urlSettingsOf(
  { urlId, authType, cors, invokeMode }: UrlRecord,
  number: number,
  policy: Policy,
  plane: ControlPlane,
): UrlSettings {
  const { region, accountId, epochMilliseconds, asOf } = plane;
  const actions = ["lambda:InvokeFunctionUrl", "lambda:InvokeFunction"];
  const needed = valueAsOf(urlAuthorization, asOf) === "both" ? actions : actions.slice(0, 1);
  return {
    number,
    urlId,
    region,
    accountId,
    epochMilliseconds,
    authType,
    admitsAll: needed.every((action) => opensToAll(policy, action)),
    cors,
    streams: invokeMode === "RESPONSE_STREAM",
    asOf,
  };
}

/** Keeps a URL's record, and has its machine go by it and by the policy of what it is of. */
export function settleUrl(
  url: Resource,
  record: UrlRecord,
  policy: Policy,
  plane: ControlPlane,
): void {
  const settings = urlSettingsOf(record, url.number, policy, plane);
  plane.change(url, { record: plainUrl(record), settings });
}
