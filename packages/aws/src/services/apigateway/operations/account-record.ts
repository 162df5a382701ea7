import type { PlainObject } from "../../../service/refusal.ts";
import type { Resource } from "../../../service/resource.ts";
import type { ControlPlane } from "../../../service/service-model.ts";
import type { AccountSettings } from "../account/protocol.ts";
import type { QuotaName } from "../limits.ts";
import { keptOf, restApiKindName, settleApi } from "./api-record.ts";

/** The kind of the machine of an account's limits. */
export const accountKindName = "apigateway.account";
const accountName = "account";

/** What API Gateway keeps of an account beside its APIs; each as AWS shows it. */
export interface AccountRecord {
  readonly apiKeys: readonly PlainObject[];
  readonly usagePlans: readonly PlainObject[];
  /** Each with the id of its plan. */
  readonly planKeys: readonly { readonly planId: string; readonly keyId: string }[];
  readonly domainNames: readonly PlainObject[];
  readonly mappings: readonly { readonly domainName: string; readonly shown: PlainObject }[];
  readonly vpcLinks: readonly PlainObject[];
  readonly cloudwatchRoleArn: string | null;
  readonly made: number;
}

const empty: AccountRecord = {
  apiKeys: [],
  usagePlans: [],
  planKeys: [],
  domainNames: [],
  mappings: [],
  vpcLinks: [],
  cloudwatchRoleArn: null,
  made: 0,
};

/** A quota of API Gateway. */
export const quotaIn = (plane: ControlPlane, name: QuotaName): number => plane.quota(name);

/** The record of an account in which nothing was made yet, too. */
export function accountRecordOf(plane: ControlPlane): AccountRecord {
  const account = plane.find(accountKindName, accountName);
  return account === undefined ? empty : (account.record as unknown as AccountRecord); // Made below.
}

/** The resource of an account's limits, made when it is needed first. */
export function accountOf(plane: ControlPlane): Resource {
  const found = plane.find(accountKindName, accountName);
  if (found !== undefined) return found;
  const settings: AccountSettings = {
    rate: quotaIn(plane, "apigateway.requestsPerSecond"),
    burst: quotaIn(plane, "apigateway.burst"),
    epochMilliseconds: plane.epochMilliseconds,
  };
  return plane.create(
    {
      kind: accountKindName,
      name: accountName,
      arn: `arn:${plane.partition}:apigateway:${plane.region}::/account`,
      isShared: true,
      record: empty as unknown as PlainObject, // Plain data by its type.
    },
    () => settings,
  );
}

/** Changes what is kept of an account, and has APIs go by it where keys or plans changed. */
export function changeAccount(change: Partial<AccountRecord>, plane: ControlPlane): void {
  const account = accountOf(plane);
  const record = { ...accountRecordOf(plane), ...change };
  plane.change(account, { record: record }); // Plain data by its type.
  if (!("apiKeys" in change || "usagePlans" in change || "planKeys" in change)) return;
  for (const api of plane.list(restApiKindName)) settleApi(api, keptOf(api), plane);
}
