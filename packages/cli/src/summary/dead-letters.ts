import { formatDuration, own } from "@orrery/kernel";
import type { Run, RunReport } from "@orrery/aws";
import { number, percentage, plural, time, wrapped } from "./format.ts";
import { measured, metricsOf } from "./metrics.ts";
import { pathsOf, redrivesOf } from "./paths.ts";
import type { Drawing } from "./table.ts";

/** Which messages were given up or lost, and what speaks for each cause; empty when none were. */
export function deadLetterList(run: Run, report: RunReport, drawing: Drawing): string {
  const { columns, colors } = drawing;
  const lines: string[] = [];
  for (const { name, metrics } of measured(run, report, "sqs.queue")) {
    const moved = metrics.sum("MessagesMovedToDeadLetterQueue");
    const sent = metrics.sum("NumberOfMessagesSent");
    const redrive = redrivesOf(run).find(({ queue }) => queue === name);
    if (moved > 0 && redrive !== undefined) {
      const { target, maxReceiveCount } = redrive;
      const share = sent === 0 ? "" : ` (${percentage(moved, sent)} of those sent)`;
      const text = `${name} → ${target}: ${plural(moved, "message")}${share} after ${plural(maxReceiveCount, "receive")} each`;
      lines.push(wrapped(text, columns, "  "));
      for (const reader of readersOf(run, name)) {
        const causes = causesOf(run, report, name, reader);
        const because = causes.length === 0 ? "no failure that was counted" : causes.join("; ");
        lines.push(wrapped(`  ${reader}: ${because}`, columns, "    "));
      }
    }
    const expired = metrics.sum("MessagesExpired");
    if (expired > 0) {
      const text = `${name}: ${plural(expired, "message")} expired, unread or undeleted until the end of the retention period`;
      lines.push(wrapped(text, columns, "  "));
    }
  }
  return lines.length === 0 ? "" : [colors.bold("dead letters, and why"), ...lines].join("\n");
}

const readersOf = (run: Run, name: string): readonly string[] =>
  pathsOf(run).flatMap(({ queue, reader }) => (queue === name ? [reader] : []));

function causesOf(run: Run, report: RunReport, queue: string, reader: string): readonly string[] {
  const metrics = metricsOf(report, reader);
  const { behaviors, faults } = run.scenario;
  const causes: string[] = [];
  const [errors, timeouts, throttles] = ["Errors", "Timeouts", "Throttles"].map((metric) =>
    metrics.sum(metric),
  ) as [number, number, number]; // As many as there are names.
  if (errors > 0) {
    const share = percentage(errors, metrics.sum("Invocations"));
    const late = timeouts === 0 ? "" : `, ${number(timeouts)} by its timeout`;
    causes.push(`${plural(errors, "invocation")} (${share}) ended with an error${late}`);
  }
  if (throttles > 0) causes.push(`${plural(throttles, "invocation")} throttled`);
  const failed = pathsOf(run)
    .filter((path) => path.queue === queue && path.reader === reader)
    .reduce(
      (sum, { mapping }) => sum + metricsOf(report, mapping).sum("FailedInvokeEventCount"),
      0,
    );
  if (failed > 0) causes.push(`${plural(failed, "receive")} without success`);
  const behavior = own(behaviors, reader);
  if (behavior?.type === "profile") {
    const { failures, poison } = behavior;
    if (poison > 0) causes.push(`${percentage(poison, 1)} are poison in the scenario`);
    if (failures > 0) causes.push(`${percentage(failures, 1)} of invocations fail in the scenario`);
  }
  for (const { name, to, from, until } of faults) {
    if (to !== reader && to !== queue) continue;
    causes.push(`${name} of ${to} from ${formatDuration(from)} to ${formatDuration(until)}`);
  }
  const hidden = visibilityTimeoutOf(run, queue);
  const longest = metrics.most("Duration");
  if (longest > hidden) {
    const text = `invocations of up to ${time(longest)} outlast the visibility timeout of ${time(hidden)}`;
    causes.push(text);
  }
  return causes;
}

const defaultVisibilityTimeout = 30_000_000;

function visibilityTimeoutOf({ scenario }: Run, queue: string): number {
  const made = scenario.architecture.find(
    ({ operation, logicalId }) => operation === "CreateQueue" && logicalId === queue,
  );
  const attributes = made?.params["Attributes"];
  return typeof attributes === "object" && attributes !== null && "VisibilityTimeout" in attributes
    ? Number(attributes["VisibilityTimeout"]) * 1_000_000
    : defaultVisibilityTimeout;
}
