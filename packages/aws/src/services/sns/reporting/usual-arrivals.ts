import { exampleOf } from "../../../pattern/example.ts";
import { compilePattern, matchesValue } from "../../../pattern/pattern.ts";
import type { PlainObject } from "../../../service/refusal.ts";
import type { UsualArrival } from "../../../service/reporting.ts";
import type { Seen } from "../../../service/seen.ts";
import type { SubscriptionSettings } from "../config.ts";
import type { SeenTopic } from "./seen-topic.ts";

/** Messages of a draft: more would fill a page. */
const most = 10;

/** A message that a filter policy lets through, and where it looks. */
interface Wanted {
  readonly scope: SubscriptionSettings["filterPolicyScope"];
  readonly example: PlainObject;
}

/** Messages that the filter policies of subscriptions let through, one for those that want the same. */
export function usualArrivals(seen: Seen): readonly UsualArrival[] {
  const wanted: Wanted[] = [];
  for (const { filterPolicy, filterPolicyScope: scope } of (seen as SeenTopic).settings
    .subscriptions) {
    if (filterPolicy === null) continue;
    const pattern = compilePattern(filterPolicy);
    const isThere = wanted.some(
      (each) => each.scope === scope && matchesValue(pattern, each.example),
    );
    const example = isThere ? null : exampleOf(filterPolicy, {});
    if (example !== null) wanted.push({ scope, example });
  }
  if (wanted.length === 0) return [{}];
  return wanted.slice(0, most).map(({ scope, example }): UsualArrival => ({
    payload:
      scope === "MessageBody"
        ? { list: [example] }
        : { size: "1KB", attributes: attributesIn(example) },
  }));
}

/** Values that attributes may have: texts and numbers. */
const attributesIn = (example: PlainObject): PlainObject =>
  Object.fromEntries(
    Object.entries(example).filter(
      ([, value]) => typeof value === "string" || typeof value === "number",
    ),
  );
