import type { Instant } from "@orrery/kernel";

/**
 * A place in a shard: 0 is before its first record, which has 1. What AWS calls a sequence number says
 * besides which shard that is, when it was made and when the record came.
 */
export interface SequencePlace {
  readonly shard: number;
  readonly sequence: number;
}

/** What a sequence number says besides. */
export interface SequenceTimes {
  /** Milliseconds since 1970 at instant 0. */
  readonly epochMilliseconds: number;
  readonly shardCreatedAt: Instant;
  readonly writtenAt: Instant;
}

const secondOf = (epochMilliseconds: number, at: Instant): number =>
  Math.floor((epochMilliseconds + at / 1_000) / 1_000);

const hexadecimal = (number: number, digits: number): string =>
  number.toString(16).padStart(digits, "0");

/**
 * A sequence number as AWS writes it. Its structure is not documented; measured: hexadecimal digits `2`, the
 * second in which the shard was made (9), the last digit of its number, the place (16), `00`, the second of
 * the writing (9), the shard's number (8), `2`, written as a decimal number.
 */
export function sequenceNumberOf(
  { shard, sequence }: SequencePlace,
  { epochMilliseconds, shardCreatedAt, writtenAt }: SequenceTimes,
): string {
  const created = hexadecimal(secondOf(epochMilliseconds, shardCreatedAt), 9);
  const written = hexadecimal(secondOf(epochMilliseconds, writtenAt), 9);
  const place = hexadecimal(sequence, 16);
  const digits = `2${created}${hexadecimal(shard & 15, 1)}${place}00${written}${hexadecimal(shard, 8)}2`;
  return BigInt(`0x${digits}`).toString();
}

/** The last sequence number that a shard may have had that was closed. */
export function endingSequenceNumber(
  shard: number,
  times: Pick<SequenceTimes, "epochMilliseconds" | "shardCreatedAt"> & {
    readonly closedAt: Instant;
  },
): string {
  const created = hexadecimal(secondOf(times.epochMilliseconds, times.shardCreatedAt), 9);
  const closed = hexadecimal(secondOf(times.epochMilliseconds, times.closedAt), 9);
  const digits = `2${created}${hexadecimal(shard & 15, 1)}7fffffffffffffff00${closed}${hexadecimal(shard, 8)}2`;
  return BigInt(`0x${digits}`).toString();
}

const length = 47;

/** The place that a sequence number names; `null`: it is none that a stream has given. */
export function placeOfSequenceNumber(text: string): SequencePlace | null {
  if (!/^[1-9]\d{50,60}$/.test(text)) return null;
  const digits = BigInt(text).toString(16);
  if (digits.length !== length || !digits.startsWith("2") || !digits.endsWith("2")) return null;
  const shard = Number.parseInt(digits.slice(38, 46), 16);
  const sequence = Number.parseInt(digits.slice(11, 27), 16);
  return { shard, sequence };
}

const digitsOfShard = 12;

/** A shard's id, such as `shardId-000000000000`. */
export const shardIdOf = (shard: number): string =>
  `shardId-${`${shard}`.padStart(digitsOfShard, "0")}`;

/** The shard that an id names, there or not; `null`: it is no shard's id. */
export function shardOfId(id: string): number | null {
  const digits = /^shardId-(\d{12})$/.exec(id)?.[1];
  return digits === undefined ? null : Number(digits);
}
