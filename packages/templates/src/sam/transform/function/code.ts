import {
  isGiven,
  isMap,
  isText,
  mapOf,
  memberOf,
  type Json,
  type JsonMap,
  type Maybe,
} from "../json.ts";
import { s3Location } from "../api/location.ts";
import { resourceProblem } from "../problems.ts";
import { printed } from "../python-text.ts";
import type { SamResource } from "../resource.ts";

/** The code of a function as Lambda has it: a place in S3, an image, or inline. */
export function codeOf({ id, properties }: SamResource): JsonMap {
  const given = memberOf(properties, "PackageType");
  const packageType = isGiven(given) ? given : "Zip";
  if (packageType === "Image") {
    const image = memberOf(properties, "ImageUri");
    if (image === undefined || image === null) throw resourceProblem(id, "'ImageUri' must be set.");
    return imageCode(id, image);
  }
  if (packageType !== "Zip") {
    throw resourceProblem(id, `invalid 'PackageType' : ${printed(packageType)}`);
  }
  const inline = memberOf(properties, "InlineCode");
  if (inline !== undefined && inline !== null) return { ZipFile: inline };
  const uri = memberOf(properties, "CodeUri");
  if (uri === undefined || uri === null) {
    throw resourceProblem(id, "Only one of 'InlineCode' or 'CodeUri' can be set.");
  }
  return s3Code(id, uri, "CodeUri");
}

/** A place in S3 as Lambda has it. @throws SamProblem where a value is no place */
export function s3Code(id: string, uri: Json, property: string): JsonMap {
  if (isMap(uri)) {
    const bucket = memberOf(uri, "Bucket");
    const key = memberOf(uri, "Key");
    if (!isGiven(bucket) || !isGiven(key)) {
      throw resourceProblem(
        id,
        `'${property}' requires Bucket and Key properties to be specified.`,
      );
    }
    return code(bucket, key, memberOf(uri, "Version"));
  }
  if (!isText(uri)) throw resourceProblem(id, `'${property}' must be of type dict or string.`);
  const place = s3Location(uri);
  if (place === undefined) {
    throw resourceProblem(
      id,
      `'${property}' is not a valid S3 Uri of the form 's3://bucket/key' with optional versionId query parameter.`,
    );
  }
  return code(memberOf(place, "Bucket"), memberOf(place, "Key"), memberOf(place, "Version"));
}

const code = (bucket: Maybe, key: Maybe, version: Maybe): JsonMap =>
  mapOf({ S3Bucket: bucket, S3Key: key, S3ObjectVersion: version });

function imageCode(id: string, image: Json): JsonMap {
  if (!isText(image) && !isMap(image)) {
    throw resourceProblem(id, "'ImageUri' is not of type string.");
  }
  return { ImageUri: image };
}
