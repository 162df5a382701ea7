// Written by `npm run models` from AWS's API model of s3 (botocore 1.43.11): do not edit.
import { bytesOf, namedBy } from "../../service/call-values.ts";
import type { PlainObject } from "../../service/refusal.ts";
import { typedCall, type AwsCall } from "../../service/script.ts";

/** Calls s3:AbortMultipartUpload. */
export const abortMultipartUpload = (
  bucket: string | { readonly bucketName: string },
  params: Omit<AbortMultipartUploadRequest, "Bucket">,
): AwsCall<AbortMultipartUploadOutput> =>
  typedCall("s3", "AbortMultipartUpload", { ...params, Bucket: namedBy(bucket, "bucketName") });

/** Calls s3:CompleteMultipartUpload. */
export const completeMultipartUpload = (
  bucket: string | { readonly bucketName: string },
  params: Omit<CompleteMultipartUploadRequest, "Bucket">,
): AwsCall<CompleteMultipartUploadOutput> =>
  typedCall("s3", "CompleteMultipartUpload", { ...params, Bucket: namedBy(bucket, "bucketName") });

/** Calls s3:CopyObject. */
export const copyObject = (
  bucket: string | { readonly bucketName: string },
  params: Omit<CopyObjectRequest, "Bucket">,
): AwsCall<CopyObjectOutput> =>
  typedCall("s3", "CopyObject", { ...params, Bucket: namedBy(bucket, "bucketName") });

/** Calls s3:CreateBucket. */
export const createBucket = (
  bucket: string | { readonly bucketName: string },
  params: Omit<CreateBucketRequest, "Bucket"> = {},
): AwsCall<CreateBucketOutput> =>
  typedCall("s3", "CreateBucket", { ...params, Bucket: namedBy(bucket, "bucketName") });

/** Calls s3:CreateMultipartUpload. */
export const createMultipartUpload = (
  bucket: string | { readonly bucketName: string },
  params: Omit<CreateMultipartUploadRequest, "Bucket">,
): AwsCall<CreateMultipartUploadOutput> =>
  typedCall("s3", "CreateMultipartUpload", { ...params, Bucket: namedBy(bucket, "bucketName") });

/** Calls s3:DeleteBucket. */
export const deleteBucket = (
  bucket: string | { readonly bucketName: string },
  params: Omit<DeleteBucketRequest, "Bucket"> = {},
): AwsCall<PlainObject> =>
  typedCall("s3", "DeleteBucket", { ...params, Bucket: namedBy(bucket, "bucketName") });

/** Calls s3:DeleteBucketAnalyticsConfiguration. */
export const deleteBucketAnalyticsConfiguration = (
  bucket: string | { readonly bucketName: string },
  params: Omit<DeleteBucketAnalyticsConfigurationRequest, "Bucket">,
): AwsCall<PlainObject> =>
  typedCall("s3", "DeleteBucketAnalyticsConfiguration", {
    ...params,
    Bucket: namedBy(bucket, "bucketName"),
  });

/** Calls s3:DeleteBucketCors. */
export const deleteBucketCors = (
  bucket: string | { readonly bucketName: string },
  params: Omit<DeleteBucketCorsRequest, "Bucket"> = {},
): AwsCall<PlainObject> =>
  typedCall("s3", "DeleteBucketCors", { ...params, Bucket: namedBy(bucket, "bucketName") });

/** Calls s3:DeleteBucketEncryption. */
export const deleteBucketEncryption = (
  bucket: string | { readonly bucketName: string },
  params: Omit<DeleteBucketEncryptionRequest, "Bucket"> = {},
): AwsCall<PlainObject> =>
  typedCall("s3", "DeleteBucketEncryption", { ...params, Bucket: namedBy(bucket, "bucketName") });

/** Calls s3:DeleteBucketIntelligentTieringConfiguration. */
export const deleteBucketIntelligentTieringConfiguration = (
  bucket: string | { readonly bucketName: string },
  params: Omit<DeleteBucketIntelligentTieringConfigurationRequest, "Bucket">,
): AwsCall<PlainObject> =>
  typedCall("s3", "DeleteBucketIntelligentTieringConfiguration", {
    ...params,
    Bucket: namedBy(bucket, "bucketName"),
  });

/** Calls s3:DeleteBucketInventoryConfiguration. */
export const deleteBucketInventoryConfiguration = (
  bucket: string | { readonly bucketName: string },
  params: Omit<DeleteBucketInventoryConfigurationRequest, "Bucket">,
): AwsCall<PlainObject> =>
  typedCall("s3", "DeleteBucketInventoryConfiguration", {
    ...params,
    Bucket: namedBy(bucket, "bucketName"),
  });

/** Calls s3:DeleteBucketLifecycle. */
export const deleteBucketLifecycle = (
  bucket: string | { readonly bucketName: string },
  params: Omit<DeleteBucketLifecycleRequest, "Bucket"> = {},
): AwsCall<PlainObject> =>
  typedCall("s3", "DeleteBucketLifecycle", { ...params, Bucket: namedBy(bucket, "bucketName") });

/** Calls s3:DeleteBucketMetricsConfiguration. */
export const deleteBucketMetricsConfiguration = (
  bucket: string | { readonly bucketName: string },
  params: Omit<DeleteBucketMetricsConfigurationRequest, "Bucket">,
): AwsCall<PlainObject> =>
  typedCall("s3", "DeleteBucketMetricsConfiguration", {
    ...params,
    Bucket: namedBy(bucket, "bucketName"),
  });

/** Calls s3:DeleteBucketOwnershipControls. */
export const deleteBucketOwnershipControls = (
  bucket: string | { readonly bucketName: string },
  params: Omit<DeleteBucketOwnershipControlsRequest, "Bucket"> = {},
): AwsCall<PlainObject> =>
  typedCall("s3", "DeleteBucketOwnershipControls", {
    ...params,
    Bucket: namedBy(bucket, "bucketName"),
  });

/** Calls s3:DeleteBucketPolicy. */
export const deleteBucketPolicy = (
  bucket: string | { readonly bucketName: string },
  params: Omit<DeleteBucketPolicyRequest, "Bucket"> = {},
): AwsCall<PlainObject> =>
  typedCall("s3", "DeleteBucketPolicy", { ...params, Bucket: namedBy(bucket, "bucketName") });

/** Calls s3:DeleteBucketReplication. */
export const deleteBucketReplication = (
  bucket: string | { readonly bucketName: string },
  params: Omit<DeleteBucketReplicationRequest, "Bucket"> = {},
): AwsCall<PlainObject> =>
  typedCall("s3", "DeleteBucketReplication", { ...params, Bucket: namedBy(bucket, "bucketName") });

/** Calls s3:DeleteBucketTagging. */
export const deleteBucketTagging = (
  bucket: string | { readonly bucketName: string },
  params: Omit<DeleteBucketTaggingRequest, "Bucket"> = {},
): AwsCall<PlainObject> =>
  typedCall("s3", "DeleteBucketTagging", { ...params, Bucket: namedBy(bucket, "bucketName") });

/** Calls s3:DeleteBucketWebsite. */
export const deleteBucketWebsite = (
  bucket: string | { readonly bucketName: string },
  params: Omit<DeleteBucketWebsiteRequest, "Bucket"> = {},
): AwsCall<PlainObject> =>
  typedCall("s3", "DeleteBucketWebsite", { ...params, Bucket: namedBy(bucket, "bucketName") });

/** Calls s3:DeleteObject. */
export const deleteObject = (
  bucket: string | { readonly bucketName: string },
  params: Omit<DeleteObjectRequest, "Bucket">,
): AwsCall<DeleteObjectOutput> =>
  typedCall("s3", "DeleteObject", { ...params, Bucket: namedBy(bucket, "bucketName") });

/** Calls s3:DeleteObjectTagging. */
export const deleteObjectTagging = (
  bucket: string | { readonly bucketName: string },
  params: Omit<DeleteObjectTaggingRequest, "Bucket">,
): AwsCall<DeleteObjectTaggingOutput> =>
  typedCall("s3", "DeleteObjectTagging", { ...params, Bucket: namedBy(bucket, "bucketName") });

/** Calls s3:DeleteObjects. */
export const deleteObjects = (
  bucket: string | { readonly bucketName: string },
  params: Omit<DeleteObjectsRequest, "Bucket">,
): AwsCall<DeleteObjectsOutput> =>
  typedCall("s3", "DeleteObjects", { ...params, Bucket: namedBy(bucket, "bucketName") });

/** Calls s3:DeletePublicAccessBlock. */
export const deletePublicAccessBlock = (
  bucket: string | { readonly bucketName: string },
  params: Omit<DeletePublicAccessBlockRequest, "Bucket"> = {},
): AwsCall<PlainObject> =>
  typedCall("s3", "DeletePublicAccessBlock", { ...params, Bucket: namedBy(bucket, "bucketName") });

/** Calls s3:GetBucketAccelerateConfiguration. */
export const getBucketAccelerateConfiguration = (
  bucket: string | { readonly bucketName: string },
  params: Omit<GetBucketAccelerateConfigurationRequest, "Bucket"> = {},
): AwsCall<GetBucketAccelerateConfigurationOutput> =>
  typedCall("s3", "GetBucketAccelerateConfiguration", {
    ...params,
    Bucket: namedBy(bucket, "bucketName"),
  });

/** Calls s3:GetBucketAcl. */
export const getBucketAcl = (
  bucket: string | { readonly bucketName: string },
  params: Omit<GetBucketAclRequest, "Bucket"> = {},
): AwsCall<GetBucketAclOutput> =>
  typedCall("s3", "GetBucketAcl", { ...params, Bucket: namedBy(bucket, "bucketName") });

/** Calls s3:GetBucketAnalyticsConfiguration. */
export const getBucketAnalyticsConfiguration = (
  bucket: string | { readonly bucketName: string },
  params: Omit<GetBucketAnalyticsConfigurationRequest, "Bucket">,
): AwsCall<GetBucketAnalyticsConfigurationOutput> =>
  typedCall("s3", "GetBucketAnalyticsConfiguration", {
    ...params,
    Bucket: namedBy(bucket, "bucketName"),
  });

/** Calls s3:GetBucketCors. */
export const getBucketCors = (
  bucket: string | { readonly bucketName: string },
  params: Omit<GetBucketCorsRequest, "Bucket"> = {},
): AwsCall<GetBucketCorsOutput> =>
  typedCall("s3", "GetBucketCors", { ...params, Bucket: namedBy(bucket, "bucketName") });

/** Calls s3:GetBucketEncryption. */
export const getBucketEncryption = (
  bucket: string | { readonly bucketName: string },
  params: Omit<GetBucketEncryptionRequest, "Bucket"> = {},
): AwsCall<GetBucketEncryptionOutput> =>
  typedCall("s3", "GetBucketEncryption", { ...params, Bucket: namedBy(bucket, "bucketName") });

/** Calls s3:GetBucketIntelligentTieringConfiguration. */
export const getBucketIntelligentTieringConfiguration = (
  bucket: string | { readonly bucketName: string },
  params: Omit<GetBucketIntelligentTieringConfigurationRequest, "Bucket">,
): AwsCall<GetBucketIntelligentTieringConfigurationOutput> =>
  typedCall("s3", "GetBucketIntelligentTieringConfiguration", {
    ...params,
    Bucket: namedBy(bucket, "bucketName"),
  });

/** Calls s3:GetBucketInventoryConfiguration. */
export const getBucketInventoryConfiguration = (
  bucket: string | { readonly bucketName: string },
  params: Omit<GetBucketInventoryConfigurationRequest, "Bucket">,
): AwsCall<GetBucketInventoryConfigurationOutput> =>
  typedCall("s3", "GetBucketInventoryConfiguration", {
    ...params,
    Bucket: namedBy(bucket, "bucketName"),
  });

/** Calls s3:GetBucketLifecycle. */
export const getBucketLifecycle = (
  bucket: string | { readonly bucketName: string },
  params: Omit<GetBucketLifecycleRequest, "Bucket"> = {},
): AwsCall<GetBucketLifecycleOutput> =>
  typedCall("s3", "GetBucketLifecycle", { ...params, Bucket: namedBy(bucket, "bucketName") });

/** Calls s3:GetBucketLifecycleConfiguration. */
export const getBucketLifecycleConfiguration = (
  bucket: string | { readonly bucketName: string },
  params: Omit<GetBucketLifecycleConfigurationRequest, "Bucket"> = {},
): AwsCall<GetBucketLifecycleConfigurationOutput> =>
  typedCall("s3", "GetBucketLifecycleConfiguration", {
    ...params,
    Bucket: namedBy(bucket, "bucketName"),
  });

/** Calls s3:GetBucketLocation. */
export const getBucketLocation = (
  bucket: string | { readonly bucketName: string },
  params: Omit<GetBucketLocationRequest, "Bucket"> = {},
): AwsCall<GetBucketLocationOutput> =>
  typedCall("s3", "GetBucketLocation", { ...params, Bucket: namedBy(bucket, "bucketName") });

/** Calls s3:GetBucketLogging. */
export const getBucketLogging = (
  bucket: string | { readonly bucketName: string },
  params: Omit<GetBucketLoggingRequest, "Bucket"> = {},
): AwsCall<GetBucketLoggingOutput> =>
  typedCall("s3", "GetBucketLogging", { ...params, Bucket: namedBy(bucket, "bucketName") });

/** Calls s3:GetBucketMetricsConfiguration. */
export const getBucketMetricsConfiguration = (
  bucket: string | { readonly bucketName: string },
  params: Omit<GetBucketMetricsConfigurationRequest, "Bucket">,
): AwsCall<GetBucketMetricsConfigurationOutput> =>
  typedCall("s3", "GetBucketMetricsConfiguration", {
    ...params,
    Bucket: namedBy(bucket, "bucketName"),
  });

/** Calls s3:GetBucketNotificationConfiguration. */
export const getBucketNotificationConfiguration = (
  bucket: string | { readonly bucketName: string },
  params: Omit<GetBucketNotificationConfigurationRequest, "Bucket"> = {},
): AwsCall<NotificationConfiguration> =>
  typedCall("s3", "GetBucketNotificationConfiguration", {
    ...params,
    Bucket: namedBy(bucket, "bucketName"),
  });

/** Calls s3:GetBucketOwnershipControls. */
export const getBucketOwnershipControls = (
  bucket: string | { readonly bucketName: string },
  params: Omit<GetBucketOwnershipControlsRequest, "Bucket"> = {},
): AwsCall<GetBucketOwnershipControlsOutput> =>
  typedCall("s3", "GetBucketOwnershipControls", {
    ...params,
    Bucket: namedBy(bucket, "bucketName"),
  });

/** Calls s3:GetBucketPolicy. */
export const getBucketPolicy = (
  bucket: string | { readonly bucketName: string },
  params: Omit<GetBucketPolicyRequest, "Bucket"> = {},
): AwsCall<GetBucketPolicyOutput> =>
  typedCall("s3", "GetBucketPolicy", { ...params, Bucket: namedBy(bucket, "bucketName") });

/** Calls s3:GetBucketPolicyStatus. */
export const getBucketPolicyStatus = (
  bucket: string | { readonly bucketName: string },
  params: Omit<GetBucketPolicyStatusRequest, "Bucket"> = {},
): AwsCall<GetBucketPolicyStatusOutput> =>
  typedCall("s3", "GetBucketPolicyStatus", { ...params, Bucket: namedBy(bucket, "bucketName") });

/** Calls s3:GetBucketReplication. */
export const getBucketReplication = (
  bucket: string | { readonly bucketName: string },
  params: Omit<GetBucketReplicationRequest, "Bucket"> = {},
): AwsCall<GetBucketReplicationOutput> =>
  typedCall("s3", "GetBucketReplication", { ...params, Bucket: namedBy(bucket, "bucketName") });

/** Calls s3:GetBucketRequestPayment. */
export const getBucketRequestPayment = (
  bucket: string | { readonly bucketName: string },
  params: Omit<GetBucketRequestPaymentRequest, "Bucket"> = {},
): AwsCall<GetBucketRequestPaymentOutput> =>
  typedCall("s3", "GetBucketRequestPayment", { ...params, Bucket: namedBy(bucket, "bucketName") });

/** Calls s3:GetBucketTagging. */
export const getBucketTagging = (
  bucket: string | { readonly bucketName: string },
  params: Omit<GetBucketTaggingRequest, "Bucket"> = {},
): AwsCall<GetBucketTaggingOutput> =>
  typedCall("s3", "GetBucketTagging", { ...params, Bucket: namedBy(bucket, "bucketName") });

/** Calls s3:GetBucketVersioning. */
export const getBucketVersioning = (
  bucket: string | { readonly bucketName: string },
  params: Omit<GetBucketVersioningRequest, "Bucket"> = {},
): AwsCall<GetBucketVersioningOutput> =>
  typedCall("s3", "GetBucketVersioning", { ...params, Bucket: namedBy(bucket, "bucketName") });

/** Calls s3:GetBucketWebsite. */
export const getBucketWebsite = (
  bucket: string | { readonly bucketName: string },
  params: Omit<GetBucketWebsiteRequest, "Bucket"> = {},
): AwsCall<GetBucketWebsiteOutput> =>
  typedCall("s3", "GetBucketWebsite", { ...params, Bucket: namedBy(bucket, "bucketName") });

/** Calls s3:GetObject. */
export const getObject = (
  bucket: string | { readonly bucketName: string },
  params: Omit<GetObjectRequest, "Bucket">,
): AwsCall<GetObjectOutput> =>
  typedCall("s3", "GetObject", { ...params, Bucket: namedBy(bucket, "bucketName") });

/** Calls s3:GetObjectAcl. */
export const getObjectAcl = (
  bucket: string | { readonly bucketName: string },
  params: Omit<GetObjectAclRequest, "Bucket">,
): AwsCall<GetObjectAclOutput> =>
  typedCall("s3", "GetObjectAcl", { ...params, Bucket: namedBy(bucket, "bucketName") });

/** Calls s3:GetObjectAttributes. */
export const getObjectAttributes = (
  bucket: string | { readonly bucketName: string },
  params: Omit<GetObjectAttributesRequest, "Bucket">,
): AwsCall<GetObjectAttributesOutput> =>
  typedCall("s3", "GetObjectAttributes", { ...params, Bucket: namedBy(bucket, "bucketName") });

/** Calls s3:GetObjectLegalHold. */
export const getObjectLegalHold = (
  bucket: string | { readonly bucketName: string },
  params: Omit<GetObjectLegalHoldRequest, "Bucket">,
): AwsCall<GetObjectLegalHoldOutput> =>
  typedCall("s3", "GetObjectLegalHold", { ...params, Bucket: namedBy(bucket, "bucketName") });

/** Calls s3:GetObjectLockConfiguration. */
export const getObjectLockConfiguration = (
  bucket: string | { readonly bucketName: string },
  params: Omit<GetObjectLockConfigurationRequest, "Bucket"> = {},
): AwsCall<GetObjectLockConfigurationOutput> =>
  typedCall("s3", "GetObjectLockConfiguration", {
    ...params,
    Bucket: namedBy(bucket, "bucketName"),
  });

/** Calls s3:GetObjectRetention. */
export const getObjectRetention = (
  bucket: string | { readonly bucketName: string },
  params: Omit<GetObjectRetentionRequest, "Bucket">,
): AwsCall<GetObjectRetentionOutput> =>
  typedCall("s3", "GetObjectRetention", { ...params, Bucket: namedBy(bucket, "bucketName") });

/** Calls s3:GetObjectTagging. */
export const getObjectTagging = (
  bucket: string | { readonly bucketName: string },
  params: Omit<GetObjectTaggingRequest, "Bucket">,
): AwsCall<GetObjectTaggingOutput> =>
  typedCall("s3", "GetObjectTagging", { ...params, Bucket: namedBy(bucket, "bucketName") });

/** Calls s3:GetPublicAccessBlock. */
export const getPublicAccessBlock = (
  bucket: string | { readonly bucketName: string },
  params: Omit<GetPublicAccessBlockRequest, "Bucket"> = {},
): AwsCall<GetPublicAccessBlockOutput> =>
  typedCall("s3", "GetPublicAccessBlock", { ...params, Bucket: namedBy(bucket, "bucketName") });

/** Calls s3:HeadBucket. */
export const headBucket = (
  bucket: string | { readonly bucketName: string },
  params: Omit<HeadBucketRequest, "Bucket"> = {},
): AwsCall<HeadBucketOutput> =>
  typedCall("s3", "HeadBucket", { ...params, Bucket: namedBy(bucket, "bucketName") });

/** Calls s3:HeadObject. */
export const headObject = (
  bucket: string | { readonly bucketName: string },
  params: Omit<HeadObjectRequest, "Bucket">,
): AwsCall<HeadObjectOutput> =>
  typedCall("s3", "HeadObject", { ...params, Bucket: namedBy(bucket, "bucketName") });

/** Calls s3:ListBucketAnalyticsConfigurations. */
export const listBucketAnalyticsConfigurations = (
  bucket: string | { readonly bucketName: string },
  params: Omit<ListBucketAnalyticsConfigurationsRequest, "Bucket"> = {},
): AwsCall<ListBucketAnalyticsConfigurationsOutput> =>
  typedCall("s3", "ListBucketAnalyticsConfigurations", {
    ...params,
    Bucket: namedBy(bucket, "bucketName"),
  });

/** Calls s3:ListBucketIntelligentTieringConfigurations. */
export const listBucketIntelligentTieringConfigurations = (
  bucket: string | { readonly bucketName: string },
  params: Omit<ListBucketIntelligentTieringConfigurationsRequest, "Bucket"> = {},
): AwsCall<ListBucketIntelligentTieringConfigurationsOutput> =>
  typedCall("s3", "ListBucketIntelligentTieringConfigurations", {
    ...params,
    Bucket: namedBy(bucket, "bucketName"),
  });

/** Calls s3:ListBucketInventoryConfigurations. */
export const listBucketInventoryConfigurations = (
  bucket: string | { readonly bucketName: string },
  params: Omit<ListBucketInventoryConfigurationsRequest, "Bucket"> = {},
): AwsCall<ListBucketInventoryConfigurationsOutput> =>
  typedCall("s3", "ListBucketInventoryConfigurations", {
    ...params,
    Bucket: namedBy(bucket, "bucketName"),
  });

/** Calls s3:ListBucketMetricsConfigurations. */
export const listBucketMetricsConfigurations = (
  bucket: string | { readonly bucketName: string },
  params: Omit<ListBucketMetricsConfigurationsRequest, "Bucket"> = {},
): AwsCall<ListBucketMetricsConfigurationsOutput> =>
  typedCall("s3", "ListBucketMetricsConfigurations", {
    ...params,
    Bucket: namedBy(bucket, "bucketName"),
  });

/** Calls s3:ListBuckets. */
export const listBuckets = (params: ListBucketsRequest = {}): AwsCall<ListBucketsOutput> =>
  typedCall("s3", "ListBuckets", { ...params });

/** Calls s3:ListMultipartUploads. */
export const listMultipartUploads = (
  bucket: string | { readonly bucketName: string },
  params: Omit<ListMultipartUploadsRequest, "Bucket"> = {},
): AwsCall<ListMultipartUploadsOutput> =>
  typedCall("s3", "ListMultipartUploads", { ...params, Bucket: namedBy(bucket, "bucketName") });

/** Calls s3:ListObjectVersions. */
export const listObjectVersions = (
  bucket: string | { readonly bucketName: string },
  params: Omit<ListObjectVersionsRequest, "Bucket"> = {},
): AwsCall<ListObjectVersionsOutput> =>
  typedCall("s3", "ListObjectVersions", { ...params, Bucket: namedBy(bucket, "bucketName") });

/** Calls s3:ListObjects. */
export const listObjects = (
  bucket: string | { readonly bucketName: string },
  params: Omit<ListObjectsRequest, "Bucket"> = {},
): AwsCall<ListObjectsOutput> =>
  typedCall("s3", "ListObjects", { ...params, Bucket: namedBy(bucket, "bucketName") });

/** Calls s3:ListObjectsV2. */
export const listObjectsV2 = (
  bucket: string | { readonly bucketName: string },
  params: Omit<ListObjectsV2Request, "Bucket"> = {},
): AwsCall<ListObjectsV2Output> =>
  typedCall("s3", "ListObjectsV2", { ...params, Bucket: namedBy(bucket, "bucketName") });

/** Calls s3:ListParts. */
export const listParts = (
  bucket: string | { readonly bucketName: string },
  params: Omit<ListPartsRequest, "Bucket">,
): AwsCall<ListPartsOutput> =>
  typedCall("s3", "ListParts", { ...params, Bucket: namedBy(bucket, "bucketName") });

/** Calls s3:PutBucketAccelerateConfiguration. */
export const putBucketAccelerateConfiguration = (
  bucket: string | { readonly bucketName: string },
  params: Omit<PutBucketAccelerateConfigurationRequest, "Bucket">,
): AwsCall<PlainObject> =>
  typedCall("s3", "PutBucketAccelerateConfiguration", {
    ...params,
    Bucket: namedBy(bucket, "bucketName"),
  });

/** Calls s3:PutBucketAcl. */
export const putBucketAcl = (
  bucket: string | { readonly bucketName: string },
  params: Omit<PutBucketAclRequest, "Bucket"> = {},
): AwsCall<PlainObject> =>
  typedCall("s3", "PutBucketAcl", { ...params, Bucket: namedBy(bucket, "bucketName") });

/** Calls s3:PutBucketAnalyticsConfiguration. */
export const putBucketAnalyticsConfiguration = (
  bucket: string | { readonly bucketName: string },
  params: Omit<PutBucketAnalyticsConfigurationRequest, "Bucket">,
): AwsCall<PlainObject> =>
  typedCall("s3", "PutBucketAnalyticsConfiguration", {
    ...params,
    Bucket: namedBy(bucket, "bucketName"),
  });

/** Calls s3:PutBucketCors. */
export const putBucketCors = (
  bucket: string | { readonly bucketName: string },
  params: Omit<PutBucketCorsRequest, "Bucket">,
): AwsCall<PlainObject> =>
  typedCall("s3", "PutBucketCors", { ...params, Bucket: namedBy(bucket, "bucketName") });

/** Calls s3:PutBucketEncryption. */
export const putBucketEncryption = (
  bucket: string | { readonly bucketName: string },
  params: Omit<PutBucketEncryptionRequest, "Bucket">,
): AwsCall<PlainObject> =>
  typedCall("s3", "PutBucketEncryption", { ...params, Bucket: namedBy(bucket, "bucketName") });

/** Calls s3:PutBucketIntelligentTieringConfiguration. */
export const putBucketIntelligentTieringConfiguration = (
  bucket: string | { readonly bucketName: string },
  params: Omit<PutBucketIntelligentTieringConfigurationRequest, "Bucket">,
): AwsCall<PlainObject> =>
  typedCall("s3", "PutBucketIntelligentTieringConfiguration", {
    ...params,
    Bucket: namedBy(bucket, "bucketName"),
  });

/** Calls s3:PutBucketInventoryConfiguration. */
export const putBucketInventoryConfiguration = (
  bucket: string | { readonly bucketName: string },
  params: Omit<PutBucketInventoryConfigurationRequest, "Bucket">,
): AwsCall<PlainObject> =>
  typedCall("s3", "PutBucketInventoryConfiguration", {
    ...params,
    Bucket: namedBy(bucket, "bucketName"),
  });

/** Calls s3:PutBucketLifecycleConfiguration. */
export const putBucketLifecycleConfiguration = (
  bucket: string | { readonly bucketName: string },
  params: Omit<PutBucketLifecycleConfigurationRequest, "Bucket"> = {},
): AwsCall<PutBucketLifecycleConfigurationOutput> =>
  typedCall("s3", "PutBucketLifecycleConfiguration", {
    ...params,
    Bucket: namedBy(bucket, "bucketName"),
  });

/** Calls s3:PutBucketLogging. */
export const putBucketLogging = (
  bucket: string | { readonly bucketName: string },
  params: Omit<PutBucketLoggingRequest, "Bucket">,
): AwsCall<PlainObject> =>
  typedCall("s3", "PutBucketLogging", { ...params, Bucket: namedBy(bucket, "bucketName") });

/** Calls s3:PutBucketMetricsConfiguration. */
export const putBucketMetricsConfiguration = (
  bucket: string | { readonly bucketName: string },
  params: Omit<PutBucketMetricsConfigurationRequest, "Bucket">,
): AwsCall<PlainObject> =>
  typedCall("s3", "PutBucketMetricsConfiguration", {
    ...params,
    Bucket: namedBy(bucket, "bucketName"),
  });

/** Calls s3:PutBucketNotificationConfiguration. */
export const putBucketNotificationConfiguration = (
  bucket: string | { readonly bucketName: string },
  params: Omit<PutBucketNotificationConfigurationRequest, "Bucket">,
): AwsCall<PlainObject> =>
  typedCall("s3", "PutBucketNotificationConfiguration", {
    ...params,
    Bucket: namedBy(bucket, "bucketName"),
  });

/** Calls s3:PutBucketOwnershipControls. */
export const putBucketOwnershipControls = (
  bucket: string | { readonly bucketName: string },
  params: Omit<PutBucketOwnershipControlsRequest, "Bucket">,
): AwsCall<PlainObject> =>
  typedCall("s3", "PutBucketOwnershipControls", {
    ...params,
    Bucket: namedBy(bucket, "bucketName"),
  });

/** Calls s3:PutBucketPolicy. */
export const putBucketPolicy = (
  bucket: string | { readonly bucketName: string },
  params: Omit<PutBucketPolicyRequest, "Bucket">,
): AwsCall<PlainObject> =>
  typedCall("s3", "PutBucketPolicy", { ...params, Bucket: namedBy(bucket, "bucketName") });

/** Calls s3:PutBucketReplication. */
export const putBucketReplication = (
  bucket: string | { readonly bucketName: string },
  params: Omit<PutBucketReplicationRequest, "Bucket">,
): AwsCall<PlainObject> =>
  typedCall("s3", "PutBucketReplication", { ...params, Bucket: namedBy(bucket, "bucketName") });

/** Calls s3:PutBucketRequestPayment. */
export const putBucketRequestPayment = (
  bucket: string | { readonly bucketName: string },
  params: Omit<PutBucketRequestPaymentRequest, "Bucket">,
): AwsCall<PlainObject> =>
  typedCall("s3", "PutBucketRequestPayment", { ...params, Bucket: namedBy(bucket, "bucketName") });

/** Calls s3:PutBucketTagging. */
export const putBucketTagging = (
  bucket: string | { readonly bucketName: string },
  params: Omit<PutBucketTaggingRequest, "Bucket">,
): AwsCall<PlainObject> =>
  typedCall("s3", "PutBucketTagging", { ...params, Bucket: namedBy(bucket, "bucketName") });

/** Calls s3:PutBucketVersioning. */
export const putBucketVersioning = (
  bucket: string | { readonly bucketName: string },
  params: Omit<PutBucketVersioningRequest, "Bucket">,
): AwsCall<PlainObject> =>
  typedCall("s3", "PutBucketVersioning", { ...params, Bucket: namedBy(bucket, "bucketName") });

/** Calls s3:PutBucketWebsite. */
export const putBucketWebsite = (
  bucket: string | { readonly bucketName: string },
  params: Omit<PutBucketWebsiteRequest, "Bucket">,
): AwsCall<PlainObject> =>
  typedCall("s3", "PutBucketWebsite", { ...params, Bucket: namedBy(bucket, "bucketName") });

/** Calls s3:PutObject. */
export const putObject = (
  bucket: string | { readonly bucketName: string },
  body: unknown,
  params: Omit<PutObjectRequest, "Bucket" | "Body">,
): AwsCall<PutObjectOutput> =>
  typedCall("s3", "PutObject", {
    ...params,
    Bucket: namedBy(bucket, "bucketName"),
    Body: bytesOf(body),
  });

/** Calls s3:PutObjectAcl. */
export const putObjectAcl = (
  bucket: string | { readonly bucketName: string },
  params: Omit<PutObjectAclRequest, "Bucket">,
): AwsCall<PutObjectAclOutput> =>
  typedCall("s3", "PutObjectAcl", { ...params, Bucket: namedBy(bucket, "bucketName") });

/** Calls s3:PutObjectLegalHold. */
export const putObjectLegalHold = (
  bucket: string | { readonly bucketName: string },
  params: Omit<PutObjectLegalHoldRequest, "Bucket">,
): AwsCall<PutObjectLegalHoldOutput> =>
  typedCall("s3", "PutObjectLegalHold", { ...params, Bucket: namedBy(bucket, "bucketName") });

/** Calls s3:PutObjectLockConfiguration. */
export const putObjectLockConfiguration = (
  bucket: string | { readonly bucketName: string },
  params: Omit<PutObjectLockConfigurationRequest, "Bucket"> = {},
): AwsCall<PutObjectLockConfigurationOutput> =>
  typedCall("s3", "PutObjectLockConfiguration", {
    ...params,
    Bucket: namedBy(bucket, "bucketName"),
  });

/** Calls s3:PutObjectRetention. */
export const putObjectRetention = (
  bucket: string | { readonly bucketName: string },
  params: Omit<PutObjectRetentionRequest, "Bucket">,
): AwsCall<PutObjectRetentionOutput> =>
  typedCall("s3", "PutObjectRetention", { ...params, Bucket: namedBy(bucket, "bucketName") });

/** Calls s3:PutObjectTagging. */
export const putObjectTagging = (
  bucket: string | { readonly bucketName: string },
  params: Omit<PutObjectTaggingRequest, "Bucket">,
): AwsCall<PutObjectTaggingOutput> =>
  typedCall("s3", "PutObjectTagging", { ...params, Bucket: namedBy(bucket, "bucketName") });

/** Calls s3:PutPublicAccessBlock. */
export const putPublicAccessBlock = (
  bucket: string | { readonly bucketName: string },
  params: Omit<PutPublicAccessBlockRequest, "Bucket">,
): AwsCall<PlainObject> =>
  typedCall("s3", "PutPublicAccessBlock", { ...params, Bucket: namedBy(bucket, "bucketName") });

/** Calls s3:RestoreObject. */
export const restoreObject = (
  bucket: string | { readonly bucketName: string },
  params: Omit<RestoreObjectRequest, "Bucket">,
): AwsCall<RestoreObjectOutput> =>
  typedCall("s3", "RestoreObject", { ...params, Bucket: namedBy(bucket, "bucketName") });

/** Calls s3:UploadPart. */
export const uploadPart = (
  bucket: string | { readonly bucketName: string },
  body: unknown,
  params: Omit<UploadPartRequest, "Bucket" | "Body">,
): AwsCall<UploadPartOutput> =>
  typedCall("s3", "UploadPart", {
    ...params,
    Bucket: namedBy(bucket, "bucketName"),
    Body: bytesOf(body),
  });

/** Calls s3:UploadPartCopy. */
export const uploadPartCopy = (
  bucket: string | { readonly bucketName: string },
  params: Omit<UploadPartCopyRequest, "Bucket">,
): AwsCall<UploadPartCopyOutput> =>
  typedCall("s3", "UploadPartCopy", { ...params, Bucket: namedBy(bucket, "bucketName") });

/** AWS's AbortIncompleteMultipartUpload. */
interface AbortIncompleteMultipartUpload {
  readonly DaysAfterInitiation?: number;
}

/** AWS's AbortMultipartUploadOutput. */
interface AbortMultipartUploadOutput {
  readonly RequestCharged?: "requester";
}

/** AWS's AbortMultipartUploadRequest. */
interface AbortMultipartUploadRequest {
  readonly Bucket: string;
  readonly ExpectedBucketOwner?: string;
  readonly IfMatchInitiatedTime?: number | string;
  readonly Key: string;
  readonly RequestPayer?: "requester";
  readonly UploadId: string;
}

/** AWS's AccelerateConfiguration. */
interface AccelerateConfiguration {
  readonly Status?: "Enabled" | "Suspended";
}

/** AWS's AccessControlPolicy. */
interface AccessControlPolicy {
  readonly Grants?: readonly Grant[];
  readonly Owner?: Owner;
}

/** AWS's AccessControlTranslation. */
interface AccessControlTranslation {
  readonly Owner: "Destination";
}

/** AWS's AnalyticsAndOperator. */
interface AnalyticsAndOperator {
  readonly Prefix?: string;
  readonly Tags?: readonly Tag[];
}

/** AWS's AnalyticsConfiguration. */
interface AnalyticsConfiguration {
  readonly Filter?: AnalyticsFilter;
  readonly Id: string;
  readonly StorageClassAnalysis: StorageClassAnalysis;
}

/** AWS's AnalyticsExportDestination. */
interface AnalyticsExportDestination {
  readonly S3BucketDestination: AnalyticsS3BucketDestination;
}

/** AWS's AnalyticsFilter. */
interface AnalyticsFilter {
  readonly And?: AnalyticsAndOperator;
  readonly Prefix?: string;
  readonly Tag?: Tag;
}

/** AWS's AnalyticsS3BucketDestination. */
interface AnalyticsS3BucketDestination {
  readonly Bucket: string;
  readonly BucketAccountId?: string;
  readonly Format: "CSV";
  readonly Prefix?: string;
}

/** AWS's BlockedEncryptionTypes. */
interface BlockedEncryptionTypes {
  readonly EncryptionType?: readonly ("NONE" | "SSE-C")[];
}

/** AWS's Bucket. */
interface Bucket {
  readonly BucketArn?: string;
  readonly BucketRegion?: string;
  readonly CreationDate?: number | string;
  readonly Name?: string;
}

/** AWS's BucketInfo. */
interface BucketInfo {
  readonly DataRedundancy?: "SingleAvailabilityZone" | "SingleLocalZone";
  readonly Type?: "Directory";
}

/** AWS's BucketLifecycleConfiguration. */
interface BucketLifecycleConfiguration {
  readonly Rules: readonly LifecycleRule[];
}

/** AWS's BucketLoggingStatus. */
interface BucketLoggingStatus {
  readonly LoggingEnabled?: LoggingEnabled;
}

/** AWS's CORSConfiguration. */
interface CORSConfiguration {
  readonly CORSRules: readonly CORSRule[];
}

/** AWS's CORSRule. */
interface CORSRule {
  readonly AllowedHeaders?: readonly string[];
  readonly AllowedMethods: readonly string[];
  readonly AllowedOrigins: readonly string[];
  readonly ExposeHeaders?: readonly string[];
  readonly ID?: string;
  readonly MaxAgeSeconds?: number;
}

/** AWS's CSVInput. */
interface CSVInput {
  readonly AllowQuotedRecordDelimiter?: boolean;
  readonly Comments?: string;
  readonly FieldDelimiter?: string;
  readonly FileHeaderInfo?: "USE" | "IGNORE" | "NONE";
  readonly QuoteCharacter?: string;
  readonly QuoteEscapeCharacter?: string;
  readonly RecordDelimiter?: string;
}

/** AWS's CSVOutput. */
interface CSVOutput {
  readonly FieldDelimiter?: string;
  readonly QuoteCharacter?: string;
  readonly QuoteEscapeCharacter?: string;
  readonly QuoteFields?: "ALWAYS" | "ASNEEDED";
  readonly RecordDelimiter?: string;
}

/** AWS's Checksum. */
interface Checksum {
  readonly ChecksumCRC32?: string;
  readonly ChecksumCRC32C?: string;
  readonly ChecksumCRC64NVME?: string;
  readonly ChecksumMD5?: string;
  readonly ChecksumSHA1?: string;
  readonly ChecksumSHA256?: string;
  readonly ChecksumSHA512?: string;
  readonly ChecksumType?: "COMPOSITE" | "FULL_OBJECT";
  readonly ChecksumXXHASH128?: string;
  readonly ChecksumXXHASH3?: string;
  readonly ChecksumXXHASH64?: string;
}

/** AWS's CommonPrefix. */
interface CommonPrefix {
  readonly Prefix?: string;
}

/** AWS's CompleteMultipartUploadOutput. */
interface CompleteMultipartUploadOutput {
  readonly Bucket?: string;
  readonly BucketKeyEnabled?: boolean;
  readonly ChecksumCRC32?: string;
  readonly ChecksumCRC32C?: string;
  readonly ChecksumCRC64NVME?: string;
  readonly ChecksumMD5?: string;
  readonly ChecksumSHA1?: string;
  readonly ChecksumSHA256?: string;
  readonly ChecksumSHA512?: string;
  readonly ChecksumType?: "COMPOSITE" | "FULL_OBJECT";
  readonly ChecksumXXHASH128?: string;
  readonly ChecksumXXHASH3?: string;
  readonly ChecksumXXHASH64?: string;
  readonly ETag?: string;
  readonly Expiration?: string;
  readonly Key?: string;
  readonly Location?: string;
  readonly RequestCharged?: "requester";
  readonly SSEKMSKeyId?: string;
  readonly ServerSideEncryption?: "AES256" | "aws:fsx" | "aws:kms" | "aws:kms:dsse";
  readonly VersionId?: string;
}

/** AWS's CompleteMultipartUploadRequest. */
interface CompleteMultipartUploadRequest {
  readonly Bucket: string;
  readonly ChecksumCRC32?: string;
  readonly ChecksumCRC32C?: string;
  readonly ChecksumCRC64NVME?: string;
  readonly ChecksumMD5?: string;
  readonly ChecksumSHA1?: string;
  readonly ChecksumSHA256?: string;
  readonly ChecksumSHA512?: string;
  readonly ChecksumType?: "COMPOSITE" | "FULL_OBJECT";
  readonly ChecksumXXHASH128?: string;
  readonly ChecksumXXHASH3?: string;
  readonly ChecksumXXHASH64?: string;
  readonly ExpectedBucketOwner?: string;
  readonly IfMatch?: string;
  readonly IfNoneMatch?: string;
  readonly Key: string;
  readonly MpuObjectSize?: number;
  readonly MultipartUpload?: CompletedMultipartUpload;
  readonly RequestPayer?: "requester";
  readonly SSECustomerAlgorithm?: string;
  readonly SSECustomerKey?: string;
  readonly SSECustomerKeyMD5?: string;
  readonly UploadId: string;
}

/** AWS's CompletedMultipartUpload. */
interface CompletedMultipartUpload {
  readonly Parts?: readonly CompletedPart[];
}

/** AWS's CompletedPart. */
interface CompletedPart {
  readonly ChecksumCRC32?: string;
  readonly ChecksumCRC32C?: string;
  readonly ChecksumCRC64NVME?: string;
  readonly ChecksumMD5?: string;
  readonly ChecksumSHA1?: string;
  readonly ChecksumSHA256?: string;
  readonly ChecksumSHA512?: string;
  readonly ChecksumXXHASH128?: string;
  readonly ChecksumXXHASH3?: string;
  readonly ChecksumXXHASH64?: string;
  readonly ETag?: string;
  readonly PartNumber?: number;
}

/** AWS's Condition. */
interface Condition {
  readonly HttpErrorCodeReturnedEquals?: string;
  readonly KeyPrefixEquals?: string;
}

/** AWS's CopyObjectOutput. */
interface CopyObjectOutput {
  readonly BucketKeyEnabled?: boolean;
  readonly CopyObjectResult?: CopyObjectResult;
  readonly CopySourceVersionId?: string;
  readonly Expiration?: string;
  readonly RequestCharged?: "requester";
  readonly SSECustomerAlgorithm?: string;
  readonly SSECustomerKeyMD5?: string;
  readonly SSEKMSEncryptionContext?: string;
  readonly SSEKMSKeyId?: string;
  readonly ServerSideEncryption?: "AES256" | "aws:fsx" | "aws:kms" | "aws:kms:dsse";
  readonly VersionId?: string;
}

/** AWS's CopyObjectRequest. */
interface CopyObjectRequest {
  readonly ACL?:
    | "private"
    | "public-read"
    | "public-read-write"
    | "authenticated-read"
    | "aws-exec-read"
    | "bucket-owner-read"
    | "bucket-owner-full-control";
  readonly Bucket: string;
  readonly BucketKeyEnabled?: boolean;
  readonly CacheControl?: string;
  readonly ChecksumAlgorithm?:
    | "CRC32"
    | "CRC32C"
    | "SHA1"
    | "SHA256"
    | "CRC64NVME"
    | "SHA512"
    | "MD5"
    | "XXHASH64"
    | "XXHASH3"
    | "XXHASH128";
  readonly ContentDisposition?: string;
  readonly ContentEncoding?: string;
  readonly ContentLanguage?: string;
  readonly ContentType?: string;
  readonly CopySource: string;
  readonly CopySourceIfMatch?: string;
  readonly CopySourceIfModifiedSince?: number | string;
  readonly CopySourceIfNoneMatch?: string;
  readonly CopySourceIfUnmodifiedSince?: number | string;
  readonly CopySourceSSECustomerAlgorithm?: string;
  readonly CopySourceSSECustomerKey?: string;
  readonly CopySourceSSECustomerKeyMD5?: string;
  readonly ExpectedBucketOwner?: string;
  readonly ExpectedSourceBucketOwner?: string;
  readonly Expires?: string;
  readonly GrantFullControl?: string;
  readonly GrantRead?: string;
  readonly GrantReadACP?: string;
  readonly GrantWriteACP?: string;
  readonly IfMatch?: string;
  readonly IfNoneMatch?: string;
  readonly Key: string;
  readonly Metadata?: Readonly<Record<string, string>>;
  readonly MetadataDirective?: "COPY" | "REPLACE";
  readonly ObjectLockLegalHoldStatus?: "ON" | "OFF";
  readonly ObjectLockMode?: "GOVERNANCE" | "COMPLIANCE";
  readonly ObjectLockRetainUntilDate?: number | string;
  readonly RequestPayer?: "requester";
  readonly SSECustomerAlgorithm?: string;
  readonly SSECustomerKey?: string;
  readonly SSECustomerKeyMD5?: string;
  readonly SSEKMSEncryptionContext?: string;
  readonly SSEKMSKeyId?: string;
  readonly ServerSideEncryption?: "AES256" | "aws:fsx" | "aws:kms" | "aws:kms:dsse";
  readonly StorageClass?:
    | "STANDARD"
    | "REDUCED_REDUNDANCY"
    | "STANDARD_IA"
    | "ONEZONE_IA"
    | "INTELLIGENT_TIERING"
    | "GLACIER"
    | "DEEP_ARCHIVE"
    | "OUTPOSTS"
    | "GLACIER_IR"
    | "SNOW"
    | "EXPRESS_ONEZONE"
    | "FSX_OPENZFS"
    | "FSX_ONTAP";
  readonly Tagging?: string;
  readonly TaggingDirective?: "COPY" | "REPLACE";
  readonly WebsiteRedirectLocation?: string;
}

/** AWS's CopyObjectResult. */
interface CopyObjectResult {
  readonly ChecksumCRC32?: string;
  readonly ChecksumCRC32C?: string;
  readonly ChecksumCRC64NVME?: string;
  readonly ChecksumMD5?: string;
  readonly ChecksumSHA1?: string;
  readonly ChecksumSHA256?: string;
  readonly ChecksumSHA512?: string;
  readonly ChecksumType?: "COMPOSITE" | "FULL_OBJECT";
  readonly ChecksumXXHASH128?: string;
  readonly ChecksumXXHASH3?: string;
  readonly ChecksumXXHASH64?: string;
  readonly ETag?: string;
  readonly LastModified?: number | string;
}

/** AWS's CopyPartResult. */
interface CopyPartResult {
  readonly ChecksumCRC32?: string;
  readonly ChecksumCRC32C?: string;
  readonly ChecksumCRC64NVME?: string;
  readonly ChecksumMD5?: string;
  readonly ChecksumSHA1?: string;
  readonly ChecksumSHA256?: string;
  readonly ChecksumSHA512?: string;
  readonly ChecksumXXHASH128?: string;
  readonly ChecksumXXHASH3?: string;
  readonly ChecksumXXHASH64?: string;
  readonly ETag?: string;
  readonly LastModified?: number | string;
}

/** AWS's CreateBucketConfiguration. */
interface CreateBucketConfiguration {
  readonly Bucket?: BucketInfo;
  readonly Location?: LocationInfo;
  readonly LocationConstraint?:
    | "af-south-1"
    | "ap-east-1"
    | "ap-east-2"
    | "ap-northeast-1"
    | "ap-northeast-2"
    | "ap-northeast-3"
    | "ap-south-1"
    | "ap-south-2"
    | "ap-southeast-1"
    | "ap-southeast-2"
    | "ap-southeast-3"
    | "ap-southeast-4"
    | "ap-southeast-5"
    | "ap-southeast-6"
    | "ap-southeast-7"
    | "ca-central-1"
    | "ca-west-1"
    | "cn-north-1"
    | "cn-northwest-1"
    | "EU"
    | "eu-central-1"
    | "eu-central-2"
    | "eu-north-1"
    | "eu-south-1"
    | "eu-south-2"
    | "eu-west-1"
    | "eu-west-2"
    | "eu-west-3"
    | "il-central-1"
    | "me-central-1"
    | "me-south-1"
    | "mx-central-1"
    | "sa-east-1"
    | "us-east-2"
    | "us-gov-east-1"
    | "us-gov-west-1"
    | "us-west-1"
    | "us-west-2";
  readonly Tags?: readonly Tag[];
}

/** AWS's CreateBucketOutput. */
interface CreateBucketOutput {
  readonly BucketArn?: string;
  readonly Location?: string;
}

/** AWS's CreateBucketRequest. */
interface CreateBucketRequest {
  readonly ACL?: "private" | "public-read" | "public-read-write" | "authenticated-read";
  readonly Bucket: string;
  readonly BucketNamespace?: "account-regional" | "global";
  readonly CreateBucketConfiguration?: CreateBucketConfiguration;
  readonly GrantFullControl?: string;
  readonly GrantRead?: string;
  readonly GrantReadACP?: string;
  readonly GrantWrite?: string;
  readonly GrantWriteACP?: string;
  readonly ObjectLockEnabledForBucket?: boolean;
  readonly ObjectOwnership?: "BucketOwnerPreferred" | "ObjectWriter" | "BucketOwnerEnforced";
}

/** AWS's CreateMultipartUploadOutput. */
interface CreateMultipartUploadOutput {
  readonly AbortDate?: number | string;
  readonly AbortRuleId?: string;
  readonly Bucket?: string;
  readonly BucketKeyEnabled?: boolean;
  readonly ChecksumAlgorithm?:
    | "CRC32"
    | "CRC32C"
    | "SHA1"
    | "SHA256"
    | "CRC64NVME"
    | "SHA512"
    | "MD5"
    | "XXHASH64"
    | "XXHASH3"
    | "XXHASH128";
  readonly ChecksumType?: "COMPOSITE" | "FULL_OBJECT";
  readonly Key?: string;
  readonly RequestCharged?: "requester";
  readonly SSECustomerAlgorithm?: string;
  readonly SSECustomerKeyMD5?: string;
  readonly SSEKMSEncryptionContext?: string;
  readonly SSEKMSKeyId?: string;
  readonly ServerSideEncryption?: "AES256" | "aws:fsx" | "aws:kms" | "aws:kms:dsse";
  readonly UploadId?: string;
}

/** AWS's CreateMultipartUploadRequest. */
interface CreateMultipartUploadRequest {
  readonly ACL?:
    | "private"
    | "public-read"
    | "public-read-write"
    | "authenticated-read"
    | "aws-exec-read"
    | "bucket-owner-read"
    | "bucket-owner-full-control";
  readonly Bucket: string;
  readonly BucketKeyEnabled?: boolean;
  readonly CacheControl?: string;
  readonly ChecksumAlgorithm?:
    | "CRC32"
    | "CRC32C"
    | "SHA1"
    | "SHA256"
    | "CRC64NVME"
    | "SHA512"
    | "MD5"
    | "XXHASH64"
    | "XXHASH3"
    | "XXHASH128";
  readonly ChecksumType?: "COMPOSITE" | "FULL_OBJECT";
  readonly ContentDisposition?: string;
  readonly ContentEncoding?: string;
  readonly ContentLanguage?: string;
  readonly ContentType?: string;
  readonly ExpectedBucketOwner?: string;
  readonly Expires?: string;
  readonly GrantFullControl?: string;
  readonly GrantRead?: string;
  readonly GrantReadACP?: string;
  readonly GrantWriteACP?: string;
  readonly Key: string;
  readonly Metadata?: Readonly<Record<string, string>>;
  readonly ObjectLockLegalHoldStatus?: "ON" | "OFF";
  readonly ObjectLockMode?: "GOVERNANCE" | "COMPLIANCE";
  readonly ObjectLockRetainUntilDate?: number | string;
  readonly RequestPayer?: "requester";
  readonly SSECustomerAlgorithm?: string;
  readonly SSECustomerKey?: string;
  readonly SSECustomerKeyMD5?: string;
  readonly SSEKMSEncryptionContext?: string;
  readonly SSEKMSKeyId?: string;
  readonly ServerSideEncryption?: "AES256" | "aws:fsx" | "aws:kms" | "aws:kms:dsse";
  readonly StorageClass?:
    | "STANDARD"
    | "REDUCED_REDUNDANCY"
    | "STANDARD_IA"
    | "ONEZONE_IA"
    | "INTELLIGENT_TIERING"
    | "GLACIER"
    | "DEEP_ARCHIVE"
    | "OUTPOSTS"
    | "GLACIER_IR"
    | "SNOW"
    | "EXPRESS_ONEZONE"
    | "FSX_OPENZFS"
    | "FSX_ONTAP";
  readonly Tagging?: string;
  readonly WebsiteRedirectLocation?: string;
}

/** AWS's DefaultRetention. */
interface DefaultRetention {
  readonly Days?: number;
  readonly Mode?: "GOVERNANCE" | "COMPLIANCE";
  readonly Years?: number;
}

/** AWS's Delete. */
interface Delete {
  readonly Objects: readonly ObjectIdentifier[];
  readonly Quiet?: boolean;
}

/** AWS's DeleteBucketAnalyticsConfigurationRequest. */
interface DeleteBucketAnalyticsConfigurationRequest {
  readonly Bucket: string;
  readonly ExpectedBucketOwner?: string;
  readonly Id: string;
}

/** AWS's DeleteBucketCorsRequest. */
interface DeleteBucketCorsRequest {
  readonly Bucket: string;
  readonly ExpectedBucketOwner?: string;
}

/** AWS's DeleteBucketEncryptionRequest. */
interface DeleteBucketEncryptionRequest {
  readonly Bucket: string;
  readonly ExpectedBucketOwner?: string;
}

/** AWS's DeleteBucketIntelligentTieringConfigurationRequest. */
interface DeleteBucketIntelligentTieringConfigurationRequest {
  readonly Bucket: string;
  readonly ExpectedBucketOwner?: string;
  readonly Id: string;
}

/** AWS's DeleteBucketInventoryConfigurationRequest. */
interface DeleteBucketInventoryConfigurationRequest {
  readonly Bucket: string;
  readonly ExpectedBucketOwner?: string;
  readonly Id: string;
}

/** AWS's DeleteBucketLifecycleRequest. */
interface DeleteBucketLifecycleRequest {
  readonly Bucket: string;
  readonly ExpectedBucketOwner?: string;
}

/** AWS's DeleteBucketMetricsConfigurationRequest. */
interface DeleteBucketMetricsConfigurationRequest {
  readonly Bucket: string;
  readonly ExpectedBucketOwner?: string;
  readonly Id: string;
}

/** AWS's DeleteBucketOwnershipControlsRequest. */
interface DeleteBucketOwnershipControlsRequest {
  readonly Bucket: string;
  readonly ExpectedBucketOwner?: string;
}

/** AWS's DeleteBucketPolicyRequest. */
interface DeleteBucketPolicyRequest {
  readonly Bucket: string;
  readonly ExpectedBucketOwner?: string;
}

/** AWS's DeleteBucketReplicationRequest. */
interface DeleteBucketReplicationRequest {
  readonly Bucket: string;
  readonly ExpectedBucketOwner?: string;
}

/** AWS's DeleteBucketRequest. */
interface DeleteBucketRequest {
  readonly Bucket: string;
  readonly ExpectedBucketOwner?: string;
}

/** AWS's DeleteBucketTaggingRequest. */
interface DeleteBucketTaggingRequest {
  readonly Bucket: string;
  readonly ExpectedBucketOwner?: string;
}

/** AWS's DeleteBucketWebsiteRequest. */
interface DeleteBucketWebsiteRequest {
  readonly Bucket: string;
  readonly ExpectedBucketOwner?: string;
}

/** AWS's DeleteMarkerEntry. */
interface DeleteMarkerEntry {
  readonly IsLatest?: boolean;
  readonly Key?: string;
  readonly LastModified?: number | string;
  readonly Owner?: Owner;
  readonly VersionId?: string;
}

/** AWS's DeleteMarkerReplication. */
interface DeleteMarkerReplication {
  readonly Status?: "Enabled" | "Disabled";
}

/** AWS's DeleteObjectOutput. */
interface DeleteObjectOutput {
  readonly DeleteMarker?: boolean;
  readonly RequestCharged?: "requester";
  readonly VersionId?: string;
}

/** AWS's DeleteObjectRequest. */
interface DeleteObjectRequest {
  readonly Bucket: string;
  readonly BypassGovernanceRetention?: boolean;
  readonly ExpectedBucketOwner?: string;
  readonly IfMatch?: string;
  readonly IfMatchLastModifiedTime?: number | string;
  readonly IfMatchSize?: number;
  readonly Key: string;
  readonly MFA?: string;
  readonly RequestPayer?: "requester";
  readonly VersionId?: string;
}

/** AWS's DeleteObjectTaggingOutput. */
interface DeleteObjectTaggingOutput {
  readonly VersionId?: string;
}

/** AWS's DeleteObjectTaggingRequest. */
interface DeleteObjectTaggingRequest {
  readonly Bucket: string;
  readonly ExpectedBucketOwner?: string;
  readonly Key: string;
  readonly VersionId?: string;
}

/** AWS's DeleteObjectsOutput. */
interface DeleteObjectsOutput {
  readonly Deleted?: readonly DeletedObject[];
  readonly Errors?: readonly Error[];
  readonly RequestCharged?: "requester";
}

/** AWS's DeleteObjectsRequest. */
interface DeleteObjectsRequest {
  readonly Bucket: string;
  readonly BypassGovernanceRetention?: boolean;
  readonly ChecksumAlgorithm?:
    | "CRC32"
    | "CRC32C"
    | "SHA1"
    | "SHA256"
    | "CRC64NVME"
    | "SHA512"
    | "MD5"
    | "XXHASH64"
    | "XXHASH3"
    | "XXHASH128";
  readonly Delete: Delete;
  readonly ExpectedBucketOwner?: string;
  readonly MFA?: string;
  readonly RequestPayer?: "requester";
}

/** AWS's DeletePublicAccessBlockRequest. */
interface DeletePublicAccessBlockRequest {
  readonly Bucket: string;
  readonly ExpectedBucketOwner?: string;
}

/** AWS's DeletedObject. */
interface DeletedObject {
  readonly DeleteMarker?: boolean;
  readonly DeleteMarkerVersionId?: string;
  readonly Key?: string;
  readonly VersionId?: string;
}

/** AWS's Destination. */
interface Destination {
  readonly AccessControlTranslation?: AccessControlTranslation;
  readonly Account?: string;
  readonly Bucket: string;
  readonly EncryptionConfiguration?: EncryptionConfiguration;
  readonly Metrics?: Metrics;
  readonly ReplicationTime?: ReplicationTime;
  readonly StorageClass?:
    | "STANDARD"
    | "REDUCED_REDUNDANCY"
    | "STANDARD_IA"
    | "ONEZONE_IA"
    | "INTELLIGENT_TIERING"
    | "GLACIER"
    | "DEEP_ARCHIVE"
    | "OUTPOSTS"
    | "GLACIER_IR"
    | "SNOW"
    | "EXPRESS_ONEZONE"
    | "FSX_OPENZFS"
    | "FSX_ONTAP";
}

/** AWS's Encryption. */
interface Encryption {
  readonly EncryptionType: "AES256" | "aws:fsx" | "aws:kms" | "aws:kms:dsse";
  readonly KMSContext?: string;
  readonly KMSKeyId?: string;
}

/** AWS's EncryptionConfiguration. */
interface EncryptionConfiguration {
  readonly ReplicaKmsKeyID?: string;
}

/** AWS's Error. */
interface Error {
  readonly Code?: string;
  readonly Key?: string;
  readonly Message?: string;
  readonly VersionId?: string;
}

/** AWS's ErrorDocument. */
interface ErrorDocument {
  readonly Key: string;
}

/** AWS's EventBridgeConfiguration, which says nothing. */
type EventBridgeConfiguration = object;

/** AWS's ExistingObjectReplication. */
interface ExistingObjectReplication {
  readonly Status: "Enabled" | "Disabled";
}

/** AWS's FilterRule. */
interface FilterRule {
  readonly Name?: "prefix" | "suffix";
  readonly Value?: string;
}

/** AWS's GetBucketAccelerateConfigurationOutput. */
interface GetBucketAccelerateConfigurationOutput {
  readonly RequestCharged?: "requester";
  readonly Status?: "Enabled" | "Suspended";
}

/** AWS's GetBucketAccelerateConfigurationRequest. */
interface GetBucketAccelerateConfigurationRequest {
  readonly Bucket: string;
  readonly ExpectedBucketOwner?: string;
  readonly RequestPayer?: "requester";
}

/** AWS's GetBucketAclOutput. */
interface GetBucketAclOutput {
  readonly Grants?: readonly Grant[];
  readonly Owner?: Owner;
}

/** AWS's GetBucketAclRequest. */
interface GetBucketAclRequest {
  readonly Bucket: string;
  readonly ExpectedBucketOwner?: string;
}

/** AWS's GetBucketAnalyticsConfigurationOutput. */
interface GetBucketAnalyticsConfigurationOutput {
  readonly AnalyticsConfiguration?: AnalyticsConfiguration;
}

/** AWS's GetBucketAnalyticsConfigurationRequest. */
interface GetBucketAnalyticsConfigurationRequest {
  readonly Bucket: string;
  readonly ExpectedBucketOwner?: string;
  readonly Id: string;
}

/** AWS's GetBucketCorsOutput. */
interface GetBucketCorsOutput {
  readonly CORSRules?: readonly CORSRule[];
}

/** AWS's GetBucketCorsRequest. */
interface GetBucketCorsRequest {
  readonly Bucket: string;
  readonly ExpectedBucketOwner?: string;
}

/** AWS's GetBucketEncryptionOutput. */
interface GetBucketEncryptionOutput {
  readonly ServerSideEncryptionConfiguration?: ServerSideEncryptionConfiguration;
}

/** AWS's GetBucketEncryptionRequest. */
interface GetBucketEncryptionRequest {
  readonly Bucket: string;
  readonly ExpectedBucketOwner?: string;
}

/** AWS's GetBucketIntelligentTieringConfigurationOutput. */
interface GetBucketIntelligentTieringConfigurationOutput {
  readonly IntelligentTieringConfiguration?: IntelligentTieringConfiguration;
}

/** AWS's GetBucketIntelligentTieringConfigurationRequest. */
interface GetBucketIntelligentTieringConfigurationRequest {
  readonly Bucket: string;
  readonly ExpectedBucketOwner?: string;
  readonly Id: string;
}

/** AWS's GetBucketInventoryConfigurationOutput. */
interface GetBucketInventoryConfigurationOutput {
  readonly InventoryConfiguration?: InventoryConfiguration;
}

/** AWS's GetBucketInventoryConfigurationRequest. */
interface GetBucketInventoryConfigurationRequest {
  readonly Bucket: string;
  readonly ExpectedBucketOwner?: string;
  readonly Id: string;
}

/** AWS's GetBucketLifecycleConfigurationOutput. */
interface GetBucketLifecycleConfigurationOutput {
  readonly Rules?: readonly LifecycleRule[];
  readonly TransitionDefaultMinimumObjectSize?:
    "varies_by_storage_class" | "all_storage_classes_128K";
}

/** AWS's GetBucketLifecycleConfigurationRequest. */
interface GetBucketLifecycleConfigurationRequest {
  readonly Bucket: string;
  readonly ExpectedBucketOwner?: string;
}

/** AWS's GetBucketLifecycleOutput. */
interface GetBucketLifecycleOutput {
  readonly Rules?: readonly Rule[];
}

/** AWS's GetBucketLifecycleRequest. */
interface GetBucketLifecycleRequest {
  readonly Bucket: string;
  readonly ExpectedBucketOwner?: string;
}

/** AWS's GetBucketLocationOutput. */
interface GetBucketLocationOutput {
  readonly LocationConstraint?:
    | "af-south-1"
    | "ap-east-1"
    | "ap-east-2"
    | "ap-northeast-1"
    | "ap-northeast-2"
    | "ap-northeast-3"
    | "ap-south-1"
    | "ap-south-2"
    | "ap-southeast-1"
    | "ap-southeast-2"
    | "ap-southeast-3"
    | "ap-southeast-4"
    | "ap-southeast-5"
    | "ap-southeast-6"
    | "ap-southeast-7"
    | "ca-central-1"
    | "ca-west-1"
    | "cn-north-1"
    | "cn-northwest-1"
    | "EU"
    | "eu-central-1"
    | "eu-central-2"
    | "eu-north-1"
    | "eu-south-1"
    | "eu-south-2"
    | "eu-west-1"
    | "eu-west-2"
    | "eu-west-3"
    | "il-central-1"
    | "me-central-1"
    | "me-south-1"
    | "mx-central-1"
    | "sa-east-1"
    | "us-east-2"
    | "us-gov-east-1"
    | "us-gov-west-1"
    | "us-west-1"
    | "us-west-2";
}

/** AWS's GetBucketLocationRequest. */
interface GetBucketLocationRequest {
  readonly Bucket: string;
  readonly ExpectedBucketOwner?: string;
}

/** AWS's GetBucketLoggingOutput. */
interface GetBucketLoggingOutput {
  readonly LoggingEnabled?: LoggingEnabled;
}

/** AWS's GetBucketLoggingRequest. */
interface GetBucketLoggingRequest {
  readonly Bucket: string;
  readonly ExpectedBucketOwner?: string;
}

/** AWS's GetBucketMetricsConfigurationOutput. */
interface GetBucketMetricsConfigurationOutput {
  readonly MetricsConfiguration?: MetricsConfiguration;
}

/** AWS's GetBucketMetricsConfigurationRequest. */
interface GetBucketMetricsConfigurationRequest {
  readonly Bucket: string;
  readonly ExpectedBucketOwner?: string;
  readonly Id: string;
}

/** AWS's GetBucketNotificationConfigurationRequest. */
interface GetBucketNotificationConfigurationRequest {
  readonly Bucket: string;
  readonly ExpectedBucketOwner?: string;
}

/** AWS's GetBucketOwnershipControlsOutput. */
interface GetBucketOwnershipControlsOutput {
  readonly OwnershipControls?: OwnershipControls;
}

/** AWS's GetBucketOwnershipControlsRequest. */
interface GetBucketOwnershipControlsRequest {
  readonly Bucket: string;
  readonly ExpectedBucketOwner?: string;
}

/** AWS's GetBucketPolicyOutput. */
interface GetBucketPolicyOutput {
  readonly Policy?: string;
}

/** AWS's GetBucketPolicyRequest. */
interface GetBucketPolicyRequest {
  readonly Bucket: string;
  readonly ExpectedBucketOwner?: string;
}

/** AWS's GetBucketPolicyStatusOutput. */
interface GetBucketPolicyStatusOutput {
  readonly PolicyStatus?: PolicyStatus;
}

/** AWS's GetBucketPolicyStatusRequest. */
interface GetBucketPolicyStatusRequest {
  readonly Bucket: string;
  readonly ExpectedBucketOwner?: string;
}

/** AWS's GetBucketReplicationOutput. */
interface GetBucketReplicationOutput {
  readonly ReplicationConfiguration?: ReplicationConfiguration;
}

/** AWS's GetBucketReplicationRequest. */
interface GetBucketReplicationRequest {
  readonly Bucket: string;
  readonly ExpectedBucketOwner?: string;
}

/** AWS's GetBucketRequestPaymentOutput. */
interface GetBucketRequestPaymentOutput {
  readonly Payer?: "Requester" | "BucketOwner";
}

/** AWS's GetBucketRequestPaymentRequest. */
interface GetBucketRequestPaymentRequest {
  readonly Bucket: string;
  readonly ExpectedBucketOwner?: string;
}

/** AWS's GetBucketTaggingOutput. */
interface GetBucketTaggingOutput {
  readonly TagSet: readonly Tag[];
}

/** AWS's GetBucketTaggingRequest. */
interface GetBucketTaggingRequest {
  readonly Bucket: string;
  readonly ExpectedBucketOwner?: string;
}

/** AWS's GetBucketVersioningOutput. */
interface GetBucketVersioningOutput {
  readonly MFADelete?: "Enabled" | "Disabled";
  readonly Status?: "Enabled" | "Suspended";
}

/** AWS's GetBucketVersioningRequest. */
interface GetBucketVersioningRequest {
  readonly Bucket: string;
  readonly ExpectedBucketOwner?: string;
}

/** AWS's GetBucketWebsiteOutput. */
interface GetBucketWebsiteOutput {
  readonly ErrorDocument?: ErrorDocument;
  readonly IndexDocument?: IndexDocument;
  readonly RedirectAllRequestsTo?: RedirectAllRequestsTo;
  readonly RoutingRules?: readonly RoutingRule[];
}

/** AWS's GetBucketWebsiteRequest. */
interface GetBucketWebsiteRequest {
  readonly Bucket: string;
  readonly ExpectedBucketOwner?: string;
}

/** AWS's GetObjectAclOutput. */
interface GetObjectAclOutput {
  readonly Grants?: readonly Grant[];
  readonly Owner?: Owner;
  readonly RequestCharged?: "requester";
}

/** AWS's GetObjectAclRequest. */
interface GetObjectAclRequest {
  readonly Bucket: string;
  readonly ExpectedBucketOwner?: string;
  readonly Key: string;
  readonly RequestPayer?: "requester";
  readonly VersionId?: string;
}

/** AWS's GetObjectAttributesOutput. */
interface GetObjectAttributesOutput {
  readonly Checksum?: Checksum;
  readonly DeleteMarker?: boolean;
  readonly ETag?: string;
  readonly LastModified?: number | string;
  readonly ObjectParts?: GetObjectAttributesParts;
  readonly ObjectSize?: number;
  readonly RequestCharged?: "requester";
  readonly StorageClass?:
    | "STANDARD"
    | "REDUCED_REDUNDANCY"
    | "STANDARD_IA"
    | "ONEZONE_IA"
    | "INTELLIGENT_TIERING"
    | "GLACIER"
    | "DEEP_ARCHIVE"
    | "OUTPOSTS"
    | "GLACIER_IR"
    | "SNOW"
    | "EXPRESS_ONEZONE"
    | "FSX_OPENZFS"
    | "FSX_ONTAP";
  readonly VersionId?: string;
}

/** AWS's GetObjectAttributesParts. */
interface GetObjectAttributesParts {
  readonly IsTruncated?: boolean;
  readonly MaxParts?: number;
  readonly NextPartNumberMarker?: number;
  readonly PartNumberMarker?: number;
  readonly Parts?: readonly ObjectPart[];
  readonly TotalPartsCount?: number;
}

/** AWS's GetObjectAttributesRequest. */
interface GetObjectAttributesRequest {
  readonly Bucket: string;
  readonly ExpectedBucketOwner?: string;
  readonly Key: string;
  readonly MaxParts?: number;
  readonly ObjectAttributes: readonly (
    "ETag" | "Checksum" | "ObjectParts" | "StorageClass" | "ObjectSize"
  )[];
  readonly PartNumberMarker?: number;
  readonly RequestPayer?: "requester";
  readonly SSECustomerAlgorithm?: string;
  readonly SSECustomerKey?: string;
  readonly SSECustomerKeyMD5?: string;
  readonly VersionId?: string;
}

/** AWS's GetObjectLegalHoldOutput. */
interface GetObjectLegalHoldOutput {
  readonly LegalHold?: ObjectLockLegalHold;
}

/** AWS's GetObjectLegalHoldRequest. */
interface GetObjectLegalHoldRequest {
  readonly Bucket: string;
  readonly ExpectedBucketOwner?: string;
  readonly Key: string;
  readonly RequestPayer?: "requester";
  readonly VersionId?: string;
}

/** AWS's GetObjectLockConfigurationOutput. */
interface GetObjectLockConfigurationOutput {
  readonly ObjectLockConfiguration?: ObjectLockConfiguration;
}

/** AWS's GetObjectLockConfigurationRequest. */
interface GetObjectLockConfigurationRequest {
  readonly Bucket: string;
  readonly ExpectedBucketOwner?: string;
}

/** AWS's GetObjectOutput. */
interface GetObjectOutput {
  readonly AcceptRanges?: string;
  readonly Body?: string;
  readonly BucketKeyEnabled?: boolean;
  readonly CacheControl?: string;
  readonly ChecksumCRC32?: string;
  readonly ChecksumCRC32C?: string;
  readonly ChecksumCRC64NVME?: string;
  readonly ChecksumMD5?: string;
  readonly ChecksumSHA1?: string;
  readonly ChecksumSHA256?: string;
  readonly ChecksumSHA512?: string;
  readonly ChecksumType?: "COMPOSITE" | "FULL_OBJECT";
  readonly ChecksumXXHASH128?: string;
  readonly ChecksumXXHASH3?: string;
  readonly ChecksumXXHASH64?: string;
  readonly ContentDisposition?: string;
  readonly ContentEncoding?: string;
  readonly ContentLanguage?: string;
  readonly ContentLength?: number;
  readonly ContentRange?: string;
  readonly ContentType?: string;
  readonly DeleteMarker?: boolean;
  readonly ETag?: string;
  readonly Expiration?: string;
  readonly Expires?: string;
  readonly LastModified?: number | string;
  readonly Metadata?: Readonly<Record<string, string>>;
  readonly MissingMeta?: number;
  readonly ObjectLockLegalHoldStatus?: "ON" | "OFF";
  readonly ObjectLockMode?: "GOVERNANCE" | "COMPLIANCE";
  readonly ObjectLockRetainUntilDate?: number | string;
  readonly PartsCount?: number;
  readonly ReplicationStatus?: "COMPLETE" | "PENDING" | "FAILED" | "REPLICA" | "COMPLETED";
  readonly RequestCharged?: "requester";
  readonly Restore?: string;
  readonly SSECustomerAlgorithm?: string;
  readonly SSECustomerKeyMD5?: string;
  readonly SSEKMSKeyId?: string;
  readonly ServerSideEncryption?: "AES256" | "aws:fsx" | "aws:kms" | "aws:kms:dsse";
  readonly StorageClass?:
    | "STANDARD"
    | "REDUCED_REDUNDANCY"
    | "STANDARD_IA"
    | "ONEZONE_IA"
    | "INTELLIGENT_TIERING"
    | "GLACIER"
    | "DEEP_ARCHIVE"
    | "OUTPOSTS"
    | "GLACIER_IR"
    | "SNOW"
    | "EXPRESS_ONEZONE"
    | "FSX_OPENZFS"
    | "FSX_ONTAP";
  readonly TagCount?: number;
  readonly VersionId?: string;
  readonly WebsiteRedirectLocation?: string;
}

/** AWS's GetObjectRequest. */
interface GetObjectRequest {
  readonly Bucket: string;
  readonly ChecksumMode?: "ENABLED";
  readonly ExpectedBucketOwner?: string;
  readonly IfMatch?: string;
  readonly IfModifiedSince?: number | string;
  readonly IfNoneMatch?: string;
  readonly IfUnmodifiedSince?: number | string;
  readonly Key: string;
  readonly PartNumber?: number;
  readonly Range?: string;
  readonly RequestPayer?: "requester";
  readonly ResponseCacheControl?: string;
  readonly ResponseContentDisposition?: string;
  readonly ResponseContentEncoding?: string;
  readonly ResponseContentLanguage?: string;
  readonly ResponseContentType?: string;
  readonly ResponseExpires?: number | string;
  readonly SSECustomerAlgorithm?: string;
  readonly SSECustomerKey?: string;
  readonly SSECustomerKeyMD5?: string;
  readonly VersionId?: string;
}

/** AWS's GetObjectRetentionOutput. */
interface GetObjectRetentionOutput {
  readonly Retention?: ObjectLockRetention;
}

/** AWS's GetObjectRetentionRequest. */
interface GetObjectRetentionRequest {
  readonly Bucket: string;
  readonly ExpectedBucketOwner?: string;
  readonly Key: string;
  readonly RequestPayer?: "requester";
  readonly VersionId?: string;
}

/** AWS's GetObjectTaggingOutput. */
interface GetObjectTaggingOutput {
  readonly TagSet: readonly Tag[];
  readonly VersionId?: string;
}

/** AWS's GetObjectTaggingRequest. */
interface GetObjectTaggingRequest {
  readonly Bucket: string;
  readonly ExpectedBucketOwner?: string;
  readonly Key: string;
  readonly RequestPayer?: "requester";
  readonly VersionId?: string;
}

/** AWS's GetPublicAccessBlockOutput. */
interface GetPublicAccessBlockOutput {
  readonly PublicAccessBlockConfiguration?: PublicAccessBlockConfiguration;
}

/** AWS's GetPublicAccessBlockRequest. */
interface GetPublicAccessBlockRequest {
  readonly Bucket: string;
  readonly ExpectedBucketOwner?: string;
}

/** AWS's GlacierJobParameters. */
interface GlacierJobParameters {
  readonly Tier: "Standard" | "Bulk" | "Expedited";
}

/** AWS's Grant. */
interface Grant {
  readonly Grantee?: Grantee;
  readonly Permission?: "FULL_CONTROL" | "WRITE" | "WRITE_ACP" | "READ" | "READ_ACP";
}

/** AWS's Grantee. */
interface Grantee {
  readonly DisplayName?: string;
  readonly EmailAddress?: string;
  readonly ID?: string;
  readonly Type: "CanonicalUser" | "AmazonCustomerByEmail" | "Group";
  readonly URI?: string;
}

/** AWS's HeadBucketOutput. */
interface HeadBucketOutput {
  readonly AccessPointAlias?: boolean;
  readonly BucketArn?: string;
  readonly BucketLocationName?: string;
  readonly BucketLocationType?: "AvailabilityZone" | "LocalZone";
  readonly BucketRegion?: string;
}

/** AWS's HeadBucketRequest. */
interface HeadBucketRequest {
  readonly Bucket: string;
  readonly ExpectedBucketOwner?: string;
}

/** AWS's HeadObjectOutput. */
interface HeadObjectOutput {
  readonly AcceptRanges?: string;
  readonly ArchiveStatus?: "ARCHIVE_ACCESS" | "DEEP_ARCHIVE_ACCESS";
  readonly BucketKeyEnabled?: boolean;
  readonly CacheControl?: string;
  readonly ChecksumCRC32?: string;
  readonly ChecksumCRC32C?: string;
  readonly ChecksumCRC64NVME?: string;
  readonly ChecksumMD5?: string;
  readonly ChecksumSHA1?: string;
  readonly ChecksumSHA256?: string;
  readonly ChecksumSHA512?: string;
  readonly ChecksumType?: "COMPOSITE" | "FULL_OBJECT";
  readonly ChecksumXXHASH128?: string;
  readonly ChecksumXXHASH3?: string;
  readonly ChecksumXXHASH64?: string;
  readonly ContentDisposition?: string;
  readonly ContentEncoding?: string;
  readonly ContentLanguage?: string;
  readonly ContentLength?: number;
  readonly ContentRange?: string;
  readonly ContentType?: string;
  readonly DeleteMarker?: boolean;
  readonly ETag?: string;
  readonly Expiration?: string;
  readonly Expires?: string;
  readonly LastModified?: number | string;
  readonly Metadata?: Readonly<Record<string, string>>;
  readonly MissingMeta?: number;
  readonly ObjectLockLegalHoldStatus?: "ON" | "OFF";
  readonly ObjectLockMode?: "GOVERNANCE" | "COMPLIANCE";
  readonly ObjectLockRetainUntilDate?: number | string;
  readonly PartsCount?: number;
  readonly ReplicationStatus?: "COMPLETE" | "PENDING" | "FAILED" | "REPLICA" | "COMPLETED";
  readonly RequestCharged?: "requester";
  readonly Restore?: string;
  readonly SSECustomerAlgorithm?: string;
  readonly SSECustomerKeyMD5?: string;
  readonly SSEKMSKeyId?: string;
  readonly ServerSideEncryption?: "AES256" | "aws:fsx" | "aws:kms" | "aws:kms:dsse";
  readonly StorageClass?:
    | "STANDARD"
    | "REDUCED_REDUNDANCY"
    | "STANDARD_IA"
    | "ONEZONE_IA"
    | "INTELLIGENT_TIERING"
    | "GLACIER"
    | "DEEP_ARCHIVE"
    | "OUTPOSTS"
    | "GLACIER_IR"
    | "SNOW"
    | "EXPRESS_ONEZONE"
    | "FSX_OPENZFS"
    | "FSX_ONTAP";
  readonly TagCount?: number;
  readonly VersionId?: string;
  readonly WebsiteRedirectLocation?: string;
}

/** AWS's HeadObjectRequest. */
interface HeadObjectRequest {
  readonly Bucket: string;
  readonly ChecksumMode?: "ENABLED";
  readonly ExpectedBucketOwner?: string;
  readonly IfMatch?: string;
  readonly IfModifiedSince?: number | string;
  readonly IfNoneMatch?: string;
  readonly IfUnmodifiedSince?: number | string;
  readonly Key: string;
  readonly PartNumber?: number;
  readonly Range?: string;
  readonly RequestPayer?: "requester";
  readonly ResponseCacheControl?: string;
  readonly ResponseContentDisposition?: string;
  readonly ResponseContentEncoding?: string;
  readonly ResponseContentLanguage?: string;
  readonly ResponseContentType?: string;
  readonly ResponseExpires?: number | string;
  readonly SSECustomerAlgorithm?: string;
  readonly SSECustomerKey?: string;
  readonly SSECustomerKeyMD5?: string;
  readonly VersionId?: string;
}

/** AWS's IndexDocument. */
interface IndexDocument {
  readonly Suffix: string;
}

/** AWS's Initiator. */
interface Initiator {
  readonly DisplayName?: string;
  readonly ID?: string;
}

/** AWS's InputSerialization. */
interface InputSerialization {
  readonly CSV?: CSVInput;
  readonly CompressionType?: "NONE" | "GZIP" | "BZIP2";
  readonly JSON?: JSONInput;
  readonly Parquet?: ParquetInput;
}

/** AWS's IntelligentTieringAndOperator. */
interface IntelligentTieringAndOperator {
  readonly Prefix?: string;
  readonly Tags?: readonly Tag[];
}

/** AWS's IntelligentTieringConfiguration. */
interface IntelligentTieringConfiguration {
  readonly Filter?: IntelligentTieringFilter;
  readonly Id: string;
  readonly Status: "Enabled" | "Disabled";
  readonly Tierings: readonly Tiering[];
}

/** AWS's IntelligentTieringFilter. */
interface IntelligentTieringFilter {
  readonly And?: IntelligentTieringAndOperator;
  readonly Prefix?: string;
  readonly Tag?: Tag;
}

/** AWS's InventoryConfiguration. */
interface InventoryConfiguration {
  readonly Destination: InventoryDestination;
  readonly Filter?: InventoryFilter;
  readonly Id: string;
  readonly IncludedObjectVersions: "All" | "Current";
  readonly IsEnabled: boolean;
  readonly OptionalFields?: readonly (
    | "Size"
    | "LastModifiedDate"
    | "StorageClass"
    | "ETag"
    | "IsMultipartUploaded"
    | "ReplicationStatus"
    | "EncryptionStatus"
    | "ObjectLockRetainUntilDate"
    | "ObjectLockMode"
    | "ObjectLockLegalHoldStatus"
    | "IntelligentTieringAccessTier"
    | "BucketKeyStatus"
    | "ChecksumAlgorithm"
    | "ObjectAccessControlList"
    | "ObjectOwner"
    | "LifecycleExpirationDate"
  )[];
  readonly Schedule: InventorySchedule;
}

/** AWS's InventoryDestination. */
interface InventoryDestination {
  readonly S3BucketDestination: InventoryS3BucketDestination;
}

/** AWS's InventoryEncryption. */
interface InventoryEncryption {
  readonly SSEKMS?: SSEKMS;
  readonly SSES3?: SSES3;
}

/** AWS's InventoryFilter. */
interface InventoryFilter {
  readonly Prefix: string;
}

/** AWS's InventoryS3BucketDestination. */
interface InventoryS3BucketDestination {
  readonly AccountId?: string;
  readonly Bucket: string;
  readonly Encryption?: InventoryEncryption;
  readonly Format: "CSV" | "ORC" | "Parquet";
  readonly Prefix?: string;
}

/** AWS's InventorySchedule. */
interface InventorySchedule {
  readonly Frequency: "Daily" | "Weekly";
}

/** AWS's JSONInput. */
interface JSONInput {
  readonly Type?: "DOCUMENT" | "LINES";
}

/** AWS's JSONOutput. */
interface JSONOutput {
  readonly RecordDelimiter?: string;
}

/** AWS's LambdaFunctionConfiguration. */
interface LambdaFunctionConfiguration {
  readonly Events: readonly (
    | "s3:ReducedRedundancyLostObject"
    | "s3:ObjectCreated:*"
    | "s3:ObjectCreated:Put"
    | "s3:ObjectCreated:Post"
    | "s3:ObjectCreated:Copy"
    | "s3:ObjectCreated:CompleteMultipartUpload"
    | "s3:ObjectRemoved:*"
    | "s3:ObjectRemoved:Delete"
    | "s3:ObjectRemoved:DeleteMarkerCreated"
    | "s3:ObjectRestore:*"
    | "s3:ObjectRestore:Post"
    | "s3:ObjectRestore:Completed"
    | "s3:Replication:*"
    | "s3:Replication:OperationFailedReplication"
    | "s3:Replication:OperationNotTracked"
    | "s3:Replication:OperationMissedThreshold"
    | "s3:Replication:OperationReplicatedAfterThreshold"
    | "s3:ObjectRestore:Delete"
    | "s3:LifecycleTransition"
    | "s3:IntelligentTiering"
    | "s3:ObjectAcl:Put"
    | "s3:LifecycleExpiration:*"
    | "s3:LifecycleExpiration:Delete"
    | "s3:LifecycleExpiration:DeleteMarkerCreated"
    | "s3:ObjectTagging:*"
    | "s3:ObjectTagging:Put"
    | "s3:ObjectTagging:Delete"
  )[];
  readonly Filter?: NotificationConfigurationFilter;
  readonly Id?: string;
  readonly LambdaFunctionArn: string;
}

/** AWS's LifecycleExpiration. */
interface LifecycleExpiration {
  readonly Date?: number | string;
  readonly Days?: number;
  readonly ExpiredObjectDeleteMarker?: boolean;
}

/** AWS's LifecycleRule. */
interface LifecycleRule {
  readonly AbortIncompleteMultipartUpload?: AbortIncompleteMultipartUpload;
  readonly Expiration?: LifecycleExpiration;
  readonly Filter?: LifecycleRuleFilter;
  readonly ID?: string;
  readonly NoncurrentVersionExpiration?: NoncurrentVersionExpiration;
  readonly NoncurrentVersionTransitions?: readonly NoncurrentVersionTransition[];
  readonly Prefix?: string;
  readonly Status: "Enabled" | "Disabled";
  readonly Transitions?: readonly Transition[];
}

/** AWS's LifecycleRuleAndOperator. */
interface LifecycleRuleAndOperator {
  readonly ObjectSizeGreaterThan?: number;
  readonly ObjectSizeLessThan?: number;
  readonly Prefix?: string;
  readonly Tags?: readonly Tag[];
}

/** AWS's LifecycleRuleFilter. */
interface LifecycleRuleFilter {
  readonly And?: LifecycleRuleAndOperator;
  readonly ObjectSizeGreaterThan?: number;
  readonly ObjectSizeLessThan?: number;
  readonly Prefix?: string;
  readonly Tag?: Tag;
}

/** AWS's ListBucketAnalyticsConfigurationsOutput. */
interface ListBucketAnalyticsConfigurationsOutput {
  readonly AnalyticsConfigurationList?: readonly AnalyticsConfiguration[];
  readonly ContinuationToken?: string;
  readonly IsTruncated?: boolean;
  readonly NextContinuationToken?: string;
}

/** AWS's ListBucketAnalyticsConfigurationsRequest. */
interface ListBucketAnalyticsConfigurationsRequest {
  readonly Bucket: string;
  readonly ContinuationToken?: string;
  readonly ExpectedBucketOwner?: string;
}

/** AWS's ListBucketIntelligentTieringConfigurationsOutput. */
interface ListBucketIntelligentTieringConfigurationsOutput {
  readonly ContinuationToken?: string;
  readonly IntelligentTieringConfigurationList?: readonly IntelligentTieringConfiguration[];
  readonly IsTruncated?: boolean;
  readonly NextContinuationToken?: string;
}

/** AWS's ListBucketIntelligentTieringConfigurationsRequest. */
interface ListBucketIntelligentTieringConfigurationsRequest {
  readonly Bucket: string;
  readonly ContinuationToken?: string;
  readonly ExpectedBucketOwner?: string;
}

/** AWS's ListBucketInventoryConfigurationsOutput. */
interface ListBucketInventoryConfigurationsOutput {
  readonly ContinuationToken?: string;
  readonly InventoryConfigurationList?: readonly InventoryConfiguration[];
  readonly IsTruncated?: boolean;
  readonly NextContinuationToken?: string;
}

/** AWS's ListBucketInventoryConfigurationsRequest. */
interface ListBucketInventoryConfigurationsRequest {
  readonly Bucket: string;
  readonly ContinuationToken?: string;
  readonly ExpectedBucketOwner?: string;
}

/** AWS's ListBucketMetricsConfigurationsOutput. */
interface ListBucketMetricsConfigurationsOutput {
  readonly ContinuationToken?: string;
  readonly IsTruncated?: boolean;
  readonly MetricsConfigurationList?: readonly MetricsConfiguration[];
  readonly NextContinuationToken?: string;
}

/** AWS's ListBucketMetricsConfigurationsRequest. */
interface ListBucketMetricsConfigurationsRequest {
  readonly Bucket: string;
  readonly ContinuationToken?: string;
  readonly ExpectedBucketOwner?: string;
}

/** AWS's ListBucketsOutput. */
interface ListBucketsOutput {
  readonly Buckets?: readonly Bucket[];
  readonly ContinuationToken?: string;
  readonly Owner?: Owner;
  readonly Prefix?: string;
}

/** AWS's ListBucketsRequest. */
interface ListBucketsRequest {
  readonly BucketRegion?: string;
  readonly ContinuationToken?: string;
  readonly MaxBuckets?: number;
  readonly Prefix?: string;
}

/** AWS's ListMultipartUploadsOutput. */
interface ListMultipartUploadsOutput {
  readonly Bucket?: string;
  readonly CommonPrefixes?: readonly CommonPrefix[];
  readonly Delimiter?: string;
  readonly EncodingType?: "url";
  readonly IsTruncated?: boolean;
  readonly KeyMarker?: string;
  readonly MaxUploads?: number;
  readonly NextKeyMarker?: string;
  readonly NextUploadIdMarker?: string;
  readonly Prefix?: string;
  readonly RequestCharged?: "requester";
  readonly UploadIdMarker?: string;
  readonly Uploads?: readonly MultipartUpload[];
}

/** AWS's ListMultipartUploadsRequest. */
interface ListMultipartUploadsRequest {
  readonly Bucket: string;
  readonly Delimiter?: string;
  readonly EncodingType?: "url";
  readonly ExpectedBucketOwner?: string;
  readonly KeyMarker?: string;
  readonly MaxUploads?: number;
  readonly Prefix?: string;
  readonly RequestPayer?: "requester";
  readonly UploadIdMarker?: string;
}

/** AWS's ListObjectVersionsOutput. */
interface ListObjectVersionsOutput {
  readonly CommonPrefixes?: readonly CommonPrefix[];
  readonly DeleteMarkers?: readonly DeleteMarkerEntry[];
  readonly Delimiter?: string;
  readonly EncodingType?: "url";
  readonly IsTruncated?: boolean;
  readonly KeyMarker?: string;
  readonly MaxKeys?: number;
  readonly Name?: string;
  readonly NextKeyMarker?: string;
  readonly NextVersionIdMarker?: string;
  readonly Prefix?: string;
  readonly RequestCharged?: "requester";
  readonly VersionIdMarker?: string;
  readonly Versions?: readonly ObjectVersion[];
}

/** AWS's ListObjectVersionsRequest. */
interface ListObjectVersionsRequest {
  readonly Bucket: string;
  readonly Delimiter?: string;
  readonly EncodingType?: "url";
  readonly ExpectedBucketOwner?: string;
  readonly KeyMarker?: string;
  readonly MaxKeys?: number;
  readonly OptionalObjectAttributes?: readonly "RestoreStatus"[];
  readonly Prefix?: string;
  readonly RequestPayer?: "requester";
  readonly VersionIdMarker?: string;
}

/** AWS's ListObjectsOutput. */
interface ListObjectsOutput {
  readonly CommonPrefixes?: readonly CommonPrefix[];
  readonly Contents?: readonly Object[];
  readonly Delimiter?: string;
  readonly EncodingType?: "url";
  readonly IsTruncated?: boolean;
  readonly Marker?: string;
  readonly MaxKeys?: number;
  readonly Name?: string;
  readonly NextMarker?: string;
  readonly Prefix?: string;
  readonly RequestCharged?: "requester";
}

/** AWS's ListObjectsRequest. */
interface ListObjectsRequest {
  readonly Bucket: string;
  readonly Delimiter?: string;
  readonly EncodingType?: "url";
  readonly ExpectedBucketOwner?: string;
  readonly Marker?: string;
  readonly MaxKeys?: number;
  readonly OptionalObjectAttributes?: readonly "RestoreStatus"[];
  readonly Prefix?: string;
  readonly RequestPayer?: "requester";
}

/** AWS's ListObjectsV2Output. */
interface ListObjectsV2Output {
  readonly CommonPrefixes?: readonly CommonPrefix[];
  readonly Contents?: readonly Object[];
  readonly ContinuationToken?: string;
  readonly Delimiter?: string;
  readonly EncodingType?: "url";
  readonly IsTruncated?: boolean;
  readonly KeyCount?: number;
  readonly MaxKeys?: number;
  readonly Name?: string;
  readonly NextContinuationToken?: string;
  readonly Prefix?: string;
  readonly RequestCharged?: "requester";
  readonly StartAfter?: string;
}

/** AWS's ListObjectsV2Request. */
interface ListObjectsV2Request {
  readonly Bucket: string;
  readonly ContinuationToken?: string;
  readonly Delimiter?: string;
  readonly EncodingType?: "url";
  readonly ExpectedBucketOwner?: string;
  readonly FetchOwner?: boolean;
  readonly MaxKeys?: number;
  readonly OptionalObjectAttributes?: readonly "RestoreStatus"[];
  readonly Prefix?: string;
  readonly RequestPayer?: "requester";
  readonly StartAfter?: string;
}

/** AWS's ListPartsOutput. */
interface ListPartsOutput {
  readonly AbortDate?: number | string;
  readonly AbortRuleId?: string;
  readonly Bucket?: string;
  readonly ChecksumAlgorithm?:
    | "CRC32"
    | "CRC32C"
    | "SHA1"
    | "SHA256"
    | "CRC64NVME"
    | "SHA512"
    | "MD5"
    | "XXHASH64"
    | "XXHASH3"
    | "XXHASH128";
  readonly ChecksumType?: "COMPOSITE" | "FULL_OBJECT";
  readonly Initiator?: Initiator;
  readonly IsTruncated?: boolean;
  readonly Key?: string;
  readonly MaxParts?: number;
  readonly NextPartNumberMarker?: number;
  readonly Owner?: Owner;
  readonly PartNumberMarker?: number;
  readonly Parts?: readonly Part[];
  readonly RequestCharged?: "requester";
  readonly StorageClass?:
    | "STANDARD"
    | "REDUCED_REDUNDANCY"
    | "STANDARD_IA"
    | "ONEZONE_IA"
    | "INTELLIGENT_TIERING"
    | "GLACIER"
    | "DEEP_ARCHIVE"
    | "OUTPOSTS"
    | "GLACIER_IR"
    | "SNOW"
    | "EXPRESS_ONEZONE"
    | "FSX_OPENZFS"
    | "FSX_ONTAP";
  readonly UploadId?: string;
}

/** AWS's ListPartsRequest. */
interface ListPartsRequest {
  readonly Bucket: string;
  readonly ExpectedBucketOwner?: string;
  readonly Key: string;
  readonly MaxParts?: number;
  readonly PartNumberMarker?: number;
  readonly RequestPayer?: "requester";
  readonly SSECustomerAlgorithm?: string;
  readonly SSECustomerKey?: string;
  readonly SSECustomerKeyMD5?: string;
  readonly UploadId: string;
}

/** AWS's LocationInfo. */
interface LocationInfo {
  readonly Name?: string;
  readonly Type?: "AvailabilityZone" | "LocalZone";
}

/** AWS's LoggingEnabled. */
interface LoggingEnabled {
  readonly TargetBucket: string;
  readonly TargetGrants?: readonly TargetGrant[];
  readonly TargetObjectKeyFormat?: TargetObjectKeyFormat;
  readonly TargetPrefix: string;
}

/** AWS's MetadataEntry. */
interface MetadataEntry {
  readonly Name?: string;
  readonly Value?: string;
}

/** AWS's Metrics. */
interface Metrics {
  readonly EventThreshold?: ReplicationTimeValue;
  readonly Status: "Enabled" | "Disabled";
}

/** AWS's MetricsAndOperator. */
interface MetricsAndOperator {
  readonly AccessPointArn?: string;
  readonly Prefix?: string;
  readonly Tags?: readonly Tag[];
}

/** AWS's MetricsConfiguration. */
interface MetricsConfiguration {
  readonly Filter?: MetricsFilter;
  readonly Id: string;
}

/** AWS's MetricsFilter. */
interface MetricsFilter {
  readonly AccessPointArn?: string;
  readonly And?: MetricsAndOperator;
  readonly Prefix?: string;
  readonly Tag?: Tag;
}

/** AWS's MultipartUpload. */
interface MultipartUpload {
  readonly ChecksumAlgorithm?:
    | "CRC32"
    | "CRC32C"
    | "SHA1"
    | "SHA256"
    | "CRC64NVME"
    | "SHA512"
    | "MD5"
    | "XXHASH64"
    | "XXHASH3"
    | "XXHASH128";
  readonly ChecksumType?: "COMPOSITE" | "FULL_OBJECT";
  readonly Initiated?: number | string;
  readonly Initiator?: Initiator;
  readonly Key?: string;
  readonly Owner?: Owner;
  readonly StorageClass?:
    | "STANDARD"
    | "REDUCED_REDUNDANCY"
    | "STANDARD_IA"
    | "ONEZONE_IA"
    | "INTELLIGENT_TIERING"
    | "GLACIER"
    | "DEEP_ARCHIVE"
    | "OUTPOSTS"
    | "GLACIER_IR"
    | "SNOW"
    | "EXPRESS_ONEZONE"
    | "FSX_OPENZFS"
    | "FSX_ONTAP";
  readonly UploadId?: string;
}

/** AWS's NoncurrentVersionExpiration. */
interface NoncurrentVersionExpiration {
  readonly NewerNoncurrentVersions?: number;
  readonly NoncurrentDays?: number;
}

/** AWS's NoncurrentVersionTransition. */
interface NoncurrentVersionTransition {
  readonly NewerNoncurrentVersions?: number;
  readonly NoncurrentDays?: number;
  readonly StorageClass?:
    | "GLACIER"
    | "STANDARD_IA"
    | "ONEZONE_IA"
    | "INTELLIGENT_TIERING"
    | "DEEP_ARCHIVE"
    | "GLACIER_IR";
}

/** AWS's NotificationConfiguration. */
interface NotificationConfiguration {
  readonly EventBridgeConfiguration?: EventBridgeConfiguration;
  readonly LambdaFunctionConfigurations?: readonly LambdaFunctionConfiguration[];
  readonly QueueConfigurations?: readonly QueueConfiguration[];
  readonly TopicConfigurations?: readonly TopicConfiguration[];
}

/** AWS's NotificationConfigurationFilter. */
interface NotificationConfigurationFilter {
  readonly Key?: S3KeyFilter;
}

/** AWS's Object. */
interface Object {
  readonly ChecksumAlgorithm?: readonly (
    | "CRC32"
    | "CRC32C"
    | "SHA1"
    | "SHA256"
    | "CRC64NVME"
    | "SHA512"
    | "MD5"
    | "XXHASH64"
    | "XXHASH3"
    | "XXHASH128"
  )[];
  readonly ChecksumType?: "COMPOSITE" | "FULL_OBJECT";
  readonly ETag?: string;
  readonly Key?: string;
  readonly LastModified?: number | string;
  readonly Owner?: Owner;
  readonly RestoreStatus?: RestoreStatus;
  readonly Size?: number;
  readonly StorageClass?:
    | "STANDARD"
    | "REDUCED_REDUNDANCY"
    | "GLACIER"
    | "STANDARD_IA"
    | "ONEZONE_IA"
    | "INTELLIGENT_TIERING"
    | "DEEP_ARCHIVE"
    | "OUTPOSTS"
    | "GLACIER_IR"
    | "SNOW"
    | "EXPRESS_ONEZONE"
    | "FSX_OPENZFS"
    | "FSX_ONTAP";
}

/** AWS's ObjectIdentifier. */
interface ObjectIdentifier {
  readonly ETag?: string;
  readonly Key: string;
  readonly LastModifiedTime?: number | string;
  readonly Size?: number;
  readonly VersionId?: string;
}

/** AWS's ObjectLockConfiguration. */
interface ObjectLockConfiguration {
  readonly ObjectLockEnabled?: "Enabled";
  readonly Rule?: ObjectLockRule;
}

/** AWS's ObjectLockLegalHold. */
interface ObjectLockLegalHold {
  readonly Status?: "ON" | "OFF";
}

/** AWS's ObjectLockRetention. */
interface ObjectLockRetention {
  readonly Mode?: "GOVERNANCE" | "COMPLIANCE";
  readonly RetainUntilDate?: number | string;
}

/** AWS's ObjectLockRule. */
interface ObjectLockRule {
  readonly DefaultRetention?: DefaultRetention;
}

/** AWS's ObjectPart. */
interface ObjectPart {
  readonly ChecksumCRC32?: string;
  readonly ChecksumCRC32C?: string;
  readonly ChecksumCRC64NVME?: string;
  readonly ChecksumMD5?: string;
  readonly ChecksumSHA1?: string;
  readonly ChecksumSHA256?: string;
  readonly ChecksumSHA512?: string;
  readonly ChecksumXXHASH128?: string;
  readonly ChecksumXXHASH3?: string;
  readonly ChecksumXXHASH64?: string;
  readonly PartNumber?: number;
  readonly Size?: number;
}

/** AWS's ObjectVersion. */
interface ObjectVersion {
  readonly ChecksumAlgorithm?: readonly (
    | "CRC32"
    | "CRC32C"
    | "SHA1"
    | "SHA256"
    | "CRC64NVME"
    | "SHA512"
    | "MD5"
    | "XXHASH64"
    | "XXHASH3"
    | "XXHASH128"
  )[];
  readonly ChecksumType?: "COMPOSITE" | "FULL_OBJECT";
  readonly ETag?: string;
  readonly IsLatest?: boolean;
  readonly Key?: string;
  readonly LastModified?: number | string;
  readonly Owner?: Owner;
  readonly RestoreStatus?: RestoreStatus;
  readonly Size?: number;
  readonly StorageClass?: "STANDARD";
  readonly VersionId?: string;
}

/** AWS's OutputLocation. */
interface OutputLocation {
  readonly S3?: S3Location;
}

/** AWS's OutputSerialization. */
interface OutputSerialization {
  readonly CSV?: CSVOutput;
  readonly JSON?: JSONOutput;
}

/** AWS's Owner. */
interface Owner {
  readonly DisplayName?: string;
  readonly ID?: string;
}

/** AWS's OwnershipControls. */
interface OwnershipControls {
  readonly Rules: readonly OwnershipControlsRule[];
}

/** AWS's OwnershipControlsRule. */
interface OwnershipControlsRule {
  readonly ObjectOwnership: "BucketOwnerPreferred" | "ObjectWriter" | "BucketOwnerEnforced";
}

/** AWS's ParquetInput, which says nothing. */
type ParquetInput = object;

/** AWS's Part. */
interface Part {
  readonly ChecksumCRC32?: string;
  readonly ChecksumCRC32C?: string;
  readonly ChecksumCRC64NVME?: string;
  readonly ChecksumMD5?: string;
  readonly ChecksumSHA1?: string;
  readonly ChecksumSHA256?: string;
  readonly ChecksumSHA512?: string;
  readonly ChecksumXXHASH128?: string;
  readonly ChecksumXXHASH3?: string;
  readonly ChecksumXXHASH64?: string;
  readonly ETag?: string;
  readonly LastModified?: number | string;
  readonly PartNumber?: number;
  readonly Size?: number;
}

/** AWS's PartitionedPrefix. */
interface PartitionedPrefix {
  readonly PartitionDateSource?: "EventTime" | "DeliveryTime";
}

/** AWS's PolicyStatus. */
interface PolicyStatus {
  readonly IsPublic?: boolean;
}

/** AWS's PublicAccessBlockConfiguration. */
interface PublicAccessBlockConfiguration {
  readonly BlockPublicAcls?: boolean;
  readonly BlockPublicPolicy?: boolean;
  readonly IgnorePublicAcls?: boolean;
  readonly RestrictPublicBuckets?: boolean;
}

/** AWS's PutBucketAccelerateConfigurationRequest. */
interface PutBucketAccelerateConfigurationRequest {
  readonly AccelerateConfiguration: AccelerateConfiguration;
  readonly Bucket: string;
  readonly ChecksumAlgorithm?:
    | "CRC32"
    | "CRC32C"
    | "SHA1"
    | "SHA256"
    | "CRC64NVME"
    | "SHA512"
    | "MD5"
    | "XXHASH64"
    | "XXHASH3"
    | "XXHASH128";
  readonly ExpectedBucketOwner?: string;
}

/** AWS's PutBucketAclRequest. */
interface PutBucketAclRequest {
  readonly ACL?: "private" | "public-read" | "public-read-write" | "authenticated-read";
  readonly AccessControlPolicy?: AccessControlPolicy;
  readonly Bucket: string;
  readonly ChecksumAlgorithm?:
    | "CRC32"
    | "CRC32C"
    | "SHA1"
    | "SHA256"
    | "CRC64NVME"
    | "SHA512"
    | "MD5"
    | "XXHASH64"
    | "XXHASH3"
    | "XXHASH128";
  readonly ContentMD5?: string;
  readonly ExpectedBucketOwner?: string;
  readonly GrantFullControl?: string;
  readonly GrantRead?: string;
  readonly GrantReadACP?: string;
  readonly GrantWrite?: string;
  readonly GrantWriteACP?: string;
}

/** AWS's PutBucketAnalyticsConfigurationRequest. */
interface PutBucketAnalyticsConfigurationRequest {
  readonly AnalyticsConfiguration: AnalyticsConfiguration;
  readonly Bucket: string;
  readonly ExpectedBucketOwner?: string;
  readonly Id: string;
}

/** AWS's PutBucketCorsRequest. */
interface PutBucketCorsRequest {
  readonly Bucket: string;
  readonly CORSConfiguration: CORSConfiguration;
  readonly ChecksumAlgorithm?:
    | "CRC32"
    | "CRC32C"
    | "SHA1"
    | "SHA256"
    | "CRC64NVME"
    | "SHA512"
    | "MD5"
    | "XXHASH64"
    | "XXHASH3"
    | "XXHASH128";
  readonly ContentMD5?: string;
  readonly ExpectedBucketOwner?: string;
}

/** AWS's PutBucketEncryptionRequest. */
interface PutBucketEncryptionRequest {
  readonly Bucket: string;
  readonly ChecksumAlgorithm?:
    | "CRC32"
    | "CRC32C"
    | "SHA1"
    | "SHA256"
    | "CRC64NVME"
    | "SHA512"
    | "MD5"
    | "XXHASH64"
    | "XXHASH3"
    | "XXHASH128";
  readonly ContentMD5?: string;
  readonly ExpectedBucketOwner?: string;
  readonly ServerSideEncryptionConfiguration: ServerSideEncryptionConfiguration;
}

/** AWS's PutBucketIntelligentTieringConfigurationRequest. */
interface PutBucketIntelligentTieringConfigurationRequest {
  readonly Bucket: string;
  readonly ExpectedBucketOwner?: string;
  readonly Id: string;
  readonly IntelligentTieringConfiguration: IntelligentTieringConfiguration;
}

/** AWS's PutBucketInventoryConfigurationRequest. */
interface PutBucketInventoryConfigurationRequest {
  readonly Bucket: string;
  readonly ExpectedBucketOwner?: string;
  readonly Id: string;
  readonly InventoryConfiguration: InventoryConfiguration;
}

/** AWS's PutBucketLifecycleConfigurationOutput. */
interface PutBucketLifecycleConfigurationOutput {
  readonly TransitionDefaultMinimumObjectSize?:
    "varies_by_storage_class" | "all_storage_classes_128K";
}

/** AWS's PutBucketLifecycleConfigurationRequest. */
interface PutBucketLifecycleConfigurationRequest {
  readonly Bucket: string;
  readonly ChecksumAlgorithm?:
    | "CRC32"
    | "CRC32C"
    | "SHA1"
    | "SHA256"
    | "CRC64NVME"
    | "SHA512"
    | "MD5"
    | "XXHASH64"
    | "XXHASH3"
    | "XXHASH128";
  readonly ExpectedBucketOwner?: string;
  readonly LifecycleConfiguration?: BucketLifecycleConfiguration;
  readonly TransitionDefaultMinimumObjectSize?:
    "varies_by_storage_class" | "all_storage_classes_128K";
}

/** AWS's PutBucketLoggingRequest. */
interface PutBucketLoggingRequest {
  readonly Bucket: string;
  readonly BucketLoggingStatus: BucketLoggingStatus;
  readonly ChecksumAlgorithm?:
    | "CRC32"
    | "CRC32C"
    | "SHA1"
    | "SHA256"
    | "CRC64NVME"
    | "SHA512"
    | "MD5"
    | "XXHASH64"
    | "XXHASH3"
    | "XXHASH128";
  readonly ContentMD5?: string;
  readonly ExpectedBucketOwner?: string;
}

/** AWS's PutBucketMetricsConfigurationRequest. */
interface PutBucketMetricsConfigurationRequest {
  readonly Bucket: string;
  readonly ExpectedBucketOwner?: string;
  readonly Id: string;
  readonly MetricsConfiguration: MetricsConfiguration;
}

/** AWS's PutBucketNotificationConfigurationRequest. */
interface PutBucketNotificationConfigurationRequest {
  readonly Bucket: string;
  readonly ExpectedBucketOwner?: string;
  readonly NotificationConfiguration: NotificationConfiguration;
  readonly SkipDestinationValidation?: boolean;
}

/** AWS's PutBucketOwnershipControlsRequest. */
interface PutBucketOwnershipControlsRequest {
  readonly Bucket: string;
  readonly ChecksumAlgorithm?:
    | "CRC32"
    | "CRC32C"
    | "SHA1"
    | "SHA256"
    | "CRC64NVME"
    | "SHA512"
    | "MD5"
    | "XXHASH64"
    | "XXHASH3"
    | "XXHASH128";
  readonly ContentMD5?: string;
  readonly ExpectedBucketOwner?: string;
  readonly OwnershipControls: OwnershipControls;
}

/** AWS's PutBucketPolicyRequest. */
interface PutBucketPolicyRequest {
  readonly Bucket: string;
  readonly ChecksumAlgorithm?:
    | "CRC32"
    | "CRC32C"
    | "SHA1"
    | "SHA256"
    | "CRC64NVME"
    | "SHA512"
    | "MD5"
    | "XXHASH64"
    | "XXHASH3"
    | "XXHASH128";
  readonly ConfirmRemoveSelfBucketAccess?: boolean;
  readonly ContentMD5?: string;
  readonly ExpectedBucketOwner?: string;
  readonly Policy: string;
}

/** AWS's PutBucketReplicationRequest. */
interface PutBucketReplicationRequest {
  readonly Bucket: string;
  readonly ChecksumAlgorithm?:
    | "CRC32"
    | "CRC32C"
    | "SHA1"
    | "SHA256"
    | "CRC64NVME"
    | "SHA512"
    | "MD5"
    | "XXHASH64"
    | "XXHASH3"
    | "XXHASH128";
  readonly ContentMD5?: string;
  readonly ExpectedBucketOwner?: string;
  readonly ReplicationConfiguration: ReplicationConfiguration;
  readonly Token?: string;
}

/** AWS's PutBucketRequestPaymentRequest. */
interface PutBucketRequestPaymentRequest {
  readonly Bucket: string;
  readonly ChecksumAlgorithm?:
    | "CRC32"
    | "CRC32C"
    | "SHA1"
    | "SHA256"
    | "CRC64NVME"
    | "SHA512"
    | "MD5"
    | "XXHASH64"
    | "XXHASH3"
    | "XXHASH128";
  readonly ContentMD5?: string;
  readonly ExpectedBucketOwner?: string;
  readonly RequestPaymentConfiguration: RequestPaymentConfiguration;
}

/** AWS's PutBucketTaggingRequest. */
interface PutBucketTaggingRequest {
  readonly Bucket: string;
  readonly ChecksumAlgorithm?:
    | "CRC32"
    | "CRC32C"
    | "SHA1"
    | "SHA256"
    | "CRC64NVME"
    | "SHA512"
    | "MD5"
    | "XXHASH64"
    | "XXHASH3"
    | "XXHASH128";
  readonly ContentMD5?: string;
  readonly ExpectedBucketOwner?: string;
  readonly Tagging: Tagging;
}

/** AWS's PutBucketVersioningRequest. */
interface PutBucketVersioningRequest {
  readonly Bucket: string;
  readonly ChecksumAlgorithm?:
    | "CRC32"
    | "CRC32C"
    | "SHA1"
    | "SHA256"
    | "CRC64NVME"
    | "SHA512"
    | "MD5"
    | "XXHASH64"
    | "XXHASH3"
    | "XXHASH128";
  readonly ContentMD5?: string;
  readonly ExpectedBucketOwner?: string;
  readonly MFA?: string;
  readonly VersioningConfiguration: VersioningConfiguration;
}

/** AWS's PutBucketWebsiteRequest. */
interface PutBucketWebsiteRequest {
  readonly Bucket: string;
  readonly ChecksumAlgorithm?:
    | "CRC32"
    | "CRC32C"
    | "SHA1"
    | "SHA256"
    | "CRC64NVME"
    | "SHA512"
    | "MD5"
    | "XXHASH64"
    | "XXHASH3"
    | "XXHASH128";
  readonly ContentMD5?: string;
  readonly ExpectedBucketOwner?: string;
  readonly WebsiteConfiguration: WebsiteConfiguration;
}

/** AWS's PutObjectAclOutput. */
interface PutObjectAclOutput {
  readonly RequestCharged?: "requester";
}

/** AWS's PutObjectAclRequest. */
interface PutObjectAclRequest {
  readonly ACL?:
    | "private"
    | "public-read"
    | "public-read-write"
    | "authenticated-read"
    | "aws-exec-read"
    | "bucket-owner-read"
    | "bucket-owner-full-control";
  readonly AccessControlPolicy?: AccessControlPolicy;
  readonly Bucket: string;
  readonly ChecksumAlgorithm?:
    | "CRC32"
    | "CRC32C"
    | "SHA1"
    | "SHA256"
    | "CRC64NVME"
    | "SHA512"
    | "MD5"
    | "XXHASH64"
    | "XXHASH3"
    | "XXHASH128";
  readonly ContentMD5?: string;
  readonly ExpectedBucketOwner?: string;
  readonly GrantFullControl?: string;
  readonly GrantRead?: string;
  readonly GrantReadACP?: string;
  readonly GrantWrite?: string;
  readonly GrantWriteACP?: string;
  readonly Key: string;
  readonly RequestPayer?: "requester";
  readonly VersionId?: string;
}

/** AWS's PutObjectLegalHoldOutput. */
interface PutObjectLegalHoldOutput {
  readonly RequestCharged?: "requester";
}

/** AWS's PutObjectLegalHoldRequest. */
interface PutObjectLegalHoldRequest {
  readonly Bucket: string;
  readonly ChecksumAlgorithm?:
    | "CRC32"
    | "CRC32C"
    | "SHA1"
    | "SHA256"
    | "CRC64NVME"
    | "SHA512"
    | "MD5"
    | "XXHASH64"
    | "XXHASH3"
    | "XXHASH128";
  readonly ContentMD5?: string;
  readonly ExpectedBucketOwner?: string;
  readonly Key: string;
  readonly LegalHold?: ObjectLockLegalHold;
  readonly RequestPayer?: "requester";
  readonly VersionId?: string;
}

/** AWS's PutObjectLockConfigurationOutput. */
interface PutObjectLockConfigurationOutput {
  readonly RequestCharged?: "requester";
}

/** AWS's PutObjectLockConfigurationRequest. */
interface PutObjectLockConfigurationRequest {
  readonly Bucket: string;
  readonly ChecksumAlgorithm?:
    | "CRC32"
    | "CRC32C"
    | "SHA1"
    | "SHA256"
    | "CRC64NVME"
    | "SHA512"
    | "MD5"
    | "XXHASH64"
    | "XXHASH3"
    | "XXHASH128";
  readonly ContentMD5?: string;
  readonly ExpectedBucketOwner?: string;
  readonly ObjectLockConfiguration?: ObjectLockConfiguration;
  readonly RequestPayer?: "requester";
  readonly Token?: string;
}

/** AWS's PutObjectOutput. */
interface PutObjectOutput {
  readonly BucketKeyEnabled?: boolean;
  readonly ChecksumCRC32?: string;
  readonly ChecksumCRC32C?: string;
  readonly ChecksumCRC64NVME?: string;
  readonly ChecksumMD5?: string;
  readonly ChecksumSHA1?: string;
  readonly ChecksumSHA256?: string;
  readonly ChecksumSHA512?: string;
  readonly ChecksumType?: "COMPOSITE" | "FULL_OBJECT";
  readonly ChecksumXXHASH128?: string;
  readonly ChecksumXXHASH3?: string;
  readonly ChecksumXXHASH64?: string;
  readonly ETag?: string;
  readonly Expiration?: string;
  readonly RequestCharged?: "requester";
  readonly SSECustomerAlgorithm?: string;
  readonly SSECustomerKeyMD5?: string;
  readonly SSEKMSEncryptionContext?: string;
  readonly SSEKMSKeyId?: string;
  readonly ServerSideEncryption?: "AES256" | "aws:fsx" | "aws:kms" | "aws:kms:dsse";
  readonly Size?: number;
  readonly VersionId?: string;
}

/** AWS's PutObjectRequest. */
interface PutObjectRequest {
  readonly ACL?:
    | "private"
    | "public-read"
    | "public-read-write"
    | "authenticated-read"
    | "aws-exec-read"
    | "bucket-owner-read"
    | "bucket-owner-full-control";
  readonly Body?: string;
  readonly Bucket: string;
  readonly BucketKeyEnabled?: boolean;
  readonly CacheControl?: string;
  readonly ChecksumAlgorithm?:
    | "CRC32"
    | "CRC32C"
    | "SHA1"
    | "SHA256"
    | "CRC64NVME"
    | "SHA512"
    | "MD5"
    | "XXHASH64"
    | "XXHASH3"
    | "XXHASH128";
  readonly ChecksumCRC32?: string;
  readonly ChecksumCRC32C?: string;
  readonly ChecksumCRC64NVME?: string;
  readonly ChecksumMD5?: string;
  readonly ChecksumSHA1?: string;
  readonly ChecksumSHA256?: string;
  readonly ChecksumSHA512?: string;
  readonly ChecksumXXHASH128?: string;
  readonly ChecksumXXHASH3?: string;
  readonly ChecksumXXHASH64?: string;
  readonly ContentDisposition?: string;
  readonly ContentEncoding?: string;
  readonly ContentLanguage?: string;
  readonly ContentLength?: number;
  readonly ContentMD5?: string;
  readonly ContentType?: string;
  readonly ExpectedBucketOwner?: string;
  readonly Expires?: string;
  readonly GrantFullControl?: string;
  readonly GrantRead?: string;
  readonly GrantReadACP?: string;
  readonly GrantWriteACP?: string;
  readonly IfMatch?: string;
  readonly IfNoneMatch?: string;
  readonly Key: string;
  readonly Metadata?: Readonly<Record<string, string>>;
  readonly ObjectLockLegalHoldStatus?: "ON" | "OFF";
  readonly ObjectLockMode?: "GOVERNANCE" | "COMPLIANCE";
  readonly ObjectLockRetainUntilDate?: number | string;
  readonly RequestPayer?: "requester";
  readonly SSECustomerAlgorithm?: string;
  readonly SSECustomerKey?: string;
  readonly SSECustomerKeyMD5?: string;
  readonly SSEKMSEncryptionContext?: string;
  readonly SSEKMSKeyId?: string;
  readonly ServerSideEncryption?: "AES256" | "aws:fsx" | "aws:kms" | "aws:kms:dsse";
  readonly StorageClass?:
    | "STANDARD"
    | "REDUCED_REDUNDANCY"
    | "STANDARD_IA"
    | "ONEZONE_IA"
    | "INTELLIGENT_TIERING"
    | "GLACIER"
    | "DEEP_ARCHIVE"
    | "OUTPOSTS"
    | "GLACIER_IR"
    | "SNOW"
    | "EXPRESS_ONEZONE"
    | "FSX_OPENZFS"
    | "FSX_ONTAP";
  readonly Tagging?: string;
  readonly WebsiteRedirectLocation?: string;
  readonly WriteOffsetBytes?: number;
}

/** AWS's PutObjectRetentionOutput. */
interface PutObjectRetentionOutput {
  readonly RequestCharged?: "requester";
}

/** AWS's PutObjectRetentionRequest. */
interface PutObjectRetentionRequest {
  readonly Bucket: string;
  readonly BypassGovernanceRetention?: boolean;
  readonly ChecksumAlgorithm?:
    | "CRC32"
    | "CRC32C"
    | "SHA1"
    | "SHA256"
    | "CRC64NVME"
    | "SHA512"
    | "MD5"
    | "XXHASH64"
    | "XXHASH3"
    | "XXHASH128";
  readonly ContentMD5?: string;
  readonly ExpectedBucketOwner?: string;
  readonly Key: string;
  readonly RequestPayer?: "requester";
  readonly Retention?: ObjectLockRetention;
  readonly VersionId?: string;
}

/** AWS's PutObjectTaggingOutput. */
interface PutObjectTaggingOutput {
  readonly VersionId?: string;
}

/** AWS's PutObjectTaggingRequest. */
interface PutObjectTaggingRequest {
  readonly Bucket: string;
  readonly ChecksumAlgorithm?:
    | "CRC32"
    | "CRC32C"
    | "SHA1"
    | "SHA256"
    | "CRC64NVME"
    | "SHA512"
    | "MD5"
    | "XXHASH64"
    | "XXHASH3"
    | "XXHASH128";
  readonly ContentMD5?: string;
  readonly ExpectedBucketOwner?: string;
  readonly Key: string;
  readonly RequestPayer?: "requester";
  readonly Tagging: Tagging;
  readonly VersionId?: string;
}

/** AWS's PutPublicAccessBlockRequest. */
interface PutPublicAccessBlockRequest {
  readonly Bucket: string;
  readonly ChecksumAlgorithm?:
    | "CRC32"
    | "CRC32C"
    | "SHA1"
    | "SHA256"
    | "CRC64NVME"
    | "SHA512"
    | "MD5"
    | "XXHASH64"
    | "XXHASH3"
    | "XXHASH128";
  readonly ContentMD5?: string;
  readonly ExpectedBucketOwner?: string;
  readonly PublicAccessBlockConfiguration: PublicAccessBlockConfiguration;
}

/** AWS's QueueConfiguration. */
interface QueueConfiguration {
  readonly Events: readonly (
    | "s3:ReducedRedundancyLostObject"
    | "s3:ObjectCreated:*"
    | "s3:ObjectCreated:Put"
    | "s3:ObjectCreated:Post"
    | "s3:ObjectCreated:Copy"
    | "s3:ObjectCreated:CompleteMultipartUpload"
    | "s3:ObjectRemoved:*"
    | "s3:ObjectRemoved:Delete"
    | "s3:ObjectRemoved:DeleteMarkerCreated"
    | "s3:ObjectRestore:*"
    | "s3:ObjectRestore:Post"
    | "s3:ObjectRestore:Completed"
    | "s3:Replication:*"
    | "s3:Replication:OperationFailedReplication"
    | "s3:Replication:OperationNotTracked"
    | "s3:Replication:OperationMissedThreshold"
    | "s3:Replication:OperationReplicatedAfterThreshold"
    | "s3:ObjectRestore:Delete"
    | "s3:LifecycleTransition"
    | "s3:IntelligentTiering"
    | "s3:ObjectAcl:Put"
    | "s3:LifecycleExpiration:*"
    | "s3:LifecycleExpiration:Delete"
    | "s3:LifecycleExpiration:DeleteMarkerCreated"
    | "s3:ObjectTagging:*"
    | "s3:ObjectTagging:Put"
    | "s3:ObjectTagging:Delete"
  )[];
  readonly Filter?: NotificationConfigurationFilter;
  readonly Id?: string;
  readonly QueueArn: string;
}

/** AWS's Redirect. */
interface Redirect {
  readonly HostName?: string;
  readonly HttpRedirectCode?: string;
  readonly Protocol?: "http" | "https";
  readonly ReplaceKeyPrefixWith?: string;
  readonly ReplaceKeyWith?: string;
}

/** AWS's RedirectAllRequestsTo. */
interface RedirectAllRequestsTo {
  readonly HostName: string;
  readonly Protocol?: "http" | "https";
}

/** AWS's ReplicaModifications. */
interface ReplicaModifications {
  readonly Status: "Enabled" | "Disabled";
}

/** AWS's ReplicationConfiguration. */
interface ReplicationConfiguration {
  readonly Role: string;
  readonly Rules: readonly ReplicationRule[];
}

/** AWS's ReplicationRule. */
interface ReplicationRule {
  readonly DeleteMarkerReplication?: DeleteMarkerReplication;
  readonly Destination: Destination;
  readonly ExistingObjectReplication?: ExistingObjectReplication;
  readonly Filter?: ReplicationRuleFilter;
  readonly ID?: string;
  readonly Prefix?: string;
  readonly Priority?: number;
  readonly SourceSelectionCriteria?: SourceSelectionCriteria;
  readonly Status: "Enabled" | "Disabled";
}

/** AWS's ReplicationRuleAndOperator. */
interface ReplicationRuleAndOperator {
  readonly Prefix?: string;
  readonly Tags?: readonly Tag[];
}

/** AWS's ReplicationRuleFilter. */
interface ReplicationRuleFilter {
  readonly And?: ReplicationRuleAndOperator;
  readonly Prefix?: string;
  readonly Tag?: Tag;
}

/** AWS's ReplicationTime. */
interface ReplicationTime {
  readonly Status: "Enabled" | "Disabled";
  readonly Time: ReplicationTimeValue;
}

/** AWS's ReplicationTimeValue. */
interface ReplicationTimeValue {
  readonly Minutes?: number;
}

/** AWS's RequestPaymentConfiguration. */
interface RequestPaymentConfiguration {
  readonly Payer: "Requester" | "BucketOwner";
}

/** AWS's RestoreObjectOutput. */
interface RestoreObjectOutput {
  readonly RequestCharged?: "requester";
  readonly RestoreOutputPath?: string;
}

/** AWS's RestoreObjectRequest. */
interface RestoreObjectRequest {
  readonly Bucket: string;
  readonly ChecksumAlgorithm?:
    | "CRC32"
    | "CRC32C"
    | "SHA1"
    | "SHA256"
    | "CRC64NVME"
    | "SHA512"
    | "MD5"
    | "XXHASH64"
    | "XXHASH3"
    | "XXHASH128";
  readonly ExpectedBucketOwner?: string;
  readonly Key: string;
  readonly RequestPayer?: "requester";
  readonly RestoreRequest?: RestoreRequest;
  readonly VersionId?: string;
}

/** AWS's RestoreRequest. */
interface RestoreRequest {
  readonly Days?: number;
  readonly Description?: string;
  readonly GlacierJobParameters?: GlacierJobParameters;
  readonly OutputLocation?: OutputLocation;
  readonly SelectParameters?: SelectParameters;
  readonly Tier?: "Standard" | "Bulk" | "Expedited";
  readonly Type?: "SELECT";
}

/** AWS's RestoreStatus. */
interface RestoreStatus {
  readonly IsRestoreInProgress?: boolean;
  readonly RestoreExpiryDate?: number | string;
}

/** AWS's RoutingRule. */
interface RoutingRule {
  readonly Condition?: Condition;
  readonly Redirect: Redirect;
}

/** AWS's Rule. */
interface Rule {
  readonly AbortIncompleteMultipartUpload?: AbortIncompleteMultipartUpload;
  readonly Expiration?: LifecycleExpiration;
  readonly ID?: string;
  readonly NoncurrentVersionExpiration?: NoncurrentVersionExpiration;
  readonly NoncurrentVersionTransition?: NoncurrentVersionTransition;
  readonly Prefix: string;
  readonly Status: "Enabled" | "Disabled";
  readonly Transition?: Transition;
}

/** AWS's S3KeyFilter. */
interface S3KeyFilter {
  readonly FilterRules?: readonly FilterRule[];
}

/** AWS's S3Location. */
interface S3Location {
  readonly AccessControlList?: readonly Grant[];
  readonly BucketName: string;
  readonly CannedACL?:
    | "private"
    | "public-read"
    | "public-read-write"
    | "authenticated-read"
    | "aws-exec-read"
    | "bucket-owner-read"
    | "bucket-owner-full-control";
  readonly Encryption?: Encryption;
  readonly Prefix: string;
  readonly StorageClass?:
    | "STANDARD"
    | "REDUCED_REDUNDANCY"
    | "STANDARD_IA"
    | "ONEZONE_IA"
    | "INTELLIGENT_TIERING"
    | "GLACIER"
    | "DEEP_ARCHIVE"
    | "OUTPOSTS"
    | "GLACIER_IR"
    | "SNOW"
    | "EXPRESS_ONEZONE"
    | "FSX_OPENZFS"
    | "FSX_ONTAP";
  readonly Tagging?: Tagging;
  readonly UserMetadata?: readonly MetadataEntry[];
}

/** AWS's SSEKMS. */
interface SSEKMS {
  readonly KeyId: string;
}

/** AWS's SSES3, which says nothing. */
type SSES3 = object;

/** AWS's SelectParameters. */
interface SelectParameters {
  readonly Expression: string;
  readonly ExpressionType: "SQL";
  readonly InputSerialization: InputSerialization;
  readonly OutputSerialization: OutputSerialization;
}

/** AWS's ServerSideEncryptionByDefault. */
interface ServerSideEncryptionByDefault {
  readonly KMSMasterKeyID?: string;
  readonly SSEAlgorithm: "AES256" | "aws:fsx" | "aws:kms" | "aws:kms:dsse";
}

/** AWS's ServerSideEncryptionConfiguration. */
interface ServerSideEncryptionConfiguration {
  readonly Rules: readonly ServerSideEncryptionRule[];
}

/** AWS's ServerSideEncryptionRule. */
interface ServerSideEncryptionRule {
  readonly ApplyServerSideEncryptionByDefault?: ServerSideEncryptionByDefault;
  readonly BlockedEncryptionTypes?: BlockedEncryptionTypes;
  readonly BucketKeyEnabled?: boolean;
}

/** AWS's SimplePrefix, which says nothing. */
type SimplePrefix = object;

/** AWS's SourceSelectionCriteria. */
interface SourceSelectionCriteria {
  readonly ReplicaModifications?: ReplicaModifications;
  readonly SseKmsEncryptedObjects?: SseKmsEncryptedObjects;
}

/** AWS's SseKmsEncryptedObjects. */
interface SseKmsEncryptedObjects {
  readonly Status: "Enabled" | "Disabled";
}

/** AWS's StorageClassAnalysis. */
interface StorageClassAnalysis {
  readonly DataExport?: StorageClassAnalysisDataExport;
}

/** AWS's StorageClassAnalysisDataExport. */
interface StorageClassAnalysisDataExport {
  readonly Destination: AnalyticsExportDestination;
  readonly OutputSchemaVersion: "V_1";
}

/** AWS's Tag. */
interface Tag {
  readonly Key: string;
  readonly Value: string;
}

/** AWS's Tagging. */
interface Tagging {
  readonly TagSet: readonly Tag[];
}

/** AWS's TargetGrant. */
interface TargetGrant {
  readonly Grantee?: Grantee;
  readonly Permission?: "FULL_CONTROL" | "READ" | "WRITE";
}

/** AWS's TargetObjectKeyFormat. */
interface TargetObjectKeyFormat {
  readonly PartitionedPrefix?: PartitionedPrefix;
  readonly SimplePrefix?: SimplePrefix;
}

/** AWS's Tiering. */
interface Tiering {
  readonly AccessTier: "ARCHIVE_ACCESS" | "DEEP_ARCHIVE_ACCESS";
  readonly Days: number;
}

/** AWS's TopicConfiguration. */
interface TopicConfiguration {
  readonly Events: readonly (
    | "s3:ReducedRedundancyLostObject"
    | "s3:ObjectCreated:*"
    | "s3:ObjectCreated:Put"
    | "s3:ObjectCreated:Post"
    | "s3:ObjectCreated:Copy"
    | "s3:ObjectCreated:CompleteMultipartUpload"
    | "s3:ObjectRemoved:*"
    | "s3:ObjectRemoved:Delete"
    | "s3:ObjectRemoved:DeleteMarkerCreated"
    | "s3:ObjectRestore:*"
    | "s3:ObjectRestore:Post"
    | "s3:ObjectRestore:Completed"
    | "s3:Replication:*"
    | "s3:Replication:OperationFailedReplication"
    | "s3:Replication:OperationNotTracked"
    | "s3:Replication:OperationMissedThreshold"
    | "s3:Replication:OperationReplicatedAfterThreshold"
    | "s3:ObjectRestore:Delete"
    | "s3:LifecycleTransition"
    | "s3:IntelligentTiering"
    | "s3:ObjectAcl:Put"
    | "s3:LifecycleExpiration:*"
    | "s3:LifecycleExpiration:Delete"
    | "s3:LifecycleExpiration:DeleteMarkerCreated"
    | "s3:ObjectTagging:*"
    | "s3:ObjectTagging:Put"
    | "s3:ObjectTagging:Delete"
  )[];
  readonly Filter?: NotificationConfigurationFilter;
  readonly Id?: string;
  readonly TopicArn: string;
}

/** AWS's Transition. */
interface Transition {
  readonly Date?: number | string;
  readonly Days?: number;
  readonly StorageClass?:
    | "GLACIER"
    | "STANDARD_IA"
    | "ONEZONE_IA"
    | "INTELLIGENT_TIERING"
    | "DEEP_ARCHIVE"
    | "GLACIER_IR";
}

/** AWS's UploadPartCopyOutput. */
interface UploadPartCopyOutput {
  readonly BucketKeyEnabled?: boolean;
  readonly CopyPartResult?: CopyPartResult;
  readonly CopySourceVersionId?: string;
  readonly RequestCharged?: "requester";
  readonly SSECustomerAlgorithm?: string;
  readonly SSECustomerKeyMD5?: string;
  readonly SSEKMSKeyId?: string;
  readonly ServerSideEncryption?: "AES256" | "aws:fsx" | "aws:kms" | "aws:kms:dsse";
}

/** AWS's UploadPartCopyRequest. */
interface UploadPartCopyRequest {
  readonly Bucket: string;
  readonly CopySource: string;
  readonly CopySourceIfMatch?: string;
  readonly CopySourceIfModifiedSince?: number | string;
  readonly CopySourceIfNoneMatch?: string;
  readonly CopySourceIfUnmodifiedSince?: number | string;
  readonly CopySourceRange?: string;
  readonly CopySourceSSECustomerAlgorithm?: string;
  readonly CopySourceSSECustomerKey?: string;
  readonly CopySourceSSECustomerKeyMD5?: string;
  readonly ExpectedBucketOwner?: string;
  readonly ExpectedSourceBucketOwner?: string;
  readonly Key: string;
  readonly PartNumber: number;
  readonly RequestPayer?: "requester";
  readonly SSECustomerAlgorithm?: string;
  readonly SSECustomerKey?: string;
  readonly SSECustomerKeyMD5?: string;
  readonly UploadId: string;
}

/** AWS's UploadPartOutput. */
interface UploadPartOutput {
  readonly BucketKeyEnabled?: boolean;
  readonly ChecksumCRC32?: string;
  readonly ChecksumCRC32C?: string;
  readonly ChecksumCRC64NVME?: string;
  readonly ChecksumMD5?: string;
  readonly ChecksumSHA1?: string;
  readonly ChecksumSHA256?: string;
  readonly ChecksumSHA512?: string;
  readonly ChecksumXXHASH128?: string;
  readonly ChecksumXXHASH3?: string;
  readonly ChecksumXXHASH64?: string;
  readonly ETag?: string;
  readonly RequestCharged?: "requester";
  readonly SSECustomerAlgorithm?: string;
  readonly SSECustomerKeyMD5?: string;
  readonly SSEKMSKeyId?: string;
  readonly ServerSideEncryption?: "AES256" | "aws:fsx" | "aws:kms" | "aws:kms:dsse";
}

/** AWS's UploadPartRequest. */
interface UploadPartRequest {
  readonly Body?: string;
  readonly Bucket: string;
  readonly ChecksumAlgorithm?:
    | "CRC32"
    | "CRC32C"
    | "SHA1"
    | "SHA256"
    | "CRC64NVME"
    | "SHA512"
    | "MD5"
    | "XXHASH64"
    | "XXHASH3"
    | "XXHASH128";
  readonly ChecksumCRC32?: string;
  readonly ChecksumCRC32C?: string;
  readonly ChecksumCRC64NVME?: string;
  readonly ChecksumMD5?: string;
  readonly ChecksumSHA1?: string;
  readonly ChecksumSHA256?: string;
  readonly ChecksumSHA512?: string;
  readonly ChecksumXXHASH128?: string;
  readonly ChecksumXXHASH3?: string;
  readonly ChecksumXXHASH64?: string;
  readonly ContentLength?: number;
  readonly ContentMD5?: string;
  readonly ExpectedBucketOwner?: string;
  readonly Key: string;
  readonly PartNumber: number;
  readonly RequestPayer?: "requester";
  readonly SSECustomerAlgorithm?: string;
  readonly SSECustomerKey?: string;
  readonly SSECustomerKeyMD5?: string;
  readonly UploadId: string;
}

/** AWS's VersioningConfiguration. */
interface VersioningConfiguration {
  readonly MFADelete?: "Enabled" | "Disabled";
  readonly Status?: "Enabled" | "Suspended";
}

/** AWS's WebsiteConfiguration. */
interface WebsiteConfiguration {
  readonly ErrorDocument?: ErrorDocument;
  readonly IndexDocument?: IndexDocument;
  readonly RedirectAllRequestsTo?: RedirectAllRequestsTo;
  readonly RoutingRules?: readonly RoutingRule[];
}
