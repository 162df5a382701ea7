import { slab, type Instant, ring } from "@orrery/kernel";
import type { QueueSettings } from "../config.ts";
import type { Readings } from "../../../service/metric.ts";
import type { gauges } from "./declarations.ts";
import { isStillNoisy } from "./fair-queue.ts";
import { sqsLimits } from "../limits.ts";
import { arrivedAt, receivesHere } from "./messages.ts";
import { groupIn, none, type QueueState, type StoredMessage } from "./state.ts";

/** What CloudWatch would show of a queue now; ages in microseconds. */
export function gaugesOf(
  queue: QueueState,
  settings: QueueSettings,
  now: Instant,
): Partial<Readings<typeof gauges>> {
  const read: { -readonly [Gauge in keyof typeof gauges]?: number } = {
    ApproximateNumberOfMessagesVisible: queue.visibleCount,
    ApproximateNumberOfMessagesNotVisible: queue.inFlightCount,
    ApproximateNumberOfMessagesDelayed: queue.delayedCount,
    ApproximateAgeOfOldestMessage: ageOfOldest(queue, settings, now, () => true),
  };
  if (settings.fifo) {
    read.ApproximateNumberOfGroupsWithInflightMessages = queue.groupsInFlightCount;
  } else if (queue.groups.size > 0) {
    const noisy = slab.list(queue.groups).filter((group) => isStillNoisy(group, now));
    const sum = (field: "visibleCount" | "inFlightCount" | "delayedCount") =>
      noisy.reduce((total, group) => total + group[field], 0);
    read.ApproximateNumberOfNoisyGroups = noisy.length;
    read.ApproximateNumberOfMessagesVisibleInQuietGroups = queue.visibleCount - sum("visibleCount");
    read.ApproximateNumberOfMessagesNotVisibleInQuietGroups =
      queue.inFlightCount - sum("inFlightCount");
    read.ApproximateNumberOfMessagesDelayedInQuietGroups = queue.delayedCount - sum("delayedCount");
    read.ApproximateAgeOfOldestMessageInQuietGroups = ageOfOldest(
      queue,
      settings,
      now,
      (stored) => {
        const group = groupIn(stored);
        return group === none || !isStillNoisy(slab.read(queue.groups, group)!, now);
      },
    );
  }
  return read;
}

function ageOfOldest(
  queue: QueueState,
  { fifo }: QueueSettings,
  now: Instant,
  isOfThose: (stored: StoredMessage) => boolean,
): number {
  const counts = (stored: StoredMessage) =>
    stored.condition !== "leaving" &&
    (fifo || receivesHere(stored) < sqsLimits.receivesUntilBack) &&
    isOfThose(stored);
  for (let place = 0; place < queue.arrivals.size; place += 1) {
    const stored = slab.read(queue.messages, ring.at(queue.arrivals, place));
    if (stored !== undefined && counts(stored)) return now - arrivedAt(stored);
  }
  return 0;
}
