import { after, seconds, slab, type SlabId } from "@orrery/kernel";
import { refused, type Refused } from "../../../service/refusal.ts";
import type {
  DescribeExecution,
  AwaitExecution,
  FinishTask,
  NotKept,
  StopExecution,
} from "../protocol.ts";
import type { Turn } from "./declarations.ts";
import { describedExecution } from "./described.ts";
import { cutOff, noMore } from "./ending.ts";
import { finish } from "./hearing.ts";
import { placeOf } from "./naming.ts";
import { reply } from "./starting.ts";
import { located, type Step } from "./step.ts";
import { givenUpAt } from "./tasks.ts";
import { clearWake, wakeAt } from "./time.ts";

/** What those hear who name an execution that is not there. */
function noExecution({ context }: Pick<Turn, "context">, name: string): Refused {
  const { partition, region, accountId, name: own } = context.settings;
  const arn = `arn:${partition}:states:${region}:${accountId}:execution:${own}:${name}`;
  return refused("ExecutionDoesNotExist", `Execution Does Not Exist: '${arn}'`);
}

/** What those hear who ask for what was forgotten. */
export const notKept = (what: string): NotKept => ({ type: "notKept", what });

/** The execution of a name; or what those hear who ask for it. */
export function executionNamed(turn: Turn, name: string): SlabId | Refused | NotKept {
  const id = placeOf(turn, name);
  if (id === undefined) return noExecution(turn, name);
  return id === -1
    ? notKept(
        `Execution "${name}" is closed, and no longer kept: raise the assumption stepfunctions.keptExecutions.`,
      )
    : id;
}

/** Answers what an execution is like now, or once it has ended. */
export function describe(turn: Turn, { type, name }: DescribeExecution | AwaitExecution): void {
  const id = executionNamed(turn, name);
  if (typeof id !== "number") {
    reply(turn, id);
    return;
  }
  const execution = slab.edit(turn.machine.executions, id)!;
  if (type === "awaitExecution" && execution.status === "RUNNING") {
    const { request } = turn.context;
    const more = execution.more ?? noMore;
    const waiters = [...more.waiters, { request, isSynchronous: false }];
    execution.more = { ...more, waiters };
    return;
  }
  reply(turn, describedExecution(turn, id, execution));
}

/** Stops an execution, wherever it is; one that has ended stays as it is. */
export function stop(turn: Turn, { name, error, cause }: StopExecution): Step {
  const id = executionNamed(turn, name);
  if (typeof id !== "number") {
    reply(turn, id);
    return null;
  }
  const execution = slab.read(turn.machine.executions, id)!;
  const { now } = turn.context;
  if (execution.status !== "RUNNING") {
    reply(turn, {
      type: "executionStopped",
      stoppedAt: execution.stoppedAt === -1 ? now : execution.stoppedAt,
    });
    return null;
  }
  reply(turn, { type: "executionStopped", stoppedAt: now });
  return cutOff(turn, id, "ABORTED", { error, cause });
}

/** A worker says something of a task by its token. */
export function finishTask(turn: Turn, { task, outcome }: FinishTask): Step {
  const id = task.strand as SlabId;
  const strand = slab.edit(turn.machine.strands, id);
  const isCurrent = strand !== undefined && strand.attempt === task.attempt && strand.work !== null;
  if (!isCurrent) {
    reply(turn, refused("TaskTimedOut", "Task Timed Out: 'Provided task does not exist anymore'"));
    return null;
  }
  const { execution } = located(turn, id);
  if (strand.condition === "called") {
    // The service that was given the token has not answered yet.
    if (outcome.type !== "heartbeat") strand.work = { ...strand.work!, early: outcome };
    reply(turn, { type: "taskFinished" });
    return null;
  }
  if (strand.condition !== "working" && strand.condition !== "following") {
    reply(
      turn,
      refused("TaskDoesNotExist", "Task Does Not Exist: 'Provided task does not exist anymore'"),
    );
    return null;
  }
  reply(turn, { type: "taskFinished" });
  if (outcome.type !== "heartbeat") return finish(turn, id, outcome);
  const { heartbeatSeconds } = strand.work!;
  if (heartbeatSeconds === null) return null;
  const work = { ...strand.work!, heartbeatAt: after(turn.context.now, seconds(heartbeatSeconds)) };
  strand.work = work;
  clearWake(turn, id);
  wakeAt(turn, id, givenUpAt(turn, work, execution), execution);
  return null;
}
