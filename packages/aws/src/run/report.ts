import { inSeconds, table, type Duration, type Meter } from "@orrery/kernel";
import type { ControlState } from "../control/state.ts";
import { actionsOf, type ActionReport } from "./action-report.ts";
import { costOf, type Cost } from "./cost.ts";
import {
  decidingAssumptionsOf,
  tellsOfAssumption,
  type DecidingAssumption,
} from "./deciding-assumptions.ts";
import { conductOf, conductSaid } from "./expectation/conduct.ts";
import { vacuityOf } from "./expectation/vacuity.ts";
import {
  errorGroupsOf,
  feltOf,
  partsOf,
  slowdownsOf,
  type ErrorGroup,
  type PartReport,
  type Slowdown,
} from "./failures.ts";
import { reliedOn, type Rule } from "../service/rule.ts";
import { controlName } from "../service/service-model.ts";
import { withinSaid } from "./expectation/within.ts";
import { measured, nameOf, statisticOf, type MeasuredRun } from "./measured.ts";
import type { Run } from "./run.ts";
import { viewOf } from "./run-view.ts";
import { time } from "../text/figures.ts";
import type { RecordedOf } from "./percentiles.ts";
import {
  percentOf,
  type ConductMeasure,
  type ExpectedBounds,
  type Expectation,
  type Measure,
  type MetricNumber,
  type Statistic,
} from "./scenario.ts";
import { isCountMetric, isDurationMetric } from "../metrics.ts";
import { followers, services, rulesOf } from "../services.ts";
import { unmodeledOperationsOf, type UnmodeledOperation } from "./unmodeled-operations.ts";
import { warningsOf } from "./warnings/warnings.ts";

/** What a run came to. Durations are whole microseconds of virtual time. */
export interface RunReport {
  readonly seed: number | string;
  readonly asOf: string;
  /** 16 hexadecimal digits. */
  readonly digest: string;
  readonly events: number;
  readonly virtualSeconds: number;
  /** By resource and metric. */
  readonly metrics: Readonly<Record<string, Readonly<Record<string, MetricReport>>>>;
  /** What became of the parts of resources, such as the subscriptions of topics, and what callers had of each route. */
  readonly parts: readonly PartReport[];
  /** Why work failed, by resource, cause and type. */
  readonly errors: readonly ErrorGroup[];
  /** What was done to the architecture at its times. */
  readonly actions: readonly ActionReport[];
  /** What was called that is not modeled, and answered as the scenario says. */
  readonly unmodeled: readonly UnmodeledOperation[];
  /** Which figures that AWS does not give decided something; a scenario's `assumptions` may say others. */
  readonly assumptions: readonly DecidingAssumption[];
  /** What was slowed down so that it counted, by settings that AWS does not give. */
  readonly slowdowns: readonly Slowdown[];
  readonly cost: Cost;
  readonly expectations: readonly Verdict[];
  /** Ids of the rules relied on. */
  readonly rules: Readonly<Record<Rule["status"], readonly string[]>>;
  readonly warnings: readonly string[];
}

/** The numbers of one metric; percentiles where they were recorded: the usual ones, and those that somebody expects. */
export type MetricReport = { readonly [Name in Exclude<Statistic, Percentile>]: number } & {
  readonly [Name in Percentile]?: number;
};

type Percentile = `p${number}`;

const usualPercentiles: readonly Percentile[] = ["p50", "p90", "p95", "p99", "p99.9"];

/** An expectation and whether it holds. */
export interface Verdict {
  /** Such as `Orders.ApproximateAgeOfOldestMessage`, `Worker.Errors / Worker.Invocations` or `cost.month`. */
  readonly metric: string;
  /** `null` of a ratio, whose metrics name it, and of costs. */
  readonly statistic: Statistic | null;
  /** Whether the numbers are microseconds, shares, US dollars or plain. */
  readonly form: "time" | "share" | "dollars" | "number";
  readonly expected: ExpectedBounds;
  /** `null` when nothing was observed: then it does not hold. */
  readonly received: number | null;
  readonly holds: boolean;
  /**
   * Why it says nothing of the run, as the rest of a sentence: it cannot fail, nothing was observed,
   * nothing happened, or the run was cut off. `null` for one that says something.
   */
  readonly vacuous: string | null;
  /** Which part of the run it is about, such as ` from 5m`; left out: all of it. */
  readonly within?: string;
  /** Of how a resource fared: the expectation in words, such as `Orders loses nothing`; left out: it has no words. */
  readonly sentence?: string;
  /** Of how a resource fared: where and when, in clauses. */
  readonly details?: readonly string[];
}

/** The report of a run as far as it has come. */
export function reportOf(run: Run, recordedOf: RecordedOf = () => null): RunReport {
  const { simulation, scenario } = run;
  const view = viewOf(run);
  const metrics: Record<string, Record<string, MetricReport>> = {};
  const numbersExpected = scenario.expectations.flatMap(numbersIn);
  for (const [name, component] of view.reported) {
    const expected = numbersExpected.filter(({ resource }) => resource === name);
    metrics[name] = metricsOf(run, component, expected, recordedOf);
  }
  const cost = costOf(run);
  const expectations = scenario.expectations.map((expectation) =>
    verdictOf(expectation, { view, cost, recordedOf }),
  );
  const virtualSeconds = inSeconds(simulation.now as number as Duration);
  return {
    seed: run.seed,
    asOf: scenario.asOf,
    digest: simulation.digest,
    events: simulation.events,
    virtualSeconds,
    metrics,
    parts: [...partsOf(view), ...feltOf(view)],
    errors: errorGroupsOf(view),
    actions: actionsOf(view),
    unmodeled: unmodeledOperationsOf(run),
    assumptions: decidingAssumptionsOf(run, view),
    slowdowns: slowdownsOf(view),
    cost,
    expectations,
    rules: rulesByStatus(run),
    warnings: [...warningsOf(run, view), ...expectations.flatMap(vacuityWarning)],
  };
}

function metricsOf(
  { simulation, gauges }: Run,
  component: string,
  expected: readonly MetricNumber[],
  recordedOf: RecordedOf,
): Record<string, MetricReport> {
  const metrics: Record<string, MetricReport> = {};
  for (const [metric, meter] of Object.entries(simulation.metersOf(component))) {
    if (tellsOfAssumption(metric) || (meter.count === 0 && !isCountMetric(metric))) continue;
    metrics[metric] = { ...numbersOf(meter), ...percentilesOf(metric) };
  }
  for (const [gauge, series] of gauges.get(component) ?? []) metrics[gauge] = numbersOf(series);
  return metrics;

  function percentilesOf(metric: string): Partial<Record<Percentile, number>> {
    const recorded = recordedOf(component, metric);
    if (recorded === null) return {};
    const asked = expected.flatMap((one) => (one.metric === metric ? [one.statistic] : []));
    const percentiles: Partial<Record<Percentile, number>> = {};
    for (const statistic of [...usualPercentiles, ...asked]) {
      const percent = statistic === null ? null : percentOf(statistic);
      if (percent !== null) percentiles[statistic as Percentile] = recorded.percentile(percent);
    }
    return percentiles;
  }
}

function numbersOf({ count, sum, min, max }: Meter): MetricReport {
  if (count === 0) return { count, sum, min: 0, max: 0, average: 0 };
  return { count, sum, min, max, average: sum / count };
}

function verdictOf(expectation: Expectation, of: MeasuredRun): Verdict {
  const { min, max, isStrict } = expectation;
  const expected = { min, max, ...(isStrict === undefined ? {} : { isStrict }) };
  const said = saidOf(expectation);
  if ("conduct" in expectation) return { ...said, expected, ...conductVerdict(expectation, of) };
  const received = measured(expectation, of);
  // What was not observed was not checked.
  const holds = received !== null && isWithin(received, expected);
  const vacuous = vacuityOf({ expectation, statistic: said.statistic, received }, of.view);
  return { ...said, expected, received, holds, vacuous };
}

function conductVerdict(
  expectation: ConductMeasure & ExpectedBounds,
  { view }: MeasuredRun,
): Pick<Verdict, "received" | "holds" | "vacuous" | "details" | "sentence"> {
  const finding = conductOf(expectation, view);
  const sentence = conductSaid(expectation);
  const words = sentence === null ? {} : { sentence };
  const isAllowed = finding.received !== null && isWithin(finding.received, expectation);
  // What is not over is not known to be within its bounds; it may be known to be beyond them.
  const received = finding.isLeast === true && isAllowed ? null : finding.received;
  const vacuous =
    received !== finding.received
      ? `it was not over when the run ended, at ${time(view.now)}`
      : vacuityOf({ expectation, statistic: null, received, finding }, view);
  return {
    received,
    holds: received !== null && isAllowed,
    vacuous,
    details: finding.details,
    ...words,
  };
}

/** How a verdict names what it is about. */
function saidOf(measure: Measure): Pick<Verdict, "metric" | "statistic" | "form" | "within"> {
  if ("cost" in measure)
    return { metric: `cost.${measure.cost}`, statistic: null, form: "dollars" };
  const part = measure.within === undefined ? {} : { within: withinSaid(measure.within) };
  if ("conduct" in measure) {
    const { resource, conduct } = measure;
    const form = conduct === "recovery" ? "time" : "number";
    return { metric: `${resource}.${conduct}`, statistic: null, form, ...part };
  }
  const { resource, metric, per } = measure;
  if (per !== undefined) {
    const name = `${nameOf(measure)} / ${nameOf(per)}`;
    return { metric: name, statistic: null, form: "share", ...part };
  }
  const statistic = statisticOf(measure);
  const isTime = isDurationMetric(metric) && statistic !== "count";
  return { metric: `${resource}.${metric}`, statistic, form: isTime ? "time" : "number", ...part };
}

function isWithin(received: number, { min, max, isStrict }: ExpectedBounds): boolean {
  if (received === min || received === max) return isStrict !== true;
  return (min === null || received > min) && (max === null || received < max);
}

/** The numbers of metrics that a measure is made of. */
function numbersIn(measure: Measure): readonly MetricNumber[] {
  if ("cost" in measure || "conduct" in measure) return [];
  return [measure, ...(measure.per === undefined ? [] : [measure.per])];
}

/** Of an expectation that holds and says nothing; one that does not hold is seen anyway. */
const vacuityWarning = ({ metric, within = "", sentence, holds, vacuous }: Verdict): string[] =>
  holds && vacuous !== null
    ? [
        `The expectation ${sentence === undefined ? `of ${metric}${within}` : `that ${sentence}`} says nothing of this run: ${vacuous}.`,
      ]
    : [];

function rulesByStatus(run: Run): RunReport["rules"] {
  const { resources, scenario, simulation } = run;
  const { called } = simulation.stateOf(controlName) as ControlState; // The control plane's own.
  const settingsOfKinds = new Map<string, unknown[]>();
  for (const { kind, component } of resources) {
    const others = settingsOfKinds.get(kind);
    if (others === undefined) settingsOfKinds.set(kind, [simulation.settingsOf(component)]);
    else others.push(simulation.settingsOf(component));
  }
  settingsOfKinds.set(
    "workload",
    scenario.workloads.map((_, place) => simulation.settingsOf(`workload:${place + 1}`)),
  );
  const rules = followers.flatMap((follower) => {
    const settings = settingsOfKinds.get(follower) ?? [];
    const isFollowed =
      settings.length > 0 ||
      services.some(({ service }) => service === follower) || // Its operations were called or not.
      (follower === "consumer" && (scenario.consumers ?? []).length > 0) ||
      (follower === "eventPattern" &&
        scenario.architecture.some(({ params }) => "FilterCriteria" in params));
    const [service = ""] = follower.split(".");
    const reliance = {
      settings,
      called: (name: string) => table.has(called, `${service}:${name}`),
    };
    return isFollowed ? reliedOn(rulesOf(follower), reliance) : [];
  });
  const idsOf = (status: Rule["status"]) =>
    rules.filter((rule) => rule.status === status).map(({ id }) => id);
  return {
    assumed: [
      ...idsOf("assumed"),
      // What the scenario says of them is no rule of AWS.
      ...unmodeledOperationsOf(run).map(({ operation }) => `unmodeled.${operation}`),
    ],
    measured: idsOf("measured"),
    documented: idsOf("documented"),
  };
}
