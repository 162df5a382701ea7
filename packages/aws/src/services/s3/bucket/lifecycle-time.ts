import { days, type Instant, type SetTimer } from "@orrery/kernel";
import type { BucketSettings, LifecycleRule } from "../config.ts";
import type { StoredVersion } from "../store/stored-version.ts";
import { timers, type Bucket, type BucketContext } from "./declarations.ts";

const day = days(1);

/**
 * When rules are carried out on what began at an instant: at the next midnight in UTC behind so many days; of a rule
 * with a date, at that date, or at the next midnight behind it.
 */
export function dueAt(
  since: number,
  age: number,
  from: Instant | null,
  { settings }: { readonly settings: Pick<BucketSettings, "epochMilliseconds" | "assumed"> },
): Instant {
  const { epochMilliseconds, assumed } = settings;
  const epoch = epochMilliseconds * 1_000;
  const at =
    from !== null && since <= from
      ? from
      : (Math.floor((epoch + since + age * day) / day) + 1) * day - epoch;
  return (at + assumed.lifecycleDelay) as Instant;
}

/** Ages at which rules do something; or, of rules with a date, from when on. */
type Age = Pick<LifecycleRule["steps"][number], "days" | "from">;

// A memo of a pure function.
const ages = new WeakMap<readonly LifecycleRule[], readonly Age[]>();

function agesOf({ settings: { lifecycle } }: BucketContext): readonly Age[] {
  let found = ages.get(lifecycle);
  if (found === undefined) {
    const at = (age: number): Age => ({ days: age, from: null });
    found = lifecycle.flatMap(({ steps, olderSteps, removesMarkers, abortDays, tierSteps }) => [
      ...steps,
      ...tierSteps.map(({ days: age }) => at(age)),
      ...olderSteps.flatMap((step) => (step.keepsNewest > 0 ? [step, at(0)] : [step])),
      ...(removesMarkers ? [at(0)] : []),
      ...(abortDays === null ? [] : [at(abortDays)]),
    ]);
    ages.set(lifecycle, found);
  }
  return found;
}

/** Sets the timer for what is to be done first. */
export function armLifecycle(bucket: Bucket, context: BucketContext): readonly SetTimer[] {
  if (context.settings.lifecycle.length === 0) return [];
  let least: Instant | null = null;
  for (const { days: age, from } of agesOf(context)) {
    const due = dueAt(context.now, age, from, context);
    if (least === null || due < least) least = due;
  }
  return least === null ? [] : armAt(bucket, least);
}

/** Sets the timer, unless it is set for an earlier instant. */
export function armAt(bucket: Bucket, at: Instant): readonly SetTimer[] {
  if (bucket.lifecycleAt !== -1 && bucket.lifecycleAt <= at) return [];
  bucket.lifecycleAt = at;
  return [{ type: "setTimer", timer: timers.lifecycle, index: 0, at }];
}

/** Whether a rule is about a version. */
export const matches = (rule: LifecycleRule, version: StoredVersion): boolean =>
  version.size > rule.above && version.size < rule.below && hasKeyAndTags(rule, version);

/** Whether a version has the prefix and the tags of a rule. */
export const hasKeyAndTags = (
  { prefix, tags }: Pick<LifecycleRule, "prefix" | "tags">,
  version: StoredVersion,
): boolean =>
  version.key.startsWith(prefix) &&
  tags.every(({ key, value }) =>
    version.traits.tags.some((tag) => tag.key === key && tag.value === value),
  );

/** When and by which rule a version expires; `null`: it does not. */
export function expiryOf(
  version: StoredVersion,
  context: {
    readonly settings: Pick<BucketSettings, "lifecycle" | "epochMilliseconds" | "assumed">;
  },
): { readonly at: Instant; readonly rule: string } | null {
  let found: { readonly at: Instant; readonly rule: string } | null = null;
  for (const rule of context.settings.lifecycle) {
    if (!matches(rule, version)) continue;
    for (const { days: age, from, storageClass } of rule.steps) {
      if (storageClass !== null) continue;
      const at = dueAt(version.writtenAt, age, from, context);
      if (found === null || at < found.at) found = { at, rule: rule.id };
    }
  }
  return found;
}
