import type { Instant, Tagged } from "@orrery/kernel";
import { listOf, numberOf, objectOf, textOf, textsOf } from "../../../request/params.ts";
import { refused, type PlainObject, type Refused } from "../../../service/refusal.ts";
import type { ControlPlane, Operations, Step } from "../../../service/service-model.ts";
import { base64Slice, type PartContent } from "../content/content.ts";
import { tagOf } from "../content/entity-tag.ts";
import { s3Limits } from "../limits.ts";
import { versionIdOf } from "../notification/object-names.ts";
import type {
  DeletedEntry,
  DeleteObjects,
  ObjectPut,
  ObjectRead,
  ObjectsDeleted,
  PutObject,
  ReadCondition,
  ReadObject,
} from "../protocol.ts";
import { isDeleteMarker } from "../store/stored-version.ts";
import {
  bucketIn,
  documentIn,
  instantIn,
  keptOf,
  malformed,
  timestampAt,
  type Checked,
} from "./bucket-record.ts";
import { isRefused } from "../bucket/reply.ts";
import { shownEncryption } from "./encryption.ts";
import {
  againstCustomerKey,
  conditionIn,
  contentIn,
  keyIn,
  notImplemented,
  unquoted,
  versionIn,
} from "./object-check.ts";
import { traitsAsked } from "./object-traits-asked.ts";
import {
  shownChecksum,
  shownExpiry,
  shownPartChecksum,
  shownTag,
  shownTraits,
  shownVersionId,
  partTag,
} from "./shown-object.ts";

/** Operations that put, get and delete objects. */
export const objectOperations: Operations = {
  PutObject: { begin: putObject, respond: showPut },
  GetObject: { begin: readAs("get"), respond: showGot },
  HeadObject: { begin: readAs("head"), respond: showHead, refuse: withoutBody },
  GetObjectAttributes: { begin: readAs("attributes"), respond: showAttributes },
  DeleteObject: { begin: deleteObject, respond: showDeleted },
  DeleteObjects: { begin: deleteObjects, respond: showAllDeleted },
};

function putObject(params: PlainObject, plane: ControlPlane): Step {
  const bucket = bucketIn(params, plane);
  if (isRefused(bucket)) return bucket;
  const key = keyIn(params);
  if (isRefused(key)) return key;
  const condition = conditionIn(params);
  if (isRefused(condition)) return condition;
  const traits = traitsAsked(params, bucket, plane);
  if (isRefused(traits)) return traits;
  const content = contentIn(params, traits.checksum, plane);
  if (isRefused(content)) return content;
  const input: PutObject = {
    type: "putObject",
    key,
    size: content.size,
    content,
    contentOf: 0,
    traits,
    by: "Put",
    condition,
    trail: plane.trail,
  };
  return { type: "ask", resource: bucket.number, input };
}

function showPut(body: Tagged, params: PlainObject, plane: ControlPlane): PlainObject | Refused {
  const { version } = body as ObjectPut;
  const bucket = bucketIn(params, plane);
  if (isRefused(bucket)) return bucket;
  return {
    ETag: shownTag(version),
    ...shownChecksum(version),
    ...shownEncryption(version.traits.encryption),
    ...shownVersionId(version, bucket, false),
    ...shownExpiry(version, bucket, plane),
  };
}

/** The conditions of a read. */
export function readConditionIn(
  params: PlainObject,
  plane: ControlPlane,
  prefix = "",
): ReadCondition | null {
  const match = textOf(params[`${prefix}IfMatch`]);
  const noneMatch = textOf(params[`${prefix}IfNoneMatch`]);
  const modifiedSince = instantIn(params[`${prefix}IfModifiedSince`], plane) as Instant | null;
  const unmodifiedSince = instantIn(params[`${prefix}IfUnmodifiedSince`], plane) as Instant | null;
  if (
    match === undefined &&
    noneMatch === undefined &&
    modifiedSince === null &&
    unmodifiedSince === null
  ) {
    return null;
  }
  return {
    match: match === undefined ? null : unquoted(match),
    noneMatch: noneMatch === undefined ? null : unquoted(noneMatch),
    modifiedSince,
    unmodifiedSince,
  };
}

function readAs(use: "get" | "head" | "attributes") {
  return (params: PlainObject, plane: ControlPlane): Step => {
    const bucket = bucketIn(params, plane);
    if (isRefused(bucket)) return use === "head" ? withoutBody(bucket) : bucket;
    const key = keyIn(params);
    if (isRefused(key)) return key;
    const version = versionIn(params, bucket);
    if (isRefused(version)) return version;
    if (use === "attributes" && textsOf(params["ObjectAttributes"]).length === 0) return malformed;
    const part = numberOf(params["PartNumber"]);
    const range = textOf(params["Range"]);
    if (part !== undefined && range !== undefined) {
      return refused(
        "InvalidRequest",
        "Cannot specify both Range header and partNumber query parameter",
      );
    }
    const input: ReadObject = {
      type: "readObject",
      key,
      version,
      use,
      condition: use === "attributes" ? null : readConditionIn(params, plane),
      range: use === "attributes" ? null : (range ?? null),
      part: part ?? null,
    };
    return { type: "ask", resource: bucket.number, input };
  };
}

/** What callers hear of HEAD, whose answers have no body that could name what is missing. */
function withoutBody(refusal: Refused): Refused {
  switch (refusal.code) {
    case "NoSuchKey":
    case "NoSuchBucket":
    case "NoSuchVersion":
      return refused("NotFound", "Not Found");
    default:
      return refusal;
  }
}

function showHead(body: Tagged, params: PlainObject, plane: ControlPlane): PlainObject | Refused {
  const { version, range, part } = body as ObjectRead;
  const bucket = bucketIn(params, plane);
  if (isRefused(bucket)) return bucket;
  const against = againstCustomerKey(version.traits.encryption, params);
  if (against !== null) return against;
  const { size, content } = version;
  const isWhole = range === null || (range[0] === 0 && range[1] === size);
  const showsChecksum = textOf(params["ChecksumMode"])?.toUpperCase() === "ENABLED" && isWhole;
  const { versioning } = keptOf(bucket);
  return {
    AcceptRanges: "bytes",
    LastModified: timestampAt(version.writtenAt, plane),
    ContentLength: range === null ? size : range[1] - range[0],
    ...(range === null ? {} : { ContentRange: `bytes ${range[0]}-${range[1] - 1}/${size}` }),
    ETag: shownTag(version),
    ...(versioning === "off" ? {} : { VersionId: versionIdOf(bucket.number, version) }),
    ...shownTraits(version, plane),
    ...shownExpiry(version, bucket, plane),
    ...(part === null || content?.type !== "parts" ? {} : { PartsCount: content.parts.length }),
    ...(showsChecksum ? checksumOfRead(body as ObjectRead) : {}),
  };
}

/** Of a part that was asked for, its own checksum. */
function checksumOfRead({ version, part }: ObjectRead): PlainObject {
  if (part?.checksum == null) return shownChecksum(version);
  return { ...shownPartChecksum(part), ChecksumType: version.traits.checksum.type };
}

const overrides = {
  ResponseCacheControl: "CacheControl",
  ResponseContentDisposition: "ContentDisposition",
  ResponseContentEncoding: "ContentEncoding",
  ResponseContentLanguage: "ContentLanguage",
  ResponseContentType: "ContentType",
  ResponseExpires: "Expires",
} as const;

function showGot(body: Tagged, params: PlainObject, plane: ControlPlane): PlainObject | Refused {
  const head = showHead(body, params, plane);
  if (isRefused(head)) return head;
  const { version, range } = body as ObjectRead;
  const [from, until] = range ?? [0, version.size];
  const said = Object.entries(overrides).flatMap(([param, header]) =>
    params[param] === undefined ? [] : [[header, params[param]] as const],
  );
  return { ...head, ...Object.fromEntries(said), Body: base64Slice(version, from, until) };
}

function showAttributes(
  body: Tagged,
  params: PlainObject,
  plane: ControlPlane,
): PlainObject | Refused {
  const { version } = body as ObjectRead;
  const bucket = bucketIn(params, plane);
  if (isRefused(bucket)) return bucket;
  const against = againstCustomerKey(version.traits.encryption, params);
  if (against !== null) return against;
  const asked = textsOf(params["ObjectAttributes"]);
  const { size, content, traits } = version;
  const checksum = shownChecksum(version);
  const { versioning } = keptOf(bucket);
  return {
    LastModified: timestampAt(version.writtenAt, plane),
    ...(versioning === "off" ? {} : { VersionId: versionIdOf(bucket.number, version) }),
    ...(asked.includes("ETag") ? { ETag: tagOf(version) } : {}),
    ...(asked.includes("Checksum") && Object.keys(checksum).length > 0
      ? { Checksum: checksum }
      : {}),
    ...(asked.includes("ObjectSize") ? { ObjectSize: size } : {}),
    ...(asked.includes("StorageClass") ? { StorageClass: traits.storageClass } : {}),
    ...(asked.includes("ObjectParts") && content?.type === "parts"
      ? { ObjectParts: shownParts(content.parts, params) }
      : {}),
  };
}

function shownParts(parts: readonly PartContent[], params: PlainObject): PlainObject {
  const most = numberOf(params["MaxParts"]) ?? s3Limits.page.default;
  const marker = numberOf(params["PartNumberMarker"]) ?? 0;
  const rest = parts.filter(({ number }) => number > marker);
  const shown = rest.slice(0, most);
  const withSums = shown.filter(({ checksum }) => checksum !== null);
  return {
    TotalPartsCount: parts.length,
    PartNumberMarker: marker,
    NextPartNumberMarker: shown.at(-1)?.number ?? marker,
    MaxParts: most,
    IsTruncated: rest.length > shown.length,
    ...(withSums.length === 0
      ? {}
      : {
          Parts: withSums.map((part) => ({
            PartNumber: part.number,
            Size: part.size,
            ...shownPartChecksum(part),
          })),
        }),
  };
}

const bypassName = "x-amz-bypass-governance-retention";

/** Who may delete what is held is asked about in buckets alone that hold anything. */
const againstBypass = (params: PlainObject, objectLock: boolean): Refused | null =>
  params["BypassGovernanceRetention"] === undefined || objectLock
    ? null
    : refused(
        "InvalidArgument",
        `${bypassName} is only applicable to Object Lock enabled buckets.`,
        { ArgumentName: bypassName },
      );

function deleteObject(params: PlainObject, plane: ControlPlane): Step {
  const bucket = bucketIn(params, plane);
  if (isRefused(bucket)) return bucket;
  for (const [param, header] of [
    ["IfMatchSize", "x-amz-if-match-size"],
    ["IfMatchLastModifiedTime", "x-amz-if-match-last-modified-time"],
  ] as const) {
    if (params[param] !== undefined) return notImplemented(header);
  }
  const against = againstBypass(params, keptOf(bucket).objectLock);
  if (against !== null) return against;
  const entry = entryOf(params);
  if (isRefused(entry)) return entry;
  const version = versionIn(params, bucket);
  if (isRefused(version)) return version;
  const input: DeleteObjects = {
    type: "deleteObjects",
    entries: [{ ...entry, version }],
    bypasses: params["BypassGovernanceRetention"] === true,
    isSingle: true,
    trail: plane.trail,
  };
  return { type: "ask", resource: bucket.number, input };
}

function entryOf(said: PlainObject): Checked<DeletedEntry> {
  const key = keyIn(said);
  if (isRefused(key)) return key;
  const match = textOf(said["IfMatch"]) ?? textOf(said["ETag"]);
  const condition =
    match === undefined ? null : ({ type: "matches", tag: unquoted(match) } as const);
  return { key, version: "newest", condition };
}

function showDeleted(
  body: Tagged,
  params: PlainObject,
  plane: ControlPlane,
): PlainObject | Refused {
  const [result] = (body as ObjectsDeleted).results;
  const bucket = bucketIn(params, plane);
  if (isRefused(bucket)) return bucket;
  if (isRefused(result)) return result;
  const { gone = null, marker = null } = result ?? {};
  const shown = marker ?? gone;
  const asked = textOf(params["VersionId"]);
  if (shown === null) return asked === undefined ? {} : { VersionId: asked };
  if (marker === null && asked === undefined) return {};
  return {
    ...(isDeleteMarker(shown) ? { DeleteMarker: true } : {}),
    VersionId: versionIdOf(bucket.number, shown),
  };
}

function deleteObjects(params: PlainObject, plane: ControlPlane): Step {
  const bucket = bucketIn(params, plane);
  if (isRefused(bucket)) return bucket;
  const document = documentIn(params, "Delete", "DeleteObjects");
  if (isRefused(document)) return document;
  const against = againstBypass(params, keptOf(bucket).objectLock);
  if (against !== null) return against;
  const said = listOf(document["Objects"]).map(objectOf);
  if (said.length === 0 || said.length > s3Limits.deletedAtOnce) return malformed;
  const entries: DeletedEntry[] = [];
  for (const each of said) {
    const entry = entryOf(each);
    if (isRefused(entry)) return entry;
    const version = versionIn(each, bucket);
    // An id that is none is the id of no version.
    entries.push({ ...entry, version: isRefused(version) ? -1 : version });
  }
  const input: DeleteObjects = {
    type: "deleteObjects",
    entries,
    bypasses: params["BypassGovernanceRetention"] === true,
    isSingle: false,
    trail: plane.trail,
  };
  return { type: "ask", resource: bucket.number, input };
}

function showAllDeleted(
  body: Tagged,
  params: PlainObject,
  plane: ControlPlane,
): PlainObject | Refused {
  const { results } = body as ObjectsDeleted;
  const bucket = bucketIn(params, plane);
  if (isRefused(bucket)) return bucket;
  const document = objectOf(params["Delete"]);
  const said = listOf(document["Objects"]).map(objectOf);
  const deleted: PlainObject[] = [];
  const errors: PlainObject[] = [];
  results.forEach((result, place) => {
    const { Key = null, VersionId } = said[place]!; // There is one for each.
    const asked = VersionId === undefined ? {} : { VersionId };
    if (isRefused(result)) {
      const { code: Code, message: Message } = result;
      errors.push({ Code, Key, Message, ...asked });
      return;
    }
    const { gone, marker } = result;
    const shown = marker ?? (gone !== null && isDeleteMarker(gone) ? gone : null);
    deleted.push({
      Key,
      ...asked,
      ...(shown === null
        ? {}
        : { DeleteMarker: true, DeleteMarkerVersionId: versionIdOf(bucket.number, shown) }),
    });
  });
  const isQuiet = document["Quiet"] === true;
  return {
    ...(deleted.length === 0 || isQuiet ? {} : { Deleted: deleted }),
    ...(errors.length === 0 ? {} : { Errors: errors }),
  };
}

/** What a part is called that was put. */
export const shownPart = (part: PartContent): PlainObject => ({
  ETag: partTag(part),
  ...shownPartChecksum(part),
});
