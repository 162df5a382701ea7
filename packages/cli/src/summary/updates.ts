import {
  number,
  plural,
  time,
  type ActionReport,
  type RunReport,
  type StepReport,
  type Traffic,
  type UpdateTimeline,
} from "@orrery/aws";
import { formatDuration, type Duration } from "@orrery/kernel";
import { wrapped } from "./format.ts";
import { drawTable, type Drawing } from "./table.ts";

const columns = [
  { title: "update" },
  { title: "done" },
  { title: "from" },
  { title: "to" },
  { title: "requests" },
  { title: "errors" },
  { title: "p50" },
  { title: "p99" },
];

/** What those outside met in each update of stacks, step by step; empty where there was none. */
export function updateList({ actions, virtualSeconds }: RunReport, drawing: Drawing): string {
  const parts = actions.flatMap((action) => {
    const { timeline } = action;
    if (timeline === undefined) return [];
    const lines = sentences(timeline).map((line) => wrapped(`  ${line}`, drawing.columns, "    "));
    return [
      [drawTable(columns, rowsOf(action, timeline, virtualSeconds), drawing), ...lines].join("\n"),
    ];
  });
  return parts.join("\n\n");
}

function rowsOf(
  { at, steps = [] }: ActionReport,
  { before, after }: UpdateTimeline,
  virtualSeconds: number,
): readonly (readonly string[])[] {
  const ends = steps.map(({ until, back }) => back?.until ?? until ?? 0);
  const end = Math.max(at, ...ends);
  const rows = steps.flatMap((step): readonly Row[] => {
    const { logicalId, from, until, back, traffic } = step;
    if (from === null || traffic === undefined) return [];
    const row = { name: logicalId, done: doneOf(step), from, until, traffic };
    return back?.traffic === undefined
      ? [row]
      : [row, { ...back, name: logicalId, done: "taken back", traffic: back.traffic }];
  });
  rows.sort((one, other) => one.from - other.from);
  return [
    ["before", "", "", instant(at), ...figures(before)],
    ...rows.map(({ name, done, from, until, traffic }) => [
      name,
      done,
      instant(from),
      until === null ? "" : instant(until),
      ...figures(traffic),
    ]),
    ...(after === null
      ? []
      : [["after", "", instant(end), instant(virtualSeconds * 1_000_000), ...figures(after)]]),
  ];
}

interface Row {
  readonly name: string;
  readonly done: string;
  readonly from: number;
  readonly until: number | null;
  readonly traffic: Traffic;
}

/** What is done to a resource, in the words of CloudFormation. */
function doneOf({ change, interruption, end }: StepReport): string {
  const done = {
    adds: "added",
    removes: "removed",
    replaces: "replacement",
    changes: interruption === "some" ? "some interruption" : "no interruption",
  }[change];
  return end === "failed" ? `${done}, failed` : done;
}

const figures = ({ requests, errors, p50, p99 }: Traffic): readonly string[] => [
  number(requests),
  number(errors),
  p50 === null ? "" : time(p50),
  p99 === null ? "" : time(p99),
];

function sentences({ errors, reached, alarms, backAt }: UpdateTimeline): readonly string[] {
  const { count, seconds, firstAt, lastAt } = errors;
  return [
    ...(firstAt === null || lastAt === null
      ? []
      : [
          `${plural(count, "error")} met those outside, from ${instant(firstAt)} to ${instant(lastAt)}, in ${plural(seconds, "second")}`,
        ]),
    ...reached.map((each) => {
      const { logicalId, requests, firstErrorAt, lastErrorAt } = each;
      const span = `from ${instant(each.firstAt)} to ${instant(each.lastAt)}`;
      const failed =
        firstErrorAt === null || lastErrorAt === null
          ? "none of them failed"
          : `${number(each.errors)} of them failed, from ${instant(firstErrorAt)} to ${instant(lastErrorAt)}`;
      return `${plural(requests, "request")} reached the new ${logicalId}, ${span}: ${failed}`;
    }),
    ...alarms.map(
      ({ logicalId, at, from, to, reason }) =>
        `${logicalId} went from ${from} to ${to} at ${instant(at)}: ${reason}`,
    ),
    ...(backAt === undefined ? [] : [`all traffic was back at ${instant(backAt)}`]),
  ];
}

/** To the millisecond. */
const instant = (at: number): string =>
  formatDuration((Math.round(at / 1_000) * 1_000) as Duration);
