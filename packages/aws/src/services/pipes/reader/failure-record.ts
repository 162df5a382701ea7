import type { FailureOf } from "../../../mapping/shard/reach.ts";
import type { ShardItem } from "../../../service/source.ts";
import { formatWallClock, wallClockAt } from "../../../text/wall-clock.ts";

/** What a pipe tells its dead-letter queue of records that it gave up: where they are, and why. */
export const pipeFailure: FailureOf = ({ items, condition }, _destination, context, source) => {
  const { now, settings } = context;
  const { epochMilliseconds, functionArn } = settings;
  const first = items[0]!; // It has records.
  const last = items[items.length - 1]!;
  const shown = (at: ShardItem["writtenAt"]): string =>
    formatWallClock(wallClockAt(epochMilliseconds, at));
  const record = {
    context: { partnerResourceArn: functionArn, condition },
    version: "1.0",
    timestamp: shown(now),
    [source.batchInfo]: source.broker?.batchInfoOf(items, settings.source, sizeOf(items)) ?? {
      shardId: source.shardNameOf(first),
      startSequenceNumber: source.form.nameOf(first),
      endSequenceNumber: source.form.nameOf(last),
      approximateArrivalOfFirstRecord: shown(first.writtenAt),
      approximateArrivalOfLastRecord: shown(last.writtenAt),
      batchSize: items.length,
      streamArn: settings.source,
    },
  };
  return { body: JSON.stringify(record), key: null };
};

const sizeOf = (items: readonly ShardItem[]): number =>
  items.reduce((sum, { content }) => sum + content.size, 0);
