import { base64Of } from "@orrery/kernel";
import type { PlainObject } from "../../../service/refusal.ts";
import { md5OfText } from "../../../text/md5.ts";
import { uuidOf } from "../../../text/hexadecimal.ts";
import { utf8Of } from "../../../text/utf8.ts";
import type { DestinationSettings } from "../config.ts";
import type { ToldChange } from "../stream/tell.ts";
import { sizeOfItem } from "../value/item-size.ts";
import type { TableContext } from "./declarations.ts";
import { keysOf } from "./item-key.ts";

/** A change as a Kinesis data stream gets it: its data in base64, and its partition key. */
export function destinationRecordOf(
  { before, after, hash, byService }: ToldChange,
  { precision }: DestinationSettings,
  writeCount: number,
  { now, settings }: TableContext,
): PlainObject {
  const { name, region, schema, epochMilliseconds, table } = settings;
  const keys = keysOf((after ?? before)!.item, [schema]); // One of them is there.
  const size = sizeOfItem(keys) + (before?.size ?? 0) + (after?.size ?? 0);
  const micros = epochMilliseconds * 1_000 + now;
  const data = {
    awsRegion: region,
    eventID: idOf(md5OfText(`kinesis-${table}-${writeCount}`)),
    eventName: before === null ? "INSERT" : after === null ? "REMOVE" : "MODIFY",
    userIdentity: byService ? { type: "Service", principalId: "dynamodb.amazonaws.com" } : null,
    recordFormat: "application/json",
    tableName: name,
    dynamodb: {
      ApproximateCreationDateTime:
        precision === "MICROSECOND" ? micros : Math.floor(micros / 1_000),
      Keys: keys,
      ...(after === null ? {} : { NewImage: after.item }),
      ...(before === null ? {} : { OldImage: before.item }),
      SizeBytes: size,
      ApproximateCreationDateTimePrecision: precision,
    },
    eventSource: "aws:dynamodb",
  };
  return {
    Data: base64Of(utf8Of(JSON.stringify(data))),
    PartitionKey: md5OfText(`${hash}`),
  };
}

/** A UUID of the digits of a hash. */
function idOf(digits: string): string {
  const word = (place: number): number => parseInt(digits.slice(8 * place, 8 * place + 8), 16);
  return uuidOf(word(0), word(1), word(2), word(3));
}
