import { slab, type Slab } from "@orrery/kernel";
import { noDeliveries, type Deliveries } from "../../../delivery/deliveries.ts";
import type { BusSettings } from "../config.ts";
import type { BusDelivery } from "../protocol.ts";
import type { RuleTally, TargetTally } from "./tally.ts";

/** A bus: what it has taken and not delivered, and how much that ever was. */
export interface BusState extends Deliveries<BusDelivery> {
  /** How many events it has numbered. */
  readonly eventCount: number;
  /** How often it began to bring an event to a target, and how that ended. */
  readonly invocationCount: number;
  readonly takenCount: number;
  readonly givenUpCount: number;
  readonly withdrawnCount: number;
  /** Of what was given up: how much its dead-letter queue took, and how much nobody has. */
  readonly deadLetterCount: number;
  readonly droppedCount: number;
  /** What became of the events of each target, and how often each rule ran, in order of their numbers. */
  readonly tallies: Slab<TargetTally>;
  readonly ruleTallies: Slab<RuleTally>;
}

/** A bus to which nothing was put. */
export const initialBus = ({ putBefore }: BusSettings): BusState => ({
  ...noDeliveries(),
  eventCount: putBefore?.sizes.length ?? 0,
  invocationCount: 0,
  takenCount: 0,
  givenUpCount: 0,
  withdrawnCount: 0,
  deadLetterCount: 0,
  droppedCount: 0,
  tallies: slab.empty(),
  ruleTallies: slab.empty(),
});
