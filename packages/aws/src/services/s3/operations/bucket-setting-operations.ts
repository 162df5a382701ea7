import { isObject, listOf, numberOf, objectOf, textOf } from "../../../request/params.ts";
import { refused, type PlainObject, type Refused } from "../../../service/refusal.ts";
import type { ControlPlane, Operations, Step } from "../../../service/service-model.ts";
import { parseJson } from "../../../text/json.ts";
import { md5OfText } from "../../../text/md5.ts";
import { sizeInUtf8 } from "../../../text/utf8.ts";
import type { Grant } from "../content/object-traits.ts";
import { s3Limits } from "../limits.ts";
import type { TestNotifications } from "../protocol.ts";
import {
  bucketIn,
  changeBucket,
  configurationOf,
  configure,
  defaultBus,
  keptOf,
  malformed,
  notificationsFrom,
  respond,
  type Checked,
} from "./bucket-record.ts";
import { isRefused } from "../bucket/reply.ts";
import { blocks } from "./configuration-operations.ts";
import { grantsAsked, isPrivate, shownGrants } from "./grants.ts";
import {
  againstNotification,
  completed,
  destinationsIn,
  testedIn,
} from "./notification-configuration.ts";
import { againstGrants } from "./object-traits-asked.ts";
import { isDeclared } from "./schema-check.ts";

/** Operations about policies, access control lists, locks and notifications of buckets. */
export const bucketSettingOperations: Operations = {
  PutBucketPolicy: { begin: putPolicy },
  GetBucketPolicy: { begin: showPolicy },
  GetBucketPolicyStatus: { begin: showPolicyStatus },
  DeleteBucketPolicy: { begin: deletePolicy },
  PutBucketAcl: { begin: putAcl },
  GetBucketAcl: { begin: getAcl },
  PutObjectLockConfiguration: { begin: putLock },
  GetObjectLockConfiguration: { begin: getLock },
  PutBucketNotificationConfiguration: { begin: putNotification, next: () => respond() },
  GetBucketNotificationConfiguration: { begin: getNotification },
};

const malformedPolicy = (message: string): Refused => refused("MalformedPolicy", message);

/** The policy of a bucket, as resources have it. */
export const policyTextIn = (record: PlainObject): string | undefined =>
  textOf(objectOf(objectOf(record["configurations"])["policy"])["text"]);

function putPolicy(params: PlainObject, plane: ControlPlane): Step {
  const bucket = bucketIn(params, plane);
  if (isRefused(bucket)) return bucket;
  const text = textOf(params["Policy"])!; // It is there.
  const policy = policyIn(text, bucket.arn);
  if (isRefused(policy)) return policy;
  if (isOpen(policy) && blocks(bucket, "BlockPublicPolicy")) {
    return refused(
      "AccessDenied",
      `User: ${plane.caller.principal} is not authorized to perform: s3:PutBucketPolicy on resource: "${bucket.arn}" because public policies are blocked by the BlockPublicPolicy block public access setting.`,
    );
  }
  configure(bucket, "policy", { text }, plane);
  return respond();
}

function policyIn(text: string, bucketArn: string): Checked<PlainObject> {
  if (!text.startsWith("{")) {
    return malformedPolicy("Policies must be valid JSON and the first byte must be '{'");
  }
  if (sizeInUtf8(text) > s3Limits.policy) {
    return malformedPolicy(
      "Normalized policy document exceeds the maximum allowed size of 20480 bytes",
    );
  }
  const policy = parseJson(text);
  if (!isObject(policy)) return malformedPolicy("This policy contains invalid Json");
  if (policy["Statement"] === undefined) return malformedPolicy("Missing required field Statement");
  for (const statement of statementsOf(policy)) {
    for (const field of ["Effect", "Principal", "Action", "Resource"]) {
      if (statement[field] === undefined && statement[`Not${field}`] === undefined) {
        return malformedPolicy(`Missing required field ${field}`);
      }
    }
    const resources = [statement["Resource"] ?? []]
      .flat()
      .map((resource) => textOf(resource) ?? "");
    const isOwn = (arn: string): boolean =>
      arn === "*" || arn === bucketArn || arn.startsWith(`${bucketArn}/`) || /[*?]/.test(arn);
    if (!resources.every(isOwn)) return malformedPolicy("Policy has invalid resource");
  }
  return policy;
}

const statementsOf = (policy: PlainObject): readonly PlainObject[] => {
  const said = policy["Statement"];
  return isObject(said) ? [said] : listOf(said).map(objectOf);
};

/** Whether a policy lets everybody in, under no condition. */
const isOpen = (policy: PlainObject): boolean =>
  statementsOf(policy).some(({ Effect, Principal, Condition }) => {
    const principal = isObject(Principal) ? Principal["AWS"] : Principal;
    const isAnybody = principal === "*" || listOf(principal).includes("*");
    return Effect === "Allow" && isAnybody && Condition === undefined;
  });

const noPolicy = (name: string): Refused =>
  refused("NoSuchBucketPolicy", "The bucket policy does not exist", { BucketName: name });

function showPolicy(params: PlainObject, plane: ControlPlane): Step {
  const bucket = bucketIn(params, plane);
  if (isRefused(bucket)) return bucket;
  const text = policyTextIn(bucket.record);
  return text === undefined ? noPolicy(bucket.name) : respond({ Policy: text });
}

function showPolicyStatus(params: PlainObject, plane: ControlPlane): Step {
  const bucket = bucketIn(params, plane);
  if (isRefused(bucket)) return bucket;
  const text = policyTextIn(bucket.record);
  if (text === undefined) return noPolicy(bucket.name);
  return respond({ PolicyStatus: { IsPublic: isOpen(objectOf(parseJson(text))) } });
}

function deletePolicy(params: PlainObject, plane: ControlPlane): Step {
  const bucket = bucketIn(params, plane);
  if (isRefused(bucket)) return bucket;
  configure(bucket, "policy", undefined, plane);
  return respond();
}

function putAcl(params: PlainObject, plane: ControlPlane): Step {
  const bucket = bucketIn(params, plane);
  if (isRefused(bucket)) return bucket;
  const grants = grantsAsked("PutBucketAcl", params, plane);
  if (isRefused(grants)) return grants;
  const against = againstGrants(grants, bucket, plane);
  if (against !== null) return against;
  const kept = isPrivate(grants, plane) ? undefined : ({ grants } as unknown as PlainObject); // Plain data.
  configure(bucket, "acl", kept, plane);
  return respond();
}

function getAcl(params: PlainObject, plane: ControlPlane): Step {
  const bucket = bucketIn(params, plane);
  if (isRefused(bucket)) return bucket;
  const kept = configurationOf(bucket, "acl")?.["grants"];
  return respond(shownGrants((kept ?? null) as readonly Grant[] | null, plane)); // As it was kept.
}

function putLock(params: PlainObject, plane: ControlPlane): Step {
  const bucket = bucketIn(params, plane);
  if (isRefused(bucket)) return bucket;
  const document = params["ObjectLockConfiguration"];
  if (!isObject(document) || document["ObjectLockEnabled"] !== "Enabled") return malformed;
  if (!isDeclared("PutObjectLockConfiguration", "ObjectLockConfiguration", document))
    return malformed;
  const rule = document["Rule"];
  if (rule !== undefined && rule !== null) {
    const retention = objectOf(objectOf(rule)["DefaultRetention"]);
    const times = [numberOf(retention["Days"]), numberOf(retention["Years"])];
    const said = times.filter((each) => each !== undefined);
    if (retention["Mode"] === undefined || said.length !== 1) return malformed;
    if (said[0]! <= 0) {
      return refused(
        "InvalidArgument",
        "Default retention period must be a positive integer value.",
      );
    }
  }
  if (keptOf(bucket).versioning !== "Enabled") {
    return refused(
      "InvalidBucketState",
      "Versioning must be 'Enabled' on the bucket to apply a Object Lock configuration",
    );
  }
  const { configurations } = keptOf(bucket);
  changeBucket(
    bucket,
    { objectLock: true, configurations: { ...configurations, objectLock: document } },
    plane,
  );
  return respond();
}

function getLock(params: PlainObject, plane: ControlPlane): Step {
  const bucket = bucketIn(params, plane);
  if (isRefused(bucket)) return bucket;
  const document = configurationOf(bucket, "objectLock");
  if (document !== undefined) return respond({ ObjectLockConfiguration: document });
  return refused(
    "ObjectLockConfigurationNotFoundError",
    "Object Lock configuration does not exist for this bucket",
    { BucketName: bucket.name },
  );
}

function putNotification(params: PlainObject, plane: ControlPlane): Step {
  const bucket = bucketIn(params, plane);
  if (isRefused(bucket)) return bucket;
  const document = params["NotificationConfiguration"];
  if (!isObject(document)) return malformed;
  const skips = params["SkipDestinationValidation"] === true;
  const wrong = againstNotification(document, skips, bucket.arn, plane);
  if (wrong !== null) return wrong;
  const kept = keptOf(bucket);
  let count = 0;
  const whole = completed(document, () => {
    count += 1;
    return md5OfText(`${bucket.name} ${JSON.stringify(document)} ${count}`).slice(0, 24);
  });
  const named = destinationsIn(whole, defaultBus(plane));
  const destinations = [...new Set([...kept.destinations, ...named])];
  // What still holds is what did a moment ago.
  const holds = plane.now >= kept.notificationFrom ? kept.notification : kept.notificationBefore;
  changeBucket(
    bucket,
    {
      notification: whole,
      notificationBefore: holds,
      notificationFrom: notificationsFrom(plane),
      destinations,
    },
    plane,
  );
  // What is there when a run begins had the test message before.
  const tested = plane.now === 0 ? [] : testedIn(whole).map((arn) => destinations.indexOf(arn));
  if (skips || tested.length === 0) return respond();
  const input: TestNotifications = {
    type: "testNotifications",
    destinations: tested,
    trail: plane.trail,
  };
  return { type: "ask", resource: bucket.number, input };
}

function getNotification(params: PlainObject, plane: ControlPlane): Step {
  const bucket = bucketIn(params, plane);
  return isRefused(bucket) ? bucket : respond(keptOf(bucket).notification);
}
