import { formatDuration, table, type Duration } from "@orrery/kernel";
import type { RunView } from "../run-view.ts";
import type { Workload } from "../scenario.ts";
import { lostCode } from "../../workload/answers.ts";
import { notSentCode } from "../../workload/dispatching.ts";
import { noValueCode } from "../../workload/sessions.ts";
import type { WorkloadSettings, WorkloadState } from "../../workload/state.ts";
import { allKinds } from "../../services.ts";
import { failureOf } from "../../workload/retry.ts";
import { times } from "../../text/figures.ts";

/** What never came, and what was refused: a run that offers less than its scenario seems to say. */
export const workloadWarnings = (view: RunView): readonly string[] =>
  view.run.scenario.workloads.flatMap((workload, place) => {
    const seen = seenOf(view, workload, place);
    return [...absenceWarnings(seen, view), ...refusalWarnings(seen)];
  });

interface SeenWorkload {
  /** As messages name it: `The workload to Orders`. */
  readonly name: string;
  readonly workload: Workload;
  readonly settings: WorkloadSettings;
  readonly state: WorkloadState;
  sum(metric: string): number;
}

function seenOf({ run }: RunView, workload: Workload, place: number): SeenWorkload {
  const { simulation, scenario } = run;
  const component = `workload:${place + 1}`;
  const meters = simulation.metersOf(component);
  const number = scenario.workloads.length === 1 ? "" : ` ${place + 1}`;
  return {
    name: `Workload${number} to ${workload.to}`,
    workload,
    settings: simulation.settingsOf(component) as WorkloadSettings, // Of its kind.
    state: simulation.stateOf(component) as WorkloadState, // Likewise.
    sum: (metric) => meters[metric]?.sum ?? 0,
  };
}

/** The first instant that lies beyond any run: seconds since 1970 that were taken for seconds of the run. */
const farthest = 365 * 86_400_000_000;

function absenceWarnings({ name, workload, settings, sum }: SeenWorkload, view: RunView): string[] {
  const { arrivals, from } = workload;
  const end = Math.min(workload.until ?? Infinity, view.run.scenario.duration);
  const ends = formatDuration(end as Duration); // The run's end is a bound, so it is finite.
  if (arrivals?.type !== "recorded") {
    return sum("Offered") > 0 ? [] : [`${name} offers nothing before it ends at ${ends}.`];
  }
  const { instants, repeatEvery } = arrivals;
  const outside = instants.length - countBefore(instants, end - from);
  if (instants.length === 0) return [`${name} offers nothing: its recording is empty.`];
  if (outside === 0 || repeatEvery !== undefined) return [];
  const first = instants[0]! + settings.from;
  const hint =
    first >= farthest
      ? "; where these are seconds or milliseconds since 1970, set unit: epoch or epoch-ms"
      : "";
  if (outside < instants.length) {
    return [
      `${name} leaves out ${outside} of its ${instants.length} recorded arrivals, which come after its end at ${ends}.`,
    ];
  }
  return [
    `${name} offers nothing: its first recorded arrival comes at ${formatDuration(first as Duration)}, after its end at ${ends}${hint}.`,
  ];
}

/** How many of the ascending instants lie before `end`. */
function countBefore(instants: readonly number[], end: number): number {
  let low = 0;
  let high = instants.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (instants[middle]! < end) low = middle + 1;
    else high = middle;
  }
  return low;
}

function refusalWarnings({ name, settings, state, sum }: SeenWorkload): string[] {
  const warnings: string[] = [];
  const offered = sum("Offered");
  const givenUp = sum("GivenUp");
  const { retry } = settings;
  const refusals = table.list(state.refusals);
  if (givenUp > 0) {
    const codes = refusals
      .filter(([code]) => code === lostCode || failureOf(code) !== "final")
      .map(([code, { count }]) => `${code} ${times(count)}`)
      .join(", ");
    warnings.push(
      `${name} gave up ${share(givenUp, offered)} after ${retry.attempts === 1 ? "one attempt" : `${retry.attempts} attempts`} (${codes}): they are lost, as the AWS SDKs lose them; retry says how often each is tried.`,
    );
  }
  const unpaid = sum("RetriesWithoutBudget");
  if (unpaid > 0) {
    warnings.push(
      `${name} did not try again ${times(unpaid)}, as its budget for that was used up: it had ${retry.budget!.tokens} tokens, of which each new attempt takes ${retry.budget!.retryCost}.`,
    );
  }
  const timedOut = sum("TimedOut");
  if (timedOut > 0) {
    const waited = formatDuration(settings.timeout);
    warnings.push(
      `${name} waited ${waited} in vain for an answer ${times(timedOut)}, and took the request for lost: its timeout decides that, and ${waited} is ${settings.timeout === allKinds.get(settings.target)!.entry!.timeout.default ? "assumed" : "what the scenario says"}.`,
    );
  }
  const notSent = sum("NotSent");
  if (notSent > 0) {
    warnings.push(
      `${name} did not send ${share(notSent, offered)}: its circuit breaker was open, to which it came ${times(sum("CircuitOpened"))}.`,
    );
  }
  const left = sum("SessionsAbandoned");
  if (left > 0) {
    const [, missing] = refusals.find(([code]) => code === noValueCode) ?? [];
    const why = missing === undefined ? "" : ` ${missing.message}`;
    warnings.push(
      `${name} had ${left} of ${sum("SessionsBegun")} sessions end early, as a request of theirs failed.${why}`,
    );
  }
  const refused = sum("Refused") - givenUp - notSent;
  if (refused > 0) {
    const [first] = refusals.filter(
      ([code]) => failureOf(code) === "final" && !ownCodes.includes(code),
    );
    const why = first === undefined ? "" : ` with ${first[0]}: ${first[1].message}`;
    warnings.push(`${name} was refused ${share(refused, offered)}${why}`);
  }
  return warnings;
}

/** Codes that stand for what no service said. */
const ownCodes: readonly string[] = [lostCode, notSentCode, noValueCode];

const share = (part: number, whole: number): string =>
  `${part} of ${whole} ${whole === 1 ? "arrival" : "arrivals"}`;
