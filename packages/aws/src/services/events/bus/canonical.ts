import type { Instant, Plain } from "@orrery/kernel";
import { canonicalDeliveries } from "../../../delivery/deliveries.ts";
import type { BusDelivery, BusEvent } from "../protocol.ts";
import type { BusState } from "./state.ts";

/** What decides the future of a bus, counted from `now`. */
export const canonical = (bus: BusState, now: Instant): Plain =>
  canonicalDeliveries(bus, now, ({ event, rule, target, problem }: BusDelivery): Plain => [
    eventView(event, now),
    rule,
    target,
    problem,
  ]);

/** An event without where it began, which decides nothing. */
export const eventView = (
  {
    content,
    account,
    region,
    time,
    arrivedAt,
    replayName,
    accountHops,
    regionHops,
    trail,
  }: BusEvent,
  now: Instant,
): Plain => [
  content as unknown as Plain, // Plain data by its type.
  account,
  region,
  time - Math.floor(now / 1_000),
  now - arrivedAt,
  replayName,
  accountHops,
  regionHops,
  trail.lineage as unknown as Plain, // Plain data.
];
