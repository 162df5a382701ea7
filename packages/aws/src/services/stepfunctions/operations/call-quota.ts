import { start } from "@orrery/kernel";
import { refused } from "../../../service/refusal.ts";
import type { ControlPlane, Operation, Operations } from "../../../service/service-model.ts";
import { accountCaller } from "../../../service/caller.ts";
import type { AccountReply, BucketSize, TakeCall } from "../account/machine.ts";
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

/**
 * The buckets of other operations, which AWS raises on request too.
 *
 * Source: https://docs.aws.amazon.com/step-functions/latest/dg/service-quotas.html, read 2026-10.
 */
const others: Readonly<Record<string, BucketSize>> = {
  DescribeStateMachine: { bucket: 200, refill: 20 },
  ListExecutions: { bucket: 200, refill: 5 },
  TestState: { bucket: 50, refill: 10 },
};
/** Most operations that make, change, describe and list. */
const most: BucketSize = { bucket: 100, refill: 1 };
/** Those whose quota AWS does not tell. */
const unbounded: ReadonlySet<string> = new Set(["StartExecution", "StartSyncExecution"]);

/** Operations that the account may call so often only. */
export const underQuotas = (operations: Operations): Operations =>
  Object.fromEntries(
    Object.entries(operations).map(([name, operation]) => [
      name,
      unbounded.has(name) ? operation : underQuota(name, operation),
    ]),
  );

function underQuota(name: string, operation: Operation): Operation {
  const quotas = buckets[name];
  const own = others[name] ?? most;
  return {
    ...operation,
    begin(params, plane) {
      const size =
        quotas === undefined
          ? own
          : { bucket: plane.quota(quotas[0]), refill: plane.quota(quotas[1]) };
      const isFree = quotas === undefined && isOutside(plane);
      return isFree || hasRoom(name, size, plane)
        ? operation.begin(params, plane)
        : refused("ThrottlingException", "Rate exceeded");
    },
  };
}

/** Whether somebody outside calls: between such calls no time passes, so that how often they come means nothing. */
const isOutside = ({ caller, accountId, region, partition }: ControlPlane): boolean =>
  caller.principal === accountCaller({ accountId, region, partition }).principal;

function hasRoom(name: string, size: BucketSize, plane: ControlPlane): boolean {
  // What is there from the start was asked before; and Step Functions itself does not count.
  if (plane.now === start || !hasAccount(plane) || plane.caller.awaitsEnd === true) {
    return true;
  }
  const question: TakeCall = {
    type: "takeCall",
    operation: name,
    ...size,
  };
  const answer = plane.consult(accountOf(plane).number, question) as AccountReply; // It gives no other.
  return answer.type === "granted";
}
