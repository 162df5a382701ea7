import type {
  Instant,
  Replied,
  Reply,
  Send,
  SetTimer,
  SettingsChanged,
  TimerFired,
} from "@orrery/kernel";
import type { BegunCall, CallReply, Unchanging } from "../../service/call.ts";
import type { Measured, Unpublished } from "../../service/cloudwatch-metric.ts";
import type { Trailed } from "../../service/origin.ts";
import type { PlainObject, Refused } from "../../service/refusal.ts";
import type { TableSettings } from "./config.ts";
import type { TextRange } from "./expression/key-condition.ts";
import type { Condition, Path, Update } from "./expression/tree.ts";
import type { CollectionKey, ItemPlace } from "./store/stored-item.ts";
import type { Item } from "./value/attribute-value.ts";

/** Where the item of a key is. A value. */
export interface ItemKey extends CollectionKey, ItemPlace {}

/** All that a table reacts to. The operations of the API have their names. */
export type TableInput =
  | GetItem
  | WriteItem
  | PutArrival
  | ReadItems
  | BatchGet
  | BatchWrite
  | Prepare
  | EndTransaction
  | TransactGet
  | ReadAgain
  | DescribeCounts
  | ImportItems
  | ExportItems
  | MeasureIndex
  | SettingsChanged<TableSettings>
  | TimerFired
  | Replied<CallReply>;

/** How a read sees what was written just before. */
export type Consistency = "eventual" | "strong";

/** Reads one item. */
export interface GetItem {
  readonly type: "getItem";
  readonly key: ItemKey;
  readonly consistency: Consistency;
  /** `null`: the whole item. */
  readonly projection: readonly Path[] | null;
}

/** What becomes of an item. */
export type ItemAction =
  | { readonly do: "put"; readonly item: Item; readonly size: number }
  | { readonly do: "update"; readonly update: Update; readonly keyItem: Item }
  | { readonly do: "delete" }
  | { readonly do: "check" };

/** Writes one item, if a condition holds. */
export interface WriteItem extends Trailed {
  readonly type: "writeItem";
  readonly key: ItemKey;
  readonly action: ItemAction;
  /** `null`: in any case. */
  readonly condition: Condition | null;
  readonly returns: ReturnValues;
  /** Whether the item is shown to whoever fails at the condition. */
  readonly showsOnFailure: boolean;
}

/** What an answer shows of the item that was written. */
export type ReturnValues = "NONE" | "ALL_OLD" | "UPDATED_OLD" | "ALL_NEW" | "UPDATED_NEW";

/** Puts what comes from outside: its attributes, with keys for those that it lacks. */
export interface PutArrival extends Trailed {
  readonly type: "putArrival";
  readonly attributes: Item;
  /** Their bytes. */
  readonly size: number;
  /** The partition key, where the attributes lack it; `null`: made of what led to it. */
  readonly group: string | null;
}

/** Reads items in order: of one partition key, or all of a segment. */
export interface ReadItems {
  readonly type: "readItems";
  /** The name of the index; `null`: the table. */
  readonly index: string | null;
  readonly of: QueryOf | ScanOf;
  /** Ends behind so many items; `null`: at the end of the page. */
  readonly limit: number | null;
  readonly filter: Condition | null;
  readonly projection: readonly Path[] | null;
  /** Whether items are counted only. */
  readonly isCount: boolean;
  /** Whether whole items are wanted of an index that has parts of them. */
  readonly isWhole: boolean;
  readonly consistency: Consistency;
}

/** Items of one partition key, in order of their sort keys. */
export interface QueryOf {
  readonly type: "query";
  readonly collection: CollectionKey;
  readonly range: TextRange;
  readonly isForward: boolean;
  /** Goes on behind this one; `null`: from the beginning. */
  readonly after: ItemPlace | null;
}

/** Items by the hashes of their keys. */
export interface ScanOf {
  readonly type: "scan";
  /** From one hash to another. */
  readonly from: number;
  readonly to: number;
  readonly after: ItemKey | null;
}

/** Reads several items. */
export interface BatchGet {
  readonly type: "batchGet";
  readonly keys: readonly ItemKey[];
  readonly consistency: Consistency;
  readonly projection: readonly Path[] | null;
}

/** Writes several items, each by itself. */
export interface BatchWrite extends Trailed {
  readonly type: "batchWrite";
  readonly writes: readonly { readonly key: ItemKey; readonly action: ItemAction }[];
}

/** The first phase of a transaction in one of its tables: checks and locks. */
export interface Prepare extends Trailed {
  readonly type: "prepare";
  readonly transaction: string;
  readonly actions: readonly TransactionAction[];
  /** By which the same request is known; `null`: by nothing. */
  readonly token: { readonly text: string; readonly request: string } | null;
}

export interface TransactionAction {
  readonly key: ItemKey;
  readonly action: ItemAction;
  readonly condition: Condition | null;
  readonly showsOnFailure: boolean;
}

/** The second phase: does what was prepared, or forgets it. */
export interface EndTransaction extends Trailed {
  readonly type: "endTransaction";
  readonly transaction: string;
  readonly how: "commit" | "cancel";
  /** What of ours led to it: a table was not heard of in time, or this one is asked again; `null`: nothing. */
  readonly decided: "transactionPatience" | "transactionPause" | null;
}

/** Reads items of a transaction, unless one is locked. */
export interface TransactGet {
  readonly type: "transactGet";
  readonly keys: readonly ItemKey[];
  readonly projections: readonly (readonly Path[] | null)[];
}

/** Reads items of a transaction once more, at the instant at which all of its tables do. */
export interface ReadAgain extends Omit<TransactGet, "type"> {
  readonly type: "readAgain";
}

/** Asks how much a table has. */
export interface DescribeCounts {
  readonly type: "describeCounts";
}

/** Puts items of an import. Not an operation of the API: ImportTable does it. */
export interface ImportItems extends Trailed {
  readonly type: "importItems";
  readonly items: readonly {
    readonly key: ItemKey;
    readonly item: Item;
    readonly size: number;
  }[];
}

/** Asks for items of an export. Not an operation of the API: ExportTableToPointInTime does it. */
export interface ExportItems {
  readonly type: "exportItems";
  /** Changes from then on; `null`: all items that there were. */
  readonly from: Instant | null;
  readonly until: Instant;
}

/** Asks what a metric of a global secondary index came to in a minute. */
export interface MeasureIndex {
  readonly type: "measureIndex";
  readonly index: string;
  /** As CloudWatch names it. */
  readonly metric: string;
  readonly minute: number;
}

/** All that a table asks for. */
export type TableEffect = Reply<TableReply> | SetTimer | Send<BegunCall>;

/** Units that an operation took: of the table, and of its indexes by name. */
export interface Consumed {
  readonly kind: "read" | "write";
  readonly table: number;
  readonly global: Readonly<Record<string, number>>;
  readonly local: Readonly<Record<string, number>>;
}

/** The bytes of all items of a partition key. */
export interface CollectionSize {
  readonly key: Item;
  readonly bytes: number;
}

/** How a table answers a request. */
export type TableReply =
  | ItemGot
  | ItemWritten
  | ItemsRead
  | ItemsGot
  | ItemsWritten
  | Prepared
  | TransactionEnded
  | TransactionRead
  | (CountsDescribed & Unchanging)
  | ItemsImported
  | ItemsExported
  | (Measured & Unchanging)
  | (Unpublished & Unchanging)
  | Refused;

export interface ItemGot extends Unchanging {
  readonly type: "itemGot";
  /** `null`: there is none. */
  readonly item: Item | null;
  readonly consumed: Consumed;
}

export interface ItemWritten {
  readonly type: "itemWritten";
  /** Which of all writes of the table it is, from 1. */
  readonly number: number;
  /** `null`: none are shown. */
  readonly attributes: Item | null;
  readonly consumed: Consumed;
  /** Of a table with local secondary indexes; `null` of others. */
  readonly collection: CollectionSize | null;
}

/** A page of a Query or Scan. */
export interface ItemsRead extends Unchanging {
  readonly type: "itemsRead";
  /** Empty where they are only counted. */
  readonly items: readonly Item[];
  readonly count: number;
  /** Before the filter. */
  readonly scannedCount: number;
  /** The keys of the last that was read; `null`: the end was reached. */
  readonly last: Item | null;
  readonly consumed: Consumed;
}

export interface ItemsGot extends Unchanging {
  readonly type: "itemsGot";
  readonly items: readonly Item[];
  /** Places of keys, from 0, that were not read. */
  readonly unprocessed: readonly number[];
  /** Why not; `null`: for want of room. */
  readonly why: Refused | null;
  readonly consumed: Consumed;
}

export interface ItemsWritten {
  readonly type: "itemsWritten";
  readonly unprocessed: readonly number[];
  readonly why: Refused | null;
  readonly consumed: Consumed;
  readonly collections: readonly CollectionSize[];
}

/** Why an action of a transaction stands in its way. */
export interface CancellationReason {
  readonly code: string;
  /** `null`: nothing stands in the way. */
  readonly message: string | null;
  readonly item: Item | null;
}

/** The end of the first phase. */
export interface Prepared {
  readonly type: "prepared";
  /** `known`: a transaction of this token was done before. */
  readonly state: "ready" | "known" | "refused";
  /** For each action, where it is refused. */
  readonly reasons: readonly CancellationReason[];
  readonly consumed: Consumed;
}

export interface TransactionEnded {
  readonly type: "transactionEnded";
  readonly collections: readonly CollectionSize[];
}

export interface TransactionRead extends Unchanging {
  readonly type: "transactionRead";
  readonly items: readonly (Item | null)[];
  /** For each key, where one of them is locked. */
  readonly reasons: readonly CancellationReason[] | null;
  readonly consumed: Consumed;
}

export interface ItemsImported {
  readonly type: "itemsImported";
  readonly count: number;
}

export interface ItemsExported {
  readonly type: "itemsExported";
  /** For each partition. */
  readonly files: readonly (readonly ExportedItem[])[];
  /** What is billed. */
  readonly bytes: number;
}

/** An item as it is exported. A value. */
export interface ExportedItem {
  readonly keys: Item;
  /** At the beginning of a span; `null`: nothing, or there is no span. */
  readonly before: Item | null;
  /** At the end; `null`: it is gone. */
  readonly after: Item | null;
  /** When it was changed last. */
  readonly at: Instant;
}

export interface CountsDescribed {
  readonly type: "countsDescribed";
  readonly items: number;
  readonly bytes: number;
  readonly indexes: Readonly<Record<string, { readonly items: number; readonly bytes: number }>>;
}

/** Members of an error that has the item that was there. */
export const itemDetails = (item: Item): PlainObject => ({ Item: item });
