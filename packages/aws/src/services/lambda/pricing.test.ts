import { expect, it } from "vitest";
import { functionCharges, type LambdaAllowance, type PricedFunction } from "./pricing.ts";

const free: LambdaAllowance = { freeRequests: 1_000_000, freeGigabyteSeconds: 400_000 };
const cents = (dollars: number) => Math.round(dollars * 100) / 100;

/** The dollars of so many requests of one duration in milliseconds and one memory in MB. */
function dollarsOf(
  requests: number,
  milliseconds: number,
  memory: number,
  allowance: LambdaAllowance = {},
  fn: Partial<PricedFunction> = {},
): number[] {
  const billed = requests * milliseconds;
  const meters = {
    Invocations: { sum: requests },
    BilledDuration: { sum: billed * 1_000 },
    BilledMemoryMilliseconds: { sum: billed * memory },
  };
  const priced: PricedFunction = { architecture: "x86_64", ephemeralStorage: 512, ...fn };
  return functionCharges(meters, priced, allowance).map(({ dollars }) => cents(dollars));
}

it("lambda.pricing.requests: charges requests by the million", () => {
  // The examples of https://aws.amazon.com/lambda/pricing.
  expect(dollarsOf(3e6, 120, 1_536, free)).toEqual([0.4, 2.33]);
  expect(dollarsOf(7.44e6, 2_000, 1_024)).toEqual([1.49, 248]);
  expect(dollarsOf(1_000, 0, 128)).toEqual([0]);
  expect(
    functionCharges(
      { Invocations: { sum: 1_000 } },
      { architecture: "arm64", ephemeralStorage: 512 },
    ),
  ).toEqual([{ what: "Lambda requests", quantity: 1_000, unit: "requests", dollars: 0.0002 }]);
});

it("lambda.pricing.ephemeral-storage: charges what lies above 512 MB for the billed duration", () => {
  expect(dollarsOf(6e6, 280, 4_096, free, { ephemeralStorage: 2_048 })).toEqual([1, 105.33, 0.08]);
});

it("lambda.pricing.duration: charges gigabyte-seconds by architecture", () => {
  expect(dollarsOf(1e6, 1_000, 1_024)).toEqual([0.2, 16.67]);
  expect(dollarsOf(1e6, 1_000, 1_024, {}, { architecture: "arm64" })).toEqual([0.2, 13.33]);
});

it("lambda.pricing.duration-tiers: charges less above what the month before has used", () => {
  const gigabyteSeconds = (
    count: number,
    earlier = 0,
    architecture: "x86_64" | "arm64" = "x86_64",
  ) =>
    dollarsOf(count / 1e6, 1e9, 1_024, { earlierGigabyteSeconds: earlier }, { architecture }).at(
      -1,
    );
  expect(gigabyteSeconds(6e9)).toBe(100_000.2);
  expect(gigabyteSeconds(7e9)).toBe(115_000.2);
  expect(gigabyteSeconds(16e9)).toBe(248_333.6);
  expect(gigabyteSeconds(1e9, 6e9)).toBe(15_000);
  expect(gigabyteSeconds(2e9, 5e9)).toBe(31_666.7);
  expect(gigabyteSeconds(1e9, 20e9)).toBe(13_333.4);
  expect(gigabyteSeconds(19.75e9, 0, "arm64")).toBe(
    cents(7.5e9 * 0.0000133334 + 11.25e9 * 0.0000120001 + 1e9 * 0.0000106667),
  );
});

it("lambda.pricing.logs: charges a GB of logs, and less for more of them since 2025-05", () => {
  const terabytes = (count: number, fn: Partial<PricedFunction> = {}, earlierLogs = 0) =>
    functionCharges(
      { LoggedBytes: { sum: count * 2 ** 40 } },
      { architecture: "x86_64", ephemeralStorage: 512, ...fn },
      { earlierLogs },
    );
  const dollars = (...params: Parameters<typeof terabytes>) => terabytes(...params)[0]!.dollars;
  expect(terabytes(1)).toEqual([
    { what: "CloudWatch Logs ingestion", quantity: 1_024, unit: "GB", dollars: 512 },
  ]);
  // Sixty terabytes were 30,000 dollars and are 12,500 (duckbillgroup.com, 2025-05), a TB being 1,000 GB there.
  expect(dollars(60, { asOf: "2025-04-30" })).toBeCloseTo(30_000 * 1.024, 6);
  expect(dollars(60, { asOf: "2025-05-01" })).toBeCloseTo(12_500 * 1.024, 6);
  expect(dollars(1, {}, 10_240)).toBe(256);
});

it("lambda.pricing.decryption: charges a request of KMS for each environment of encrypted variables", () => {
  const meters = { EnvironmentsStarted: { sum: 20_000 } };
  const fn: PricedFunction = { architecture: "x86_64", ephemeralStorage: 512 };
  expect(functionCharges(meters, { ...fn, decryptsVariables: true })).toEqual([
    { what: "KMS requests", quantity: 20_000, unit: "requests", dollars: 0.06 },
  ]);
  expect(functionCharges(meters, fn)).toEqual([]);
});

it("takes the free tier off, and no more than there is", () => {
  expect(dollarsOf(1e6, 100, 1_024, free)).toEqual([]);
  expect(dollarsOf(2e6, 100, 1_024, free)).toEqual([0.2]);
});
