import { formatDuration } from "@orrery/kernel";
import type { WayLost } from "../../../service/reporting.ts";
import type { Seen, SeenRun } from "../../../service/seen.ts";
import type { StreamSettings } from "../config.ts";

/** What a stream alone loses: records that expire without anybody who reads it. Its readers say what they miss. */
export function waysLost(stream: Seen<StreamSettings>, run: SeenRun): readonly WayLost[] {
  const { name, settings } = stream;
  const hasReaders = run.into(stream, "reads").length > 0;
  const isKept = settings.retentionPeriod > run.duration;
  if (hasReaders && !isKept) return [];
  return [
    {
      type: "lost",
      count: hasReaders ? 0 : stream.sum("RecordsExpired"),
      never: isKept
        ? `${name} keeps records for ${formatDuration(settings.retentionPeriod)}, longer than the run`
        : null,
      text: `expired in ${name}, which nothing reads`,
    },
  ];
}
