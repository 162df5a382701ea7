import Table from "cli-table3";
import colors from "picocolors";
import type { MetricReport, Run, RunReport, RunResource } from "@orrery/aws";
import { formatDuration, type Duration } from "@orrery/kernel";
import { sparkline } from "./sparkline.ts";

/** How long a run took, and whether it came to its end. */
export interface RunTime {
  readonly wallSeconds: number;
  readonly eventsPerSecond: number;
  readonly finished: boolean;
}

type Metrics = Readonly<Record<string, MetricReport>>;

/** What came of a run, for people. */
export function summaryOf(path: string, run: Run, report: RunReport, time: RunTime): string {
  const parts = [
    headOf(path, run, report, time),
    latencyTable(report),
    queueTable(run, report),
    functionTable(run, report),
    mappingTable(run, report),
    backlogCharts(run),
    costTable(report),
    expectationList(report),
    warningList(report),
    rulesOf(report),
    `${colors.bold("digest")} ${report.digest}`,
  ];
  return `${parts.filter((part) => part !== "").join("\n\n")}\n`;
}

function headOf(path: string, run: Run, report: RunReport, time: RunTime): string {
  const virtual = formatDuration(Math.round(report.virtualSeconds * 1e6) as Duration);
  const whole = formatDuration(run.scenario.duration);
  const span = time.finished ? virtual : `${virtual} of ${whole}, interrupted,`;
  return [
    `${colors.bold(path)} · seed ${report.seed} · AWS's rules of ${report.asOf} · ${run.scenario.region}`,
    `${span} of virtual time in ${time.wallSeconds.toFixed(1)} s: ` +
      `${number(report.events)} events, ${number(time.eventsPerSecond)} a second`,
  ].join("\n");
}

const latencies: readonly (readonly [metric: string, title: string])[] = [
  ["MessageLatency", "message sent → processed"],
  ["MessageAgeAtReceive", "message sent → first received"],
  ["Duration", "invocation"],
  ["InitDuration", "cold start"],
  ["ResponseTime", "answer to the workload"],
];

function latencyTable(report: RunReport): string {
  const rows = Object.entries(report.metrics).flatMap(([resource, metrics]) =>
    latencies.flatMap(([metric, title]) => {
      const numbers = metrics[metric];
      if (numbers === undefined || numbers.count === 0) return [];
      const { p50, p90, p99, "p99.9": p999, max } = numbers;
      const cells = [p50, p90, p99, p999, max].map((value) =>
        value === undefined ? "" : duration(value),
      );
      return [[`${resource}: ${title}`, ...cells]];
    }),
  );
  return table(["latency", "p50", "p90", "p99", "p99.9", "max"], rows);
}

function queueTable(run: Run, report: RunReport): string {
  const rows = resourcesOf(run, report, "sqs.queue").map(([name, metrics]) => [
    name,
    sum(metrics, "NumberOfMessagesSent"),
    sum(metrics, "NumberOfMessagesReceived"),
    sum(metrics, "NumberOfMessagesDeleted"),
    sum(metrics, "MessagesMovedToDeadLetterQueue"),
    most(metrics, "ApproximateNumberOfMessagesVisible"),
    most(metrics, "ApproximateNumberOfMessagesNotVisible"),
    longest(metrics, "ApproximateAgeOfOldestMessage"),
  ]);
  return table(
    [
      "queue",
      "sent",
      "received",
      "deleted",
      "dead letters",
      "most waiting",
      "most in flight",
      "oldest",
    ],
    rows,
  );
}

function functionTable(run: Run, report: RunReport): string {
  const rows = resourcesOf(run, report, "lambda.function").map(([name, metrics]) => [
    name,
    sum(metrics, "Invocations"),
    sum(metrics, "Errors"),
    sum(metrics, "Throttles"),
    sum(metrics, "ColdStarts"),
    most(metrics, "ConcurrentExecutions"),
  ]);
  return table(
    ["function", "invocations", "errors", "throttles", "cold starts", "most concurrent"],
    rows,
  );
}

function mappingTable(run: Run, report: RunReport): string {
  const rows = resourcesOf(run, report, "lambda.eventSourceMapping").map(([name, metrics]) => [
    name,
    sum(metrics, "PolledEventCount"),
    sum(metrics, "FilteredOutEventCount"),
    sum(metrics, "FailedInvokeEventCount"),
    sum(metrics, "DeletedEventCount"),
    (metrics["BatchSize"]?.average ?? 0).toFixed(1),
    most(metrics, "Pollers"),
  ]);
  return table(
    [
      "event source mapping",
      "polled",
      "filtered out",
      "failed",
      "deleted",
      "mean batch",
      "most pollers",
    ],
    rows,
  );
}

function backlogCharts(run: Run): string {
  const lines = run.resources.flatMap(({ kind, logicalId, component }) => {
    const series = run.gauges.get(component)?.get("ApproximateNumberOfMessagesVisible");
    if (kind !== "sqs.queue" || series === undefined || series.max <= 0) return [];
    const values = series.points.map(({ value }) => value);
    return [`${logicalId.padEnd(24)} ${sparkline(values, 60)} up to ${number(series.max)}`];
  });
  return lines.length === 0 ? "" : [colors.bold("waiting over time"), ...lines].join("\n");
}

function costTable({ cost }: RunReport): string {
  const rows = cost.resources.flatMap(({ resource, items }) =>
    items.map(({ what, quantity, unit, dollars }) => [
      resource,
      what,
      `${number(quantity)} ${unit}`,
      money(dollars),
    ]),
  );
  if (rows.length === 0) return "";
  rows.push([colors.bold("total"), "", "", colors.bold(money(cost.total))]);
  const assumed = cost.assumptions.map((assumption) => colors.dim(`  ${assumption}`));
  return [table(["cost", "", "", "US dollars"], rows), ...assumed].join("\n");
}

function expectationList({ expectations }: RunReport): string {
  if (expectations.length === 0) return "";
  const lines = expectations.map(({ metric, statistic, expected, received, holds }) => {
    const isTime = /Age|Duration|Latency|Time/.test(metric);
    const show = (value: number) =>
      isTime && statistic !== "count" ? duration(value) : number(value);
    const bounds = [
      expected.min === null ? "" : `at least ${show(expected.min)}`,
      expected.max === null ? "" : `at most ${show(expected.max)}`,
    ].filter((bound) => bound !== "");
    const mark = holds ? colors.green("✓") : colors.red("✗");
    const seen = received === null ? "nothing observed" : show(received);
    return `${mark} ${metric} ${statistic} ${bounds.join(" and ")}: ${seen}`;
  });
  return [colors.bold("expectations"), ...lines].join("\n");
}

function warningList({ warnings }: RunReport): string {
  if (warnings.length === 0) return "";
  return [
    colors.bold("warnings"),
    ...warnings.map((warning) => `${colors.yellow("!")} ${warning}`),
  ].join("\n");
}

function rulesOf({ rules }: RunReport): string {
  const { assumed, measured, documented } = rules;
  return (
    `${colors.bold("rules relied on")} ${documented.length} documented, ${measured.length} measured, ` +
    `${assumed.length} assumed${assumed.length === 0 ? "" : ` (--json lists them)`}`
  );
}

function resourcesOf(
  run: Run,
  report: RunReport,
  kind: RunResource["kind"],
): readonly (readonly [name: string, metrics: Metrics])[] {
  return run.resources.flatMap(({ kind: own, logicalId }) => {
    const metrics = report.metrics[logicalId];
    return own === kind && metrics !== undefined ? [[logicalId, metrics] as const] : [];
  });
}

function table(head: string[], rows: readonly (readonly string[])[]): string {
  if (rows.length === 0) return "";
  const drawn = new Table({
    head: head.map((title, column) => (column === 0 ? colors.bold(title) : colors.dim(title))),
    colAligns: head.map((_, column) => (column === 0 ? "left" : "right")),
    chars: {
      top: "",
      "top-mid": "",
      "top-left": "",
      "top-right": "",
      bottom: "",
      "bottom-mid": "",
      "bottom-left": "",
      "bottom-right": "",
      left: "",
      "left-mid": "",
      mid: "",
      "mid-mid": "",
      right: "",
      "right-mid": "",
      middle: "  ",
    },
    style: { "padding-left": 0, "padding-right": 0, head: [], border: [] },
  });
  drawn.push(...rows.map((row) => [...row]));
  return drawn.toString();
}

const number = (value: number): string =>
  value.toLocaleString("en-US", { maximumFractionDigits: value < 100 ? 2 : 0 });
const money = (dollars: number): string =>
  dollars === 0 ? "0" : dollars.toFixed(dollars < 0.01 ? 6 : dollars < 1 ? 4 : 2);
const sum = (metrics: Metrics, metric: string): string => number(metrics[metric]?.sum ?? 0);
const most = (metrics: Metrics, metric: string): string => number(metrics[metric]?.max ?? 0);
const longest = (metrics: Metrics, metric: string): string => duration(metrics[metric]?.max ?? 0);

/** A time with three digits that count. */
function duration(microseconds: number): string {
  if (microseconds === 0) return "0";
  if (microseconds < 1_000) return `${Math.round(microseconds)} µs`;
  if (microseconds < 1_000_000) return `${digits(microseconds / 1_000)} ms`;
  if (microseconds < 120_000_000) return `${digits(microseconds / 1_000_000)} s`;
  const seconds = Math.round(microseconds / 1_000_000);
  const minutes = Math.floor(seconds / 60);
  if (minutes < 120) return `${minutes} m ${seconds % 60} s`;
  return `${Math.floor(minutes / 60)} h ${minutes % 60} m`;
}

const digits = (value: number): string => value.toFixed(value < 10 ? 2 : value < 100 ? 1 : 0);
