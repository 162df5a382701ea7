import type { Operations } from "../../service/service-model.ts";

/** The operations of STS that are modeled. */
export const stsOperations: Operations = {
  GetCallerIdentity: {
    begin: (_, { accountId, partition }) => ({
      type: "respond",
      response: {
        UserId: accountId,
        Account: accountId,
        Arn: `arn:${partition}:iam::${accountId}:root`,
      },
    }),
  },
};
