import {
  after,
  invariant,
  noEffects,
  noTime,
  slab,
  type AnyEffect,
  type Context,
  type Draft,
  type Duration,
  type Instant,
  type Lost,
  type Replied,
  type Send,
  type SetTimer,
  type Tagged,
  type TimerFired,
} from "@orrery/kernel";
import type { Deliveries, Delivery } from "./deliveries.ts";
import type { DeliveryPolicy, Target } from "./delivery-policy.ts";
import { waitBefore, type RetrySchedule } from "./retry-schedule.ts";
import type { Verdict } from "./verdict.ts";

/** How a delivery ended: it was taken, or given up for one of the other reasons. */
export type Ending =
  | "taken"
  /** Its target refused it for good. */
  | "refused"
  /** There is no further retry. */
  | "retriesExhausted"
  /** The next attempt would be made when it is too old. */
  | "ageExceeded"
  /** Its sender has no such target any more. */
  | "withdrawn";

/** The effects that deliveries are made of. */
export type DeliveryEffect = Send<Tagged> | SetTimer;

/** A machine that delivers, as far as its deliveries go. */
export interface Sender<State extends Deliveries<Item>, Item, Settings, Output extends AnyEffect> {
  readonly ports: {
    /** Where targets are. */
    readonly target: number;
    /** Where those are who are told of what is given up; may be the same. */
    readonly givenUp: number;
  };
  /** Its timer for attempts, told apart by slots. */
  readonly timer: number;
  /** Its purpose for the parts of waits. */
  readonly purpose: number;

  /** The policy that holds for a delivery now; `null` where its target is none any more. */
  policyOf(
    state: Draft<State>,
    delivery: Readonly<Delivery<Item>>,
    context: Context<Settings>,
  ): DeliveryPolicy | null;
  /** What is sent to the target. */
  inputOf(delivery: Readonly<Delivery<Item>>, context: Context<Settings>): Tagged;
  /** What an answer of the target means. */
  verdictOf(
    body: Tagged | Lost,
    delivery: Readonly<Delivery<Item>>,
    context: Context<Settings>,
  ): Verdict;
  /** How long the next attempt waits at least, since the answer to the last one asks for it. */
  leastWaitOf?(body: Tagged | Lost): Duration;
  /**
   * Gives an attempt that is due its turn, where the sender makes no more than so many in a time; `null`
   * where there is none up to `latest`, at which the delivery is too old. Asked once for each attempt.
   * Waiting for a turn is no retry.
   */
  turnOf?(
    state: Draft<State>,
    delivery: Readonly<Delivery<Item>>,
    latest: Instant | null,
    context: Context<Settings>,
  ): Instant | null;
  /**
   * What is sent to whoever is told that a delivery was given up. `body`: the last answer; `null` where
   * it was given up before an attempt.
   */
  givenUpInputOf?(
    state: Draft<State>,
    delivery: Readonly<Delivery<Item>>,
    ending: Exclude<Ending, "taken">,
    body: Tagged | Lost | null,
    context: Context<Settings>,
  ): Tagged;

  /**
   * Hears how a delivery ended, once for each; returns what follows from it. Where it begins another, its record may serve
   * that one, and is to be read before.
   */
  ended?(
    state: Draft<State>,
    delivery: Readonly<Delivery<Item>>,
    ending: Ending,
    body: Tagged | Lost | null,
    context: Context<Settings>,
  ): readonly Output[];
  /** Hears what became of what was given up, once for each that somebody was told of. */
  handedOver?(
    state: Draft<State>,
    delivery: Readonly<Delivery<Item>>,
    body: Tagged | Lost,
    context: Context<Settings>,
  ): readonly Output[];
}

/** Above every count of attempts: keeps the draws of two deliveries apart. */
const attemptsOfOne = 2 ** 20;

/** When a delivery may be attempted at the latest; `null`: at any time. */
const lastInstant = (
  { since }: Pick<Delivery<unknown>, "since">,
  { maximumAge }: DeliveryPolicy,
): Instant | null => (maximumAge === null ? null : after(since, maximumAge));

const isTooOld = (
  delivery: Pick<Delivery<unknown>, "since">,
  at: Instant,
  policy: DeliveryPolicy,
): boolean => at > (lastInstant(delivery, policy) ?? at);

/** What follows from an input, in order. */
type Follows<Output> = readonly (Output | DeliveryEffect)[];

/**
 * The deliveries of a sender, over its own state. Its methods are there once for all senders: V8 compiles them better than
 * functions that each sender has for itself.
 */
export class Deliverer<
  State extends Deliveries<Item>,
  Item,
  Settings,
  Output extends AnyEffect = never,
> {
  private readonly sender: Sender<State, Item, Settings, Output>;

  constructor(sender: Sender<State, Item, Settings, Output>) {
    this.sender = sender;
  }

  /**
   * Begins a delivery and makes its first attempt, at `at` where that is later. `since`: what its age
   * counts from; left out, now.
   */
  deliver(
    state: Draft<State>,
    target: Target,
    item: Item,
    context: Context<Settings>,
    { since = context.now, at = context.now }: { since?: Instant; at?: Instant } = {},
  ): Follows<Output> {
    const delivery = this.begun(state, target, item, since, at);
    const slot = slab.slotOf(slab.insert(state.deliveries, delivery));
    if (at > context.now) return [this.timerAt(slot, at)];
    return this.attempt(state, slot, delivery, context);
  }

  /**
   * Begins a delivery and makes its first attempt, and puts what follows on the context's effects: for machines that
   * begin one with nearly every event.
   */
  deliverNow(state: Draft<State>, target: Target, item: Item, context: Context<Settings>): void {
    const { now, effects } = context;
    const delivery = this.begun(state, target, item, now, now);
    const slot = slab.slotOf(slab.insert(state.deliveries, delivery));
    const policy = this.sender.policyOf(state, delivery, context);
    if (policy === null || this.sender.turnOf !== undefined) {
      effects.pushAll(this.attemptBy(policy, state, slot, delivery, context));
      return;
    }
    // What begins now is not too old.
    const input = this.sent(delivery, context);
    effects.send(this.sender.ports.target, target.to, input, slot, after(now, policy.timeout));
  }

  private begun(
    state: Draft<State>,
    target: Target,
    item: Item,
    since: Instant,
    at: Instant,
  ): Draft<Delivery<Item>> {
    const number = state.deliveryCount + 1;
    state.deliveryCount = number;
    const spare = slab.spare<Delivery<Item>>(state.deliveries);
    if (spare === undefined) return newDelivery(item, target, number, since, at);
    spare.item = item;
    spare.target = target;
    spare.number = number;
    spare.condition = "waiting";
    spare.since = since;
    spare.at = at;
    spare.attempts = 0;
    spare.failures = 0;
    spare.throttles = 0;
    return spare;
  }

  /** Makes the attempt whose timer has fired. */
  retry(state: Draft<State>, { index }: TimerFired, context: Context<Settings>): Follows<Output> {
    const delivery = slab.editAt(state.deliveries, index);
    invariant(delivery !== undefined, "an attempt is due at a delivery that is gone");
    return this.attempt(state, index, delivery, context);
  }

  /** Sends a delivery whose time has come, when it has its turn. */
  private attempt(
    state: Draft<State>,
    slot: number,
    delivery: Draft<Delivery<Item>>,
    context: Context<Settings>,
  ): Follows<Output> {
    const policy = this.sender.policyOf(state, delivery, context);
    return this.attemptBy(policy, state, slot, delivery, context);
  }

  private attemptBy(
    policy: DeliveryPolicy | null,
    state: Draft<State>,
    slot: number,
    delivery: Draft<Delivery<Item>>,
    context: Context<Settings>,
  ): Follows<Output> {
    const { now } = context;
    if (policy === null) return this.end(state, slot, delivery, "withdrawn", null, null, context);
    if (isTooOld(delivery, now, policy)) {
      return this.end(state, slot, delivery, "ageExceeded", null, policy, context);
    }
    if (this.sender.turnOf !== undefined && delivery.condition !== "inTurn") {
      const turn = this.sender.turnOf(state, delivery, lastInstant(delivery, policy), context);
      if (turn === null) {
        return this.end(state, slot, delivery, "ageExceeded", null, policy, context);
      }
      if (turn > now) {
        delivery.condition = "inTurn";
        delivery.at = turn;
        return [this.timerAt(slot, turn)];
      }
    }
    const input = this.sent(delivery, context);
    return [
      {
        type: "send",
        port: this.sender.ports.target,
        to: delivery.target.to,
        input,
        tag: slot, // Each is answered once, and the slot is not free before.
        deadline: after(now, policy.timeout),
      },
    ];
  }

  /** Counts an attempt that is made; what is sent. */
  private sent(delivery: Draft<Delivery<Item>>, context: Context<Settings>): Tagged {
    delivery.condition = "sent";
    delivery.at = -1;
    delivery.attempts += 1;
    return this.sender.inputOf(delivery, context);
  }

  /** Hears an answer at one of the sender's ports. */
  hear(
    state: Draft<State>,
    { tag, body }: Replied<Tagged>,
    context: Context<Settings>,
  ): Follows<Output> {
    const delivery = slab.editAt(state.deliveries, tag) as Draft<Delivery<Item>> | undefined;
    invariant(delivery !== undefined, "an answer to a delivery that is gone");
    if (delivery.condition !== "sent")
      return this.hearHandOver(state, tag, delivery, body, context);
    const verdict = this.sender.verdictOf(body, delivery, context);
    if (verdict !== "taken") return this.goOn(state, tag, delivery, verdict, body, context);
    slab.releaseAt(state.deliveries, tag);
    return this.sender.ended?.(state, delivery, "taken", body, context) ?? noEffects;
  }

  /** Hears the answer of whoever was told of what was given up. */
  private hearHandOver(
    state: Draft<State>,
    slot: number,
    delivery: Draft<Delivery<Item>>,
    body: Tagged | Lost,
    context: Context<Settings>,
  ): Follows<Output> {
    invariant(delivery.condition === "handedOver", "an answer to a delivery that was not sent");
    slab.releaseAt(state.deliveries, slot);
    return this.sender.handedOver?.(state, delivery, body, context) ?? noEffects;
  }

  /** Tries again what was not taken, or ends it. */
  private goOn(
    state: Draft<State>,
    slot: number,
    delivery: Draft<Delivery<Item>>,
    verdict: Exclude<Verdict, "taken">,
    body: Tagged | Lost,
    context: Context<Settings>,
  ): Follows<Output> {
    const policy = this.sender.policyOf(state, delivery, context);
    if (policy === null) return this.end(state, slot, delivery, "withdrawn", body, null, context);
    const isApart = verdict === "throttled" && policy.throttled !== null;
    if (isApart) {
      delivery.throttles += 1;
    } else {
      delivery.failures += 1;
      delivery.throttles = 0;
    }
    if (verdict === "final")
      return this.end(state, slot, delivery, "refused", body, policy, context);
    const wait = isApart
      ? this.waitOf(policy.throttled, delivery.throttles, delivery, context)
      : this.waitOf(policy.failed, delivery.failures, delivery, context);
    if (wait === null)
      return this.end(state, slot, delivery, "retriesExhausted", body, policy, context);
    const least = this.sender.leastWaitOf?.(body) ?? noTime;
    const at = after(context.now, wait > least ? wait : least);
    // It does not wait for an attempt that is not made.
    if (isTooOld(delivery, at, policy)) {
      return this.end(state, slot, delivery, "ageExceeded", body, policy, context);
    }
    delivery.condition = "waiting";
    delivery.at = at;
    return [this.timerAt(slot, at)];
  }

  private waitOf(
    schedule: RetrySchedule,
    retryNumber: number,
    { number, attempts }: Draft<Delivery<Item>>,
    context: Context<Settings>,
  ): Duration | null {
    const key = number * attemptsOfOne + attempts;
    const drawn = schedule.jitter === null ? 0 : context.randomFor(this.sender.purpose, key);
    return waitBefore(schedule, retryNumber, drawn);
  }

  /** Ends a delivery that was not taken, and tells whoever is told of what is given up. */
  private end(
    state: Draft<State>,
    slot: number,
    delivery: Draft<Delivery<Item>>,
    ending: Exclude<Ending, "taken">,
    body: Tagged | Lost | null,
    policy: DeliveryPolicy | null,
    context: Context<Settings>,
  ): Follows<Output> {
    const told = policy?.onGivenUp ?? null;
    if (told === null || this.sender.givenUpInputOf === undefined) {
      slab.releaseAt(state.deliveries, slot);
      return this.sender.ended?.(state, delivery, ending, body, context) ?? noEffects;
    }
    delivery.condition = "handedOver";
    delivery.at = -1;
    const handOver: DeliveryEffect = {
      type: "send",
      port: this.sender.ports.givenUp,
      to: told.to,
      input: this.sender.givenUpInputOf(state, delivery, ending, body, context),
      tag: slot,
      deadline: after(context.now, policy!.timeout),
    };
    const effects = this.sender.ended?.(state, delivery, ending, body, context) ?? noEffects;
    return effects.length === 0 ? [handOver] : [handOver, ...effects];
  }

  private timerAt(index: number, at: Instant): SetTimer {
    return { type: "setTimer", timer: this.sender.timer, index, at };
  }
}

/** What a machine does with its deliveries. */
export type Delivering<
  State extends Deliveries<Item>,
  Item,
  Settings,
  Output extends AnyEffect,
> = Pick<Deliverer<State, Item, Settings, Output>, "deliver" | "hear" | "retry">;

/** What a {@link Deliverer} does, as functions by themselves. */
export function delivering<
  State extends Deliveries<Item>,
  Item,
  Settings,
  Output extends AnyEffect = never,
>(sender: Sender<State, Item, Settings, Output>): Delivering<State, Item, Settings, Output> {
  const deliverer = new Deliverer(sender);
  return {
    deliver: (state, target, item, context, timing) =>
      deliverer.deliver(state, target, item, context, timing),
    hear: (state, replied, context) => deliverer.hear(state, replied, context),
    retry: (state, fired, context) => deliverer.retry(state, fired, context),
  };
}

const newDelivery = <Item>(
  item: Item,
  target: Target,
  number: number,
  since: Instant,
  at: Instant,
): Draft<Delivery<Item>> => ({
  item,
  target,
  number,
  condition: "waiting",
  since,
  at,
  attempts: 0,
  failures: 0,
  throttles: 0,
});
