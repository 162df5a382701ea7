import {
  countLimit,
  durationBounds,
  durationLimit,
  hours,
  minutes,
  noTime,
  seconds,
  type Distribution,
} from "@orrery/kernel";
import { assumedDuration, assumedFigures, assumedShare } from "../../service/assumed-figure.ts";
import type { Quota } from "../../service/service-model.ts";

/**
 * Quotas and defaults of EventBridge Scheduler.
 *
 * Sources, read 2026-11:
 * - https://docs.aws.amazon.com/scheduler/latest/UserGuide/scheduler-quotas.html
 * - https://docs.aws.amazon.com/scheduler/latest/UserGuide/managing-schedule-flexible-time-windows.html
 * - https://docs.aws.amazon.com/scheduler/latest/APIReference/API_RetryPolicy.html
 */
export const schedulerLimits = {
  /** A target is invoked within so long after its time. */
  precision: seconds(60),
  flexibleWindow: durationBounds({ min: minutes(1), max: hours(24) }),
  eventAge: durationLimit({ default: hours(24), min: seconds(60), max: hours(24) }),
  retryAttempts: countLimit({ default: 185, min: 0, max: 185 }),
  /** Of the Input of a target, in bytes. */
  input: 262_144,
  /** What of a dead letter a queue is given at most, in bytes. */
  deadLetter: 262_144,
  page: countLimit({ default: 100, min: 1, max: 100 }),
  /** How long before now a schedule may be said to have begun. */
  lateStart: minutes(5),
} as const;

const raisable = (usual: number, byRegion?: Quota["byRegion"]): Quota => ({
  ...countLimit({ default: usual, min: 1, max: 1_000_000_000 }),
  ...(byRegion === undefined ? {} : { byRegion }),
});

/** The Regions that AWS gives by name. */
const largeRegions: readonly string[] = [
  "us-east-1",
  "us-east-2",
  "us-west-2",
  "ap-northeast-1",
  "ap-south-1",
  "ap-southeast-1",
  "ap-southeast-2",
  "eu-central-1",
  "eu-west-1",
  "eu-west-2",
  "sa-east-1",
];

const inLargeRegions = (value: number): Quota["byRegion"] =>
  Object.fromEntries(largeRegions.map((region) => [region, value]));

/** Quotas of the account that a scenario may set. */
export const schedulerQuotas: Readonly<Record<string, Quota>> = {
  /** Schedules of all groups, those included that have run for the last time. */
  "scheduler.schedules": raisable(10_000_000),
  "scheduler.scheduleGroups": raisable(500),
  /** What is above it is delayed. Some Regions have 500. */
  "scheduler.invocationsPerSecond": raisable(1_000),
  /** CreateSchedule; in eleven Regions 5,000, and 250 in all others. */
  "scheduler.createCallsPerSecond": raisable(250, inLargeRegions(5_000)),
  /** GetSchedule, UpdateSchedule and DeleteSchedule, each; in eleven Regions 1,000, and 250 in all others. */
  "scheduler.scheduleCallsPerSecond": raisable(250, inLargeRegions(1_000)),
  /** CreateScheduleGroup and DeleteScheduleGroup, each. */
  "scheduler.groupCallsPerSecond": raisable(10),
};

/** What AWS does not say: ours, which a scenario's `assumptions` may say otherwise. */
export const schedulerAssumptions = assumedFigures("scheduler", {
  startOffset: assumedDuration({
    default: seconds(5),
    min: noTime,
    max: seconds(59),
    text: "Up to how long after its time a target is invoked where there is no flexible window, drawn evenly.",
    source: "Ours: AWS says within the minute.",
  }),
  retryBase: assumedDuration({
    default: seconds(1),
    min: seconds(1),
    max: minutes(10),
    text: "What is waited before the first retry of an invocation; twice as much before each further one.",
    source:
      "Ours: AWS says exponential backoff; with a second, 185 retries and 24 hours run out together.",
  }),
  retryCap: assumedDuration({
    default: seconds(650),
    min: seconds(1),
    max: hours(24),
    text: "What is waited before a retry at most.",
    source: "Ours: with it, 185 retries and 24 hours, which AWS has as defaults, run out together.",
  }),
  patience: assumedDuration({
    default: seconds(60),
    min: seconds(1),
    max: minutes(15),
    text: "How long an attempt waits for the answer of its target.",
    source: "Ours: AWS says nothing of it.",
  }),
  lateGrace: assumedDuration({
    default: seconds(60),
    min: noTime,
    max: hours(24),
    text: "How long ago the time of a one-time schedule may be that still invokes its target; what is older never does.",
    source:
      "Ours: AWS takes schedules of the past (MEASURED 2025-01) and does not say what becomes of them.",
  }),
  duplicates: assumedShare({
    default: 0,
    text: "How often a target is invoked twice for one time of a schedule.",
    source: "Ours: AWS says at least once, and not how often that is more.",
  }),
});

/** What an invocation takes to its target: median 30 ms, P99 150 ms. Assumed: AWS publishes none. */
export const toTarget: Distribution = { type: "lognormal", median: 30_000, sigma: 0.69 };
