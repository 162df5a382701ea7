import type { Readings, SeenRun } from "../../../service/seen.ts";
import { isRead, type SeenQueue } from "./seen-queue.ts";

/** Queues that are read and that grow all the same. */
export const backlogWarnings = (queues: readonly SeenQueue[], run: SeenRun): readonly string[] =>
  queues.flatMap((queue) => {
    const visible = queue.gauge("ApproximateNumberOfMessagesVisible");
    if (visible === undefined || !isRead(queue, run) || !isGrowing(visible)) return [];
    return [
      `${queue.name} still grows at the end of the run: ${visible.last} messages wait and more come than are processed.`,
    ];
  });

/** Whether the last quarter of a series is clearly above the one before, up to its end. */
function isGrowing({ points, last }: Readings): boolean {
  const quarter = Math.floor(points.length / 4);
  if (quarter < 1) return false;
  const mean = (from: number) =>
    points.slice(from, from + quarter).reduce((sum, { value }) => sum + value, 0) / quarter;
  const late = mean(points.length - quarter);
  const before = mean(points.length - 2 * quarter);
  return late >= before + leastGrowth && late >= before * leastRatio && last >= late;
}

const leastGrowth = 10;
const leastRatio = 1.1;
