import { listOf, memberOf, numberOf, objectOf, textOf } from "../../request/params.ts";
import type { PlainObject } from "../../service/refusal.ts";
import type { FoundObject } from "./scan/scanning.ts";

/** The ARN of the bucket that a place such as `s3://bucket/prefix/` is in; `null`: it is no place. */
export function bucketArnIn(location: string, partition: string): string | null {
  const bucket = bucketIn(location);
  return bucket === null ? null : `arn:${partition}:s3:::${bucket}`;
}

/** The bucket of a place; `null`: it is none. */
export const bucketIn = (location: string): string | null =>
  /^s3:\/\/([a-z0-9][a-z0-9.-]{1,61}[a-z0-9])(?:\/|$)/.exec(location)?.[1] ?? null;

/** Asks for a page of the objects under a prefix. */
export const listCall = (bucket: string, prefix: string, token: string | null) => ({
  service: "s3",
  operation: "ListObjectsV2",
  params: {
    Bucket: bucket,
    Prefix: prefix,
    ...(token === null ? {} : { ContinuationToken: token }),
  } as PlainObject,
});

/** The objects of a page, and where the next one begins; `null`: there is none. */
export function objectsIn(response: PlainObject): {
  readonly objects: readonly FoundObject[];
  readonly next: string | null;
} {
  const objects = listOf(response["Contents"]).map((each) => ({
    key: textOf(memberOf(each, "Key")) ?? "",
    size: numberOf(objectOf(each)["Size"]) ?? 0,
  }));
  return { objects, next: textOf(response["NextContinuationToken"]) ?? null };
}
