import type { Arrival, Text } from "../../../service/entry.ts";
import { refused } from "../../../service/refusal.ts";
import type { ResourceKind } from "../../../service/resource-kind.ts";
import type { BrokerSettings } from "../config.ts";
import { mqLimits, producerTimeout, toProducer } from "../limits.ts";
import { brokerNameIn } from "../operations/names.ts";
import type { MessageContent, PutMessage } from "../protocol.ts";
import { mqRules } from "../rules.ts";
import { brokerSource } from "../source.ts";
import { gauges, meters } from "./declarations.ts";
import { brokerInvariants } from "./invariants.ts";
import { brokerMachine } from "./machine.ts";
import { brokerReporting } from "./reporting.ts";

// A memo of a pure function: what it holds follows from its argument alone.
const contents = new WeakMap<Text, MessageContent>();

/** One object for all messages that say the same: it is a value. */
function contentOf(text: Text): MessageContent {
  let content = contents.get(text);
  if (content === undefined) {
    content = { data: text.body, size: text.size };
    contents.set(text, content);
  }
  return content;
}

const inputOf = ({ text, group, trail }: Arrival): PutMessage => ({
  type: "putMessage",
  content: contentOf(text),
  queue: group,
  trail,
});

/** A broker of Amazon MQ, as everybody else sees it. */
export const brokerKind: ResourceKind = {
  machine: brokerMachine,
  invariants: brokerInvariants,
  noun: "message broker",
  rules: mqRules,
  metrics: { ...meters, ...gauges },
  entry: {
    sizeOf: (settings) => mqLimits.messageSize[(settings as BrokerSettings).engine], // Of this kind.
    // Its message groups are queues.
    needsGroups: () => false,
    doors: { event: { inputOf } },
    action: "mq:DescribeBroker",
    timeout: producerTimeout,
    latency: (latencies) => ({ reply: latencies["mq.toProducer"] ?? toProducer }),
  },
  source: brokerSource,
  byArn: {
    service: "mq",
    nameIn: brokerNameIn,
    absent: () => refused("NotFoundException", "The broker does not exist."),
    unread: (arn) => `Broker not found: ${arn}`,
  },
  unpriced: {
    type: "AWS::AmazonMQ::Broker",
    what: "brokers, their storage, and data between zones",
  },
  reporting: brokerReporting,
};
