import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { afterAll, expect, it } from "vitest";
import { anyFaults, anyWorkload, deploy, run, sweep } from "./index.ts";

const folder = mkdtempSync(join(tmpdir(), "orrery-"));
afterAll(() => rmSync(folder, { recursive: true }));

const queue = (path: string) => ({
  Type: "AWS::SQS::Queue",
  Properties: {},
  Metadata: { "aws:cdk:path": path },
});
const template = join(folder, "Shop.template.json");
writeFileSync(
  template,
  JSON.stringify({
    Resources: {
      OrdersB1: queue("Shop/Orders/Resource"),
      ApiReceiptsC2: queue("Shop/Api/Receipts/Resource"),
      WebReceiptsD3: queue("Shop/Web/Receipts/Resource"),
    },
  }),
);

it("answers about resources by their construct paths, and refuses those that mean several", () => {
  const result = run(template, {
    duration: "1m",
    workload: [{ to: "Orders", arrivals: { constant: { rate: "1/s" } }, payload: { body: "hi" } }],
  });
  const { sum } = result.metric("OrdersB1", "NumberOfMessagesSent");
  expect(sum).toBeGreaterThan(50);
  expect(result.metric("Orders", "NumberOfMessagesSent").sum).toBe(sum);
  expect(result.measure("workload to Orders.Offered")).toBe(sum);
  expect(result.measure("Shop/Orders.NumberOfMessagesSent")).toBe(sum);
  expect(result.series("Orders", "ApproximateNumberOfMessagesVisible").length).toBe(1);
  expect(result.bodies("Orders").length).toBe(result.bodies("OrdersB1").length);
  expect(result.functionErrors("Orders")).toEqual([]);
  expect(result.explain("Orders:1").steps[0]).toMatchObject({ type: "accepted" });
  expect(() => result.bodies("Receipts")).toThrow(
    'resource: expected one of Shop/Api/Receipts (ApiReceiptsC2), Shop/Web/Receipts (WebReceiptsD3), received "Receipts", which each of them ends in',
  );
  expect(() => result.bodies("Ordres")).toThrow(
    'resource: expected one of Orders, Api/Receipts, Web/Receipts, workload to OrdersB1, received "Ordres"; did you mean Orders?',
  );
});

it("takes them where worlds, faults, workloads and sweeps name resources", () => {
  const workload = [{ to: "Orders", arrivals: { constant: { rate: "1/s" } } }] as const;
  const world = deploy(template, { duration: "1h", workload }).at("1m");
  expect(world.gauge("Orders", "ApproximateNumberOfMessagesVisible")).toBe(61);
  expect(world.metric("Shop/Orders", "NumberOfMessagesSent").sum).toBe(61);
  expect(() => world.gauge("Receipts", "ApproximateNumberOfMessagesVisible")).toThrow(
    'resource: expected one of Shop/Api/Receipts (ApiReceiptsC2), Shop/Web/Receipts (WebReceiptsD3), received "Receipts"',
  );
  const scenario = { template, duration: "1m" } as const;
  const faults = fc.sample(anyFaults(scenario, { to: ["Orders"], kinds: ["outage"] }), 20).flat();
  expect(new Set(faults.map(({ outage }) => outage))).toEqual(new Set(["OrdersB1"]));
  const arrivals = fc.sample(anyWorkload(scenario, { to: "Api/Receipts" }), 5).flat();
  expect(new Set(arrivals.map(({ to }) => to))).toEqual(new Set(["ApiReceiptsC2"]));
  expect(() => anyFaults(scenario, { to: ["Receipts"] })).toThrow(/^to: expected one of Shop\/Api/);
  expect(() => anyFaults(scenario, { to: ["Ordrs"] })).toThrow(
    'to: expected some of Orders, Api/Receipts, Web/Receipts, received "Ordrs"',
  );
  const { rows } = sweep(scenario, {
    vary: { workload: [workload], "resources.Orders.MessageRetentionPeriod": [60, 600] },
    measure: { expired: "Orders.MessagesExpired" },
  });
  expect(rows.length).toBe(2);
});
