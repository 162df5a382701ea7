import { own } from "@orrery/kernel";
import type { MetricReport, Run, RunReport } from "@orrery/aws";

/** The numbers of one resource, by metric. */
export class Metrics {
  private readonly reports: Readonly<Record<string, MetricReport>>;

  constructor(reports: Readonly<Record<string, MetricReport>>) {
    this.reports = reports;
  }

  /** All numbers of a metric; `undefined` where nothing was observed. */
  of(metric: string): MetricReport | undefined {
    const report = this.reports[metric];
    return report === undefined || report.count === 0 ? undefined : report;
  }

  sum(metric: string): number {
    return this.of(metric)?.sum ?? 0;
  }

  most(metric: string): number {
    return this.of(metric)?.max ?? 0;
  }
}

/** A resource of the report with its numbers. */
export interface Measured {
  readonly name: string;
  /** Its name in the simulation. */
  readonly component: string;
  readonly metrics: Metrics;
}

/** The resources of a kind, in the order of the run. */
export function measured(run: Run, report: RunReport, kind: string): readonly Measured[] {
  return run.resources.flatMap((resource) => {
    const reports = own(report.metrics, resource.logicalId);
    if (resource.kind !== kind || reports === undefined) return [];
    const { logicalId: name, component } = resource;
    return [{ name, component, metrics: new Metrics(reports) }];
  });
}

/** The numbers of one resource by its name in the report. */
export const metricsOf = (report: RunReport, name: string): Metrics =>
  new Metrics(own(report.metrics, name) ?? {});
