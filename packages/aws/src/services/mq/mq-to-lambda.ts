import { base64Of } from "@orrery/kernel";
import type { BatchForm, BatchItem, BatchPayload } from "../../service/payload.ts";
import type { PlainObject } from "../../service/refusal.ts";
import { utf8Of } from "../../text/utf8.ts";
import { wallClockAt } from "../../text/wall-clock.ts";
import type { BrokerSettings } from "./config.ts";
import type { BrokerMessage } from "./protocol.ts";

const messageOf = (item: BatchItem): BrokerMessage => item as BrokerMessage; // Of this kind.

/** What a producer calls a message, as ActiveMQ's clients do. */
export const messageIdOf = (
  { identity }: BatchItem,
  { id, region }: Pick<BrokerSettings, "id" | "region">,
): string => `ID:${id}-1.mq.${region}.amazonaws.com-34859-1:1:1:1:${identity.message}`;

function activeMqMessage(item: BatchItem, epochMilliseconds: number): PlainObject {
  const { broker, queue, content, writtenAt } = messageOf(item);
  const at = wallClockAt(epochMilliseconds, writtenAt);
  return {
    messageID: messageIdOf(item, broker),
    messageType: "jms/text-message",
    timestamp: at,
    deliveryMode: 1,
    correlationID: "",
    replyTo: "null",
    destination: { physicalName: queue },
    redelivered: false,
    type: "",
    expiration: 0,
    priority: 4,
    data: base64Of(utf8Of(content.data)),
    brokerInTime: at,
    brokerOutTime: at,
    properties: {},
  };
}

function rabbitMqMessage(item: BatchItem, epochMilliseconds: number): PlainObject {
  const { content, writtenAt, identity } = messageOf(item);
  return {
    basicProperties: {
      contentType: "text/plain",
      contentEncoding: null,
      headers: {},
      deliveryMode: 2,
      priority: 0,
      correlationId: null,
      replyTo: null,
      expiration: null,
      messageId: `${identity.message}`,
      timestamp: wallClockAt(epochMilliseconds, writtenAt),
      type: null,
      userId: null,
      appId: null,
      clusterId: null,
      bodySize: content.size,
    },
    redelivered: false,
    data: base64Of(utf8Of(content.data)),
  };
}

/** The virtual host that a mapping reads where it says none. */
const virtualHost = "/";

/** Messages as a function gets them, in the form of the broker's engine. */
export const mqToLambda: BatchForm = {
  eventOf({ items, source }: BatchPayload, epochMilliseconds) {
    const { broker, queue } = messageOf(items[0]!); // It has messages.
    if (broker.engine === "ACTIVEMQ") {
      const messages = items.map((item) => activeMqMessage(item, epochMilliseconds));
      return { eventSource: "aws:mq", eventSourceArn: source, messages };
    }
    const messages = items.map((item) => rabbitMqMessage(item, epochMilliseconds));
    return {
      eventSource: "aws:rmq",
      eventSourceArn: source,
      rmqMessagesByQueue: { [`${queue}::${virtualHost}`]: messages },
    };
  },
  recordsIn: (event) =>
    (event["messages"] as readonly PlainObject[] | undefined) ??
    Object.values(event["rmqMessagesByQueue"] as Readonly<Record<string, PlainObject[]>>).flat(),
  besides(item, source) {
    const { broker, queue } = messageOf(item);
    return broker.engine === "ACTIVEMQ"
      ? { eventSource: "aws:amq", eventSourceArn: source }
      : {
          eventSource: "aws:rmq",
          eventSourceArn: source,
          eventSourceKey: `${queue}::${virtualHost}`,
        };
  },
  nameOf: (item) => `${messageOf(item).identity.message}`,
};
