import type { Instant } from "@orrery/kernel";
import { figureValues } from "../../../service/assumed-figure.ts";
import type { PlainObject } from "../../../service/refusal.ts";
import type { Resource } from "../../../service/resource.ts";
import type { ControlPlane } from "../../../service/service-model.ts";
import { s3Assumptions } from "../limits.ts";
import { formatHttpDate } from "./http-date.ts";
import { expiryOf } from "../bucket/lifecycle-time.ts";
import { checksumOf, type ChecksumAlgorithm } from "../content/checksums.ts";
import { bytesIn, entityTagOf, type Content, type PartContent } from "../content/content.ts";
import { tagOf } from "../content/entity-tag.ts";
import type { ObjectTraits } from "../content/object-traits.ts";
import { versionIdOf } from "../notification/object-names.ts";
import type { Replication, StoredVersion } from "../store/stored-version.ts";
import { keptOf, lifecycleOf, timestampAt } from "./bucket-record.ts";
import { shownEncryption } from "./encryption.ts";

// A memo of a pure function: contents are asked for the same checksum many times.
const checksums = new WeakMap<Content, Partial<Record<ChecksumAlgorithm, string>>>();

function computed(content: Content | null, algorithm: ChecksumAlgorithm): string | null {
  if (content === null) return null;
  let known = checksums.get(content);
  if (known === undefined) checksums.set(content, (known = {}));
  if (known[algorithm] === undefined) {
    const bytes = bytesIn(content);
    if (bytes === null) return null;
    known[algorithm] = checksumOf(algorithm, bytes);
  }
  return known[algorithm];
}

/** The checksum of an object; `null`: it is not known. */
const checksumIn = ({
  content,
  traits,
}: Pick<StoredVersion, "content" | "traits">): string | null =>
  traits.checksum.value ??
  (traits.checksum.type === "FULL_OBJECT" ? computed(content, traits.checksum.algorithm) : null);

/** What responses say of a checksum. */
export function shownChecksum(version: Pick<StoredVersion, "content" | "traits">): PlainObject {
  const value = checksumIn(version);
  const { algorithm, type } = version.traits.checksum;
  return value === null ? {} : { [`Checksum${algorithm}`]: value, ChecksumType: type };
}

/** The checksum of a part. */
export function shownPartChecksum(part: PartContent): PlainObject {
  return part.checksum === null
    ? {}
    : { [`Checksum${part.checksum.algorithm}`]: part.checksum.value };
}

const quoted = (tag: string): string => `"${tag}"`;
/** The entity tag of a part, in quotes. */
export const partTag = (part: PartContent): string => quoted(entityTagOf(part));
/** The entity tag of a version, in quotes. */
export const shownTag = (version: StoredVersion): string => quoted(tagOf(version));

/** The version id of what was written, where versions have ids. `always`: also `null` where they no longer have. */
export function shownVersionId(
  version: StoredVersion,
  bucket: Resource,
  always: boolean,
): PlainObject {
  const { versioning } = keptOf(bucket);
  const isShown = versioning === "Enabled" || (always && versioning === "Suspended");
  return isShown ? { VersionId: versionIdOf(bucket.number, version) } : {};
}

/** When an object expires by its bucket's lifecycle. */
export function shownExpiry(
  version: StoredVersion,
  bucket: Resource,
  plane: ControlPlane,
): PlainObject {
  const kept = keptOf(bucket);
  if (kept.configurations["lifecycle"] === undefined) return {};
  const { epochMilliseconds, assumptions } = plane;
  const lifecycle = lifecycleOf(kept, plane);
  const assumed = figureValues(s3Assumptions, assumptions);
  const expiry = expiryOf(version, { settings: { lifecycle, epochMilliseconds, assumed } });
  if (expiry === null) return {};
  const date = formatHttpDate(timestampAt(expiry.at, plane));
  return { Expiration: `expiry-date="${date}", rule-id="${expiry.rule}"` };
}

/** Headers of reads that say what an object is. */
export function shownTraits(
  { traits, replication }: Pick<StoredVersion, "traits" | "replication">,
  plane: ControlPlane,
): PlainObject {
  const { headers, metadata, storageClass, tier, encryption, tags, legalHold, retention } = traits;
  return {
    ContentType: "binary/octet-stream",
    ...headers,
    Metadata: { ...metadata },
    ...(storageClass === "STANDARD" ? {} : { StorageClass: storageClass }),
    ...(tier === null ? {} : { ArchiveStatus: tier }),
    ...shownEncryption(encryption),
    ...(replication === null ? {} : { ReplicationStatus: statusOf(replication) }),
    ...(tags.length === 0 ? {} : { TagCount: tags.length }),
    ...(legalHold ? { ObjectLockLegalHoldStatus: "ON" } : {}),
    ...(retention === null
      ? {}
      : {
          ObjectLockMode: retention.mode,
          ObjectLockRetainUntilDate: timestampAt(retention.until, plane),
        }),
    ...shownRestore(traits, plane.now, plane),
  };
}

function statusOf({ isReplica, pending, hasFailed }: Replication): string {
  if (isReplica) return "REPLICA";
  if (hasFailed) return "FAILED";
  return pending.length > 0 ? "PENDING" : "COMPLETED";
}

function shownRestore({ restore }: ObjectTraits, now: Instant, plane: ControlPlane): PlainObject {
  if (restore === null) return {};
  if (now < restore.from) return { Restore: 'ongoing-request="true"' };
  const date = formatHttpDate(timestampAt(restore.until, plane));
  return { Restore: `ongoing-request="false", expiry-date="${date}"` };
}
