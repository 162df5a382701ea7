import type { Plain, Tagged } from "@orrery/kernel";
import { textOf } from "../../../request/params.ts";
import { refused, type PlainObject } from "../../../service/refusal.ts";
import type { ControlPlane, Operations, Step } from "../../../service/service-model.ts";
import { sizeInUtf8 } from "../../../text/utf8.ts";
import type { ActivityTask } from "../activity/machine.ts";
import type { FinishTask, TaskOutcome } from "../protocol.ts";
import { taskNamed } from "../task-token.ts";
import { activityAt } from "./activity-operations.ts";
import { invalidToken, isRefused, required, stateMachineKindName } from "./records.ts";

/** Operations of workers. */
export const taskOperations: Operations = {
  GetActivityTask: { begin: getTask, respond: showTask },
  SendTaskSuccess: { begin: succeed, respond: nothing },
  SendTaskFailure: { begin: fail, respond: nothing },
  SendTaskHeartbeat: {
    begin: (params, plane) => finish(params, { type: "heartbeat" }, plane),
    respond: nothing,
  },
};

function nothing(): PlainObject {
  return {};
}

function getTask(params: PlainObject, plane: ControlPlane): Step {
  const activity = activityAt(required(params, "activityArn"), plane);
  if (isRefused(activity)) return activity;
  const worker = textOf(params["workerName"]) ?? null;
  return {
    type: "ask",
    resource: activity.number,
    input: { type: "getActivityTask", worker } as Tagged,
  };
}

function showTask(body: Tagged): PlainObject {
  const { token, input } = body as ActivityTask; // Asked for one.
  return token === null ? {} : { taskToken: token, input: JSON.stringify(input) };
}

function succeed(params: PlainObject, plane: ControlPlane): Step {
  const text = required(params, "output");
  let output: Plain;
  try {
    output = JSON.parse(text) as Plain; // Any JSON.
  } catch {
    // A token that is none is found first.
    if (taskNamed(required(params, "taskToken")) === null) return invalidToken;
    return refused("InvalidOutput", `Invalid Output: '${text}'`);
  }
  return finish(params, { type: "succeeded", output, size: sizeInUtf8(text) }, plane);
}

function fail(params: PlainObject, plane: ControlPlane): Step {
  const error = textOf(params["error"]) ?? null;
  const cause = textOf(params["cause"]) ?? null;
  return finish(params, { type: "failed", error, cause }, plane);
}

function finish(params: PlainObject, outcome: TaskOutcome, plane: ControlPlane): Step {
  const task = taskNamed(required(params, "taskToken"));
  if (task === null) return invalidToken;
  const stateMachine = plane.findByNumber(task.stateMachine);
  if (stateMachine?.kind !== stateMachineKindName) return invalidToken;
  const input: FinishTask = { type: "finishTask", task, outcome };
  return { type: "ask", resource: stateMachine.number, input };
}
