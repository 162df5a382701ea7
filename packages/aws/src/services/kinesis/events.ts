import type { Instant } from "@orrery/kernel";
import { noTrail } from "../../service/origin.ts";
import type { EventFacts, SampleEvents } from "../../service/sample-event.ts";
import { sizeInUtf8 } from "../../text/utf8.ts";
import { kinesisToLambda } from "./kinesis-to-lambda.ts";
import type { StreamRecord } from "./protocol.ts";

/** The batch of one record that a function gets of a stream. */
function batchOf(facts: EventFacts) {
  const { body, attributes, partition, region, accountId, name, epochMilliseconds } = facts;
  // The one value that comes beside the body.
  const partitionKey = attributes[0]?.value ?? "partition-key";
  const size = sizeInUtf8(body);
  const record: StreamRecord = {
    content: { data: body, isBase64: false, size },
    partitionKey,
    size: size + sizeInUtf8(partitionKey),
    writtenAt: 0 as Instant,
    identity: { queue: 1, message: 1 },
    shard: { number: 0, createdAt: 0 as Instant, epochMilliseconds },
    sequence: 1,
    trail: noTrail,
  };
  const batch = {
    type: "batch",
    form: "kinesis.stream",
    items: [record],
    source: `arn:${partition}:kinesis:${region}:${accountId}:stream/${name}`,
    region,
    reportsItems: false,
    size,
    role: `arn:${partition}:iam::${accountId}:role/role`,
  } as const;
  return kinesisToLambda.eventOf(batch, epochMilliseconds);
}

/** What functions get of streams. */
export const kinesisEvents: SampleEvents = { batch: batchOf };
