import { reportOf } from "@orrery/aws";
import { expect, it } from "vitest";
import { exampleAt, number } from "../example.ts";

const { readme, runWith } = exampleAt(import.meta.url, "orders.scenario.yaml");
const run = runWith({});
const report = reportOf(run);

it("says in its README what comes out", () => {
  const { OrdersQueue, OrdersDlq, Worker, WorkerOrders } = report.metrics;
  const last = (metric: string, component: string) => run.gauges.get(component)!.get(metric)!.last;
  const [queue] = run.resources.filter(({ logicalId }) => logicalId === "OrdersQueue");
  const visible = "ApproximateNumberOfMessagesVisible";
  const left =
    last(visible, queue!.component) +
    last("ApproximateNumberOfMessagesNotVisible", queue!.component);
  for (const claim of [
    `${number(OrdersQueue!["NumberOfMessagesSent"]!.sum)} orders were sent`,
    `${number(OrdersDlq![visible]!.max)} lie in the dead-letter queue and ${left} are still in the queue`,
    `grows to ${number(OrdersQueue![visible]!.max)} orders`,
    `${WorkerOrders!["BatchSize"]!.average.toFixed(1)} orders on average`,
    `${report.cost.total.toFixed(2)} dollars an hour`,
  ]) {
    expect(readme).toContain(claim);
  }
  expect(Worker!["Throttles"]!.sum).toBe(0);
});

it("loses no order: each is processed, given up, or still there", () => {
  const { OrdersQueue, OrdersDlq } = report.metrics;
  expect(OrdersQueue!["MessagesMovedToDeadLetterQueue"]!.sum).toBe(
    OrdersDlq!["ApproximateNumberOfMessagesVisible"]!.max,
  );
});

it("meets its expectations", () => {
  expect(report.expectations.map(({ holds }) => holds)).toEqual([true, true, true]);
});
