import {
  compileDistribution,
  declare,
  start,
  unreachable,
  type Distribution,
  type Duration,
  type Instant,
  type Machine,
  type Reply,
} from "@orrery/kernel";
import { declareMeters, type MetricForms } from "../../../service/metric.ts";
import { refused } from "../../../service/refusal.ts";
import type { ApiDestinationSettings } from "../config.ts";
import { apiDestinationKindName } from "../kind-names.ts";
import type { ApiDestinationInput, ApiDestinationReply } from "../protocol.ts";
import { bucketView, fullBucket, turnIn, type Bucket } from "../../../service/rate-bucket.ts";

/** What has reached an endpoint outside. */
export interface ApiDestinationState {
  readonly count: number;
  /** What is left of its requests a second. */
  readonly rate: Bucket;
  /** The last few bodies, the latest last. A value. */
  readonly lastBodies: readonly string[];
}

const kept = 10;

/** What it counts and measures. */
export const meters = {
  RequestsReceived: "count",
  RequestsRefused: "count",
  RequestsDelayed: "count",
  BytesReceived: "bytes",
  EndToEndLatency: "time", // Of what it took, from where that began.
} as const satisfies MetricForms;

/** The numbers of the meters. */
const metrics = declareMeters(meters);
const purposes = declare("latency");
const choices = declare(
  "answer", // It takes what it is sent, or fails as its settings say.
);

// A memo of a pure function.
const samplers = new WeakMap<Distribution, (draw: () => number) => number>();

function samplerOf(law: Distribution): (draw: () => number) => number {
  let sampler = samplers.get(law);
  if (sampler === undefined) samplers.set(law, (sampler = compileDistribution(law)));
  return sampler;
}

/**
 * An endpoint of HTTP outside AWS with the rate at which it is asked. It takes what it is sent and counts it,
 * unless a scenario says how often it fails.
 */
export const apiDestinationMachine: Machine<
  ApiDestinationSettings,
  ApiDestinationState,
  ApiDestinationInput,
  Reply<ApiDestinationReply>
> = {
  kind: apiDestinationKindName,
  stateVersion: 1,
  inputs: declare("invokeEndpoint", "takeTurn", "settingsChanged"),
  timers: declare(),
  ports: declare(),
  purposes,
  choices,
  metrics,

  initialState: ({ requestsPerSecond }) => ({
    count: 0,
    rate: fullBucket(requestsPerSecond, start),
    lastBodies: [],
  }),

  transition(destination, input, context) {
    const { now, request, settings } = context;
    switch (input.type) {
      case "invokeEndpoint": {
        destination.count += 1;
        const { status = 500, share = 0, latency, retryAfter } = settings.answers ?? {};
        const drawn = samplerOf(latency ?? settings.latency)(() =>
          context.random(purposes.latency),
        );
        const after = Math.round(Math.max(0, drawn)) as Duration; // Whole and not below 0.
        const fails =
          share > 0 &&
          (share === 1 ||
            context.choose(choices.answer, destination.count, [1 - share, share]) === 1);
        if (fails) {
          context.observe(metrics.RequestsRefused, 1);
          const details = retryAfter === undefined ? undefined : { RetryAfter: retryAfter };
          const body = refused(`${status}`, `The endpoint answered ${status}.`, details);
          return [{ type: "reply", to: request, body, after }];
        }
        context.observe(metrics.RequestsReceived, 1);
        context.observe(metrics.BytesReceived, input.size);
        context.observe(metrics.EndToEndLatency, now - input.trail.at);
        destination.lastBodies = [...destination.lastBodies, input.body].slice(-kept);
        const body: ApiDestinationReply = { type: "endpointInvoked", number: destination.count };
        return [{ type: "reply", to: request, body, after }];
      }
      case "takeTurn": {
        const turn = turnIn(destination.rate, settings.requestsPerSecond, input.latest, now);
        const at = turn?.at ?? null;
        if (turn !== null) destination.rate = turn.left;
        if (at !== now) context.observe(metrics.RequestsDelayed, 1);
        return [{ type: "reply", to: request, body: { type: "turnTaken", at } }];
      }
      case "settingsChanged":
        return [];
      default:
        return unreachable(input);
    }
  },

  fingerprint: (input) => (input.type === "invokeEndpoint" ? input.size : 0),
  // What it has taken decides nothing.
  canonical: ({ rate }, now: Instant) => bucketView(rate, now),
};
