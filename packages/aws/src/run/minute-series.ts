import { own, seconds, type Instant, type Meter } from "@orrery/kernel";
import { isCountMetric } from "../metrics.ts";
import { tellsOfAssumption } from "./deciding-assumptions.ts";
import type { Observed } from "./observed.ts";
import { reportedOf } from "./run-view.ts";
import type { Run } from "./run.ts";

/** Gauges and counts over time: one value of each for every span. */
export interface Series {
  /** Where each span ends, in seconds of virtual time. */
  readonly seconds: readonly number[];
  /**
   * By resource and metric: of a gauge what it read at the end of the span, or the greatest of several
   * readings; of a count how much came in it; `null` while the resource is not there.
   */
  readonly metrics: Readonly<Record<string, Readonly<Record<string, readonly (number | null)[]>>>>;
}

/** A gauge or a count of a resource. */
interface Column {
  readonly resource: string;
  readonly component: string;
  readonly metric: string;
  readonly isCount: boolean;
}

/**
 * Takes every gauge and count of a run each virtual minute: its {@link MinuteSeries.take} is to be the run's
 * `eachMinute`, and {@link MinuteSeries.begin} is told the run before it goes on.
 */
export class MinuteSeries {
  private columns: readonly Column[] = [];
  private readonly rows: { readonly second: number; readonly values: Float64Array }[] = [];
  /** The sums of the counts, up to the last row and up to the one before. */
  private sums = new Float64Array();
  private sumsBefore = new Float64Array();

  /** Finds what there is to take. */
  begin(run: Run): void {
    const { simulation } = run;
    this.columns = [...reportedOf(run)].flatMap(([resource, component]) => {
      const counts = Object.keys(simulation.metersOf(component)).filter(
        (metric) => isCountMetric(metric) && !tellsOfAssumption(metric),
      );
      const gauges = Object.keys(simulation.gaugesOf(component));
      const column = (isCount: boolean) => (metric: string) => ({
        resource,
        component,
        metric,
        isCount,
      });
      return [...gauges.map(column(false)), ...counts.map(column(true))];
    });
    this.sums = new Float64Array(this.columns.length);
    this.sumsBefore = new Float64Array(this.columns.length);
  }

  /** Takes what there is at the end of a minute. */
  readonly take = (observed: Observed, now: Instant): void => {
    this.sumsBefore.set(this.sums);
    this.rows.push(this.rowAt(observed, now));
  };

  /** Takes the rest of a run that does not end with a minute, or was stopped in one. */
  finish({ simulation }: Run): void {
    const { now } = simulation;
    const isTaken = this.rows.at(-1)?.second === secondsOf(now);
    // What else came at the instant of the last row belongs to it.
    if (isTaken) this.rows.pop();
    else this.sumsBefore.set(this.sums);
    if (now > 0) this.rows.push(this.rowAt(simulation, now));
  }

  /** The rows as a table: the names of its columns first. Every minute has one. */
  *table(): Generator<readonly (string | number | null)[]> {
    yield ["seconds", ...this.columns.map(({ resource, metric }) => `${resource}.${metric}`)];
    for (const { second, values } of this.rows) {
      yield [second, ...Array.from(values, shown)];
    }
  }

  /** The series of all columns. Of more than `most` spans, some are joined to longer ones. */
  series(most = Infinity): Series {
    const span = Math.max(1, Math.ceil(this.rows.length / most));
    const ends = this.rows.filter((_, place) => this.endsSpan(place, span));
    const metrics: Record<string, Record<string, readonly (number | null)[]>> = {};
    for (const [column, { resource, metric, isCount }] of this.columns.entries()) {
      const ofResource = own(metrics, resource) ?? (metrics[resource] = {});
      ofResource[metric] = this.joined(column, span, isCount);
    }
    return { seconds: ends.map(({ second }) => second), metrics };
  }

  private endsSpan = (place: number, span: number): boolean =>
    (place + 1) % span === 0 || place === this.rows.length - 1;

  private joined(column: number, span: number, isCount: boolean): readonly (number | null)[] {
    const values: (number | null)[] = [];
    let joined = NaN;
    for (const [place, row] of this.rows.entries()) {
      const value = row.values[column]!;
      if (Number.isNaN(joined)) joined = value;
      else if (isCount) joined += Number.isNaN(value) ? 0 : value;
      else if (value > joined) joined = value;
      if (!this.endsSpan(place, span)) continue;
      values.push(shown(joined));
      joined = NaN;
    }
    return values;
  }

  private rowAt(observed: Observed, now: Instant) {
    const there = new Set(observed.names);
    const values = new Float64Array(this.columns.length);
    let component = "";
    let gauges: Readonly<Record<string, number>> = {};
    let meters: Readonly<Record<string, Meter>> = {};
    for (const [place, column] of this.columns.entries()) {
      if (!there.has(column.component)) {
        values[place] = NaN;
        continue;
      }
      if (column.component !== component) {
        ({ component } = column);
        gauges = observed.gaugesOf(component, now);
        meters = observed.metersOf(component);
      }
      if (!column.isCount) {
        values[place] = gauges[column.metric] ?? NaN;
        continue;
      }
      const { sum } = meters[column.metric]!;
      values[place] = sum - this.sumsBefore[place]!;
      this.sums[place] = sum;
    }
    return { second: secondsOf(now), values };
  }
}

const secondsOf = (now: Instant): number => now / seconds(1);

const shown = (value: number): number | null => (Number.isNaN(value) ? null : value);
