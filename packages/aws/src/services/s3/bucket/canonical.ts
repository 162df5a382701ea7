import { slab, table, type Instant, type Plain } from "@orrery/kernel";
import { canonicalDeliveries } from "../../../delivery/deliveries.ts";
import type { ObjectTraits } from "../content/object-traits.ts";
import type { Notification } from "../protocol.ts";
import { listItems } from "../store/ordered-items.ts";
import type { StoredVersion } from "../store/stored-version.ts";
import { listNewest } from "./newest-versions.ts";
import type { BucketState, Upload } from "./state.ts";

/**
 * What decides the future of a bucket, counted from `now`. The numbers of versions and uploads are those that their
 * users have: what they do with one depends on it.
 */
export const canonical = (bucket: BucketState, now: Instant): Plain => ({
  current: listNewest(bucket).map((version) => versionView(version, now)),
  older: listItems(bucket.older).map((version) => versionView(version, now)),
  count: bucket.count,
  uploads: listItems(bucket.uploads).map((upload) => uploadView(upload, now)),
  uploadCount: bucket.uploadCount,
  deliveries: canonicalDeliveries(bucket, now, notificationView),
  partitions: table
    .list(bucket.partitionIds)
    .map(([, id]) => slab.read(bucket.partitions, id)!)
    .map(({ prefix, splitAt, reads, writes, filledAt, windowFrom, windowReads, windowWrites }) => [
      prefix,
      splitAt,
      reads,
      writes,
      now - filledAt,
      now - windowFrom,
      windowReads,
      windowWrites,
    ]),
  lifecycle: bucket.lifecycleAt === -1 ? null : bucket.lifecycleAt - now,
  ages: [bucket.newest, bucket.noncurrent, bucket.begun].map((queue) =>
    listItems(queue).map(({ key, number, since }) => [key, number, now - since]),
  ),
  looked: Object.entries(bucket.looked).map(([task, { number, since }]) => [
    task,
    number,
    now - since,
  ]),
  restores: slab.list(bucket.restores).map(({ key, number, isThere }) => [key, number, isThere]),
  tracked: slab
    .list(bucket.tracked)
    .map(({ key, number, destination }) => [key, number, destination]),
  losing: slab.list(bucket.losing).map(({ key, number }) => [key, number]),
});

const traitsView = (traits: ObjectTraits, now: Instant): Plain => ({
  ...(traits as unknown as { readonly [key: string]: Plain }), // Plain data by its type.
  retention:
    traits.retention === null ? null : [traits.retention.mode, traits.retention.until - now],
  restore: traits.restore === null ? null : [traits.restore.from - now, traits.restore.until - now],
});

const versionView = (
  {
    key,
    number,
    isNull,
    size,
    writtenAt,
    accessedAt,
    content,
    contentOf,
    traits,
    replication,
    trail,
  }: StoredVersion,
  now: Instant,
): Plain => [
  key,
  number,
  isNull,
  size,
  now - writtenAt,
  now - accessedAt,
  content as unknown as Plain, // Plain data by its type.
  contentOf,
  traitsView(traits, now),
  replication as unknown as Plain, // Likewise.
  trail.lineage as unknown as Plain, // Likewise.
];

const uploadView = (
  { key, number, createdAt, traits, parts, isDisturbed }: Upload,
  now: Instant,
): Plain => [
  key,
  number,
  now - createdAt,
  traitsView(traits, now),
  listItems(parts).map(({ part, putAt }) => [part as unknown as Plain, now - putAt]), // Likewise.
  isDisturbed,
];

const notificationView = ({
  destination,
  configuration,
  event,
  replica,
  trail,
}: Notification): Plain => [
  replica === null ? null : [replica.rule, replica.version.key, replica.version.number],
  destination,
  configuration,
  event === null ? null : [event.name, event.version.key, event.version.number, event.sequence],
  trail.lineage as unknown as Plain, // Likewise.
];
