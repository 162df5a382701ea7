import type { CallRate, CallRates } from "../../service/call-rate.ts";
import type { QuotaName } from "./account/limits.ts";
import { throttled } from "./throttled.ts";

const of = (quota: QuotaName, ...operations: readonly string[]): CallRate => ({
  quota,
  operations,
});

/** How often operations of SNS may be called; those that AWS states no quota for are under none. */
export const snsCallRates: CallRates = {
  throttled: () => throttled,
  rates: [
    of("sns.subscribeCallsPerSecond", "Subscribe", "Unsubscribe"),
    of("sns.listCallsPerSecond", "ListTopics", "ListSubscriptions", "ListSubscriptionsByTopic"),
    of(
      "sns.permissionAndTagCallsPerSecond",
      "AddPermission",
      "RemovePermission",
      "TagResource",
      "UntagResource",
      "ListTagsForResource",
    ),
    of(
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
  ],
};
