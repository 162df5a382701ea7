import { days } from "@orrery/kernel";
import { objectOf, textMapOf, textOf } from "../../../request/params.ts";
import { refused, type PlainObject, type Refused } from "../../../service/refusal.ts";
import type { Resource } from "../../../service/resource.ts";
import type { ControlPlane } from "../../../service/service-model.ts";
import { sizeInUtf8 } from "../../../text/utf8.ts";
import { checksumAlgorithms, isChecksumAlgorithm } from "../content/checksums.ts";
import {
  usualChecksum,
  type ChecksumSaid,
  type ObjectTag,
  type ObjectTraits,
  type Retention,
} from "../content/object-traits.ts";
import { s3Limits } from "../limits.ts";
import { storageClasses } from "../bucket/storage-use.ts";
import { configurationOf, instantIn, keptOf, type Checked } from "./bucket-record.ts";
import { isRefused } from "../bucket/reply.ts";
import { blocks, ownershipOf } from "./configuration-operations.ts";
import { againstEncryption } from "./customer-key.ts";
import { encryptionBy } from "./encryption.ts";
import { cannedGrants, grantsInHeaders, isPrivate, isPublic } from "./grants.ts";

const invalid = (message: string, details: PlainObject = {}): Refused =>
  refused("InvalidArgument", message, details);

const headerNames = [
  "CacheControl",
  "ContentDisposition",
  "ContentEncoding",
  "ContentLanguage",
  "ContentType",
  "Expires",
  "WebsiteRedirectLocation",
];

/** What a request says of an object that it makes; of a copy, what is left out is the source's. */
export function traitsAsked(
  params: PlainObject,
  bucket: Resource,
  plane: ControlPlane,
): Checked<ObjectTraits> {
  const storageClass = textOf(params["StorageClass"]) ?? "STANDARD";
  if (!(storageClasses as readonly string[]).includes(storageClass)) {
    return refused("InvalidStorageClass", "The storage class you specified is not valid", {
      StorageClassRequested: storageClass,
    });
  }
  const metadata = metadataIn(params);
  if (isRefused(metadata)) return metadata;
  const tags = tagsInHeader(textOf(params["Tagging"]));
  if (isRefused(tags)) return tags;
  const checksum = checksumAsked(params);
  if (isRefused(checksum)) return checksum;
  const grants = grantsInHeaders(params, plane) ?? cannedGrants(textOf(params["ACL"]), plane);
  if (isRefused(grants)) return grants;
  const against = againstGrants(grants, bucket, plane);
  if (against !== null) return against;
  const lock = lockAsked(params, bucket, plane);
  if (isRefused(lock)) return lock;
  const wrong = againstEncryption(params);
  if (wrong !== null) return wrong;
  const encryption = encryptionBy(params, objectOf(configurationOf(bucket, "encryption")), plane);
  return {
    headers: headersIn(params),
    metadata,
    storageClass,
    tier: null,
    encryption,
    checksum,
    tags,
    grants: isPrivate(grants, plane) ? null : grants,
    restore: null,
    ...lock,
  };
}

function headersIn(params: PlainObject): ObjectTraits["headers"] {
  const headers: Record<string, string> = {};
  for (const name of headerNames) {
    const value = textOf(params[name]);
    if (value !== undefined) headers[name] = value;
  }
  return headers;
}

function metadataIn(params: PlainObject): Checked<ObjectTraits["metadata"]> {
  const metadata: Record<string, string> = {};
  let size = 0;
  for (const [name, value] of textMapOf(params["Metadata"])) {
    metadata[name.toLowerCase()] = value;
    size += sizeInUtf8(name) + sizeInUtf8(value);
  }
  if (size <= s3Limits.metadata) return metadata;
  return refused(
    "MetadataTooLarge",
    "Your metadata headers exceed the maximum allowed metadata size",
    {
      MaxSizeAllowed: `${s3Limits.metadata}`,
      Size: `${size}`,
    },
  );
}

/** Tags as the query of a URL has them. */
function tagsInHeader(header: string | undefined): Checked<readonly ObjectTag[]> {
  if (header === undefined || header === "") return [];
  const tags = header.split("&").map((part) => part.split("="));
  const isFit =
    tags.every((part) => part.length <= 2) &&
    new Set(tags.map(([key]) => key)).size === tags.length;
  if (!isFit) {
    return invalid(
      "The header 'x-amz-tagging' shall be encoded as UTF-8 then URLEncoded URL query parameters without tag name duplicates.",
      { ArgumentName: "x-amz-tagging", ArgumentValue: header },
    );
  }
  if (tags.length > s3Limits.objectTags) {
    return refused("BadRequest", `Object tags cannot be greater than ${s3Limits.objectTags}`);
  }
  return tags.map(([key = "", value = ""]) => ({
    key: formDecoded(key),
    value: formDecoded(value),
  }));
}

function formDecoded(text: string): string {
  try {
    return decodeURIComponent(text.replaceAll("+", " "));
  } catch {
    return text;
  }
}

/** The checksum that a request asks for or brings; else what S3 computes by itself. */
export function checksumAsked(params: PlainObject): Checked<ChecksumSaid> {
  const brought = checksumAlgorithms.filter(
    (name) => textOf(params[`Checksum${name}`]) !== undefined,
  );
  if (brought.length > 1) {
    return refused(
      "InvalidRequest",
      "Expecting a single x-amz-checksum- header. Multiple checksum Types are not allowed.",
    );
  }
  const said = textOf(params["ChecksumAlgorithm"])?.toUpperCase();
  if (said !== undefined && !isChecksumAlgorithm(said)) {
    return refused(
      "InvalidRequest",
      "Checksum algorithm provided is unsupported. Please try again with any of the valid types: [CRC32, CRC32C, CRC64NVME, SHA1, SHA256]",
    );
  }
  const [algorithm = said] = brought;
  if (algorithm === undefined) return usualChecksum;
  return {
    algorithm: algorithm, // One of them, as just looked at.
    type: "FULL_OBJECT",
    value: textOf(params[`Checksum${algorithm}`]) ?? null,
  };
}

/** Buckets that have no access control lists refuse those that give anybody anything. */
export function againstGrants(
  grants: ObjectTraits["grants"],
  bucket: Resource,
  plane: ControlPlane,
): Refused | null {
  if (isPrivate(grants, plane)) return null;
  if (ownershipOf(bucket) === "BucketOwnerEnforced") {
    return refused("AccessControlListNotSupported", "The bucket does not allow ACLs");
  }
  if (isPublic(grants) && blocks(bucket, "BlockPublicAcls")) {
    return refused("AccessDenied", "Access Denied");
  }
  return null;
}

function lockAsked(
  params: PlainObject,
  bucket: Resource,
  plane: ControlPlane,
): Checked<Pick<ObjectTraits, "legalHold" | "retention">> {
  const hold = textOf(params["ObjectLockLegalHoldStatus"]);
  const mode = textOf(params["ObjectLockMode"]);
  const until = instantIn(params["ObjectLockRetainUntilDate"], plane);
  if (hold === undefined && mode === undefined && until === null) {
    return { legalHold: false, retention: null };
  }
  if (!keptOf(bucket).objectLock) {
    return refused("InvalidRequest", "Bucket is missing Object Lock Configuration");
  }
  if ((mode === undefined) !== (until === null)) {
    return invalid(
      "x-amz-object-lock-retain-until-date and x-amz-object-lock-mode must both be supplied",
      {
        ArgumentName:
          mode === undefined ? "x-amz-object-lock-mode" : "x-amz-object-lock-retain-until-date",
      },
    );
  }
  if (mode === undefined || until === null) {
    return { legalHold: hold === "ON", retention: null };
  }
  const retention = retentionOf(mode, until, plane);
  return isRefused(retention) ? retention : { legalHold: hold === "ON", retention };
}

/** A retention that is asked for. */
export function retentionOf(
  mode: string,
  until: number,
  { now }: ControlPlane,
): Checked<Retention> {
  if (mode !== "GOVERNANCE" && mode !== "COMPLIANCE") {
    return invalid("Unknown wormMode directive.", {
      ArgumentName: "x-amz-object-lock-mode",
      ArgumentValue: mode,
    });
  }
  if (until <= now) {
    return invalid("The retain until date must be in the future!", {
      ArgumentName: "x-amz-object-lock-retain-until-date",
    });
  }
  return until > now + days(36_500)
    ? invalid("The retain until date must be within 100 years")
    : { mode, until };
}
