import type { Resource } from "../../../service/resource.ts";
import type { ControlPlane } from "../../../service/service-model.ts";
import type { QuotaName } from "../account/limits.ts";
import type { AccountSettings } from "../config.ts";
import { accountKindName } from "../kind-names.ts";
import { eventsArn } from "./checked.ts";

/** A quota of EventBridge. */
export const quotaIn = (plane: ControlPlane, name: QuotaName): number => plane.quota(name);

const accountName = "account";

/** The resource of an account's quotas, made when it is needed first. */
export function accountOf(plane: ControlPlane): Resource {
  const found = plane.find(accountKindName, accountName);
  if (found !== undefined) return found;
  const settings: AccountSettings = {
    putEventsPerSecond: quotaIn(plane, "events.putEventsPerSecond"),
    invocationsPerSecond: quotaIn(plane, "events.invocationsPerSecond"),
  };
  const arn = eventsArn("*", plane);
  const made = { kind: accountKindName, name: accountName, arn, isShared: true, record: {} };
  return plane.create(made, () => settings);
}
