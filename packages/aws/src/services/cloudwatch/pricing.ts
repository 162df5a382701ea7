import { hours } from "@orrery/kernel";
import { hoursInMonth, type Charge, type Meters } from "../../service/billing.ts";

/**
 * List prices in us-east-1, in US dollars, before taxes.
 *
 * Sources: AWS Price List of 2024-07 and 2026-09; https://aws.amazon.com/cloudwatch/pricing, read 2026-11.
 */
const prices = {
  /** For each metric of an alarm and month. */
  alarm: { standard: 0.1, highResolution: 0.3, composite: 0.5 },
  /** By how many metrics there are, each a month. */
  metrics: [
    { upTo: 10_000, each: 0.3 },
    { upTo: 250_000, each: 0.1 },
    { upTo: 1_000_000, each: 0.05 },
    { upTo: Infinity, each: 0.02 },
  ],
  thousandRequests: 0.01,
} as const;

/** What an alarm costs: by its metrics, for as long as it is there. */
export function alarmCharges(meters: Meters): readonly Charge[] {
  const months = (metric: string): number => (meters[metric]?.sum ?? 0) / hours(1) / hoursInMonth;
  const charge = (what: string, metric: string, each: number): Charge => ({
    what,
    quantity: months(metric),
    unit: "alarm-months",
    dollars: months(metric) * each,
  });
  const { standard, highResolution, composite } = prices.alarm;
  return [
    charge("CloudWatch alarms", "StandardAlarmTime", standard),
    charge("CloudWatch alarms of high resolution", "HighResolutionAlarmTime", highResolution),
    charge("CloudWatch composite alarms", "CompositeAlarmTime", composite),
  ].filter(({ quantity }) => quantity > 0);
}

/** What the metrics cost that an account publishes by itself. */
export function metricCharges(meters: Meters): readonly Charge[] {
  const months = (meters["CustomMetricHours"]?.sum ?? 0) / hoursInMonth;
  const requests = meters["MetricRequests"]?.sum ?? 0;
  let [dollars, passed] = [0, 0];
  for (const { upTo, each } of prices.metrics) {
    const here = Math.max(0, Math.min(months, upTo) - passed);
    dollars += here * each;
    passed += here;
  }
  return [
    { what: "CloudWatch custom metrics", quantity: months, unit: "metric-months", dollars },
    {
      what: "CloudWatch requests with metrics",
      quantity: requests,
      unit: "requests",
      dollars: (requests / 1_000) * prices.thousandRequests,
    },
  ].filter(({ quantity }) => quantity > 0);
}
