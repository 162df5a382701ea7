import type { Instant } from "@orrery/kernel";
import { noTrail } from "../../service/origin.ts";
import type { EventFacts, SampleEvents } from "../../service/sample-event.ts";
import { sizeInUtf8 } from "../../text/utf8.ts";
import { kafkaToLambda } from "./kafka-to-lambda.ts";
import { bootstrapServersOf, clusterArnOf } from "./operations/names.ts";
import type { TopicRecord } from "./protocol.ts";

/** The batch of one record that a function gets of a topic. */
function batchOf(facts: EventFacts) {
  const { body, attributes, partition, region, accountId, name, epochMilliseconds } = facts;
  // The one value that comes beside the body.
  const key = attributes[0]?.value ?? "key";
  const size = sizeInUtf8(body);
  const cluster = "events";
  const record: TopicRecord = {
    content: { data: body, isBase64: false, size },
    key,
    size: size + sizeInUtf8(key),
    writtenAt: 0 as Instant,
    identity: { queue: 1, message: 1 },
    topic: { name, bootstrapServers: bootstrapServersOf(cluster, region, 3), epochMilliseconds },
    partition: 0,
    offset: 0,
    trail: noTrail,
  };
  const batch = {
    type: "batch",
    form: "kafka.topic",
    items: [record],
    source: clusterArnOf(cluster, { partition, region, accountId }),
    region,
    reportsItems: false,
    size,
  } as const;
  return kafkaToLambda.eventOf(batch, epochMilliseconds);
}

/** What functions get of topics. */
export const kafkaEvents: SampleEvents = { batch: batchOf };
