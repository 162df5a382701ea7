import { formatDuration, seconds } from "@orrery/kernel";
import { allKinds, isDurationMetric, number, time, type RunView } from "@orrery/aws";
import { shortened } from "./format.ts";
import { sparkline, type SeriesPoint } from "./sparkline.ts";
import type { Drawing } from "./table.ts";

interface Series {
  readonly label: string;
  readonly points: readonly SeriesPoint[];
  readonly most: string;
}

const widest = 60;
const narrowest = 20;

/** What kinds draw over time, as far as there was any of it; empty for a short run. */
export function charts(view: RunView, { columns, colors }: Drawing): string {
  const { run } = view;
  const series = run.resources.flatMap(({ kind, logicalId, component }) => {
    const drawn = allKinds.get(kind)?.reporting?.charts ?? [];
    const seen = view.named(logicalId);
    const isGivenUpTo = seen !== undefined && view.into(seen, "givesUpTo").length > 0;
    return drawn.flatMap(({ gauge, title, notOfGivenUp }): readonly Series[] => {
      const values = run.gauges.get(component)?.get(gauge);
      if (values === undefined || values.count < 2 || values.max <= 0) return [];
      if (isGivenUpTo && notOfGivenUp === true) return [];
      const peak = values.points.find(({ value }) => value === values.max);
      const when = formatDuration(seconds(peak?.second ?? 0));
      const show = isDurationMetric(gauge) ? time : number;
      const most = `${show(values.max)} at ${when}`;
      return [{ label: `${logicalId} ${title}`, points: values.points, most }];
    });
  });
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
