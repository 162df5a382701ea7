import type { Instant } from "@orrery/kernel";
import { noTrail } from "../../service/origin.ts";
import type { PlainObject } from "../../service/refusal.ts";
import type { EventFacts, SampleEvents } from "../../service/sample-event.ts";
import { sizeInUtf8 } from "../../text/utf8.ts";
import type { TakenRecord } from "./protocol.ts";
import { recordEvent } from "./record-event.ts";

/** A record that a function changes before it is delivered; `isRead`: it was read from a stream. */
const transformation =
  (isRead: boolean) =>
  ({
    partition,
    region,
    accountId,
    name,
    body,
    attributes,
    epochMilliseconds,
  }: EventFacts): PlainObject => {
    const size = sizeInUtf8(body);
    const record: TakenRecord = {
      identity: { queue: 1, message: 1 },
      content: { data: body, isBase64: false, size },
      arrivedAt: 0 as Instant,
      trail: noTrail,
      ...(isRead ? { metadata: metadataAt(epochMilliseconds, attributes[0]?.value ?? "key") } : {}),
    };
    const batch = {
      type: "batch",
      form: "firehose.deliveryStream",
      items: [record],
      source: `arn:${partition}:firehose:${region}:${accountId}:deliverystream/${name}`,
      region,
      ...(isRead
        ? { readFrom: `arn:${partition}:kinesis:${region}:${accountId}:stream/${name}` }
        : {}),
      reportsItems: false,
      size,
    } as const;
    return recordEvent.eventOf(batch, epochMilliseconds);
  };

/** Where in a stream the record is. */
const metadataAt = (approximateArrivalTimestamp: number, partitionKey: string): PlainObject => ({
  shardId: "shardId-000000000000",
  partitionKey,
  approximateArrivalTimestamp,
  sequenceNumber: "49546986683135544286507457936321625675700192471156785154",
  subsequenceNumber: 0,
});

/** What delivery streams bring to functions. */
export const firehoseEvents: SampleEvents = {
  transformation: transformation(false),
  transformationOfStream: transformation(true),
};
