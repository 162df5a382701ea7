import { hours, seconds } from "@orrery/kernel";
import { expect, it } from "vitest";
import { constant, workload } from "../../../test/digest-case.ts";
import {
  continueRun,
  lambda,
  prepareRun,
  profile,
  reportOf,
  Stack,
  type PlainObject,
} from "../../index.ts";
import { alarmCharges, metricCharges } from "./pricing.ts";

const dollars = (charges: readonly { readonly dollars: number }[]): number =>
  charges.reduce((sum, each) => sum + each.dollars, 0);

it("charges alarms by their metrics and the month, and metrics by tiers", () => {
  const month = 730 * hours(1);
  expect(dollars(alarmCharges({ StandardAlarmTime: { sum: month } }))).toBeCloseTo(0.1);
  expect(dollars(alarmCharges({ HighResolutionAlarmTime: { sum: month } }))).toBeCloseTo(0.3);
  expect(dollars(alarmCharges({ CompositeAlarmTime: { sum: month } }))).toBeCloseTo(0.5);
  expect(dollars(metricCharges({ CustomMetricHours: { sum: 730 * 10_000 } }))).toBeCloseTo(3_000);
  expect(dollars(metricCharges({ CustomMetricHours: { sum: 730 * 10_001 } }))).toBeCloseTo(3_000.1);
  expect(dollars(metricCharges({ MetricRequests: { sum: 1_000 } }))).toBeCloseTo(0.01);
});

it("bills the account for the metrics that a function puts", () => {
  const stack = new Stack("shop");
  new lambda.Function(stack, "Worker");
  const put: PlainObject = {
    Namespace: "Shop",
    MetricData: [{ MetricName: "Orders", Value: 1 }],
  };
  stack.say("Worker", {
    Behavior: profile({
      duration: constant(seconds(1)),
      calls: [{ type: "call", service: "cloudwatch", operation: "PutMetricData", params: put }],
    }),
  });
  const run = prepareRun(
    stack.scenario({
      duration: hours(2),
      workloads: [workload("Worker", { type: "constant", rate: 0.01 })],
    }),
    { seed: 1 },
  );
  continueRun(run);
  const billed = reportOf(run).cost.resources.find(({ resource }) => resource === "the account");
  expect(billed?.items.map(({ what, quantity }) => [what, quantity])).toEqual([
    ["CloudWatch custom metrics", 2 / 730],
    ["CloudWatch requests with metrics", expect.closeTo(72, -1)],
  ]);
});
