import { base64Of, bytesOfBase64 } from "@orrery/kernel";
import { textOfUtf8, utf8Of } from "../../text/utf8.ts";
import type { RecordContent, StreamRecord } from "./protocol.ts";
import { sequenceNumberOf } from "./sequence-number.ts";

/** The sequence number of a record. */
export const sequenceNumberIn = ({ shard, sequence, writtenAt }: StreamRecord): string =>
  sequenceNumberOf(
    { shard: shard.number, sequence },
    {
      epochMilliseconds: shard.epochMilliseconds,
      shardCreatedAt: shard.createdAt,
      writtenAt,
    },
  );

/** What a record says, in base64. */
export const dataOf = ({ data, isBase64 }: RecordContent): string =>
  isBase64 ? data : base64Of(utf8Of(data));

/** What a record says, as text; what is none has signs in its place that say so. */
export const textOf = ({ data, isBase64 }: RecordContent): string =>
  isBase64 ? (textOfUtf8(bytesOfBase64(data)!) ?? data) : data;
