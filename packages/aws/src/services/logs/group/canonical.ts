import { slab, table, type Instant, type Plain } from "@orrery/kernel";
import { canonicalDeliveries } from "../../../delivery/deliveries.ts";
import type { GroupState } from "./state.ts";

/** What decides the future of a log group, counted from `now`. */
export const canonical = (group: GroupState, now: Instant): Plain => ({
  streams: table.list(group.streams),
  events: slab.list(group.events) as unknown as Plain, // Plain data by its type.
  looked: group.looked,
  read: table.list(group.logsRead),
  disabled: table
    .list(group.disabled)
    .flatMap(([number, until]) => (until <= now ? [] : [[number, until - now]])),
  probed: group.probed,
  minutes: table
    .list(group.minutes)
    .map(([name, { minute, hasMatched }]) => [name, minute * 60_000_000 - now, hasMatched]),
  eventCount: group.eventCount,
  isCollecting: group.isCollecting,
  deliveries: canonicalDeliveries(group, now, ({ subscription, text, stream }) => [
    subscription,
    text.body,
    stream,
  ]),
});
