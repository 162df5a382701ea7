import { unreachable, type Duration } from "@orrery/kernel";
import type { WayLost } from "../../service/reporting.ts";
import { number, plural, time } from "../../text/figures.ts";
import { allKinds } from "../../services.ts";
import type { RunView } from "../run-view.ts";
import type { ConductMeasure, ExceptedLoss, ExpectedBounds, ScenarioFault } from "../scenario.ts";
import { accountOf } from "./account.ts";
import type { Disturbance } from "./recovery.ts";
import type { Account } from "./watches.ts";
import { lengthSaid, spanOf, withinSaid } from "./within.ts";

/** How a resource fared, and what speaks for that. */
export interface Finding {
  /** `null`: that is not known. */
  readonly received: number | null;
  /** It is more than that, as far as is known: the run ended before. */
  readonly isLeast?: true;
  /** Where and when, in clauses. */
  readonly details: readonly string[];
  /** Why it says nothing of the run, as the rest of a sentence; `null`: it says something. */
  readonly vacuous: string | null;
}

const unknown = (vacuous: string): Finding => ({ received: null, details: [], vacuous });

/** How a resource fared in a run that was watched for that. */
export function conductOf(measure: ConductMeasure, view: RunView): Finding {
  const { resource, within, conduct } = measure;
  if (view.named(resource) === undefined) return unknown(`${resource} is not in this run`);
  if (conduct === "recovery") return recoveryOf(measure, view);
  const span = spanOf(within ?? {}, view.run.scenario);
  if (span === null) return unknown("no fault ends in this run");
  if (view.now <= span.from) return unknown(`the run ended at ${time(view.now)}`);
  return conduct === "losses" ? lossesOf(measure, view) : messagesOf(measure, view);
}

/** The disturbances of a resource that began in the part of the run that counts. */
export function disturbancesOf(
  { resource, within }: Pick<ConductMeasure, "resource" | "within">,
  { run, now }: RunView,
): readonly Disturbance[] {
  const { scenario, simulation, watches } = run;
  const tallies = simulation.faultTallies; // In the order of the scenario's.
  const struck = (fault: ScenarioFault) =>
    (tallies[scenario.faults.indexOf(fault)]?.struck ?? 0) > 0;
  const { from, until } = spanOf(within ?? {}, scenario)!; // There is one without a fault.
  const all = watches.recoveryOf(resource)?.disturbances(now, struck) ?? [];
  return all.filter(({ faults: [first] }) => first!.from >= from && first!.from < until);
}

function recoveryOf(measure: ConductMeasure, view: RunView): Finding {
  const { resource } = measure;
  const { scenario } = view.run;
  if (scenario.faults.length === 0) return unknown("no fault is in this run");
  const all = disturbancesOf(measure, view);
  if (all.length === 0) return unknown("no fault struck anything");
  const received = Math.max(...all.map(({ longest }) => longest));
  const isLeast = all.some(({ backAt }) => backAt === null);
  const isQuiet = all.every(
    ({ most, before }) => most.count <= before.count && most.age <= before.age,
  );
  return {
    received,
    ...(isLeast ? { isLeast } : {}),
    details: told(all, (disturbance) => disturbanceSaid(disturbance, resource, view)),
    vacuous: isQuiet
      ? `no fault brought ${resource} above what waited in it before, or how long`
      : null,
  };
}

/** Each of the first few, and how many more there are. */
function told<Thing>(things: readonly Thing[], say: (thing: Thing) => string): readonly string[] {
  const said = things.slice(0, mostTold).map(say);
  const more = things.length - said.length;
  return more === 0 ? said : [...said, `and ${number(more)} more`];
}

const mostTold = 5;

function disturbanceSaid(
  { faults, before, most, endedAt, backAt }: Disturbance,
  resource: string,
  { now, named }: RunView,
): string {
  const [first] = faults;
  const names =
    faults.length === 1 ? nameOf(first!) : `${nameOf(first!)} and ${faults.length - 1} more`;
  const span =
    first!.type === "crash" ? `at ${time(endedAt)}` : `${time(first!.from)} to ${time(endedAt)}`;
  const hasAge = allKinds.get(named(resource)!.kind)?.reporting?.backlog?.age !== undefined;
  const high = hasAge
    ? `backlog ${number(most.count)} and age ${time(most.age)} at most; before it ${number(before.count)} and ${time(before.age)}`
    : `backlog ${number(most.count)} at most; before it ${number(before.count)}`;
  if (backAt !== null) {
    const after = (backAt - endedAt) as Duration;
    return `after ${names} (${span}) back at ${time(backAt)}, ${time(after)} after its end (${high})`;
  }
  if (endedAt >= now) return `${names} (${span}) lasts to the end of the run (${high})`;
  return `after ${names} (${span}) not back by the end of the run, ${time(now - endedAt)} after its end (${high})`;
}

const nameOf = ({ name, to }: ScenarioFault): string => `${name} of ${to}`;

/** What a resource accepted and lost in the part of the run that counts. */
function accountsOf(measure: ConductMeasure, view: RunView): readonly [Account | null, Account] {
  const watched = view.run.watches.conductOf(measure);
  return [watched?.first ?? null, watched?.last ?? accountOf(measure.resource, view)];
}

function lossesOf(measure: ConductMeasure, view: RunView): Finding {
  const { resource, except = [] } = measure;
  const [first, last] = accountsOf(measure, view);
  const before = (text: string) => first?.ways.find((way) => way.text === text)?.count ?? 0;
  const ways = last.ways.map((way) => ({
    ...way,
    count: Math.max(0, way.count - before(way.text)),
  }));
  const counts = ({ type }: WayLost): boolean => {
    if (type === "fromDeadLetters") return except.includes("deadLetters");
    return type === "lost" || !except.includes(type);
  };
  const counted = ways.filter(counts);
  const others = ways.filter((way) => !counts(way) && way.type !== "fromDeadLetters");
  const accepted = last.accepted - (first?.accepted ?? 0);
  const details = [
    ...counted.flatMap(({ count, text }) => (count === 0 ? [] : [`${number(count)} ${text}`])),
    ...others.flatMap(({ count, text }) =>
      count === 0 ? [] : [`${number(count)} ${text}, which do not count`],
    ),
    `of ${plural(accepted, "message")}`,
  ];
  const received = counted.reduce((sum, { count }) => sum + count, 0);
  const reasons = counted.map(({ never }) => never);
  const isSafe = reasons.every((reason) => reason !== null);
  const vacuous =
    accepted === 0 && received === 0
      ? `nothing came to ${resource}${withinSaid(measure.within)}`
      : isSafe
        ? [...new Set(reasons)].join(", and ")
        : null;
  return { received, details, vacuous };
}

function messagesOf(measure: ConductMeasure, view: RunView): Finding {
  const { resource } = measure;
  const [first, last] = accountsOf(measure, view);
  const came = last.accepted - (first?.accepted ?? 0);
  const there = first?.there ?? 0;
  const received = there + came;
  const firstCame = view.run.watches.conductOf(measure)?.firstCame ?? null;
  const by = firstCame === null ? "" : `, the first by ${time(firstCame)}`;
  const details = [
    ...(there === 0 ? [] : [`${plural(there, "message")} there at first`]),
    ...(came === 0 ? [] : [`${plural(came, "message")} came${by}`]),
  ];
  const seen = view.named(resource)!;
  const reporting = allKinds.get(seen.kind)?.reporting;
  const [gauge = ""] = reporting?.backlog?.there ?? [];
  const vacuous = received === 0 ? (reporting?.neverMoves?.(gauge, seen, view) ?? null) : null;
  return { received, details, vacuous };
}

/** An expectation of how a resource fares in words, as scenario files have them; `null`: there are none. */
export function conductSaid(expectation: ConductMeasure & ExpectedBounds): string | null {
  const { resource, conduct, except = [], within, min, max, isStrict } = expectation;
  if (min !== null && !(min === 0 && max === 0)) return null;
  if (max === null || isStrict === true || (conduct !== "recovery" && max !== 0)) return null;
  const part = withinSaid(within);
  switch (conduct) {
    case "recovery":
      return `${resource} recovers within ${lengthSaid(max as Duration)}${part}`;
    case "losses": {
      const names = except.map((type) => exceptedLosses[type]);
      return `${resource} loses nothing${names.length === 0 ? "" : ` but ${names.join(" and ")}`}${part}`;
    }
    case "messages":
      return `${resource} stays empty${part}`;
    default:
      return unreachable(conduct);
  }
}

/** What expectations call losses that do not count. */
export const exceptedLosses: Readonly<Record<ExceptedLoss, string>> = {
  deadLetters: "dead letters",
  filteredOut: "filtered messages",
};
