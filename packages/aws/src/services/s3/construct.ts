import { durationOf, type DurationSaid } from "@orrery/kernel";
import {
  renderedReplication,
  renderedTiering,
  type IntelligentTieringConfiguration,
  type ReplicationRule,
} from "./construct-rules.ts";
import type { ConstructScope } from "../../service/construct.ts";
import type { ShareSaid, SizeSaid } from "../../service/said.ts";
import type { PlainObject } from "../../service/refusal.ts";

// What the namespace `s3` holds, with the names of the CDK's `aws-cdk-lib/aws-s3`.

/** One of {@link EventType}, or its text. */
export type EventType = (typeof EventType)[keyof typeof EventType];
/** What a bucket tells of. */
export const EventType = {
  OBJECT_CREATED: "s3:ObjectCreated:*",
  OBJECT_CREATED_PUT: "s3:ObjectCreated:Put",
  OBJECT_CREATED_POST: "s3:ObjectCreated:Post",
  OBJECT_CREATED_COPY: "s3:ObjectCreated:Copy",
  OBJECT_CREATED_COMPLETE_MULTIPART_UPLOAD: "s3:ObjectCreated:CompleteMultipartUpload",
  OBJECT_REMOVED: "s3:ObjectRemoved:*",
  OBJECT_REMOVED_DELETE: "s3:ObjectRemoved:Delete",
  OBJECT_REMOVED_DELETE_MARKER_CREATED: "s3:ObjectRemoved:DeleteMarkerCreated",
  OBJECT_RESTORE_POST: "s3:ObjectRestore:Post",
  OBJECT_RESTORE_COMPLETED: "s3:ObjectRestore:Completed",
  OBJECT_RESTORE_DELETE: "s3:ObjectRestore:Delete",
  LIFECYCLE_EXPIRATION: "s3:LifecycleExpiration:*",
  LIFECYCLE_EXPIRATION_DELETE: "s3:LifecycleExpiration:Delete",
  LIFECYCLE_EXPIRATION_DELETE_MARKER_CREATED: "s3:LifecycleExpiration:DeleteMarkerCreated",
  LIFECYCLE_TRANSITION: "s3:LifecycleTransition",
  INTELLIGENT_TIERING: "s3:IntelligentTiering",
  REDUCED_REDUNDANCY_LOST_OBJECT: "s3:ReducedRedundancyLostObject",
  REPLICATION_OPERATION_FAILED_REPLICATION: "s3:Replication:OperationFailedReplication",
  REPLICATION_OPERATION_MISSED_THRESHOLD: "s3:Replication:OperationMissedThreshold",
  REPLICATION_OPERATION_REPLICATED_AFTER_THRESHOLD:
    "s3:Replication:OperationReplicatedAfterThreshold",
  REPLICATION_OPERATION_NOT_TRACKED: "s3:Replication:OperationNotTracked",
  OBJECT_TAGGING: "s3:ObjectTagging:*",
  OBJECT_TAGGING_PUT: "s3:ObjectTagging:Put",
  OBJECT_TAGGING_DELETE: "s3:ObjectTagging:Delete",
  OBJECT_ACL_PUT: "s3:ObjectAcl:Put",
} as const;

/** Which keys a notification is about. */
export interface NotificationKeyFilter {
  readonly prefix?: string;
  readonly suffix?: string;
}

/** Where a bucket tells of objects, such as `new s3n.SqsDestination(queue)`. */
export interface BucketNotificationDestination {
  bind(): BucketNotificationDestinationConfig;
}

/** A destination by its ARN. */
export interface BucketNotificationDestinationConfig {
  readonly type: "Queue" | "Topic" | "LambdaFunction";
  readonly arn: string;
}

/** When objects expire or move to another class. */
export interface LifecycleRule {
  readonly id?: string;
  /** @defaultValue true */
  readonly enabled?: boolean;
  /** @defaultValue all keys */
  readonly prefix?: string;
  /** Whole days after an object was written. */
  readonly expiration?: DurationSaid;
  readonly noncurrentVersionExpiration?: DurationSaid;
  readonly noncurrentVersionsToRetain?: number;
  readonly expiredObjectDeleteMarker?: boolean;
  readonly abortIncompleteMultipartUploadAfter?: DurationSaid;
  readonly transitions?: readonly Transition[];
}

/** When objects move to another class. */
export interface Transition {
  readonly storageClass: StorageClass;
  readonly transitionAfter: DurationSaid;
}

/** One of {@link StorageClass}, or its text. */
export type StorageClass = (typeof StorageClass)[keyof typeof StorageClass];
/** Classes in which objects are stored. */
export const StorageClass = {
  INFREQUENT_ACCESS: "STANDARD_IA",
  ONE_ZONE_INFREQUENT_ACCESS: "ONEZONE_IA",
  INTELLIGENT_TIERING: "INTELLIGENT_TIERING",
  GLACIER: "GLACIER",
  GLACIER_INSTANT_RETRIEVAL: "GLACIER_IR",
  DEEP_ARCHIVE: "DEEP_ARCHIVE",
} as const;

/** What AWS leaves open of a bucket. */
export interface BucketBehaviorSaid {
  /** The key of what a workload or a service brings, such as `uploads/{number}.jpg`. @defaultValue `{number}` */
  readonly key?: string;
  /** Up to how many bytes of that are kept to be read. @defaultValue 16,384 */
  readonly keep?: SizeSaid;
  /** Notifications that reach their destination twice. @defaultValue never */
  readonly duplicates?: ShareSaid;
  /** Writes of a key without versions, soon after another, that get no notification of their own. @defaultValue none */
  readonly merged?: ShareSaid;
  /** Objects of REDUCED_REDUNDANCY that S3 loses in a year. @defaultValue none */
  readonly lost?: ShareSaid;
  /** Of each partition. @defaultValue 3,500 */
  readonly writesPerSecond?: number;
  /** Of each partition. @defaultValue 5,500 */
  readonly readsPerSecond?: number;
}

/** How a bucket is configured. What is left out takes the default of S3. */
export interface BucketProps {
  /** @defaultValue made of the stack's name and the id, in lower case */
  readonly bucketName?: string;
  /** Whether versions are kept. @defaultValue false */
  readonly versioned?: boolean;
  readonly lifecycleRules?: readonly LifecycleRule[];
  /** Where objects are copied to; both buckets keep versions. @defaultValue nowhere */
  readonly replicationRules?: readonly ReplicationRule[];
  /** @defaultValue objects stay where they can be read at once */
  readonly intelligentTieringConfigurations?: readonly IntelligentTieringConfiguration[];
  /** Whether the default bus gets all events. @defaultValue false */
  readonly eventBridgeEnabled?: boolean;
  /** Whether versions can be held. @defaultValue false */
  readonly objectLockEnabled?: boolean;
  readonly behavior?: BucketBehaviorSaid;
}

const day = 86_400_000_000;

/** A bucket of S3. */
export class Bucket {
  /** Its logical id, by which scenarios and results speak of it. */
  readonly id: string;
  readonly bucketName: string;
  readonly bucketArn: string;
  private readonly stack: ConstructScope;
  private readonly told: (BucketNotificationDestinationConfig & {
    readonly event: EventType;
    readonly filter: NotificationKeyFilter;
  })[] = [];
  private tellsBus = false;
  private toldCount = 0;

  /**
   * Makes a bucket of S3.
   *
   * ```ts
   * const uploads = new s3.Bucket(stack, "Uploads", { behavior: { key: "raw/{number}.json" } });
   * uploads.addEventNotification(s3.EventType.OBJECT_CREATED, new s3n.LambdaDestination(worker), { prefix: "raw/" });
   * ```
   *
   * @param id its logical id, which no other resource of the stack may have.
   * @param props durations as texts such as `"30d"`. What is left out takes the default of S3: no versions, and objects
   *   that stay.
   * @throws ConfigError when a setting is outside its range, and when the id is taken.
   */
  constructor(stack: ConstructScope, id: string, props: BucketProps = {}) {
    const { bucketName, versioned = false, lifecycleRules = [], objectLockEnabled = false } = props;
    this.id = id;
    this.stack = stack;
    this.bucketName = bucketName ?? stack.physicalName(id).toLowerCase();
    this.bucketArn = `arn:aws:s3:::${this.bucketName}`;
    stack.add("s3", "CreateBucket", id, {
      ...this.named,
      ...(stack.region === "us-east-1"
        ? {}
        : { CreateBucketConfiguration: { LocationConstraint: stack.region } }),
      ...(objectLockEnabled ? { ObjectLockEnabledForBucket: true } : {}),
    });
    if (versioned && !objectLockEnabled) {
      const VersioningConfiguration = { Status: "Enabled" };
      stack.add("s3", "PutBucketVersioning", `${id}Versioning`, {
        ...this.named,
        VersioningConfiguration,
      });
    }
    if (lifecycleRules.length > 0) {
      const Rules = lifecycleRules.map((rule) =>
        renderedRule(`bucket "${id}" lifecycleRules`, rule),
      );
      const LifecycleConfiguration = { Rules };
      stack.add("s3", "PutBucketLifecycleConfiguration", `${id}Lifecycle`, {
        ...this.named,
        LifecycleConfiguration,
      });
    }
    this.copyAndTier(props);
    if (props.behavior !== undefined) stack.describe("buckets", id, props.behavior);
    if (props.eventBridgeEnabled === true) this.enableEventBridgeNotification();
  }

  private copyAndTier({
    replicationRules = [],
    intelligentTieringConfigurations = [],
  }: BucketProps): void {
    if (replicationRules.length > 0) {
      this.stack.add("s3", "PutBucketReplication", `${this.id}Replication`, {
        ...this.named,
        ReplicationConfiguration: {
          Role: "arn:aws:iam::123456789012:role/replication",
          Rules: replicationRules.map(renderedReplication),
        },
      });
    }
    for (const said of intelligentTieringConfigurations) {
      const path = `bucket "${this.id}" intelligentTieringConfigurations`;
      this.stack.add("s3", "PutBucketIntelligentTieringConfiguration", `${this.id}${said.name}`, {
        ...this.named,
        Id: said.name,
        IntelligentTieringConfiguration: renderedTiering(path, said),
      });
    }
  }

  private get named(): PlainObject {
    return { Bucket: this.bucketName };
  }

  /** Lets the bucket tell a destination of objects, at any of several filters. */
  addEventNotification(
    event: EventType,
    destination: BucketNotificationDestination,
    ...filters: readonly NotificationKeyFilter[]
  ): void {
    for (const filter of filters.length === 0 ? [{}] : filters) {
      this.told.push({ ...destination.bind(), event, filter });
    }
    this.tell();
  }

  /** Lets the bucket tell a destination of each object that comes. */
  addObjectCreatedNotification(
    destination: BucketNotificationDestination,
    ...filters: readonly NotificationKeyFilter[]
  ): void {
    this.addEventNotification(EventType.OBJECT_CREATED, destination, ...filters);
  }

  /** Lets the bucket tell a destination of each object that goes. */
  addObjectRemovedNotification(
    destination: BucketNotificationDestination,
    ...filters: readonly NotificationKeyFilter[]
  ): void {
    this.addEventNotification(EventType.OBJECT_REMOVED, destination, ...filters);
  }

  /** Lets the bucket send all events to the default bus. */
  enableEventBridgeNotification(): void {
    this.tellsBus = true;
    this.tell();
  }

  /** S3 has one configuration for all destinations: each one more puts the whole anew. */
  private tell(): void {
    const listed = (type: BucketNotificationDestinationConfig["type"]) =>
      this.told
        .filter((each) => each.type === type)
        .map(({ arn, event, filter }) => ({
          [`${type}Arn`]: arn,
          Events: [event],
          ...filterOf(filter),
        }));
    this.toldCount += 1;
    this.stack.add(
      "s3",
      "PutBucketNotificationConfiguration",
      `${this.id}Notifications${this.toldCount}`,
      {
        ...this.named,
        // What it names may be made later.
        SkipDestinationValidation: true,
        NotificationConfiguration: {
          QueueConfigurations: listed("Queue"),
          TopicConfigurations: listed("Topic"),
          LambdaFunctionConfigurations: listed("LambdaFunction"),
          ...(this.tellsBus ? { EventBridgeConfiguration: {} } : {}),
        },
      },
    );
  }
}

function filterOf({ prefix, suffix }: NotificationKeyFilter): PlainObject {
  const FilterRules = [
    ...(prefix === undefined ? [] : [{ Name: "prefix", Value: prefix }]),
    ...(suffix === undefined ? [] : [{ Name: "suffix", Value: suffix }]),
  ];
  return FilterRules.length === 0 ? {} : { Filter: { Key: { FilterRules } } };
}

function renderedRule(path: string, rule: LifecycleRule): PlainObject {
  const inDays = (setting: string, said: DurationSaid): number =>
    Math.ceil(durationOf(`${path} ${setting}`, said) / day);
  const { id, enabled = true, prefix = "", transitions = [] } = rule;
  const { expiration, expiredObjectDeleteMarker: marker } = rule;
  const { noncurrentVersionExpiration: older, noncurrentVersionsToRetain: kept } = rule;
  const { abortIncompleteMultipartUploadAfter: abort } = rule;
  return {
    ...(id === undefined ? {} : { ID: id }),
    Status: enabled ? "Enabled" : "Disabled",
    Filter: { Prefix: prefix },
    ...(expiration === undefined
      ? marker === undefined
        ? {}
        : { Expiration: { ExpiredObjectDeleteMarker: marker } }
      : { Expiration: { Days: inDays("expiration", expiration) } }),
    ...(older === undefined
      ? {}
      : {
          NoncurrentVersionExpiration: {
            NoncurrentDays: inDays("noncurrentVersionExpiration", older),
            ...(kept === undefined ? {} : { NewerNoncurrentVersions: kept }),
          },
        }),
    ...(abort === undefined
      ? {}
      : {
          AbortIncompleteMultipartUpload: {
            DaysAfterInitiation: inDays("abortIncompleteMultipartUploadAfter", abort),
          },
        }),
    ...(transitions.length === 0
      ? {}
      : {
          Transitions: transitions.map(({ storageClass, transitionAfter }) => ({
            StorageClass: storageClass,
            Days: inDays("transitions", transitionAfter),
          })),
        }),
  };
}
