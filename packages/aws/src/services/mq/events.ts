import type { Instant } from "@orrery/kernel";
import { noTrail } from "../../service/origin.ts";
import type { EventFacts, SampleEvents } from "../../service/sample-event.ts";
import { sizeInUtf8 } from "../../text/utf8.ts";
import type { Engine } from "./config.ts";
import { mqLimits } from "./limits.ts";
import { mqToLambda } from "./mq-to-lambda.ts";
import { brokerArnOf, brokerIdOf } from "./operations/names.ts";
import type { BrokerMessage } from "./protocol.ts";

/** The batch of one message that a function gets of a queue. */
function batchOf(engine: Engine, facts: EventFacts) {
  const { body, attributes, partition, region, accountId, name, epochMilliseconds } = facts;
  const size = sizeInUtf8(body);
  const home = { partition, region, accountId };
  // The one value that comes beside the body.
  const broker = attributes[0]?.value.replaceAll(" ", "-") ?? "broker";
  const message: BrokerMessage = {
    content: { data: body, size },
    queue: name,
    identity: { queue: 1, message: 1 },
    broker: {
      broker: 1,
      name: broker,
      id: brokerIdOf(broker),
      region,
      engine,
      storage: mqLimits.storage.others,
    },
    writtenAt: 0 as Instant,
    trail: noTrail,
  };
  const batch = {
    type: "batch",
    form: "mq.broker",
    items: [message],
    source: brokerArnOf(attributes[0]?.value ?? broker, home),
    region,
    reportsItems: false,
    size,
  } as const;
  return mqToLambda.eventOf(batch, epochMilliseconds);
}

/** What functions get of queues. */
export const mqEvents: SampleEvents = {
  activeMq: (facts) => batchOf("ACTIVEMQ", facts),
  rabbitMq: (facts) => batchOf("RABBITMQ", facts),
};
