import type { Trail } from "../../../service/origin.ts";
import { refused, type Refused } from "../../../service/refusal.ts";
import { firehoseLimits } from "../limits.ts";
import type {
  DeliveryStreamReply,
  PutRecord,
  PutRecordBatch,
  RecordContent,
  RecordPut,
} from "../protocol.ts";
import { buffer, bufferForDelivery, noKeys } from "./buffering.ts";
import { metrics, notes, type DeliveryStream, type DeliveryStreamContext } from "./declarations.ts";
import type { Flow } from "./flow.ts";
import { millionths, type HeldRecord } from "./state.ts";

/** Takes a record, or refuses it. */
export function putRecord(stream: DeliveryStream, { content, trail }: PutRecord, flow: Flow): void {
  const { context } = flow;
  const refusal = againstRequest(stream, context) ?? againstSize(content);
  if (refusal !== null) return reply(flow, refusal);
  const result = take(stream, content, trail, flow);
  context.observe(metrics["PutRecord.Requests"], 1);
  if (result.type === "recordPut") {
    context.observe(metrics["PutRecord.Bytes"], content.size);
    context.observe(metrics.IncomingBytes, content.size);
    context.observe(metrics.IncomingRecords, 1);
  }
  reply(flow, result);
}

/** Takes records, each by itself. */
export function putRecordBatch(
  stream: DeliveryStream,
  { entries, trail }: PutRecordBatch,
  flow: Flow,
): void {
  const { context } = flow;
  let size = 0;
  for (const { content } of entries) size += content.size;
  const tooMuch =
    size <= firehoseLimits.putRecordBatchBytes
      ? null
      : refused("InvalidArgumentException", "Records size exceeds 4 MB limit");
  const refusal = againstRequest(stream, context) ?? tooMuch ?? againstSizes(entries);
  if (refusal !== null) return reply(flow, refusal);
  const results: (RecordPut | Refused)[] = [];
  let taken = 0;
  let bytes = 0;
  for (const entry of entries) {
    const result = take(stream, entry.content, entry.trail ?? trail, flow);
    results.push(result);
    if (result.type !== "recordPut") continue;
    taken += 1;
    bytes += entry.content.size;
  }
  context.observe(metrics["PutRecordBatch.Requests"], 1);
  context.observe(metrics["PutRecordBatch.Records"], taken);
  context.observe(metrics["PutRecordBatch.Bytes"], bytes);
  if (taken > 0) {
    context.observe(metrics.IncomingBytes, bytes);
    context.observe(metrics.IncomingRecords, taken);
  }
  reply(flow, { type: "recordsPut", results });
}

/** Answers the request of this input. */
function reply({ context, effects }: Flow, body: DeliveryStreamReply): void {
  effects.push({ type: "reply", to: context.request, body });
}

const slowDown = refused("ServiceUnavailableException", "Slow down.");

const readsItself = refused(
  "InvalidArgumentException",
  "This operation is not permitted on KinesisStreamAsSource delivery stream type.",
);

/** One more request; a refusal where there are too many, or it takes none. */
function againstRequest(stream: DeliveryStream, context: DeliveryStreamContext): Refused | null {
  if (context.settings.source !== null) return readsItself;
  context.observe(metrics.IncomingPutRequests, 1);
  fill(stream, context);
  if (stream.requestRoom < millionths) return slowDown;
  stream.requestRoom -= millionths;
  return null;
}

const againstSizes = (entries: readonly { readonly content: RecordContent }[]): Refused | null => {
  for (const { content } of entries) {
    const refusal = againstSize(content);
    if (refusal !== null) return refusal;
  }
  return null;
};

const againstSize = ({ size }: RecordContent): Refused | null =>
  size <= firehoseLimits.record.max
    ? null
    : refused(
        "ValidationException",
        `1 validation error detected: Value at 'record.data' failed to satisfy constraint: Member must have length less than or equal to ${firehoseLimits.record.max}`,
      );

/** Gives a delivery stream what it may take since it was asked last: a second's worth at most. */
function fill(stream: DeliveryStream, { now, settings }: DeliveryStreamContext): void {
  const since = now - stream.filledAt;
  if (since === 0) return;
  const { records, requests, bytes } = settings;
  stream.recordRoom = Math.min(stream.recordRoom + since * records, records * millionths);
  stream.requestRoom = Math.min(stream.requestRoom + since * requests, requests * millionths);
  stream.byteRoom = Math.min(stream.byteRoom + since * bytes, bytes * millionths);
  stream.filledAt = now;
}

const billedUnit = 5 * 1_024;

function take(
  stream: DeliveryStream,
  content: RecordContent,
  trail: Trail,
  flow: Flow,
): RecordPut | Refused {
  const { settings, now } = flow.context;
  const cost = content.size * millionths;
  if (stream.recordRoom < millionths || stream.byteRoom < cost) {
    flow.context.observe(metrics.ThrottledRecords, 1);
    return slowDown;
  }
  stream.recordRoom -= millionths;
  stream.byteRoom -= cost;
  const number = keep(stream, { content, trail, arrivedAt: now }, flow);
  return { type: "recordPut", stream: settings.stream, number };
}

/** Takes a record, and gives its number. */
export function keep(
  stream: DeliveryStream,
  given: Omit<HeldRecord, "identity">,
  flow: Flow,
): number {
  const { settings } = flow.context;
  const { content } = given;
  stream.taken += 1;
  const number = stream.taken;
  const record: HeldRecord = { ...given, identity: { queue: settings.stream, message: number } };
  flow.context.observe(metrics.BilledBytes, Math.ceil(content.size / billedUnit) * billedUnit);
  flow.context.note(notes.taken, number);
  if (settings.backup !== null) {
    stream.copied += 1;
    buffer(stream, { use: "backup", prefix: "" }, record, flow);
  }
  if (settings.transform === null) bufferForDelivery(stream, record, noKeys, flow);
  else buffer(stream, { use: "transform", prefix: "" }, record, flow);
  return number;
}
