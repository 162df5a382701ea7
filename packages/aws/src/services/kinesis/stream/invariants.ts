import { ring, slab, type Invariants } from "@orrery/kernel";
import { nextSequence } from "../../../shard/shard-log.ts";
import { firstHashKey, lastHashKey, placeBefore } from "../hash-key.ts";
import { shardsOf } from "./read.ts";
import { recordsInReserve, type StreamState } from "./state.ts";

/** What holds of every stream between any two inputs. */
export const streamInvariants: Invariants<StreamState> = {
  "has an open shard for each hash key, and no two": (state) => {
    const shards = state.open.map(({ id }) => slab.read(state.shards, id));
    return shards.every((shard, place) => {
      if (shard?.closedAt !== null || shard.start !== state.open[place]!.start) return false;
      const before = shards[place - 1];
      const begins =
        before === undefined
          ? shard.start === firstHashKey
          : placeBefore(shard.start) === before.end;
      return begins && (place < shards.length - 1 || shard.end === lastHashKey);
    });
  },

  "has every record that it took, or had it expire": (state) => {
    const kept = shardsOf(state).reduce((sum, { order }) => sum + order.size, 0);
    return state.recordCount === kept + state.expiredCount;
  },

  "has the records of each shard in the order of their coming": (state) =>
    shardsOf(state).every(({ records, order }) => {
      const numbers = ring
        .list(order)
        .map((id) => slab.read(records, id)?.record.identity.message ?? -1);
      return (
        records.size === order.size &&
        numbers.every((number, place) => place === 0 || number > numbers[place - 1]!)
      );
    }),

  "has no shard that may take less than nothing, or more than a second's worth": (state) =>
    shardsOf(state).every(
      ({ bytes, count }) => bytes >= 0 && count >= 0 && count <= recordsInReserve,
    ),

  "has one subscription at most of each consumer and shard, of shards that are there": (state) =>
    shardsOf(state).every(({ subscribed }) => {
      const readers = subscribed.map((id) => slab.read(state.subscriptions, id)?.reader);
      return new Set(readers).size === readers.length && !readers.includes(undefined);
    }) &&
    shardsOf(state).reduce((sum, { subscribed }) => sum + subscribed.length, 0) <=
      state.subscriptions.size,

  "lets nobody wait for what is there": (state) =>
    slab.list(state.subscriptions).every(({ waiter, shard: id, sequence }) => {
      const shard = slab.read(state.shards, id);
      return waiter === -1 || (shard !== undefined && sequence >= nextSequence(shard));
    }),

  "has every open shard among its shards": (state) =>
    shardsOf(state).filter(({ closedAt }) => closedAt === null).length === state.open.length,
};
