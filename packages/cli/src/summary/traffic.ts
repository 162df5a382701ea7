import {
  allKinds,
  consumerNames,
  feltColumns,
  feltNoun,
  figureOf,
  isDurationMetric,
  number,
  percentage,
  time,
  type Parts,
  type Relation,
  type Run,
  type RunReport,
  type RunView,
  type Table,
} from "@orrery/aws";
import { own } from "@orrery/kernel";
import { measured, metricsOf, type Measured, type Metrics } from "./metrics.ts";
import { drawTable, type Drawing } from "./table.ts";

/** What was offered from outside, and what became of it. */
export function workloadTable(run: Run, report: RunReport, drawing: Drawing): string {
  const rows = workloadsOf(run, report).map(({ to, metrics }) => {
    const offered = metrics.sum("Offered");
    const answered = metrics.sum("Accepted") + metrics.sum("Refused") + metrics.sum("Failed");
    return [
      to,
      number(offered),
      report.virtualSeconds === 0 ? "" : `${number(offered / report.virtualSeconds)}/s`,
      number(metrics.sum("Accepted")),
      number(metrics.sum("Refused")),
      number(metrics.sum("Failed")),
      number(metrics.sum("Retried")),
      number(metrics.sum("GivenUp")),
      number(offered - answered),
    ];
  });
  return drawTable(
    [
      { title: "workload to" },
      { title: "offered" },
      { title: "mean rate" },
      { title: "accepted" },
      { title: "refused" },
      { title: "failed", optional: true },
      { title: "tried again", optional: true },
      { title: "given up", optional: true },
      { title: "unanswered", optional: true },
    ],
    rows,
    drawing,
  );
}

/** What callers had of each route of HTTP. */
export function feltTable(run: Run, report: RunReport, drawing: Drawing): string {
  const names = new Set(
    Object.keys(report.metrics).slice(-run.scenario.workloads.length || Infinity),
  );
  if (!report.parts.some(({ noun }) => noun === feltNoun)) return "";
  return partsTable({ noun: feltNoun, columns: feltColumns }, report, names, drawing);
}

/** What consumers that are no function read, and what became of it. */
export function consumerTable(run: Run, report: RunReport, drawing: Drawing): string {
  const rows = consumerNames(run.scenario).map((name, place) => {
    const metrics = metricsOf(report, name);
    const { containers = 1 } = run.scenario.consumers![place]!;
    return [
      name,
      number(containers),
      number(metrics.sum("Receives")),
      number(metrics.sum("EmptyReceives")),
      number(metrics.sum("MessagesReceived")),
      number(metrics.sum("MessagesFailed")),
      number(metrics.sum("RefusedReceives") + metrics.sum("RefusedDeletions")),
      number(metrics.of("BusyWorkers")?.max ?? 0),
    ];
  });
  return drawTable(
    [
      { title: "consumer" },
      { title: "containers" },
      { title: "receives" },
      { title: "empty" },
      { title: "messages" },
      { title: "failed" },
      { title: "refused", optional: true },
      { title: "most at once" },
    ],
    rows,
    drawing,
  );
}

function workloadsOf(run: Run, report: RunReport) {
  const { workloads } = run.scenario;
  const names = Object.keys(report.metrics).slice(-workloads.length || Infinity);
  return workloads.map(({ to }, place) => ({
    to: workloads.length === 1 ? to : `${place + 1} ${to}`,
    metrics: metricsOf(report, names[place] ?? ""),
  }));
}

/** Of each kind that was measured, its table with a row for each resource. */
export function kindTables(view: RunView, report: RunReport, drawing: Drawing): readonly string[] {
  return [...allKinds].flatMap(([name, kind]) => {
    const resources = measured(view.run, report, name);
    if (resources.length === 0) return [];
    const { table, parts } = kind.reporting ?? {};
    const names = new Set(resources.map(({ name }) => name));
    const ofParts = parts === undefined ? [] : [partsTable(parts, report, names, drawing)];
    if (table === undefined) return ofParts;
    const rows = resources.map((one) => [
      labelOf(one.name, view),
      ...table.columns.map((column) => cell(column, one, view.run)),
    ]);
    const head = { title: table.title ?? kind.noun };
    return [drawTable([head, ...table.columns], rows, drawing), ...ofParts];
  });
}

/** What resources consist of, with a row for each part. */
function partsTable(
  { noun, columns }: Pick<Parts, "noun" | "columns">,
  report: RunReport,
  of: ReadonlySet<string>,
  drawing: Drawing,
): string {
  const parts = report.parts.filter((part) => part.noun === noun && of.has(part.resource));
  // Names are long: whose they are is said where there are several.
  const isOfOne = parts.every(({ resource }) => resource === parts[0]!.resource);
  const rows = parts.map(({ resource, name, counts }) => [
    isOfOne ? name : `${resource} → ${name}`,
    ...columns.map((column) => number(counts[column.name]!)), // It has all of them.
  ]);
  return drawTable([{ title: noun }, ...columns], rows, drawing);
}

function cell(
  column: Table["columns"][number],
  { metrics, component }: Measured,
  run: Run,
): string {
  const value = figureOf(column, {
    over: (metric) => metrics.of(metric),
    now: (gauge) => own(run.simulation.gaugesOf(component), gauge),
  });
  if (column.shareOf !== undefined && value !== 0) {
    return `${number(value)} (${percentage(value, metrics.sum(column.shareOf))})`;
  }
  return isDurationMetric(column.metrics[0]!) ? time(value) : number(value);
}

/** A resource by its name; one that reads by what it brings where. */
function labelOf(name: string, view: RunView): string {
  const seen = view.named(name);
  const [reads] = seen === undefined ? [] : view.outOf(seen, "reads");
  const [sends] = seen === undefined ? [] : view.outOf(seen, "sendsTo");
  if (reads === undefined || sends === undefined) return name;
  return `${endOf(reads)} → ${endOf(sends)}`;
}

/** Where one thing alone reads, by that. */
function wholeWayOf(name: string, view: RunView): string {
  const seen = view.named(name);
  const [source] = (seen === undefined ? [] : view.outOf(seen, "reads")).flatMap(
    ({ to }) => to ?? [],
  );
  const isOnly = source !== undefined && view.into(source, "reads").length === 1;
  return isOnly ? source.name : labelOf(name, view);
}

const endOf = ({ to, arn }: Relation): string => to?.name ?? arn.slice(arn.lastIndexOf(":") + 1);

/** Whether two metrics have the same numbers. */
const isSame = (metrics: Metrics, one: string, other: string): boolean =>
  JSON.stringify(metrics.of(one)) === JSON.stringify(metrics.of(other));

/** How long things took: end to end, and in each service on the way. */
export function latencyTable(view: RunView, report: RunReport, drawing: Drawing): string {
  const rows: (readonly string[])[] = [];
  const add = (title: string, metrics: Metrics, metric: string) => {
    const numbers = metrics.of(metric);
    if (numbers === undefined) return;
    const { p50, p90, p99, "p99.9": p999, max } = numbers;
    rows.push([
      title,
      ...[p50, p90, p99, p999, max].map((value) => (value === undefined ? "" : time(value))),
    ]);
  };
  for (const isWholeWay of [true, false]) {
    for (const [kindName, kind] of allKinds) {
      const all = measured(view.run, report, kindName);
      if (all.length === 0) continue;
      const times = kind.reporting?.times ?? [];
      const shown = times.filter((one) => (one.isWholeWay ?? false) === isWholeWay);
      for (const { name, metrics } of all) {
        const label = isWholeWay ? wholeWayOf(name, view) : labelOf(name, view);
        for (const { title, metric, unlessAs } of shown) {
          const isShown = unlessAs === undefined || !isSame(metrics, metric, unlessAs);
          if (isShown) add(`${label}, ${title}`, metrics, metric);
        }
      }
    }
  }
  for (const name of consumerNames(view.run.scenario)) {
    add(`${name}, end to end`, metricsOf(report, name), "EndToEndLatency");
    add(`${name}, work`, metricsOf(report, name), "ProcessingTime");
  }
  for (const { to, metrics } of workloadsOf(view.run, report)) {
    add(`${to}, answer to caller`, metrics, "ResponseTime");
  }
  const columns = ["latency", "p50", "p90", "p99", "p99.9", "max"];
  return drawTable(
    columns.map((title) => ({ title })),
    rows,
    drawing,
  );
}
