import { start } from "@orrery/kernel";
import type { Operation, Operations } from "../../../service/service-model.ts";
import type { Refused } from "../../../service/refusal.ts";
import type { Resource } from "../../../service/resource.ts";
import type { ControlPlane } from "../../../service/service-model.ts";
import type { QuotaName } from "../account/limits.ts";
import type { AccountSettings } from "../config.ts";
import { accountKindName } from "../kind-names.ts";
import type { TakeControlCall } from "../protocol.ts";
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
    callsPerSecond: quotaIn(plane, "events.callsPerSecond"),
    endpointCallsPerSecond: quotaIn(plane, "events.endpointCallsPerSecond"),
  };
  const arn = eventsArn("*", plane);
  const made = { kind: accountKindName, name: accountName, arn, isShared: true, record: {} };
  return plane.create(made, () => settings);
}

/** Operations that are under no quota of calls, or under one of their own. */
const withOwnQuota: ReadonlySet<string> = new Set([
  "PutEvents",
  "PutPartnerEvents",
  "TestEventPattern",
]);

/** Operations that first ask whether the account may call so often. */
export const underQuotas = (operations: Operations): Operations =>
  Object.fromEntries(
    Object.entries(operations).map(([name, operation]) => [
      name,
      withOwnQuota.has(name) ? operation : underQuota(name, operation),
    ]),
  );

function underQuota(name: string, operation: Operation): Operation {
  const isOfEndpoints = name.endsWith("Endpoint") || name.endsWith("Endpoints");
  return {
    ...operation,
    begin(params, plane) {
      // What is there from the start was made before, as slowly as AWS wants it.
      if (plane.now !== start) {
        const account = plane.find(accountKindName, accountName);
        const question: TakeControlCall = { type: "takeControlCall", isOfEndpoints };
        // The first call of all is within every quota.
        const answer = account === undefined ? null : plane.consult(account.number, question);
        if (account === undefined) accountOf(plane);
        if (answer?.type === "refused") return answer as Refused; // All who refuse say so.
      }
      return operation.begin(params, plane);
    },
  };
}
