import { eventIn } from "../../../service/payload.ts";
import type { PlainObject } from "../../../service/refusal.ts";
import type { ShardItem, ShardSource } from "../../../service/source.ts";
import { formatWallClock, wallClockAt } from "../../../text/wall-clock.ts";
import { requestIdOf } from "../function/function-error.ts";
import type { Invoked } from "../protocol.ts";
import type { MappingContext } from "./declarations.ts";

/** Why records were given up, as Lambda says it. */
export type Condition =
  "RetryAttemptsExhausted" | "RecordAgeExceeded" | "MaximumPayloadSizeExceeded";

/** Records that were given up. */
export interface FailedBatch {
  readonly items: readonly ShardItem[];
  readonly condition: Condition;
  /** How often they were tried. */
  readonly invocations: number;
  /** The answer to the last attempt; `null`: none counts. */
  readonly answer: Invoked | null;
}

/** What Lambda tells a destination of records that were given up, in the order of AWS's members. */
export function recordOf(
  { items, condition, invocations, answer }: FailedBatch,
  withPayload: boolean,
  context: MappingContext,
  source: ShardSource,
): PlainObject {
  const { now, settings } = context;
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
export function objectKeyOf(
  { items }: FailedBatch,
  context: MappingContext,
  source: ShardSource,
): string {
  const { now, settings } = context;
  const time = formatWallClock(wallClockAt(settings.epochMilliseconds, now));
  const [day = "", clock = ""] = time.slice(0, 19).split("T");
  const first = items[0]!; // It has records.
  return `aws/lambda/${settings.name}/${source.shardNameOf(first)}/${day.replaceAll("-", "/")}/${day}T${clock.replaceAll(":", ".")}-${idOf(context, first)}`;
}
