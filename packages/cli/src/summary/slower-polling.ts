import {
  isDurationMetric,
  scalingSettings,
  type Assumption,
  type Difference,
  type OutcomeMetric,
  type RunReport,
  type Sensitivity,
  type Slowdown,
} from "@orrery/aws";
import { formatDuration, type Duration } from "@orrery/kernel";
import { number, percentage, plural, time, wrapped } from "./format.ts";
import type { Drawing } from "./table.ts";

const named: Readonly<Record<OutcomeMetric, string>> = {
  ApproximateAgeOfOldestMessage: "oldest message",
  MessagesLeft: "messages left at the end",
  MessagesMovedToDeadLetterQueue: "dead letters",
  Throttles: "throttles",
  Errors: "failed invocations",
};

/** What slowed reading down, and how much the answers depend on what is assumed of it. */
export function slowerPollingList(
  { slowdowns }: RunReport,
  sensitivity: Sensitivity | null,
  { columns, colors }: Drawing,
): string {
  if (slowdowns.length === 0) return "";
  const lines = slowdowns.flatMap((slowdown) => [
    told(slowdown),
    estimate(slowdown, sensitivity !== null),
  ]);
  if (sensitivity !== null) lines.push(...changes(sensitivity));
  return [
    colors.bold("slower polling, after failures or throttles"),
    ...lines.map((line) => wrapped(line, columns, line.startsWith("    ") ? "      " : "    ")),
  ].join("\n");
}

function told(slowdown: Slowdown): string {
  const { mapping, cause, count, from, until, batchesBefore, batchesLeast, leastAt } = slowdown;
  const what = cause === "errors" ? "failed" : "were throttled or refused";
  const few =
    batchesLeast < batchesBefore
      ? `; at ${time(leastAt)} it could run ${number(batchesLeast)} ${batchesLeast === 1 ? "batch" : "batches"} at once, before that ${number(batchesBefore)}`
      : ` to the ${number(batchesBefore)} there were`;
  return `  ${mapping} read ${slowdown.queue} more slowly: ${plural(count, "invocation")} of ${slowdown.function} ${what}. From ${time(from)} to ${time(until)} messages waited and no poller was added${few}.`;
}

function estimate({ assumptions }: Slowdown, isTried: boolean): string {
  const said = assumptions.map((assumption) => {
    const { text } = scalingSettings[assumption.setting];
    const subject = `${text[0]!.toLowerCase()}${text.slice(1).replace(/[,.].*$/, "")}`;
    return `${subject} (${assumption.setting}, here ${shown(assumption, "value")})`;
  });
  const all = (end: "low" | "high") => assumptions.map((one) => shown(one, end)).join(" and ");
  const tried = isTried
    ? `The same run with ${all("low")}, then with ${all("high")}:`
    : `Plausible is anything from ${all("low")} to ${all("high")}; what that changes was not tried.`;
  return `    AWS does not say ${said.join(", nor ")}: ours are estimates. ${tried}`;
}

function shown({ setting, ...figures }: Assumption, which: "value" | "low" | "high"): string {
  const figure = figures[which];
  return scalingSettings[setting].kind === "duration"
    ? formatDuration(figure as Duration)
    : percentage(figure, 1);
}

function changes({ differences, failure }: Sensitivity): readonly string[] {
  if (failure !== null) return [`    could not be tried: ${failure}`];
  if (differences.length === 0) {
    return [
      "    nothing changes of waiting times, backlogs, dead letters, throttles and failures.",
    ];
  }
  return differences.map(({ resource, metric, low, received, high }: Difference) => {
    const show = isDurationMetric(metric) ? time : number;
    return `    ${resource}, ${named[metric]}: ${show(low)}, then ${show(high)}; here ${show(received)}`;
  });
}
