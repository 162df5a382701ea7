import { eventIn } from "../../../service/payload.ts";
import type { PlainObject } from "../../../service/refusal.ts";
import type { ShardItem, ShardSource } from "../../../service/source.ts";
import { formatWallClock, wallClockAt } from "../../../text/wall-clock.ts";
import { requestIdOf } from "../function/function-error.ts";
import { destinationFormOf } from "../asynchronous/unmodeled-destination.ts";
import type { Invoked } from "../protocol.ts";
import type { FailedBatch, FailureOf } from "../../../mapping/shard/reach.ts";
import type { MappingContext } from "../../../mapping/shard/declarations.ts";

/** What Lambda tells the destination of a mapping. */
export const lambdaFailure: FailureOf = (failed, destination, context, source) => {
  const isObject = destinationFormOf(destination.arn) === "bucket";
  return {
    body: JSON.stringify(recordOf(failed, isObject, context, source)),
    key: isObject ? objectKeyOf(failed, context, source) : null,
  };
};

/** What Lambda tells a destination of records that were given up, in the order of AWS's members. */
function recordOf(
  { items, condition, invocations, answer: worked }: FailedBatch,
  withPayload: boolean,
  context: MappingContext,
  source: ShardSource,
): PlainObject {
  const { now, settings } = context;
  const answer = worked as Invoked | null; // Of a function.
  const { epochMilliseconds, functionArn, functionNumber } = settings;
  const first = items[0]!; // It has records.
  const last = items[items.length - 1]!;
  const arrival = ({ writtenAt }: ShardItem): string =>
    formatWallClock(wallClockAt(epochMilliseconds, writtenAt));
  return {
    requestContext: {
      requestId:
        answer === null ? idOf(context, first) : requestIdOf(functionNumber, answer.invocation),
      functionArn,
      condition,
      approximateInvokeCount: invocations,
    },
    ...(answer === null
      ? {}
      : {
          responseContext: {
            statusCode: 200,
            executedVersion: answer.executedVersion,
            functionError: answer.functionError,
          },
        }),
    version: "1.0",
    timestamp: formatWallClock(wallClockAt(epochMilliseconds, now)),
    [source.batchInfo]: source.broker?.batchInfoOf(
      items,
      settings.source,
      sizeOf(items, source),
    ) ?? {
      shardId: source.shardNameOf(first),
      startSequenceNumber: source.form.nameOf(first),
      endSequenceNumber: source.form.nameOf(last),
      approximateArrivalOfFirstRecord: arrival(first),
      approximateArrivalOfLastRecord: arrival(last),
      batchSize: items.length,
      streamArn: settings.source,
    },
    ...(withPayload ? { payload: payloadOf(items, context, source) } : {}),
  };
}

const sizeOf = (items: readonly ShardItem[], source: ShardSource): number =>
  items.reduce((sum, item) => sum + source.sizeOf(item), 0);

function payloadOf(
  items: readonly ShardItem[],
  { settings }: MappingContext,
  source: ShardSource,
): PlainObject {
  const { sourceKind: form, source: arn, region, role, epochMilliseconds } = settings;
  const batch = { type: "batch", form, items, source: arn, region, role } as const;
  return eventIn({ ...batch, reportsItems: false, size: 0 }, source.form, epochMilliseconds);
}

/** Above the numbers of all invocations: where ids of the mapping's own begin. */
const firstOwn = 2 ** 46;

const idOf = ({ settings }: MappingContext, { identity }: ShardItem): string =>
  requestIdOf(settings.mapping, firstOwn + identity.message);

/** The key of the object that a bucket gets. */
function objectKeyOf({ items }: FailedBatch, context: MappingContext, source: ShardSource): string {
  const { now, settings } = context;
  const time = formatWallClock(wallClockAt(settings.epochMilliseconds, now));
  const [day = "", clock = ""] = time.slice(0, 19).split("T");
  const first = items[0]!; // It has records.
  return `aws/lambda/${settings.name}/${source.shardNameOf(first)}/${day.replaceAll("-", "/")}/${day}T${clock.replaceAll(":", ".")}-${idOf(context, first)}`;
}
