import { declare, unreachable, type Machine } from "@orrery/kernel";
import type { EntryOf } from "../../../service/entry.ts";
import { refused, type Refused } from "../../../service/refusal.ts";
import type { DeploymentSettings } from "../config.ts";
import type { DeploymentEffect, DeploymentInput, DeploymentReply } from "../protocol.ts";
import { canonical } from "./canonical.ts";
import { choices, metrics, ports, purposes, timers, type Deployment } from "./declarations.ts";
import { errands } from "./errands.ts";
import { hasEnded, stop, type Flow } from "./ending.ts";
import {
  begin,
  hearAlarms,
  hearEnd,
  hearHook,
  lookAtAlarms,
  loseHook,
  start,
  takeStep,
} from "./life.ts";
import { initialDeployment, type DeploymentState } from "./state.ts";

/** The kind of a deployment's machine. */
export const deploymentKindName = "codedeploy.deployment";

/** A deployment to Lambda: it shifts the traffic of an alias from one version to another. */
export function deploymentMachine(
  entryOf: EntryOf,
): Machine<DeploymentSettings, DeploymentState, DeploymentInput, DeploymentEffect> {
  const all = errands(entryOf, (deployment, delivery, ending, body, context) => {
    const flow: Flow = { context, effects: [], errands: all };
    hearEnd(deployment, delivery, ending, body, flow);
    return flow.effects;
  });
  return {
    kind: deploymentKindName,
    stateVersion: 1,
    inputs: declare(
      "settingsChanged",
      "showDeployment",
      "answerHook",
      "stopDeployment",
      "replied",
      "timerFired",
    ),
    timers,
    ports,
    purposes,
    choices,
    metrics,

    initialState: initialDeployment,

    transition(deployment, input, context) {
      const flow: Flow = { context, effects: [], errands: all };
      const answer = (body: DeploymentReply): readonly DeploymentEffect[] => [
        { type: "reply", to: context.request, body },
        ...flow.effects,
      ];
      switch (input.type) {
        case "settingsChanged":
          if (context.settings.isBegun && deployment.begunAt === null) begin(deployment, flow);
          return flow.effects;
        case "showDeployment":
          return answer(shownOf(deployment));
        case "answerHook":
          return answer(
            hearHook(deployment, input.event, input.hasSucceeded, flow)
              ? { type: "heard" }
              : noLongerWaiting,
          );
        case "stopDeployment":
          if (hasEnded(deployment)) return answer(alreadyCompleted(context.settings.id));
          stop(deployment, "DEPLOYMENT_STOP_ON_REQUEST", stopped, flow, input.rollsBack);
          return answer(shownOf(deployment));
        case "replied":
          if (input.port !== ports.alarms) return all.hear(deployment, input, context);
          hearAlarms(deployment, input.body, flow);
          return flow.effects;
        case "timerFired":
          if (input.timer === timers.attempt) return all.retry(deployment, input, context);
          onTimer(deployment, input.timer, flow);
          return flow.effects;
        default:
          return unreachable(input);
      }
    },

    fingerprint: (input) => (input.type === "answerHook" && input.hasSucceeded ? 1 : 0),

    canonical,

    gauges: ({ weight }) => ({ TrafficShifted: weight }),
  };
}

function onTimer(deployment: Deployment, timer: number, flow: Flow): void {
  if (timer === timers.prepared) start(deployment, flow);
  else if (timer === timers.step) takeStep(deployment, flow);
  else if (timer === timers.hook) loseHook(deployment, flow);
  else lookAtAlarms(deployment, flow);
}

/** Assumed: the words. */
const stopped = { code: "MANUAL_STOP", message: "The deployment was stopped by the user." };

const noLongerWaiting: Refused = refused(
  "InvalidLifecycleEventHookExecutionStatusException",
  "The lifecycle event hook is not in progress.", // Assumed: the words.
);

const alreadyCompleted = (id: string): Refused =>
  refused("DeploymentAlreadyCompletedException", `The deployment ${id} has already completed.`); // Assumed: the words.

function shownOf(deployment: Deployment): DeploymentReply {
  const { status, weight, life, failure, isRolledBack } = deployment;
  const { startedAt, endedAt, changedAt } = deployment;
  return {
    type: "deploymentShown",
    status,
    weight,
    events: life,
    failure,
    isRolledBack,
    startedAt,
    endedAt,
    changedAt,
  };
}
