import { drive } from "@orrery/testing";
import { noTrail } from "../../../service/origin.ts";
import { resolveStreamConfig, type StreamConfig, type StreamPlace } from "../config.ts";
import type { PutEntry, PutRecord, RecordPut, StreamRecordsGot, StreamReply } from "../protocol.ts";
import { streamInvariants } from "../stream/invariants.ts";
import { streamMachine } from "../stream/machine.ts";

/** A stream by hand. */
export const openStream = (config: StreamConfig = {}, place: StreamPlace = {}) =>
  drive(streamMachine, resolveStreamConfig("clicks", config, place), streamInvariants);
export type DrivenStream = ReturnType<typeof openStream>;

/** A record of so many bytes with its key. */
export const entry = (partitionKey: string, size = 100, data = "x"): PutEntry => ({
  content: { data, isBase64: false, size: size - partitionKey.length },
  partitionKey,
  explicitHashKey: null,
  size,
});

/** Puts a record. */
export const put = (
  stream: DrivenStream,
  partitionKey: string,
  rest: Partial<PutRecord> = {},
): StreamReply =>
  stream.ask({ type: "putRecord", ...entry(partitionKey), ...rest, trail: noTrail });

/** Puts a record that is taken. */
export function taken(
  stream: DrivenStream,
  partitionKey: string,
  rest: Partial<PutRecord> = {},
): RecordPut {
  const reply = put(stream, partitionKey, rest);
  if (reply.type !== "recordPut") throw new Error(`refused: ${JSON.stringify(reply)}`);
  return reply;
}

/** Reads a shard. */
export const get = (stream: DrivenStream, shard = 0, sequence = 1, limit = 10_000): StreamReply =>
  stream.ask({ type: "readShard", shard, sequence, limit });

/** Reads records that a shard has. */
export function got(
  stream: DrivenStream,
  shard = 0,
  sequence = 1,
  limit = 10_000,
): StreamRecordsGot {
  const reply = get(stream, shard, sequence, limit);
  if (reply.type !== "recordsGot") throw new Error(`refused: ${JSON.stringify(reply)}`);
  return reply;
}

/** The shards of a stream, as its users hear of them. */
export function shards(stream: DrivenStream) {
  const reply = stream.ask({ type: "describeShards" });
  if (reply.type !== "shardsDescribed") throw new Error("not described");
  return reply;
}

/** The code of a refusal; the type of every other answer. */
export const codeOf = (reply: StreamReply): string =>
  reply.type === "refused" ? reply.code : reply.type;
