import type {
  ClearTimer,
  Instant,
  Replied,
  Reply,
  Send,
  SetTimer,
  SettingsChanged,
  Tagged,
  TimerFired,
} from "@orrery/kernel";
import type { Trailed } from "../../service/origin.ts";
import type { BatchItem } from "../../service/payload.ts";
import type { Refused } from "../../service/refusal.ts";
import type { DeliveryStreamSettings } from "./config.ts";

/** What a record says. A value: may be shared by many records. */
export interface RecordContent {
  /** As it is, or in base64 where it is no text. */
  readonly data: string;
  readonly isBase64: boolean;
  /** Bytes of the data. */
  readonly size: number;
}

/** A record that a delivery stream has taken. A value. */
export interface TakenRecord extends BatchItem {
  readonly content: RecordContent;
  readonly arrivedAt: Instant;
}

/** All that a delivery stream reacts to. The operations of the API have their names. */
export type DeliveryStreamInput =
  | PutRecord
  | PutRecordBatch
  | SettingsChanged<DeliveryStreamSettings>
  | Replied<Tagged>
  | TimerFired;

export interface PutRecord extends Trailed {
  readonly type: "putRecord";
  readonly content: RecordContent;
}

/** Up to 500 records in one request, each taken or refused by itself. */
export interface PutRecordBatch extends Trailed {
  readonly type: "putRecordBatch";
  /** Each bears the trail of what led to it, or else that of the request. */
  readonly entries: readonly PutEntry[];
}

/** A record among others of a request. */
export interface PutEntry extends Partial<Trailed> {
  readonly content: RecordContent;
}

/** All that a delivery stream asks for. */
export type DeliveryStreamEffect =
  Reply<DeliveryStreamReply> | Send<Tagged> | SetTimer | ClearTimer;

/** How a delivery stream answers a request. */
export type DeliveryStreamReply = RecordPut | RecordsPut | Refused;

/** A record was taken. */
export interface RecordPut {
  readonly type: "recordPut";
  /** The resource number of the delivery stream, and its number there, from 1. */
  readonly stream: number;
  readonly number: number;
}

/** One for each entry, in order. */
export interface RecordsPut {
  readonly type: "recordsPut";
  readonly results: readonly (RecordPut | Refused)[];
}
