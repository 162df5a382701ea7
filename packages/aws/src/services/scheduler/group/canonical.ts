import { slab, type Instant, type Plain } from "@orrery/kernel";
import { canonicalDeliveries } from "../../../delivery/deliveries.ts";
import { never } from "../config.ts";
import type { GroupState } from "./state.ts";

/** What of a group decides its future, counted from `now`. */
export const canonical = (group: GroupState, now: Instant): Plain => [
  slab.list(group.schedules).map(({ name, token, plan, shown, createdAt, changedAt, next }) => [
    name,
    token,
    plan as unknown as Plain, // Plain data by its type.
    shown,
    now - createdAt,
    now - changedAt,
    next === never ? null : next - now,
  ]),
  canonicalDeliveries(group, now, ({ name, schedule, scheduledAt, target }) => [
    name,
    // Another schedule may have its name by now.
    slab.read(group.schedules, schedule) !== undefined,
    now - scheduledAt,
    target as unknown as Plain, // Likewise.
  ]),
];
