import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, it } from "vitest";
import { run } from "./run.ts";

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
