import { ring, slab, table, type Invariants } from "@orrery/kernel";
import { nextSequence } from "../../../shard/shard-log.ts";
import type { ClusterState, Log } from "./state.ts";

const logIn = ({ log, logId }: ClusterState): Log => slab.read(log, logId)!; // It stays.

/** What holds of every cluster between any two inputs. */
export const clusterInvariants: Invariants<ClusterState> = {
  "has every change that it took, or had it expire": (cluster) =>
    logIn(cluster).order.size + cluster.expiredCount === cluster.count,

  "has changes in the order of their coming": (cluster) => {
    const { order, records } = logIn(cluster);
    const numbers = ring
      .list(order)
      .map((id) => slab.read(records, id)?.record.identity.message ?? -1);
    return numbers.every((number, place) => place === 0 || number > numbers[place - 1]!);
  },

  "has no reader that has come further than there are changes": (cluster) =>
    slab.list(cluster.readers).every(({ position }) => position <= nextSequence(logIn(cluster))),

  "finds each reader by its name": ({ readers, readerIds }) =>
    table.list(readerIds).length === readers.size,
};
