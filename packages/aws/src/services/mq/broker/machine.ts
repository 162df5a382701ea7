import { declare, ring, slab, table, unreachable, type Machine, type Plain } from "@orrery/kernel";
import type { Readings } from "../../../service/metric.ts";
import type { BrokerSettings } from "../config.ts";
import type { BrokerEffect, BrokerInput } from "../protocol.ts";
import { metrics, nothing, type gauges } from "./declarations.ts";
import { describeConsumers, nextMessages, put, subscribe } from "./queues.ts";
import { emptyBroker, type BrokerState } from "./state.ts";

/** The machine of a broker. */
export type BrokerMachine = Machine<BrokerSettings, BrokerState, BrokerInput, BrokerEffect>;

/** A broker of Amazon MQ: queues, each of whose messages one consumer gets. */
export const brokerMachine: BrokerMachine = {
  kind: "mq.broker",
  stateVersion: 2,
  inputs: declare("putMessage", "describeShards", "openSubscription", "nextEvent"),
  timers: nothing,
  ports: nothing,
  purposes: nothing,
  choices: nothing,
  metrics,

  initialState: emptyBroker,

  transition(broker, input, context) {
    switch (input.type) {
      case "putMessage":
        return put(broker, input, context);
      case "describeShards":
        return describeConsumers(broker, input, context);
      case "openSubscription":
        return subscribe(broker, input, context);
      case "nextEvent":
        return nextMessages(broker, input, context);
      default:
        return unreachable(input);
    }
  },

  fingerprint(input) {
    if (input.type === "putMessage") return input.content.size;
    return input.type === "nextEvent" || input.type === "openSubscription" ? input.shard : 0;
  },

  canonical: canonicalBroker,
  gauges: ({ messages, consumers, bytes }, { storage }): Readings<typeof gauges> => ({
    StorePercentUsage: (100 * bytes) / storage,
    QueueSize: messages.size,
    ConsumerCount: consumers.size,
  }),
};

/** What decides the future: messages by their queues, and who consumes them. How old they are decides nothing. */
function canonicalBroker(broker: BrokerState): Plain {
  const queues = table.list(broker.queueIds).map(([name, id]) => {
    const { waiting, turn, consumers } = slab.read(broker.queues, id)!; // What is listed is there.
    const messages = ring.list(waiting).map((each) => {
      const { message } = slab.read(broker.messages, each)!; // Likewise.
      return [
        message.content.data,
        message.content.size,
        message.trail.lineage as unknown as Plain,
      ]; // Plain data.
    });
    return [name, turn, consumers.map((each) => slab.slotOf(each)), messages] as const;
  });
  const consumers = slab
    .list(broker.consumers)
    .map(({ given, waiter, limit }) => [given, waiter === -1 ? 0 : limit]);
  return [queues, consumers, table.list(broker.groups).map(([name]) => name)];
}
