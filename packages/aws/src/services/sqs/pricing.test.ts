import { expect, it } from "vitest";
import { queueCharges } from "./pricing.ts";

const metersOf = (sums: Readonly<Record<string, number>>) =>
  Object.fromEntries(Object.entries(sums).map(([metric, sum]) => [metric, { sum }]));
const dollarsOf = (sums: Readonly<Record<string, number>>, freeRequests?: number) =>
  queueCharges(metersOf(sums), freeRequests === undefined ? {} : { freeRequests }).map(
    ({ what, dollars }) => [what, Math.round(dollars * 1e6) / 1e6],
  );

it.each([
  ["a million standard requests", { BilledRequests: 1e6 }, [["SQS requests", 0.4]]],
  ["a million FIFO requests", { BilledFifoRequests: 1e6 }, [["SQS FIFO requests", 0.5]]],
  ["the second tier", { BilledRequests: 150e9 }, [["SQS requests", 55_000]]],
  ["the third tier", { BilledRequests: 300e9 }, [["SQS requests", 94_000]]],
  ["the FIFO tiers", { BilledFifoRequests: 300e9 }, [["SQS FIFO requests", 125_000]]],
  ["nothing", {}, []],
] as const)("sqs.pricing.requests: charges %s by tiers", (_, sums, expected) => {
  expect(dollarsOf(sums)).toEqual(expected);
});

it("sqs.pricing.fair-queue-surcharge: charges messages with a group on a standard queue on top", () => {
  expect(dollarsOf({ BilledRequests: 2e6, BilledFairQueueRequests: 1e6 })).toEqual([
    ["SQS requests", 0.8],
    ["SQS fair queue surcharge", 0.1],
  ]);
});

it("takes the free tier off once, from standard requests first, and only when asked", () => {
  expect(dollarsOf({ BilledRequests: 1e6 }, 1e6)).toEqual([]);
  expect(dollarsOf({ BilledRequests: 4e5, BilledFifoRequests: 1.6e6 }, 1e6)).toEqual([
    ["SQS FIFO requests", 0.5],
  ]);
});
