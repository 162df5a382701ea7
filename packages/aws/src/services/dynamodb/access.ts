import { notAuthorized, textIn, type Access } from "../../service/caller.ts";
import { refused } from "../../service/refusal.ts";

/** What DynamoDB asks before it does something, and how it refuses. */
export const dynamodbAccess: Access = {
  actions: {
    // Each table of these is asked for by itself; permissions of single tables are not modeled.
    TransactGetItems: "dynamodb:GetItem",
    TransactWriteItems: "dynamodb:PutItem",
  },
  resourceOf(params, { partition, region, accountId }) {
    const arn = textIn(params, "ResourceArn");
    if (arn !== undefined) return arn;
    const name = textIn(params, "TableName");
    if (name === undefined) return "*";
    return name.startsWith("arn:")
      ? name
      : `arn:${partition}:dynamodb:${region}:${accountId}:table/${name}`;
  },
  denied: (denial) => refused("AccessDeniedException", notAuthorized(denial)),
};
