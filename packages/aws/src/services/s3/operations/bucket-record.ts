import { days, start, type Instant, type Plain } from "@orrery/kernel";
import { sample, type Duration } from "@orrery/kernel";
import { isObject, listOf, objectOf, textOf } from "../../../request/params.ts";
import { roleCaller, serviceCaller, serviceLinkedCaller } from "../../../service/caller.ts";
import { refused, type PlainObject, type Refused } from "../../../service/refusal.ts";
import type { Resource } from "../../../service/resource.ts";
import type { ControlPlane, ResourceConnection, Step } from "../../../service/service-model.ts";
import { sinkAt } from "../../../sink/sink-at.ts";
import {
  bucketSettings,
  type BucketBehavior,
  type BucketSettings,
  type NotificationRule,
  type Versioning,
} from "../config.ts";
import { usualTraits, type Retention } from "../content/object-traits.ts";
import { configurationChange, usualReplication, usualTransit } from "../limits.ts";
import { encryptionBy } from "./encryption.ts";
import { lifecycleRules } from "./lifecycle-configuration.ts";
import { rulesIn } from "./notification-configuration.ts";
import { replicationRules, replicationTargets } from "./replication-configuration.ts";
import { tieringRules } from "./tiering-configuration.ts";
import { isDeclared } from "./schema-check.ts";
import { millisecondsOf } from "./time-said.ts";

/** The kind of buckets. */
export const bucketKindName = "s3.bucket";
/** The kind of what takes events where nothing is modeled. */
export const unmodeledDestination = "s3.unmodeledDestination";

/** What the operations keep of a bucket. */
export interface BucketKept {
  readonly versioning: Versioning;
  readonly objectLock: boolean;
  /** Configurations as they were given, by the name of what they are about, such as `cors`. */
  readonly configurations: PlainObject;
  /** Configurations of which there are several, by the same and by their ids. */
  readonly several: { readonly [name: string]: PlainObject };
  /** What others are told, as it was given; what held before, and until when that still holds. */
  readonly notification: PlainObject;
  readonly notificationBefore: PlainObject;
  readonly notificationFrom: Instant;
  /** ARNs of all destinations that it ever had: their places are their numbers. */
  readonly destinations: readonly string[];
  readonly behavior: BucketBehavior;
}

/** A value, or why there is none. */
export type Checked<Value> = Value | Refused;

/** A response that is there at once. */
export const respond = (response: PlainObject = {}): Step => ({ type: "respond", response });

export const noSuchBucket = (name: string): Refused =>
  refused("NoSuchBucket", "The specified bucket does not exist", { BucketName: name });

/** What those hear whose document is none that S3 knows. */
export const malformed: Refused = Object.freeze(
  refused(
    "MalformedXML",
    "The XML you provided was not well-formed or did not validate against our published schema",
  ),
);

export const keptOf = ({ record }: Resource): BucketKept => record as unknown as BucketKept; // As it was kept.
/** What is kept, as resources have it. */
export const plainKept = (kept: BucketKept): PlainObject => kept as unknown as PlainObject; // Plain data by its type.

/** A bucket that nothing was said of. */
export const newKept = (behavior: BucketBehavior, objectLock: boolean): BucketKept => ({
  versioning: objectLock ? "Enabled" : "off",
  objectLock,
  configurations: {
    ownership: { Rules: [{ ObjectOwnership: "BucketOwnerEnforced" }] },
    publicAccess: {
      BlockPublicAcls: true,
      IgnorePublicAcls: true,
      BlockPublicPolicy: true,
      RestrictPublicBuckets: true,
    },
  },
  several: {},
  notification: {},
  notificationBefore: {},
  notificationFrom: start,
  destinations: [],
  behavior,
});

/** The bucket that a call is about, where its owner is who the caller expects. */
export function bucketIn(
  params: PlainObject,
  plane: ControlPlane,
  { bucket = "Bucket", owner = "ExpectedBucketOwner" } = {},
): Checked<Resource> {
  const name = textOf(params[bucket])!; // It is there.
  const expected = textOf(params[owner]);
  if (expected !== undefined && !/^\d{12}$/.test(expected)) {
    return refused(
      "InvalidBucketOwnerAWSAccountID",
      `The value of the expected bucket owner parameter must be an AWS Account ID... [${expected}]`,
    );
  }
  const found = plane.find(bucketKindName, name);
  if (found === undefined) return noSuchBucket(name);
  if (expected !== undefined && expected !== plane.accountId) return accessDenied;
  return found;
}

const accessDenied = Object.freeze(refused("AccessDenied", "Access Denied"));

/** A document of a bucket; `undefined`: it has none. */
export const configurationOf = (bucket: Resource, name: string): PlainObject | undefined => {
  const found = keptOf(bucket).configurations[name];
  return isObject(found) ? found : undefined;
};

/** Keeps something of a bucket and tells its machine. */
export function changeBucket(
  bucket: Resource,
  change: Partial<BucketKept>,
  plane: ControlPlane,
): Resource {
  const kept: BucketKept = { ...keptOf(bucket), ...change };
  return plane.change(bucket, {
    record: plainKept(kept),
    settings: settingsOf(bucket, kept, plane),
    ...(change.destinations === undefined
      ? {}
      : { connections: connectionsOf(bucket.arn, kept, plane) }),
  });
}

/** Keeps a document of a bucket; `undefined` takes it away. */
export function configure(
  bucket: Resource,
  name: string,
  document: Plain | undefined,
  plane: ControlPlane,
): Resource {
  const { [name]: _before, ...rest } = keptOf(bucket).configurations;
  const configurations = document === undefined ? rest : { ...rest, [name]: document };
  return changeBucket(bucket, { configurations }, plane);
}

/** What the machine of a bucket needs to know of it. */
export function settingsOf(
  { number, name }: Pick<Resource, "number" | "name">,
  kept: BucketKept,
  plane: ControlPlane,
): BucketSettings {
  const { region, partition, accountId, epochMilliseconds, latencies, assumptions } = plane;
  const place = {
    bucket: number,
    region,
    partition,
    accountId,
    epochMilliseconds,
    latencies,
    assumptions,
  };
  const { configurations, versioning, objectLock } = kept;
  const encryption = encryptionBy({}, objectOf(configurations["encryption"]), plane);
  return {
    ...bucketSettings(name, place, kept.behavior),
    versioning,
    hasObjectLock: objectLock,
    defaultRetention: defaultRetentionIn(objectOf(configurations["objectLock"])),
    traits: { ...usualTraits, encryption },
    notifications: notificationRules(kept.notification, kept, plane),
    notificationsBefore: notificationRules(kept.notificationBefore, kept, plane),
    notificationsFrom: kept.notificationFrom,
    replication: replicationRules(
      objectOf(configurations["replication"]),
      kept.destinations,
      (bucket) => plane.find(bucketKindName, bucket) !== undefined,
    ),
    lifecycle: [...lifecycleOf(kept, plane), ...tieringRules(kept.several["tiering"] ?? {})],
  };
}

/** The lifecycle of a bucket. */
export const lifecycleOf = (
  { configurations }: Pick<BucketKept, "configurations">,
  plane: ControlPlane,
): BucketSettings["lifecycle"] =>
  lifecycleRules(listOf(objectOf(configurations["lifecycle"])["Rules"]), plane);

const year = 365;

function defaultRetentionIn(document: PlainObject): BucketSettings["defaultRetention"] {
  const said = objectOf(objectOf(document["Rule"])["DefaultRetention"]);
  const mode = textOf(said["Mode"]) as Retention["mode"] | undefined; // One of them, as it was checked.
  if (mode === undefined) return null;
  const count = typeof said["Days"] === "number" ? said["Days"] : Number(said["Years"]) * year;
  return { mode, time: days(count) };
}

/** The default bus, which takes the events of a bucket whose switch is on. */
export const defaultBus = ({ partition, region, accountId }: ControlPlane): string =>
  `arn:${partition}:events:${region}:${accountId}:event-bus/default`;

function notificationRules(
  document: PlainObject,
  { destinations }: BucketKept,
  plane: ControlPlane,
): readonly NotificationRule[] {
  return rulesIn(document, defaultBus(plane)).map((rule) => ({
    ...rule,
    destination: destinations.indexOf(rule.arn),
    kind: plane.target(rule.arn)?.kind ?? null,
  }));
}

/** What joins a bucket to where its events go. */
function connectionsOf(
  arn: string,
  { destinations, configurations }: BucketKept,
  plane: ControlPlane,
): readonly ResourceConnection[] {
  const caller = serviceCaller("s3", arn, plane);
  const own = serviceLinkedCaller("s3", arn, plane);
  const transit = plane.latencies["s3.notification"] ?? usualTransit;
  const copying = plane.latencies["s3.replication"] ?? usualReplication;
  const replication = objectOf(configurations["replication"]);
  const copies = replicationTargets(replication);
  return destinations.map((destination, to) => {
    const isCopied = copies.includes(destination);
    const request = isCopied ? copying : transit;
    const target = plane.target(destination);
    if (target === null) {
      const sink = sinkAt(unmodeledDestination, destination, plane);
      return { port: "destinations", to, target: sink, request };
    }
    const { component, action } = target;
    if (isCopied) {
      const role = textOf(replication["Role"]) ?? "";
      const replicator = roleCaller(role, "s3-replication", arn, plane);
      const access = { caller: replicator, action: "s3:ReplicateObject", arn: destination };
      return { port: "destinations", to, target: component, access, request };
    }
    // Services put events of their own onto the default bus, which has no say in it.
    const sender = destination === defaultBus(plane) ? own : caller;
    const access = { caller: sender, action, arn: destination };
    return { port: "destinations", to, target: component, access, request };
  });
}

/** When a changed notification configuration is in effect: at once before the run. */
export function notificationsFrom({ now, latencies }: ControlPlane): Instant {
  // What is there when a run begins was made before.
  if (now === 0) return now;
  const takes = latencies["s3.notification.creation"] ?? configurationChange;
  return (now + Math.round(sample(takes, () => 0.5))) as Instant & Duration;
}

/** A document that a call brings, where it is one that S3 knows. */
export function documentIn(
  params: PlainObject,
  name: string,
  operation: string,
): Checked<PlainObject> {
  const document = params[name];
  return isObject(document) && isDeclared(operation, name, document) ? document : malformed;
}

/** An instant as AWS shows it: seconds since 1970. */
export const timestampAt = (
  at: number,
  { epochMilliseconds }: Pick<ControlPlane, "epochMilliseconds">,
): number => Math.floor((epochMilliseconds + Math.floor(at / 1_000)) / 1_000);

/** The instant of a parameter, which may be before 0; `null`: it is none. */
export function instantIn(
  value: Plain | undefined,
  { epochMilliseconds }: Pick<ControlPlane, "epochMilliseconds">,
): number | null {
  const milliseconds = millisecondsOf(value);
  return milliseconds === null ? null : Math.round((milliseconds - epochMilliseconds) * 1_000);
}
