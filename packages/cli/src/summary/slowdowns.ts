import {
  number,
  percentage,
  time,
  type Assumption,
  type RunReport,
  type Sensitivity,
  type Slowdown,
} from "@orrery/aws";
import { formatDuration, type Duration } from "@orrery/kernel";
import { wrapped } from "./format.ts";
import type { Drawing } from "./table.ts";

/** What was slowed down, and how much the answers depend on what is assumed of it. */
export function slowdownList(
  { slowdowns }: RunReport,
  sensitivity: Sensitivity | null,
  { columns, colors }: Drawing,
): string {
  if (slowdowns.length === 0) return "";
  const titles = [...new Set(slowdowns.map(({ title }) => title))];
  const lines = titles.flatMap((title) => [
    colors.bold(title),
    ...slowdowns
      .filter((slowdown) => slowdown.title === title)
      .flatMap((slowdown) => [`  ${slowdown.text}`, estimate(slowdown, sensitivity !== null)]),
  ]);
  if (sensitivity !== null) lines.push(...changes(sensitivity));
  return lines
    .map((line) => wrapped(line, columns, line.startsWith("    ") ? "      " : "    "))
    .join("\n");
}

function estimate({ assumptions }: Slowdown, isTried: boolean): string {
  const said = assumptions.map(
    (one) => `${one.subject} (${one.setting}, here ${shown(one, "value")})`,
  );
  const all = (end: "low" | "high") => assumptions.map((one) => shown(one, end)).join(" and ");
  const tried = isTried
    ? `The same run with ${all("low")}, then with ${all("high")}:`
    : `Plausible is anything from ${all("low")} to ${all("high")}; what that changes was not tried.`;
  return `    AWS does not say ${said.join(", nor ")}: ours are estimates. ${tried}`;
}

const shown = ({ form, ...figures }: Assumption, which: "value" | "low" | "high"): string =>
  form === "time" ? formatDuration(figures[which] as Duration) : percentage(figures[which], 1);

function changes({ differences, failure }: Sensitivity): readonly string[] {
  if (failure !== null) return [`    could not be tried: ${failure}`];
  if (differences.length === 0) {
    return [
      "    nothing changes of waiting times, backlogs, dead letters, throttles and failures.",
    ];
  }
  return differences.map(({ resource, title, form, low, received, high }) => {
    const show = form === "time" ? time : number;
    return `    ${resource}, ${title}: ${show(low)}, then ${show(high)}; here ${show(received)}`;
  });
}
