import type { Instant } from "@orrery/kernel";
import { nameInArn } from "../../../service/arn.ts";
import { md5OfText } from "../../../text/md5.ts";
import { formatWallClock, wallClockAt } from "../../../text/wall-clock.ts";
import type { ChangeRecord, ShardMark } from "./protocol.ts";

// What AWS calls the parts of streams. Their structure is not documented: only their lengths are AWS's.

/** A sequence number: ascending over the whole stream. */
export const sequenceNumberOf = (number: number): string =>
  `1${String(number).padStart(20, "0")}00000`;

/** The number in a sequence number; `null`: no stream has given it. */
export function numberOfSequence(text: string): number | null {
  const digits = /^1(\d{20})0{5}$/.exec(text)?.[1];
  return digits === undefined ? null : Number(digits);
}

/** The sequence number of a record. */
export const sequenceNumberIn = ({ identity }: Pick<ChangeRecord, "identity">): string =>
  sequenceNumberOf(identity.message);

/** A shard as AWS names it: when it was made, and which it is. */
export const shardIdOf = ({
  number,
  createdAt,
  epochMilliseconds,
}: Pick<ShardMark, "number" | "createdAt" | "epochMilliseconds">): string =>
  `shardId-${String(wallClockAt(epochMilliseconds, createdAt)).padStart(20, "0")}-${number.toString(16).padStart(8, "0")}`;

/** The number of a shard by its name; `null`: no stream has given it. */
export function shardOfId(text: string): number | null {
  const digits = /^shardId-\d{20}-([0-9a-f]{8})$/.exec(text)?.[1];
  return digits === undefined ? null : Number.parseInt(digits, 16);
}

/** The id of a record's event: 32 hexadecimal digits. */
export const eventIdOf = ({ identity }: Pick<ChangeRecord, "identity">): string =>
  md5OfText(`${identity.queue}-${identity.message}`);

/** What tells a stream of a table from others: the time when it was made. */
export const streamLabelOf = (createdAt: Instant, epochMilliseconds: number): string =>
  formatWallClock(wallClockAt(epochMilliseconds, createdAt)).slice(0, -1);

/** The name of a table and the label of its stream in the stream's ARN; `null` in other ARNs. */
export function streamIn(arn: string): { readonly table: string; readonly label: string } | null {
  const [table, stream, ...label] = (nameInArn(arn, "dynamodb", "table/") ?? "").split("/");
  return table === undefined || stream !== "stream" || label.length !== 1
    ? null
    : { table, label: label[0]! };
}
