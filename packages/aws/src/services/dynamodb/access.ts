import type { Plain } from "@orrery/kernel";
import { listOf, memberOf, objectOf } from "../../request/params.ts";
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
  asks(params, home, operation) {
    const tableArn = (name: Plain | undefined): string =>
      dynamodbAccess.resourceOf({ TableName: name ?? null }, home, operation);
    if (operation === "BatchGetItem" || operation === "BatchWriteItem") {
      const action = `dynamodb:${operation}`;
      return Object.keys(objectOf(params["RequestItems"])).map((name) => ({
        action,
        arn: tableArn(name),
      }));
    }
    if (operation !== "TransactGetItems" && operation !== "TransactWriteItems") return null;
    return listOf(params["TransactItems"]).flatMap((item) =>
      Object.entries(objectOf(item)).map(([what, about]) => ({
        action: `dynamodb:${what}Item`,
        arn: tableArn(memberOf(about, "TableName")),
      })),
    );
  },
  denied: (denial) => refused("AccessDeniedException", notAuthorized(denial)),
};
