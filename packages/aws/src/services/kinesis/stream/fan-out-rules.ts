import { api, guide, read, type KinesisRule } from "../rule-sources.ts";

const hasConsumers = ({ consumers }: { readonly consumers: readonly string[] }): boolean =>
  consumers.length > 0;

/** How consumers with enhanced fan-out are pushed records. */
export const fanOutRules: readonly KinesisRule[] = [
  {
    id: "kinesis.fan-out.events",
    status: "documented",
    source: api("SubscribeToShard"),
    date: read,
    text: "A subscription gives records as soon as they are there, with the sequence number to go on from, how far behind they are, and at the end of a closed shard its children.",
    semantics: ["kinesis §4.4", "kinesis §9.1 SubscribeToShard"],
    when: hasConsumers,
  },
  {
    id: "kinesis.api.subscribe",
    status: "documented",
    source: `${api("SubscribeToShard")}; the words of refusals are ours`,
    date: read,
    text: "SubscribeToShard begins where an iterator would, and refuses a consumer that is not ACTIVE.",
    semantics: ["kinesis §9.1 SubscribeToShard"],
    operations: ["SubscribeToShard"],
  },
  {
    id: "kinesis.fan-out.life",
    status: "documented",
    source: api("SubscribeToShard"),
    date: read,
    text: "A subscription holds for five minutes; then the consumer subscribes again from where it has come.",
    semantics: ["kinesis §0 efo.subscription", "kinesis §4.2"],
    when: hasConsumers,
  },
  {
    id: "kinesis.fan-out.one",
    status: "documented",
    source: `${api("SubscribeToShard")}; the words are ours`,
    date: read,
    text: "A consumer has one subscription to a shard: another within five seconds is refused with ResourceInUseException, and later it takes the place of the first, which ends with it.",
    semantics: ["kinesis §4.2"],
    when: hasConsumers,
  },
  {
    id: "kinesis.fan-out.throughput",
    status: "documented",
    source: `${guide("Develop enhanced fan-out consumers")}; that what is pushed at once is two seconds' worth at most is ours`,
    date: read,
    text: "Each consumer is pushed 2 MB a second of each shard, and takes nothing of what those have who poll it.",
    semantics: ["kinesis §0 efo.readBytes", "kinesis §4.3"],
    when: hasConsumers,
  },
  {
    id: "kinesis.fan-out.metrics",
    status: "documented",
    source: guide("Monitoring with CloudWatch"),
    date: read,
    text: "SubscribeToShard.RateExceeded counts refusals for another subscription, SubscribeToShardEvent what was pushed.",
    semantics: ["kinesis §10 stream"],
    when: hasConsumers,
  },
  {
    id: "kinesis.fan-out.deregistered",
    status: "assumed",
    source: "AWS does not say what becomes of subscriptions of a consumer that is deregistered",
    date: read,
    text: "With its registration the subscriptions of a consumer end.",
    when: hasConsumers,
  },
  {
    id: "kinesis.fan-out.cost",
    status: "documented",
    source: "AWS Price List of 2024",
    date: read,
    text: "A consumer costs for each open shard by the hour, and for each GB that it is pushed; of an on-demand stream for that alone.",
    when: hasConsumers,
  },
];
