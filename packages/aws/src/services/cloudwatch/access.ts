import { notAuthorized, textIn, type Access } from "../../service/caller.ts";
import { refused } from "../../service/refusal.ts";

/** What CloudWatch asks before it does something, and how it refuses. */
export const cloudwatchAccess: Access = {
  actions: {},
  resourceOf(params, { partition, region, accountId }) {
    const arn = textIn(params, "ResourceARN");
    if (arn !== undefined) return arn;
    const name = textIn(params, "AlarmName");
    return name === undefined
      ? "*"
      : `arn:${partition}:cloudwatch:${region}:${accountId}:alarm:${name}`;
  },
  denied: (denial) => refused("AccessDenied", notAuthorized(denial)),
};
