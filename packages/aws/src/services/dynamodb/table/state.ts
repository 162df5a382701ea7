import {
  ring,
  slab,
  table,
  type Instant,
  type Ring,
  type Slab,
  type SlabId,
  type Table,
} from "@orrery/kernel";
import type { BegunCall } from "../../../service/call.ts";
import { initialCapacity, type CapacityState } from "../capacity/state.ts";
import type { TableSettings } from "../config.ts";
import type { ItemKey } from "../protocol.ts";
import { emptyStore, type ItemStore } from "../store/item-store.ts";
import type { StoredItem } from "../store/stored-item.ts";
import { noExpiry, type ExpiryFields } from "../time-to-live/expiry-state.ts";
import type { Item } from "../value/attribute-value.ts";

/** A table: its items, those of its indexes, and what is going on with them. */
export interface TableState extends ExpiryFields {
  readonly items: ItemStore;
  readonly indexes: Slab<IndexState>;
  /** Where each index of the settings is, in their order. A value. */
  readonly indexIds: readonly SlabId[];
  /** What was written lately, by the texts of keys: eventually consistent reads may not have seen it. */
  readonly recent: Table<RecentWrite>;
  /** What was written that global secondary indexes do not have yet, oldest first. */
  readonly lagging: Slab<LaggingWrite>;
  readonly laggingOrder: Ring<SlabId>;
  /** Transactions that have items locked, by the texts of keys. */
  readonly locks: Table<string>;
  /** What was prepared, by transaction. */
  readonly prepared: Table<PreparedTransaction>;
  /** Transactions of the last ten minutes, by their tokens, oldest first. */
  readonly tokens: Table<KnownToken>;
  /** Writes so far. */
  readonly writeCount: number;
  /** The counts that DescribeTable shows. A value. */
  readonly counts: Counts;
  readonly capacity: CapacityState;
  /** What Kinesis data streams have not taken so far. */
  readonly unreplicated: Slab<UnreplicatedRecord>;
  /** Those that were not sent so far: of this input. */
  readonly unsent: Ring<SlabId>;
  /** What was there before each change, as far back as point-in-time recovery reaches, oldest first. */
  readonly history: Slab<PastItem>;
  readonly historyOrder: Ring<SlabId>;
  /** Byte-milliseconds that were stored up to an instant. */
  readonly storedUntil: Instant;
  readonly storedByteTime: number;
}

/** What was there before a change. A value. */
export interface PastItem {
  readonly at: Instant;
  readonly key: ItemKey;
  /** It has the attributes of the key. */
  readonly item: Item;
  /** `null`: nothing. */
  readonly before: StoredItem | null;
}

/** A record for a Kinesis data stream. */
export interface UnreplicatedRecord {
  readonly call: BegunCall;
  /** When the change was. */
  readonly since: Instant;
}

/** The items of an index. */
export interface IndexState {
  readonly name: string;
  readonly items: ItemStore;
}

/** What was there before a write. A value. */
export interface RecentWrite {
  /** `null`: nothing. */
  readonly before: Item | null;
  readonly at: Instant;
}

/** What a write changes in an index. A value. */
export interface IndexWrite {
  /** Which of the indexes of the settings. */
  readonly index: number;
  readonly before: StoredItem | null;
  readonly after: StoredItem | null;
  readonly change: "key" | "projected" | "none";
}

/** What indexes do not have yet. */
export interface LaggingWrite {
  readonly at: Instant;
  readonly writes: readonly IndexWrite[];
}

/** What a transaction will do once it is committed. A value. */
export interface PreparedTransaction {
  readonly changes: readonly PreparedChange[];
  readonly token: string | null;
}

/** What becomes of an item; `null`: it is gone, or is not there. A value. */
export interface PreparedChange {
  readonly key: ItemKey;
  readonly isCheck: boolean;
  readonly after: { readonly item: Item; readonly size: number } | null;
}

/** A transaction that came with a token. A value. */
export interface KnownToken {
  /** What was asked for, as text. */
  readonly request: string;
  /** `null`: it is being carried out. */
  readonly doneAt: Instant | null;
}

/** What a table and its indexes had at an instant. A value. */
export interface Counts {
  /** How many spans of six hours had passed. */
  readonly span: number;
  readonly items: number;
  readonly bytes: number;
  readonly indexes: readonly { readonly items: number; readonly bytes: number }[];
}

/** A table without items. */
export function initialTable(settings: TableSettings): TableState {
  const indexes: Slab<IndexState> = slab.empty();
  const indexIds = settings.indexes.map(({ name }) =>
    slab.insert(indexes, { name, items: emptyStore() }),
  );
  return {
    items: emptyStore(),
    indexes,
    indexIds,
    recent: table.empty(),
    lagging: slab.empty(),
    laggingOrder: ring.empty(),
    locks: table.empty(),
    prepared: table.empty(),
    tokens: table.empty(),
    writeCount: 0,
    counts: { span: 0, items: 0, bytes: 0, indexes: [] },
    capacity: initialCapacity(settings.capacity, settings.createdAt),
    unreplicated: slab.empty(),
    unsent: ring.empty(),
    history: slab.empty(),
    historyOrder: ring.empty(),
    storedUntil: settings.createdAt,
    storedByteTime: 0,
    ...noExpiry(),
  };
}
