import { after, days, minutes, seconds, slab, type Tagged, type TimerFired } from "@orrery/kernel";
import type { Ending } from "../../../delivery/delivering.ts";
import type { Delivery } from "../../../delivery/deliveries.ts";
import type { DeliveryPolicy } from "../../../delivery/delivery-policy.ts";
import type { Refused } from "../../../service/refusal.ts";
import { noTrail } from "../../../service/origin.ts";
import type { Deliver } from "../../../sink/protocol.ts";
import type { BucketSettings, ReplicationRule } from "../config.ts";
import type { BucketEffect, Notification, Replica, ReplicateObject } from "../protocol.ts";
import { orderedKey, shownKey } from "../store/key-order.ts";
import { isDeleteMarker, type Replication, type StoredVersion } from "../store/stored-version.ts";
import { metrics, timers, type Bucket, type BucketContext } from "./declarations.ts";
import { hasKeyAndTags } from "./lifecycle-time.ts";
import type { Happened, Notifying } from "./telling.ts";
import { isPut } from "./put.ts";
import { takes } from "./rate.ts";
import { lockedTraits } from "./lock.ts";
import { answer, reply, served, slowDown } from "./reply.ts";
import { refused } from "../../../service/refusal.ts";
import { replace, versionOf, write } from "./versions.ts";

/** The rules by which a version is copied: of each destination the first that is about it. */
function rulesFor(version: StoredVersion, context: BucketContext): readonly ReplicationRule[] {
  const found: ReplicationRule[] = [];
  for (const rule of context.settings.replication) {
    if (found.some(({ destination }) => destination === rule.destination)) continue;
    if (isAbout(rule, version)) found.push(rule);
  }
  return found;
}

function isAbout(rule: ReplicationRule, version: StoredVersion): boolean {
  if (isDeleteMarker(version) ? !rule.copiesMarkers : !hasKeyAndTags(rule, version)) return false;
  if (!version.key.startsWith(rule.prefix)) return false;
  return rule.copiesKms || !(version.traits.encryption.algorithm ?? "").startsWith("aws:kms");
}

/** Begins to copy a version that was just written; `send` delivers. */
export function replicate(
  bucket: Bucket,
  version: StoredVersion,
  send: (rule: ReplicationRule, replica: Replica) => readonly BucketEffect[],
  context: BucketContext,
): readonly BucketEffect[] {
  // What is a copy is not copied again.
  if (context.settings.replication.length === 0 || version.replication !== null) return [];
  const rules = rulesFor(version, context);
  if (rules.length === 0) return [];
  const pending = rules.map(({ destination }) => destination);
  mark(bucket, version, { isReplica: false, pending, hasFailed: false });
  return rules.flatMap((rule) => {
    bucket.replicaCount += 1;
    context.observe(metrics.OperationsPendingReplication, 1);
    const { threshold, destination, id } = rule;
    const sent = send(rule, { version, rule: id });
    if (threshold === null) return sent;
    const { key, number } = version;
    const slot = slab.insert(bucket.tracked, { key, number, destination });
    const at = after(context.now, threshold);
    const timer = {
      type: "setTimer",
      timer: timers.threshold,
      index: slab.slotOf(slot),
      at,
    } as const;
    return [timer, ...sent];
  });
}

function mark(bucket: Bucket, version: StoredVersion, replication: Replication): StoredVersion {
  const marked: StoredVersion = { ...version, replication };
  replace(bucket, version, marked);
  return marked;
}

/** A version that is still to be copied to a destination. */
function pendingAt(
  bucket: Bucket,
  { key, number }: Pick<StoredVersion, "key" | "number">,
  destination: number,
): (StoredVersion & { readonly replication: Replication }) | null {
  const version = versionOf(bucket, key, number);
  return version?.replication?.pending.includes(destination) === true
    ? (version as StoredVersion & { readonly replication: Replication })
    : null;
}

/** What is sent to the bucket that gets a copy. */
export function replicaInput(
  { version }: Replica,
  rule: ReplicationRule,
): ReplicateObject | Deliver {
  const { key, size, traits, trail, content, contentOf } = version;
  if (!rule.isBucket) {
    const shown = shownKey(key);
    return { type: "deliver", body: shown, size: Math.max(0, size), key: null, trail };
  }
  const storageClass = rule.storageClass ?? traits.storageClass;
  return {
    type: "replicateObject",
    key: shownKey(key),
    size,
    content,
    contentOf,
    traits: { ...traits, storageClass, tier: null, restore: null },
    trail,
  };
}

// S3 gives no figures: it goes on for long, with waits that double up to an hour.
const phases = [
  { type: "exponential", retries: null, base: seconds(60), factor: 2, cap: minutes(60) },
] as const;

// A memo of a pure function.
const policies = new WeakMap<BucketSettings["assumed"], DeliveryPolicy>();

/** How often a copy is attempted. */
export function replicaPolicy(assumed: BucketSettings["assumed"]): DeliveryPolicy {
  let policy = policies.get(assumed);
  if (policy === undefined) {
    policy = {
      failed: { phases, jitter: null },
      throttled: null,
      maximumAge: assumed.replicationAge,
      timeout: days(1),
      onGivenUp: null,
    };
    policies.set(assumed, policy);
  }
  return policy;
}

/** Refusals that another attempt does not change, by the reason that S3 tells. */
const reasons: Readonly<Record<string, string>> = {
  NoSuchBucket: "DstBucketNotFound",
  AccessDenied: "DstPutObjNotPermitted",
  InvalidBucketState: "DstBucketUnversioned",
};

export const isFinalForReplica = ({ code }: Refused): boolean => reasons[code] !== undefined;

/** What S3 tells of how a copy went; `null`: nothing. */
function nameOf(
  ending: Ending,
  isLate: boolean,
  { threshold, isTold }: ReplicationRule | { readonly threshold: null; readonly isTold: boolean },
): string | null {
  if (ending === "taken") {
    return threshold !== null && isLate ? "Replication:OperationReplicatedAfterThreshold" : null;
  }
  if (ending === "withdrawn") return isTold ? "Replication:OperationNotTracked" : null;
  return isTold ? "Replication:OperationFailedReplication" : null;
}

/** Keeps how a copy went, and tells of it. */
export function replicaEnded(
  bucket: Bucket,
  { item }: Readonly<Delivery<Notification>>,
  ending: Ending,
  body: Tagged | null,
  { tell }: Pick<Notifying, "tell">,
  context: BucketContext,
): readonly BucketEffect[] {
  bucket.replicasEndedCount += 1;
  const { destination, at, trail } = item;
  const { version, rule: id } = item.replica!; // It is one.
  const took = context.now - at;
  if (ending === "taken") {
    context.observe(metrics.ObjectsReplicated, 1);
    context.observe(metrics.BytesReplicated, Math.max(0, version.size));
    context.observe(metrics.ReplicationLatency, took);
  } else context.observe(metrics.OperationsFailedReplication, 1);
  if (ending === "ageExceeded") context.observe(metrics["s3.replicationAge"], 1);
  const found = pendingAt(bucket, version, destination);
  if (found === null) return [];
  const { pending, hasFailed } = found.replication;
  const marked = mark(bucket, found, {
    isReplica: false,
    pending: pending.filter((each) => each !== destination),
    hasFailed: hasFailed || ending !== "taken",
  });
  const rule = context.settings.replication.find((each) => each.id === id);
  const name = nameOf(
    ending,
    rule?.threshold != null && took > rule.threshold,
    rule ?? { threshold: null, isTold: true },
  );
  if (name === null) return [];
  const code = body?.type === "refused" ? (body as Refused).code : null; // All who refuse say so.
  return tell(
    bucket,
    toldOf(
      name,
      marked,
      id,
      rule?.arn ?? "",
      code === null ? null : (reasons[code] ?? null),
      trail,
    ),
    context,
  );
}

const toldOf = (
  name: string,
  version: StoredVersion,
  rule: string,
  arn: string,
  reason: string | null,
  trail: Happened["trail"],
): Happened => ({
  name,
  version,
  trail,
  isLifecycle: true,
  replication: { rule, destination: arn, reason },
});

/** A copy takes longer than what S3 promises of it. */
export function missThreshold(
  bucket: Bucket,
  { index }: TimerFired,
  { tell }: Pick<Notifying, "tell">,
  context: BucketContext,
): readonly BucketEffect[] {
  const id = slab.idAt(bucket.tracked, index)!; // Its timer is set while it is there.
  const { key, number, destination } = slab.read(bucket.tracked, id)!;
  slab.remove(bucket.tracked, id);
  const version = pendingAt(bucket, { key, number }, destination);
  const rule = context.settings.replication.find((each) => each.destination === destination);
  if (version === null || rule === undefined) return [];
  const { arn, id: ruleId } = rule;
  const name = "Replication:OperationMissedThreshold";
  return tell(bucket, toldOf(name, version, ruleId, arn, null, noTrail), context);
}

/** Takes a copy of another bucket's object. */
export function takeReplica(
  bucket: Bucket,
  { key: shown, size, content, contentOf, traits, trail }: ReplicateObject,
  notifications: Notifying,
  context: BucketContext,
): readonly BucketEffect[] {
  const key = orderedKey(shown);
  if (!takes(bucket, key, "write", context)) return [answer(served.put, slowDown, context)];
  if (context.settings.versioning !== "Enabled") return [reply(context, unversioned)];
  const written = { key, size, content, contentOf, traits: lockedTraits(traits, context), trail };
  const version = mark(bucket, write(bucket, written, context), asReplica);
  const isMarker = isDeleteMarker(version);
  const name = isMarker ? "ObjectRemoved:DeleteMarkerCreated" : "ObjectCreated:Put";
  return [
    answer(served.put, { type: "objectPut", version }, context),
    ...isPut(bucket, { name, version, trail }, notifications, context),
  ];
}

const asReplica: Replication = Object.freeze({ isReplica: true, pending: [], hasFailed: false });

const unversioned = Object.freeze(
  refused("InvalidBucketState", "The destination bucket does not keep versions."),
);
