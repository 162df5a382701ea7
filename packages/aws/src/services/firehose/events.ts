import type { Instant } from "@orrery/kernel";
import { noTrail } from "../../service/origin.ts";
import type { SampleEvents } from "../../service/sample-event.ts";
import { sizeInUtf8 } from "../../text/utf8.ts";
import type { TakenRecord } from "./protocol.ts";
import { recordEvent } from "./record-event.ts";

/** What delivery streams bring to functions. */
export const firehoseEvents: SampleEvents = {
  /** A record that a function changes before it is delivered. */
  transformation({ partition, region, accountId, name, body, epochMilliseconds }) {
    const size = sizeInUtf8(body);
    const record: TakenRecord = {
      identity: { queue: 1, message: 1 },
      content: { data: body, isBase64: false, size },
      arrivedAt: 0 as Instant,
      trail: noTrail,
    };
    const batch = {
      type: "batch",
      form: "firehose.deliveryStream",
      items: [record],
      source: `arn:${partition}:firehose:${region}:${accountId}:deliverystream/${name}`,
      region,
      reportsItems: false,
      size,
    } as const;
    return recordEvent.eventOf(batch, epochMilliseconds);
  },
};
