import type { Instant } from "@orrery/kernel";
import { objectOf } from "../../../request/params.ts";
import type { PlainObject } from "../../../service/refusal.ts";

/** Until when interfaces are there that no function has any more, by what they are told from others by. */
type Leaving = Readonly<Record<string, Instant>>;

/** Those that the account's record has. */
export const leavingIn = (record: PlainObject): Leaving => objectOf(record["leaving"]) as Leaving; // As functions write it.

/** What of the account's record decides the future, counted from `now`. */
export function canonicalAccountRecord(record: PlainObject, now: Instant): PlainObject {
  if (record["leaving"] === undefined) return record;
  const left = Object.entries(leavingIn(record)).filter(([, until]) => now < until);
  const leaving = left.map(([each, until]) => [each, until - now] as const).sort();
  return { ...record, leaving: Object.fromEntries(leaving) };
}
