import type { CallRate, CallRates } from "../../service/call-rate.ts";
import { refused } from "../../service/refusal.ts";
import type { QuotaName } from "./account/limits.ts";
import { eventsOperations } from "./api.ts";

/** Operations that are under no quota of calls, or under one of their own. */
const withOwnQuota: ReadonlySet<string> = new Set([
  "PutEvents",
  "PutPartnerEvents",
  "TestEventPattern",
]);

const isOfEndpoints = (operation: string): boolean => /Endpoints?$/.test(operation);

const others = Object.keys(eventsOperations).filter((name) => !withOwnQuota.has(name));

const shared = (quota: QuotaName, operations: readonly string[]): CallRate => ({
  quota,
  operations,
  isShared: true,
});

/** How often operations of EventBridge may be called. */
export const eventsCallRates: CallRates = {
  throttled: () => refused("ThrottlingException", "Rate exceeded"),
  rates: [
    shared(
      "events.callsPerSecond",
      others.filter((name) => !isOfEndpoints(name)),
    ),
    shared("events.endpointCallsPerSecond", others.filter(isOfEndpoints)),
  ],
};
