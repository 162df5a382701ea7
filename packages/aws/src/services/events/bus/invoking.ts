import {
  after,
  hours,
  noEffects,
  type Duration,
  type Lost,
  type Replied,
  type Tagged,
  type TimerFired,
} from "@orrery/kernel";
import type { Delivery } from "../../../delivery/deliveries.ts";
import { delivering, type Ending } from "../../../delivery/delivering.ts";
import type { DeliveryPolicy } from "../../../delivery/delivery-policy.ts";
import type { EntryOf } from "../../../service/entry.ts";
import type { TakeTurn, TurnTaken } from "../../../service/turn.ts";
import type { BusSettings, RuleSettings, TargetSettings } from "../config.ts";
import { deadLetterInput, problemOf, targetInput } from "../event-to-target.ts";
import type { ArchiveEvent, BusDelivery, BusEffect, BusEvent } from "../protocol.ts";
import { eventsLimits } from "../limits.ts";
import { errorCodeOf, leastWaitOf, verdictOn, type ErrorCode } from "../refusal-meaning.ts";
import {
  choices,
  metrics,
  notes,
  ports,
  purposes,
  timers,
  type Bus,
  type BusContext,
} from "./declarations.ts";
import { countLog } from "./event-log.ts";
import { refusalIn } from "./refusal-text.ts";
import { targetOf } from "./rule-index.ts";
import type { BusState } from "./state.ts";
import { ruleTallyOf, tallyOf } from "./tally.ts";

type Sent = Readonly<Delivery<BusDelivery>>;

/** What a bus does with events for targets. */
export interface Invoking {
  /** Runs a rule with an event: each of its targets gets it by itself. */
  run(
    bus: Bus,
    rule: RuleSettings,
    event: BusEvent,
    context: BusContext,
    effects: BusEffect[],
  ): void;
  hear(bus: Bus, replied: Replied<Tagged>, context: BusContext): readonly BusEffect[];
  retry(bus: Bus, fired: TimerFired, context: BusContext): readonly BusEffect[];
}

const never = -1 as Duration;
/** How long an archive may take to have an event. */
const archivePatience = hours(24);

/** Invocations of targets, which are reached by the entries of their kinds. */
export function invoking(entryOf: EntryOf): Invoking {
  const { deliver, hear, retry } = delivering<BusState, BusDelivery, BusSettings, BusEffect>({
    ports: { target: ports.targets, givenUp: ports.deadLetterQueues },
    timer: timers.attempt,
    purpose: purposes.retryWait,

    policyOf(_bus, { item }, { settings }): DeliveryPolicy | null {
      const target = targetOf(settings, item.target);
      if (target === undefined) return null;
      // What cannot be sent is given up before an attempt.
      return item.problem === null ? target.policy : { ...target.policy, maximumAge: never };
    },

    inputOf({ item, attempts }, context) {
      context.observe(metrics.InvocationAttempts, 1);
      if (attempts > 1) context.observe(metrics.RetryInvocationAttempts, 1);
      return targetInput(item, context.settings, entryOf);
    },

    verdictOf(body, { item, attempts }, context) {
      const { now } = context;
      if (attempts === 1) {
        const waited = now - item.event.arrivedAt;
        context.observe(metrics.IngestionToInvocationStartLatency, waited);
      }
      if (body.type === "lost") context.observe(metrics["events.targetPatience"], 1);
      const verdict = verdictOn(body);
      if (verdict === "taken") context.observe(metrics.SuccessfulInvocationAttempts, 1);
      else {
        context.note(notes.failed, item.event.number, item.target);
        countLog("TRACE", context);
      }
      return verdict;
    },

    leastWaitOf,

    turnOf(_bus, { item, target }, latest, context) {
      const question: TakeTurn = { type: "takeTurn", latest };
      let turn = turnIn(context.consult(ports.account, 0, question), context);
      if (isApiDestination(target.arn) && turn !== null) {
        const own = turnIn(context.consult(ports.targets, item.target, question), context);
        turn = own === null || own > turn ? own : turn;
      }
      if (turn === null || turn > context.now) context.observe(metrics.ThrottledRules, 1);
      return turn;
    },

    givenUpInputOf(_bus, delivery, ending, body, context) {
      return deadLetterInput(delivery, ending, reasonOf(delivery, body), body, context, entryOf);
    },

    ended(bus, delivery, ending, body, context) {
      countEnding(bus, delivery, ending, body, context);
      return noEffects;
    },

    handedOver(bus, { item }, body, context) {
      const isTaken = body.type !== "refused" && body.type !== "lost";
      const { target, event } = item;
      const tally = tallyOf(bus, target);
      if (isTaken) {
        bus.deadLetterCount += 1;
        tally.deadLetters += 1;
        context.observe(metrics.InvocationsSentToDlq, 1);
      } else {
        context.observe(metrics.InvocationsFailedToBeSentToDlq, 1);
        tally.notDeadLettered += 1;
        tally.refusal = refusalIn(body);
        drop(bus, target, context);
      }
      context.note(isTaken ? notes.deadLettered : notes.dropped, event.number, target);
      return noEffects;
    },
  });

  function run(
    bus: Bus,
    rule: RuleSettings,
    event: BusEvent,
    context: BusContext,
    effects: BusEffect[],
  ): void {
    if (rule.archive !== null) {
      effects.push(archiving(event, rule.archive, context));
      return;
    }
    context.observe(metrics.TriggeredRules, 1);
    ruleTallyOf(bus, rule.number).matched += 1;
    context.note(notes.matched, event.number, rule.number);
    countLog("INFO", context);
    for (const target of rule.targets) {
      invoke(bus, rule, target, event, context, effects);
      if (isCopied(bus, context)) invoke(bus, rule, target, event, context, effects);
    }
  }

  function invoke(
    bus: Bus,
    rule: RuleSettings,
    { number: to, arn, input, crosses }: TargetSettings,
    event: BusEvent,
    context: BusContext,
    effects: BusEffect[],
  ): void {
    bus.invocationCount += 1;
    context.observe(metrics.InvocationsCreated, 1);
    context.note(notes.goes, event.number, to);
    const problem = problemOf(event, input, crosses, rule, context.settings);
    const item: BusDelivery = { event, rule: rule.number, target: to, problem };
    effects.push(...deliver(bus, { arn, to }, item, context));
  }

  return { run, hear, retry };
}

function archiving(event: BusEvent, archive: number, context: BusContext): BusEffect {
  const input: ArchiveEvent = { type: "archiveEvent", event, trail: event.trail };
  context.observe(metrics.EventsArchived, 1);
  return {
    type: "send",
    port: ports.archives,
    to: archive,
    input,
    tag: 0,
    deadline: after(context.now, archivePatience),
  };
}

function isCopied(bus: Bus, context: BusContext): boolean {
  const { duplicateRate } = context.settings.assumed;
  context.observe(metrics["events.duplicateRate"], 1);
  return (
    duplicateRate > 0 &&
    context.choose(choices.copies, bus.invocationCount, [1 - duplicateRate, duplicateRate]) === 1
  );
}

const isApiDestination = (arn: string): boolean => arn.includes(":api-destination/");

/** The turn that an answer gives; what is not there has one at any time. */
const turnIn = (answer: Tagged, { now }: BusContext): TurnTaken["at"] =>
  answer.type === "turnTaken" ? (answer as TurnTaken).at : now; // A quota answers nothing else.

/** Why an event is given up. */
function reasonOf({ item, attempts }: Sent, body: Tagged | Lost | null): ErrorCode {
  if (item.problem !== null) return item.problem;
  // It was too old before its first attempt, since others had their turns first.
  if (body === null) return attempts === 0 ? "THROTTLING" : "TIMEOUT";
  return errorCodeOf(body);
}

function drop(bus: Bus, target: number, context: BusContext): void {
  bus.droppedCount += 1;
  tallyOf(bus, target).dropped += 1;
  context.observe(metrics.InvocationsDropped, 1);
}

function countEnding(
  bus: Bus,
  delivery: Sent,
  ending: Ending,
  body: Tagged | Lost | null,
  context: BusContext,
): void {
  const { item, attempts, target } = delivery;
  const { event, target: number } = item;
  const { now, settings } = context;
  if (attempts > 1) {
    for (const name of ["retryBase", "retryCap", "leastJitter"] as const) {
      context.observe(metrics[`events.${name}`], attempts - 1);
    }
  }
  if (ending === "withdrawn") {
    bus.withdrawnCount += 1;
    context.note(notes.withdrawn, event.number, number);
    return;
  }
  context.observe(metrics.Invocations, 1);
  const waited = now - event.arrivedAt;
  context.observe(metrics.IngestionToInvocationCompleteLatency, waited);
  const tally = tallyOf(bus, number);
  tally.failedAttempts += ending === "taken" ? attempts - 1 : attempts;
  if (ending === "taken") {
    bus.takenCount += 1;
    tally.delivered += 1;
    context.observe(metrics.IngestionToInvocationSuccessLatency, waited);
    context.note(notes.delivered, event.number, number);
    countLog("INFO", context);
    billInvocation(target.arn, event, context);
    return;
  }
  bus.givenUpCount += 1;
  context.observe(metrics.FailedInvocations, 1);
  context.note(notes.givenUp, event.number, number);
  countLog("ERROR", context);
  tally.lastError = reasonOf(delivery, body);
  tally.refusal = refusalIn(body);
  if (targetOf(settings, number)?.policy.onGivenUp != null) return;
  drop(bus, number, context);
  context.note(notes.dropped, event.number, number);
}

/** What goes on to another bus is billed as a custom event, and a request to an API destination by itself. */
function billInvocation(arn: string, { content }: BusEvent, context: BusContext): void {
  const chunks = Math.max(1, Math.ceil(content.size / eventsLimits.billedChunk));
  if (isApiDestination(arn)) context.observe(metrics.ApiDestinationsBilled, chunks);
  else if (arn.includes(":event-bus/")) context.observe(metrics.EventsForwardedBilled, chunks);
}
