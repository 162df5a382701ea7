import type { ControlPlane } from "../../service/service-model.ts";

/** How templates call a bucket, which may get the log of a pipe. */
export const bucketTemplateType = "AWS::S3::Bucket";

/** The ARN of a bucket, which logs name by its name. */
export const bucketArnOf = (name: string, { partition }: Pick<ControlPlane, "partition">): string =>
  `arn:${partition}:s3:::${name}`;
