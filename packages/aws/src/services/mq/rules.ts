import type { Rule } from "../../service/rule.ts";
import type { BrokerSettings } from "./config.ts";

const date = "2026-11";
const withMq = "AWS Lambda Developer Guide, with-mq, services-mq-params";

/** The rules of AWS that brokers of Amazon MQ follow; the test of each bears its id. */
export const mqRules: readonly Rule<BrokerSettings>[] = [
  {
    id: "mq.queue.order",
    status: "documented",
    source: `${withMq}; that consumers take turns is ours`,
    date,
    text: "A queue has its messages in the order of their coming, and gives each to one consumer.",
    semantics: ["event-source-mappings §6 order"],
  },
  {
    id: "mq.queue.consumers",
    status: "documented",
    source: withMq,
    date,
    text: "A mapping consumes a queue of ActiveMQ with five consumers, and one of RabbitMQ with one, whatever concurrency the function has.",
    semantics: [
      "event-source-mappings §0 mq.concurrency",
      "event-source-mappings §6 concurrency",
      "iam-and-networking §8 ¶1",
    ],
  },
  {
    id: "mq.queue.size",
    status: "documented",
    source: "Amazon MQ Developer Guide, amazon-mq-limits; RabbitMQ's max_message_size",
    date,
    text: "A message has at most 16 MiB for RabbitMQ, and 100 MiB for ActiveMQ.",
  },
  {
    id: "mq.broker.storage",
    status: "documented",
    source:
      "Amazon MQ Developer Guide, amazon-mq-limits; that a message is refused which finds no room, where brokers have its producer wait, is ours, as is that messages alone take room, until a consumer has them",
    date,
    text: "A broker on an instance of the size micro holds 20 GB of messages, and others hold 200 GB: a message that finds no room is refused.",
    semantics: ["iam-and-networking §0 mq.storage"],
  },
  {
    id: "mq.event.activemq",
    status: "documented",
    source: `${withMq}; github.com/aws/aws-lambda-go, events/testdata/activemq-event.json`,
    date,
    text: "A function gets messages of ActiveMQ in a list, with their data in base64.",
    when: ({ engine }) => engine === "ACTIVEMQ",
    semantics: ["event-source-mappings §6.2.3", "lambda §15 ActiveMQ / RabbitMQ"],
  },
  {
    id: "mq.event.rabbitmq",
    status: "documented",
    source: withMq,
    date,
    text: "A function gets messages of RabbitMQ by their queue and virtual host, with their data in base64.",
    when: ({ engine }) => engine === "RABBITMQ",
    semantics: ["event-source-mappings §6.2.3"],
  },
  {
    id: "mq.mapping.retries",
    status: "documented",
    source: `${withMq}; five redeliveries: the guide of 2023`,
    date,
    text: "A batch that fails comes whole again: of ActiveMQ five times more, then it is given up; of RabbitMQ until it succeeds. Nobody is told.",
    semantics: ["event-source-mappings §6 on error", "event-source-mappings §6.2.2"],
  },
  {
    id: "mq.mapping.params",
    status: "documented",
    source: "AWS Lambda API Reference, CreateEventSourceMapping; the words are ours",
    date,
    text: "A mapping of a broker names one queue and a secret with BASIC_AUTH, of RabbitMQ perhaps a VIRTUAL_HOST; it has no position, no destination and no settings of retries.",
    semantics: ["event-source-mappings §6.2.1"],
  },
  {
    id: "mq.mapping.timeout",
    status: "documented",
    source: `${withMq}; the words of the refusal are ours`,
    date,
    text: "The function of a mapping of a broker has a timeout of 14 minutes at most.",
    semantics: ["iam-and-networking §0 mq.functionTimeout"],
  },
  {
    id: "mq.mapping.filter",
    status: "documented",
    source: "AWS Lambda Developer Guide, with-mq-filtering",
    date,
    text: "Filters ask for the data of a message; what passes none is consumed.",
    semantics: ["event-source-mappings §5 MQ"],
  },
  {
    id: "mq.api.most",
    status: "documented",
    source: "Amazon MQ Developer Guide, amazon-mq-limits; the words are ours",
    date,
    text: "An account has 200 brokers in a Region at most, which AWS raises on request.",
    operations: ["CreateBroker"],
    semantics: ["iam-and-networking §0 mq.brokers"],
  },
  {
    id: "mq.api.brokers",
    status: "documented",
    source: "Amazon MQ API Reference, Brokers; the words of refusals are ours",
    date,
    text: "A broker is ActiveMQ or RabbitMQ, each with deployment modes of its own, and is named by its id.",
    operations: ["CreateBroker", "DescribeBroker", "ListBrokers", "DeleteBroker"],
  },
];
