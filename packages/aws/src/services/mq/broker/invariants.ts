import { ring, slab, table, type Invariants } from "@orrery/kernel";
import type { BrokerState } from "./state.ts";

const waitingIn = ({ queues }: BrokerState): readonly number[] =>
  slab.list(queues).flatMap(({ waiting }) => ring.list(waiting));

/** What holds of every broker between any two inputs. */
export const brokerInvariants: Invariants<BrokerState> = {
  "has each message in one queue": (broker) => {
    const waiting = waitingIn(broker);
    return waiting.length === broker.messages.size && new Set(waiting).size === waiting.length;
  },

  "knows how many bytes wait": (broker) =>
    slab.list(broker.messages).reduce((sum, { message }) => sum + message.content.size, 0) ===
    broker.bytes,

  "has every message that it took, or has given it to one consumer": ({
    messages,
    consumers,
    count,
  }) => slab.list(consumers).reduce((sum, { given }) => sum + given, 0) + messages.size === count,

  "has the messages of each queue in the order of their coming": ({ queues, messages }) =>
    slab.list(queues).every(({ waiting }) => {
      const numbers = ring
        .list(waiting)
        .map((id) => slab.read(messages, id)?.message.identity.message ?? -1);
      return numbers.every((number, place) => place === 0 || number > numbers[place - 1]!);
    }),

  "lets nobody wait for a queue that has messages": ({ queues, consumers }) =>
    slab
      .list(queues)
      .every(
        ({ waiting, consumers: ids }) =>
          waiting.size === 0 || ids.every((id) => slab.read(consumers, id)?.waiter === -1),
      ),

  "has a queue for every group": ({ groups, queueIds }) =>
    table.list(groups).every(([, { queue }]) => table.has(queueIds, queue)),
};
