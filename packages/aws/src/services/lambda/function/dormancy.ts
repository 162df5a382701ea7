import { after, between, later } from "@orrery/kernel";
import type { Refused } from "../../../service/refusal.ts";
import { lambdaRefusal } from "../operations/refusals.ts";
import { snapshotNotReady } from "../snap-start/snap-start.ts";
import type { Dormancy, DormancyState } from "./dormancy-state.ts";
import type { FunctionContext } from "./declarations.ts";

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
