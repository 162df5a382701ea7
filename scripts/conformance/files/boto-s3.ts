import type { RefusedError } from "../boto-client.ts";
import { isList, isObject, memberOf, type Value, type ValueObject } from "../value.ts";

// What boto3 does with requests and answers of S3 alone (botocore, `handlers.py`, `parsers.py`, `httpchecksum.py`).

/** Operations whose requests get the checksum that boto3 computes where nobody asks for another. */
const summed: ReadonlySet<string> = new Set(["PutObject", "UploadPart"]);
/** Operations whose keys boto3 asks for encoded, and decodes. */
const encoded: ReadonlySet<string> = new Set([
  "ListObjects",
  "ListObjectsV2",
  "ListObjectVersions",
]);
const copies: ReadonlySet<string> = new Set(["CopyObject", "UploadPartCopy"]);

const hasChecksum = (params: ValueObject): boolean =>
  Object.keys(params).some((name) => name.startsWith("Checksum"));

/** Parameters as boto3 sends them. */
function s3Request(operation: string, params: ValueObject, region: string): ValueObject {
  let sent = params;
  if (summed.has(operation) && !hasChecksum(params)) sent = { ...sent, ChecksumAlgorithm: "CRC32" };
  if (operation === "GetObject" && sent["ChecksumMode"] === undefined) {
    sent = { ...sent, ChecksumMode: "ENABLED" };
  }
  if (encoded.has(operation) && sent["EncodingType"] === undefined) {
    sent = { ...sent, EncodingType: "url" };
  }
  if (copies.has(operation)) sent = { ...sent, CopySource: copySource(sent["CopySource"]) };
  // The suite says a location only where it is not the first Region.
  if (operation === "CreateBucket" && region === "us-east-1") {
    const said = sent["CreateBucketConfiguration"];
    const { LocationConstraint: _, ...rest } = isObject(said) ? said : {};
    const { CreateBucketConfiguration: _before, ...others } = sent;
    sent = Object.keys(rest).length === 0 ? others : { ...others, CreateBucketConfiguration: rest };
  }
  return sent;
}

/** Where a copy is from, encoded as URLs are; boto3 takes its parts as well. */
function copySource(said: Value): Value {
  const [path, id] = isObject(said)
    ? [`${String(said["Bucket"])}/${String(said["Key"])}`, said["VersionId"]]
    : String(said).split("?versionId=");
  const quoted = encodeURIComponent(String(path)).replaceAll("%2F", "/");
  return id === undefined ? quoted : `${quoted}?versionId=${String(id)}`;
}

const formDecoded = (text: string): string => decodeURIComponent(text.replaceAll("+", " "));
const keyNames: ReadonlySet<string> = new Set([
  "Key",
  "Prefix",
  "Delimiter",
  "Marker",
  "NextMarker",
  "KeyMarker",
  "NextKeyMarker",
  "StartAfter",
]);

function decodedKeys(value: Value): Value {
  if (isList(value)) return value.map(decodedKeys);
  if (!isObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, part]) => [
      name,
      keyNames.has(name) && typeof part === "string" ? formDecoded(part) : decodedKeys(part),
    ]),
  );
}

/** Operations that are answered with another status than the model's. */
const statuses: Readonly<Record<string, number>> = {
  PutBucketPolicy: 204,
  PutBucketTagging: 204,
  PutBucketMetricsConfiguration: 204,
  PutBucketAnalyticsConfiguration: 204,
  PutBucketInventoryConfiguration: 204,
  PutBucketIntelligentTieringConfiguration: 204,
  RestoreObject: 202,
};

/** Headers that come as bytes, which boto3 reads as Latin-1. */
const headers = ["CacheControl", "ContentDisposition", "ContentEncoding", "ContentLanguage"];

const inLatin1 = (text: string): string => String.fromCharCode(...new TextEncoder().encode(text));

/** What boto3 makes of an answer; `params` are those of the caller. */
function s3Response(operation: string, params: ValueObject, response: ValueObject): ValueObject {
  const metadata = memberOf(response, "ResponseMetadata");
  const isPart = "ContentRange" in response;
  const status = statuses[operation] ?? (isPart ? 206 : memberOf(metadata, "HTTPStatusCode"));
  const keysDecoded =
    encoded.has(operation) && params["EncodingType"] === undefined
      ? (decodedKeys(response) as ValueObject) // It stays one.
      : response;
  const said = headers.flatMap((name) => {
    const value = response[name];
    return typeof value === "string" ? [[name, inLatin1(value)] as const] : [];
  });
  return {
    ...keysDecoded,
    ...Object.fromEntries(said),
    ...(typeof response["Body"] === "string" ? { Body: textOfBody(response["Body"]) } : {}),
    ...(typeof response["Expires"] === "string"
      ? {
          Expires: new Date(response["Expires"]).toISOString(),
          ExpiresString: response["Expires"],
        }
      : {}),
    ResponseMetadata: {
      HTTPHeaders: { etag: response["ETag"] },
      HTTPStatusCode: status,
    },
  };
}

/** The bytes of a body: a text where they are one. */
function textOfBody(base64: string): Value {
  const bytes = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    return bytes;
  }
}

/** The response of an error: all that its XML has is a member of `Error`, and what the model has of it stands besides. */
function s3ErrorResponse(
  operation: string,
  { code, message, httpStatus, details = {} }: RefusedError,
  modeled: readonly string[],
): ValueObject {
  // Without a body, boto3 has the status alone.
  const isBodiless = operation.startsWith("Head") || httpStatus === 304;
  const shown = isBodiless
    ? { Code: `${httpStatus}`, Message: message }
    : { Code: code, Message: message === "" ? null : message, ...details };
  const copied = Object.fromEntries(
    modeled.flatMap((name) =>
      details[name] === undefined ? [] : [[name, details[name]] as const],
    ),
  );
  return {
    Error: shown,
    ...copied,
    ResponseMetadata: { HTTPHeaders: {}, HTTPStatusCode: httpStatus },
  };
}

/** What boto3 does with requests and answers of one service alone. */
export interface Quirks {
  request(operation: string, params: ValueObject, region: string): ValueObject;
  response(operation: string, params: ValueObject, response: ValueObject): ValueObject;
  error(operation: string, refused: RefusedError, modeled: readonly string[]): ValueObject;
}

/** Services with which boto3 does more than with others. */
export const quirks: ReadonlyMap<string, Quirks> = new Map([
  ["s3", { request: s3Request, response: s3Response, error: s3ErrorResponse }],
]);
