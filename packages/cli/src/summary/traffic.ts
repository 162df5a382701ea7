import { number, percentage, time, type Run, type RunReport } from "@orrery/aws";
import { measured, metricsOf, type Metrics } from "./metrics.ts";
import { pathsOf } from "./paths.ts";
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

function workloadsOf(run: Run, report: RunReport) {
  const { workloads } = run.scenario;
  const names = Object.keys(report.metrics).slice(-workloads.length || Infinity);
  return workloads.map(({ to }, place) => ({
    to: workloads.length === 1 ? to : `${place + 1} ${to}`,
    metrics: metricsOf(report, names[place] ?? ""),
  }));
}

/** What went into each queue, where it went from there, and what is left. */
export function queueTable(run: Run, report: RunReport, drawing: Drawing): string {
  const rows = measured(run, report, "sqs.queue").map(({ name, component, metrics }) => {
    const now = run.simulation.gaugesOf(component);
    const left = ["Visible", "NotVisible", "Delayed"].reduce(
      (sum, condition) => sum + (now[`ApproximateNumberOfMessages${condition}`] ?? 0),
      0,
    );
    return [
      name,
      number(metrics.sum("NumberOfMessagesSent")),
      // Those that removed a message: then what came in and what went out add up.
      number(metrics.sum("NumberOfMessagesDeleted") - metrics.sum("DeletionsWithoutEffect")),
      number(metrics.sum("DeletionsWithoutEffect")),
      number(metrics.sum("MessagesMovedToDeadLetterQueue")),
      number(metrics.sum("MessagesExpired")),
      number(left),
      number(metrics.most("ApproximateNumberOfMessagesVisible")),
      time(metrics.most("ApproximateAgeOfOldestMessage")),
    ];
  });
  return drawTable(
    [
      { title: "queue" },
      { title: "sent" },
      { title: "deleted" },
      { title: "deletions too late", optional: true },
      { title: "dead letters", optional: true },
      { title: "expired", optional: true },
      { title: "left" },
      { title: "most waiting" },
      { title: "oldest" },
    ],
    rows,
    drawing,
  );
}

/** What functions did. */
export function functionTable(run: Run, report: RunReport, drawing: Drawing): string {
  const rows = measured(run, report, "lambda.function").map(({ name, metrics }) => {
    const invocations = metrics.sum("Invocations");
    const withShare = (metric: string) => {
      const count = metrics.sum(metric);
      return count === 0 ? "0" : `${number(count)} (${percentage(count, invocations)})`;
    };
    return [
      name,
      number(invocations),
      withShare("Errors"),
      number(metrics.sum("Throttles")),
      withShare("ColdStarts"),
      number(metrics.most("ConcurrentExecutions")),
    ];
  });
  return drawTable(
    [
      { title: "function" },
      { title: "invocations" },
      { title: "errors" },
      { title: "throttles" },
      { title: "cold starts" },
      { title: "most at once" },
    ],
    rows,
    drawing,
  );
}

/** What may become of a message that was received, and comes to nothing. */
const fates = ["ErrorEventCount", "RefusedEventCount", "LateEventCount", "ReturnedEventCount"];

/** How queues were read. */
export function mappingTable(run: Run, report: RunReport, drawing: Drawing): string {
  const { readByMapping } = pathsOf(run);
  const rows = measured(run, report, "lambda.eventSourceMapping").map(({ name, metrics }) => {
    const path = readByMapping.get(name);
    return [
      path === undefined ? name : `${path.queue} → ${path.reader}`,
      number(metrics.sum("PolledEventCount")),
      number(metrics.sum("FilteredOutEventCount")),
      number(fates.reduce((sum, metric) => sum + metrics.sum(metric), 0)),
      number(metrics.of("BatchSize")?.average ?? 0),
      number(metrics.most("Pollers")),
    ];
  });
  return drawTable(
    [
      { title: "reading" },
      { title: "messages read" },
      { title: "filtered out", optional: true },
      { title: "in vain" },
      { title: "mean batch" },
      { title: "most pollers" },
    ],
    rows,
    drawing,
  );
}

/** How long things took: end to end, and in each service on the way. */
export function latencyTable(run: Run, report: RunReport, drawing: Drawing): string {
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
  const { reads, readsByQueue } = pathsOf(run);
  for (const { mapping, queue, reader } of reads) {
    const isOnly = readsByQueue.get(queue)?.length === 1;
    const title = isOnly ? `${queue}, end to end` : `${queue} → ${reader}, end to end`;
    add(title, metricsOf(report, mapping), "MessageLatency");
  }
  for (const { name, metrics } of measured(run, report, "sqs.queue")) {
    add(`${name}, waiting`, metrics, "MessageAgeAtReceive");
  }
  for (const { name, metrics } of measured(run, report, "lambda.function")) {
    add(`${name}, invocation`, metrics, "Duration");
    add(`${name}, cold start`, metrics, "InitDuration");
  }
  for (const { to, metrics } of workloadsOf(run, report)) {
    add(`${to}, answer to caller`, metrics, "ResponseTime");
  }
  const columns = ["latency", "p50", "p90", "p99", "p99.9", "max"];
  return drawTable(
    columns.map((title) => ({ title })),
    rows,
    drawing,
  );
}
