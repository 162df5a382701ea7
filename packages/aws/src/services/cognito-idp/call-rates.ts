import type { CallRates } from "../../service/call-rate.ts";
import { refused } from "../../service/refusal.ts";
import { rateQuota } from "./limits.ts";

const shared = (category: string, operations: readonly string[]) => ({
  quota: rateQuota(category),
  operations,
  isShared: true,
});

/** How often operations on pools, clients and groups may be called: those of a category together. */
export const cognitoCallRates: CallRates = {
  throttled: () => refused("TooManyRequestsException", "Rate exceeded"),
  rates: [
    shared("userPoolRead", ["DescribeUserPool", "ListUserPools"]),
    shared("userPoolUpdate", ["CreateUserPool", "UpdateUserPool", "DeleteUserPool"]),
    shared("userPoolResourceRead", [
      "GetGroup",
      "ListGroups",
      "DescribeUserPoolDomain",
      "ListTagsForResource",
    ]),
    shared("userPoolResourceUpdate", [
      "CreateGroup",
      "UpdateGroup",
      "DeleteGroup",
      "CreateUserPoolDomain",
      "DeleteUserPoolDomain",
      "TagResource",
      "UntagResource",
    ]),
    shared("userPoolClientRead", ["DescribeUserPoolClient", "ListUserPoolClients"]),
    shared("userPoolClientUpdate", [
      "CreateUserPoolClient",
      "UpdateUserPoolClient",
      "DeleteUserPoolClient",
    ]),
  ],
};
