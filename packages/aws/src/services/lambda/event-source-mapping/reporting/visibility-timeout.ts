import { formatDuration, type Duration } from "@orrery/kernel";
import { queueIn, type Sources } from "../../../../service/source.ts";
import type { Reader } from "./seen-mapping.ts";

/** The visibility timeout that AWS recommends: 6 times the function's timeout and the batching window. */
export const recommendedVisibilityTimeout = (timeout: Duration, window: Duration): Duration =>
  (6 * timeout + window) as Duration;

/** Messages that are hidden too briefly for the function that reads them. */
export const visibilityTimeoutWarnings = (
  readers: readonly Reader[],
  sources: Sources,
): readonly string[] => readers.flatMap((reader) => warningsOfReader(reader, sources));

function warningsOfReader({ mapping, source, fn }: Reader, sources: Sources): readonly string[] {
  const { visibilityTimeout } = queueIn(sources, source.kind).factsOf(source.resource);
  const { timeout } = fn.settings;
  const own = formatDuration(visibilityTimeout);
  if (timeout > visibilityTimeout) {
    return [
      `${source.name} hides messages for ${own}, less than the timeout of ${fn.name}, ${formatDuration(timeout)}, as one of them was changed later: messages come back while they are being processed.`,
    ];
  }
  const window = mapping.settings.batchingWindow;
  const recommended = recommendedVisibilityTimeout(timeout, window);
  if (visibilityTimeout >= recommended) return [];
  const withWindow = window > 0 ? " plus the batching window" : "";
  return [
    `${source.name} hides messages for ${own}; AWS recommends six times the timeout of ${fn.name}${withWindow}, ${formatDuration(recommended)}, so that throttled batches can be tried again before they come back.`,
  ];
}
