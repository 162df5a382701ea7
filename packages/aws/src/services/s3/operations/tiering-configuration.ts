import { listOf, numberOf, objectOf, textOf } from "../../../request/params.ts";
import { refused, type PlainObject, type Refused } from "../../../service/refusal.ts";
import type { LifecycleRule } from "../config.ts";
import type { ArchiveTier } from "../content/object-traits.ts";
import { tieringDays } from "../limits.ts";
import { orderedKey } from "../store/key-order.ts";

/** Tiering configurations that are in effect, as rules that the machine follows. */
export const tieringRules = (configurations: PlainObject): readonly LifecycleRule[] =>
  Object.values(configurations)
    .map(objectOf)
    .filter(({ Status }) => Status === "Enabled")
    .map(ruleOf);

function ruleOf({ Id, Filter, Tierings }: PlainObject): LifecycleRule {
  const filter = objectOf(Filter);
  const and = objectOf(filter["And"]);
  const tags = [
    ...listOf(and["Tags"]).map(objectOf),
    ...(filter["Tag"] === undefined ? [] : [objectOf(filter["Tag"])]),
  ];
  return {
    id: textOf(Id) ?? "",
    prefix: orderedKey(textOf(filter["Prefix"]) ?? textOf(and["Prefix"]) ?? ""),
    tags: tags.map(({ Key, Value }) => ({ key: textOf(Key) ?? "", value: textOf(Value) ?? "" })),
    above: -1,
    below: Number.MAX_SAFE_INTEGER,
    steps: [],
    olderSteps: [],
    removesMarkers: false,
    abortDays: null,
    tierSteps: listOf(Tierings)
      .map(objectOf)
      .map(({ Days, AccessTier }) => ({
        days: numberOf(Days) ?? 0,
        tier: textOf(AccessTier) as ArchiveTier, // One of them, as it was checked.
      })),
  };
}

const invalid = (message: string): Refused => refused("InvalidArgument", message);

/** What is wrong with the tiers of a configuration; `null` for nothing. Assumed: the words. */
export function againstTiers({ Tierings }: PlainObject): Refused | null {
  const tiers = listOf(Tierings).map(objectOf);
  const names = tiers.map(({ AccessTier }) => textOf(AccessTier) ?? "");
  if (new Set(names).size < names.length) {
    return invalid("Tierings must not have an access tier more than once.");
  }
  for (const { AccessTier, Days } of tiers) {
    const tier = textOf(AccessTier) as ArchiveTier; // One of them, as it was checked.
    const { min, max } = tieringDays[tier];
    const days = numberOf(Days) ?? 0;
    if (days < min || days > max) {
      return invalid(`'Days' of the access tier '${tier}' must be between ${min} and ${max}`);
    }
  }
  return null;
}
