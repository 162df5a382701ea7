import type { Instant, Reply, SettingsChanged } from "@orrery/kernel";
import type { Unchanging } from "../../../service/call.ts";
import type { Trailed } from "../../../service/origin.ts";
import type { ItemIdentity } from "../../../service/payload.ts";
import type { Refused } from "../../../service/refusal.ts";
import type {
  DescribeShards,
  FindPlace,
  PlaceFound,
  ReadShard,
  RecordsGot,
  ShardFacts,
  ShardItem,
  ShardsDescribed,
} from "../../../service/source.ts";
import type { StreamView } from "../config.ts";
import type { Item } from "../value/attribute-value.ts";
import type { StreamSettings } from "./config.ts";

/** What became of an item, as records name it. */
export type ChangeName = "INSERT" | "MODIFY" | "REMOVE";

/** A change of an item, as a shard keeps it. A value. */
export interface ChangeRecord extends ShardItem {
  readonly name: ChangeName;
  readonly keys: Item;
  /** `null`: there is none, or the stream does not show it. */
  readonly before: Item | null;
  readonly after: Item | null;
  /** Bytes of what it shows. */
  readonly size: number;
  /** DynamoDB did it by itself: the item had expired. */
  readonly byService: boolean;
  readonly shard: ShardMark;
}

/** What the records of a shard have in common. A value: one object for all of them. */
export interface ShardMark {
  readonly number: number;
  readonly createdAt: Instant;
  /** Milliseconds since 1970 at instant 0. */
  readonly epochMilliseconds: number;
  readonly view: StreamView;
  /** The stream's. */
  readonly arn: string;
  readonly region: string;
}

/** All that the stream of a table reacts to. */
export type ChangeStreamInput =
  | ItemChanged
  | ReadChanges
  | FindPlace
  | FindChange
  | DescribeShards
  | SettingsChanged<StreamSettings>;

/** Tells of a change of an item: its table does so, at the instant of the change. */
export interface ItemChanged extends Trailed {
  readonly type: "itemChanged";
  /** Of the partition key: a whole number below 2³². */
  readonly hash: number;
  readonly keys: Item;
  /** `null`: the item was not there, or is gone. */
  readonly before: Item | null;
  readonly after: Item | null;
  /** Bytes of each. */
  readonly sizes: { readonly keys: number; readonly before: number; readonly after: number };
  readonly byService: boolean;
}

/** Reads a shard; `isCall`: a program does, which AWS bills. */
export interface ReadChanges extends ReadShard {
  readonly isCall?: true;
}

/** Finds the place of a record in a shard by its number in the stream. */
export interface FindChange {
  readonly type: "findChange";
  readonly shard: number;
  readonly number: number;
  /** At the record, or behind it. */
  readonly where: "at" | "after";
}

/** All that the stream of a table asks for. */
export type ChangeStreamEffect = Reply<ChangeStreamReply>;

/** Says which record a change is; `null`: none, since the stream takes no more. */
export interface ChangeNoted {
  readonly type: "noted";
  readonly record: ItemIdentity | null;
}

/** How the stream of a table answers. */
export type ChangeStreamReply =
  | ChangeNoted
  | ChangesGot
  | (PlaceFound & Unchanging)
  | (ChangePlaceFound & Unchanging)
  | (ChangeShards & Unchanging)
  | Refused;

/** Changes of a shard, in order. */
export interface ChangesGot extends RecordsGot<ChangeRecord> {
  readonly children: readonly ChangeShard[];
}

/** Where a record is in its shard. */
export interface ChangePlaceFound {
  readonly type: "changePlaceFound";
  /** From 1; `null`: it was before the oldest that is there. */
  readonly sequence: number | null;
}

/** The shards of a table's stream. */
export type ChangeShards = ShardsDescribed<ChangeShard>;

/** A shard of a table's stream, as everybody may know it. */
export interface ChangeShard extends ShardFacts {
  /** The number in the stream that its first record has or would have. */
  readonly firstNumber: number;
  /** That of its last one; `null` while it is open. */
  readonly lastNumber: number | null;
}
