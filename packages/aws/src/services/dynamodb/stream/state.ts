import { ring, slab, type Instant, type Ring, type Slab, type SlabId } from "@orrery/kernel";
import type { StreamSettings } from "./config.ts";
import type { ChangeRecord, ShardMark } from "./protocol.ts";

/** The stream of a table: its shards. */
export interface ChangeStreamState {
  /** Those that are open, and those that are closed and have records still. */
  readonly shards: Slab<ChangeShardState>;
  /** By their numbers; -1: it is gone. A value. */
  readonly shardIds: readonly (SlabId | -1)[];
  /** Those that are open, in order of their hashes. A value. */
  readonly open: readonly OpenShard[];
  /** When the first of them is to be followed by another. */
  readonly rollsAt: Instant;
  /** Records ever taken; numbers the next one. */
  readonly recordCount: number;
  readonly expiredCount: number;
}

/** A shard that takes records. A value. */
export interface OpenShard {
  /** The first hash that it takes. */
  readonly start: number;
  readonly id: SlabId;
}

/** A shard: its records in order. */
export interface ChangeShardState {
  readonly mark: ShardMark;
  /** The number of the shard that it came after; `null`: of none. */
  readonly parent: number | null;
  /** The first hash that it takes, and the first one behind it. */
  readonly start: number;
  readonly end: number;
  /** `null`: it takes records. */
  readonly closedAt: Instant | null;
  /** The number in the stream of its first record, where it has one; and the last that was there when it closed. */
  readonly firstNumber: number;
  readonly lastNumber: number | null;

  readonly records: Slab<KeptChange>;
  readonly order: Ring<SlabId>;
  /** How many expired: the first record that is there has the next place. */
  readonly trimmed: number;

  /** What it took in the minute that is looked at. */
  readonly windowSince: Instant;
  readonly windowCount: number;
}

/** A record where it is kept. */
export interface KeptChange {
  readonly record: ChangeRecord;
}

/** How many hashes there are. */
const hashes = 2 ** 32;

/** A stream that nothing was put into. */
export function initialChangeStream(settings: StreamSettings): ChangeStreamState {
  const { createdAt, assumed } = settings;
  const { streamShards: count, shardLife } = assumed;
  const shards: Slab<ChangeShardState> = slab.empty();
  const open = Array.from({ length: count }, (_, number) => {
    const start = Math.floor((hashes / count) * number);
    const end = Math.floor((hashes / count) * (number + 1));
    const range = { start, end, parent: null, number };
    return { start, id: slab.insert(shards, newShard(range, createdAt, 1, settings)) };
  });
  return {
    shards,
    shardIds: open.map(({ id }) => id),
    open,
    rollsAt: (createdAt + shardLife) as Instant,
    recordCount: 0,
    expiredCount: 0,
  };
}

/** A shard without records. */
export const newShard = (
  {
    start,
    end,
    parent,
    number,
  }: Pick<ChangeShardState, "start" | "end" | "parent"> & { readonly number: number },
  createdAt: Instant,
  firstNumber: number,
  { epochMilliseconds, view, arn, region }: StreamSettings,
): ChangeShardState => ({
  mark: { number, createdAt, epochMilliseconds, view, arn, region },
  parent,
  start,
  end,
  closedAt: null,
  firstNumber,
  lastNumber: null,
  records: slab.empty(),
  order: ring.empty(),
  trimmed: 0,
  windowSince: createdAt,
  windowCount: 0,
});

/** The shards that are there, in order of their making. */
export const shardsOf = ({
  shards,
  shardIds,
}: Pick<ChangeStreamState, "shards" | "shardIds">): readonly ChangeShardState[] =>
  shardIds.flatMap((id) => (id === -1 ? [] : [slab.read(shards, id)!])); // Those are there.
