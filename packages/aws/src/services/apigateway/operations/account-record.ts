import type { ControlPlane } from "../../../service/service-model.ts";
import { settleApi } from "./api-record.ts";
import { type AccountRecord, accountOf, accountRecordOf, keptOf, restApiKindName } from "./kept.ts";

/** Changes what is kept of an account, and has APIs go by it where keys or plans changed. */
export function changeAccount(change: Partial<AccountRecord>, plane: ControlPlane): void {
  const account = accountOf(plane);
  const record = { ...accountRecordOf(plane), ...change };
  plane.change(account, { record: record }); // Plain data by its type.
  if (!("apiKeys" in change || "usagePlans" in change || "planKeys" in change)) return;
  for (const api of plane.list(restApiKindName)) settleApi(api, keptOf(api), plane);
}
