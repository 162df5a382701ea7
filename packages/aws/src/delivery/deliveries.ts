import { slab, type Instant, type Invariants, type Plain, type Slab } from "@orrery/kernel";
import type { Target } from "./delivery-policy.ts";

/** What a sender's state holds of its deliveries. `Item`: what is delivered, a value of the sender's. */
export interface Deliveries<Item> {
  /** Those that were neither taken nor given up, and those whose giving up is not answered yet. */
  readonly deliveries: Slab<Delivery<Item>>;
  /** How many there ever were. */
  readonly deliveryCount: number;
}

/** One thing on its way to one target. */
export interface Delivery<Item> {
  readonly item: Item;
  readonly target: Target;
  /** Which of its sender's deliveries it is, from 1: what its waits are drawn by. */
  readonly number: number;
  readonly condition:
    /** For the instant of its next attempt. */
    | "waiting"
    /** It was due, and waits for its turn among others. */
    | "inTurn"
    /** For the answer to an attempt. */
    | "sent"
    /** It was given up, and waits for the answer of whoever is told. */
    | "handedOver";
  /** What its age counts from. */
  readonly since: Instant;
  /** When it is attempted next; -1 while it waits for no instant. */
  readonly at: Instant | -1;
  /** How often it was sent to its target. */
  readonly attempts: number;
  /** How many attempts failed, as the policy's `failed` counts them. */
  readonly failures: number;
  /** How many attempts in a row met a target without room, as the policy's `throttled` counts them. */
  readonly throttles: number;
}

/** The state of a sender that never sent anything. */
export const noDeliveries = <Item>(): Deliveries<Item> => ({
  deliveries: slab.empty(),
  deliveryCount: 0,
});

/**
 * What decides the future of deliveries, counted from `now`. Which parts of waits will be drawn is no
 * part of it, as with all random numbers that are still to be drawn.
 */
export const canonicalDeliveries = <Item>(
  { deliveries }: Deliveries<Item>,
  now: Instant,
  viewOf: (item: Item) => Plain,
): Plain =>
  slab
    .list(deliveries)
    .map(({ item, target, condition, since, at, attempts, failures, throttles }) => [
      viewOf(item),
      [target.arn, target.to],
      condition,
      now - since,
      at === -1 ? -1 : at - now,
      attempts,
      failures,
      throttles,
    ]);

/** What holds of the deliveries of every sender between any two inputs. */
export const deliveryInvariants: Invariants<Deliveries<unknown>> = {
  "lets a delivery wait for an instant or for an answer": ({ deliveries }) =>
    slab
      .list(deliveries)
      .every(
        ({ condition, at }) => (condition === "waiting" || condition === "inTurn") === (at !== -1),
      ),

  "counts no failure without an attempt": ({ deliveries }) =>
    slab
      .list(deliveries)
      .every(({ attempts, failures, throttles }) => failures + throttles <= attempts),

  "numbers its deliveries": ({ deliveries, deliveryCount }) => {
    const numbers = slab.list(deliveries).map(({ number }) => number);
    return (
      new Set(numbers).size === numbers.length &&
      numbers.every((number) => number >= 1 && number <= deliveryCount)
    );
  },
};
