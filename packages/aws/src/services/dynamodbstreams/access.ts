import { notAuthorized, textIn, type Access } from "../../service/caller.ts";
import { refused } from "../../service/refusal.ts";

/** What DynamoDB Streams asks before it does something, and how it refuses. */
export const dynamodbstreamsAccess: Access = {
  actions: {
    ListStreams: "dynamodb:ListStreams",
    DescribeStream: "dynamodb:DescribeStream",
    GetShardIterator: "dynamodb:GetShardIterator",
    GetRecords: "dynamodb:GetRecords",
  },
  resourceOf: (params) =>
    textIn(params, "StreamArn") ?? textIn(params, "ShardIterator")?.split("|")[0] ?? "*",
  denied: (denial) => refused("AccessDeniedException", notAuthorized(denial)),
};
