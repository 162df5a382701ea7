import { declare, unreachable, type Machine } from "@orrery/kernel";
import type { ScalableOf } from "../../../service/scalable-dimension.ts";
import { refused, type PlainObject } from "../../../service/refusal.ts";
import type { ScheduledSettings, TargetSettings } from "../config.ts";
import type { TargetEffect, TargetInput } from "../protocol.ts";
import {
  choices,
  metrics,
  ports,
  purposes,
  timers,
  type Target,
  type TargetContext,
} from "./declarations.ts";
import { canonical } from "./canonical.ts";
import { armEvaluation, hear, look, setBounds, type Scaling } from "./scaling.ts";
import { initialTarget, type TargetState } from "./state.ts";
import { nextDue } from "./times.ts";

/** The machine of a scalable target: a capacity that policies and schedules set, within bounds. */
export const targetMachine = (
  scalableOf: ScalableOf,
): Machine<TargetSettings, TargetState, TargetInput, TargetEffect> => ({
  kind: "application-autoscaling.target",
  stateVersion: 1,
  inputs: declare("settingsChanged", "alarmActs", "showActivities", "replied", "timerFired"),
  timers,
  ports,
  purposes,
  choices,
  metrics,

  initialState: initialTarget,

  transition(target, input, context) {
    const effects: TargetEffect[] = [];
    const scaling: Scaling = { target, context, scalableOf, effects };
    const { request: to } = context;
    switch (input.type) {
      case "settingsChanged":
        forgetPolicies(target, context);
        target.isToFollow = true;
        for (const action of context.settings.schedules) armSchedule(scaling, action);
        armEvaluation(scaling);
        look(scaling, false);
        return effects;
      case "alarmActs": {
        const { policy, alarm, difference } = input;
        if (difference === null) return [{ type: "reply", to, body: saysNothing }];
        effects.push({ type: "reply", to, body: { type: "taken" } });
        target.steps = [...target.steps, { policy, alarm, difference }].slice(-mostSteps);
        look(scaling, false);
        return effects;
      }
      case "showActivities": {
        const { activities } = target;
        return [{ type: "reply", to, body: { type: "activities", activities } }];
      }
      case "replied":
        hear(scaling, input);
        return effects;
      case "timerFired":
        if (input.timer === timers.evaluation) evaluateNow(scaling);
        else beginScheduled(scaling, input.index);
        return effects;
      default:
        return unreachable(input);
    }
  },

  fingerprint(input) {
    if (input.type === "alarmActs") return input.policy;
    return 0;
  },

  canonical,
  gauges: ({ capacity }, { min, max }) => ({
    Capacity: capacity?.requested ?? 0,
    MinCapacity: min,
    MaxCapacity: max,
  }),
});

const saysNothing = refused(
  "ValidationException",
  "An alarm says its AlarmName, Value and Threshold", // Assumed: the words.
);

/** Steps that may wait for the capacity to be known. */
const mostSteps = 50;

/** What is known of policies that are gone goes. */
function forgetPolicies(target: Target, { settings }: TargetContext): void {
  target.tracks = target.tracks.filter(({ policy }) =>
    settings.policies.some(({ number }) => number === policy),
  );
}

function evaluateNow(scaling: Scaling): void {
  const { target } = scaling;
  // Whoever is asked may take longer than a minute: then this one is left out.
  if (target.look === null) look(scaling, true);
  else armEvaluation(scaling);
}

function armSchedule({ context, effects }: Scaling, action: ScheduledSettings): void {
  const at = nextDue(action, context);
  const timer = { timer: timers.schedule, index: action.number } as const;
  effects.push(at === null ? { type: "clearTimer", ...timer } : { type: "setTimer", ...timer, at });
}

/** A scheduled action is due: it sets the bounds, and the capacity follows. */
function beginScheduled(scaling: Scaling, number: number): void {
  const { settings } = scaling.context;
  const action = settings.schedules.find((each) => each.number === number);
  if (action === undefined) return; // It was deleted.
  armSchedule(scaling, action);
  if (settings.suspended.scheduled) return;
  const min = action.min ?? settings.min;
  const max = action.max ?? settings.max;
  const params: PlainObject = {
    ServiceNamespace: settings.namespace,
    ResourceId: settings.resourceId,
    ScalableDimension: settings.dimension,
    MinCapacity: min,
    MaxCapacity: max,
  };
  const register = {
    service: "application-autoscaling",
    operation: "RegisterScalableTarget",
    params,
  };
  setBounds(scaling, action.name, register, `min capacity to ${min} and max capacity to ${max}`);
}
