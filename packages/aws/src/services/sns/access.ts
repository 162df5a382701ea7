import { notAuthorized, textIn, type Access } from "../../service/caller.ts";
import { refused } from "../../service/refusal.ts";

// What a request names, by what it is about first.
const arns = ["TopicArn", "TargetArn", "ResourceArn", "PlatformApplicationArn", "EndpointArn"];

/** What SNS asks before it does something, and how it refuses. */
export const snsAccess: Access = {
  actions: { PublishBatch: "sns:Publish" },
  resourceOf(params, { partition, region, accountId }, operation) {
    for (const name of arns) {
      const arn = textIn(params, name);
      if (arn !== undefined) return arn;
    }
    const subscription = textIn(params, "SubscriptionArn");
    if (subscription !== undefined) return subscription.slice(0, subscription.lastIndexOf(":"));
    const name = operation === "CreateTopic" ? textIn(params, "Name") : undefined;
    return name === undefined ? "*" : `arn:${partition}:sns:${region}:${accountId}:${name}`;
  },
  denied: ({ action, ...denial }) =>
    refused(
      "AuthorizationError",
      notAuthorized({ ...denial, action: action.replace(/^sns:/, "SNS:") }),
    ),
};
