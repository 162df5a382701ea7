import { listOf, objectOf, textOf } from "../../../request/params.ts";
import { refused, type PlainObject, type Refused } from "../../../service/refusal.ts";
import type { Operation, Operations, Step } from "../../../service/service-model.ts";
import { pageByKey } from "../../../request/page.ts";
import type { Resource } from "../../../service/resource.ts";
import { s3Limits } from "../limits.ts";
import { bucketIn, changeBucket, documentIn, keptOf, malformed, respond } from "./bucket-record.ts";
import { isRefused } from "../bucket/reply.ts";
import { againstTiers } from "./tiering-configuration.ts";

/** Documents of which a bucket may have several, told apart by ids. */
interface Configurations {
  readonly kept: string;
  readonly param: string;
  /** The member of a list's response. */
  readonly list: string;
  /** What is wrong with one; `null` for nothing. */
  against?(document: PlainObject): Refused | null;
  /** What those hear who name it otherwise than it names itself. */
  readonly mismatch: Refused;
}

const noSuchConfiguration = refused(
  "NoSuchConfiguration",
  "The specified configuration does not exist.",
);

const allOf = (bucket: Resource, kept: string): PlainObject => keptOf(bucket).several[kept] ?? {};

const put = (operation: string, { kept, param, against, mismatch }: Configurations): Operation => ({
  begin(params, plane): Step {
    const bucket = bucketIn(params, plane);
    if (isRefused(bucket)) return bucket;
    const document = documentIn(params, param, operation);
    if (isRefused(document)) return document;
    const id = textOf(params["Id"])!; // It is there.
    if (document["Id"] !== id) return mismatch;
    const wrong = against?.(document) ?? null;
    if (wrong !== null) return wrong;
    const all = allOf(bucket, kept);
    if (all[id] === undefined && Object.keys(all).length >= s3Limits.configurations) {
      return refused(
        "TooManyConfigurations",
        "You have attempted to create more configurations than is allowed.",
      );
    }
    const several = { ...keptOf(bucket).several, [kept]: { ...all, [id]: document } };
    changeBucket(bucket, { several }, plane);
    return respond();
  },
});

const get = ({ kept, param }: Configurations): Operation => ({
  begin(params, plane): Step {
    const bucket = bucketIn(params, plane);
    if (isRefused(bucket)) return bucket;
    const found = allOf(bucket, kept)[textOf(params["Id"])!]; // It is there.
    return found === undefined ? noSuchConfiguration : respond({ [param]: found });
  },
});

const remove = ({ kept }: Configurations): Operation => ({
  begin(params, plane): Step {
    const bucket = bucketIn(params, plane);
    if (isRefused(bucket)) return bucket;
    const id = textOf(params["Id"])!; // It is there.
    const { [id]: found, ...rest } = allOf(bucket, kept);
    if (found === undefined) return noSuchConfiguration;
    changeBucket(bucket, { several: { ...keptOf(bucket).several, [kept]: rest } }, plane);
    return respond();
  },
});

const list = ({ kept, list: member }: Configurations): Operation => ({
  begin(params, plane): Step {
    const bucket = bucketIn(params, plane);
    if (isRefused(bucket)) return bucket;
    const token = textOf(params["ContinuationToken"]);
    const { items, next } = pageByKey(
      Object.entries(allOf(bucket, kept)),
      ([id]) => id,
      token ?? null,
      s3Limits.configurationPage,
    );
    return respond({
      IsTruncated: next !== null,
      ...(token === undefined ? {} : { ContinuationToken: token }),
      ...(next === null ? {} : { NextContinuationToken: next }),
      ...(items.length === 0 ? {} : { [member]: items.map(([, document]) => document) }),
    });
  },
});

const metricsConfigurations: Configurations = {
  kept: "metrics",
  param: "MetricsConfiguration",
  list: "MetricsConfigurationList",
  mismatch: malformed,
};

const analytics: Configurations = {
  kept: "analytics",
  param: "AnalyticsConfiguration",
  list: "AnalyticsConfigurationList",
  mismatch: malformed,
};

const tiering: Configurations = {
  kept: "tiering",
  param: "IntelligentTieringConfiguration",
  list: "IntelligentTieringConfigurationList",
  mismatch: malformed,
  against: (document) =>
    listOf(document["Tierings"]).length === 0 ? malformed : againstTiers(document),
};

const inventory: Configurations = {
  kept: "inventory",
  param: "InventoryConfiguration",
  list: "InventoryConfigurationList",
  mismatch: refused("IdMismatch", "Document ID does not match the specified configuration ID."),
  against(document) {
    const destination = objectOf(objectOf(document["Destination"])["S3BucketDestination"]);
    return (textOf(destination["Bucket"]) ?? "").startsWith("arn:")
      ? null
      : refused("InvalidS3DestinationBucket", "Invalid bucket ARN.");
  },
};

/** Operations about documents of which a bucket may have several. */
export const severalConfigurations: Operations = {
  PutBucketMetricsConfiguration: put("PutBucketMetricsConfiguration", metricsConfigurations),
  GetBucketMetricsConfiguration: get(metricsConfigurations),
  DeleteBucketMetricsConfiguration: remove(metricsConfigurations),
  ListBucketMetricsConfigurations: list(metricsConfigurations),
  PutBucketAnalyticsConfiguration: put("PutBucketAnalyticsConfiguration", analytics),
  GetBucketAnalyticsConfiguration: get(analytics),
  DeleteBucketAnalyticsConfiguration: remove(analytics),
  ListBucketAnalyticsConfigurations: list(analytics),
  PutBucketInventoryConfiguration: put("PutBucketInventoryConfiguration", inventory),
  GetBucketInventoryConfiguration: get(inventory),
  DeleteBucketInventoryConfiguration: remove(inventory),
  ListBucketInventoryConfigurations: list(inventory),
  PutBucketIntelligentTieringConfiguration: put(
    "PutBucketIntelligentTieringConfiguration",
    tiering,
  ),
  GetBucketIntelligentTieringConfiguration: get(tiering),
  DeleteBucketIntelligentTieringConfiguration: remove(tiering),
  ListBucketIntelligentTieringConfigurations: list(tiering),
};
