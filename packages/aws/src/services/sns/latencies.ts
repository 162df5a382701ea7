import type { Distribution } from "@orrery/kernel";
import { usualLatencies } from "./limits.ts";

/** Latencies that a scenario may give otherwise, by name: one sentence each. */
export const snsLatencies = {
  "sns.fromPublisher":
    "From a publisher outside to the topic; ours: no time, so that a subscriber's time counts from the publication.",
  "sns.toPublisher":
    "The answer of a topic to a message that a workload publishes; ours: as of SendMessage, since no figure is public.",
  "sns.standard.toQueue": "From a message's publication to a queue, at a standard topic.",
  "sns.standard.toLambda":
    "From a message's publication until Lambda has the event, which it then dispatches.",
  "sns.fifo.toQueue": "From a message's publication to a queue, at a FIFO topic.",
  "sns.toEndpoint":
    "From a message's publication, or the end of a wait, to an HTTP endpoint, a mailbox, a phone, an app or Firehose.",
  "sns.fromEndpoint":
    "The answer of an HTTP endpoint, or of whoever takes what leaves AWS; ours: no time. An HTTP endpoint has 15 s.",
  "sns.toDeadLetterQueue": "From giving a message up to its dead-letter queue; ours: no time.",
} as const;

/** The name of a latency. */
export type LatencyName = keyof typeof snsLatencies;

type UsualLatencies = typeof usualLatencies;
/** Ours; `null` where what is asked about takes no time. */
type Usual<Name extends LatencyName> = Name extends keyof UsualLatencies
  ? UsualLatencies[Name]
  : null;

const usual: Readonly<Partial<Record<LatencyName, Distribution>>> = usualLatencies;

/** A latency, as a scenario gives it or as it is usually; `null`: no time. */
export const latencyIn = <Name extends LatencyName>(
  given: Readonly<Record<string, Distribution>>,
  name: Name,
): Distribution | Usual<Name> => given[name] ?? ((usual[name] ?? null) as Usual<Name>); // By its type.
