import { slab, table, type Instant, type Slab, type Table } from "@orrery/kernel";
import { noDeliveries, type Deliveries } from "../../../delivery/deliveries.ts";
import type { Text } from "../../../service/entry.ts";
import type { LogEvent } from "../../../service/log.ts";
import type { Trail } from "../../../service/origin.ts";

/** A log group. */
export interface GroupState extends Deliveries<Batch> {
  /** By name: when it was made, in milliseconds since 1970. */
  readonly streams: Table<number>;
  /** What was put, in the order of its coming. Nothing is ever removed there. */
  readonly events: Slab<LogEvent>;
  /** Up to which of them filters have looked. */
  readonly looked: number;
  /** By the resource that logs: from where on its log was not looked at. */
  readonly logsRead: Table<number>;
  /** By the number of a subscription whose destination refuses: until when nothing is passed on. */
  readonly disabled: Table<Instant>;
  /** The subscriptions whose destinations were asked whether they are there. A value. */
  readonly probed: readonly number[];
  /** Metric filters with a default value, by name: the minute in which events came last, and whether any matched. */
  readonly minutes: Table<FilterMinute>;
  /** How many events filters have looked at: makes their ids. */
  readonly eventCount: number;
  /** Whether the timer is set. */
  readonly isCollecting: boolean;
  readonly stored: StoredBytes;
}

/** A minute of a metric filter. */
export interface FilterMinute {
  readonly minute: number;
  readonly hasMatched: boolean;
}

/** Bytes that are kept, and for how long they were up to an instant. */
export interface StoredBytes {
  readonly bytes: number;
  readonly byteTime: number;
  readonly until: Instant;
}

/** Log events of one stream on their way. */
export interface Batch {
  readonly subscription: number;
  readonly text: Text;
  readonly stream: string;
  readonly events: number;
  readonly bytes: number;
  readonly trail: Trail;
}

/** Nothing was logged. */
export const emptyGroup = (): GroupState => ({
  ...noDeliveries<Batch>(),
  streams: table.empty(),
  events: slab.empty(),
  looked: 0,
  logsRead: table.empty(),
  disabled: table.empty(),
  probed: [],
  minutes: table.empty(),
  eventCount: 0,
  isCollecting: false,
  stored: { bytes: 0, byteTime: 0, until: 0 as Instant },
});
