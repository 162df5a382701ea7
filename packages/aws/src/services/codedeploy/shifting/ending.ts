import type { EndedBy } from "../config.ts";
import type { DeploymentEffect, DeploymentFailure, DeploymentStatus } from "../protocol.ts";
import {
  metrics,
  targets,
  timers,
  type Deployment,
  type DeploymentContext,
} from "./declarations.ts";
import type { errands } from "./errands.ts";
import type { Errand, EventState, TriggerEvent } from "./state.ts";

/** What handlers of a deployment do with: its errands, and what follows from what they do. */
export interface Flow {
  readonly context: DeploymentContext;
  readonly effects: DeploymentEffect[];
  readonly errands: ReturnType<typeof errands>;
}

/** Whether nothing becomes of it any more. */
export const hasEnded = ({ endedAt }: Pick<Deployment, "endedAt">): boolean => endedAt !== null;

/** Sends an errand. */
export function send(deployment: Deployment, to: number, errand: Errand, flow: Flow): void {
  const { id } = flow.context.settings;
  flow.effects.push(...flow.errands.deliver(deployment, { arn: id, to }, errand, flow.context));
}

/** Tells the default bus, and the topics that want to hear of it. */
export function tellAll(
  deployment: Deployment,
  state: EventState | null,
  event: TriggerEvent,
  flow: Flow,
): void {
  const { now, settings } = flow.context;
  if (state !== null) send(deployment, targets.bus, { type: "event", state, at: now }, flow);
  settings.triggers.forEach(({ events }, trigger) => {
    if (!events.includes(event)) return;
    const { failure, begunAt } = deployment;
    const told = { at: now, begunAt: begunAt ?? now, failure };
    const errand: Errand = { type: "notification", trigger, event, ...told };
    send(deployment, targets.triggers + trigger, errand, flow);
  });
}

const counted = {
  Succeeded: metrics.DeploymentsSucceeded,
  Failed: metrics.DeploymentsFailed,
  Stopped: metrics.DeploymentsStopped,
} as const;

function end(
  deployment: Deployment,
  status: Exclude<DeploymentStatus, "Created" | "InProgress">,
  { context, effects }: Flow,
): void {
  deployment.status = status;
  deployment.endedAt = context.now;
  deployment.changedAt = context.now;
  context.observe(counted[status], 1);
  context.observe(metrics.DeploymentDuration, context.now - (deployment.begunAt ?? context.now));
  deployment.life = deployment.life.map((each) => {
    if (each.status === "InProgress") return { ...each, status: "Failed", endedAt: context.now };
    return each.status === "Pending" ? { ...each, status: "Skipped" } : each;
  });
  for (const timer of [timers.prepared, timers.step, timers.hook, timers.alarms]) {
    effects.push({ type: "clearTimer", timer, index: 0 });
  }
}

/** All of the traffic has its new version. */
export function succeed(deployment: Deployment, flow: Flow): void {
  end(deployment, "Succeeded", flow);
  tellAll(deployment, "SUCCESS", "DeploymentSuccess", flow);
}

/** Something of the deployment did not succeed. */
export function fail(deployment: Deployment, failure: DeploymentFailure, flow: Flow): void {
  if (hasEnded(deployment)) return;
  deployment.failure = failure;
  end(deployment, "Failed", flow);
  tellAll(deployment, "FAILURE", "DeploymentFailure", flow);
  rollBack(deployment, "DEPLOYMENT_FAILURE", null, flow);
}

/** Ends a deployment before its time. */
export function stop(
  deployment: Deployment,
  by: EndedBy,
  failure: DeploymentFailure,
  flow: Flow,
  rollsBack: boolean | null = null,
): void {
  deployment.failure = failure;
  end(deployment, "Stopped", flow);
  tellAll(deployment, "STOP", "DeploymentStop", flow);
  rollBack(deployment, by, rollsBack, flow);
}

/** Traffic goes back to the version before, where that is wanted and any has left it. */
function rollBack(deployment: Deployment, by: EndedBy, said: boolean | null, flow: Flow): void {
  const isWanted = said ?? flow.context.settings.rollsBackOn.includes(by);
  if (!isWanted || deployment.weight === 0) return;
  deployment.weight = 0;
  deployment.isRolledBack = true;
  flow.context.observe(metrics.DeploymentsRolledBack, 1);
  send(deployment, targets.calls, { type: "shift", weight: 0 }, flow);
  tellAll(deployment, null, "DeploymentRollback", flow);
}
