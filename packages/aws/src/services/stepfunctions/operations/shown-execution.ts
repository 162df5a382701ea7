import { valueAsOf } from "@orrery/kernel";
import type { PlainObject } from "../../../service/refusal.ts";
import type { Resource } from "../../../service/resource.ts";
import type { ControlPlane } from "../../../service/service-model.ts";
import { redriving } from "../limits.ts";
import type { ExecutionDescribed, MapRunDescribed } from "../protocol.ts";
import { timestampAt } from "./records.ts";

/** The state machine that an execution says that it is of: of a child of a Map Run, with the label of the Map state. */
const ownerOf = ({ arn }: Resource, { label }: ExecutionDescribed): string =>
  label === null ? arn : `${arn}/${label}`;

function qualifiers({ arn }: Resource, { version, alias }: ExecutionDescribed): PlainObject {
  return {
    ...(version === null ? {} : { stateMachineVersionArn: `${arn}:${version}` }),
    ...(alias === null ? {} : { stateMachineAliasArn: `${arn}:${alias}` }),
  };
}

/** An execution as ListExecutions has it. */
export const listedExecution = (
  execution: ExecutionDescribed,
  stateMachine: Resource,
  plane: ControlPlane,
): PlainObject => {
  const { arn, name, status, startedAt, stoppedAt, mapRun, itemCount } = execution;
  const { redriveCount, redrivenAt } = execution;
  return {
    executionArn: arn,
    stateMachineArn: ownerOf(stateMachine, execution),
    name,
    status,
    startDate: timestampAt(startedAt, plane),
    ...(stoppedAt === null ? {} : { stopDate: timestampAt(stoppedAt, plane) }),
    ...(mapRun === null ? {} : { mapRunArn: mapRun }),
    ...(itemCount === null ? {} : { itemCount }),
    ...qualifiers(stateMachine, execution),
    ...(tellsRedrives(plane) ? { redriveCount } : {}),
    ...(redrivenAt === null ? {} : { redriveDate: timestampAt(redrivenAt, plane) }),
  };
};

/** Redrives are told of since there are any. */
const tellsRedrives = ({ asOf }: Pick<ControlPlane, "asOf">): boolean => valueAsOf(redriving, asOf);

/** An execution as DescribeExecution has it. */
export function describedExecution(
  execution: ExecutionDescribed,
  stateMachine: Resource,
  includesData: boolean,
  plane: ControlPlane,
): PlainObject {
  const { arn, name, status, startedAt, stoppedAt, input, output, error, cause } = execution;
  const { mapRun, redriveCount, redrivenAt, redriveStatus, redriveReason, traceHeader } = execution;
  const included = { included: true };
  return {
    executionArn: arn,
    stateMachineArn: ownerOf(stateMachine, execution),
    name,
    status,
    startDate: timestampAt(startedAt, plane),
    ...(stoppedAt === null ? {} : { stopDate: timestampAt(stoppedAt, plane) }),
    ...(includesData ? { input: JSON.stringify(input), inputDetails: included } : {}),
    ...(status === "SUCCEEDED" && includesData
      ? { output: JSON.stringify(output), outputDetails: included }
      : {}),
    ...(traceHeader === null ? {} : { traceHeader }),
    ...(mapRun === null ? {} : { mapRunArn: mapRun }),
    ...(error === null ? {} : { error }),
    ...(cause === null ? {} : { cause }),
    ...qualifiers(stateMachine, execution),
    ...(redrivenAt === null ? {} : { redriveDate: timestampAt(redrivenAt, plane) }),
    ...(tellsRedrives(plane)
      ? {
          redriveCount,
          redriveStatus,
          ...(redriveReason === null ? {} : { redriveStatusReason: redriveReason }),
        }
      : {}),
  };
}

/** A Map Run as DescribeMapRun has it. */
export const describedMapRun = (run: MapRunDescribed, plane: ControlPlane): PlainObject => ({
  mapRunArn: run.arn,
  executionArn: run.execution,
  status: run.status,
  startDate: timestampAt(run.startedAt, plane),
  ...(run.stoppedAt === null ? {} : { stopDate: timestampAt(run.stoppedAt, plane) }),
  maxConcurrency: run.maxConcurrency,
  toleratedFailurePercentage: run.toleratedFailurePercentage,
  toleratedFailureCount: run.toleratedFailureCount,
  itemCounts: run.items,
  executionCounts: run.executions,
  redriveCount: run.redriveCount,
  ...(run.redrivenAt === null ? {} : { redriveDate: timestampAt(run.redrivenAt, plane) }),
});
