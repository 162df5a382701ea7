import {
  slab,
  table,
  type RequestId,
  type Ring,
  type Slab,
  type SlabId,
  type Table,
} from "@orrery/kernel";
import type { BrokerMessage } from "../protocol.ts";

/** A broker: its queues, and who consumes them. */
export interface BrokerState {
  readonly messages: Slab<{ readonly message: BrokerMessage }>;
  readonly queues: Slab<Queue>;
  /** By name. */
  readonly queueIds: Table<SlabId>;
  /** By the name of their reader. */
  readonly groups: Table<Group>;
  readonly consumers: Slab<Consumer>;
  /** Bytes of the messages that wait. */
  readonly bytes: number;
  /** Messages ever taken; numbers the next one. */
  readonly count: number;
}

/** A queue: what waits in it, in order, and who consumes it. */
export interface Queue {
  readonly waiting: Ring<SlabId>;
  /** In the order of their coming. A value. */
  readonly consumers: readonly SlabId[];
  /** The place among them of whoever is asked first. */
  readonly turn: number;
}

/** The consumers of one reader. */
export interface Group {
  readonly queue: string;
  /** By their numbers. A value. */
  readonly consumers: readonly SlabId[];
}

/** One consumer. */
export interface Consumer {
  readonly queue: string;
  readonly number: number;
  /** How many messages it was given. */
  readonly given: number;
  /** Who waits for messages; -1: nobody. */
  readonly waiter: RequestId | -1;
  /** How many it takes at most. */
  readonly limit: number;
}

/** A broker that nothing was put into. */
export const emptyBroker = (): BrokerState => ({
  messages: slab.empty(),
  queues: slab.empty(),
  queueIds: table.empty(),
  groups: table.empty(),
  consumers: slab.empty(),
  bytes: 0,
  count: 0,
});
