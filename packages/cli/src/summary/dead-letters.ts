import {
  throttlesByLimit,
  viewOf,
  type Run,
  type RunReport,
  type RunView,
  type Behavior,
} from "@orrery/aws";
import { formatDuration, own } from "@orrery/kernel";
import { number, percentage, plural, time, wrapped } from "./format.ts";
import { measured, metricsOf, type Metrics } from "./metrics.ts";
import { pathsOf, type Path, type Redrive } from "./paths.ts";
import type { Drawing } from "./table.ts";

/** Which messages were given up or lost, and what speaks for each cause; empty when none were. */
export function deadLetterList(run: Run, report: RunReport, drawing: Drawing): string {
  const { columns, colors } = drawing;
  const { redriveOf, readsByQueue } = pathsOf(run);
  const lines: string[] = [];
  const add = (text: string) =>
    lines.push(wrapped(text, columns, text.startsWith("  ") ? "    " : "  "));
  let look: Look | null = null;
  for (const { name, metrics } of measured(run, report, "sqs.queue")) {
    const redrive = redriveOf.get(name);
    if (metrics.sum("MessagesMovedToDeadLetterQueue") > 0 && redrive !== undefined) {
      look ??= { run, report, view: viewOf(run), faultsOf: faultsByTarget(run) };
      for (const text of queueLines(redrive, metrics)) add(text);
      const paths = readsByQueue.get(name) ?? [];
      for (const path of paths) add(`  ${path.reader}: ${causesOf(path, look).join("; ")}`);
      if (paths.length === 0)
        add("  no function reads it: others received the messages and did not delete them in time");
    }
    const expired = metrics.sum("MessagesExpired");
    if (expired > 0) {
      add(
        `${name}: ${plural(expired, "message")} expired, unread or undeleted until the end of the retention period`,
      );
    }
  }
  return lines.length === 0 ? "" : [colors.bold("dead letters, and why"), ...lines].join("\n");
}

/** What the causes are looked for in. */
interface Look {
  readonly run: Run;
  readonly report: RunReport;
  readonly view: RunView;
  readonly faultsOf: ReadonlyMap<string, readonly string[]>;
}

/** How many were given up, how many of them had been processed, and how the deletions add up. */
function queueLines(
  { queue, target, maxReceiveCount }: Redrive,
  metrics: Metrics,
): readonly string[] {
  const moved = metrics.sum("MessagesMovedToDeadLetterQueue");
  const sent = metrics.sum("NumberOfMessagesSent");
  const share = sent === 0 ? "" : ` (${percentage(moved, sent)} of those sent)`;
  const processed = metrics.sum("DeadLettersProcessed");
  const deletions = metrics.sum("NumberOfMessagesDeleted");
  const idle = metrics.sum("DeletionsWithoutEffect");
  return [
    `${queue} → ${target}: ${plural(moved, "message")}${share} after ${plural(maxReceiveCount, "receive")} each`,
    ...(processed === 0
      ? []
      : [
          `  ${number(processed)} of them had been processed: the consumer was done and asked for their deletion, but only after their visibility timeout`,
        ]),
    ...(idle === 0
      ? []
      : [
          `  ${plural(deletions, "deletion")} removed ${plural(deletions - idle, "message")}: the other ${number(idle)} came when the message had been received again, given up or deleted`,
        ]),
  ];
}

/** What became of the receives of a mapping, and what the scenario says of its function. */
function causesOf(path: Path, look: Look): readonly string[] {
  const { report, run, faultsOf } = look;
  const mapping = metricsOf(report, path.mapping);
  const fn = metricsOf(report, path.reader);
  const failed = mapping.sum("ErrorEventCount");
  const refused = mapping.sum("RefusedEventCount");
  const late = mapping.sum("LateEventCount");
  const returned = mapping.sum("ReturnedEventCount");
  const received = mapping.sum("PolledEventCount") - mapping.sum("FilteredOutEventCount");
  const fates = [
    ...(failed === 0 ? [] : [`${number(failed)} failed${errorsOf(fn)}`]),
    ...(refused === 0
      ? []
      : [`${number(refused)} refused until visible again${throttlesOf(path, fn, look)}`]),
    ...(late === 0
      ? []
      : [`${number(late)} processed too late: ${timesOf(path, mapping, fn, look)}`]),
    ...(returned === 0
      ? []
      : [
          `${number(returned)} never given to the function: the batching window was longer than their visibility timeout, or a message before them failed`,
        ]),
  ];
  const behavior = own(run.scenario.extras ?? {}, path.reader)?.["Behavior"] as
    Behavior | undefined; // As its operation takes it.
  const { poison = 0, failures = 0 } = behavior?.type === "profile" ? behavior : {};
  const faults = [...(faultsOf.get(path.reader) ?? []), ...(faultsOf.get(path.queue) ?? [])];
  return [
    fates.length === 0
      ? "none of its receives came to nothing: the messages were received by others, or their deletions failed"
      : `of ${plural(received, "receive")} ${fates.join(", ")}`,
    ...(poison > 0 ? [`${percentage(poison, 1)} are poison in the scenario`] : []),
    ...(failures > 0 ? [`${percentage(failures, 1)} of invocations fail in the scenario`] : []),
    ...faults.slice(0, mostFaults),
    ...(faults.length > mostFaults ? [`${faults.length - mostFaults} more faults`] : []),
  ];
}

const mostFaults = 3;

function errorsOf(fn: Metrics): string {
  const errors = fn.sum("Errors");
  if (errors === 0) return "";
  const timeouts = fn.sum("Timeouts");
  const late = timeouts === 0 ? "" : `, ${number(timeouts)} by its timeout`;
  const share = percentage(errors, fn.sum("Invocations"));
  return ` (${plural(errors, "invocation")}, ${share}, ended with an error${late})`;
}

function throttlesOf({ reader }: Path, fn: Metrics, { view }: Look): string {
  const throttles = fn.sum("Throttles");
  const settings = view.functionNamed(reader)?.settings;
  if (throttles === 0 || settings === undefined) return "";
  const [most, ...others] = throttlesByLimit((metric) => fn.sum(metric), settings);
  const rest = others.map(({ count, limit }) => `, ${number(count)} by ${limit}`).join("");
  if (others.length === 0) return ` (${plural(throttles, "throttle")} by ${most!.limit})`;
  return ` (${plural(throttles, "throttle")}: ${number(most!.count)} by ${most!.limit}${rest})`;
}

/** What the time in flight was spent on, at most. */
function timesOf(path: Path, mapping: Metrics, fn: Metrics, { view }: Look): string {
  const { reader, queue } = path;
  const hidden = view.queueNamed(queue)?.settings.visibilityTimeout ?? 0;
  const window = view.consumerNamed(path.mapping)?.window ?? 0;
  const coldStart = fn.most("InitDuration");
  const waits = [
    ...(window > 0 ? [`a batching window of ${time(window)}`] : []),
    ...(fn.sum("Throttles") > 0 ? ["throttles"] : []),
    ...(coldStart > 0 ? [`a cold start of up to ${time(coldStart)}`] : []),
  ];
  const by = waits.length === 0 ? "" : ` (${waits.join(", ")})`;
  return (
    `up to ${time(mapping.most("TimeBeforeStart"))} from receive to start${by} and up to ` +
    `${time(fn.most("Duration"))} in ${reader}, against a visibility timeout of ${time(hidden)}`
  );
}

function faultsByTarget({ scenario }: Run): ReadonlyMap<string, readonly string[]> {
  const texts = new Map<string, string[]>();
  for (const { name, to, from, until } of scenario.faults) {
    const text = `${name} of ${to} from ${formatDuration(from)} to ${formatDuration(until)}`;
    const others = texts.get(to);
    if (others === undefined) texts.set(to, [text]);
    else others.push(text);
  }
  return texts;
}
