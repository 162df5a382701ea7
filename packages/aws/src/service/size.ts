import { ConfigError, shownValue } from "@orrery/kernel";

/** A size in words, such as `2KB` or `1 GB`. */
export type SizeText = `${number}${Unit}` | `${number} ${Unit}`;
type Unit = "B" | "KB" | "KiB" | "MB" | "MiB" | "GB" | "GiB";

const factors: Readonly<Record<string, number>> = {
  "": 1,
  b: 1,
  kb: 1_024,
  kib: 1_024,
  mb: 1_048_576,
  mib: 1_048_576,
  gb: 1_073_741_824,
  gib: 1_073_741_824,
};

/**
 * The bytes that a text such as `2KB` says, counted as AWS counts: a KB is 1,024 bytes. A number without a
 * unit is one of bytes.
 *
 * @throws ConfigError where it says none.
 */
export function parseSize(path: string, said: string | number): number {
  const [, count, unit = ""] = /^\s*(\d+(?:\.\d+)?)\s*([a-zA-Z]*)\s*$/.exec(`${said}`) ?? [];
  const factor = Object.hasOwn(factors, unit.toLowerCase()) ? factors[unit.toLowerCase()] : null;
  if (count !== undefined && factor != null) return Math.round(Number(count) * factor);
  throw new ConfigError(path, "a size such as 2KB, 256B or 1MB", shownValue(said));
}
