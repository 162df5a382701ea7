import {
  ring,
  slab,
  table,
  type RequestId,
  type Ring,
  type Slab,
  type SlabId,
  type Table,
} from "@orrery/kernel";
import type { DocumentChange } from "../protocol.ts";

/** A cluster: its changes, and how far readers have come. */
export interface ClusterState {
  readonly log: Slab<Log>;
  readonly logId: SlabId;
  readonly readers: Slab<Reader>;
  /** By their names. */
  readonly readerIds: Table<SlabId>;
  readonly count: number;
  readonly expiredCount: number;
  readonly retentionArmed: boolean;
}

/** All changes of a cluster in order. */
export interface Log {
  readonly records: Slab<{ readonly record: DocumentChange }>;
  readonly order: Ring<SlabId>;
  /** How many expired: the first that is there has the next place. */
  readonly trimmed: number;
}

/** Who reads the changes of a database, or of one of its collections. */
export interface Reader {
  readonly database: string;
  /** `null`: all of them. */
  readonly collection: string | null;
  /** The place of the next change; 0: it has not begun. */
  readonly position: number;
  /** How many changes it was given. */
  readonly given: number;
  /** Who waits for changes; -1: nobody. */
  readonly waiter: RequestId | -1;
  /** How many it takes at most. */
  readonly limit: number;
}

/** A cluster without documents. */
export function emptyCluster(): ClusterState {
  const log = slab.empty<Log>();
  const logId = slab.insert<Log>(log, { records: slab.empty(), order: ring.empty(), trimmed: 0 });
  return {
    log,
    logId,
    readers: slab.empty(),
    readerIds: table.empty(),
    count: 0,
    expiredCount: 0,
    retentionArmed: false,
  };
}
