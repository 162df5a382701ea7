import { api, guide, read, recorded, type S3Rule } from "../rule-sources.ts";

/** What operations about buckets do. */
export const operationRules: readonly S3Rule[] = [
  {
    id: "s3.bucket.names",
    status: "documented",
    source: guide("Bucket naming rules"),
    date: read,
    text: "Names have 3 to 63 lower-case letters, digits, dots and hyphens; whoever has one already is told so, but in us-east-1.",
    operations: ["CreateBucket"],
  },
  {
    id: "s3.bucket.delete",
    status: "measured",
    source: recorded,
    date: read,
    text: "A bucket with objects, versions or delete markers is not deleted.",
    operations: ["DeleteBucket"],
  },
  {
    id: "s3.bucket.owner",
    status: "measured",
    source: recorded,
    date: read,
    text: "Who expects another owner is refused; what is no account is told apart.",
  },
  {
    id: "s3.bucket.configurations",
    status: "measured",
    source: recorded,
    date: read,
    text: "Policy, CORS, tags, website, encryption, lifecycle, logging, acceleration, payer, ownership and public access are kept, shown and checked against the published schema.",
  },
  {
    id: "s3.bucket.several",
    status: "measured",
    source: recorded,
    date: read,
    text: "Metrics, analytics, inventory and tiering configurations are kept by ids, 1,000 of each, and listed 100 at a time.",
    operations: ["PutBucketMetricsConfiguration", "ListBucketMetricsConfigurations"],
  },
  {
    id: "s3.bucket.grants",
    status: "measured",
    source: recorded,
    date: read,
    text: "Access control lists are checked, kept and shown; a bucket whose owner has all objects takes none that give anything.",
    operations: ["PutBucketAcl", "PutObjectAcl"],
  },
  {
    id: "s3.bucket.public",
    status: "documented",
    source: guide("Blocking public access to your Amazon S3 storage"),
    date: read,
    text: "New buckets block public access: policies and grants that let everybody in are refused.",
    operations: ["PutBucketPolicy", "PutBucketAcl"],
  },
  {
    id: "s3.cost.requests",
    status: "documented",
    source: api("pricing page; AWS Price List of 2026-09"),
    date: read,
    text: "PUT, COPY, POST and LIST cost 0.005 dollars a thousand, GET and others 0.0004, deletes nothing; storage 0.023 dollars a GB-month, notifications nothing.",
  },
];
