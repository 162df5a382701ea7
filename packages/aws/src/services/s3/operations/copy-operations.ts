import type { Plain, Tagged } from "@orrery/kernel";
import { numberOf, textOf } from "../../../request/params.ts";
import { refused, type PlainObject, type Refused } from "../../../service/refusal.ts";
import type { Resource } from "../../../service/resource.ts";
import type { ControlPlane, Operations, Step } from "../../../service/service-model.ts";
import { sliceOf } from "../content/content.ts";
import type { ObjectTraits } from "../content/object-traits.ts";
import { s3Limits } from "../limits.ts";
import { uploadOfId, versionIdOf } from "../notification/object-names.ts";
import type {
  ObjectPut,
  ObjectRead,
  PartPut,
  PutObject,
  PutPart,
  ReadObject,
} from "../protocol.ts";
import type { StoredVersion } from "../store/stored-version.ts";
import { bucketIn, configurationOf, respond, timestampAt, type Checked } from "./bucket-record.ts";
import { isRefused } from "../bucket/reply.ts";
import { shownEncryption } from "./encryption.ts";
import { againstCustomerKey, conditionIn, keyIn, versionIn } from "./object-check.ts";
import { readConditionIn } from "./object-operations.ts";
import { traitsAsked } from "./object-traits-asked.ts";
import {
  partTag,
  shownChecksum,
  shownExpiry,
  shownPartChecksum,
  shownTag,
  shownVersionId,
} from "./shown-object.ts";

/** Operations that copy what is there. */
export const copyOperations: Operations = {
  CopyObject: { begin: readSource, next: goOnCopying },
  UploadPartCopy: { begin: readSource, next: goOnCopyingPart },
};

interface Source {
  readonly bucket: string;
  readonly key: string;
  /** Empty for the newest. */
  readonly versionId: string;
}

/** Where a copy is from: `bucket/key?versionId=…`, as URLs are encoded. */
function sourceIn(params: PlainObject): Checked<Source> {
  const said = textOf(params["CopySource"]) ?? "";
  const [path = "", versionId = ""] = said.replace(/^\//, "").split("?versionId=");
  const cut = path.indexOf("/");
  let key = cut === -1 ? "" : path.slice(cut + 1);
  try {
    key = decodeURIComponent(key);
  } catch {
    // What is not encoded is the key as it is.
  }
  if (cut < 1 || key === "") {
    return refused("InvalidArgument", "Invalid copy source object key", {
      ArgumentName: "x-amz-copy-source",
      ArgumentValue: "x-amz-copy-source",
    });
  }
  return { bucket: decodeURIComponent(path.slice(0, cut)), key, versionId };
}

function readSource(params: PlainObject, plane: ControlPlane): Step {
  const bucket = bucketIn(params, plane);
  if (isRefused(bucket)) return bucket;
  const key = keyIn(params);
  if (isRefused(key)) return key;
  const source = sourceIn(params);
  if (isRefused(source)) return source;
  const from = sourceBucket(source, params, plane);
  if (isRefused(from)) return from;
  const version = versionIn(source.versionId === "" ? {} : { VersionId: source.versionId }, from);
  if (isRefused(version)) return version;
  const input: ReadObject = {
    type: "readObject",
    key: source.key,
    version,
    use: "copy",
    condition: readConditionIn(params, plane, "CopySource"),
    range: null,
    part: null,
  };
  return { type: "ask", resource: from.number, input };
}

/** The id of the version that is copied; `null`: it has none of its own. */
const sourceVersionId = (version: StoredVersion, source: Resource): string | null =>
  version.isNull ? null : versionIdOf(source.number, version);

const sourceBucket = (
  source: Source,
  params: PlainObject,
  plane: ControlPlane,
): Checked<Resource> =>
  bucketIn(
    {
      Bucket: source.bucket,
      ExpectedSourceBucketOwner: params["ExpectedSourceBucketOwner"] ?? null,
    },
    plane,
    { owner: "ExpectedSourceBucketOwner" },
  );

function goOnCopying(
  bodies: readonly Tagged[],
  params: PlainObject,
  plane: ControlPlane,
  kept: Plain,
): Step {
  const [body] = bodies as readonly [Tagged];
  const bucket = bucketIn(params, plane);
  if (isRefused(bucket)) return bucket;
  if (body.type === "objectPut") return shownCopy(body as ObjectPut, bucket, kept, plane);
  const { version } = body as ObjectRead;
  const source = sourceIn(params);
  if (isRefused(source)) return source;
  const against = againstCopying(version, source, params, bucket);
  if (against !== null) return against;
  const traits = copiedTraits(version, params, bucket, plane);
  if (isRefused(traits)) return traits;
  const condition = conditionIn(params);
  if (isRefused(condition)) return condition;
  const { size, contentOf } = version;
  const input: PutObject = {
    type: "putObject",
    key: textOf(params["Key"])!, // It is there.
    size,
    // What was uploaded in parts is whole from now on.
    content: sliceOf(version, 0, size),
    contentOf,
    traits,
    by: "Copy",
    condition,
    trail: plane.trail,
  };
  const from = sourceBucket(source, params, plane);
  const id = isRefused(from) ? null : sourceVersionId(version, from);
  return { type: "ask", resource: bucket.number, input, kept: id };
}

function shownCopy(
  { version }: ObjectPut,
  bucket: Resource,
  sourceVersion: Plain,
  plane: ControlPlane,
): Step {
  return respond({
    CopyObjectResult: {
      ETag: shownTag(version),
      LastModified: timestampAt(version.writtenAt, plane),
      ...shownChecksum(version),
    },
    ...(sourceVersion === null ? {} : { CopySourceVersionId: sourceVersion }),
    ...shownVersionId(version, bucket, true),
    ...shownEncryption(version.traits.encryption),
    ...shownExpiry(version, bucket, plane),
  });
}

const said = (params: PlainObject, name: string): boolean =>
  params[name] !== undefined && params[name] !== null;

/** What would be copied onto itself must become another in something. */
function againstCopying(
  version: StoredVersion,
  source: Source,
  params: PlainObject,
  bucket: Resource,
): Refused | null {
  const against = againstCustomerKey(version.traits.encryption, params, "CopySource");
  if (against !== null) return against;
  if (version.size > s3Limits.singlePut) {
    return refused(
      "InvalidRequest",
      "The specified copy source is larger than the maximum allowable size for a copy source: 5368709120",
    );
  }
  for (const name of ["MetadataDirective", "TaggingDirective"]) {
    const directive = textOf(params[name]);
    if (directive !== undefined && directive !== "COPY" && directive !== "REPLACE") {
      return refused(
        "InvalidArgument",
        `Unknown ${name === "MetadataDirective" ? "metadata" : "tagging"} directive.`,
        {
          ArgumentName:
            name === "MetadataDirective" ? "x-amz-metadata-directive" : "x-amz-tagging-directive",
          ArgumentValue: directive,
        },
      );
    }
  }
  const isItself =
    source.bucket === bucket.name &&
    source.key === textOf(params["Key"]) &&
    source.versionId === "";
  const changesSomething =
    params["MetadataDirective"] === "REPLACE" ||
    ["StorageClass", "ServerSideEncryption", "SSECustomerKey", "WebsiteRedirectLocation"].some(
      (name) => said(params, name),
    ) ||
    configurationOf(bucket, "encryption") !== undefined;
  if (!isItself || changesSomething) return null;
  return refused(
    "InvalidRequest",
    "This copy request is illegal because it is trying to copy an object to itself without changing the object's metadata, storage class, website redirect location or encryption attributes.",
  );
}

function copiedTraits(
  { traits: source }: StoredVersion,
  params: PlainObject,
  bucket: Resource,
  plane: ControlPlane,
): Checked<ObjectTraits> {
  const asked = traitsAsked(params, bucket, plane);
  if (isRefused(asked)) return asked;
  const replaces = params["MetadataDirective"] === "REPLACE";
  const { WebsiteRedirectLocation: redirect } = asked.headers;
  const { WebsiteRedirectLocation: _redirect, ...headers } = source.headers;
  const checksum = said(params, "ChecksumAlgorithm") ? asked.checksum : source.checksum;
  return {
    ...asked,
    ...(replaces
      ? {}
      : {
          headers:
            redirect === undefined ? headers : { ...headers, WebsiteRedirectLocation: redirect },
          metadata: source.metadata,
        }),
    tags: params["TaggingDirective"] === "REPLACE" ? asked.tags : source.tags,
    checksum: { algorithm: checksum.algorithm, type: "FULL_OBJECT", value: null },
  };
}

const badRange = (range: string, message: string): Refused =>
  refused("InvalidArgument", message, {
    ArgumentName: "x-amz-copy-source-range",
    ArgumentValue: range,
  });

/** The bytes of a source that a part has. */
function rangeOf(range: string | undefined, size: number): Checked<readonly [number, number]> {
  if (range === undefined) return [0, size];
  const [, first, last] = /^bytes=(\d+)-(\d+)$/.exec(range) ?? [];
  if (first === undefined || last === undefined || Number(last) < Number(first)) {
    return badRange(
      range,
      "The x-amz-copy-source-range value must be of the form bytes=first-last where first and last are the zero-based offsets of the first and last bytes to copy",
    );
  }
  if (Number(first) >= size) {
    return refused(
      "InvalidRequest",
      "The specified copy range is invalid for the source object size",
    );
  }
  return Number(last) >= size
    ? badRange(range, `Range specified is not valid for source object of size: ${size}`)
    : [Number(first), Number(last) + 1];
}

function goOnCopyingPart(
  bodies: readonly Tagged[],
  params: PlainObject,
  plane: ControlPlane,
  kept: Plain,
): Step {
  const [body] = bodies as readonly [Tagged];
  const bucket = bucketIn(params, plane);
  if (isRefused(bucket)) return bucket;
  if (body.type === "partPut") {
    const { part, putAt, traits } = body as PartPut;
    return respond({
      CopyPartResult: {
        ETag: partTag(part),
        LastModified: timestampAt(putAt, plane),
        ...shownPartChecksum(part),
      },
      ...(kept === null ? {} : { CopySourceVersionId: kept }),
      ...shownEncryption(traits.encryption),
    });
  }
  const { version } = body as ObjectRead;
  const against = againstCustomerKey(version.traits.encryption, params, "CopySource");
  if (against !== null) return against;
  const range = rangeOf(textOf(params["CopySourceRange"]), version.size);
  if (isRefused(range)) return range;
  const [from, until] = range;
  const content = sliceOf(version, from, until);
  const input: PutPart = {
    type: "putPart",
    upload: uploadOfId(bucket.number, textOf(params["UploadId"])!), // It is there.
    key: textOf(params["Key"])!, // Likewise.
    number: numberOf(params["PartNumber"])!, // Likewise.
    size: until - from,
    content,
    contentOf: content === null && from === 0 && until === version.size ? version.contentOf : 0,
    checksum: null,
    isCopy: true,
  };
  const source = sourceIn(params);
  const sourceOf = isRefused(source) ? source : sourceBucket(source, params, plane);
  const id = isRefused(sourceOf) ? null : sourceVersionId(version, sourceOf);
  return { type: "ask", resource: bucket.number, input, kept: id };
}
