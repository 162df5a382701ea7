import type { Plain, Tagged } from "@orrery/kernel";
import { refused, type PlainObject, type Refused } from "../../../service/refusal.ts";
import type { Resource } from "../../../service/resource.ts";
import type { ControlPlane, Operations, Step } from "../../../service/service-model.ts";
import { wallClockAt } from "../../../text/wall-clock.ts";
import { joinForRedrive, sourcesOf } from "../queue/dead-letter-connection.ts";
import { sqsLimits } from "../limits.ts";
import { moveTaskOf, taskHandleOf } from "../message-names.ts";
import type {
  CancelMessageMoveTask,
  ListMessageMoveTasks,
  MoveTask,
  StartMessageMoveTask,
} from "../protocol.ts";
import { sqsQueueByArn } from "./queue-location.ts";
import { isFifo, recordOf } from "./queue-record.ts";
import { spelled, textOf } from "../../../request/params.ts";
import { integerWithin, invalid, isRefused, type Checked } from "./refusals.ts";

/** Operations that move messages from a dead-letter queue to other queues. */
export const moveTaskOperations: Operations = {
  StartMessageMoveTask: { begin: startTask, respond: showStarted },
  CancelMessageMoveTask: { begin: cancelTask, respond: showCancelled },
  ListMessageMoveTasks: { begin: listTasks, respond: showTasks },
};

const notThere = (name: string): Refused =>
  refused(
    "ResourceNotFoundException",
    `The resource that you specified for the ${name} parameter doesn't exist.`,
  );

function queueByArn(arn: string, name: string, plane: ControlPlane): Checked<Resource> {
  if (arn.split(":").length !== 6 || !arn.startsWith("arn:")) {
    return invalid(
      `You must use this format to specify the ${name}: arn:<partition>:<service>:<region>:<account-id>:<resource-id>`,
    );
  }
  return sqsQueueByArn(arn, plane) ?? notThere(name);
}

function sourceIn(params: PlainObject, plane: ControlPlane): Checked<Resource> {
  return queueByArn(spelled(params["SourceArn"]), "SourceArn", plane); // It is there, and a text.
}

function startTask(params: PlainObject, plane: ControlPlane): Step {
  const source = sourceIn(params, plane);
  if (isRefused(source)) return source;
  if (sourcesOf(source, plane).length === 0) {
    return invalid("Source queue must be configured as a Dead Letter Queue.");
  }
  const destination = destinationIn(params, source, plane);
  if (isRefused(destination)) return destination;
  const { min, max } = sqsLimits.moveTaskRate;
  const rate = integerWithin(
    params,
    "MaxNumberOfMessagesPerSecond",
    min,
    max,
    `Must be between ${min} and ${max}, if provided.`,
  );
  if (isRefused(rate)) return rate;
  if (destination !== undefined) joinForRedrive(source, destination, plane);
  const input: StartMessageMoveTask = {
    type: "startMessageMoveTask",
    task: plane.uuid(),
    destination: destination?.number ?? null,
    maxNumberOfMessagesPerSecond: rate ?? null,
  };
  return { type: "ask", resource: source.number, input, kept: source.arn };
}

function destinationIn(
  params: PlainObject,
  source: Resource,
  plane: ControlPlane,
): Checked<Resource | undefined> {
  const arn = textOf(params["DestinationArn"]);
  if (arn === undefined) return arn;
  const destination = queueByArn(arn, "DestinationArn", plane);
  if (isRefused(destination)) return destination;
  return isFifo(recordOf(destination).attributes) === isFifo(recordOf(source).attributes)
    ? destination
    : invalid("Source and destination queues must be of the same type.");
}

function showStarted(
  body: Tagged,
  _params: PlainObject,
  _plane: ControlPlane,
  kept: Plain,
): PlainObject {
  const { task } = body as { readonly task: string } & Tagged; // The answer to what was asked.
  return { TaskHandle: taskHandleOf({ taskId: task, sourceArn: kept as string }) };
}

function cancelTask(params: PlainObject, plane: ControlPlane): Step {
  const name = moveTaskOf(spelled(params["TaskHandle"])); // It is there, and a text.
  if (name === undefined) return invalid("Value for parameter TaskHandle is invalid.");
  const source = sqsQueueByArn(name.sourceArn, plane);
  if (source === undefined) return notThere("SourceArn");
  const input: CancelMessageMoveTask = { type: "cancelMessageMoveTask", task: name.taskId };
  return { type: "ask", resource: source.number, input };
}

function showCancelled(body: Tagged): PlainObject {
  const { movedCount } = body as { readonly movedCount: number } & Tagged; // As asked.
  return { ApproximateNumberOfMessagesMoved: movedCount };
}

function listTasks(params: PlainObject, plane: ControlPlane): Step {
  const source = sourceIn(params, plane);
  if (isRefused(source)) return source;
  const { min, max } = sqsLimits.moveTasksListed;
  const count = integerWithin(
    params,
    "MaxResults",
    min,
    max,
    `Must be between ${min} and ${max}, if provided.`,
  );
  if (isRefused(count)) return count;
  const input: ListMessageMoveTasks = { type: "listMessageMoveTasks", maxResults: count ?? 1 };
  return { type: "ask", resource: source.number, input, kept: source.number };
}

function showTasks(
  body: Tagged,
  params: PlainObject,
  plane: ControlPlane,
  kept: Plain,
): PlainObject {
  const { tasks } = body as { readonly tasks: readonly MoveTask[] } & Tagged; // As asked.
  const source = plane.findByNumber(kept as number); // As listTasks kept it.
  const peers = source === undefined ? {} : recordOf(source).peers;
  const sourceArn = spelled(params["SourceArn"]);
  return { Results: tasks.map((task) => shownTask(task, sourceArn, peers, plane)) };
}

function shownTask(
  task: MoveTask,
  sourceArn: string,
  peers: Readonly<Record<string, string>>,
  plane: ControlPlane,
): PlainObject {
  const { destination, maxNumberOfMessagesPerSecond: rate, failureReason } = task;
  const destinationArn = destination === null ? undefined : peers[destination];
  return {
    ...(task.status === "RUNNING"
      ? { TaskHandle: taskHandleOf({ taskId: task.task, sourceArn }) }
      : {}),
    Status: task.status,
    SourceArn: sourceArn,
    ...(destinationArn === undefined ? {} : { DestinationArn: destinationArn }),
    ...(rate === null ? {} : { MaxNumberOfMessagesPerSecond: rate }),
    ApproximateNumberOfMessagesMoved: task.movedCount,
    ApproximateNumberOfMessagesToMove: task.toMoveCount,
    ...(failureReason === null ? {} : { FailureReason: failureReason }),
    StartedTimestamp: wallClockAt(plane.epochMilliseconds, task.startedAt),
  };
}
