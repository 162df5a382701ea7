import { milliseconds, own } from "@orrery/kernel";

/**
 * What an account has of Lambda in a Region. Sources, read 2026-10:
 * - https://docs.aws.amazon.com/lambda/latest/dg/lambda-concurrency.html
 * - https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html
 */
export const accountLimits = {
  /** Synchronous requests a second for each unit of concurrency. */
  requestRateFactor: 10,
  /** Durable executions that may begin in a second; raised on request. */
  executionStarts: 300,
} as const;

/** What new execution environments cost: tokens of a bucket that fills one by one. */
export interface EnvironmentRamp {
  /** Whether each function has a bucket, or all functions of the Region share one. */
  readonly sharedBy: "function" | "region";
  /** Tokens at first and at most. */
  readonly capacity: number;
  /** Microseconds for each further token. */
  readonly interval: number;
}

/** When AWS began to give each function a ramp of its own (AWS News Blog, 2023-11-26/27). */
export const functionRampSince = "2023-11-27";

const burstByRegion: Readonly<Record<string, number>> = {
  "us-east-1": 3_000,
  "us-west-2": 3_000,
  "eu-west-1": 3_000,
  "ap-northeast-1": 1_000,
  "eu-central-1": 1_000,
  "us-east-2": 1_000,
};

/** How fast environments may be started. Since 2023-11-27: 1,000 at once, then 100 a second. */
export function environmentRampOf(region: string, asOf: string): EnvironmentRamp {
  if (asOf >= functionRampSince) {
    return { sharedBy: "function", capacity: 1_000, interval: milliseconds(10) };
  }
  return {
    sharedBy: "region",
    capacity: own(burstByRegion, region) ?? 500,
    interval: milliseconds(120),
  };
}
