import type { ControlPlane } from "../../../service/service-model.ts";
import type { AccountSettings } from "../config.ts";

/** The kind of the machine of an account's concurrency. */
export const accountKindName = "lambda.account";

/** Makes the account's pool of concurrency, before the first operation. */
export function setUpLambda(plane: ControlPlane): void {
  const { partition, region, accountId } = plane;
  const reserved = 0;
  plane.create(
    {
      kind: accountKindName,
      name: accountId,
      arn: `arn:${partition}:lambda:${region}:${accountId}:account`,
      record: { reserved },
    },
    () => accountSettings(reserved, plane),
  );
}

export const accountSettings = (reserved: number, plane: ControlPlane): AccountSettings => ({
  concurrentExecutions: plane.quota("lambda.concurrentExecutions"),
  reserved,
  region: plane.region,
  asOf: plane.asOf,
});
