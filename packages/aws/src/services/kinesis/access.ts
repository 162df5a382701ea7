import { notAuthorized, textIn, type Access } from "../../service/caller.ts";
import { refused } from "../../service/refusal.ts";

/** What Kinesis asks before it does something, and how it refuses. */
export const kinesisAccess: Access = {
  actions: {},
  resourceOf(params, { partition, region, accountId }) {
    for (const name of ["StreamARN", "ConsumerARN", "ResourceARN"]) {
      const arn = textIn(params, name);
      if (arn !== undefined) return arn;
    }
    const name = textIn(params, "StreamName");
    return name === undefined
      ? "*"
      : `arn:${partition}:kinesis:${region}:${accountId}:stream/${name}`;
  },
  denied: (denial) => refused("AccessDeniedException", notAuthorized(denial)),
};
