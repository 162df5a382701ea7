import { expect, it } from "vitest";
import { gauges as consumerGauges, meters as consumerMeters } from "../consumer/metrics.ts";
import { allMetrics } from "../metrics.ts";
import { allKinds } from "../services.ts";
import { meters as workloadMeters } from "../workload/metrics.ts";
import { declareMeters, type MetricForms } from "./metric.ts";

it("declares meters in the order of their table", () => {
  const metrics = declareMeters({ Taken: "count", Age: "time", "Lost-Late": "count" });
  expect(metrics.names).toEqual(["Taken", "Age", "Lost-Late"]);
  expect([metrics.Taken, metrics.Age, metrics["Lost-Late"]]).toEqual([0, 1, 2]);
});

it("a name means the same of whatever has it", () => {
  const tables: readonly (readonly [string, MetricForms])[] = [
    ["workload", workloadMeters],
    ["consumer", { ...consumerMeters, ...consumerGauges }],
    ...[...allKinds].map(([kind, { metrics }]) => [kind, metrics] as const),
  ];
  const others = tables.flatMap(([of, metrics]) =>
    Object.entries(metrics)
      .filter(([name, form]) => allMetrics[name] !== form)
      .map(([name, form]) => `${name} of ${of} is a ${form}, and elsewhere a ${allMetrics[name]}`),
  );
  expect(others).toEqual([]);
});
