import type { SizeText, Statistic } from "@orrery/aws";

/** A rate as a scenario writes it: a number for each s, m, h or d, such as `200/s`. */
export type RateText = `${number}/${"s" | "m" | "min" | "h" | "d"}`;

/** A share as a scenario writes it: a percentage such as `1%`, or a number from 0 to 1. */
export type ShareSaid = number | `${number}%`;

/** A size as a scenario writes it: a number and B, KB, MB or GB such as `2KB`, or a number of bytes. */
export type SizeSaid = number | SizeText;

/** A number of a metric: `sum`, `max`, a percentile such as `p95`. */
export type StatisticName = Statistic;

/** Exactly one of several members. */
export type OneOf<Members> = {
  [Name in keyof Members]: Pick<Members, Name> & {
    readonly [Other in Exclude<keyof Members, Name>]?: never;
  };
}[keyof Members];
