import { noEffects, slab, type Lost, type Tagged } from "@orrery/kernel";
import { delivering, type Ending } from "../../../delivery/delivering.ts";
import type { DeliveryPolicy } from "../../../delivery/delivery-policy.ts";
import { isFinal, isThrottle } from "../../../delivery/refusal-meaning.ts";
import { usualVerdict, type Verdict } from "../../../delivery/verdict.ts";
import type { EntryOf } from "../../../service/entry.ts";
import type { Refused } from "../../../service/refusal.ts";
import { never, type GroupSettings, type TargetPlan } from "../config.ts";
import type { AccountReply, GroupEffect, TakeTurn } from "../protocol.ts";
import { deadLetterFor } from "./dead-letter.ts";
import {
  choices,
  metrics,
  notes,
  ports,
  purposes,
  timers,
  type Group,
  type GroupContext,
} from "./declarations.ts";
import { inputFor } from "./input-for.ts";
import { arm, remove } from "./schedules.ts";
import type { GroupState, Invocation } from "./state.ts";
import { startOf, timeSince } from "./times.ts";

const takeTurn: TakeTurn = Object.freeze({ type: "takeTurn" });

// A memo of a pure function: a policy follows from a target and from what is assumed, alone.
const policies = new WeakMap<
  TargetPlan,
  { assumed: GroupSettings["assumed"]; policy: DeliveryPolicy }
>();

function policyFor(target: TargetPlan, { assumed }: GroupSettings): DeliveryPolicy {
  const known = policies.get(target);
  if (known?.assumed === assumed) return known.policy;
  const { retryAttempts, eventAge, deadLetters } = target;
  const policy: DeliveryPolicy = {
    failed: {
      phases: [
        {
          type: "exponential",
          retries: retryAttempts,
          base: assumed.retryBase,
          factor: 2,
          cap: assumed.retryCap > assumed.retryBase ? assumed.retryCap : assumed.retryBase,
        },
      ],
      jitter: { min: 0.5, max: 1 },
    },
    throttled: null,
    maximumAge: eventAge,
    timeout: assumed.patience,
    onGivenUp: deadLetters === null ? null : { arn: deadLetters.arn, to: deadLetters.to },
  };
  policies.set(target, { assumed, policy });
  return policy;
}

/** How a group invokes targets: when schedules are due, and again after failures. */
export function invoking(entryOf: EntryOf) {
  const { deliver, hear, retry } = delivering<GroupState, Invocation, GroupSettings, GroupEffect>({
    ports: { target: ports.targets, givenUp: ports.targets },
    timer: timers.attempt,
    purpose: purposes.backoff,

    policyOf(group, { item }, { settings }) {
      const scheduled = slab.read(group.schedules, item.schedule);
      // What is deleted or disabled invokes nothing any more.
      return scheduled?.plan.isEnabled === true ? policyFor(item.target, settings) : null;
    },

    turnOf(_group, _delivery, _latest, context) {
      const turn = context.consult(ports.account, 0, takeTurn) as Extract<
        AccountReply,
        { type: "turn" }
      >; // It gives no other.
      if (turn.at > context.now) context.observe(metrics.InvocationThrottleCount, 1);
      return turn.at;
    },

    inputOf({ item, attempts }, context) {
      if (attempts === 1) context.observe(metrics.StartDelay, context.now - item.scheduledAt);
      context.observe(metrics.InvocationAttemptCount, 1);
      return inputFor(item, attempts, context, entryOf);
    },

    verdictOf(body, { item, failures }, context) {
      const verdict = verdictOn(body);
      if (body.type === "lost") context.observe(metrics["scheduler.patience"], 1);
      if (verdict !== "taken") {
        context.observe(metrics.TargetErrorCount, 1);
        context.note(notes.failed, item.number);
        if (verdict === "throttled") context.observe(metrics.TargetErrorThrottledCount, 1);
        if (verdict !== "final") countWait(failures, context);
      }
      return verdict;
    },

    givenUpInputOf: (_group, delivery, ending, body, context) =>
      deadLetterFor(delivery, ending, body, context, entryOf),

    ended(group, { item }, ending, body, context) {
      count(item, ending, body, context);
      return endSchedule(group, item, context);
    },

    handedOver(_group, { item }, body, context) {
      const isTaken = body.type !== "refused" && body.type !== "lost";
      if (isTaken) context.observe(metrics.InvocationsSentToDeadLetterCount, 1);
      else {
        context.observe(metrics.InvocationsFailedToBeSentToDeadLetterCount, 1);
        context.observe(metrics.InvocationsLost, 1);
      }
      context.note(isTaken ? notes.deadLettered : notes.lost, item.number);
      return noEffects;
    },
  });

  /** The time of a schedule has come. */
  function fire(group: Group, slot: number, context: GroupContext): readonly GroupEffect[] {
    const id = slab.idAt(group.schedules, slot)!; // Its timer goes with it.
    const scheduled = slab.edit(group.schedules, id)!;
    const { plan, next: scheduledAt } = scheduled;
    const { settings, now } = context;
    group.invocationCount += 1;
    const number = group.invocationCount;
    context.observe(metrics.InvocationsScheduled, 1);
    const base = scheduled.changedAt;
    scheduled.next = timeSince(plan, scheduledAt, base, settings);
    scheduled.last = number;
    scheduled.count += 1;
    const effects: GroupEffect[] = [];
    arm(id, scheduled.next, effects);
    const drawn =
      plan.window > 0 || settings.assumed.startOffset > 0
        ? context.randomFor(purposes.start, number)
        : 0;
    const at = startOf(plan, scheduledAt, drawn, settings);
    if (plan.window === 0) context.observe(metrics["scheduler.startOffset"], 1);
    const invocation: Invocation = {
      schedule: id,
      name: scheduled.name,
      target: plan.target,
      number,
      scheduledAt,
      trail: { from: -settings.group, number, at: at > now ? at : now, lineage: null },
    };
    context.note(notes.fired, number, settings.group, invocation.trail.at);
    const { target } = plan;
    const times = isTwice(number, context) ? 2 : 1;
    for (let time = 0; time < times; time += 1) {
      const timing = at > now ? { since: at, at } : {};
      effects.push(
        ...deliver(group, { arn: target.arn, to: target.to }, invocation, context, timing),
      );
    }
    return effects;
  }

  return { fire, hear, retry };
}

/** Counts what decides how long a retry waits. */
function countWait(failures: number, context: GroupContext): void {
  const { retryBase, retryCap } = context.settings.assumed;
  context.observe(metrics["scheduler.retryBase"], 1);
  const isCapped = retryBase * (1 << Math.min(failures, 30)) > retryCap;
  if (isCapped) context.observe(metrics["scheduler.retryCap"], 1);
}

/** AWS invokes a target at least once. */
function isTwice(number: number, context: GroupContext): boolean {
  const { duplicates } = context.settings.assumed;
  context.observe(metrics["scheduler.duplicates"], 1);
  return (
    duplicates > 0 && context.choose(choices.duplicate, number, [1 - duplicates, duplicates]) === 1
  );
}

function verdictOn(body: Tagged | Lost): Verdict {
  if (body.type === "refused" && isThrottle(body as Refused)) return "throttled";
  return usualVerdict(body, isFinal);
}

/** Counts how an invocation ended. */
function count(
  { target, number }: Invocation,
  ending: Ending,
  body: Tagged | Lost | null,
  context: GroupContext,
): void {
  if (ending === "taken") {
    context.observe(metrics.InvocationsTaken, 1);
    context.note(notes.delivered, number);
    // The scenario says nothing of a call that is not modeled: it was made, and that is all.
    if (body?.type === "notModeled") context.observe(metrics.InvocationsUnmodeled, 1);
    return;
  }
  if (ending === "withdrawn") {
    context.observe(metrics.InvocationsWithdrawn, 1);
    context.note(notes.withdrawn, number);
    return;
  }
  context.observe(metrics.InvocationDroppedCount, 1);
  context.note(notes.givenUp, number);
  if (target.deadLetters !== null) return;
  context.observe(metrics.InvocationsLost, 1);
  context.note(notes.lost, number);
}

/** A schedule that is to go does so with its last invocation. */
function endSchedule(
  group: Group,
  { schedule, number }: Invocation,
  context: GroupContext,
): readonly GroupEffect[] {
  const scheduled = slab.read(group.schedules, schedule);
  if (scheduled === undefined || !scheduled.plan.isDeletedAfter) return noEffects;
  if (scheduled.next !== never || scheduled.last !== number) return noEffects;
  const effects: GroupEffect[] = [];
  remove(group, schedule, context, effects);
  return effects;
}
