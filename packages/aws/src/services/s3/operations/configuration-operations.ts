import type { Plain } from "@orrery/kernel";
import { isObject, listOf, objectOf, textOf } from "../../../request/params.ts";
import { refused, type PlainObject, type Refused } from "../../../service/refusal.ts";
import type { Operation, Operations, Step } from "../../../service/service-model.ts";
import type { Resource } from "../../../service/resource.ts";
import type { ControlPlane } from "../../../service/service-model.ts";
import { s3Limits } from "../limits.ts";
import {
  bucketIn,
  changeBucket,
  configurationOf,
  configure,
  documentIn,
  keptOf,
  malformed,
  respond,
} from "./bucket-record.ts";
import { isRefused } from "../bucket/reply.ts";
import { againstLifecycle } from "./lifecycle-configuration.ts";
import { againstReplication } from "./replication-check.ts";
import { replicationTargets } from "./replication-configuration.ts";
import { againstTags } from "./tag-check.ts";

/** A document that a bucket has or has not, as its operations put, show and take it away. */
interface Configuration {
  /** Under which it is kept. */
  readonly kept: string;
  /** The parameter that brings it. */
  readonly param: string;
  /** S3 takes values that its model does not list. Measured. @defaultValue false */
  readonly takesAnyValue?: true;
  /** What is wrong with it; `null` for nothing. */
  against?(document: PlainObject, bucket: Resource, plane: ControlPlane): Refused | null;
  /** In which form it is kept. */
  keep?(document: PlainObject): PlainObject;
  /** What a response shows of it. @defaultValue itself */
  show?(document: PlainObject): PlainObject;
  /** What those hear who ask for it where there is none; `null`: they get an empty response. */
  readonly absent: readonly [code: string, message: string] | null;
  /** What there is where nobody said anything. */
  readonly unsaid?: PlainObject;
}

const put = (
  operation: string,
  { kept, param, takesAnyValue, against, keep }: Configuration,
): Operation => ({
  begin(params, plane): Step {
    const bucket = bucketIn(params, plane);
    if (isRefused(bucket)) return bucket;
    const document =
      takesAnyValue === true ? objectOf(params[param]) : documentIn(params, param, operation);
    if (isRefused(document)) return document;
    const wrong = against?.(document, bucket, plane) ?? null;
    if (wrong !== null) return wrong;
    configure(bucket, kept, keep?.(document) ?? document, plane);
    return respond();
  },
});

const get = ({ kept, show, absent, unsaid }: Configuration): Operation => ({
  begin(params, plane): Step {
    const bucket = bucketIn(params, plane);
    if (isRefused(bucket)) return bucket;
    const document = configurationOf(bucket, kept) ?? unsaid;
    if (document !== undefined) return respond(show?.(document) ?? document);
    if (absent === null) return respond();
    const [code, message] = absent;
    return refused(code, message, { BucketName: bucket.name });
  },
});

const remove = ({ kept }: Configuration): Operation => ({
  begin(params, plane): Step {
    const bucket = bucketIn(params, plane);
    if (isRefused(bucket)) return bucket;
    configure(bucket, kept, undefined, plane);
    return respond();
  },
});

const cors: Configuration = {
  kept: "cors",
  param: "CORSConfiguration",
  against(document) {
    const rules = listOf(document["CORSRules"]).map(objectOf);
    if (rules.length === 0 || rules.length > s3Limits.corsRules) return malformed;
    for (const { AllowedMethods } of rules) {
      for (const method of listOf(AllowedMethods)) {
        if (!["GET", "PUT", "POST", "DELETE", "HEAD"].includes(textOf(method) ?? "")) {
          return refused(
            "InvalidRequest",
            `Found unsupported HTTP method in CORS config. Unsupported method is ${textOf(method) ?? ""}`,
          );
        }
      }
    }
    return null;
  },
  absent: ["NoSuchCORSConfiguration", "The CORS configuration does not exist"],
};

const tags: Configuration = {
  kept: "tags",
  param: "Tagging",
  against: (document) => againstTags(listOf(document["TagSet"]).map(objectOf), s3Limits.bucketTags),
  absent: ["NoSuchTagSet", "The TagSet does not exist"],
};

/** What is wrong with where a website leads others; `null` for nothing. */
function againstRedirection(redirect: PlainObject): Refused | null {
  const protocol = textOf(redirect["Protocol"]);
  if (protocol !== undefined && protocol !== "http" && protocol !== "https") {
    return refused(
      "InvalidRequest",
      "Invalid protocol, protocol can be http or https. If not defined the protocol will be selected automatically.",
    );
  }
  return null;
}

/** What is wrong with the rules of a website; `null` for nothing. */
function againstRouting(said: Plain | undefined): Refused | null {
  if (said === undefined || said === null) return null;
  const rules = listOf(said).map(objectOf);
  if (rules.length === 0) return malformed;
  for (const { Condition, Redirect } of rules) {
    const redirect = objectOf(Redirect);
    if (
      redirect["ReplaceKeyPrefixWith"] !== undefined &&
      redirect["ReplaceKeyWith"] !== undefined
    ) {
      return refused(
        "InvalidRequest",
        "You can only define ReplaceKeyPrefix or ReplaceKey but not both.",
      );
    }
    if (isObject(Condition) && Object.keys(Condition).length === 0) {
      return refused(
        "InvalidRequest",
        "Condition cannot be empty. To redirect all requests without a condition, the condition element shouldn't be present.",
      );
    }
    const wrong = againstRedirection(redirect);
    if (wrong !== null) return wrong;
  }
  return null;
}

const website: Configuration = {
  kept: "website",
  param: "WebsiteConfiguration",
  against(document) {
    const redirect = document["RedirectAllRequestsTo"];
    if (isObject(redirect)) {
      if (Object.keys(document).length > 1) {
        return refused(
          "InvalidArgument",
          "RedirectAllRequestsTo cannot be provided in conjunction with other Routing Rules.",
          { ArgumentName: "RedirectAllRequestsTo", ArgumentValue: "not null" },
        );
      }
      return textOf(redirect["HostName"]) === undefined ? malformed : againstRedirection(redirect);
    }
    const suffix = textOf(objectOf(document["IndexDocument"])["Suffix"]);
    if (suffix === undefined) {
      return refused(
        "InvalidArgument",
        "A value for IndexDocument Suffix must be provided if RedirectAllRequestsTo is empty",
        {
          ArgumentName: "IndexDocument",
          ArgumentValue: "null",
        },
      );
    }
    if (suffix === "" || suffix.includes("/")) {
      return refused("InvalidArgument", "The IndexDocument Suffix is not well formed", {
        ArgumentName: "IndexDocument",
        ArgumentValue: suffix,
      });
    }
    const error = document["ErrorDocument"];
    if (isObject(error) && (textOf(error["Key"]) ?? "") === "") return malformed;
    return againstRouting(document["RoutingRules"]);
  },
  takesAnyValue: true,
  absent: [
    "NoSuchWebsiteConfiguration",
    "The specified bucket does not have a website configuration",
  ],
};

const encryption: Configuration = {
  kept: "encryption",
  param: "ServerSideEncryptionConfiguration",
  against(document) {
    const rules = listOf(document["Rules"]).map(objectOf);
    if (rules.length !== 1) return malformed;
    const byDefault = objectOf(rules[0]!["ApplyServerSideEncryptionByDefault"]);
    if (byDefault["KMSMasterKeyID"] !== undefined && byDefault["SSEAlgorithm"] === "AES256") {
      return refused(
        "InvalidArgument",
        "a KMSMasterKeyID is not applicable if the default sse algorithm is not aws:kms or aws:kms:dsse",
        { ArgumentName: "ApplyServerSideEncryptionByDefault" },
      );
    }
    return null;
  },
  keep: (document) => ({
    Rules: listOf(document["Rules"]).map((rule) => ({
      ...objectOf(rule),
      BucketKeyEnabled: objectOf(rule)["BucketKeyEnabled"] ?? false,
    })),
  }),
  show: (document) => ({ ServerSideEncryptionConfiguration: document }),
  absent: null,
  unsaid: {
    Rules: [
      {
        ApplyServerSideEncryptionByDefault: { SSEAlgorithm: "AES256" },
        BucketKeyEnabled: false,
      },
    ],
  },
};

const lifecycle: Configuration = {
  kept: "lifecycle",
  param: "LifecycleConfiguration",
  against: (document) => againstLifecycle(listOf(document["Rules"]).map(objectOf)),
  keep: (document) => ({
    Rules: listOf(document["Rules"]).map((rule, place) => ({
      ID: `rule-${place + 1}`,
      ...objectOf(rule),
    })),
  }),
  show: (document) => ({
    ...document,
    TransitionDefaultMinimumObjectSize: "all_storage_classes_128K",
  }),
  absent: ["NoSuchLifecycleConfiguration", "The lifecycle configuration does not exist"],
};

const logging: Configuration = {
  kept: "logging",
  param: "BucketLoggingStatus",
  takesAnyValue: true,
  against(document, _bucket, plane) {
    const enabled = document["LoggingEnabled"];
    if (!isObject(enabled)) return null;
    const target = textOf(enabled["TargetBucket"]) ?? "";
    const found = bucketIn({ Bucket: target }, plane);
    if (isRefused(found)) {
      return refused(
        "InvalidTargetBucketForLogging",
        "The target bucket for logging does not exist",
        { TargetBucket: target },
      );
    }
    const grants = listOf(enabled["TargetGrants"]);
    const isEnforced = ownershipOf(found) === "BucketOwnerEnforced";
    if (grants.length > 0 && isEnforced) {
      return refused(
        "InvalidArgument",
        "Bucket with Object Ownership set to BucketOwnerEnforced cannot have TargetGrants",
      );
    }
    return null;
  },
  absent: null,
};

const accelerate: Configuration = {
  kept: "accelerate",
  param: "AccelerateConfiguration",
  against(document, { name }) {
    if (textOf(document["Status"]) === undefined) return malformed;
    return name.includes(".")
      ? refused(
          "InvalidRequest",
          "S3 Transfer Acceleration is not supported for buckets with periods (.) in their names",
        )
      : null;
  },
  absent: null,
};

const payment: Configuration = {
  kept: "payment",
  param: "RequestPaymentConfiguration",
  absent: null,
  unsaid: { Payer: "BucketOwner" },
};

const ownership: Configuration = {
  kept: "ownership",
  param: "OwnershipControls",
  against: (document) => (listOf(document["Rules"]).length === 1 ? null : malformed),
  show: (document) => ({ OwnershipControls: document }),
  absent: ["OwnershipControlsNotFoundError", "The bucket ownership controls were not found"],
};

const publicAccess: Configuration = {
  kept: "publicAccess",
  param: "PublicAccessBlockConfiguration",
  keep: (document) => ({
    BlockPublicAcls: false,
    IgnorePublicAcls: false,
    BlockPublicPolicy: false,
    RestrictPublicBuckets: false,
    ...document,
  }),
  show: (document) => ({ PublicAccessBlockConfiguration: document }),
  absent: [
    "NoSuchPublicAccessBlockConfiguration",
    "The public access block configuration was not found",
  ],
};

const replication: Configuration = {
  kept: "replication",
  param: "ReplicationConfiguration",
  absent: ["ReplicationConfigurationNotFoundError", "The replication configuration was not found"],
};

/** Keeps a configuration of copies, and joins the bucket to those that get them. */
function putReplication(params: PlainObject, plane: ControlPlane): Step {
  const bucket = bucketIn(params, plane);
  if (isRefused(bucket)) return bucket;
  const document = documentIn(params, "ReplicationConfiguration", "PutBucketReplication");
  if (isRefused(document)) return document;
  const wrong = againstReplication(document, bucket, plane);
  if (wrong !== null) return wrong;
  const Rules = listOf(document["Rules"])
    .map(objectOf)
    .map((rule) => ({ ...rule, ID: textOf(rule["ID"]) ?? plane.uuid() }));
  const { configurations, destinations: before } = keptOf(bucket);
  const named = replicationTargets(document);
  changeBucket(
    bucket,
    {
      configurations: { ...configurations, replication: { ...document, Rules } },
      destinations: [...before, ...named.filter((arn) => !before.includes(arn))],
    },
    plane,
  );
  return respond();
}

/** Who owns the objects of a bucket. */
export const ownershipOf = (bucket: Resource): string =>
  textOf(
    objectOf(listOf(objectOf(configurationOf(bucket, "ownership"))["Rules"])[0])["ObjectOwnership"],
  ) ?? "ObjectWriter";

/** Whether a switch of the public access block of a bucket is on. */
export const blocks = (bucket: Resource, name: string): boolean =>
  configurationOf(bucket, "publicAccess")?.[name] === true;

/** Operations about documents of which a bucket has one at most. */
export const configurationOperations: Operations = {
  PutBucketCors: put("PutBucketCors", cors),
  GetBucketCors: get(cors),
  DeleteBucketCors: remove(cors),
  PutBucketTagging: {
    begin(params, plane): Step {
      const bucket = bucketIn(params, plane);
      if (isRefused(bucket)) return bucket;
      // No tags are as good as no set of them.
      const isEmpty = listOf(objectOf(params["Tagging"])["TagSet"]).length === 0;
      return (isEmpty ? remove(tags) : put("PutBucketTagging", tags)).begin(params, plane);
    },
  },
  GetBucketTagging: get(tags),
  DeleteBucketTagging: remove(tags),
  PutBucketWebsite: put("PutBucketWebsite", website),
  GetBucketWebsite: get(website),
  DeleteBucketWebsite: remove(website),
  PutBucketEncryption: put("PutBucketEncryption", encryption),
  GetBucketEncryption: get(encryption),
  DeleteBucketEncryption: remove(encryption),
  PutBucketLifecycleConfiguration: put("PutBucketLifecycleConfiguration", lifecycle),
  GetBucketLifecycleConfiguration: get(lifecycle),
  GetBucketLifecycle: get(lifecycle),
  DeleteBucketLifecycle: remove(lifecycle),
  PutBucketLogging: put("PutBucketLogging", logging),
  GetBucketLogging: get(logging),
  PutBucketAccelerateConfiguration: put("PutBucketAccelerateConfiguration", accelerate),
  GetBucketAccelerateConfiguration: get(accelerate),
  PutBucketRequestPayment: put("PutBucketRequestPayment", payment),
  GetBucketRequestPayment: get(payment),
  PutBucketOwnershipControls: put("PutBucketOwnershipControls", ownership),
  GetBucketOwnershipControls: get(ownership),
  DeleteBucketOwnershipControls: remove(ownership),
  PutPublicAccessBlock: put("PutPublicAccessBlock", publicAccess),
  GetPublicAccessBlock: get(publicAccess),
  DeletePublicAccessBlock: remove(publicAccess),
  PutBucketReplication: { begin: putReplication },
  GetBucketReplication: get(replication),
  DeleteBucketReplication: remove(replication),
};
