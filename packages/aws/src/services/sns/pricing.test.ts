import { expect, it } from "vitest";
import { topicCharges } from "./pricing.ts";

const charges = (meters: Readonly<Record<string, number>>) =>
  Object.fromEntries(
    topicCharges(
      Object.fromEntries(Object.entries(meters).map(([name, sum]) => [name, { sum }])),
    ).map(({ what, dollars }) => [what, Number(dollars.toFixed(6))]),
  );

it("charges publishes by chunk, deliveries by protocol, and FIFO topics by message and GB", () => {
  const million = 1_000_000;
  expect(
    charges({
      BilledPublishes: million,
      BilledHttpDeliveries: million,
      BilledEmailDeliveries: 100_000,
      BilledFirehoseDeliveries: million,
      BilledMobileDeliveries: million,
    }),
  ).toEqual({
    "SNS publishes": 0.5,
    "SNS deliveries to HTTP endpoints": 0.6,
    "SNS deliveries by e-mail": 2,
    "SNS deliveries to Firehose": 0.19,
    "SNS mobile push deliveries": 0.5,
  });
  expect(
    charges({
      BilledFifoPublishes: million,
      BilledFifoPublishedBytes: 2 ** 30,
      BilledFifoDeliveries: million,
      BilledFifoDeliveredBytes: 2 ** 30,
      FilteredBodyBytes: 2 ** 30,
    }),
  ).toEqual({
    "SNS FIFO publishes": 0.3,
    "SNS FIFO published data": 0.017,
    "SNS FIFO deliveries": 0.01,
    "SNS FIFO delivered data": 0.001,
    "SNS payload-based filtering": 0.09,
  });
  expect(charges({})).toEqual({});
});
