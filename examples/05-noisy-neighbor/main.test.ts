import { time } from "@orrery/aws";
import { expect, it } from "vitest";
import { exampleAt, number } from "../example.ts";

const { readme, reportWith } = exampleAt(import.meta.url, "shop.scenario.yaml");

const starved = reportWith({});
const cured = reportWith({ "parameters.CheckoutReserved": "60" });
const metric = ({ metrics }: typeof starved, of: string, name: string) => metrics[of]![name]!;
const shoppers = "workload 1 to Checkout";
const slowFiles = (report: typeof starved) =>
  time(metric(report, "Importer", "EndToEndLatency").max);

it("starves the checkout, which needs few, and nobody else", () => {
  expect(metric(starved, "Checkout", "ThrottlesByAccountConcurrency").sum).toBe(
    metric(starved, "Checkout", "Throttles").sum,
  );
  expect(metric(starved, "Checkout", "Errors").sum).toBe(0);
  expect(metric(starved, "Importer", "AsyncEventsDropped").sum).toBe(0);
  expect(starved.expectations.map(({ holds }) => holds)).toEqual([false, true]);
  for (const claim of [
    `Of ${number(metric(starved, shoppers, "Offered").sum)} shoppers ${number(metric(starved, shoppers, "GivenUp").sum)} are turned away`,
    `the checkout needs no more than ${metric(starved, "Checkout", "ConcurrentExecutions").max}`,
  ]) {
    expect(readme).toContain(claim);
  }
});

it("is cured by reserved concurrency, at little cost for the importer", () => {
  expect(cured.expectations.map(({ holds }) => holds)).toEqual([true, true]);
  expect(metric(cured, shoppers, "GivenUp").sum).toBe(0);
  expect(metric(cured, "Importer", "ConcurrentExecutions").max).toBe(940);
  expect(readme).toContain(`after ${slowFiles(cured)} in place of ${slowFiles(starved)}`);
});
