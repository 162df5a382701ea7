import { expect, it } from "vitest";
import { callsInside } from "../../../test/calls-inside.ts";
import { simulate } from "../../run/simulate.ts";

const span = { StartTime: 1_767_225_600, EndTime: 1_767_229_200 };
const orders = { Namespace: "Shop", MetricName: "Orders" };

it("cloudwatch.metric.read-rates: reads are throttled beyond so many a second", () => {
  const { many, outcome } = callsInside(simulate(), "cloudwatch");
  const Metric = orders;
  const MetricDataQueries = [{ Id: "m", MetricStat: { Metric, Period: 60, Stat: "Sum" } }];
  expect(many(501, "GetMetricData", { ...span, MetricDataQueries })).toBe(500);
  const statistics = { ...span, ...orders, Period: 60, Statistics: ["Sum"] };
  expect(many(401, "GetMetricStatistics", statistics)).toBe(400);
  expect(outcome("GetMetricStatistics", statistics)).toBe("Throttling");
});
