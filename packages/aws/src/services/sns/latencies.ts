import type { Distribution } from "@orrery/kernel";

/** A latency of ours, which a scenario may give otherwise. */
interface Latency {
  readonly text: string;
  /** In microseconds; `null`: none. */
  readonly usual: Distribution | null;
}

/** P50 25 ms, P99 150 ms. Ours: AWS publishes nothing, and one public trace shows 33 ms (2019). */
const firstAttempt: Distribution = { type: "lognormal", median: 25_000, sigma: 0.77 };

/**
 * How long what topics do takes. All of it is assumed: of the whole way from publisher to handler there are
 * measurements, and of its parts there are not.
 */
export const snsLatencies = {
  "sns.fromPublisher": {
    text: "From a publisher outside to the topic; ours: no time, so that a subscriber's time counts from the publication.",
    usual: null,
  },
  "sns.toPublisher": {
    text: "The answer of a topic to a message that a workload publishes; ours: as of SendMessage, since no figure is public.",
    usual: { type: "lognormal", median: 6_700, sigma: 0.4 },
  },
  "sns.standard.toQueue": {
    text: "From a message's publication to a queue, at a standard topic.",
    usual: firstAttempt,
  },
  /**
   * What is left of the measured 73 ms (P50) from publisher to handler when the 49 ms are taken off that
   * Lambda needs from the accepted event to the handler (bitesizedserverless.com, 2022-09).
   */
  "sns.standard.toLambda": {
    text: "From a message's publication until Lambda has the event, which it then dispatches.",
    usual: { type: "lognormal", median: 22_000, sigma: 0.55 },
  },
  /** What is left of the measured 40.1 ms (P50) when the 28.1 ms from queue to handler are taken off. */
  "sns.fifo.toQueue": {
    text: "From a message's publication to a queue, at a FIFO topic.",
    usual: { type: "lognormal", median: 12_000, sigma: 0.4 },
  },
  "sns.toEndpoint": {
    text: "From a message's publication, or the end of a wait, to an HTTP endpoint, a mailbox, a phone, an app or Firehose.",
    usual: firstAttempt,
  },
  "sns.fromEndpoint": {
    text: "The answer of an HTTP endpoint, or of whoever takes what leaves AWS; ours: no time. An HTTP endpoint has 15 s.",
    usual: null,
  },
  "sns.toDeadLetterQueue": {
    text: "From giving a message up to its dead-letter queue; ours: no time.",
    usual: null,
  },
} as const satisfies Readonly<Record<string, Latency>>;

/** The name of a latency. */
export type LatencyName = keyof typeof snsLatencies;

/** A latency, as a scenario gives it or as it is usually; `null`: no time. */
export const latencyIn = <Name extends LatencyName>(
  given: Readonly<Record<string, Distribution>>,
  name: Name,
): Distribution | (typeof snsLatencies)[Name]["usual"] => given[name] ?? snsLatencies[name].usual;
