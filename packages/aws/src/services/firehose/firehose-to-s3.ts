/** The ARN of a bucket, as delivery streams are given it. */
export const bucketArnOf = (name: string): string => `arn:aws:s3:::${name}`;
