import { time } from "@orrery/aws";
import { expect, it } from "vitest";
import { exampleAt, number } from "../example.ts";

const { readme, reportWith } = exampleAt(import.meta.url, "clicks.scenario.yaml");
const shared = reportWith({});
const own = reportWith({ "parameters.FanOut": "true" });

const meter = ({ metrics }: typeof shared, of: string, name: string) => metrics[of]![name]!;
const longest = (report: typeof shared, of: string) => meter(report, of, "IteratorAge").max;
const readers = ["BillingReading", "FraudReading", "SearchReading"] as const;

it("has three readers share what a shard gives, and fall behind", () => {
  expect(shared.expectations.map(({ holds }) => holds)).toEqual([false, false, false]);
  const [billing, fraud, search] = readers.map((of) => time(longest(shared, of)));
  for (const claim of [
    `takes all ${number(meter(shared, "Clicks", "IncomingRecords").sum)} clicks`,
    `reaches ${billing} for Billing, ${fraud} for Fraud and ${search} for Search`,
    `${number(meter(shared, "Clicks", "ReadProvisionedThroughputExceeded").sum)} reads are throttled`,
  ]) {
    expect(readme).toContain(claim);
  }
  for (const of of ["Billing", "Fraud", "Search"]) {
    expect(meter(shared, of, "Errors").sum + meter(shared, of, "Throttles").sum).toBe(0);
  }
});

it("is cured by consumers of their own, at a price", () => {
  expect(own.expectations.map(({ holds }) => holds)).toEqual([true, true, true]);
  expect(meter(own, "Clicks", "ReadProvisionedThroughputExceeded").sum).toBe(0);
  const most = Math.max(...readers.map((of) => longest(own, of)));
  const invocations = (report: typeof shared) => meter(report, "Billing", "Invocations").sum;
  for (const claim of [
    `nobody is more than ${time(most)} behind`,
    `${number(invocations(own))} in place of ${number(invocations(shared))} for Billing`,
  ]) {
    expect(readme).toContain(claim);
  }
});

it("gives every reader all records in the end with fan-out", () => {
  const put = meter(own, "Clicks", "IncomingRecords").sum;
  for (const of of readers) expect(meter(own, of, "ProcessedEventCount").sum).toBe(put);
});
