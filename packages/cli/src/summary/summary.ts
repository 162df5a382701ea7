import picocolors from "picocolors";
import { number, viewOf, type Run, type RunReport, type Sensitivity } from "@orrery/aws";
import { formatDuration, seconds } from "@orrery/kernel";
import type { Terminal } from "../terminal.ts";
import { actionList } from "./actions.ts";
import { charts } from "./charts.ts";
import { costTable } from "./cost.ts";
import { errorList, unmodeledList } from "./errors.ts";
import { wrapped } from "./format.ts";
import { lossList } from "./losses.ts";
import { slowdownList } from "./slowdowns.ts";
import type { Drawing } from "./table.ts";
import { consumerTable, feltTable, kindTables, latencyTable, workloadTable } from "./traffic.ts";
import { updateList } from "./updates.ts";
import { expectationList, foot, warningList } from "./verdicts.ts";

/** How long a run took, and whether it came to its end. */
export interface RunTime {
  readonly wallSeconds: number;
  readonly finished: boolean;
}

/** What came of a run, for people: ends with a line feed. */
export function summaryOf(
  path: string,
  run: Run,
  report: RunReport,
  runTime: RunTime,
  terminal: Pick<Terminal, "columns" | "colors">,
  sensitivity: Sensitivity | null = null,
): string {
  const { columns } = terminal;
  const view = viewOf(run);
  const drawing: Drawing = { columns, colors: picocolors.createColors(terminal.colors) };
  const parts = [
    headOf(path, run, report, runTime, drawing),
    workloadTable(run, report, drawing),
    feltTable(run, report, drawing),
    latencyTable(view, report, drawing),
    consumerTable(run, report, drawing),
    ...kindTables(view, report, drawing),
    charts(view, drawing),
    actionList(report, drawing),
    updateList(report, drawing),
    lossList(view, drawing),
    slowdownList(report, sensitivity, drawing),
    errorList(report, drawing),
    unmodeledList(report, drawing),
    costTable(report, drawing),
    expectationList(report, drawing),
    warningList(report, drawing),
    foot(report, drawing),
  ];
  return `${parts.filter((part) => part !== "").join("\n\n")}\n`;
}

function headOf(
  path: string,
  { scenario }: Run,
  { asOf, virtualSeconds, events }: RunReport,
  { wallSeconds, finished }: RunTime,
  { columns, colors }: Drawing,
): string {
  const { duration, startsAt, region } = scenario;
  const span = formatDuration(seconds(virtualSeconds));
  const simulated = finished ? span : `${span} of ${formatDuration(duration)}`;
  const speed = number(Math.round(events / wallSeconds));
  const from = startsAt.replace("T", " ").replace(/(:00(\.000)?)?Z$/, " UTC");
  const lines = [
    `${simulated} from ${from} in ${region}, by AWS's rules of ${asOf}`,
    `${number(events)} events in ${number(wallSeconds)} s, ${speed} a second`,
  ].map((line) => wrapped(line, columns, "  "));
  const stopped = finished ? [] : [colors.yellow("stopped by Ctrl-C; this is how far it came")];
  return [colors.bold(path), ...stopped, ...lines].join("\n");
}
