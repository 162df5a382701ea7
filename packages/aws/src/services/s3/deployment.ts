import { bucketDeploymentTimes } from "./limits.ts";
import type { PlainObject } from "../../service/refusal.ts";
import type { Deployment } from "../../service/deployment.ts";
import type { TemplateOperation } from "../../service/template-type.ts";

/** What takes a configuration of a bucket away, by what sets it. */
const undoing: Readonly<
  Record<string, { readonly operation: string; readonly params?: PlainObject }>
> = {
  PutBucketVersioning: {
    operation: "PutBucketVersioning",
    params: { VersioningConfiguration: { Status: "Suspended" } },
  },
  PutBucketOwnershipControls: { operation: "DeleteBucketOwnershipControls" },
  PutPublicAccessBlock: { operation: "DeletePublicAccessBlock" },
  PutBucketEncryption: { operation: "DeleteBucketEncryption" },
  PutBucketCors: { operation: "DeleteBucketCors" },
  PutBucketLifecycleConfiguration: { operation: "DeleteBucketLifecycle" },
  PutBucketReplication: { operation: "DeleteBucketReplication" },
  PutBucketIntelligentTieringConfiguration: {
    operation: "DeleteBucketIntelligentTieringConfiguration",
  },
  PutBucketAccelerateConfiguration: {
    operation: "PutBucketAccelerateConfiguration",
    params: { AccelerateConfiguration: { Status: "Suspended" } },
  },
  PutBucketTagging: { operation: "DeleteBucketTagging" },
  PutBucketNotificationConfiguration: {
    operation: "PutBucketNotificationConfiguration",
    params: { NotificationConfiguration: {} },
  },
};

/** One configuration is told from another by what sets it, and by its id where there are several. */
const keyOf = ({ operation, params }: TemplateOperation): string =>
  JSON.stringify([operation, params["Id"] ?? null]);

/** What becomes of a bucket when its stack changes: its configurations are set and taken away. */
export const bucketDeployment: Deployment = {
  takes: bucketDeploymentTimes.bucketDeployment,
  change({ operations: [created, ...before] }, [create, ...after]) {
    if (JSON.stringify(created?.params) !== JSON.stringify(create?.params)) return "replace";
    const known = new Map(before.map((each) => [keyOf(each), JSON.stringify(each.params)]));
    const wanted = new Set(after.map(keyOf));
    return [
      ...after.filter((each) => known.get(keyOf(each)) !== JSON.stringify(each.params)),
      ...before.filter((each) => !wanted.has(keyOf(each))).flatMap(withoutIt),
    ];
  },
  remove: ({ operations }) =>
    operations.slice(0, 1).map(({ params }) => ({
      operation: "DeleteBucket",
      params: { Bucket: params["Bucket"]! },
    })),
};

function withoutIt({ operation, params }: TemplateOperation): readonly TemplateOperation[] {
  const undo = undoing[operation];
  if (undo === undefined) return []; // Object lock stays once it is there.
  const { Bucket = null, Id } = params;
  const named = Id === undefined ? { Bucket } : { Bucket, Id };
  return [{ operation: undo.operation, params: { ...named, ...undo.params } }];
}
