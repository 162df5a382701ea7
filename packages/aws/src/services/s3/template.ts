import { isObject, listOf, objectOf, textOf } from "../../request/params.ts";
import type { PlainObject } from "../../service/refusal.ts";
import {
  templateTypes,
  type LeftOutType,
  type MadeType,
  type PropertyMeaning,
  type Reading,
  type TemplateOperation,
} from "../../service/template-type.ts";
import type { Plain } from "@orrery/kernel";
import { bucketDeployment } from "./deployment.ts";
import facts from "./resource-types.json" with { type: "json" };

const modeled = (meaning: string, read: Reading = "plain"): PropertyMeaning => ({
  verdict: "modeled",
  meaning,
  read,
});
const kept = (meaning: string, read: Reading = "plain"): PropertyMeaning => ({
  verdict: "ignored",
  meaning,
  read,
});

/** Members of a template's configurations that AWS's API calls otherwise. */
const rename = (value: Plain, names: Readonly<Record<string, string>>): Plain => {
  if (Array.isArray(value)) return (value as readonly Plain[]).map((item) => rename(item, names));
  if (!isObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, part]) => [
      Object.hasOwn(names, name) ? names[name]! : name,
      rename(part, names),
    ]),
  );
};

const about = (operation: string, name: string, params: PlainObject): TemplateOperation => ({
  operation,
  params: { Bucket: name, ...params },
});

/** What a template says of whom a bucket tells, as the API has it. */
function notificationOf(said: PlainObject): PlainObject {
  const listed = (list: string, member: string, arn: string) =>
    listOf(said[list]).map((each) => {
      const { Event, Filter, [member]: destination } = objectOf(each);
      const rules = listOf(objectOf(objectOf(Filter)["S3Key"])["Rules"]);
      return {
        [arn]: destination ?? "",
        Events: [Event ?? ""].flat(),
        ...(rules.length === 0 ? {} : { Filter: { Key: { FilterRules: rules } } }),
      };
    });
  const bus = said["EventBridgeConfiguration"];
  const isOn =
    isObject(bus) && bus["EventBridgeEnabled"] !== false && bus["EventBridgeEnabled"] !== "false";
  return {
    LambdaFunctionConfigurations: listed("LambdaConfigurations", "Function", "LambdaFunctionArn"),
    QueueConfigurations: listed("QueueConfigurations", "Queue", "QueueArn"),
    TopicConfigurations: listed("TopicConfigurations", "Topic", "TopicArn"),
    ...(isOn ? { EventBridgeConfiguration: {} } : {}),
  };
}

/** A lifecycle rule of a template, as the API has it. */
function lifecycleRuleOf(said: PlainObject): PlainObject {
  const {
    Id,
    Prefix,
    TagFilters,
    ExpirationInDays,
    ExpirationDate,
    ExpiredObjectDeleteMarker,
    NoncurrentVersionExpirationInDays,
    NoncurrentVersionExpiration,
    Transition,
    Transitions = [],
    NoncurrentVersionTransition,
    NoncurrentVersionTransitions = [],
    AbortIncompleteMultipartUpload,
    ObjectSizeGreaterThan,
    ObjectSizeLessThan,
    Status = "Enabled",
  } = said;
  const tags = listOf(TagFilters);
  const conditions: PlainObject = {
    ...(Prefix === undefined ? {} : { Prefix }),
    ...(tags.length === 0 ? {} : { Tags: tags }),
    ...(ObjectSizeGreaterThan === undefined
      ? {}
      : { ObjectSizeGreaterThan: Number(ObjectSizeGreaterThan) }),
    ...(ObjectSizeLessThan === undefined ? {} : { ObjectSizeLessThan: Number(ObjectSizeLessThan) }),
  };
  const isPrefixAlone = Object.keys(conditions).every((name) => name === "Prefix");
  const expiration: PlainObject = {
    ...(ExpirationInDays === undefined ? {} : { Days: Number(ExpirationInDays) }),
    ...(ExpirationDate === undefined ? {} : { Date: ExpirationDate }),
    ...(ExpiredObjectDeleteMarker === undefined
      ? {}
      : { ExpiredObjectDeleteMarker: `${JSON.stringify(ExpiredObjectDeleteMarker)}` !== "false" }),
  };
  const transitions = [...listOf(Transitions), ...(isObject(Transition) ? [Transition] : [])].map(
    objectOf,
  );
  const older = [
    ...listOf(NoncurrentVersionTransitions),
    ...(isObject(NoncurrentVersionTransition) ? [NoncurrentVersionTransition] : []),
  ].map(objectOf);
  const classOf = (each: PlainObject): string => textOf(each["StorageClass"]) ?? "STANDARD_IA";
  const noncurrent = isObject(NoncurrentVersionExpiration)
    ? NoncurrentVersionExpiration
    : NoncurrentVersionExpirationInDays === undefined
      ? null
      : { NoncurrentDays: NoncurrentVersionExpirationInDays };
  return {
    ...(Id === undefined ? {} : { ID: Id }),
    Status,
    Filter: isPrefixAlone ? { Prefix: Prefix ?? "" } : { And: conditions },
    ...(Object.keys(expiration).length === 0 ? {} : { Expiration: expiration }),
    ...(transitions.length === 0
      ? {}
      : {
          Transitions: transitions.map((each) => ({
            StorageClass: classOf(each),
            ...(each["TransitionInDays"] === undefined
              ? {}
              : { Days: Number(each["TransitionInDays"]) }),
            ...(each["TransitionDate"] === undefined ? {} : { Date: each["TransitionDate"] }),
          })),
        }),
    ...(noncurrent === null
      ? {}
      : {
          NoncurrentVersionExpiration: Object.fromEntries(
            Object.entries(noncurrent).map(([name, value]) => [name, Number(value)]),
          ),
        }),
    ...(older.length === 0
      ? {}
      : {
          NoncurrentVersionTransitions: older.map((each) => ({
            StorageClass: classOf(each),
            NoncurrentDays: Number(each["TransitionInDays"] ?? 0),
          })),
        }),
    ...(isObject(AbortIncompleteMultipartUpload)
      ? {
          AbortIncompleteMultipartUpload: {
            DaysAfterInitiation: Number(AbortIncompleteMultipartUpload["DaysAfterInitiation"] ?? 7),
          },
        }
      : {}),
  };
}

/** Rules of copies in a template, as the API has them. */
function replicationOf({ Role = "", Rules }: PlainObject): PlainObject {
  const numbers = (minutes: Plain | undefined): PlainObject => ({
    Minutes: Number(objectOf(minutes)["Minutes"] ?? 15),
  });
  return {
    Role,
    Rules: listOf(Rules)
      .map((rule) => objectOf(rename(rule, { Id: "ID", TagFilter: "Tag", TagFilters: "Tags" })))
      .map(({ Priority, Destination, ...rest }) => {
        const { ReplicationTime, Metrics, ...destination } = objectOf(Destination);
        const time = objectOf(ReplicationTime);
        const metrics = objectOf(Metrics);
        return {
          ...rest,
          ...(Priority === undefined ? {} : { Priority: Number(Priority) }),
          Destination: {
            ...destination,
            ...(ReplicationTime === undefined
              ? {}
              : { ReplicationTime: { ...time, Time: numbers(time["Time"]) } }),
            ...(Metrics === undefined
              ? {}
              : {
                  Metrics: {
                    ...metrics,
                    ...(metrics["EventThreshold"] === undefined
                      ? {}
                      : { EventThreshold: numbers(metrics["EventThreshold"]) }),
                  },
                }),
          },
        };
      }),
  };
}

/** A tiering configuration of a template, as the API has it. */
function tieringOf({ Id = "", Prefix, TagFilters, Status, Tierings }: PlainObject): PlainObject {
  const tags = listOf(TagFilters);
  const prefix: PlainObject = Prefix === undefined ? {} : { Prefix };
  return {
    Id,
    Status: Status ?? "Enabled",
    ...(tags.length > 0
      ? { Filter: { And: { ...prefix, Tags: tags } } }
      : Prefix === undefined
        ? {}
        : { Filter: prefix }),
    Tierings: listOf(Tierings)
      .map(objectOf)
      .map(({ AccessTier = "", Days }) => ({ AccessTier, Days: Number(Days) })),
  };
}

/** What is said of a bucket beside its name, in the order in which it is done. */
function operationsOf(name: string, values: PlainObject): readonly TemplateOperation[] {
  const operations: TemplateOperation[] = [];
  const add = (
    operation: string,
    value: Plain | undefined,
    params: (said: Plain) => PlainObject,
  ): void => {
    if (value !== undefined && value !== null)
      operations.push(about(operation, name, params(value)));
  };
  add("PutBucketVersioning", values["VersioningConfiguration"], (VersioningConfiguration) => ({
    VersioningConfiguration,
  }));
  const lock = values["ObjectLockConfiguration"];
  if (isObject(lock)) {
    add("PutObjectLockConfiguration", lock, () => ({
      ObjectLockConfiguration: { ObjectLockEnabled: "Enabled", ...lock },
    }));
  }
  add("PutBucketOwnershipControls", values["OwnershipControls"], (OwnershipControls) => ({
    OwnershipControls,
  }));
  add("PutPublicAccessBlock", values["PublicAccessBlockConfiguration"], (said) => ({
    PublicAccessBlockConfiguration: Object.fromEntries(
      Object.entries(objectOf(said)).map(([member, value]) => [
        member,
        `${JSON.stringify(value)}`.includes("true"),
      ]),
    ),
  }));
  add("PutBucketEncryption", values["BucketEncryption"], (said) => ({
    ServerSideEncryptionConfiguration: {
      Rules: listOf(
        rename(objectOf(said)["ServerSideEncryptionConfiguration"] ?? [], {
          ServerSideEncryptionByDefault: "ApplyServerSideEncryptionByDefault",
        }),
      ),
    },
  }));
  add("PutBucketCors", values["CorsConfiguration"], (said) => ({
    CORSConfiguration: {
      CORSRules: listOf(objectOf(said)["CorsRules"]).map((rule) => {
        const { MaxAge, Id, ExposedHeaders, ...rest } = objectOf(rule);
        return {
          ...rest,
          ...(Id === undefined ? {} : { ID: Id }),
          ...(MaxAge === undefined ? {} : { MaxAgeSeconds: Number(MaxAge) }),
          ...(ExposedHeaders === undefined ? {} : { ExposeHeaders: ExposedHeaders }),
        };
      }),
    },
  }));
  add("PutBucketLifecycleConfiguration", values["LifecycleConfiguration"], (said) => ({
    LifecycleConfiguration: {
      Rules: listOf(objectOf(said)["Rules"]).map((rule) => lifecycleRuleOf(objectOf(rule))),
    },
  }));
  add("PutBucketReplication", values["ReplicationConfiguration"], (said) => ({
    ReplicationConfiguration: replicationOf(objectOf(said)),
  }));
  for (const said of listOf(values["IntelligentTieringConfigurations"])) {
    const configuration = tieringOf(objectOf(said));
    add("PutBucketIntelligentTieringConfiguration", configuration, () => ({
      Id: configuration["Id"] ?? "",
      IntelligentTieringConfiguration: configuration,
    }));
  }
  add("PutBucketAccelerateConfiguration", values["AccelerateConfiguration"], (said) => ({
    AccelerateConfiguration: { Status: objectOf(said)["AccelerationStatus"] ?? "Suspended" },
  }));
  add("PutBucketTagging", values["Tags"], (said) => ({
    Tagging: { TagSet: Object.entries(objectOf(said)).map(([Key, Value]) => ({ Key, Value })) },
  }));
  add("PutBucketNotificationConfiguration", values["NotificationConfiguration"], (said) => ({
    NotificationConfiguration: notificationOf(objectOf(said)),
    // What it names may come later in the template.
    SkipDestinationValidation: true,
  }));
  return operations;
}

const bucketType: MadeType = {
  type: "AWS::S3::Bucket",
  nameProperty: "BucketName",
  naming: { maxLength: 63, letters: "lower" },
  isEntry: true,
  flow: { putBy: ["s3:PutObject"] },
  returns: ({ name, region, urlSuffix }) => ({
    DomainName: `${name}.s3.${urlSuffix}`,
    RegionalDomainName: `${name}.s3.${region}.${urlSuffix}`,
    DualStackDomainName: `${name}.s3.dualstack.${region}.${urlSuffix}`,
    WebsiteURL: `http://${name}.s3-website-${region}.${urlSuffix}`,
  }),
  properties: {
    BucketName: modeled("Names the bucket.", "text"),
    NotificationConfiguration: modeled("Says who is told of objects."),
    VersioningConfiguration: modeled("Says whether versions are kept."),
    LifecycleConfiguration: modeled("Says when objects expire or move."),
    ObjectLockConfiguration: modeled("Says for how long versions are held."),
    ObjectLockEnabled: modeled("Says whether versions can be held.", "truth"),
    OwnershipControls: modeled("Says who owns objects, and whether access control lists count."),
    PublicAccessBlockConfiguration: modeled("Says what may not be public."),
    BucketEncryption: {
      ...modeled("Says how objects are encrypted."),
      charge: "KMS requests for its key",
    },
    CorsConfiguration: modeled("Is kept."),
    AccelerateConfiguration: {
      ...modeled("Is kept: requests are as fast with it."),
      charge: "accelerated transfer",
    },
    Tags: modeled("Is kept.", "tags"),
    AccessControl: kept("Access control lists change nothing here.", "text"),
    AnalyticsConfigurations: kept("Nothing is analyzed."),
    IntelligentTieringConfigurations: modeled(
      "Says after how many days without access objects go to tiers of archives.",
    ),
    InventoryConfigurations: kept("No inventory is written."),
    LoggingConfiguration: kept("No access logs are written."),
    MetricsConfigurations: kept("Request metrics are those of the whole bucket."),
    MetadataConfiguration: kept("No tables of metadata are written."),
    MetadataTableConfiguration: kept("No tables of metadata are written."),
    ReplicationConfiguration: modeled("Says which objects are copied to other buckets."),
    WebsiteConfiguration: kept("Nobody asks for its pages here."),
    AbacStatus: kept(
      "Permissions are checked where a scenario has iam: otherwise every call is allowed.",
    ),
    BucketNamePrefix: kept("The bucket has the name that CloudFormation gives."),
    BucketNamespace: kept("The bucket has a name that nobody else has."),
  },
  make(values, { name, region, unknown = [] }) {
    const create: TemplateOperation = about("CreateBucket", name, {
      // What stands for a name that only a deployment knows need not be one.
      ...(unknown.includes("BucketName") ? { HasUnknownName: true } : {}),
      ...(region === "us-east-1"
        ? {}
        : { CreateBucketConfiguration: { LocationConstraint: region } }),
      ...(values["ObjectLockEnabled"] === true ? { ObjectLockEnabledForBucket: true } : {}),
    });
    return [create, ...operationsOf(name, values)];
  },
  meaning: ({ NotificationConfiguration }) =>
    NotificationConfiguration === undefined
      ? "A bucket, simulated."
      : "A bucket that tells others of its objects, simulated.",
  deployment: bucketDeployment,
  standIn: { noun: "bucket", service: "S3", properties: () => ({}) },
};

const policyType: MadeType = {
  type: "AWS::S3::BucketPolicy",
  grants: true,
  properties: {
    Bucket: {
      ...modeled("Names the bucket that has it.", "text"),
      names: { by: "reference", of: ["AWS::S3::Bucket"] },
    },
    PolicyDocument: modeled(
      "Is kept, and checked where a scenario has iam: otherwise every call is allowed.",
      "json",
    ),
  },
  make({ PolicyDocument }, { named }) {
    const bucket = named["Bucket"]?.resource;
    if (bucket == null) return "Its bucket is not in this template: nothing is changed by it.";
    return [
      about("PutBucketPolicy", bucket.name, { Policy: JSON.stringify(PolicyDocument ?? {}) }),
    ];
  },
  meaning: (_values, { named }) =>
    `The policy of ${named["Bucket"]?.resource?.logicalId}, which is kept, simulated.`,
  deployment: {
    change({ operations: [before] }, [after]) {
      if (before?.params["Bucket"] !== after?.params["Bucket"]) return "replace";
      return after === undefined ? [] : [after];
    },
    remove: ({ operations }) =>
      operations.map(({ params }) => ({
        operation: "DeleteBucketPolicy",
        params: { Bucket: params["Bucket"]! },
      })),
  },
};

const notModeled = (name: string): LeftOutType["leftOut"] => ({
  verdict: "ignored",
  meaning: `${name} are not modeled: buckets are asked by their names.`,
  charge: null,
});
const accessPoints = notModeled("Access points");
const grants = notModeled("Access grants");
const lenses = notModeled("Reports on storage");

const leftOutTypes: readonly LeftOutType[] = [
  { type: "AWS::S3::AccessPoint", leftOut: accessPoints },
  { type: "AWS::S3::MultiRegionAccessPoint", leftOut: accessPoints },
  { type: "AWS::S3::MultiRegionAccessPointPolicy", leftOut: accessPoints },
  { type: "AWS::S3::AccessGrant", leftOut: grants },
  { type: "AWS::S3::AccessGrantsInstance", leftOut: grants },
  { type: "AWS::S3::AccessGrantsLocation", leftOut: grants },
  { type: "AWS::S3::StorageLens", leftOut: lenses },
  { type: "AWS::S3::StorageLensGroup", leftOut: lenses },
];

/** What templates may have of S3. */
export const s3TemplateTypes = templateTypes(facts, [bucketType, policyType, ...leftOutTypes]);
