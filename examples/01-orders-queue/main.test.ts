import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { continueRun, prepareRun, reportOf } from "@orrery/aws";
import { readScenario, readScenarioDocument } from "@orrery/templates";
import { expect, it } from "vitest";

const folder = dirname(fileURLToPath(import.meta.url));
const textOf = (file: string) => readFileSync(join(folder, file), "utf8");

const file = "orders.scenario.yaml";
const document = readScenarioDocument(textOf(file), file);
const { scenario, seed } = readScenario(document, {
  open: (path) => ({ path, text: textOf(path) }),
});
const run = prepareRun(scenario, { seed: seed! });
continueRun(run);
const report = reportOf(run);

it("says in its README what comes out", () => {
  const readme = textOf("README.md").replaceAll(/\s+/g, " ");
  const { OrdersQueue, OrdersDlq, Worker, WorkerOrders } = report.metrics;
  const last = (metric: string, component: string) => run.gauges.get(component)!.get(metric)!.last;
  const [queue] = run.resources.filter(({ logicalId }) => logicalId === "OrdersQueue");
  const number = (value: number) => value.toLocaleString("en-US");
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
