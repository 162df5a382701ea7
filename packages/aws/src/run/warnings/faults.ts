import { formatDuration, type Duration, type FaultTally } from "@orrery/kernel";
import type { Run } from "../run.ts";
import type { ScenarioFault } from "../scenario.ts";
import type { RunView } from "../run-view.ts";

/** So many faults that struck nothing are told one by one; who has more wants to know how many. */
const mostTold = 10;

/** Faults that struck nothing, and why: what was to be tried was not. */
export const faultWarnings = ({ run }: RunView): readonly string[] => {
  const tallies = run.simulation.faultTallies; // In the order of the scenario's.
  const places = run.scenario.faults.flatMap((_, place) =>
    tallies[place]?.struck === 0 ? [place] : [],
  );
  const told = places.slice(0, mostTold).map((place) => {
    const fault = run.scenario.faults[place]!; // It is one of their places.
    const why = whyNot(fault, place, tallies[place]!, run);
    return `The ${fault.name} of ${fault.to} struck nothing: ${why}.`;
  });
  const more = places.length - told.length;
  return more === 0
    ? told
    : [...told, `${more} more ${more === 1 ? "fault" : "faults"} struck nothing.`];
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
  if (fault.type === "fail" || fault.type === "slow") {
    const span = `from ${formatDuration(from)} to ${formatDuration(until < end ? until : end)}`;
    return tally.seen === 0
      ? `no invocation of ${to} began ${span}`
      : `its share of ${percent(share)} met none of ${tally.seen} invocations of ${to} that began ${span}`;
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

/** The first three faults that come before for the same requests, by name. */
function hiders(
  { to, from, until }: ScenarioFault,
  place: number,
  faults: readonly ScenarioFault[],
): string {
  const names: string[] = [];
  for (let earlier = 0; earlier < place && names.length < 3; earlier += 1) {
    const other = faults[earlier]!; // Up to this one's place.
    if (other.type === "fail" || other.type === "slow") continue;
    if (other.to === to && other.from < until && other.until > from) names.push(other.name);
  }
  return names.join(" or ");
}

const percent = (part: number): string => `${Math.round(part * 1e6) / 1e4}%`;
