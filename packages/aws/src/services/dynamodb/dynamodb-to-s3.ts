import type { PlainObject } from "../../service/refusal.ts";

/** The type of buckets in templates. */
export const bucketType = "AWS::S3::Bucket";

/** A call of an operation on a bucket. */
const onBucket = (operation: string, params: PlainObject) => ({
  type: "call" as const,
  service: "s3",
  operation,
  params,
});

/** The call that lists the objects whose keys begin with a prefix, from a page on. */
export const listedIn = (Bucket: string, Prefix: string, token: string | null) =>
  onBucket("ListObjectsV2", {
    Bucket,
    Prefix,
    ...(token === null ? {} : { ContinuationToken: token }),
  });

/** The call that reads an object. */
export const objectIn = (Bucket: string, Key: string) => onBucket("GetObject", { Bucket, Key });

/** The call that writes an object; `body` in base64. */
export const writtenInto = (Bucket: string, Key: string, body: string, encryption: PlainObject) =>
  onBucket("PutObject", { Bucket, Key, Body: body, ...encryption });

/** What imports and exports say of a refusal of a bucket. */
export const failureOf = (code: string, message: string): { code: string; message: string } => ({
  code: code.startsWith("S3") ? code : `S3${code}`,
  message,
});

/** Whether a bucket takes the same request a little later. */
export const isPassing = (code: string): boolean =>
  code === "SlowDown" || code === "ServiceUnavailable" || code === "InternalError";
