import { inSeconds } from "@orrery/kernel";
import { hoursInMonth } from "../../../service/billing.ts";
import type { SeenRun } from "../../../service/seen.ts";
import { sqsPrices } from "../pricing.ts";
import type { SeenQueue } from "./seen-queue.ts";

/** In a shorter run the pollers of the beginning weigh too much. */
const leastHours = 1 / 6;
/** A queue most of whose receives find nothing is paid for in order to be empty. */
const idleShare = 0.5;

/** Queues whose readers ask them in vain most of the time, and what that costs. */
export const idleReceiveWarnings = (
  queues: readonly SeenQueue[],
  run: SeenRun,
): readonly string[] => {
  const hours = inSeconds(run.now) / 3_600;
  if (hours < leastHours) return [];
  return queues.flatMap((queue) => {
    const readers = [
      ...run.into(queue, "reads").map(({ from, times = 0 }) => ({ name: from.name, times })),
      ...run.consumersOf(queue.name).map(({ name, receives: times }) => ({ name, times })),
    ];
    const empty = queue.sum("NumberOfEmptyReceives");
    const receives = readers.reduce((sum, { times }) => sum + times, 0);
    if (receives === 0 || empty === 0 || empty <= idleShare * receives) return [];
    const aMonth = Math.round((empty / hours) * hoursInMonth);
    const [tier] = queue.settings.fifo ? sqsPrices.fifo : sqsPrices.standard;
    const dollars = ((aMonth / 1_000_000) * tier.perMillion).toFixed(2);
    const share = Math.round((100 * Math.min(empty, receives)) / receives);
    const names = readers.map(({ name }) => name).join(", ");
    return [
      `${names} asked ${queue.name} for messages ${receives} times and found none ${empty} times, ${share} %: pollers without messages ask three times a minute each. That is ${aMonth} requests a month, which cost $${dollars} at the list price.`,
    ];
  });
};
