import {
  acceptedMessages,
  deadLettersOf,
  disturbancesOf,
  findMessage,
  heldIn,
  imprintRecorder,
  isDurationMetric,
  logOfResource,
  measured,
  type Percentiles,
  prepareRun,
  reportOf,
  runFileOf,
  runInPortions,
  storiesOf,
  viewOf,
  type Cost,
  type ErrorGroup,
  type DeadLetter,
  type HeldMessage,
  type Measure,
  type Level,
  type LogEvent,
  type MeasuredRun,
  type MetricName,
  type Run,
  type RunReport,
  type ScenarioFault,
  type Verdict,
  type RunView,
  type SavedCounterexample,
  type Seen,
  type WholeStory,
} from "@orrery/aws";
import { ConfigError, own, seconds, type Duration } from "@orrery/kernel";
import { checkMeasure, idOfReported, readMeasure, resourceNamed, withIds } from "@orrery/templates";
import { errorOf, notOneOf } from "./not-one-of.ts";
import { writeFile } from "./files.ts";
import { MetricNumbers } from "./numbers.ts";
import { entriesOf } from "./traced.ts";
import type { ReadSubject } from "./subject.ts";
import { version } from "./version.ts";

/** A gauge as it was read at an instant. */
export interface Reading {
  readonly at: Duration;
  readonly value: number;
}

/** What faults did to what waits in a resource, and when that was over. */
export interface Recovery {
  /** By their beginning: each of them began before the resource was back. */
  readonly faults: readonly Pick<ScenarioFault, "name" | "to" | "from" | "until">[];
  /** The most that waited in the five minutes before the first of them, and the greatest age. */
  readonly before: Level;
  /** The most that waited since, and the greatest age. */
  readonly most: Level;
  /** When the last of them ended. */
  readonly endedAt: Duration;
  /** When the resource was back; `null`: not by the end of the run. */
  readonly backAt: Duration | null;
  /** From the end of the last of them until then. */
  readonly took: Duration | null;
}

/** What came of a run: answers to what people ask of it. Durations are in microseconds. */
export class RunResult {
  /** The run itself, for what is not asked here. */
  readonly run: Run;
  /** The run once more, where something is asked that was not watched the first time. */
  private watched: MeasuredRun | null = null;
  /** The run once more, where its logs are asked for. */
  private logged: Run | null = null;
  private readonly subject: ReadSubject;
  private readonly percentiles: Percentiles;
  private readonly view: RunView;
  private reported: RunReport | null = null;

  constructor(run: Run, subject: ReadSubject, percentiles: Percentiles) {
    this.run = run;
    this.subject = subject;
    this.percentiles = percentiles;
    this.view = viewOf(run);
  }

  /** All numbers, costs, warnings and rules: what `orrery run --json` prints. */
  get report(): RunReport {
    this.reported ??= this.reportMade();
    return this.reported;
  }

  /** 16 hexadecimal digits: whoever sees the same has seen the same run. */
  get digest(): string {
    return this.run.simulation.digest;
  }

  get seed(): number | string {
    return this.run.seed;
  }

  get events(): number {
    return this.run.simulation.events;
  }

  get cost(): Cost {
    return this.report.cost;
  }

  /** What a careful reader should know, in sentences. */
  get warnings(): readonly string[] {
    return this.report.warnings;
  }

  /** The expectations of the scenario, and whether each holds. */
  get expectations(): readonly Verdict[] {
    return this.report.expectations;
  }

  /** Whether all expectations of the scenario hold. */
  get holds(): boolean {
    return this.expectations.every(({ holds }) => holds);
  }

  /**
   * The numbers of a metric of a resource, by the resource's logical id.
   *
   * @throws ConfigError where there is no such resource, or no such metric of it.
   */
  metric(resource: string, metric: MetricName): MetricNumbers {
    const id = this.idOf(resource);
    const component = this.componentOf(id);
    const { simulation } = this.run;
    const known = [
      ...Object.keys(simulation.metersOf(component)),
      ...Object.keys(simulation.gaugesOf(component)),
    ];
    if (!known.includes(metric)) throw notOneOf(`metric of ${resource}`, known, metric);
    const report = own(own(this.report.metrics, id) ?? {}, metric);
    const recorded = isDurationMetric(metric) ? this.percentiles.of(component, metric) : null;
    return new MetricNumbers(`${resource}.${metric}`, report, recorded);
  }

  /**
   * A number of the run by its name, such as `Worker.Duration.p95`, `Worker.Errors / Worker.Invocations` or
   * `cost.month`, as expectations have it; `NaN` where nothing was observed.
   *
   * @throws ConfigError where there is no such number.
   */
  measure(measure: string | Measure): number {
    const said = typeof measure === "string" ? readMeasure("measure", measure) : measure;
    const read = withIds(said, (name) => this.idMeant("measure", name));
    checkMeasure(this.run, read, (_, problem) => {
      throw errorOf("measure", problem);
    });
    return measured(read, this.watchedFor(read)) ?? NaN;
  }

  /**
   * What the faults of the scenario did to what waits in a resource, and when that was over: when no more
   * waited than at most in the five minutes before the fault, nothing older, and that for a minute, or up to
   * the next fault or the end of the run. A fault that begins before counts with the one before. The run is
   * made once more for it, unless the scenario expects something of the recovery.
   *
   * @throws ConfigError where there is no such resource, or nothing waits in it.
   */
  recovery(resource: string): readonly Recovery[] {
    const measure = { conduct: "recovery", resource: this.idMeant("resource", resource) } as const;
    checkMeasure(this.run, measure, (_, problem) => {
      throw errorOf("resource", problem);
    });
    const { view } = this.watchedFor(measure);
    if (view.run.scenario.faults.length === 0) return [];
    return disturbancesOf(measure, view).map(({ faults, before, most, endedAt, backAt }) => ({
      faults: faults.map(({ name, to, from, until }) => ({ name, to, from, until })),
      before,
      most,
      endedAt,
      backAt,
      took: backAt === null ? null : ((backAt - endedAt) as Duration),
    }));
  }

  /**
   * The bodies of the messages that were sent to a queue and that it accepted, in order: also of those that
   * are gone since. What another queue gave up to it is not among them. The run is made once more for it.
   *
   * @throws ConfigError where there is no resource of this name, or it is no queue.
   */
  accepted(resource: string): readonly string[] {
    const component = this.componentOf(resource);
    this.contentsOf(resource);
    const bodies: string[] = [];
    for (const message of acceptedMessages(entriesOf(this.subject))) {
      const { body, isNew } = message;
      if (message.component === component && isNew && body !== null) bodies.push(body);
    }
    return bodies;
  }

  /**
   * What a gauge of a resource read each virtual minute, at most 512 readings: of a longer run each is the
   * greatest of several.
   *
   * @throws ConfigError where there is no such resource, or no such gauge of it.
   */
  series(resource: string, gauge: MetricName): readonly Reading[] {
    const component = this.componentOf(resource);
    const gauges = Object.keys(this.run.simulation.gaugesOf(component));
    if (!gauges.includes(gauge)) throw notOneOf(`gauge of ${resource}`, gauges, gauge);
    const points = this.run.gauges.get(component)?.get(gauge)?.points ?? [];
    return points.map(({ second, value }) => ({ at: seconds(second), value }));
  }

  /**
   * What a function has logged, in order: START, what its handler printed, END and REPORT of each invocation, as
   * CloudWatch Logs has them. The run is made once more for it, with its logs kept.
   *
   * @throws ConfigError where there is no resource of this name, or it does not log.
   */
  logs(resource: string): readonly LogEvent[] {
    const component = this.componentOf(resource);
    this.logged ??= this.runWithLogs();
    const events = logOfResource(this.logged, component);
    if (events !== null) return events;
    throw new ConfigError(resource, "a function, or another resource that logs", "another");
  }

  private runWithLogs(): Run {
    const { scenario, seed, scripts, queryEngine } = this.subject;
    const again = prepareRun(scenario, { seed, scripts, queryEngine, logs: true });
    for (const _ of runInPortions(again));
    return again;
  }

  /** Why work of a resource failed, by cause and type. @throws ConfigError where there is none of this name. */
  functionErrors(resource: string): readonly ErrorGroup[] {
    const id = this.idOf(resource);
    return this.report.errors.filter((group) => group.resource === id);
  }

  /**
   * The bodies of the messages that are in a resource at the end of the run, the oldest first; of a table, its items
   * as JSON, in the order of a scan.
   *
   * @throws ConfigError where there is no resource of this name, or nothing stays in one.
   */
  bodies(resource: string): readonly string[] {
    return this.contentsOf(resource).map(({ body }) => body);
  }

  /**
   * The messages that were given up to a resource and are there at the end of the run, the oldest first, each
   * with the reason: what was said of it last before it was given up. The run is made once more to find the
   * reasons, of the first ten unless `first` says otherwise; those behind them are left out.
   *
   * @throws ConfigError where there is no resource of this name, or nothing stays in one.
   */
  deadLetters(
    resource: string,
    { first = 10 }: { readonly first?: number } = {},
  ): readonly DeadLetter[] {
    const seen = this.seenNamed(resource);
    const held = this.contentsOf(resource).slice(0, first);
    return deadLettersOf(
      held.map((message) => [seen, message]),
      entriesOf(this.subject),
      this.shownAs,
    );
  }

  /**
   * What happened to a message and to all that followed from it, step by step. It is meant by its message id,
   * or as `Orders:17`: the resource that accepted it, and its number there. The run is made once more for it.
   *
   * @throws ConfigError where there is no such message.
   */
  explain(message: string): WholeStory {
    const [, resource, number] = /^(.+):(\d+)$/.exec(message) ?? [];
    const meant =
      resource === undefined
        ? { messageId: message }
        : { component: this.componentOf(resource), number: Number(number) };
    const found = findMessage(entriesOf(this.subject), meant);
    if (found === undefined) {
      const expected = "the id of a message, or a resource and a number such as Orders:17";
      throw new ConfigError("message", expected, `"${message}"`);
    }
    return storiesOf(entriesOf(this.subject), [found.origin], this.shownAs)[0]!;
  }

  /**
   * Writes all that repeats the run, for `orrery replay`. The run is made once more for it, with all
   * events recorded. Scripts are not part of the file.
   *
   * @param counterexample what the run shows, of one that a test leaves behind
   * @throws ConfigError where the file cannot be written.
   */
  save(path: string, counterexample?: SavedCounterexample): void {
    const { scenario, seed, scripts, queryEngine } = this.subject;
    const imprint = imprintRecorder(scripts);
    const again = prepareRun(scenario, { seed, scripts, queryEngine, trace: imprint.take });
    for (const _ of runInPortions(again));
    const rest = { version, finished: true, scripts: null };
    const shown = counterexample === undefined ? {} : { counterexample };
    const file = runFileOf(again, imprint, { ...rest, ...shown });
    writeFile(path, `${JSON.stringify(file)}\n`);
  }

  private contentsOf(resource: string): readonly HeldMessage[] {
    const held = heldIn(this.seenNamed(resource));
    if (held !== null) return held;
    throw new ConfigError(resource, "a resource in which messages stay", "another");
  }

  private seenNamed(resource: string): Seen {
    const seen = this.view.named(this.idOf(resource));
    if (seen !== undefined) return seen;
    throw new ConfigError(resource, "a resource that is there at the end of the run", "another");
  }

  /** What texts call a component: its logical id. */
  private readonly shownAs = (component: string): string =>
    this.run.resources.find((resource) => resource.component === component)?.logicalId ?? component;

  private componentOf(resource: string): string {
    return this.view.componentOf(this.idOf(resource))!; // It is one of those that are reported.
  }

  /** What reports call a resource that is named by its logical id or its construct path. */
  private idOf(resource: string): string {
    const { reported } = this.view;
    const { paths } = this.subject;
    const isReported = (name: string) => reported.has(name);
    const id = idOfReported(resource, (name) => this.idMeant("resource", name));
    if (isReported(id)) return id;
    throw notOneOf("resource", [...reported.keys()].map(paths.nameOf), resource);
  }

  /** The logical id that a construct path means; otherwise the name as it is. */
  private idMeant(path: string, name: string): string {
    const { reported } = this.view;
    return resourceNamed(path, name, this.subject.paths, (id) => reported.has(id)) ?? name;
  }

  /** The run, or the same again with what a measure needs to be watched. */
  private watchedFor(measure: Measure): MeasuredRun {
    const { run, view, percentiles } = this;
    const { cost } = this.report;
    if (run.watches.has(measure)) return { view, cost, recordedOf: percentiles.of };
    if (this.watched?.view.run.watches.has(measure) === true) return this.watched;
    const { scenario, seed, scripts, queryEngine } = this.subject;
    const again = prepareRun(scenario, { seed, scripts, queryEngine, measures: [measure] });
    for (const _ of runInPortions(again));
    return (this.watched = { view: viewOf(again), cost, recordedOf: percentiles.of });
  }

  private reportMade(): RunReport {
    const report = reportOf(this.run, this.percentiles.of);
    return { ...report, warnings: [...report.warnings, ...this.subject.warnings] };
  }
}
