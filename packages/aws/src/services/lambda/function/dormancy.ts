import { after, between, later, type Duration, type Instant } from "@orrery/kernel";
import type { Refused } from "../../../service/refusal.ts";
import { lambdaRefusal } from "../operations/refusals.ts";
import { snapshotNotReady } from "../snap-start/snap-start.ts";
import type { FunctionContext } from "./declarations.ts";

/** When a function becomes inactive for want of invocations, and what brings it back. Plain data. */
export interface Dormancy {
  /** What it has lost by then. */
  readonly of: "interfaces" | "snapshot";
  readonly after: Duration;
  /** How long it is made anew once somebody invokes the function. */
  readonly waking: Duration;
  /** When the function was made or changed last. */
  readonly since: Instant;
}

/** When a function was invoked last, where that matters. */
export interface DormancyState {
  /** -1: never, or it does not matter. */
  readonly usedAt: Instant | -1;
  /** Until then it is made active again; -1: it is active. */
  readonly wakesAt: Instant | -1;
}

/** Of a function that was never invoked. */
export const neverUsed: DormancyState = { usedAt: -1, wakesAt: -1 };

type DormancyDraft = { -readonly [Key in keyof DormancyState]: DormancyState[Key] };

/** Why an inactive function does not run: the first invocation wakes it; `null`: it is active. */
export function refusalAsleep(
  fn: DormancyDraft,
  { of, after: length, waking, since }: Dormancy,
  { now }: FunctionContext,
): Refused | null {
  if (fn.wakesAt !== -1 && now < fn.wakesAt) return of === "snapshot" ? snapshotNotReady : pending;
  const usedAt = fn.usedAt === -1 ? since : later(fn.usedAt, since);
  fn.usedAt = now;
  fn.wakesAt = -1;
  if (between(usedAt, now) < length) return null;
  fn.wakesAt = after(now, waking);
  return of === "snapshot" ? snapshotNotReady : notReady;
}

const notReady = lambdaRefusal(
  "ResourceNotReadyException",
  "The function is inactive and its VPC connection is no longer available. Wait for the VPC connection to reestablish and try again.",
);

const pending = lambdaRefusal(
  "ResourceConflictException",
  "The operation cannot be performed at this time. The function is currently in the following state: Pending",
);
