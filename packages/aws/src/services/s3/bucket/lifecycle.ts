import type { Instant } from "@orrery/kernel";
import { noTrail } from "../../../service/origin.ts";
import { s3Limits } from "../limits.ts";
import type { LifecycleRule, LifecycleStep } from "../config.ts";
import type { BucketEffect } from "../protocol.ts";
import { visitFrom } from "../store/ordered-items.ts";
import {
  byKeyAndAge,
  isDeleteMarker,
  type StoredVersion,
  type VersionPlace,
} from "../store/stored-version.ts";
import { ageAgain, ageNewest, byAge } from "./age.ts";
import type { Task } from "./lifecycle-task.ts";
import { tierTask } from "./tiering.ts";
import { abort } from "./multipart.ts";
import { metrics, notes, type Bucket, type BucketContext } from "./declarations.ts";
import { armAt, dueAt, matches } from "./lifecycle-time.ts";
import { againstDeletion } from "./lock.ts";
import type { Notifying } from "./telling.ts";
import type { Aging } from "./state.ts";
import { countVersion } from "./storage-use.ts";
import { hide } from "./delete.ts";
import { newestOf } from "./newest-versions.ts";
import { newestOlder, remove, replace, versionOf } from "./versions.ts";
import { uploadOf } from "./uploads.ts";

// A memo of a pure function.
const tasks = new WeakMap<readonly LifecycleRule[], readonly Task[]>();

/** What rules do, by age. */
function tasksOf({ settings: { lifecycle } }: BucketContext): readonly Task[] {
  let found = tasks.get(lifecycle);
  if (found === undefined) {
    found = lifecycle.flatMap((rule) => [
      ...rule.steps.map((step) => stepTask(rule, step)),
      ...(rule.removesMarkers ? [markerTask(rule, 0)] : []),
      ...rule.olderSteps.flatMap((step) => [
        olderTask(rule, step, step.days),
        // Another version may make one too many of those that are kept.
        ...(step.keepsNewest > 0 ? [olderTask(rule, step, 0)] : []),
      ]),
      ...(rule.abortDays === null ? [] : [abortTask(rule, rule.abortDays)]),
      ...rule.tierSteps.map((step) => tierTask(rule, step)),
    ]);
    tasks.set(lifecycle, found);
  }
  return found;
}

/** Carries out what is due, and sets the timer for what is next. */
export function runLifecycle(
  bucket: Bucket,
  notifications: Notifying,
  context: BucketContext,
): readonly BucketEffect[] {
  const effects: BucketEffect[] = [];
  bucket.lifecycleAt = -1;
  tasksOf(context).forEach((task, place) => {
    const due: Aging[] = [];
    visitRest(bucket, task, place, (aging) => {
      if (dueAt(aging.since, task.days, task.from, context) > context.now) return false;
      return Boolean(due.push(aging));
    });
    if (due.length === 0) return;
    bucket.looked = { ...bucket.looked, [place]: due.at(-1)! };
    for (const aging of due) effects.push(...task.perform(bucket, aging, notifications, context));
  });
  return [...armNext(bucket, context), ...effects];
}

/** Visits what a task has not looked at. */
function visitRest(
  bucket: Bucket,
  { queue }: Task,
  place: number,
  visit: (aging: Aging) => boolean,
): void {
  const last = bucket.looked[place];
  visitFrom(bucket[queue], last ?? null, byAge, (aging) =>
    last !== undefined && byAge(aging, last) === 0 ? true : visit(aging),
  );
}

/** Sets the timer for the first of all that waits; what was done may have begun something itself. */
function armNext(bucket: Bucket, context: BucketContext): readonly BucketEffect[] {
  let next: Instant | null = null;
  tasksOf(context).forEach((task, place) => {
    visitRest(bucket, task, place, ({ since }) => {
      const at = dueAt(since, task.days, task.from, context);
      if (next === null || at < next) next = at;
      return false;
    });
  });
  if (next === null) return [];
  // What has come of age meanwhile is looked at with the next midnight.
  const soonest = dueAt(context.now, 0, null, context);
  return armAt(bucket, next > context.now ? next : soonest);
}

function stepTask(rule: LifecycleRule, step: LifecycleStep): Task {
  return {
    queue: "newest",
    days: step.days,
    from: step.from,
    perform(bucket, { key, number }, notifications, context) {
      const version = newestOf(bucket, key);
      if (version?.number !== number) return [];
      if (isDeleteMarker(version)) {
        // A rule with days takes markers away that hide nothing, too.
        return step.storageClass === null
          ? dropMarker(bucket, version, notifications, context)
          : [];
      }
      if (!matches(rule, version)) return [];
      return step.storageClass === null
        ? expire(bucket, version, notifications, context)
        : move(bucket, version, step.storageClass, notifications, context);
    },
  };
}

const markerTask = (rule: LifecycleRule, age: number): Task => ({
  queue: "newest",
  days: age,
  from: null,
  perform(bucket, { key, number }, notifications, context) {
    const version = newestOf(bucket, key);
    if (version?.number !== number || !isDeleteMarker(version)) return [];
    return key.startsWith(rule.prefix) ? dropMarker(bucket, version, notifications, context) : [];
  },
});

/** Takes a delete marker away that hides nothing any more. */
function dropMarker(
  bucket: Bucket,
  version: StoredVersion,
  notifications: Notifying,
  context: BucketContext,
): readonly BucketEffect[] {
  if (newestOlder(bucket, version.key) !== null) return [];
  remove(bucket, version, context);
  return expired(bucket, version, "LifecycleExpiration:Delete", notifications, context);
}

/** Deletes the newest version, or hides it behind a delete marker. */
function expire(
  bucket: Bucket,
  version: StoredVersion,
  notifications: Notifying,
  context: BucketContext,
): readonly BucketEffect[] {
  context.observe(metrics.ObjectsExpired, 1);
  context.observe(metrics["s3.lifecycleDelay"], 1);
  context.note(notes.expired, version.number);
  if (context.settings.versioning === "off") {
    remove(bucket, version, context);
    return expired(bucket, version, "LifecycleExpiration:Delete", notifications, context);
  }
  const { marker } = hide(bucket, version.key, noTrail, context);
  return expired(
    bucket,
    marker!, // It was just put.
    "LifecycleExpiration:DeleteMarkerCreated",
    notifications,
    context,
  );
}

function expired(
  bucket: Bucket,
  version: StoredVersion,
  name: string,
  notifications: Notifying,
  context: BucketContext,
): readonly BucketEffect[] {
  bucket.count += 1;
  const event = { name, version, trail: version.trail, isLifecycle: true };
  return notifications.tell(bucket, event, context);
}

/** The classes that objects may go to from each: downwards alone. */
const order = [
  "STANDARD",
  "REDUCED_REDUNDANCY",
  "STANDARD_IA",
  "INTELLIGENT_TIERING",
  "ONEZONE_IA",
  "GLACIER_IR",
  "GLACIER",
  "DEEP_ARCHIVE",
];

function move(
  bucket: Bucket,
  version: StoredVersion,
  storageClass: string,
  notifications: Notifying,
  context: BucketContext,
): readonly BucketEffect[] {
  const { traits, size } = version;
  if (order.indexOf(storageClass) <= order.indexOf(traits.storageClass)) return [];
  if (size < s3Limits.transitionSize) return [];
  const moved: StoredVersion = {
    ...version,
    accessedAt: context.now,
    traits: { ...traits, storageClass, tier: null },
  };
  countVersion(bucket, version, -1, context.now);
  countVersion(bucket, moved, 1, context.now);
  replace(bucket, version, moved);
  // Its tiers are counted from here on.
  if (storageClass === "INTELLIGENT_TIERING") ageAgain(bucket, moved, context.now);
  context.observe(metrics.ObjectsTransitioned, 1);
  context.observe(metrics.BilledTransitions, 1);
  const event = {
    name: "LifecycleTransition",
    version: moved,
    trail: version.trail,
    isLifecycle: true,
  };
  return notifications.tell(bucket, event, context);
}

function olderTask(
  rule: LifecycleRule,
  step: LifecycleRule["olderSteps"][number],
  age: number,
): Task {
  return {
    queue: "noncurrent",
    days: age,
    from: null,
    perform(bucket, { key, number }, notifications, context) {
      if (step.keepsNewest > 0) {
        return tooMany(bucket, key, step, context).flatMap((each) =>
          ofOlder(bucket, each, rule, step, notifications, context),
        );
      }
      const version = versionOf(bucket, key, number) ?? versionOf(bucket, key, "null");
      if (version?.number !== number || newestOf(bucket, key)?.number === number) return [];
      return ofOlder(bucket, version, rule, step, notifications, context);
    },
  };
}

/** Older versions of a key behind those that are kept, which are old enough. */
function tooMany(
  bucket: Bucket,
  key: string,
  { keepsNewest, days: age }: LifecycleRule["olderSteps"][number],
  context: BucketContext,
): readonly StoredVersion[] {
  const found: StoredVersion[] = [];
  let rank = 0;
  let newerAt = newestOf(bucket, key)?.writtenAt;
  const first: VersionPlace = { key, number: Number.MAX_SAFE_INTEGER };
  visitFrom<VersionPlace>(bucket.older, first, byKeyAndAge, (each) => {
    if (each.key !== key) return false;
    const version = each as StoredVersion; // Of this tree.
    const since = newerAt ?? version.writtenAt;
    if (rank >= keepsNewest && dueAt(since, age, null, context) <= context.now) found.push(version);
    rank += 1;
    newerAt = version.writtenAt;
    return true;
  });
  return found;
}

/** What a rule does with an older version. */
function ofOlder(
  bucket: Bucket,
  version: StoredVersion,
  rule: LifecycleRule,
  { storageClass }: LifecycleStep,
  notifications: Notifying,
  context: BucketContext,
): readonly BucketEffect[] {
  const isMarker = isDeleteMarker(version);
  if (isMarker ? !version.key.startsWith(rule.prefix) : !matches(rule, version)) return [];
  if (storageClass !== null) {
    return isMarker ? [] : move(bucket, version, storageClass, notifications, context);
  }
  if (againstDeletion(version, false, context) !== null) return [];
  remove(bucket, version, context);
  context.observe(metrics.ObjectsExpired, 1);
  context.note(notes.expired, version.number);
  const left = newestOf(bucket, version.key);
  // A marker that hides nothing any more is looked at again.
  if (left !== undefined && isDeleteMarker(left)) ageNewest(bucket, left, context);
  return expired(bucket, version, "LifecycleExpiration:Delete", notifications, context);
}

const abortTask = (rule: LifecycleRule, age: number): Task => ({
  queue: "begun",
  days: age,
  from: null,
  perform(bucket, place, _notifications, context) {
    const upload = uploadOf(bucket, place);
    if (upload === undefined || !upload.key.startsWith(rule.prefix)) return [];
    abort(bucket, upload, context);
    context.observe(metrics.UploadsAborted, 1);
    return [];
  },
});
