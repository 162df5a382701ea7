import { wallClockAt, formatWallClock } from "../../../text/wall-clock.ts";
import type { PlainObject } from "../../../service/refusal.ts";
import type { BucketSettings, NotificationRule } from "../config.ts";
import { tagOf } from "../content/entity-tag.ts";
import { isDeleteMarker } from "../store/stored-version.ts";
import { shownKey } from "../store/key-order.ts";
import type { Notification, ObjectEvent } from "../protocol.ts";
import { eventDataOf } from "./event-data.ts";
import { requestIdsOf, sequencerOf, versionIdOf } from "./object-names.ts";

/** What of a bucket events show. */
export type ShownBucket = Pick<
  BucketSettings,
  "bucket" | "name" | "arn" | "region" | "accountId" | "epochMilliseconds" | "versioning"
>;

/** The text that a destination gets. */
export function bodyOf(
  { event, configuration, at }: Notification,
  { form }: Pick<NotificationRule, "form">,
  bucket: ShownBucket,
): string {
  if (event === null) return JSON.stringify(testMessage(at, bucket));
  return JSON.stringify(
    form === "event"
      ? busEventOf(event, bucket)
      : { Records: [recordOf(event, configuration, bucket)] },
  );
}

const timeOf = (at: ObjectEvent["at"], { epochMilliseconds }: ShownBucket): string =>
  formatWallClock(wallClockAt(epochMilliseconds, at));

/** What destinations get when a configuration is stored. */
const testMessage = (at: ObjectEvent["at"], bucket: ShownBucket): PlainObject => {
  const [RequestId, HostId] = requestIdsOf(bucket.bucket, 0);
  return {
    Service: "Amazon S3",
    Event: "s3:TestEvent",
    Time: timeOf(at, bucket),
    Bucket: bucket.name,
    RequestId,
    HostId,
  };
};

/** How keys are written in records: as forms encode them. */
export const formEncoded = (key: string): string =>
  encodeURIComponent(key)
    .replace(/[!'()~]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`)
    .replaceAll("%20", "+")
    .replaceAll("%2F", "/");

/** Newer kinds of events have another version of the record. */
const versionOf = (name: string): string =>
  name.startsWith("Replication:")
    ? "2.2"
    : /^(?:Lifecycle|IntelligentTiering|ObjectAcl|ObjectTagging|ObjectRestore:Delete)/.test(name)
      ? "2.3"
      : "2.1";

const hasObject = (name: string): boolean =>
  name.startsWith("ObjectCreated") || name.startsWith("ObjectRestore") || !name.includes(":");

/** Those of removed objects say neither their size nor their entity tag. */
const isRemoved = (name: string): boolean => name.startsWith("ObjectRemoved");

/** The record of an event, as queues, topics and functions get it. */
export function recordOf(
  event: ObjectEvent,
  configurationId: string,
  bucket: ShownBucket,
): PlainObject {
  const { name, at, version, sequence, isLifecycle, request } = event;
  const [requestId, hostId] = requestIdsOf(bucket.bucket, request);
  const principal = isLifecycle ? "s3.amazonaws.com" : principalOf(bucket);
  const isMarker = isDeleteMarker(version);
  const isTold = !isRemoved(name) && !isMarker;
  return {
    eventVersion: versionOf(name),
    eventSource: "aws:s3",
    awsRegion: bucket.region,
    eventTime: timeOf(at, bucket),
    eventName: name,
    userIdentity: { principalId: principal },
    requestParameters: { sourceIPAddress: isLifecycle ? "s3.amazonaws.com" : clientAddress },
    responseElements: { "x-amz-request-id": requestId, "x-amz-id-2": hostId },
    s3: {
      s3SchemaVersion: "1.0",
      configurationId,
      bucket: {
        name: bucket.name,
        ownerIdentity: { principalId: ownerOf(bucket) },
        arn: bucket.arn,
      },
      object: {
        key: formEncoded(shownKey(version.key)),
        ...(isTold && (hasObject(name) || sequence !== null) ? { size: version.size } : {}),
        ...(isTold || (isMarker && !isLifecycle)
          ? { eTag: isMarker ? emptyTag : tagOf(version) }
          : {}),
        ...(bucket.versioning === "off" ? {} : { versionId: versionIdOf(bucket.bucket, version) }),
        ...(sequence === null ? {} : { sequencer: sequencerOf(sequence) }),
      },
    },
    ...eventDataOf(event, bucket),
  };
}

/** The MD5 of nothing: what delete markers have. */
const emptyTag = "d41d8cd98f00b204e9800998ecf8427e";
const clientAddress = "203.0.113.1";

/** The identity of whoever asked: an account's, since nobody tells users apart. */
const principalOf = ({ accountId }: ShownBucket): string => `AWS:AIDA${accountId}EXAM`;
const ownerOf = ({ accountId }: ShownBucket): string => `A${accountId}`;

interface BusForm {
  readonly type: string;
  readonly reason?: string;
  readonly deletion?: string;
}

const created = (reason: string): BusForm => ({ type: "Object Created", reason });
const deleted = (reason: string, deletion: string): BusForm => ({
  type: "Object Deleted",
  reason,
  deletion,
});
const forever = "Permanently Deleted";
const hidden = "Delete Marker Created";

const busForms: Readonly<Record<string, BusForm>> = {
  "ObjectCreated:Put": created("PutObject"),
  "ObjectCreated:Post": created("POST Object"),
  "ObjectCreated:Copy": created("CopyObject"),
  "ObjectCreated:CompleteMultipartUpload": created("CompleteMultipartUpload"),
  "ObjectRemoved:Delete": deleted("DeleteObject", forever),
  "ObjectRemoved:DeleteMarkerCreated": deleted("DeleteObject", hidden),
  "LifecycleExpiration:Delete": deleted("Lifecycle Expiration", forever),
  "LifecycleExpiration:DeleteMarkerCreated": deleted("Lifecycle Expiration", hidden),
  "ObjectRestore:Post": { type: "Object Restore Initiated" },
  "ObjectRestore:Completed": { type: "Object Restore Completed" },
  "ObjectRestore:Delete": { type: "Object Restore Expired" },
  LifecycleTransition: { type: "Object Storage Class Changed" },
  IntelligentTiering: { type: "Object Access Tier Changed" },
  "ObjectAcl:Put": { type: "Object ACL Updated" },
  "ObjectTagging:Put": { type: "Object Tags Added" },
  "ObjectTagging:Delete": { type: "Object Tags Deleted" },
};

/** Whether the default bus hears of events of a name. */
export const isToldToBus = (name: string): boolean => busForms[name] !== undefined;

/** The event that S3 puts into the default bus; the bus adds the rest. */
export function busEventOf(event: ObjectEvent, bucket: ShownBucket): PlainObject {
  const { name, at, version, sequence, isLifecycle, request } = event;
  const { type, reason, deletion } = busForms[name]!; // All have one.
  const [requestId] = requestIdsOf(bucket.bucket, request);
  const isAbout = !isDeleteMarker(version) && type !== "Object Deleted";
  const { traits } = version;
  const isRestore = type.startsWith("Object Restore");
  return {
    source: "aws.s3",
    "detail-type": type,
    time: timeOf(at, bucket).replace(/\.\d+Z$/, "Z"),
    resources: [bucket.arn],
    detail: {
      version: "0",
      bucket: { name: bucket.name },
      object: {
        key: shownKey(version.key),
        ...(isAbout && type !== "Object ACL Updated" && !type.startsWith("Object Tags")
          ? { size: version.size }
          : {}),
        ...(isDeleteMarker(version) || type !== "Object Deleted"
          ? { etag: isDeleteMarker(version) ? emptyTag : tagOf(version) }
          : {}),
        ...(bucket.versioning === "off"
          ? {}
          : { "version-id": versionIdOf(bucket.bucket, version) }),
        ...(sequence === null || isRestore ? {} : { sequencer: sequencerOf(sequence) }),
      },
      "request-id": requestId,
      requester: isLifecycle ? "s3.amazonaws.com" : bucket.accountId,
      ...(isLifecycle ? {} : { "source-ip-address": clientAddress }),
      ...(reason === undefined ? {} : { reason }),
      ...(deletion === undefined ? {} : { "deletion-type": deletion }),
      ...(isRestore ? { "source-storage-class": traits.storageClass } : {}),
      ...(type === "Object Restore Completed" && traits.restore !== null
        ? { "restore-expiry-time": timeOf(traits.restore.until, bucket).replace(/\.\d+Z$/, "Z") }
        : {}),
      ...(type === "Object Storage Class Changed"
        ? { "destination-storage-class": traits.storageClass }
        : {}),
      ...(type === "Object Access Tier Changed" ? { "destination-access-tier": traits.tier } : {}),
    },
  };
}
