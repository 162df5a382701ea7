import { base64Of, bytesOfBase64, invariant } from "@orrery/kernel";
import { sizeInUtf8, utf8Of } from "../../../text/utf8.ts";
import { wallClockAt } from "../../../text/wall-clock.ts";
import type { DeliveryStreamSettings } from "../config.ts";
import { objectKeyOf } from "../object-key.ts";
import { inBase64 } from "../record-event.ts";
import { metrics, type DeliveryStream, type DeliveryStreamContext } from "./declarations.ts";
import type { Flow } from "./flow.ts";
import { placeFor, targetOf } from "./places.ts";
import type { HeldRecord, OutgoingObject } from "./state.ts";

/** Records that become an object. */
interface Gathered {
  readonly use: OutgoingObject["use"];
  /** Of the destination, with the partition keys; empty without. */
  readonly prefix: string;
  readonly records: readonly HeldRecord[];
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
    held:
      use === "delivery" && settings.destination !== "S3" && settings.failures !== null
        ? records
        : null,
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
