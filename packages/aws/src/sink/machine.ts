import { declare, type Machine, type Reply } from "@orrery/kernel";
import { declareMeters, type MetricForms } from "../service/metric.ts";
import { refused } from "../service/refusal.ts";
import type { Deliver, SinkReply, SinkSettings } from "./protocol.ts";

/** What has reached a place that is not modeled. */
export interface SinkState {
  readonly count: number;
  /** The last few, the latest last. A value. */
  readonly lastRecords: readonly Pick<Deliver, "body" | "key">[];
}

const kept = 10;
/** What it counts and measures. */
export const meters = {
  RecordsReceived: "count",
  RecordsRefused: "count",
  BytesReceived: "bytes",
  EndToEndLatency: "time", // Of what it took, from where that began.
} as const satisfies MetricForms;

/** The numbers of the meters. */
const metrics = declareMeters(meters);

/** The machine of places that are not modeled. */
export type SinkMachine = Machine<SinkSettings, SinkState, Deliver, Reply<SinkReply>>;

/**
 * A place that AWS has and that is not modeled: a bucket, a bus, whatever is in another account or Region. It
 * takes what it is brought, and counts it.
 *
 * @param kind such as `lambda.unmodeledDestination`: each service that delivers to such places has a kind of its own.
 */
export const sinkMachine = (kind: string): SinkMachine => ({
  kind,
  stateVersion: 1,
  inputs: declare("deliver"),
  timers: declare(),
  ports: declare(),
  purposes: declare(),
  choices: declare(),
  metrics,

  initialState: () => ({ count: 0, lastRecords: [] }),

  transition(sink, { body, key, size, trail, isRefused = false }, context) {
    if (isRefused) {
      context.observe(metrics.RecordsRefused, 1);
      return [{ type: "reply", to: context.request, body: refusal }];
    }
    sink.count += 1;
    sink.lastRecords = [...sink.lastRecords, { body, key }].slice(-kept);
    context.observe(metrics.RecordsReceived, 1);
    context.observe(metrics.BytesReceived, size);
    context.observe(metrics.EndToEndLatency, context.now - trail.at);
    return [{ type: "reply", to: context.request, body: delivered }];
  },

  fingerprint: ({ size }) => size,
  // What it has taken decides nothing.
  canonical: () => null,
});

const delivered: SinkReply = Object.freeze({ type: "delivered" });
const refusal = refused("SlowDown", "Please reduce your request rate.");
