import { declare, type Context, type Draft } from "@orrery/kernel";
import { declareMeters, type MetricForms } from "../../../service/metric.ts";
import type { BrokerSettings } from "../config.ts";
import type { BrokerState } from "./state.ts";

/** What a broker's handlers write on. */
export type Broker = Draft<BrokerState>;

/** What a broker's handlers may know besides. */
export type BrokerContext = Context<BrokerSettings>;

/** What a broker counts and measures, under the names that ActiveMQ's metrics have. */
export const meters = {
  EnqueueCount: "count",
  DequeueCount: "count", // Given to consumers.
  MessagesRefused: "count",
  EnqueueTime: "time", // From their coming to a consumer.
} as const satisfies MetricForms;

/** The numbers of the meters. */
export const metrics = declareMeters(meters);

/** What can be read off it at any instant. */
export const gauges = {
  QueueSize: "level",
  ConsumerCount: "level",
  StorePercentUsage: "level", // As ActiveMQ has it: messages that wait, alone.
} as const satisfies MetricForms;

/** A broker sets no timers, asks nobody, draws nothing and asks the oracle nothing. */
export const nothing = declare();
