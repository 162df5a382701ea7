import { base64Of } from "@orrery/kernel";
import type { BatchForm } from "../../service/payload.ts";
import type { PlainObject } from "../../service/refusal.ts";
import { uuidOf } from "../../text/hexadecimal.ts";
import { mix } from "../../text/mix.ts";
import { utf8Of } from "../../text/utf8.ts";
import { wallClockAt } from "../../text/wall-clock.ts";
import type { RecordContent, TakenRecord } from "./protocol.ts";

/** Bytes of data in base64. */
export const sizeInBase64 = (size: number): number => Math.ceil(size / 3) * 4;

/** Data in base64. */
export const inBase64 = ({ data, isBase64 }: RecordContent): string =>
  isBase64 ? data : base64Of(utf8Of(data));

/** The id of a record, which follows from its number. Assumed: the form, after samples of AWS. */
export const recordIdOf = ({ identity }: Pick<TakenRecord, "identity">): string =>
  `495${`${identity.queue}`.padStart(9, "0")}${`${identity.message}`.padStart(38, "0")}000000`;

/** Records as the function gets them that changes them. */
export const recordEvent: BatchForm = {
  eventOf: ({ items, source, region }, epochMilliseconds) => ({
    invocationId: invocationIdOf(items as readonly TakenRecord[]),
    deliveryStreamArn: source,
    region,
    records: (items as readonly TakenRecord[]).map((record) => ({
      recordId: recordIdOf(record),
      approximateArrivalTimestamp: wallClockAt(epochMilliseconds, record.arrivedAt),
      data: inBase64(record.content),
    })),
  }),
  recordsIn: (event) => event["records"] as readonly PlainObject[], // As it is made here.
  nameOf: (item) => recordIdOf(item),
};

/** It is the same at each attempt. */
function invocationIdOf([first]: readonly TakenRecord[]): string {
  const { queue = 0, message = 0 } = first?.identity ?? {};
  const one = mix(message ^ mix(queue + 0x1d0c));
  const two = mix(one ^ queue);
  const three = mix(two ^ message);
  return uuidOf(one, (two & 0xffff0fff) | 0x4000, (three & 0x3fffffff) | 0x80000000, mix(three));
}
