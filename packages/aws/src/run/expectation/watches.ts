import { minutes, own, type Instant, type Recorder, type RecorderOf } from "@orrery/kernel";
import type { WayLost } from "../../service/reporting.ts";
import { isDurationMetric } from "../../metrics.ts";
import { allKinds } from "../../services.ts";
import type { AwsSimulation } from "../simulate.ts";
import type { ConductMeasure, Measure, MetricNumber, Scenario, Within } from "../scenario.ts";
import { RecoveryWatch, type Level } from "./recovery.ts";
import { Window } from "./window.ts";
import { spanOf, withinSaid, type Span } from "./within.ts";

/** What a resource accepted, what is there, and how it lost the rest, as far as a run has come. */
export interface Account {
  readonly accepted: number;
  readonly there: number;
  readonly ways: readonly WayLost[];
}

/** A run as watches see it. */
export interface Watched {
  readonly simulation: AwsSimulation;
  /** The component of a resource, by its logical id. */
  componentOf(resource: string): string | undefined;
  accountOf(resource: string): Account;
}

/** What of a run is watched while it goes on, since no report could say it afterwards. */
export class Watches {
  /** Whether there is anything to look at each second. */
  readonly isNeeded: boolean;
  private readonly scenario: Scenario;
  private readonly numbers: readonly WatchedNumber[];
  private readonly conducts: readonly WatchedConduct[];
  private readonly recoveries = new Map<string, RecoveryWatch>();

  constructor(scenario: Scenario, measures: readonly Measure[]) {
    this.scenario = scenario;
    this.numbers = measures.flatMap((measure) => this.numbersIn(measure));
    this.conducts = measures.flatMap((measure) => this.conductsIn(measure));
    for (const measure of measures) {
      if (!("conduct" in measure) || measure.conduct !== "recovery") continue;
      this.recoveries.set(measure.resource, new RecoveryWatch(scenario.faults));
    }
    const { length } = [...this.numbers, ...this.conducts, ...this.recoveries.keys()];
    this.isNeeded = length > 0;
  }

  /** Who records beside `others`. */
  recorderOf(others: RecorderOf | undefined): RecorderOf | undefined {
    if (this.numbers.length === 0) return others;
    return (component, kind, metric) => {
      const own = this.numbers.flatMap((number) =>
        number.metric === metric ? [windowOf(number, component)] : [],
      );
      const other = others?.(component, kind, metric) ?? null;
      const all: readonly Recorder[] = other === null ? own : [other, ...own];
      if (all.length < 2) return all[0] ?? null;
      return {
        record(value) {
          for (const each of all) each.record(value);
        },
      };
    };
  }

  /** Looks at a run each second, before the events of that instant. */
  observe({ simulation, componentOf, accountOf }: Watched, now: Instant): void {
    for (const number of this.numbers) {
      for (const window of number.windows.values()) window.turn(now);
      if (now % minutes(1) === 0) readGauge(number, simulation, componentOf, now);
    }
    for (const [resource, watch] of this.recoveries) {
      const level = levelOf(simulation, componentOf(resource), now);
      if (level !== null) watch.read(now, level);
    }
    for (const conduct of this.conducts) {
      look(conduct, { simulation, componentOf, accountOf }, now);
    }
  }

  /** What a metric came to within a part of the run; `undefined`: nobody watched. */
  windowOf(number: MetricNumber, within: Within, component: string): Window | undefined {
    return this.numbers.find(({ key }) => key === keyOf(number, within))?.windows.get(component);
  }

  recoveryOf(resource: string): RecoveryWatch | undefined {
    return this.recoveries.get(resource);
  }

  conductOf(measure: ConductMeasure): WatchedConduct | undefined {
    return this.conducts.find(({ key }) => key === keyOf(measure, measure.within));
  }

  /** Whether a measure can be told without another run. */
  has(measure: Measure): boolean {
    if ("cost" in measure) return true;
    if (!("conduct" in measure)) {
      const { within } = measure;
      return (
        within === undefined ||
        spanOf(within, this.scenario) === null ||
        this.numbers.some(({ key }) => key === keyOf(measure, within))
      );
    }
    if (measure.conduct === "recovery") return this.recoveries.has(measure.resource);
    return !isWatched(measure) || this.conductOf(measure) !== undefined;
  }

  private numbersIn(measure: Measure): readonly WatchedNumber[] {
    if ("cost" in measure || "conduct" in measure || measure.within === undefined) return [];
    const { within, per } = measure;
    const span = spanOf(within, this.scenario);
    if (span === null) return [];
    return [measure, ...(per === undefined ? [] : [per])].map(
      ({ resource, metric, statistic }) => ({
        key: keyOf({ resource, metric, statistic }, within),
        resource,
        metric,
        span,
        windows: new Map(),
      }),
    );
  }

  private conductsIn(measure: Measure): readonly WatchedConduct[] {
    if (!("conduct" in measure) || !isWatched(measure)) return [];
    const span = spanOf(measure.within ?? {}, this.scenario);
    if (span === null) return [];
    const { resource } = measure;
    const key = keyOf(measure, measure.within);
    return [{ key, resource, span, first: null, last: null, firstCame: null }];
  }
}

/** What was lost over a whole run can be told afterwards; when the first message came cannot. */
const isWatched = ({ conduct, within }: ConductMeasure): boolean =>
  conduct === "messages" || (conduct === "losses" && within !== undefined);

interface WatchedNumber {
  readonly key: string;
  readonly resource: string;
  readonly metric: string;
  readonly span: Span;
  /** By component: which of them is the resource is known once it is made. */
  readonly windows: Map<string, Window>;
}

/** What a resource had accepted and lost at the ends of a part of a run. */
export interface WatchedConduct {
  readonly key: string;
  readonly resource: string;
  readonly span: Span;
  /** `null`: it begins with the run, or has not begun. */
  first: Account | null;
  /** `null`: it has not ended. */
  last: Account | null;
  /** The second by which the first message came. */
  firstCame: Instant | null;
}

function look(
  conduct: WatchedConduct,
  { simulation, componentOf, accountOf }: Watched,
  now: Instant,
) {
  const { span, resource } = conduct;
  if (now < span.from || conduct.last !== null) return;
  if (conduct.first === null && span.from > 0) conduct.first = accountOf(resource);
  if (conduct.firstCame === null) {
    const before = conduct.first?.accepted ?? 0;
    if (acceptedBy(simulation, componentOf(resource)) > before) conduct.firstCame = now;
  }
  if (now >= span.until) conduct.last = accountOf(resource);
}

function acceptedBy(simulation: AwsSimulation, component: string | undefined): number {
  if (component === undefined || !simulation.has(component)) return 0;
  const accepted = allKinds.get(simulation.kindOf(component))?.reporting?.accepted;
  const sum = (metric: string) => own(simulation.metersOf(component), metric)?.sum ?? 0;
  return accepted?.({ state: simulation.stateOf(component), sum }) ?? 0;
}

function windowOf({ windows, span, metric }: WatchedNumber, component: string): Window {
  let window = windows.get(component);
  if (window === undefined) {
    windows.set(component, (window = new Window(span, isDurationMetric(metric))));
  }
  return window;
}

function readGauge(
  number: WatchedNumber,
  simulation: AwsSimulation,
  componentOf: (resource: string) => string | undefined,
  now: Instant,
): void {
  const component = componentOf(number.resource);
  if (component === undefined) return;
  const gauges = simulation.gaugesOf(component, now);
  if (!Object.hasOwn(gauges, number.metric)) return;
  const window = windowOf(number, component);
  window.turn(now);
  window.record(gauges[number.metric]!);
}

function levelOf(
  simulation: AwsSimulation,
  component: string | undefined,
  now: Instant,
): Level | null {
  if (component === undefined || !simulation.has(component)) return null;
  const backlog = allKinds.get(simulation.kindOf(component))?.reporting?.backlog;
  if (backlog === undefined) return null;
  const gauges = simulation.gaugesOf(component, now);
  const count = backlog.there.reduce((sum, gauge) => sum + (gauges[gauge] ?? 0), 0);
  return { count, age: backlog.age === undefined ? 0 : (gauges[backlog.age] ?? 0) };
}

function keyOf(about: MetricNumber | ConductMeasure, within: Within | undefined): string {
  const what = "conduct" in about ? about.conduct : about.metric;
  return `${about.resource}.${what}${withinSaid(within)}`;
}
