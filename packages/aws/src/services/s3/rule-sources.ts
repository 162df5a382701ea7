import type { Rule } from "../../service/rule.ts";
import type { BucketSettings } from "./config.ts";

/** A rule of S3. */
export type S3Rule = Rule<BucketSettings>;
/** When the sources were read. */
export const read = "2026-11";
/** A page of the S3 User Guide. */
export const guide = (page: string): string => `Amazon S3 User Guide, ${page}`;
/** A page of the S3 API Reference. */
export const api = (operation: string): string => `Amazon S3 API Reference, ${operation}`;
/** A recording of what S3 answered. */
export const recorded =
  "MEASURED 2025-01 to 2026-02, recorded on S3 (localstack/localstack, aws.validated)";

/** Whether a bucket tells anybody of its objects. */
export const tells = ({ notifications }: BucketSettings): boolean => notifications.length > 0;
/** Whether the default bus gets its events. */
export const tellsBus = ({ notifications }: BucketSettings): boolean =>
  notifications.some(({ form }) => form === "event");
/** Whether it keeps versions, or did. */
export const isVersioned = ({ versioning }: BucketSettings): boolean => versioning !== "off";
/** Whether rules of a lifecycle are in effect. */
export const hasLifecycle = ({ lifecycle }: BucketSettings): boolean => lifecycle.length > 0;
/** Whether versions are copied to other buckets. */
export const replicates = ({ replication }: BucketSettings): boolean => replication.length > 0;
/** Whether objects go to tiers of archives. */
export const hasTiering = ({ lifecycle }: BucketSettings): boolean =>
  lifecycle.some(({ tierSteps }) => tierSteps.length > 0);
/** Operations that upload in parts. */
export const uploading = [
  "CreateMultipartUpload",
  "UploadPart",
  "CompleteMultipartUpload",
] as const;
