import { own } from "@orrery/kernel";
import { gauges as consumerGauges, meters as consumerMeters } from "./consumer/metrics.ts";
import { once, recordLater } from "./service/later.ts";
import type { MetricForm, MetricForms } from "./service/metric.ts";
import { allKinds } from "./services.ts";
import { meters as workloadMeters } from "./workload/metrics.ts";

const metrics = once(
  () =>
    Object.assign(
      {},
      workloadMeters,
      consumerMeters,
      consumerGauges,
      ...[...allKinds.values()].map((kind) => kind.metrics),
    ) as MetricForms, // They are put together of those.
);

/** Every metric of what runs have, with what it is. */
export const allMetrics: MetricForms = recordLater(metrics);

const formOf = (metric: string): MetricForm | undefined => own(metrics(), metric);

/** Whether runs have a metric of this name. */
export const isMetric = (name: string): boolean => formOf(name) !== undefined;

/** Whether a metric is a time, in whole microseconds. */
export const isDurationMetric = (metric: string): boolean => formOf(metric) === "time";

/** Whether a metric counts: its sum is asked for, and shown also when it is 0. */
export const isCountMetric = (metric: string): boolean => formOf(metric) === "count";
