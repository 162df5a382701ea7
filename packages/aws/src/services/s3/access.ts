import { listOf, memberOf, textOf } from "../../request/params.ts";
import { notAuthorized, textIn, type Access } from "../../service/caller.ts";
import { refused } from "../../service/refusal.ts";

/** What S3 asks before it does something, and how it refuses. Policies have names of their own for most of it. */
export const s3Access: Access = {
  actions: {
    HeadObject: "s3:GetObject",
    HeadBucket: "s3:ListBucket",
    ListObjects: "s3:ListBucket",
    ListObjectsV2: "s3:ListBucket",
    ListObjectVersions: "s3:ListBucketVersions",
    ListBuckets: "s3:ListAllMyBuckets",
    ListMultipartUploads: "s3:ListBucketMultipartUploads",
    ListParts: "s3:ListMultipartUploadParts",
    CopyObject: "s3:PutObject",
    CreateMultipartUpload: "s3:PutObject",
    UploadPart: "s3:PutObject",
    UploadPartCopy: "s3:PutObject",
    CompleteMultipartUpload: "s3:PutObject",
    DeleteObjects: "s3:DeleteObject",
    PutBucketCors: "s3:PutBucketCORS",
    GetBucketCors: "s3:GetBucketCORS",
    DeleteBucketCors: "s3:PutBucketCORS",
    PutBucketEncryption: "s3:PutEncryptionConfiguration",
    GetBucketEncryption: "s3:GetEncryptionConfiguration",
    DeleteBucketEncryption: "s3:PutEncryptionConfiguration",
    PutBucketLifecycleConfiguration: "s3:PutLifecycleConfiguration",
    GetBucketLifecycleConfiguration: "s3:GetLifecycleConfiguration",
    GetBucketLifecycle: "s3:GetLifecycleConfiguration",
    DeleteBucketLifecycle: "s3:PutLifecycleConfiguration",
    PutBucketNotificationConfiguration: "s3:PutBucketNotification",
    GetBucketNotificationConfiguration: "s3:GetBucketNotification",
    PutPublicAccessBlock: "s3:PutBucketPublicAccessBlock",
    GetPublicAccessBlock: "s3:GetBucketPublicAccessBlock",
    DeletePublicAccessBlock: "s3:PutBucketPublicAccessBlock",
    PutObjectLockConfiguration: "s3:PutBucketObjectLockConfiguration",
    GetObjectLockConfiguration: "s3:GetBucketObjectLockConfiguration",
  },
  resourceOf(params, { partition }) {
    const bucket = textIn(params, "Bucket");
    if (bucket === undefined) return "*";
    const key = textIn(params, "Key");
    const arn = `arn:${partition}:s3:::${bucket}`;
    return key === undefined ? arn : `${arn}/${key}`;
  },
  asks(params, home, operation) {
    const bucket = s3Access.resourceOf({ Bucket: params["Bucket"] ?? null }, home, operation);
    if (operation === "DeleteObjects") {
      return listOf(memberOf(params["Delete"], "Objects")).map((each) => ({
        action: "s3:DeleteObject",
        arn: `${bucket}/${textOf(memberOf(each, "Key")) ?? "*"}`,
      }));
    }
    const source = textIn(params, "CopySource");
    if (source === undefined) return null;
    // A bucket and a key as URLs have them, perhaps with a version.
    const [from = ""] = source.replace(/^\//, "").split("?");
    return [
      { action: "s3:GetObject", arn: `arn:${home.partition}:s3:::${from}` },
      { action: "s3:PutObject", arn: `${bucket}/${textIn(params, "Key") ?? "*"}` },
    ];
  },
  denied: (denial) => refused("AccessDenied", notAuthorized({ ...denial, arn: `"${denial.arn}"` })),
};
