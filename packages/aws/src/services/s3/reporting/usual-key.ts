import type { PlainObject } from "../../../service/refusal.ts";
import type { Seen } from "../../../service/seen.ts";
import type { BucketSettings } from "../config.ts";

/** A key of which the bucket tells somebody, where it tells of some only; `null`: it tells of all, or nobody. */
export function usualKey({ settings }: Seen): PlainObject | null {
  const { notifications } = settings as BucketSettings; // Of this kind.
  const [first] = notifications.filter(({ prefix, suffix }) => prefix !== "" || suffix !== "");
  if (first === undefined || notifications.some(({ prefix, suffix }) => prefix + suffix === "")) {
    return null;
  }
  return { key: `${first.prefix}{number}${first.suffix}` };
}
