import type { Plain, Tagged } from "@orrery/kernel";
import { start } from "@orrery/kernel";
import type { PlainObject } from "../../../service/refusal.ts";
import type { ControlPlane, Operation, Operations, Step } from "../../../service/service-model.ts";
import type { TakeCall } from "../protocol.ts";
import type { QuotaName } from "../account/limits.ts";
import { accountOf, hasAccount, quotaIn } from "./account-record.ts";
import { isRefused, respond } from "./request-check.ts";

const of = (quota: QuotaName, ...operations: readonly string[]) =>
  operations.map((operation) => [operation, quota] as const);

/** The quota of calls that an operation is under; those that AWS states none for are under none. */
const quotaOf: ReadonlyMap<string, QuotaName> = new Map([
  ...of("sns.subscribeCallsPerSecond", "Subscribe", "Unsubscribe"),
  ...of("sns.listCallsPerSecond", "ListTopics", "ListSubscriptions", "ListSubscriptionsByTopic"),
  ...of(
    "sns.permissionAndTagCallsPerSecond",
    "AddPermission",
    "RemovePermission",
    "TagResource",
    "UntagResource",
    "ListTagsForResource",
  ),
  ...of(
    "sns.resourceCallsPerSecond",
    "CreateTopic",
    "DeleteTopic",
    "ConfirmSubscription",
    "GetTopicAttributes",
    "SetTopicAttributes",
    "GetSubscriptionAttributes",
    "SetSubscriptionAttributes",
    "CreatePlatformApplication",
    "DeletePlatformApplication",
    "GetPlatformApplicationAttributes",
    "SetPlatformApplicationAttributes",
    "ListPlatformApplications",
    "CreatePlatformEndpoint",
    "DeleteEndpoint",
    "GetEndpointAttributes",
    "SetEndpointAttributes",
    "ListEndpointsByPlatformApplication",
  ),
]);

/** Operations that first ask whether the account may call them so often. */
export const underQuotas = (operations: Operations): Operations =>
  Object.fromEntries(
    Object.entries(operations).map(([name, operation]) => {
      const quota = quotaOf.get(name);
      return [name, quota === undefined ? operation : underQuota(name, operation, quota)];
    }),
  );

/** What comes back with an answer: whether the quota gave it, and what the operation kept. */
interface Kept {
  readonly isQuota: boolean;
  readonly own: Plain;
}

function underQuota(name: string, operation: Operation, quota: QuotaName): Operation {
  return {
    begin(params, plane) {
      // What is there from the start was made before, as slowly as AWS wants it.
      if (plane.now === start) return withOwn(operation.begin(params, plane));
      if (!hasAccount(plane)) {
        // The first call of all is within every quota.
        accountOf(plane);
        return withOwn(operation.begin(params, plane));
      }
      const perSecond = quotaIn(plane, quota);
      const input: TakeCall = { type: "takeCall", operation: name, perSecond };
      return { type: "ask", resource: accountOf(plane).number, input, kept: plain(true, null) };
    },
    next(bodies, params, plane, kept) {
      const { isQuota, own } = kept as unknown as Kept; // Made by `plain`.
      return isQuota
        ? withOwn(operation.begin(params, plane))
        : goOn(operation, bodies, params, plane, own);
    },
    ...(operation.refuse === undefined ? {} : { refuse: operation.refuse }),
  };
}

const plain = (isQuota: boolean, own: Plain): Plain => ({ isQuota, own });

const withOwn = (step: Step): Step =>
  step.type === "ask" || step.type === "askAll"
    ? { ...step, kept: plain(false, step.kept ?? null) }
    : step;

function goOn(
  operation: Operation,
  bodies: readonly Tagged[],
  params: PlainObject,
  plane: ControlPlane,
  own: Plain,
): Step {
  if (operation.next !== undefined) return withOwn(operation.next(bodies, params, plane, own));
  const response = operation.respond!(bodies[0]!, params, plane, own); // Asked by those that do.
  return isRefused(response) ? response : respond(response);
}
