import { valueAsOf, type Dated, type Meter } from "@orrery/kernel";
import type { Charge } from "../../service/billing.ts";

/** Gigabyte-seconds, or gigabytes, of a month up to `upTo` at a price for each. */
export interface DurationTier {
  readonly upTo: number;
  /** US dollars for each. */
  readonly each: number;
}

/**
 * List prices of Lambda on demand in us-east-1, in US dollars, before taxes.
 *
 * Sources: AWS Price List of 2024-07, and of 2026-09-19 where it was published again; tiers since
 * 2022-08.
 */
const lambdaPrices = {
  /** For each million requests. */
  millionRequests: 0.2,
  duration: {
    x86_64: [
      { upTo: 6e9, each: 0.0000166667 },
      { upTo: 15e9, each: 0.000015 },
      { upTo: Infinity, each: 0.0000133334 },
    ],
    arm64: [
      { upTo: 7.5e9, each: 0.0000133334 },
      { upTo: 18.75e9, each: 0.0000120001 },
      { upTo: Infinity, each: 0.0000106667 },
    ],
  },
  /** For each gigabyte-second that is provisioned, and for each of durations on it. AWS Price List of 2026-09. */
  provisioned: { x86_64: 0.0000041667, arm64: 0.0000033334 },
  provisionedDuration: { x86_64: 0.0000097222, arm64: 0.0000077778 },
  /** For each gigabyte of memory that is restored from a snapshot; Java is free. AWS Price List of 2026-09. */
  snapStartRestore: 0.0001397998,
  /** For each gigabyte-second of `/tmp` above 512 MB. */
  ephemeralStorage: 0.0000000309,
  /** For each GB of a streamed response beyond its first 6 MB. AWS Price List of 2025 and 2026; that those are free is not verified. */
  streamed: 0.008,
  /**
   * Of durable executions: for each million operations, each GB written, and each GB kept for a month. AWS Price List of
   * 2026-09.
   */
  durable: { millionOperations: 8, written: 0.25, kept: 0.15 },
  /** Of KMS, for symmetric keys. Source: https://aws.amazon.com/kms/pricing. */
  tenThousandKeyRequests: 0.03,
  /**
   * For each GB of a month that CloudWatch Logs takes in of functions: up to `upTo` GB at a price for each. AWS Price
   * List of 2024-07 and 2026-09; the tiers since 2025-05-01.
   */
  logs: [
    { since: "2014-11-13", value: [{ upTo: Infinity, each: 0.5 }] },
    {
      since: "2025-05-01",
      value: [
        { upTo: 10_240, each: 0.5 },
        { upTo: 30_720, each: 0.25 },
        { upTo: 51_200, each: 0.1 },
        { upTo: Infinity, each: 0.05 },
      ],
    },
  ] as Dated<readonly DurationTier[]>,
  /** Of each month and account, for both architectures together. */
  free: { requests: 1_000_000, gigabyteSeconds: 400_000 },
} as const;

/** Of a function, what its price depends on. */
export interface PricedFunction {
  readonly architecture: "x86_64" | "arm64";
  /** `/tmp` in MB. */
  readonly ephemeralStorage: number;
  /** Whether KMS decrypts the variables of each environment. @defaultValue false */
  readonly decryptsVariables?: boolean;
  /** The date whose rules hold. @defaultValue the last that there are */
  readonly asOf?: string;
}

/** What comes before a function's charges: what is free, and what was used of the tiers. */
export interface LambdaAllowance {
  /** Requests of the free tier that are left, see {@link lambdaPrices}. @defaultValue 0 */
  readonly freeRequests?: number;
  /** Gigabyte-seconds of the free tier that are left. @defaultValue 0 */
  readonly freeGigabyteSeconds?: number;
  /** Gigabyte-seconds that other functions of the same architecture paid for. @defaultValue 0 */
  readonly earlierGigabyteSeconds?: number;
  /** Gigabytes of logs that other functions paid for. @defaultValue 0 */
  readonly earlierLogs?: number;
}

type Meters = Readonly<Record<string, Pick<Meter, "sum">>>;

const freeStorage = 512;
const bytesInGigabyte = 2 ** 30;
const daysInMonth = 30;

/** Gigabyte-seconds that a function is billed for. */
export const gigabyteSecondsIn = (meters: Meters): number =>
  sumOf(meters, "BilledMemoryMilliseconds") / 1_000 / 1_024;

/** Gigabytes that a function logged. */
export const gigabytesLogged = (meters: Meters): number =>
  sumOf(meters, "LoggedBytes") / bytesInGigabyte;

/**
 * What the invocations of a function cost.
 *
 * @param meters - the meters of the function's component, by name.
 */
export function functionCharges(
  meters: Meters,
  {
    architecture,
    ephemeralStorage,
    decryptsVariables = false,
    asOf = "9999-12-31",
  }: PricedFunction,
  {
    freeRequests = 0,
    freeGigabyteSeconds = 0,
    earlierGigabyteSeconds: earlier = 0,
    earlierLogs = 0,
  }: LambdaAllowance = {},
): readonly Charge[] {
  const requests = Math.max(0, sumOf(meters, "Invocations") - freeRequests);
  const paid = Math.max(0, gigabyteSecondsIn(meters) - freeGigabyteSeconds);
  const ahead = sumOf(meters, "ProvisionedMemoryMilliseconds") / 1_000 / 1_024;
  const onIt = sumOf(meters, "ProvisionedBilledMemoryMilliseconds") / 1_000 / 1_024;
  const restored = sumOf(meters, "RestoredMegabytes") / 1_024;
  const above = Math.max(0, ephemeralStorage - freeStorage) / 1_024;
  const storage = above * (sumOf(meters, "BilledDuration") / 1_000_000);
  const operations = sumOf(meters, "DurableExecutionOperations");
  const written = sumOf(meters, "DurableExecutionStorageWrittenBytes") / bytesInGigabyte;
  const kept = sumOf(meters, "DurableStorageByteDays") / bytesInGigabyte / daysInMonth;
  const streamed = sumOf(meters, "BilledStreamedBytes") / bytesInGigabyte;
  const logged = gigabytesLogged(meters);
  const decryptions = decryptsVariables ? sumOf(meters, "EnvironmentsStarted") : 0;
  const { durable } = lambdaPrices;
  const charges: readonly Charge[] = [
    {
      what: "Lambda requests",
      quantity: requests,
      unit: "requests",
      dollars: (requests / 1e6) * lambdaPrices.millionRequests,
    },
    {
      what: `Lambda duration on ${architecture}`,
      quantity: paid,
      unit: "GB-seconds",
      dollars: tieredDollars(paid, earlier, lambdaPrices.duration[architecture]),
    },
    {
      what: `Lambda provisioned concurrency on ${architecture}`,
      quantity: ahead,
      unit: "GB-seconds",
      dollars: ahead * lambdaPrices.provisioned[architecture],
    },
    {
      what: `Lambda duration on provisioned concurrency on ${architecture}`,
      quantity: onIt,
      unit: "GB-seconds",
      dollars: onIt * lambdaPrices.provisionedDuration[architecture],
    },
    {
      what: "Lambda SnapStart restores",
      quantity: restored,
      unit: "GB",
      dollars: restored * lambdaPrices.snapStartRestore,
    },
    {
      what: "Lambda ephemeral storage above 512 MB",
      quantity: storage,
      unit: "GB-seconds",
      dollars: storage * lambdaPrices.ephemeralStorage,
    },
    {
      what: "Lambda response streaming",
      quantity: streamed,
      unit: "GB",
      dollars: streamed * lambdaPrices.streamed,
    },
    {
      what: "Lambda durable operations",
      quantity: operations,
      unit: "operations",
      dollars: (operations / 1e6) * durable.millionOperations,
    },
    {
      what: "Lambda durable data written",
      quantity: written,
      unit: "GB",
      dollars: written * durable.written,
    },
    {
      what: "Lambda durable data kept",
      quantity: kept,
      unit: "GB-months",
      dollars: kept * durable.kept,
    },
    {
      what: "KMS requests",
      quantity: decryptions,
      unit: "requests",
      dollars: (decryptions / 10_000) * lambdaPrices.tenThousandKeyRequests,
    },
    {
      what: "CloudWatch Logs ingestion",
      quantity: logged,
      unit: "GB",
      dollars: tieredDollars(logged, earlierLogs, valueAsOf(lambdaPrices.logs, asOf)),
    },
  ];
  return charges.filter(({ quantity }) => quantity > 0);
}

/** The price of a quantity that comes after `earlier` ones. */
function tieredDollars(quantity: number, earlier: number, tiers: readonly DurationTier[]): number {
  let dollars = 0;
  let from = earlier;
  for (const { upTo, each } of tiers) {
    const inTier = Math.min(earlier + quantity, upTo) - from;
    if (inTier <= 0) continue;
    dollars += inTier * each;
    from += inTier;
  }
  return dollars;
}

const sumOf = (meters: Meters, metric: string): number => meters[metric]?.sum ?? 0;
