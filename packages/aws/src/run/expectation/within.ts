import { formatDuration, minutes, seconds, type Duration } from "@orrery/kernel";
import { time } from "../../text/figures.ts";
import type { Scenario, Within } from "../scenario.ts";

/** From one instant up to another. */
export interface Span {
  readonly from: Duration;
  /** Infinity where the run ends first. */
  readonly until: number;
}

const second = seconds(1);

/** The part of a run that is meant; `null`: it has none, since no fault ends in it. */
export function spanOf(
  { from = 0 as Duration, until, afterLastFault }: Within,
  { duration, faults }: Pick<Scenario, "duration" | "faults">,
): Span | null {
  const end = until === undefined || until >= duration ? Infinity : until;
  if (afterLastFault !== true) return { from, until: end };
  if (faults.length === 0) return null;
  const last = Math.max(...faults.map((fault) => fault.until));
  const begin = (Math.ceil(last / second) * second) as Duration;
  return begin < Math.min(end, duration) ? { from: begin, until: end } : null;
}

/** How verdicts name a part of a run: ` from 5 m until 10 m`; empty for all of it. */
export function withinSaid(within: Within | undefined): string {
  if (within === undefined) return "";
  const { from, until, afterLastFault } = within;
  return [
    afterLastFault === true ? " after the last fault" : "",
    from === undefined ? "" : ` from ${lengthSaid(from)}`,
    until === undefined ? "" : ` until ${lengthSaid(until)}`,
  ].join("");
}

/** A length of time that somebody gave: `45 s`, `1 m`, `3 m 10 s`. */
export const lengthSaid = (length: Duration): string =>
  length < minutes(2) ? formatDuration(length) : time(length);
