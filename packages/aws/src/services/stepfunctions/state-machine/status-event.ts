import { after, type Plain, type SlabId } from "@orrery/kernel";
import { wallClockAt } from "../../../text/wall-clock.ts";
import type { PlainObject } from "../../../service/refusal.ts";
import { ValueText } from "../../../service/value-text.ts";
import { metrics, ports, type Turn, type WritableExecution } from "./declarations.ts";
import { redriveOf } from "./described.ts";
import { executionArn, executionName } from "./naming.ts";
import { revisionAt } from "./revisions.ts";
import type { Execution } from "./state.ts";

/** Tells the default bus what has become of an execution: best effort, once. Gives its ARN. */
export function sendStatus(turn: Turn, id: SlabId, execution: WritableExecution): string {
  const { context, effects, entryOf } = turn;
  const { settings, now } = context;
  const name = executionName(turn, id, execution);
  const executionArnText = executionArn(turn, id, execution, name);
  const text = new ValueText(statusEvent(turn, execution, name, executionArnText));
  const { trail } = execution;
  const door = entryOf(settings.busKind!)!.doors.event!; // Of Standard executions, and a bus has one.
  const input = door.inputOf({ text, group: null, deduplicationId: null, trail });
  context.observe(metrics.EventsSent, 1);
  const deadline = after(now, settings.assumed.eventDeadline);
  effects.push({ type: "send", port: ports.bus, to: 0, input, tag: 0, deadline });
  return executionArnText;
}

const included = Object.freeze({ included: true });

/** What the bus is told of an execution: the members of the event that are its own. */
function statusEvent(
  { machine, context }: Pick<Turn, "machine" | "context">,
  execution: Readonly<Execution>,
  name: string,
  executionArnText: string,
): PlainObject {
  const { arn, epochMilliseconds, type } = context.settings;
  const { status, input, ending, startedAt, stoppedAt, more } = execution;
  const { version } = revisionAt(machine, execution.revision);
  const { redriveStatus, redriveReason } = redriveOf(execution, type, context.now);
  const alias = more?.alias ?? null;
  const redrivenAt = more?.redrivenAt ?? null;
  const isDone = status === "SUCCEEDED";
  const detail: { readonly [name: string]: Plain } = {
    executionArn: executionArnText,
    stateMachineArn: arn,
    name,
    status,
    startDate: wallClockAt(epochMilliseconds, startedAt),
    stopDate: stoppedAt === -1 ? null : wallClockAt(epochMilliseconds, stoppedAt),
    input: JSON.stringify(input),
    output: isDone && ending !== null ? JSON.stringify(ending.output) : null,
    inputDetails: included,
    outputDetails: isDone ? included : null,
    error: ending?.error ?? null,
    cause: ending?.cause ?? null,
    stateMachineVersionArn: version === null ? null : `${arn}:${version}`,
    stateMachineAliasArn: alias === null ? null : `${arn}:${alias}`,
    redriveCount: more?.redrives ?? 0,
    redriveDate: redrivenAt === null ? null : wallClockAt(epochMilliseconds, redrivenAt),
    redriveStatus,
    redriveStatusReason: redriveReason,
  };
  return {
    source: "aws.states",
    "detail-type": "Step Functions Execution Status Change",
    resources: [executionArnText],
    detail,
  };
}
