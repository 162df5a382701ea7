import { base64Of, bytesOfBase64 } from "@orrery/kernel";
import type { BatchForm, BatchItem, BatchPayload } from "../../service/payload.ts";
import type { PlainObject } from "../../service/refusal.ts";
import { textOfUtf8, utf8Of } from "../../text/utf8.ts";
import { wallClockAt } from "../../text/wall-clock.ts";
import { isOutside } from "./operations/names.ts";
import type { RecordContent, TopicRecord } from "./protocol.ts";

const recordOf = (item: BatchItem): TopicRecord => item as TopicRecord; // Of this kind.

/** A partition as events name it, such as `orders-0`. */
export const partitionNameOf = (item: BatchItem): string => {
  const { topic, partition } = recordOf(item);
  return `${topic.name}-${partition}`;
};

// A memo of what was made of it: records in the order of the batch, which events have by partition.
const inOrder = new WeakMap<PlainObject, readonly PlainObject[]>();

/** Records as a function gets them: by partition. */
export const kafkaToLambda: BatchForm = {
  eventOf(batch, epochMilliseconds) {
    const records = new Map<string, PlainObject[]>();
    const all = batch.items.map((item) => {
      const record = eventRecordOf(recordOf(item), epochMilliseconds);
      const name = partitionNameOf(item);
      const known = records.get(name);
      if (known === undefined) records.set(name, [record]);
      else known.push(record);
      return record;
    });
    const event: PlainObject = {
      ...(isOutside(batch.source)
        ? { eventSource: "SelfManagedKafka" }
        : { eventSource: "aws:kafka", eventSourceArn: batch.source }),
      bootstrapServers: serversOf(batch),
      records: Object.fromEntries(records),
    };
    inOrder.set(event, all);
    return event;
  },
  recordsIn: (event) =>
    inOrder.get(event) ??
    Object.values(event["records"] as Readonly<Record<string, PlainObject[]>>).flat(),
  besides: (item, source) => ({
    ...(isOutside(source)
      ? {
          eventSource: "SelfManagedKafka",
          bootstrapServers: recordOf(item).topic.bootstrapServers,
        }
      : { eventSource: "aws:kafka", eventSourceArn: source }),
    eventSourceKey: partitionNameOf(item),
    // A text there, where functions get a number.
    partition: `${recordOf(item).partition}`,
  }),
  nameOf: (item) => `${partitionNameOf(item)}:${recordOf(item).offset}`,
  nameIn(identifier) {
    if (typeof identifier !== "object" || identifier === null || Array.isArray(identifier)) {
      return undefined;
    }
    const { partition, offset } = identifier as PlainObject;
    return typeof partition === "string" && typeof offset === "number"
      ? `${partition}:${offset}`
      : undefined;
  },
};

const serversOf = ({ items }: BatchPayload): string => recordOf(items[0]!).topic.bootstrapServers; // It has records.

const eventRecordOf = (
  { topic, partition, offset, writtenAt, key, content }: TopicRecord,
  epochMilliseconds: number,
): PlainObject => ({
  topic: topic.name,
  partition,
  offset,
  timestamp: Math.floor(wallClockAt(epochMilliseconds, writtenAt)),
  timestampType: "CREATE_TIME",
  ...(key === null ? {} : { key: base64Of(utf8Of(key)) }),
  value: dataOf(content),
  headers: [],
});

const dataOf = ({ data, isBase64 }: RecordContent): string =>
  isBase64 ? data : base64Of(utf8Of(data));

/** A record as filters see it: key and value are the texts that were sent. */
export function filteredRecordOf(item: BatchItem, epochMilliseconds: number): PlainObject {
  const record = recordOf(item);
  const { data, isBase64 } = record.content;
  return {
    ...eventRecordOf(record, epochMilliseconds),
    ...(record.key === null ? {} : { key: record.key }),
    value: isBase64 ? (textOfUtf8(bytesOfBase64(data)!) ?? data) : data,
  };
}

// What a record has beside key and value.
const overhead = 150;

/** Bytes of a record in an event: key and value are in base64. */
export function sizeInEvent(item: BatchItem): number {
  const { size, topic } = recordOf(item);
  return overhead + 2 * topic.name.length + 4 * Math.ceil(size / 3);
}
