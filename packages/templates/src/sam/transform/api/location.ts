import { isGiven, isMap, isText, mapOf, memberOf, type JsonMap, type Maybe } from "../json.ts";
import { resourceProblem } from "../problems.ts";

/** Parts of `s3://bucket/key?versionId=version`; `undefined` where a value is none. */
export function s3Location(uri: Maybe): JsonMap | undefined {
  if (!isText(uri)) return undefined;
  const [, bucket, key, query = ""] =
    /^s3:\/\/([^/?#[\]]+)\/([^?#]+)(?:\?([^#]*))?/.exec(uri) ?? [];
  if (bucket === undefined || key === undefined) return undefined;
  const version = query
    .split("&")
    .map((part) => part.split("="))
    .find(([name]) => name === "versionId")?.[1];
  return mapOf({ Bucket: bucket, Key: key, Version: version });
}

/** Where a definition lies in S3. @throws SamProblem where it lies nowhere */
export function definitionLocation(id: string, uri: Maybe): JsonMap {
  const location = isMap(uri) ? uri : s3Location(uri);
  if (location === undefined) {
    throw resourceProblem(
      id,
      "'DefinitionUri' is not a valid S3 Uri of the form 's3://bucket/key' with optional versionId query parameter.",
    );
  }
  if (!isGiven(memberOf(location, "Bucket")) || !isGiven(memberOf(location, "Key"))) {
    throw resourceProblem(
      id,
      "'DefinitionUri' requires Bucket and Key properties to be specified.",
    );
  }
  return mapOf({
    Bucket: memberOf(location, "Bucket"),
    Key: memberOf(location, "Key"),
    Version: memberOf(location, "Version"),
  });
}
