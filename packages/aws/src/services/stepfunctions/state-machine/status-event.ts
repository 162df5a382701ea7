import { after, type Plain, type SlabId } from "@orrery/kernel";
import { wallClockAt } from "../../../text/wall-clock.ts";
import type { PlainObject } from "../../../service/refusal.ts";
import { ValueText } from "../../../service/value-text.ts";
import { metrics, ports, type Turn, type WritableExecution } from "./declarations.ts";
import { describedExecution } from "./described.ts";
import type { ExecutionDescribed } from "../protocol.ts";
import type { StateMachineSettings } from "../config.ts";

/** Tells the default bus what has become of an execution: best effort, once. Gives its ARN. */
export function sendStatus(turn: Turn, id: SlabId, execution: WritableExecution): string {
  const { context, effects, entryOf } = turn;
  const { settings, now } = context;
  const described = describedExecution(turn, id, execution);
  const text = new ValueText(statusEvent(described, settings));
  const { trail } = execution;
  const door = entryOf(settings.busKind!)!.doors.event!; // Of Standard executions, and a bus has one.
  const input = door.inputOf({ text, group: null, deduplicationId: null, trail });
  context.observe(metrics.EventsSent, 1);
  const deadline = after(now, settings.assumed.eventDeadline);
  effects.push({ type: "send", port: ports.bus, to: 0, input, tag: 0, deadline });
  return described.arn;
}

/** What the bus is told of an execution: the members of the event that are its own. */
function statusEvent(
  described: ExecutionDescribed,
  { arn, epochMilliseconds }: Pick<StateMachineSettings, "arn" | "epochMilliseconds">,
): PlainObject {
  const { status, input, output, version, alias, startedAt, stoppedAt, redrivenAt } = described;
  const included = { included: true };
  const isDone = status === "SUCCEEDED";
  const detail: { readonly [name: string]: Plain } = {
    executionArn: described.arn,
    stateMachineArn: arn,
    name: described.name,
    status,
    startDate: wallClockAt(epochMilliseconds, startedAt),
    stopDate: stoppedAt === null ? null : wallClockAt(epochMilliseconds, stoppedAt),
    input: JSON.stringify(input),
    output: isDone ? JSON.stringify(output) : null,
    inputDetails: included,
    outputDetails: isDone ? included : null,
    error: described.error,
    cause: described.cause,
    stateMachineVersionArn: version === null ? null : `${arn}:${version}`,
    stateMachineAliasArn: alias === null ? null : `${arn}:${alias}`,
    redriveCount: described.redriveCount,
    redriveDate: redrivenAt === null ? null : wallClockAt(epochMilliseconds, redrivenAt),
    redriveStatus: described.redriveStatus,
    redriveStatusReason: described.redriveReason,
  };
  return {
    source: "aws.states",
    "detail-type": "Step Functions Execution Status Change",
    resources: [described.arn],
    detail,
  };
}
