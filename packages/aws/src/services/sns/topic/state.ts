import {
  ring,
  slab,
  start,
  table,
  type Instant,
  type RequestId,
  type Ring,
  type Slab,
  type SlabId,
  type Table,
} from "@orrery/kernel";
import type { Bucket } from "../../../service/rate-bucket.ts";
import { noDeliveries, type Deliveries } from "../../../delivery/deliveries.ts";
import type { Trailed } from "../../../service/origin.ts";
import type { TopicSettings } from "../config.ts";
import type { Notification, PublishBatch, ReplayStatus, TopicMessage } from "../protocol.ts";
import type { SubscriptionTally } from "./tally.ts";

/** A topic: what it has taken and not delivered, and what it remembers of what it has. */
export interface TopicState extends Deliveries<Notification> {
  /** How many messages it has numbered. */
  readonly messageCount: number;
  /** How many sequence numbers it has given. */
  readonly sequenceCount: number;
  /** Publishes that wait for the account's quota. */
  readonly pending: Slab<PendingPublish>;
  /** Of FIFO topics: what was published within the deduplication interval, by id, the oldest first. */
  readonly duplicates: Table<Known>;
  /** Of FIFO topics: message groups of subscriptions that have a delivery under way, by {@link laneOf}. */
  readonly lanes: Table<Lane>;
  /** What waits behind the deliveries of lanes. */
  readonly queued: Slab<Queued>;
  /** When a subscription with a rate of its own has its next turn, by number. */
  readonly turns: Table<Instant>;
  /** Of FIFO topics: what is left of their rates, by message group, and of the topic. */
  readonly groupRates: Table<Bucket>;
  readonly rate: Bucket | null;
  readonly byteRate: Bucket | null;
  /** Messages that are kept for replays, and their order. */
  readonly archive: Slab<Archived>;
  readonly archiveOrder: Ring<SlabId>;
  /** How many messages were archived that are not any more: the place of the first that is. */
  readonly archiveStart: number;
  /** By the number of the subscription. */
  readonly replays: Table<Replay>;
  /** What became of the messages of each subscription, in order of their numbers: for reports. */
  readonly tallies: Slab<SubscriptionTally>;
  /** How many notifications there were, and how they ended. */
  readonly notificationCount: number;
  readonly takenCount: number;
  readonly givenUpCount: number;
  readonly withdrawnCount: number;
}

/** A publish that waits for the account's quota. */
export interface PendingPublish extends Trailed {
  readonly request: RequestId;
  readonly entries: PublishBatch["entries"];
  readonly isBatch: boolean;
}

/** A message that a deduplication id stands for. A value. */
export interface Known {
  readonly message: number;
  readonly sequenceNumber: number;
  readonly publishedAt: Instant;
}

/** The notifications that wait in a lane. A value. */
export interface Lane {
  /** -1 when none waits. */
  readonly head: SlabId | -1;
  readonly tail: SlabId | -1;
}

/** A notification that waits behind others. */
export interface Queued {
  readonly notification: Notification;
  /** When it could be delivered if none were before it. */
  readonly readyAt: Instant;
  readonly next: SlabId | -1;
}

/** A message that is kept for replays. */
export interface Archived {
  readonly message: TopicMessage;
}

/** How far a subscription is with archived messages. A value. */
export interface Replay {
  readonly status: ReplayStatus;
  /** Where it goes on: counted from the first message that was ever archived. */
  readonly place: number;
  readonly from: Instant;
  /** `null`: it goes on with new messages. */
  readonly until: Instant | null;
}

/** A topic that nothing was published to. */
export const initialTopic = ({ rates }: TopicSettings): TopicState => ({
  ...noDeliveries(),
  messageCount: 0,
  sequenceCount: 0,
  pending: slab.empty(),
  duplicates: table.empty(),
  lanes: table.empty(),
  queued: slab.empty(),
  turns: table.empty(),
  groupRates: table.empty(),
  rate: rates === null ? null : { tokens: rates.ofTopic * 1_000_000, filledAt: start },
  byteRate:
    rates === null || rates.bytesOfTopic === null
      ? null
      : { tokens: rates.bytesOfTopic * 1_000_000, filledAt: start },
  archive: slab.empty(),
  archiveOrder: ring.empty(),
  archiveStart: 0,
  replays: table.empty(),
  tallies: slab.empty(),
  notificationCount: 0,
  takenCount: 0,
  givenUpCount: 0,
  withdrawnCount: 0,
});

/** The lane of a message group for a subscription. */
export const laneOf = (subscription: number, groupId: string): string =>
  `${subscription} ${groupId}`;
