import { refused, type Refused } from "../../../service/refusal.ts";
import type { BillingMode, CapacitySettings } from "./config.ts";

/** Why a request is throttled, as AWS ends the reason. */
export type ThrottleCause =
  | "ProvisionedThroughputExceeded"
  | "KeyRangeThroughputExceeded"
  | "AccountLimitExceeded"
  | "MaxOnDemandThroughputExceeded";

/** What is throttled, and why. */
export interface Throttle {
  /** The index; `null`: the table. */
  readonly index: string | null;
  readonly kind: "read" | "write";
  readonly cause: ThrottleCause;
}

const page =
  "https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/bp-partition-key-design.html";

/** What AWS says to a request that is throttled, of a table with this ARN. */
export function throttleRefusal(
  throttle: Throttle,
  tableArn: string,
  { mode, saysReasons }: Pick<CapacitySettings, "mode" | "saysReasons">,
): Refused {
  const { index, kind, cause } = throttle;
  const [code, message] = saidOf(throttle, mode);
  if (!saysReasons) return refused(code, message);
  const reason = `${index === null ? "Table" : "Index"}${kind === "read" ? "Read" : "Write"}${cause}`;
  const resource = index === null ? tableArn : `${tableArn}/index/${index}`;
  return refused(code, message, { ThrottlingReasons: [{ reason, resource }] });
}

function saidOf({ index, cause }: Throttle, mode: BillingMode): readonly [string, string] {
  switch (cause) {
    case "AccountLimitExceeded":
      return [
        "RequestLimitExceeded",
        "Throughput exceeds the current throughput limit for your account. Please contact AWS Support at https://aws.amazon.com/support request a limit increase.",
      ];
    case "MaxOnDemandThroughputExceeded":
      return [
        "ThrottlingException",
        "Throughput exceeds the maximum OnDemandThroughput configured on table or index",
      ];
    default:
      return mode === "PAY_PER_REQUEST"
        ? [
            "ThrottlingException",
            `Throughput exceeds the current capacity of your table or index. DynamoDB is automatically scaling your table or index so please try again shortly. If exceptions persist, check if you have a hot key: ${page}`,
          ]
        : ["ProvisionedThroughputExceededException", provisionedText(index)];
  }
}

const provisionedText = (index: string | null): string =>
  index === null
    ? "The level of configured provisioned throughput for the table was exceeded. Consider increasing your provisioning level with the UpdateTable API."
    : "The level of configured provisioned throughput for one or more global secondary indexes of the table was exceeded. Consider increasing your provisioning level for the under-provisioned global secondary indexes with the UpdateTable API";
