import { formatDuration, type Duration, type FaultTally } from "@orrery/kernel";
import type { Run } from "../run.ts";
import type { ScenarioFault } from "../scenario.ts";
import type { WarningTopic } from "./warning-topic.ts";

/** Faults that struck nothing, and why: what was to be tried was not. */
export const faultWarnings: WarningTopic = ({ run }) => {
  const tallies = run.simulation.faultTallies; // In the order of the scenario's.
  return run.scenario.faults.flatMap((fault, place) => {
    const tally = tallies[place];
    if (tally === undefined || tally.struck > 0) return [];
    return [
      `The ${fault.name} of ${fault.to} struck nothing: ${whyNot(fault, place, tally, run)}.`,
    ];
  });
};

function whyNot(fault: ScenarioFault, place: number, tally: FaultTally, run: Run): string {
  const { from, until, to, share, sender, activation = 1 } = fault;
  const end = run.simulation.now as number as Duration;
  if (from >= end) {
    return `it begins at ${formatDuration(from)}, and the run ends at ${formatDuration(end)}`;
  }
  if (tally.isThere === false) {
    return `it is not there in this run, by its activation of ${percent(activation)}`;
  }
  if (fault.type === "crash") {
    return share === 1 || tally.seen === 0
      ? `no invocation of ${to} was running at ${formatDuration(from)}${share < 1 ? `, or its share of ${percent(share)} met none` : ""}`
      : `its share of ${percent(share)} met none`;
  }
  const isReply = "direction" in fault && fault.direction === "reply";
  const what = isReply ? `answers of ${to}` : `requests that reached ${to}`;
  const span = `from ${formatDuration(from)} to ${formatDuration(until < end ? until : end)}`;
  if (tally.seen === 0) {
    const hidden = hiders(fault, place, run.scenario.faults);
    const left = hidden === "" ? "" : ` that ${hidden} had not struck before`;
    return isReply
      ? `${to} gave no answer ${span}${left}`
      : `no request reached ${to} ${span}${left}`;
  }
  if (sender !== undefined && tally.meant === 0) {
    return `none of the ${tally.seen} ${what} ${span} ${isReply ? "went to" : "came from"} ${sender}`;
  }
  return `its share of ${percent(share)} met none of ${tally.meant} ${what} ${span}`;
}

/** Faults that come first for the same requests, by name. */
function hiders(
  { to, from, until }: ScenarioFault,
  place: number,
  faults: readonly ScenarioFault[],
): string {
  return faults
    .slice(0, place)
    .filter((other) => other.to === to && other.from < until && other.until > from)
    .map(({ name }) => name)
    .join(" or ");
}

const percent = (part: number): string => `${Math.round(part * 1e6) / 1e4}%`;
