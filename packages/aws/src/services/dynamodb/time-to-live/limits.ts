import { days, hours, minutes, type Distribution } from "@orrery/kernel";

/**
 * When items go that have expired.
 *
 * Sources, read 2026-11:
 * - https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/TTL.html
 * - https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_UpdateTimeToLive.html
 */
export const timeToLiveLimits = {
  /** What expired longer ago is left alone. */
  oldest: days(5 * 365),
  /** Between two changes of whether items of a table expire. Measured: rejected after 30 minutes, not after 31. */
  changeInterval: minutes(31),
  /** Items that are deleted at once; the rest follows. */
  atOnce: 1_000,
} as const;

/** How long after its time an item is deleted. Assumed: AWS says within a few days, and said typically 48 hours. */
export const deletionDelay: Distribution = {
  type: "uniform",
  min: minutes(10),
  max: hours(48),
};
