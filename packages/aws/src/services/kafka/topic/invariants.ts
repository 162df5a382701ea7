import { ring, slab, type Invariants } from "@orrery/kernel";
import { nextSequence } from "../../../shard/shard-log.ts";
import type { TopicState } from "./state.ts";

/** What holds of every topic between any two inputs. */
export const topicInvariants: Invariants<TopicState> = {
  "has every record that it took, or had it expire": ({ partitions, recordCount, expiredCount }) =>
    slab.list(partitions).reduce((sum, { order }) => sum + order.size, 0) + expiredCount ===
    recordCount,

  "has the records of each partition in the order of their coming": ({ partitions }) =>
    slab.list(partitions).every(({ order, records }) => {
      const numbers = ring
        .list(order)
        .map((id) => slab.read(records, id)?.record.identity.message ?? -1);
      return numbers.every((number, place) => place === 0 || number > numbers[place - 1]!);
    }),

  "has each partition read by one reader of each group": (topic) =>
    slab.list(topic.groups).every(({ members }) => {
      const read = members.flatMap((id) => slab.read(topic.members, id)?.partitions ?? [-1]);
      return (
        [...read].sort((one, other) => one - other).join() === [...topic.partitionIds.keys()].join()
      );
    }),

  "has no group that has come further than there are records": (topic) =>
    slab
      .list(topic.groups)
      .every(({ positions }) =>
        positions.every(
          (position, number) =>
            position <= nextSequence(slab.read(topic.partitions, topic.partitionIds[number]!)!),
        ),
      ),

  "lets nobody wait who has nothing to wait for": ({ members }) =>
    slab.list(members).every(({ closedAt, waiter }) => closedAt === null || waiter === -1),
};
