import type { Deployment } from "../../service/deployment.ts";
import {
  allChanges,
  isSame,
  partChanges,
  removedBy,
  tagChanges,
} from "../../service/update-operations.ts";

/** What becomes of a log group when its stack changes. */
export const groupDeployment: Deployment = {
  change({ operations, arn }, after) {
    const [was, is] = [operations[0]?.params ?? {}, after[0]?.params ?? {}];
    // CloudFormation makes another for another class too.
    const fixed = ["logGroupName", "logGroupClass"];
    if (fixed.some((name) => !isSame(was[name], is[name]))) return "replace";
    const named = { logGroupName: is["logGroupName"]! };
    return allChanges(
      partChanges(operations.slice(1), after.slice(1), {
        undoing: {
          PutRetentionPolicy: () => ({ operation: "DeleteRetentionPolicy", params: named }),
          PutDataProtectionPolicy: ({ logGroupIdentifier }) => ({
            operation: "DeleteDataProtectionPolicy",
            params: { logGroupIdentifier: logGroupIdentifier! },
          }),
        },
      }),
      tagChanges(operations[0], after[0], {
        member: "tags",
        set: (tags) => ({ operation: "TagResource", params: { resourceArn: bare(arn), tags } }),
        unset: (tagKeys) => ({
          operation: "UntagResource",
          params: { resourceArn: bare(arn), tagKeys },
        }),
      }),
    );
  },
  ...removedBy("DeleteLogGroup", "logGroupName"),
};

/** Tags are of the group, whose ARN ends in a star elsewhere. */
const bare = (arn: string): string => arn.replace(/:\*$/, "");
