import { base64UrlOf, bytesOfBase64Url, type Instant } from "@orrery/kernel";
import { textOfUtf8, utf8Of } from "../../text/utf8.ts";

/** Where a reader is in a shard, and since when it may go on there. */
export interface ShardIterator {
  /** The ARN of the stream. */
  readonly stream: string;
  readonly shard: number;
  /** The place of what is read next, from 1. */
  readonly sequence: number;
  readonly givenAt: Instant;
}

/** An iterator as AWS writes it: the stream's ARN, and what only AWS can read. */
export const iteratorText = ({ stream, shard, sequence, givenAt }: ShardIterator): string =>
  `${stream}|1|${base64UrlOf(utf8Of(JSON.stringify([shard, sequence, givenAt])))}`;

/** The iterator in a text; `null`: AWS has not given it. */
export function iteratorIn(text: string): ShardIterator | null {
  const [, stream, coded] = /^(arn:.+)\|1\|([\w-]+)$/.exec(text) ?? [];
  const bytes = coded === undefined ? null : bytesOfBase64Url(coded);
  if (stream === undefined || bytes === null) return null;
  const numbers = /^\[(\d+),(\d+),(\d+)\]$/.exec(textOfUtf8(bytes) ?? "");
  if (numbers === null) return null;
  const [shard, sequence, givenAt] = numbers.slice(1).map(Number);
  return { stream, shard: shard!, sequence: sequence!, givenAt: givenAt as Instant }; // Three were found.
}
