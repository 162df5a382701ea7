import type { Instant, Plain } from "@orrery/kernel";
import type { Scaled, TargetState } from "./state.ts";

/** What decides the future of a scalable target, counted from `now`; of its activities, how many there were. */
export const canonical = (target: TargetState, now: Instant): Plain =>
  ({
    capacity: target.capacity,
    inEffect: target.inEffect,
    tracks: target.tracks,
    look: target.look,
    lastOut: ago(target.lastOut, now),
    lastIn: ago(target.lastIn, now),
    change: target.change,
    steps: target.steps,
    activityCount: target.activityCount,
    isToFollow: target.isToFollow,
  }) as unknown as Plain; // Plain data by its type.

const ago = (scaled: Scaled | null, now: Instant): unknown =>
  scaled === null ? null : [scaled.from, now - scaled.completedAt];
