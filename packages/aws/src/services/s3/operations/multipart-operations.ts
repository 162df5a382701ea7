import type { Tagged } from "@orrery/kernel";
import { isObject, listOf, numberOf, objectOf, textOf } from "../../../request/params.ts";
import { refused, type PlainObject, type Refused } from "../../../service/refusal.ts";
import type { Resource } from "../../../service/resource.ts";
import type { ControlPlane, Operations, Step } from "../../../service/service-model.ts";
import { accountCaller } from "../../../service/caller.ts";
import { checksumOf, isComposedOnly } from "../content/checksums.ts";
import { bytesIn } from "../content/content.ts";
import { s3Limits } from "../limits.ts";
import { canonicalIdOf, uploadIdOf, uploadOfId } from "../notification/object-names.ts";
import { formEncoded } from "../notification/notification-body.ts";
import type {
  CompleteUpload,
  CreateUpload,
  ListParts,
  ObjectPut,
  PartPut,
  PartsListed,
  PutPart,
} from "../protocol.ts";
import { bucketIn, timestampAt, type Checked } from "./bucket-record.ts";
import { isRefused } from "../bucket/reply.ts";
import { shownEncryption } from "./encryption.ts";
import { conditionIn, contentIn, keyIn, unquoted } from "./object-check.ts";
import { shownPart } from "./object-operations.ts";
import { checksumAsked, traitsAsked } from "./object-traits-asked.ts";
import { shownChecksum, shownExpiry, shownTag, shownVersionId } from "./shown-object.ts";

/** Operations that upload objects in parts. */
export const multipartOperations: Operations = {
  CreateMultipartUpload: { begin: createUpload, respond: showCreated },
  UploadPart: { begin: uploadPart, respond: showPart, refuse: withUploadId },
  CompleteMultipartUpload: {
    begin: completeUpload,
    respond: showCompleted,
    refuse: withUploadId,
  },
  AbortMultipartUpload: { begin: abortUpload, respond: () => ({}), refuse: withUploadId },
  ListParts: { begin: listParts, respond: showParts, refuse: withUploadId },
};

function createUpload(params: PlainObject, plane: ControlPlane): Step {
  const bucket = bucketIn(params, plane);
  if (isRefused(bucket)) return bucket;
  const key = keyIn(params);
  if (isRefused(key)) return key;
  const traits = traitsAsked(params, bucket, plane);
  if (isRefused(traits)) return traits;
  const type = typeAsked(params);
  if (isRefused(type)) return type;
  const checksum = { ...traits.checksum, type };
  const input: CreateUpload = { type: "createUpload", key, traits: { ...traits, checksum } };
  return { type: "ask", resource: bucket.number, input };
}

/** Whether the checksum is one of the whole, or of the checksums of the parts. */
function typeAsked(params: PlainObject): Checked<"FULL_OBJECT" | "COMPOSITE"> {
  const checksum = checksumAsked(params);
  if (isRefused(checksum)) return checksum;
  const { algorithm } = checksum;
  const usual = algorithm === "CRC64NVME" ? "FULL_OBJECT" : "COMPOSITE";
  const said = textOf(params["ChecksumType"]);
  if (said === undefined) return usual;
  if (textOf(params["ChecksumAlgorithm"]) === undefined) {
    return refused(
      "InvalidRequest",
      "The x-amz-checksum-type header can only be used with the x-amz-checksum-algorithm header.",
    );
  }
  if (said !== "FULL_OBJECT" && said !== "COMPOSITE") {
    return refused("InvalidRequest", "Value for x-amz-checksum-type header is invalid.");
  }
  const isImpossible =
    (said === "FULL_OBJECT" && isComposedOnly(algorithm)) ||
    (said === "COMPOSITE" && algorithm === "CRC64NVME");
  return isImpossible
    ? refused(
        "InvalidRequest",
        `The ${said} checksum type cannot be used with the ${algorithm.toLowerCase()} checksum algorithm.`,
      )
    : said;
}

function showCreated(
  body: Tagged,
  params: PlainObject,
  plane: ControlPlane,
): PlainObject | Refused {
  const { upload } = body as Tagged & { readonly upload: number };
  const bucket = bucketIn(params, plane);
  if (isRefused(bucket)) return bucket;
  const traits = traitsAsked(params, bucket, plane);
  if (isRefused(traits)) return traits;
  const type = typeAsked(params);
  if (isRefused(type)) return type;
  return {
    Bucket: bucket.name,
    Key: params["Key"]!, // It is there.
    UploadId: uploadIdOf(bucket.number, upload),
    ...shownEncryption(traits.encryption),
    ...(params["ChecksumAlgorithm"] === undefined
      ? {}
      : { ChecksumAlgorithm: traits.checksum.algorithm, ChecksumType: type }),
  };
}

const ofUploads = ["NoSuchUpload", "InvalidPart", "InvalidPartOrder"];

/** AWS says which upload a refusal is about. */
function withUploadId(refusal: Refused, params: PlainObject): Refused {
  const { code, message, details } = refusal;
  if (!ofUploads.includes(code)) return refusal;
  return refused(code, message, { ...details, UploadId: textOf(params["UploadId"]) ?? "" });
}

const uploadIn = (params: PlainObject, bucket: Resource): number =>
  uploadOfId(bucket.number, textOf(params["UploadId"])!); // It is there.

function uploadPart(params: PlainObject, plane: ControlPlane): Step {
  const bucket = bucketIn(params, plane);
  if (isRefused(bucket)) return bucket;
  const key = keyIn(params);
  if (isRefused(key)) return key;
  const number = numberOf(params["PartNumber"])!; // It is there.
  if (number < s3Limits.parts.min || number > s3Limits.parts.max) {
    return refused(
      "InvalidArgument",
      "Part number must be an integer between 1 and 10000, inclusive",
      {
        ArgumentName: "partNumber",
        ArgumentValue: `${number}`,
      },
    );
  }
  const checksum = checksumAsked(params);
  if (isRefused(checksum)) return checksum;
  const content = contentIn(params, checksum, plane);
  if (isRefused(content)) return content;
  const { algorithm } = checksum;
  const isSaid =
    params["ChecksumAlgorithm"] !== undefined || params[`Checksum${algorithm}`] !== undefined;
  const input: PutPart = {
    type: "putPart",
    upload: uploadIn(params, bucket),
    key,
    number,
    size: content.size,
    content,
    contentOf: 0,
    checksum: isSaid ? { algorithm, value: checksumOf(algorithm, bytesIn(content)!) } : null,
    isCopy: false,
  };
  return { type: "ask", resource: bucket.number, input };
}

function showPart(body: Tagged): PlainObject {
  const { part, traits } = body as PartPut;
  return { ...shownPart(part), ...shownEncryption(traits.encryption) };
}

const malformedXml = refused(
  "MalformedXML",
  "The XML you provided was not well-formed or did not validate against our published schema",
);

function completeUpload(params: PlainObject, plane: ControlPlane): Step {
  const bucket = bucketIn(params, plane);
  if (isRefused(bucket)) return bucket;
  const key = keyIn(params);
  if (isRefused(key)) return key;
  const listed = listOf(objectOf(params["MultipartUpload"])["Parts"]).map(objectOf);
  if (!isObject(params["MultipartUpload"]) || listed.length === 0) {
    return isObject(params["MultipartUpload"])
      ? malformedXml
      : refused("InvalidRequest", "You must specify at least one part");
  }
  const condition = conditionIn(params);
  if (isRefused(condition)) return condition;
  const checksum = checksumAsked(params);
  if (isRefused(checksum)) return checksum;
  const input: CompleteUpload = {
    type: "completeUpload",
    upload: uploadIn(params, bucket),
    key,
    parts: listed.map((part) => {
      const sum = checksumAsked(part);
      return {
        number: numberOf(part["PartNumber"]) ?? 0,
        tag: unquoted(textOf(part["ETag"]) ?? ""),
        checksum: isRefused(sum) ? null : sum.value,
      };
    }),
    size: numberOf(params["MpuObjectSize"]) ?? null,
    checksum: checksum.value,
    checksumType: textOf(params["ChecksumType"]) ?? null,
    condition,
    trail: plane.trail,
  };
  return { type: "ask", resource: bucket.number, input };
}

function showCompleted(
  body: Tagged,
  params: PlainObject,
  plane: ControlPlane,
): PlainObject | Refused {
  const { version } = body as ObjectPut;
  const bucket = bucketIn(params, plane);
  if (isRefused(bucket)) return bucket;
  const key = textOf(params["Key"])!; // It is there.
  return {
    Location: `https://${bucket.name}.s3.${plane.region}.amazonaws.com/${formEncoded(key).replaceAll("+", "%20")}`,
    Bucket: bucket.name,
    Key: key,
    ETag: shownTag(version),
    ...shownChecksum(version),
    ...shownEncryption(version.traits.encryption),
    ...shownVersionId(version, bucket, false),
    ...shownExpiry(version, bucket, plane),
  };
}

function abortUpload(params: PlainObject, plane: ControlPlane): Step {
  const bucket = bucketIn(params, plane);
  if (isRefused(bucket)) return bucket;
  const key = keyIn(params);
  if (isRefused(key)) return key;
  const input = { type: "abortUpload", upload: uploadIn(params, bucket), key } as const;
  return { type: "ask", resource: bucket.number, input };
}

function listParts(params: PlainObject, plane: ControlPlane): Step {
  const bucket = bucketIn(params, plane);
  if (isRefused(bucket)) return bucket;
  const key = keyIn(params);
  if (isRefused(key)) return key;
  const input: ListParts = {
    type: "listParts",
    upload: uploadIn(params, bucket),
    key,
    after: markerIn(params),
    most: mostIn(params),
  };
  return { type: "ask", resource: bucket.number, input };
}

const markerIn = (params: PlainObject): number => Number(params["PartNumberMarker"] ?? 0);
const mostIn = (params: PlainObject): number =>
  Math.min(numberOf(params["MaxParts"]) ?? s3Limits.page.default, s3Limits.page.max);

function showParts(body: Tagged, params: PlainObject, plane: ControlPlane): PlainObject | Refused {
  const { parts, isTruncated, traits } = body as PartsListed;
  const bucket = bucketIn(params, plane);
  if (isRefused(bucket)) return bucket;
  const marker = markerIn(params);
  const { principal } = accountCaller(plane);
  return {
    Bucket: bucket.name,
    Key: params["Key"]!, // It is there.
    UploadId: params["UploadId"]!, // Likewise.
    PartNumberMarker: marker,
    NextPartNumberMarker: parts.at(-1)?.part.number ?? 0,
    MaxParts: mostIn(params),
    IsTruncated: isTruncated,
    ...(parts.length === 0
      ? {}
      : {
          Parts: parts.map(({ part, putAt }) => ({
            PartNumber: part.number,
            LastModified: timestampAt(putAt, plane),
            Size: part.size,
            ...shownPart(part),
          })),
        }),
    Initiator: { ID: principal, DisplayName: principal.slice(principal.lastIndexOf(":") + 1) },
    Owner: { ID: canonicalIdOf(plane.accountId) },
    StorageClass: traits.storageClass,
    ...(traits.checksum.algorithm === "CRC64NVME"
      ? {}
      : { ChecksumAlgorithm: traits.checksum.algorithm, ChecksumType: traits.checksum.type }),
  };
}
