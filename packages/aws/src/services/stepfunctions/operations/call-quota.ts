import { start } from "@orrery/kernel";
import { refused } from "../../../service/refusal.ts";
import type { ControlPlane, Operation, Operations } from "../../../service/service-model.ts";
import type { AccountReply, TakeCall } from "../account/machine.ts";
import type { QuotaName } from "../limits.ts";
import { accountOf, hasAccount } from "./records.ts";

/** The buckets of operations; those that start executions are asked where they start. */
const buckets: Readonly<Record<string, readonly [bucket: QuotaName, refill: QuotaName]>> = {
  StopExecution: ["stepfunctions.stopBucket", "stepfunctions.stopRefill"],
  RedriveExecution: ["stepfunctions.redriveBucket", "stepfunctions.redriveRefill"],
  SendTaskSuccess: ["stepfunctions.taskBucket", "stepfunctions.taskRefill"],
  SendTaskFailure: ["stepfunctions.taskBucket", "stepfunctions.taskRefill"],
  SendTaskHeartbeat: ["stepfunctions.taskBucket", "stepfunctions.taskRefill"],
  GetActivityTask: ["stepfunctions.taskBucket", "stepfunctions.taskRefill"],
  DescribeExecution: [
    "stepfunctions.describeExecutionBucket",
    "stepfunctions.describeExecutionRefill",
  ],
  GetExecutionHistory: ["stepfunctions.historyBucket", "stepfunctions.historyRefill"],
};

/** Operations that the account may call so often only. */
export const underQuotas = (operations: Operations): Operations =>
  Object.fromEntries(
    Object.entries(operations).map(([name, operation]) => {
      const bucket = buckets[name];
      return [name, bucket === undefined ? operation : underQuota(name, operation, bucket)];
    }),
  );

function underQuota(
  name: string,
  operation: Operation,
  [bucket, refill]: readonly [QuotaName, QuotaName],
): Operation {
  return {
    ...operation,
    begin(params, plane) {
      return hasRoom(name, bucket, refill, plane)
        ? operation.begin(params, plane)
        : refused("ThrottlingException", "Rate exceeded");
    },
  };
}

function hasRoom(name: string, bucket: QuotaName, refill: QuotaName, plane: ControlPlane): boolean {
  // What is there from the start was asked before; and Step Functions itself does not count.
  if (
    plane.now === start ||
    !hasAccount(plane) ||
    plane.caller.principal === "states.amazonaws.com"
  ) {
    return true;
  }
  const question: TakeCall = {
    type: "takeCall",
    operation: name,
    bucket: plane.quota(bucket),
    refill: plane.quota(refill),
  };
  const answer = plane.consult(accountOf(plane).number, question) as AccountReply; // It gives no other.
  return answer.type === "granted";
}
