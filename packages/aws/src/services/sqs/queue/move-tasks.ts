import {
  after,
  invariant,
  ring,
  slab,
  table,
  unreachable,
  type Instant,
  type Replied,
  type SlabId,
  type EffectList,
} from "@orrery/kernel";
import { refused, type Refused } from "../../../service/refusal.ts";
import { metrics, ports, timers, type Queue, type QueueContext } from "./declarations.ts";
import { sqsLimits } from "../limits.ts";
import { groupIdOf, unlink } from "./message-groups.ts";
import { become, leave, list } from "./messages.ts";
import { groupIn, none, trailOf } from "./state.ts";
import type {
  CancelMessageMoveTask,
  ListMessageMoveTasks,
  MoveMessage,
  MoveTask,
  QueueReply,
  StartMessageMoveTask,
} from "../protocol.ts";
import { bill, invalidParameter, respond } from "./reply.ts";

const alreadyRunning: Refused = Object.freeze(
  invalidParameter(
    "There is already a task running. Only one active task is allowed for a source queue arn at a given time.",
  ),
);
const noSuchTask: Refused = Object.freeze(
  refused("ResourceNotFoundException", "Task does not exist."),
);

/** Starts, cancels or lists the tasks that move this queue's messages elsewhere. */
export function moveTaskOperation(
  queue: Queue,
  input: StartMessageMoveTask | CancelMessageMoveTask | ListMessageMoveTasks,
  context: QueueContext,
): EffectList {
  bill(0, context, false);
  switch (input.type) {
    case "startMessageMoveTask":
      return start(queue, input, context);
    case "cancelMessageMoveTask":
      return cancel(queue, input, context);
    case "listMessageMoveTasks":
      return respond({ type: "moveTasks", tasks: newest(queue, input.maxResults) }, context);
    default:
      return unreachable(input);
  }
}

function start(
  queue: Queue,
  { task, destination, maxNumberOfMessagesPerSecond }: StartMessageMoveTask,
  context: QueueContext,
): EffectList {
  if (queue.activeTask !== null) return respond(alreadyRunning, context);
  const started: MoveTask = {
    task,
    status: "RUNNING",
    destination,
    maxNumberOfMessagesPerSecond,
    movedCount: 0,
    toMoveCount: queue.visibleCount,
    failureReason: null,
    startedAt: context.now,
  };
  if (maxNumberOfMessagesPerSecond === null) context.observe(metrics["sqs.systemMoveRate"], 1);
  queue.activeTask = task;
  table.set(queue.moveTasks, task, started);
  if (table.sizeOf(queue.moveTasks) > sqsLimits.moveTasksListed.max) {
    table.remove(queue.moveTasks, table.firstKey(queue.moveTasks)!);
  }
  const reply: QueueReply =
    started.toMoveCount > 0
      ? { type: "moveTaskStarted", task }
      : { type: "moveTaskStarted", task, changedNothing: true };
  respond(reply, context);
  context.effects.setTimer(timers.move, 0, context.now);
  return context.effects;
}

const notActive: Refused = Object.freeze(
  refused("ResourceNotFoundException", "Only active tasks can be cancelled."),
);

function cancel(
  queue: Queue,
  { task: name }: CancelMessageMoveTask,
  context: QueueContext,
): EffectList {
  const task = table.get(queue.moveTasks, name);
  if (task === undefined) return respond(noSuchTask, context);
  if (task.status !== "RUNNING") {
    return respond(notActive, context);
  }
  const { effects } = context;
  effects.clearTimer(timers.move, 0);
  respond({ type: "moveTaskCancelled", movedCount: task.movedCount }, context);
  if (queue.movingCount === 0) end(queue, task, "CANCELLED");
  else table.set(queue.moveTasks, name, { ...task, status: "CANCELLING" });
  return effects;
}

const newest = (queue: Queue, count: number): readonly MoveTask[] =>
  table
    .list(queue.moveTasks)
    .map(([, task]) => task)
    .reverse()
    .slice(0, count);

function activeTask(queue: Queue): MoveTask {
  const task = table.get(queue.moveTasks, queue.activeTask ?? "");
  invariant(task !== undefined, "messages move without a task");
  return task;
}

function end(
  queue: Queue,
  task: MoveTask,
  status: MoveTask["status"],
  failureReason: string | null = null,
): void {
  queue.activeTask = null;
  queue.moveWaits = false;
  table.set(queue.moveTasks, task.task, { ...task, status, failureReason });
}

/** Moves no more; the task has failed once all answers that it is owed are there. */
function fail(queue: Queue, task: MoveTask, reason: string): void {
  const failureReason = task.failureReason ?? reason;
  if (queue.movingCount === 0) end(queue, task, "FAILED", failureReason);
  else table.set(queue.moveTasks, task.task, { ...task, failureReason });
}

/** Moves the oldest visible message, and says when the next one is due. */
export function moveNext(queue: Queue, context: QueueContext): EffectList {
  const { now } = context;
  const task = activeTask(queue);
  const { effects } = context;
  const { fifo, assumed } = context.settings;
  if (now - task.startedAt >= sqsLimits.moveTaskDuration) {
    fail(queue, task, "MaximumDurationReached");
    return effects;
  }
  const id = nextVisible(queue, fifo);
  if (id === undefined) {
    if (queue.movingCount === 0) end(queue, task, "COMPLETED");
    else queue.moveWaits = true;
    return effects;
  }
  const stored = slab.edit(queue.messages, id)!;
  const to = task.destination ?? stored.former?.source ?? -1;
  if (to === -1) {
    // Sent here and given up by nobody: it has nowhere to go back to.
    fail(queue, task, "CouldNotDetermineMessageSource");
    if (!fifo) list(queue, id, stored);
    return effects;
  }
  const input: MoveMessage = {
    type: "moveMessage",
    content: stored.content,
    trail: trailOf(stored),
    groupId: groupIdOf(queue, groupIn(stored)),
  };
  leave(queue, id, stored, context, effects);
  queue.movingCount += 1;
  const deadline = after(now, assumed.deadLetterPatience);
  effects.send(ports.redrive, to, input, id, deadline);
  const rate = task.maxNumberOfMessagesPerSecond ?? assumed.systemMoveRate;
  const at = (now + Math.round(1_000_000 / rate)) as Instant;
  effects.setTimer(timers.move, 0, at);
  return effects;
}

/** The next message to move, which no ring lists any more: about the oldest that is visible. */
function nextVisible(queue: Queue, fifo: boolean): SlabId | undefined {
  if (fifo) return oldestVisible(queue);
  for (const listed of [queue.returned, queue.visible]) {
    while (listed.size > 0) {
      const id = ring.shift(listed);
      const stored = slab.edit(queue.messages, id);
      if (stored?.condition === "visible") return id;
      if (stored?.condition === "hiddenAgain") become(queue, stored, "inFlight");
    }
  }
  return nextAside(queue);
}

function nextAside(queue: Queue): SlabId | undefined {
  while (queue.served.size > 0) {
    const groupId = ring.peek(queue.served) as SlabId; // It is not empty.
    const group = slab.edit(queue.groups, groupId);
    if (group !== undefined && group.head !== none) {
      const { head } = group;
      unlink(queue, head, groupId);
      become(queue, slab.edit(queue.messages, head)!, "visible");
      return head;
    }
    if (group !== undefined) group.listed = false;
    ring.shift(queue.served);
  }
  return undefined;
}

/** FIFO: passes what is in flight or locked, of which little is older than what is visible. */
function oldestVisible({ arrivals, messages }: Queue): SlabId | undefined {
  for (let place = 0; place < arrivals.size; place += 1) {
    const id = ring.at(arrivals, place);
    if (slab.read(messages, id)?.condition === "visible") return id;
  }
  return undefined;
}

/** Counts a message that was moved, or stops the task that could not move it. */
export function finishMove(
  queue: Queue,
  body: Replied<QueueReply>["body"],
  { now }: QueueContext,
  effects: EffectList,
): void {
  queue.movingCount -= 1;
  let task = activeTask(queue);
  if (body.type === "sent") {
    task = { ...task, movedCount: task.movedCount + 1 };
    table.set(queue.moveTasks, task.task, task);
  }
  if (task.status === "CANCELLING") {
    if (queue.movingCount === 0) end(queue, task, "CANCELLED");
  } else if (body.type !== "sent") {
    effects.clearTimer(timers.move, 0);
    fail(queue, task, body.type === "refused" ? body.code : "InternalError");
  } else if (task.failureReason !== null) {
    fail(queue, task, task.failureReason);
  } else if (queue.moveWaits && queue.movingCount === 0) {
    // More may be visible by now; if not, the task is complete.
    queue.moveWaits = false;
    effects.setTimer(timers.move, 0, now);
  }
}
