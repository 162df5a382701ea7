import { inSeconds, type Duration } from "@orrery/kernel";
import { hoursInMonth } from "../cost-extrapolation.ts";
import { sqsPrices } from "../../services/sqs/pricing.ts";
import type { WarningTopic } from "./warning-topic.ts";

/** In a shorter run the pollers of the beginning weigh too much. */
const leastHours = 1 / 6;
/** A queue most of whose receives find nothing is paid for in order to be empty. */
const idleShare = 0.5;

/** Queues that event source mappings ask in vain most of the time, and what that costs. */
export const idleReceiveWarnings: WarningTopic = ({ queues, consumersOf, run }) => {
  const hours = inSeconds(run.simulation.now as number as Duration) / 3_600;
  if (hours < leastHours) return [];
  return queues.flatMap((queue) => {
    const readers = consumersOf(queue);
    if (readers.length === 0) return [];
    const empty = queue.sum("NumberOfEmptyReceives");
    const receives = readers.reduce(
      (sum, { component }) =>
        sum + (run.simulation.metersOf(component)["PolledEventCount"]?.count ?? 0),
      0,
    );
    if (empty === 0 || empty <= idleShare * receives) return [];
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
