import type { Tagged } from "@orrery/kernel";
import { isObject, listOf, numberOf, objectOf, textOf } from "../../../request/params.ts";
import { refused, type PlainObject, type Refused } from "../../../service/refusal.ts";
import type { Resource } from "../../../service/resource.ts";
import type { ControlPlane, Operations, Step } from "../../../service/service-model.ts";
import { s3Limits } from "../limits.ts";
import type {
  ChangeObject,
  ObjectChange,
  ObjectChanged,
  ObjectRead,
  ReadObject,
  ReadUse,
} from "../protocol.ts";
import {
  bucketIn,
  documentIn,
  instantIn,
  keptOf,
  malformed,
  timestampAt,
  type Checked,
} from "./bucket-record.ts";
import { isRefused } from "../bucket/reply.ts";
import { grantsAsked, isPrivate, shownGrants } from "./grants.ts";
import { keyIn, versionIn } from "./object-check.ts";
import { againstGrants, retentionOf } from "./object-traits-asked.ts";
import { shownVersionId } from "./shown-object.ts";
import { againstTags } from "./tag-check.ts";
import { pacificTime } from "./pacific-time.ts";

/** Operations about what is said of single objects. */
export const objectSettingOperations: Operations = {
  PutObjectTagging: { begin: change(tagsAsked), respond: showVersion },
  GetObjectTagging: { begin: read("tags"), respond: showTags, refuse: withWholeKey },
  DeleteObjectTagging: { begin: change(noTags), respond: showVersion },
  PutObjectAcl: { begin: change(aclAsked), respond: () => ({}) },
  GetObjectAcl: { begin: read("grants"), respond: showGrants },
  PutObjectLegalHold: { begin: change(holdAsked), respond: () => ({}) },
  GetObjectLegalHold: { begin: read("legalHold"), respond: showHold },
  PutObjectRetention: { begin: change(retentionAsked), respond: () => ({}) },
  GetObjectRetention: { begin: read("retention"), respond: showRetention },
  RestoreObject: { begin: change(restoreAsked), respond: () => ({}) },
};

type Asking = (params: PlainObject, bucket: Resource, plane: ControlPlane) => Checked<ObjectChange>;

function change(changeOf: Asking) {
  return (params: PlainObject, plane: ControlPlane): Step => {
    const bucket = bucketIn(params, plane);
    if (isRefused(bucket)) return bucket;
    const key = keyIn(params);
    if (isRefused(key)) return key;
    const version = versionIn(params, bucket);
    if (isRefused(version)) return version;
    const asked = changeOf(params, bucket, plane);
    if (isRefused(asked)) return asked;
    const { trail } = plane;
    const input: ChangeObject = { type: "changeObject", key, version, change: asked, trail };
    return { type: "ask", resource: bucket.number, input };
  };
}

function read(use: ReadUse) {
  return (params: PlainObject, plane: ControlPlane): Step => {
    const bucket = bucketIn(params, plane);
    if (isRefused(bucket)) return bucket;
    const key = keyIn(params);
    if (isRefused(key)) return key;
    const version = versionIn(params, bucket);
    if (isRefused(version)) return version;
    if ((use === "legalHold" || use === "retention") && !keptOf(bucket).objectLock) return noLock;
    const input: ReadObject = {
      type: "readObject",
      key,
      version,
      use,
      condition: null,
      range: null,
      part: null,
    };
    return { type: "ask", resource: bucket.number, input };
  };
}

const noLock = refused("InvalidRequest", "Bucket is missing Object Lock Configuration");

function tagsAsked(params: PlainObject): Checked<ObjectChange> {
  const document = documentIn(params, "Tagging", "PutObjectTagging");
  if (isRefused(document)) return document;
  const tags = listOf(document["TagSet"]).map(objectOf);
  const wrong = againstTags(tags, s3Limits.objectTags);
  if (wrong !== null) return wrong;
  return {
    type: "tags",
    tags: tags.map(({ Key, Value }) => ({ key: textOf(Key) ?? "", value: textOf(Value) ?? "" })),
    isDeletion: false,
  };
}

function noTags(): ObjectChange {
  return { type: "tags", tags: [], isDeletion: true };
}

function aclAsked(
  params: PlainObject,
  bucket: Resource,
  plane: ControlPlane,
): Checked<ObjectChange> {
  const grants = grantsAsked("PutObjectAcl", params, plane);
  if (isRefused(grants)) return grants;
  const against = againstGrants(grants, bucket, plane);
  if (against !== null) return against;
  return { type: "grants", grants: isPrivate(grants, plane) ? null : grants };
}

function holdAsked(params: PlainObject, bucket: Resource): Checked<ObjectChange> {
  const status = textOf(objectOf(params["LegalHold"])["Status"]);
  if (status !== "ON" && status !== "OFF") return malformed;
  return keptOf(bucket).objectLock ? { type: "legalHold", on: status === "ON" } : noLock;
}

function retentionAsked(
  params: PlainObject,
  bucket: Resource,
  plane: ControlPlane,
): Checked<ObjectChange> {
  const document = params["Retention"];
  if (!isObject(document)) return malformed;
  if (!keptOf(bucket).objectLock) return noLock;
  const mode = textOf(document["Mode"]);
  const until = instantIn(document["RetainUntilDate"], plane);
  const bypasses = params["BypassGovernanceRetention"] === true;
  if (mode === undefined && until === null) return { type: "retention", retention: null, bypasses };
  if (mode === undefined || until === null) return malformed;
  if (mode !== "GOVERNANCE" && mode !== "COMPLIANCE") return malformed;
  if (until <= plane.now) {
    return refused("InvalidArgument", "The retain until date must be in the future!", {
      ArgumentName: "RetainUntilDate",
      ArgumentValue: pacificTime(plane.epochMilliseconds + Math.floor(until / 1_000)),
    });
  }
  const retention = retentionOf(mode, until, plane);
  return isRefused(retention) ? retention : { type: "retention", retention, bypasses };
}

function restoreAsked(params: PlainObject): Checked<ObjectChange> {
  const document = params["RestoreRequest"];
  if (!isObject(document)) return malformed;
  if (document["Type"] !== undefined || document["SelectParameters"] !== undefined)
    return malformed;
  const days = numberOf(document["Days"]) ?? null;
  if (days !== null && days < 1) {
    return refused("InvalidArgument", "restoration days should be at least 1", {
      ArgumentName: "Days",
      ArgumentValue: `${days}`,
    });
  }
  const tier = textOf(objectOf(document["GlacierJobParameters"])["Tier"]) ?? "Standard";
  return { type: "restore", days, tier };
}

function showVersion(
  body: Tagged,
  params: PlainObject,
  plane: ControlPlane,
): PlainObject | Refused {
  const bucket = bucketIn(params, plane);
  if (isRefused(bucket)) return bucket;
  return shownVersionId((body as ObjectChanged).version, bucket, true);
}

/** AWS names the key with its bucket here. Measured. */
function withWholeKey(refusal: Refused, params: PlainObject): Refused {
  if (refusal.code !== "NoSuchKey") return refusal;
  const Key = `${textOf(params["Bucket"]) ?? ""}/${textOf(params["Key"]) ?? ""}`;
  return refused(refusal.code, refusal.message, { Key });
}

function showTags(body: Tagged, params: PlainObject, plane: ControlPlane): PlainObject | Refused {
  const { version } = body as ObjectRead;
  const bucket = bucketIn(params, plane);
  if (isRefused(bucket)) return bucket;
  const TagSet = version.traits.tags.map(({ key: Key, value: Value }) => ({ Key, Value }));
  return { ...shownVersionId(version, bucket, true), TagSet };
}

function showGrants(body: Tagged, _params: PlainObject, plane: ControlPlane): PlainObject {
  return shownGrants((body as ObjectRead).version.traits.grants, plane);
}

function showHold(body: Tagged): PlainObject | Refused {
  const { legalHold } = (body as ObjectRead).version.traits;
  return { LegalHold: { Status: legalHold ? "ON" : "OFF" } };
}

function showRetention(
  body: Tagged,
  _params: PlainObject,
  plane: ControlPlane,
): PlainObject | Refused {
  const { retention } = (body as ObjectRead).version.traits;
  if (retention === null) {
    return refused(
      "NoSuchObjectLockConfiguration",
      "The specified object does not have a ObjectLock configuration",
    );
  }
  const { mode, until } = retention;
  return { Retention: { Mode: mode, RetainUntilDate: timestampAt(until, plane) } };
}
