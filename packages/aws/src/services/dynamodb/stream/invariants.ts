import { ring, slab, type Invariants } from "@orrery/kernel";
import { shardsOf, type ChangeStreamState } from "./state.ts";

/** What holds of the stream of every table between any two inputs. */
export const changeStreamInvariants: Invariants<ChangeStreamState> = {
  "has an open shard for each hash, and no two, or none at all": ({ open, shards }) =>
    open.length === 0 ||
    open.every(({ start, id }, place) => {
      const shard = slab.read(shards, id);
      const next = open[place + 1]?.start ?? 2 ** 32;
      return shard?.closedAt === null && shard.start === start && shard.end === next;
    }),

  "has every record that it took, or had it expire, or forgot its shard": (state) =>
    shardsOf(state).reduce((sum, { order }) => sum + order.size, 0) ===
    state.recordCount - state.expiredCount,

  "has the records of each shard in the order of their coming": (state) =>
    shardsOf(state).every(({ records, order, firstNumber }) => {
      const numbers = ring
        .list(order)
        .map((id) => slab.read(records, id)?.record.identity.message ?? -1);
      return (
        records.size === order.size &&
        numbers.every(
          (number, place) => number >= firstNumber && (place === 0 || number > numbers[place - 1]!),
        )
      );
    }),

  "has parents before their children": (state) =>
    shardsOf(state).every(({ parent, mark }) => parent === null || parent < mark.number),
};
