import { seconds, type Instant } from "@orrery/kernel";
import { delivering, type Ending } from "../../../delivery/delivering.ts";
import type { Delivery } from "../../../delivery/deliveries.ts";
import type { DeliveryPolicy } from "../../../delivery/delivery-policy.ts";
import { usualVerdict } from "../../../delivery/verdict.ts";
import type { EntryOf } from "../../../service/entry.ts";
import type { Trail } from "../../../service/origin.ts";
import type { Deliver } from "../../../sink/protocol.ts";
import { sizeInUtf8 } from "../../../text/utf8.ts";
import type { BucketSettings, NotificationRule } from "../config.ts";
import { bodyOf, isToldToBus } from "../notification/notification-body.ts";
import type { BucketEffect, Notification, ObjectEvent } from "../protocol.ts";
import {
  choices,
  metrics,
  notes,
  ports,
  purposes,
  timers,
  type Bucket,
  type BucketContext,
} from "./declarations.ts";
import {
  isFinalForReplica,
  replicaEnded,
  replicaInput,
  replicaPolicy,
  replicate,
} from "./replicating.ts";
import type { BucketState } from "./state.ts";
import type { Happened, Notifying } from "./telling.ts";

/** The rules that hold at the moment: those that were changed take their time. */
const rulesNow = ({ settings, now }: BucketContext): readonly NotificationRule[] =>
  now >= settings.notificationsFrom ? settings.notifications : settings.notificationsBefore;

/** The rule that leads to a destination. It is looked for in both, since one may only be on its way. */
const ruleOf = (
  { settings }: BucketContext,
  { destination, configuration }: Notification,
): NotificationRule | undefined => {
  const leads = (rule: NotificationRule) =>
    rule.destination === destination && rule.id === configuration;
  return settings.notifications.find(leads) ?? settings.notificationsBefore.find(leads);
};

const wants = (rule: NotificationRule, name: string, key: string): boolean =>
  (rule.events === null ? isToldToBus(name) : rule.events.includes(name)) &&
  key.startsWith(rule.prefix) &&
  key.endsWith(rule.suffix);

/** Events of these kinds say nothing of the order of what becomes of a key. */
const isUnordered = (name: string): boolean =>
  /^(?:ObjectTagging|ObjectAcl|Replication|ReducedRedundancy)/.test(name);

// A memo of a pure function.
const policies = new WeakMap<BucketSettings["assumed"], DeliveryPolicy>();

/** Until it is too old, with waits that double: S3 does not publish how it tries again. */
function policyOf(assumed: BucketSettings["assumed"]): DeliveryPolicy {
  let policy = policies.get(assumed);
  if (policy === undefined) {
    policy = {
      failed: {
        phases: [
          { type: "exponential", retries: null, base: seconds(1), factor: 2, cap: seconds(300) },
        ],
        jitter: null,
      },
      throttled: null,
      maximumAge: assumed.notificationAge,
      timeout: assumed.notificationTimeout,
      onGivenUp: null,
    };
    policies.set(assumed, policy);
  }
  return policy;
}

/** The notifications of buckets, which reach their destinations by the entries of their kinds. */
export function notifying(entryOf: EntryOf): Notifying {
  const { deliver, hear, retry } = delivering<
    BucketState,
    Notification,
    BucketSettings,
    BucketEffect
  >({
    ports: { target: ports.destinations, givenUp: ports.destinations },
    timer: timers.attempt,
    purpose: purposes.retryWait,

    policyOf(_bucket, { item }, context) {
      const { assumed, replication } = context.settings;
      if (item.replica === null) {
        return ruleOf(context, item) === undefined ? null : policyOf(assumed);
      }
      const { rule } = item.replica;
      return replication.some(({ id }) => id === rule) ? replicaPolicy(assumed) : null;
    },

    inputOf({ item }, context) {
      if (item.replica !== null) {
        const { rule: id } = item.replica;
        const by = context.settings.replication.find((each) => each.id === id)!; // See policyOf.
        return replicaInput(item.replica, by);
      }
      const rule = ruleOf(context, item)!; // There is one: see policyOf.
      const body = bodyOf(item, rule, context.settings);
      const size = sizeInUtf8(body);
      const { trail } = item;
      if (rule.kind === null) {
        const input: Deliver = { type: "deliver", body, size, key: null, trail };
        return input;
      }
      return entryOf(rule.kind)!.doors.event!.inputOf({
        text: { body, size },
        group: null,
        deduplicationId: null,
        trail,
      });
    },

    verdictOf(body, { item }, context) {
      if (item.replica !== null) return usualVerdict(body, isFinalForReplica);
      if (body.type === "lost") context.observe(metrics["s3.notificationTimeout"], 1);
      // Whatever stands in the way of it may change: it is tried until it is too old.
      return usualVerdict(body, () => false);
    },

    ended(bucket, delivery, ending, body, context) {
      if (delivery.item.replica !== null) {
        return replicaEnded(bucket, delivery, ending, body, { tell }, context);
      }
      countEnding(bucket, delivery, ending, context);
      return [];
    },
  });

  function begin(
    bucket: Bucket,
    rule: NotificationRule,
    event: ObjectEvent | null,
    trail: Trail,
    context: BucketContext,
  ): readonly BucketEffect[] {
    bucket.notificationCount += 1;
    context.observe(metrics.NotificationsMade, 1);
    const { destination, id: configuration, arn } = rule;
    const at = context.now;
    const item: Notification = { destination, configuration, event, replica: null, at, trail };
    return deliver(bucket, { arn, to: destination }, item, context);
  }

  function tell(
    bucket: Bucket,
    { name, version, trail, isLifecycle = false, replaced, replication }: Happened,
    context: BucketContext,
  ): readonly BucketEffect[] {
    const rules = rulesNow(context);
    if (rules.length === 0) return [];
    let event: ObjectEvent | null = null;
    if (replaced !== undefined && isMerged(bucket, replaced, context)) return [];
    const effects: BucketEffect[] = [];
    for (const rule of rules) {
      if (!wants(rule, name, version.key)) continue;
      if (event === null) {
        bucket.requestCount += 1;
        event = {
          name,
          version,
          at: context.now,
          sequence: isUnordered(name) ? null : bucket.count,
          isLifecycle,
          request: bucket.requestCount,
          ...(replication === undefined ? {} : { replication }),
          trail,
        };
      }
      effects.push(...begin(bucket, rule, event, trail, context));
      if (isCopied(bucket, context)) effects.push(...begin(bucket, rule, event, trail, context));
    }
    return effects;
  }

  function test(
    bucket: Bucket,
    destinations: readonly number[],
    trail: Trail,
    context: BucketContext,
  ): readonly BucketEffect[] {
    return context.settings.notifications.flatMap((rule) =>
      destinations.includes(rule.destination) ? begin(bucket, rule, null, trail, context) : [],
    );
  }

  const copy: Notifying["replicate"] = (bucket, version, context) =>
    replicate(
      bucket,
      version,
      ({ destination, id: configuration, arn }, replica) => {
        const { trail } = version;
        const at = context.now;
        const item: Notification = { destination, configuration, event: null, replica, at, trail };
        return deliver(bucket, { arn, to: destination }, item, context);
      },
      context,
    );

  return { tell, test, replicate: copy, hear, retry };
}

/** Whether a write gets no notification of its own, since one of the same key was just before it. */
function isMerged(bucket: Bucket, replaced: Instant, context: BucketContext): boolean {
  const { behavior, assumed, versioning } = context.settings;
  const { mergeRate } = behavior;
  if (mergeRate === 0 || versioning === "Enabled") return false;
  if (context.now - replaced >= assumed.mergedWithin) return false;
  context.observe(metrics["s3.mergedWithin"], 1);
  const weights = [1 - mergeRate, mergeRate];
  if (context.choose(choices.merged, bucket.count, weights) === 0) return false;
  context.observe(metrics.NotificationsMerged, 1);
  return true;
}

function isCopied(bucket: Bucket, context: BucketContext): boolean {
  const { duplicateRate } = context.settings.behavior;
  if (duplicateRate === 0) return false;
  const weights = [1 - duplicateRate, duplicateRate];
  return context.choose(choices.copies, bucket.notificationCount, weights) === 1;
}

function countEnding(
  bucket: Bucket,
  { item }: Readonly<Delivery<Notification>>,
  ending: Ending,
  context: BucketContext,
): void {
  const { event, destination } = item;
  const number = event?.version.number ?? 0;
  if (ending === "withdrawn") {
    bucket.withdrawnCount += 1;
    return;
  }
  if (ending === "taken") {
    bucket.takenCount += 1;
    context.observe(metrics.NotificationsDelivered, 1);
    if (event !== null) {
      context.observe(metrics.NotificationDelay, context.now - event.at);
      context.note(notes.notified, number, destination);
    }
    return;
  }
  bucket.lostCount += 1;
  context.observe(metrics.NotificationsLost, 1);
  context.observe(metrics["s3.notificationAge"], 1);
  if (event !== null) context.note(notes.notificationLost, number, destination);
}
