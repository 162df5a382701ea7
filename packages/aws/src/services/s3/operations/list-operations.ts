import { base64Of, bytesOfBase64, type Tagged } from "@orrery/kernel";
import { numberOf, textOf } from "../../../request/params.ts";
import { refused, type PlainObject, type Refused } from "../../../service/refusal.ts";
import type { Resource } from "../../../service/resource.ts";
import type { ControlPlane, Operations, Step } from "../../../service/service-model.ts";
import { textOfUtf8, utf8Of } from "../../../text/utf8.ts";
import { s3Limits } from "../limits.ts";
import {
  canonicalIdOf,
  uploadIdOf,
  uploadOfId,
  versionIdOf,
  versionOfId,
} from "../notification/object-names.ts";
import { formEncoded } from "../notification/notification-body.ts";
import type {
  ListObjects,
  ListUploads,
  ListVersions,
  ObjectsListed,
  UploadsListed,
  VersionsListed,
} from "../protocol.ts";
import { shownKey } from "../store/key-order.ts";
import { isDeleteMarker, type StoredVersion } from "../store/stored-version.ts";
import { bucketIn, timestampAt, type Checked } from "./bucket-record.ts";
import { isRefused } from "../bucket/reply.ts";
import { shownTag } from "./shown-object.ts";

/** Operations that list what a bucket has. */
export const listOperations: Operations = {
  ListObjects: { begin: listObjects, respond: showObjects },
  ListObjectsV2: { begin: listObjectsV2, respond: showObjectsV2 },
  ListObjectVersions: { begin: listVersions, respond: showVersions },
  ListMultipartUploads: { begin: listUploads, respond: showUploads },
};

const argument = (message: string, name: string, value: string): Refused =>
  refused("InvalidArgument", message, { ArgumentName: name, ArgumentValue: value });

interface Asked {
  readonly bucket: Resource;
  readonly prefix: string;
  readonly delimiter: string;
  readonly most: number;
}

/** What all lists have in common. */
function asked(params: PlainObject, plane: ControlPlane, limit = "MaxKeys"): Checked<Asked> {
  const bucket = bucketIn(params, plane);
  if (isRefused(bucket)) return bucket;
  const most = numberOf(params[limit]) ?? s3Limits.page.default;
  if (most < 0) {
    return argument(
      "Argument maxKeys must be an integer between 0 and 2147483647",
      "maxKeys",
      `${most}`,
    );
  }
  const encoding = textOf(params["EncodingType"]);
  if (encoding !== undefined && encoding !== "url") {
    return argument("Invalid Encoding Method specified in Request", "encoding-type", encoding);
  }
  return {
    bucket,
    prefix: textOf(params["Prefix"]) ?? "",
    delimiter: textOf(params["Delimiter"]) ?? "",
    most: Math.min(most, s3Limits.page.max),
  };
}

/** Keys are encoded where that was asked for. */
const encoder = (params: PlainObject): ((key: string) => string) =>
  params["EncodingType"] === "url" ? formEncoded : (key) => key;

/** What responses repeat of what was asked. */
function repeated({ bucket, prefix, delimiter, most }: Asked, params: PlainObject): PlainObject {
  const encode = encoder(params);
  return {
    Name: bucket.name,
    Prefix: encode(prefix),
    MaxKeys: most,
    ...(delimiter === "" ? {} : { Delimiter: encode(delimiter) }),
    ...(params["EncodingType"] === undefined ? {} : { EncodingType: "url" }),
  };
}

function shownObject(
  version: StoredVersion,
  params: PlainObject,
  plane: ControlPlane,
): PlainObject {
  const { traits, size, key, writtenAt } = version;
  return {
    Key: encoder(params)(shownKey(key)),
    LastModified: timestampAt(writtenAt, plane),
    ETag: shownTag(version),
    ChecksumAlgorithm: [traits.checksum.algorithm],
    ChecksumType: traits.checksum.type,
    Size: size,
    StorageClass: traits.storageClass,
  };
}

const ownerOf = ({ accountId }: ControlPlane): PlainObject => ({ ID: canonicalIdOf(accountId) });

/** The objects and the common prefixes of a page. */
function shownItems(
  { items }: ObjectsListed,
  params: PlainObject,
  plane: ControlPlane,
  showsOwner: boolean,
): PlainObject {
  const encode = encoder(params);
  const contents = items.flatMap((item) =>
    typeof item === "string"
      ? []
      : [
          {
            ...shownObject(item, params, plane),
            ...(showsOwner ? { Owner: ownerOf(plane) } : {}),
          },
        ],
  );
  const prefixes = items.flatMap((item) =>
    typeof item === "string" ? [{ Prefix: encode(item) }] : [],
  );
  return {
    ...(contents.length === 0 ? {} : { Contents: contents }),
    ...(prefixes.length === 0 ? {} : { CommonPrefixes: prefixes }),
  };
}

/** Behind what a page goes on. */
const lastOf = (items: ObjectsListed["items"]): string => {
  const last = items.at(-1) ?? "";
  return typeof last === "string" ? last : shownKey(last.key);
};

function listObjects(params: PlainObject, plane: ControlPlane): Step {
  const list = asked(params, plane);
  if (isRefused(list)) return list;
  const { bucket, ...rest } = list;
  const input: ListObjects = {
    type: "listObjects",
    ...rest,
    after: textOf(params["Marker"]) ?? "",
  };
  return { type: "ask", resource: bucket.number, input };
}

function showObjects(
  body: Tagged,
  params: PlainObject,
  plane: ControlPlane,
): PlainObject | Refused {
  const list = asked(params, plane);
  if (isRefused(list)) return list;
  const listed = body as ObjectsListed;
  const encode = encoder(params);
  return {
    ...repeated(list, params),
    Marker: encode(textOf(params["Marker"]) ?? ""),
    IsTruncated: listed.isTruncated,
    // Without a delimiter, whoever goes on does so behind the last key.
    ...(listed.isTruncated && list.delimiter !== ""
      ? { NextMarker: encode(lastOf(listed.items)) }
      : {}),
    ...shownItems(listed, params, plane, true),
  };
}

const tokenOf = (key: string): string => base64Of(utf8Of(key));

function placeOfToken(token: string): string | null {
  const bytes = bytesOfBase64(token);
  return bytes === null ? null : textOfUtf8(bytes);
}

function listObjectsV2(params: PlainObject, plane: ControlPlane): Step {
  const list = asked(params, plane);
  if (isRefused(list)) return list;
  const { bucket, ...rest } = list;
  const token = textOf(params["ContinuationToken"]);
  if (token === "") {
    return argument("The continuation token provided is incorrect", "continuation-token", token);
  }
  const place = token === undefined ? (textOf(params["StartAfter"]) ?? "") : placeOfToken(token);
  if (place === null) {
    return refused("InvalidArgument", "The continuation token provided is incorrect", {
      ArgumentName: "continuation-token",
    });
  }
  const input: ListObjects = { type: "listObjects", ...rest, after: place };
  return { type: "ask", resource: bucket.number, input };
}

function showObjectsV2(
  body: Tagged,
  params: PlainObject,
  plane: ControlPlane,
): PlainObject | Refused {
  const list = asked(params, plane);
  if (isRefused(list)) return list;
  const listed = body as ObjectsListed;
  const token = textOf(params["ContinuationToken"]);
  const startAfter = textOf(params["StartAfter"]);
  return {
    ...repeated(list, params),
    IsTruncated: listed.isTruncated,
    KeyCount: listed.items.length,
    ...(token === undefined ? {} : { ContinuationToken: token }),
    ...(startAfter === undefined ? {} : { StartAfter: encoder(params)(startAfter) }),
    ...(listed.isTruncated ? { NextContinuationToken: tokenOf(lastOf(listed.items)) } : {}),
    ...shownItems(listed, params, plane, params["FetchOwner"] === true),
  };
}

function listVersions(params: PlainObject, plane: ControlPlane): Step {
  const list = asked(params, plane);
  if (isRefused(list)) return list;
  const { bucket, ...rest } = list;
  const after = textOf(params["KeyMarker"]) ?? "";
  const id = textOf(params["VersionIdMarker"]);
  if (id !== undefined && after === "") {
    return argument(
      "A version-id marker cannot be specified without a key marker.",
      "version-id-marker",
      id,
    );
  }
  const version = id === undefined || id === "" ? null : versionOfId(bucket.number, id);
  if (id !== undefined && id !== "" && version === null) {
    return argument("Invalid version id specified", "version-id-marker", id);
  }
  const input: ListVersions = { type: "listVersions", ...rest, after, afterVersion: version };
  return { type: "ask", resource: bucket.number, input };
}

function showVersions(
  body: Tagged,
  params: PlainObject,
  plane: ControlPlane,
): PlainObject | Refused {
  const list = asked(params, plane);
  if (isRefused(list)) return list;
  const { items, isTruncated } = body as VersionsListed;
  const { bucket } = list;
  const encode = encoder(params);
  const versions: PlainObject[] = [];
  const markers: PlainObject[] = [];
  const prefixes: PlainObject[] = [];
  for (const item of items) {
    if (typeof item === "string") {
      prefixes.push({ Prefix: encode(item) });
      continue;
    }
    const { version, isLatest } = item;
    const common = {
      IsLatest: isLatest,
      Owner: ownerOf(plane),
      VersionId: versionIdOf(bucket.number, version),
    };
    if (isDeleteMarker(version)) {
      const LastModified = timestampAt(version.writtenAt, plane);
      markers.push({ Key: encode(shownKey(version.key)), LastModified, ...common });
    } else versions.push({ ...shownObject(version, params, plane), ...common });
  }
  const last = items.at(-1);
  const next: PlainObject =
    !isTruncated || last === undefined
      ? {}
      : typeof last === "string"
        ? { NextKeyMarker: encode(last) }
        : {
            NextKeyMarker: encode(shownKey(last.version.key)),
            NextVersionIdMarker: versionIdOf(bucket.number, last.version),
          };
  return {
    ...repeated(list, params),
    KeyMarker: encode(textOf(params["KeyMarker"]) ?? ""),
    VersionIdMarker: textOf(params["VersionIdMarker"]) ?? "",
    IsTruncated: isTruncated,
    ...next,
    ...(versions.length === 0 ? {} : { Versions: versions }),
    ...(markers.length === 0 ? {} : { DeleteMarkers: markers }),
    ...(prefixes.length === 0 ? {} : { CommonPrefixes: prefixes }),
  };
}

function listUploads(params: PlainObject, plane: ControlPlane): Step {
  const list = asked(params, plane, "MaxUploads");
  if (isRefused(list)) return list;
  const { bucket, ...rest } = list;
  const id = textOf(params["UploadIdMarker"]);
  const after = textOf(params["KeyMarker"]) ?? "";
  const number = id === undefined || id === "" ? null : uploadOfId(bucket.number, id);
  const input: ListUploads = { type: "listUploads", ...rest, after, afterUpload: number };
  return { type: "ask", resource: bucket.number, input };
}

function showUploads(
  body: Tagged,
  params: PlainObject,
  plane: ControlPlane,
): PlainObject | Refused {
  const list = asked(params, plane, "MaxUploads");
  if (isRefused(list)) return list;
  const { items, isTruncated } = body as UploadsListed;
  const { bucket, prefix, delimiter, most } = list;
  const encode = encoder(params);
  const uploads = items.flatMap((item) =>
    typeof item === "string"
      ? []
      : [
          {
            UploadId: uploadIdOf(bucket.number, item.number),
            Key: encode(item.key),
            Initiated: timestampAt(item.createdAt, plane),
            StorageClass: item.traits.storageClass,
            Owner: ownerOf(plane),
            Initiator: ownerOf(plane),
            ChecksumAlgorithm: item.traits.checksum.algorithm,
            ChecksumType: item.traits.checksum.type,
          },
        ],
  );
  const prefixes = items.flatMap((item) =>
    typeof item === "string" ? [{ Prefix: encode(item) }] : [],
  );
  const last = items.at(-1);
  return {
    Bucket: bucket.name,
    KeyMarker: encode(textOf(params["KeyMarker"]) ?? ""),
    UploadIdMarker: textOf(params["UploadIdMarker"]) ?? "",
    NextKeyMarker: last === undefined ? "" : encode(typeof last === "string" ? last : last.key),
    NextUploadIdMarker:
      last === undefined || typeof last === "string" ? "" : uploadIdOf(bucket.number, last.number),
    ...(prefix === "" ? {} : { Prefix: encode(prefix) }),
    ...(delimiter === "" ? {} : { Delimiter: encode(delimiter) }),
    MaxUploads: most,
    IsTruncated: isTruncated,
    ...(params["EncodingType"] === undefined ? {} : { EncodingType: "url" }),
    ...(uploads.length === 0 ? {} : { Uploads: uploads }),
    ...(prefixes.length === 0 ? {} : { CommonPrefixes: prefixes }),
  };
}
