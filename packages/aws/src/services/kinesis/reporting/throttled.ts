import type { Seen } from "../../../service/seen.ts";
import type { StreamSettings } from "../config.ts";
import { shardsOf } from "../stream/read.ts";
import type { StreamState } from "../stream/state.ts";
import { shardIdOf } from "../sequence-number.ts";
import { plural } from "../../../text/figures.ts";

/** Says of on-demand streams that they are as large as they get. */
export const withheldWarnings = (all: readonly Seen[]): readonly string[] =>
  all.flatMap(({ name, settings, sum }) =>
    sum("WithheldSplits") === 0
      ? []
      : [
          `${name} took more than its shards are meant for, and AWS did not split them: an on-demand stream grows to ${(settings as StreamSettings).mostShards} MB a second (kinesis.onDemandMegabytesPerSecond).`,
        ],
  );

/** Says of streams that refused writes, and where one shard got much more than the others. */
export const throttledWarnings = (all: readonly Seen[]): readonly string[] =>
  all.flatMap(({ name, state, sum }) => {
    const throttled = sum("WriteProvisionedThroughputExceeded");
    if (throttled === 0) return [];
    const hot = hottest(state as StreamState); // Of this kind.
    const where = hot === null ? "" : ` ${hot}`;
    return [
      `${name} refused ${plural(throttled, "record")}: a shard takes 1 MB and 1,000 records a second.${where}`,
    ];
  });

const muchMore = 1.5;

/** The shard that took half as much again as its part of all records, as a sentence; `null`: none did. */
function hottest(state: StreamState): string | null {
  const shards = shardsOf(state).filter(({ closedAt }) => closedAt === null);
  const taken = shards.map(({ trimmed, order }) => trimmed + order.size);
  const most = Math.max(...taken);
  const all = taken.reduce((sum, count) => sum + count, 0);
  if (shards.length < 2 || most * shards.length <= all * muchMore) return null;
  const { number } = shards[taken.indexOf(most)]!;
  const share = Math.round((100 * most) / all);
  return `${shardIdOf(number)} got ${share}% of them: few partition keys are much used.`;
}
