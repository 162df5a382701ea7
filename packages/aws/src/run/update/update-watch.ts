import { own, seconds, table, type Instant, type Recorder, type RecorderOf } from "@orrery/kernel";
import { actorKind, turnsName } from "../../action/machine.ts";
import type { ControlState } from "../../control/state.ts";
import { controlName } from "../../service/service-model.ts";
import { allKinds } from "../../services.ts";
import { Histogram } from "../histogram.ts";
import type { Scenario } from "../scenario.ts";
import type { AwsSimulation } from "../simulate.ts";
import { noArrivals, type Arrivals, type Span } from "./traffic.ts";

/** A resource that was there at some turn of an update. */
interface Known {
  readonly component: string;
  readonly logicalId: string | undefined;
  readonly arn: string;
  /** The ARN of what it is a part of; `undefined`: it is whole. */
  readonly whole: string | undefined;
}

/**
 * What those outside meet while stacks are updated: from one turn of an update to the next, whoever sends requests
 * and whoever gets them is counted. A run without updates has none, and costs nothing more.
 */
export class UpdateWatch {
  /** One after the other; the first begins with the run. */
  readonly spans: Span[] = [spanFrom(0 as Instant, new Map())];
  /** By component: also what is not there any more. */
  readonly known = new Map<string, Known>();
  private readonly removed: ReadonlySet<string>;
  private simulation: AwsSimulation | null = null;
  private errorSecond = -1;

  /** @returns `null` where a scenario updates nothing. */
  static of({ actions = [] }: Scenario): UpdateWatch | null {
    const steps = actions.flatMap(({ do: said }) =>
      said.type === "deploy" ? said.branches.flatMap(({ steps }) => steps) : [],
    );
    if (steps.length === 0) return null;
    const removed = steps.flatMap(({ change, logicalId }) =>
      change === "removes" ? [logicalId] : [],
    );
    return new UpdateWatch(new Set(removed));
  }

  private constructor(removed: ReadonlySet<string>) {
    this.removed = removed;
  }

  /** Is told the simulation before anything happens in it. */
  begin(simulation: AwsSimulation): void {
    this.simulation = simulation;
  }

  /** Who records beside `others`. */
  recorderOf(others: RecorderOf | undefined): RecorderOf {
    return (component, kind, metric) => {
      const other = others?.(component, kind, metric) ?? null;
      const ours = this.recorder(component, kind, metric);
      if (ours === null || other === null) return ours ?? other;
      return {
        record(value) {
          other.record(value);
          ours.record(value);
        },
      };
    };
  }

  private recorder(component: string, kind: string, metric: string): Recorder | null {
    if (kind === actorKind) return metric === turnsName ? { record: () => this.turn() } : null;
    if (kind === "workload") return this.outsideRecorder(metric);
    const requests = allKinds.get(kind)?.reporting?.requests;
    if (requests?.arrived === metric) {
      return { record: (count) => arrive(this.arrivalsAt(component), count, this.now) };
    }
    if (requests?.failed === metric) {
      return { record: (count) => fail(this.arrivalsAt(component), count, this.now) };
    }
    return null;
  }

  private outsideRecorder(metric: string): Recorder | null {
    switch (metric) {
      case "Offered":
        return { record: (count) => arrive(this.span.outside, count, this.now) };
      case "Refused":
      case "Failed":
        return { record: (count) => this.failOutside(count) };
      case "ResponseTime":
        return { record: (time) => this.span.times.record(time) };
      default:
        return null;
    }
  }

  private failOutside(count: number): void {
    const { now, span } = this;
    fail(span.outside, count, now);
    const second = Math.floor(now / seconds(1));
    if (second === this.errorSecond) return;
    this.errorSecond = second;
    span.errorSeconds += 1;
  }

  private arrivalsAt(component: string): Arrivals {
    const { within } = this.span;
    let arrivals = within.get(component);
    if (arrivals === undefined) within.set(component, (arrivals = noArrivals()));
    return arrivals;
  }

  private get span(): Span {
    return this.spans.at(-1)!; // There is always one.
  }

  private get now(): Instant {
    return this.simulation!.now; // Nothing is recorded before it begins.
  }

  /** A step of an update begins or ends. */
  private turn(): void {
    const held = this.look();
    if (this.span.from !== this.now) this.spans.push(spanFrom(this.now, held));
  }

  /** Remembers what is there, and counts what waits in what is to be removed. */
  private look(): ReadonlyMap<string, number> {
    const simulation = this.simulation!;
    const { resources } = simulation.stateOf(controlName) as ControlState; // The control plane's own.
    const held = new Map<string, number>();
    for (const [, { component, kind, logicalId, arn, record }] of table.list(resources)) {
      const { partOf, reporting } = allKinds.get(kind)!;
      if (reporting?.requests !== undefined && !this.known.has(component)) {
        this.known.set(component, { component, logicalId, arn, whole: partOf?.(record, arn) });
      }
      const backlog = reporting?.backlog;
      if (backlog === undefined || logicalId === undefined || !this.removed.has(logicalId))
        continue;
      const gauges = simulation.gaugesOf(component);
      held.set(
        logicalId,
        backlog.there.reduce((sum, gauge) => sum + (own(gauges, gauge) ?? 0), 0),
      );
    }
    return held;
  }
}

const spanFrom = (from: Instant, held: ReadonlyMap<string, number>): Span => ({
  from,
  outside: noArrivals(),
  times: new Histogram(),
  errorSeconds: 0,
  within: new Map(),
  held,
});

function arrive(arrivals: Arrivals, count: number, now: Instant): void {
  arrivals.requests += count;
  arrivals.firstAt ??= now;
  arrivals.lastAt = now;
}

function fail(arrivals: Arrivals, count: number, now: Instant): void {
  arrivals.errors += count;
  arrivals.firstErrorAt ??= now;
  arrivals.lastErrorAt = now;
}
