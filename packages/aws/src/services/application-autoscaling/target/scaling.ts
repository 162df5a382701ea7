import { after, minutes, type Replied, type Tagged } from "@orrery/kernel";
import type { Call, CallReply } from "../../../service/call.ts";
import type { Measured, Unpublished } from "../../../service/cloudwatch-metric.ts";
import type { NamedCall } from "../../../service/resource-action.ts";
import type { ScalableDimension, ScalableOf } from "../../../service/scalable-dimension.ts";
import type { PolicySettings, StepSettings, TrackingSettings } from "../config.ts";
import type { TargetEffect } from "../protocol.ts";
import { beginActivity, endActivity } from "./activities.ts";
import { metrics, ports, timers, type Target, type TargetContext } from "./declarations.ts";
import { stepTo } from "./steps.ts";
import { minutesSince, newestMinute, nextEvaluation } from "./times.ts";
import {
  evaluated,
  readerOf,
  trackOf,
  wishIn,
  wishOut,
  withMinute,
  type Wish,
} from "./tracking.ts";

/** What a scalable target has sent, in the lower bits of its tag; the rest is a number. */
const tags = { read: 0, set: 1, bounds: 2, measure: 3 } as const;
const tagBits = 2;

/** As many evaluations as a minute may be seen late, and some. */
const mostKnown = 33;

/** A scalable target at work. */
export interface Scaling {
  readonly target: Target;
  readonly context: TargetContext;
  readonly scalableOf: ScalableOf;
  readonly effects: TargetEffect[];
}

const dimensionOf = ({ context, scalableOf }: Scaling): ScalableDimension =>
  scalableOf(context.settings.dimension)!; // Checked when it was registered.

const isTracking = (policy: PolicySettings): policy is TrackingSettings =>
  policy.type === "tracking";

/** The policies that keep metrics at targets. */
const trackingIn = ({ settings }: TargetContext): readonly TrackingSettings[] =>
  settings.policies.filter(isTracking);

/** Asks for the capacity; before alarms are evaluated, also what their metrics came to. */
export function look(scaling: Scaling, isEvaluation: boolean): void {
  const { target, context } = scaling;
  if (target.look !== null) return; // What was asked for waits in the state.
  const { resourceId } = context.settings;
  call(scaling, dimensionOf(scaling).read(resourceId), tags.read);
  const tracking = isEvaluation ? trackingIn(context) : [];
  const minute = newestMinute(context);
  for (const { metric, number } of tracking) {
    send(scaling, { type: "measure", metric, minute }, tags.measure + (number << tagBits));
  }
  target.look = { awaited: 1 + tracking.length, isEvaluation };
}

/** Evaluates alarms at the next full minute while there are any, and as long as something is under way. */
export function armEvaluation({ target, context, effects }: Scaling): void {
  if (trackingIn(context).length === 0 && target.change === null) return;
  const at = nextEvaluation(context);
  effects.push({ type: "setTimer", timer: timers.evaluation, index: 0, at });
}

/** Something answers. */
export function hear(
  scaling: Scaling,
  { tag, body }: Replied<CallReply | Measured | Unpublished>,
): void {
  const number = tag >> tagBits;
  const answer: Tagged = body;
  switch (tag & ((1 << tagBits) - 1)) {
    case tags.read:
      hearCapacity(scaling, answer as CallReply); // The control plane answers a call with nothing else.
      return;
    case tags.measure:
      hearMinute(scaling, number, answer as Measured | Unpublished); // Likewise.
      return;
    case tags.bounds:
      endCall(scaling, number, answer);
      return;
    default:
      hearSet(scaling, answer);
  }
}

function hearCapacity(scaling: Scaling, answer: CallReply): void {
  const { target, context } = scaling;
  const capacity = dimensionOf(scaling).capacityIn(answer, context.settings.resourceId);
  target.capacity = capacity;
  if (target.look?.isEvaluation === true && capacity !== null) {
    target.inEffect = [capacity.inEffect, ...target.inEffect].slice(0, mostKnown);
  }
  heard(scaling);
}

function hearMinute(scaling: Scaling, number: number, answer: Measured | Unpublished): void {
  const { target, context } = scaling;
  const policy = trackingIn(context).find((each) => each.number === number);
  const { inEffect } = target;
  const capacity = inEffect[Math.min(minutesSince(context), inEffect.length - 1)] ?? 0;
  if (policy !== undefined) {
    const minute = answer.type === "measured" && answer.count > 0 ? { ...answer, capacity } : null;
    const reader = readerOf(policy, dimensionOf(scaling));
    keepTrack(target, withMinute(trackOf(target, number), minute, reader));
  }
  heard(scaling);
}

function keepTrack(target: Target, track: ReturnType<typeof trackOf>): void {
  target.tracks = [...target.tracks.filter(({ policy }) => policy !== track.policy), track];
}

/** One of the answers that are waited for is there. */
function heard(scaling: Scaling): void {
  const { target } = scaling;
  const { look: open } = target;
  if (open === null) return;
  if (open.awaited > 1) {
    target.look = { ...open, awaited: open.awaited - 1 };
    return;
  }
  target.look = null;
  decide(scaling, open.isEvaluation);
  if (open.isEvaluation) armEvaluation(scaling);
  lookAgain(scaling);
}

/** What was asked for meanwhile is looked at, once nothing is on its way. */
function lookAgain(scaling: Scaling): void {
  const { isToFollow, steps, change } = scaling.target;
  const isFree = change === null;
  if (isToFollow ? isFree || change.isTaken : isFree && steps.length > 0) look(scaling, false);
}

/** All that is needed is known. */
function decide(scaling: Scaling, isEvaluation: boolean): void {
  const { target, context } = scaling;
  const { capacity } = target;
  if (capacity === null) {
    // Its resource is gone, or tells nothing: there is nothing to do.
    target.isToFollow = false;
    target.steps = [];
    return;
  }
  if (target.change?.isTaken === false) return;
  if (target.change !== null && capacity.isSettled) complete(scaling);
  if (target.isToFollow) {
    target.isToFollow = false;
    const { min, max } = context.settings;
    const bound = capacity.requested < min ? "minimum" : "maximum";
    const to = Math.min(max, Math.max(min, capacity.requested));
    if (to !== capacity.requested) {
      setCapacity(scaling, to, `${bound} capacity was set to ${to}`, false);
      return;
    }
  }
  if (isEvaluation) evaluate(scaling);
  if (target.change !== null) return; // The steps wait.
  const [step, ...later] = target.steps;
  target.steps = later;
  if (step !== undefined) takeStep(scaling, step);
}

/** Evaluates the alarms of all policies, and does what they ask for. */
function evaluate(scaling: Scaling): void {
  const { target, context } = scaling;
  const { suspended } = context.settings;
  const dimension = dimensionOf(scaling);
  const capacity = target.capacity!; // It is known where something is decided.
  const tracking = trackingIn(context);
  const readers = tracking.map((policy) => readerOf(policy, dimension));
  const tracks = tracking.map((policy, place) =>
    evaluated(trackOf(target, policy.number), policy, readers[place]!, capacity),
  );
  const alarms = tracking.reduce((sum, { scaleIn }) => sum + (scaleIn ? 2 : 1), 0);
  context.observe(metrics.AlarmMinutes, alarms);
  target.tracks = tracks;
  if (target.change !== null) return; // What is under way is waited for.
  const wishes = tracking.map((policy, place) =>
    wishOut(target, tracks[place]!, policy, readers[place]!, context),
  );
  const out = greatest(wishes);
  if (out !== null && out.to > capacity.requested) {
    if (!suspended.scaleOut) follow(scaling, out, out.policy.alarmHigh);
    return;
  }
  // It scales in where every policy that may agrees.
  const lowered = tracking.flatMap((policy, place) =>
    policy.scaleIn ? [wishIn(target, tracks[place]!, policy, readers[place]!, context)] : [],
  );
  const into = lowered.includes(null) ? null : greatest(lowered);
  if (into === null || into.to >= capacity.requested || suspended.scaleIn) return;
  follow(scaling, into, into.policy.alarmLow);
}

const greatest = (wishes: readonly (Wish | null)[]): Wish | null =>
  wishes.reduce(
    (most, wish) => (wish !== null && (most === null || wish.to > most.to) ? wish : most),
    null,
  );

function follow(scaling: Scaling, { policy, to }: Wish, alarm: string): void {
  const { context } = scaling;
  context.observe(metrics["alarm.metricDelay"], 1);
  context.observe(metrics["alarm.evaluationOffset"], 1);
  scaleBy(scaling, to, alarm, policy);
}

function takeStep(scaling: Scaling, step: Target["steps"][number]): void {
  const { target, context } = scaling;
  const policy = context.settings.policies.find(
    (each): each is StepSettings => each.number === step.policy && each.type === "step",
  );
  if (policy === undefined) return;
  const to = stepTo(target, policy, step, context);
  if (to === null) return;
  const { suspended } = context.settings;
  const isOut = to > target.capacity!.requested;
  if (isOut ? suspended.scaleOut : suspended.scaleIn) return;
  scaleBy(scaling, to, step.alarm, policy);
}

/** Sets what a policy asks for, within the bounds. */
function scaleBy(
  scaling: Scaling,
  asked: number,
  alarm: string,
  policy: Pick<PolicySettings, "name">,
): void {
  const { target, context } = scaling;
  const { min, max } = context.settings;
  const to = Math.min(max, Math.max(min, asked));
  if (to === target.capacity!.requested) return;
  const cause = `monitor alarm ${alarm} in state ALARM triggered policy ${policy.name}`;
  setCapacity(scaling, to, cause, true);
}

/** Sets the capacity, by the operation of the resource's own service. */
function setCapacity(scaling: Scaling, to: number, cause: string, isOfPolicy: boolean): void {
  const { target, context } = scaling;
  const { noun, set } = dimensionOf(scaling);
  if (target.change !== null) {
    endActivity(target, target.change.activity, overridden, context);
  }
  const description = `Setting ${noun} to ${to}.`;
  const activity = beginActivity(target, { description, cause }, context);
  const { requested: from, others = {} } = target.capacity!; // It is known where something is decided.
  context.observe(to > from ? metrics.ScaleOuts : metrics.ScaleIns, 1);
  target.change = { activity, from, to, isTaken: false, isOfPolicy };
  call(scaling, set(context.settings.resourceId, to, others), tags.set);
}

const overridden = {
  status: "Overridden",
  message: "Another activity has taken its place.",
} as const;

function hearSet(scaling: Scaling, answer: Tagged): void {
  const { target, context } = scaling;
  const { change } = target;
  if (change === null) return;
  if (answer.type === "called") {
    target.change = { ...change, isTaken: true };
    if (target.capacity !== null) {
      target.capacity = { ...target.capacity, requested: change.to, isSettled: false };
    }
    armEvaluation(scaling);
    lookAgain(scaling);
    return;
  }
  const { noun } = dimensionOf(scaling);
  const message = `Failed to set ${noun} to ${change.to}. Reason: ${reasonIn(answer)}`;
  endActivity(target, change.activity, { status: "Failed", message }, context);
  context.observe(metrics.FailedScalings, 1);
  target.change = null;
  armEvaluation(scaling);
  lookAgain(scaling);
}

/** What was under way is there: cooldowns begin. */
function complete(scaling: Scaling): void {
  const { target, context } = scaling;
  const { activity, from, to, isOfPolicy } = target.change!; // There is one.
  const { noun } = dimensionOf(scaling);
  const message = `Successfully set ${noun} to ${to}. Change successfully fulfilled by ${context.settings.namespace}.`;
  endActivity(target, activity, { status: "Successful", message }, context);
  target.change = null;
  if (!isOfPolicy) return;
  const scaled = { from, completedAt: context.now };
  if (to < from) {
    target.lastIn = scaled;
    return;
  }
  target.lastOut = scaled;
  target.lastIn = null; // A cooldown after scaling in ends with it.
}

/** Sets the bounds, as a scheduled action says. */
export function setBounds(scaling: Scaling, name: string, bounds: NamedCall, said: string): void {
  const { target, context } = scaling;
  const cause = `scheduled action name ${name} was triggered`;
  const activity = beginActivity(target, { description: `Setting ${said}`, cause }, context);
  context.observe(metrics.ScheduledActions, 1);
  call(scaling, bounds, tags.bounds + (activity << tagBits));
}

/** What a scheduled action asked for was done, or was not. */
function endCall({ target, context }: Scaling, activity: number, answer: Tagged): void {
  const { description } = target.activities.find(({ number }) => number === activity) ?? {
    description: "",
  };
  const said = description.replace("Setting ", "");
  if (answer.type === "called") {
    const message = `Successfully set ${said}`;
    endActivity(target, activity, { status: "Successful", message }, context);
    return;
  }
  context.observe(metrics.FailedScalings, 1);
  const message = `Failed to set ${said}. Reason: ${reasonIn(answer)}`;
  endActivity(target, activity, { status: "Failed", message }, context);
}

function reasonIn(answer: Tagged): string {
  const { message, what } = answer as { readonly message?: string; readonly what?: string };
  return message ?? what ?? "it was not answered in time";
}

const call = (scaling: Scaling, { service, operation, params }: NamedCall, tag: number): void => {
  const { caller } = scaling.context.settings;
  send(scaling, { type: "call", service, operation, params, caller }, tag);
};

function send(
  { context, effects }: Scaling,
  input: Call | Extract<TargetEffect, { type: "send" }>["input"],
  tag: number,
): void {
  const deadline = after(context.now, minutes(120)); // Longer than the control plane waits.
  effects.push({ type: "send", port: ports.control, to: 0, input, tag, deadline });
}
