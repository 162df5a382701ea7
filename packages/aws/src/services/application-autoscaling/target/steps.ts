import { after } from "@orrery/kernel";
import type { StepSettings } from "../config.ts";
import type { TargetContext } from "./declarations.ts";
import type { StepAsked, TargetState } from "./state.ts";

/** The capacity that a policy with steps asks for; `null`: it leaves it as it is. */
export function stepTo(
  target: TargetState,
  policy: StepSettings,
  { difference }: StepAsked,
  { now }: TargetContext,
): number | null {
  const step = policy.steps.find(
    ({ lower, upper }) =>
      (lower === null || difference >= lower) && (upper === null || difference < upper),
  );
  if (step === undefined || target.capacity === null) return null;
  const { requested } = target.capacity;
  const { lastOut, lastIn } = target;
  const cools = (last: typeof lastOut): last is NonNullable<typeof lastOut> =>
    last !== null && now < after(last.completedAt, policy.cooldown);
  // What an activity added whose cooldown is not over is a part of what this one adds.
  const base = cools(lastOut) ? Math.min(lastOut.from, requested) : requested;
  const to = adjusted(base, step.by, policy);
  if (to > requested) return to;
  const isIn = adjusted(requested, step.by, policy) < requested;
  return isIn && !cools(lastIn) ? adjusted(requested, step.by, policy) : null;
}

function adjusted(
  capacity: number,
  by: number,
  { adjustment, minimumMagnitude }: StepSettings,
): number {
  switch (adjustment) {
    case "ExactCapacity":
      return by;
    case "ChangeInCapacity":
      return capacity + by;
    case "PercentChangeInCapacity": {
      const change = (capacity * by) / 100;
      // Above 1 and below −1 it is rounded towards 0; between 0 and 1 away from it.
      const whole = Math.abs(change) < 1 ? Math.sign(change) : Math.trunc(change);
      const size = Math.max(Math.abs(whole), minimumMagnitude);
      return capacity + Math.sign(by) * size;
    }
  }
}
