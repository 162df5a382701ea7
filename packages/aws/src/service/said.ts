import { ConfigError, shownValue } from "@orrery/kernel";
import type { SizeText } from "./size.ts";

/** A rate as a scenario writes it: a number for each s, m, h or d, such as `200/s`. */
export type RateText = `${number}/${"s" | "m" | "min" | "h" | "d"}`;

/** A share as a scenario writes it: a percentage such as `1%`, or a number from 0 to 1. */
export type ShareSaid = number | `${number}%`;

/** A size as a scenario writes it: a number and B, KB, MB or GB such as `2KB`, or a number of bytes. */
export type SizeSaid = number | SizeText;

/** A number of a metric: `sum`, `max`, a percentile such as `p95`. */
export type StatisticName = "count" | "sum" | "min" | "max" | "average" | `p${number}`;

/** Exactly one of several members. */
export type OneOf<Members> = {
  [Name in keyof Members]: Pick<Members, Name> & {
    readonly [Other in Exclude<keyof Members, Name>]?: never;
  };
}[keyof Members];

/** Without members of these names. */
export type None<Names extends string> = { readonly [Name in Names]?: never };

/** The part of all that a text such as `1%` says, or a number from 0 to 1. @throws ConfigError where it says none. */
export function parseShare(path: string, said: string | number): number {
  const [, count, percent] = /^\s*(\d+(?:\.\d+)?(?:e-\d+)?)\s*(%?)\s*$/.exec(`${said}`) ?? [];
  const part = Number(count) / (percent === "%" ? 100 : 1);
  if (part >= 0 && part <= 1) return part;
  throw new ConfigError(path, "a share such as 1% or 0.01, at most 100%", shownValue(said));
}
