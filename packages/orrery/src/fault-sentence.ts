import type { FaultInput } from "@orrery/aws";
import { formatDuration, type Duration, type DurationText } from "@orrery/kernel";

/** Kinds of faults, as `anyFaults` tells them apart. */
export type FaultKind =
  | "outage"
  | "refuse"
  | "delay"
  | "lostRequest"
  | "lostAnswer"
  | "duplicate"
  | "crash"
  | "fail"
  | "slow"
  | "hang";

/** A fault as a scenario says it, with durations in microseconds. */
export type GivenFault = FaultInput & {
  readonly at: Duration;
  readonly for?: Duration;
  readonly by?: DurationText;
  readonly share?: number;
};

/** A fault in words, such as `outage of Worker from 5 s to 10 s`. */
export function sentenceOf(fault: GivenFault): string {
  const { at, for: length, share = 1 } = fault;
  const some = share === 1 ? "" : `${share * 100} % of `;
  const when =
    length === undefined
      ? `at ${formatDuration(at)}`
      : `from ${formatDuration(at)} to ${formatDuration((at + length) as Duration)}`;
  return `${whatOf(fault, some)} ${when}`;
}

function whatOf(fault: GivenFault, some: string): string {
  const { outage, refuse, delay, drop, duplicate, crash, fail, slow } = fault;
  if (outage !== undefined) return `outage of ${outage}`;
  if (refuse !== undefined)
    return `${some}requests to ${refuse} refused with ${fault.with ?? "an error"}`;
  if (delay !== undefined) return `${some}requests to ${delay} ${fault.by ?? ""} late`;
  if (drop !== undefined) {
    return `${some}${fault.direction === "reply" ? "answers of" : "requests to"} ${drop} lost`;
  }
  if (duplicate !== undefined) return `${some}requests to ${duplicate} twice`;
  if (fail !== undefined) {
    return `${some}invocations of ${fail} failing with ${fault.with ?? "an error"}`;
  }
  if (slow !== undefined) {
    if (fault.untilTimeout === true) {
      return `${some}invocations of ${slow} hanging until their timeout`;
    }
    const much =
      fault.factor === undefined ? `${fault.by ?? ""} longer` : `${fault.factor} × as long`;
    return `${some}invocations of ${slow} taking ${much}`;
  }
  return `${some}environments of ${crash ?? ""} dead`;
}
