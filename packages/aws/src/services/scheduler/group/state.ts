import { slab, table, type Instant, type Slab, type SlabId, type Table } from "@orrery/kernel";
import { noDeliveries, type Deliveries } from "../../../delivery/deliveries.ts";
import type { Trailed } from "../../../service/origin.ts";
import type { PlainObject } from "../../../service/refusal.ts";
import type { SchedulePlan, TargetPlan } from "../config.ts";

/** What a group of schedules has. */
export interface GroupState extends Deliveries<Invocation> {
  readonly schedules: Slab<Scheduled>;
  readonly names: Table<SlabId>;
  /** How often a target was to be invoked so far. */
  readonly invocationCount: number;
}

/** A schedule. */
export interface Scheduled {
  readonly name: string;
  readonly token: string | null;
  readonly plan: SchedulePlan;
  readonly shown: PlainObject;
  readonly createdAt: Instant;
  readonly changedAt: Instant;
  /** The time that it waits for; `never`: it waits for none. */
  readonly next: Instant;
  /** The number of its last invocation; 0: there was none. */
  readonly last: number;
  readonly count: number;
}

/** One invocation of a target. A value. */
export interface Invocation extends Trailed {
  readonly schedule: SlabId;
  readonly name: string;
  readonly target: TargetPlan;
  /** Which of the group's it is, from 1. */
  readonly number: number;
  /** The time of its schedule that it is for. */
  readonly scheduledAt: Instant;
}

/** A group without schedules. */
export const initialGroup = (): GroupState => ({
  ...noDeliveries<Invocation>(),
  schedules: slab.empty(),
  names: table.empty(),
  invocationCount: 0,
});
