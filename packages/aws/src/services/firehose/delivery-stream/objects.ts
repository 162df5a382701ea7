import { base64Of, bytesOfBase64, invariant, type Lost, type Tagged } from "@orrery/kernel";
import type { EntryOf } from "../../../service/entry.ts";
import { delivering } from "../../../delivery/delivering.ts";
import type { DeliveryPolicy } from "../../../delivery/delivery-policy.ts";
import type { Deliver } from "../../../sink/protocol.ts";
import { sizeInUtf8, utf8Of } from "../../../text/utf8.ts";
import { wallClockAt } from "../../../text/wall-clock.ts";
import type { DeliveryStreamSettings } from "../config.ts";
import { deliveryTimeout, firehoseLimits, longestDeliveryWait } from "../limits.ts";
import { objectKeyOf } from "../object-key.ts";
import type { DeliveryStreamEffect } from "../protocol.ts";
import { inBase64 } from "../record-event.ts";
import {
  metrics,
  metricsOf,
  notes,
  ports,
  timers,
  type DeliveryStream,
  type DeliveryStreamContext,
} from "./declarations.ts";
import type { Flow } from "./flow.ts";
import { placeFor, targetOf } from "./places.ts";
import type { DeliveryStreamState, HeldRecord, OutgoingObject } from "./state.ts";

/** Records that become an object. */
interface Gathered {
  readonly use: OutgoingObject["use"];
  /** Of the destination, with the partition keys; empty without. */
  readonly prefix: string;
  readonly records: readonly HeldRecord[];
}

/** How objects are delivered, and what becomes of them. */
export const deliveringObjects = (entryOf: EntryOf) =>
  delivering<DeliveryStreamState, OutgoingObject, DeliveryStreamSettings, DeliveryStreamEffect>({
    ports: { target: ports.destinations, givenUp: ports.destinations },
    timer: timers.deliver,
    purpose: 0, // Its waits are whole.
    policyOf: (_stream, _delivery, { settings }) => policyOf(settings),
    inputOf({ item, number, attempts }, context): Tagged {
      const { use, body, size, key, records } = item;
      const { kind } = placeFor(use, context);
      const isRefused = context.impairments(number * attemptsOfOne + attempts).length > 0;
      const { trail } = records[0]!; // An object has one at least.
      const refusal = isRefused ? { isRefused } : {};
      if (kind !== null) {
        const text = { body, size };
        const object = { text, key, group: null, deduplicationId: null, trail, ...refusal };
        return entryOf(kind)!.doors.event!.inputOf(object);
      }
      const input: Deliver = { type: "deliver", body, size, key, trail, ...refusal };
      return input;
    },
    verdictOf: (body) => (isTaken(body) ? "taken" : "failed"),
    ended(stream, { item, attempts }, ending, _body, context) {
      if (ending === "taken") hearTaken(stream, item, attempts, context);
      else hearGivenUp(stream, item, context);
      return [];
    },
  });

/** Above every count of attempts: faults strike each attempt by itself. */
const attemptsOfOne = 2 ** 20;

const isTaken = ({ type }: Tagged | Lost): boolean => type !== "refused" && type !== "lost";

function policyOf({ assumed }: DeliveryStreamSettings): DeliveryPolicy {
  const { deliveryRetryDelay: base } = assumed;
  const cap = longestDeliveryWait > base ? longestDeliveryWait : base;
  return {
    failed: {
      phases: [{ type: "exponential", retries: null, base, factor: 2, cap }],
      jitter: null,
    },
    throttled: null,
    maximumAge: firehoseLimits.bucketRetry,
    timeout: deliveryTimeout,
    onGivenUp: null,
  };
}

/** Sends records on their way in one object. */
export function deliverRecords(stream: DeliveryStream, gathered: Gathered, flow: Flow): void {
  const { context, effects, objects } = flow;
  const { use, records } = gathered;
  const item = objectOf(stream, gathered, context);
  const { arn } = placeFor(use, context);
  if (use === "delivery" && context.settings.partitioning !== null) {
    context.observe(metrics.BilledPartitionedBytes, item.size);
  }
  invariant(records.length > 0, "an object has no records");
  effects.push(...objects.deliver(stream, { arn, to: targetOf(use) }, item, context));
}

function objectOf(
  stream: DeliveryStream,
  { use, prefix, records }: Gathered,
  context: DeliveryStreamContext,
): OutgoingObject {
  const { settings } = context;
  stream.objectCount += 1;
  const place = placeFor(use, context);
  const first = records[0]!; // There is one.
  let oldestAt = first.arrivedAt;
  for (const { arrivedAt } of records) if (arrivedAt < oldestAt) oldestAt = arrivedAt;
  const isFailed = use === "failed";
  const key = objectKeyOf(isFailed ? place.errorPrefix : prefix === "" ? place.prefix : prefix, {
    stream: settings.name,
    version: settings.version,
    resource: settings.stream,
    object: stream.objectCount,
    epochMilliseconds: settings.epochMilliseconds,
    oldestAt,
    extension: isFailed ? "" : place.extension,
    errorType: isFailed ? (first.failure?.type ?? "processing-failed") : null,
  });
  return {
    use,
    number: stream.objectCount,
    key,
    ...(isFailed ? failedBody(records, context) : bodyOf(records, settings)),
    records: records.map(({ identity, trail }) => ({ number: identity.message, trail })),
    oldestAt,
  };
}

const newline = 10;

/** Data one after the other; in base64 where some of it is no text. */
function bodyOf(
  records: readonly HeldRecord[],
  { appendsNewline }: DeliveryStreamSettings,
): Pick<OutgoingObject, "body" | "size"> {
  const ending = appendsNewline ? "\n" : "";
  if (records.every(({ content }) => !content.isBase64)) {
    let body = "";
    let size = 0;
    for (const { content } of records) {
      body += content.data + ending;
      size += content.size + ending.length;
    }
    return { body, size };
  }
  const parts = records.map(
    ({ content: { data, isBase64 } }) => (isBase64 ? bytesOfBase64(data)! : utf8Of(data)), // It was checked.
  );
  const size = parts.reduce((sum, { length }) => sum + length + ending.length, 0);
  const bytes = new Uint8Array(size).fill(newline);
  let start = 0;
  for (const part of parts) {
    bytes.set(part, start);
    start += part.length + ending.length;
  }
  return { body: base64Of(bytes), size };
}

/** A line of JSON for each record that failed. */
function failedBody(
  records: readonly HeldRecord[],
  { settings }: DeliveryStreamContext,
): Pick<OutgoingObject, "body" | "size"> {
  const timeOf = (at: HeldRecord["arrivedAt"]) => wallClockAt(settings.epochMilliseconds, at);
  const lines = records.map(({ content, arrivedAt, failure }) =>
    JSON.stringify({
      attemptsMade: failure?.attempts ?? 1,
      arrivalTimestamp: timeOf(arrivedAt),
      errorCode: failure?.code ?? "",
      errorMessage: failure?.message ?? "",
      attemptEndingTimestamp: timeOf(failure?.at ?? arrivedAt),
      rawData: inBase64(content),
      ...(settings.transform === null ? {} : { lambdaArn: settings.transform.arn }),
    }),
  );
  const body = `${lines.join("\n")}\n`;
  return { body, size: sizeInUtf8(body) };
}

function hearTaken(
  stream: DeliveryStream,
  { use, number, size, records, oldestAt }: OutgoingObject,
  attempts: number,
  context: DeliveryStreamContext,
): void {
  const age = context.now - oldestAt;
  if (attempts > 1) context.observe(metrics["firehose.deliveryRetryDelay"], attempts - 1);
  if (use === "backup") {
    stream.backedUp += records.length;
    context.observe(metrics["BackupToS3.Bytes"], size);
    context.observe(metrics["BackupToS3.Records"], records.length);
    context.observe(metrics["BackupToS3.Success"], 1);
    context.observe(metrics["BackupToS3.DataFreshness"], age);
    return;
  }
  stream.delivered += records.length;
  for (const record of records) {
    context.note(notes.delivered, record.number, number, attempts);
    if (use === "delivery") context.observe(metrics.EndToEndLatency, context.now - record.trail.at);
  }
  const { destination } = context.settings;
  const to = metricsOf(use === "failed" ? "S3" : destination);
  context.observe(to.bytes, size);
  context.observe(to.records, records.length);
  context.observe(to.success, 1);
  context.observe(to.freshness, age);
  if (use === "failed" || destination === "S3")
    context.observe(metrics["DeliveryToS3.ObjectCount"], 1);
}

function hearGivenUp(
  stream: DeliveryStream,
  { use, records }: OutgoingObject,
  context: DeliveryStreamContext,
): void {
  if (use === "backup") {
    stream.backedUp += records.length;
    context.observe(metrics["BackupToS3.Success"], 0);
    return;
  }
  stream.givenUp += records.length;
  context.observe(metrics.RecordsLost, records.length);
  for (const { number } of records) context.note(notes.givenUp, number);
}
