import { after, type Lost, type Tagged } from "@orrery/kernel";
import type { Delivery } from "../../../delivery/deliveries.ts";
import type { Ending } from "../../../delivery/delivering.ts";
import { textOf } from "../../../request/params.ts";
import type { CallReply, CallSucceeded } from "../../../service/call.ts";
import type { Refused } from "../../../service/refusal.ts";
import { alarmsCall, alarmsIn } from "../codedeploy-to-cloudwatch.ts";
import { codedeployLimits } from "../limits.ts";
import type { DeploymentFailure, LifecycleEvent, LifecycleStatus } from "../protocol.ts";
import { metrics, ports, targets, timers, type Deployment } from "./declarations.ts";
import { fail, hasEnded, send, stop, succeed, tellAll, type Flow } from "./ending.ts";
import { durationOfShift, stepOf } from "./shift.ts";
import type { Errand } from "./state.ts";

/** Begins a deployment that was just made. */
export function begin(deployment: Deployment, flow: Flow): void {
  const { context, effects } = flow;
  deployment.begunAt = context.now;
  deployment.changedAt = context.now;
  context.observe(metrics.DeploymentsStarted, 1);
  context.observe(metrics["codedeploy.preparation"], 1);
  const at = after(context.now, context.settings.assumed.preparation);
  effects.push({ type: "setTimer", timer: timers.prepared, index: 0, at });
}

/** It is in progress: it looks where the alias leads, and at its alarms. */
export function start(deployment: Deployment, flow: Flow): void {
  if (hasEnded(deployment)) return;
  const { now } = flow.context;
  deployment.status = "InProgress";
  deployment.startedAt = now;
  deployment.changedAt = now;
  tellAll(deployment, "START", "DeploymentStart", flow);
  send(deployment, targets.calls, { type: "look" }, flow);
}

function lifeOf(deployment: Deployment, event: LifecycleEvent): LifecycleStatus {
  return deployment.life.find((each) => each.event === event)!.status; // It has all three.
}

function enter(deployment: Deployment, event: LifecycleEvent, { context }: Flow): void {
  deployment.changedAt = context.now;
  deployment.life = deployment.life.map((each) =>
    each.event === event ? { ...each, status: "InProgress", startedAt: context.now } : each,
  );
}

function leave(
  deployment: Deployment,
  event: LifecycleEvent,
  status: "Succeeded" | "Failed" | "Skipped",
  { context }: Flow,
): void {
  deployment.changedAt = context.now;
  deployment.life = deployment.life.map((each) =>
    each.event === event ? { ...each, status, endedAt: context.now } : each,
  );
}

/** Looks at the alarms, where there are any. */
export function lookAtAlarms(deployment: Deployment, { context, effects }: Flow): void {
  const { alarms, caller } = context.settings;
  if (hasEnded(deployment) || alarms.names.length === 0 || deployment.isLooking) return;
  deployment.isLooking = true;
  const deadline = after(context.now, codedeployLimits.patience);
  const input = alarmsCall(alarms.names, caller);
  effects.push({ type: "send", port: ports.alarms, to: 0, input, tag: 0, deadline });
}

/** Hears the states of its alarms. */
export function hearAlarms(deployment: Deployment, body: Tagged | Lost, flow: Flow): void {
  const { context, effects } = flow;
  const { alarms, assumed } = context.settings;
  deployment.isLooking = false;
  if (hasEnded(deployment)) return;
  const answer = body as CallReply | Lost; // The control plane answers a call with nothing else.
  const seen =
    answer.type === "called"
      ? alarmsIn(answer.response, alarms.names)
      : { active: [], isComplete: false };
  if (seen.active.length > 0) {
    context.observe(metrics.AlarmsSeen, seen.active.length);
    stop(deployment, "DEPLOYMENT_STOP_ON_ALARM", alarmActive(seen.active), flow);
    return;
  }
  if (!seen.isComplete && !alarms.ignoresSilence) {
    stop(deployment, "DEPLOYMENT_STOP_ON_ALARM", alarmsUnknown, flow);
    return;
  }
  context.observe(metrics["codedeploy.alarmInterval"], 1);
  const at = after(context.now, assumed.alarmInterval);
  effects.push({ type: "setTimer", timer: timers.alarms, index: 0, at });
  // Nothing is shifted before the first look at them.
  if (lifeOf(deployment, "BeforeAllowTraffic") === "Pending") {
    enterHook(deployment, "BeforeAllowTraffic", flow);
  }
}

const alarmActive = (names: readonly string[]): DeploymentFailure => ({
  code: "ALARM_ACTIVE",
  message: `One or more alarms have been activated according to the Amazon CloudWatch metrics you selected, and the affected deployments have been stopped. Activated alarms: ${names.join(", ")}`,
});

/** Assumed: the words. */
const alarmsUnknown: DeploymentFailure = {
  code: "ALARM_ACTIVE",
  message: "The states of the alarms could not be retrieved from Amazon CloudWatch.",
};

/** Comes to a hook: invokes it, or goes on where there is none. */
function enterHook(
  deployment: Deployment,
  event: "BeforeAllowTraffic" | "AfterAllowTraffic",
  flow: Flow,
): void {
  const { context, effects } = flow;
  const { spec } = context.settings;
  const isBefore = event === "BeforeAllowTraffic";
  enter(deployment, event, flow);
  if ((isBefore ? spec.before : spec.after) === null) {
    endHook(deployment, event, true, flow);
    return;
  }
  context.observe(metrics.HooksInvoked, 1);
  send(deployment, isBefore ? targets.before : targets.after, { type: "hook", event }, flow);
  const at = after(context.now, codedeployLimits.hookTimeout);
  effects.push({ type: "setTimer", timer: timers.hook, index: 0, at });
}

/** A hook has said what it came to. @returns whether it was waited for. */
export function hearHook(
  deployment: Deployment,
  event: LifecycleEvent,
  hasSucceeded: boolean,
  flow: Flow,
): boolean {
  if (hasEnded(deployment) || event === "AllowTraffic") return false;
  if (lifeOf(deployment, event) !== "InProgress") return false;
  flow.effects.push({ type: "clearTimer", timer: timers.hook, index: 0 });
  if (!hasSucceeded) flow.context.observe(metrics.HooksFailed, 1);
  endHook(deployment, event, hasSucceeded, flow);
  return true;
}

/** A hook was silent for too long. */
export function loseHook(deployment: Deployment, flow: Flow): void {
  const open = deployment.life.find(({ status }) => status === "InProgress");
  if (hasEnded(deployment) || open === undefined) return;
  flow.context.observe(metrics.HooksSilent, 1);
  endHook(deployment, open.event, false, flow);
}

function endHook(
  deployment: Deployment,
  event: LifecycleEvent,
  hasSucceeded: boolean,
  flow: Flow,
): void {
  leave(deployment, event, hasSucceeded ? "Succeeded" : "Failed", flow);
  if (!hasSucceeded) fail(deployment, hookFailed(event), flow);
  else if (event === "BeforeAllowTraffic") allowTraffic(deployment, flow);
  else succeed(deployment, flow);
}

/** Assumed: the words. */
const hookFailed = (event: LifecycleEvent): DeploymentFailure => ({
  code: "HOOK_EXECUTION_FAILURE",
  message: `The deployment failed because the ${event} lifecycle event hook did not succeed.`,
});

function allowTraffic(deployment: Deployment, flow: Flow): void {
  enter(deployment, "AllowTraffic", flow);
  deployment.shiftedAt = flow.context.now;
  takeStep(deployment, flow);
}

/** Shifts the next part of the traffic, or ends the shift. */
export function takeStep(deployment: Deployment, flow: Flow): void {
  if (hasEnded(deployment)) return;
  const { context, effects } = flow;
  const { shift } = context.settings;
  const step = stepOf(shift, deployment.steps);
  if (step === null) {
    leave(deployment, "AllowTraffic", "Succeeded", flow);
    enterHook(deployment, "AfterAllowTraffic", flow);
    return;
  }
  deployment.steps += 1;
  deployment.weight = step.percent;
  deployment.changedAt = context.now;
  context.observe(metrics.Shifts, 1);
  send(deployment, targets.calls, { type: "shift", weight: step.percent }, flow);
  const next = stepOf(shift, deployment.steps)?.after ?? durationOfShift(shift);
  const at = after(deployment.shiftedAt, next > step.after ? next : step.after);
  effects.push({ type: "setTimer", timer: timers.step, index: 0, at });
}

/** Hears how an errand ended. */
export function hearEnd(
  deployment: Deployment,
  { item }: Readonly<Delivery<Errand>>,
  ending: Ending,
  body: Tagged | Lost | null,
  flow: Flow,
): void {
  const isTaken = ending === "taken";
  switch (item.type) {
    case "look":
      if (hasEnded(deployment)) return;
      if (!isTaken) return fail(deployment, functionFailure(body), flow);
      return hearAlias(deployment, body as CallSucceeded, flow); // A call that was taken.
    case "shift":
      if (!isTaken && item.weight > 0) fail(deployment, functionFailure(body), flow);
      return;
    case "hook":
      if (!isTaken) hearHook(deployment, item.event, false, flow);
      return;
    default:
      if (!isTaken) flow.context.observe(metrics.MessagesLost, 1);
  }
}

function functionFailure(body: Tagged | Lost | null): DeploymentFailure {
  const isRefused = body?.type === "refused";
  const message = isRefused ? (body as Refused).message : "The function did not answer in time.";
  return { code: "INVALID_LAMBDA_FUNCTION", message };
}

/** The alias must lead where the specification says. */
function hearAlias(deployment: Deployment, { response }: CallSucceeded, flow: Flow): void {
  const { spec, alarms } = flow.context.settings;
  const version = textOf(response["FunctionVersion"]) ?? "";
  if (version !== spec.current) {
    // Assumed: the words.
    const message = `The alias ${spec.alias} of ${spec.functionName} points to version ${version}, and not to the current version ${spec.current}.`;
    return fail(deployment, { code: "INVALID_LAMBDA_CONFIGURATION", message }, flow);
  }
  if (alarms.names.length > 0) lookAtAlarms(deployment, flow);
  else enterHook(deployment, "BeforeAllowTraffic", flow);
}
