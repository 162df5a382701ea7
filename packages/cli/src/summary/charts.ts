import { formatDuration, seconds } from "@orrery/kernel";
import { number, time, type Run } from "@orrery/aws";
import { shortened } from "./format.ts";
import { pathsOf } from "./paths.ts";
import { sparkline, type SeriesPoint } from "./sparkline.ts";
import type { Drawing } from "./table.ts";

interface Series {
  readonly label: string;
  readonly points: readonly SeriesPoint[];
  readonly most: string;
}

const labels: readonly (readonly [
  kind: string,
  gauge: string,
  label: string,
  show: (value: number) => string,
])[] = [
  ["sqs.queue", "ApproximateNumberOfMessagesVisible", "waiting", number],
  ["sqs.queue", "ApproximateAgeOfOldestMessage", "oldest", time],
  ["lambda.function", "ConcurrentExecutions", "at once", number],
];

const widest = 60;
const narrowest = 20;

/** Backlog, age and concurrency over time, as far as there were any; empty for a short run. */
export function charts(run: Run, { columns, colors }: Drawing): string {
  const { deadLetterQueues } = pathsOf(run);
  const series = run.resources.flatMap(({ kind, logicalId, component }) =>
    labels.flatMap(([ofKind, gauge, label, show]): readonly Series[] => {
      const values = run.gauges.get(component)?.get(gauge);
      if (ofKind !== kind || values === undefined || values.count < 2 || values.max <= 0) return [];
      // Nobody reads a dead-letter queue, so its oldest message says when the first one came.
      if (label === "oldest" && deadLetterQueues.has(logicalId)) return [];
      const peak = values.points.find(({ value }) => value === values.max);
      const when = formatDuration(seconds(peak?.second ?? 0));
      const most = `${show(values.max)} at ${when}`;
      return [{ label: `${logicalId} ${label}`, points: values.points, most }];
    }),
  );
  if (series.length === 0) return "";
  const figures = Math.max(...series.map(({ most }) => most.length));
  const room = columns - figures - 4;
  const wanted = Math.max(...series.map(({ label }) => label.length));
  const named = Math.min(wanted, Math.max(room - narrowest, 16));
  const width = Math.min(widest, Math.max(narrowest, room - named));
  const span = run.simulation.now / 1_000_000;
  const head = `over time, 0 to ${formatDuration(seconds(Math.round(span)))}`;
  return [
    `${colors.bold(head.padEnd(named + 2 + width))}  ${colors.dim("most")}`,
    ...series.map(
      ({ label, points, most }) =>
        `${shortened(label, named).padEnd(named)}  ${sparkline(points, span, width)}  ${most}`,
    ),
  ].join("\n");
}
