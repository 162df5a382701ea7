import { notAuthorized, textIn, type Access } from "../../service/caller.ts";
import { refused } from "../../service/refusal.ts";

/** What Firehose asks before it does something, and how it refuses. */
export const firehoseAccess: Access = {
  actions: {},
  resourceOf(params, { partition, region, accountId }) {
    const name = textIn(params, "DeliveryStreamName");
    return name === undefined
      ? "*"
      : `arn:${partition}:firehose:${region}:${accountId}:deliverystream/${name}`;
  },
  denied: (denial) => refused("AccessDeniedException", notAuthorized(denial)),
};
