import { slab, table as tables, type Slab, type SlabId, type Table } from "@orrery/kernel";
import type { ItemKey } from "../protocol.ts";

/** An item that is to be deleted, if it still expires when it did. */
export interface ExpiringItem {
  readonly key: ItemKey;
  /** Seconds since 1970. */
  readonly expires: number;
  /** The next of its minute; -1: it is the last. */
  readonly next: SlabId | -1;
}

/** Those that are to be deleted in a minute. */
export interface ExpiryMinute {
  /** Minutes since the start of the run. */
  readonly minute: number;
  readonly first: SlabId | -1;
}

/** What a table keeps of items that expire. */
export interface ExpiryFields {
  readonly expiring: Slab<ExpiringItem>;
  readonly expiryMinutes: Slab<ExpiryMinute>;
  /** Where each minute is, by its number. */
  readonly expiryByMinute: Table<SlabId>;
}

/** Nothing expires. */
export const noExpiry = (): ExpiryFields => ({
  expiring: slab.empty(),
  expiryMinutes: slab.empty(),
  expiryByMinute: tables.empty(),
});
