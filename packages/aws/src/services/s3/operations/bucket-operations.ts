import type { Tagged } from "@orrery/kernel";
import { pageByKey } from "../../../request/page.ts";
import { listOf, numberOf, objectOf, textOf } from "../../../request/params.ts";
import { refused, type PlainObject, type Refused } from "../../../service/refusal.ts";
import type { ControlPlane, Operations, Step } from "../../../service/service-model.ts";
import { behaviorOf, type BucketBehavior } from "../config.ts";
import { s3Limits } from "../limits.ts";
import { canonicalIdOf } from "../notification/object-names.ts";
import { cannedGrants, grantsInHeaders } from "./grants.ts";
import {
  bucketIn,
  bucketKindName,
  changeBucket,
  configurationOf,
  keptOf,
  newKept,
  noSuchBucket,
  plainKept,
  respond,
  settingsOf,
  timestampAt,
  type BucketKept,
} from "./bucket-record.ts";
import { isRefused } from "../bucket/reply.ts";
import { againstTags } from "./tag-check.ts";

/** Operations that make, find and delete buckets. */
export const bucketOperations: Operations = {
  CreateBucket: { begin: createBucket },
  DeleteBucket: { begin: deleteBucket, next: deleteEmpty },
  HeadBucket: { begin: headBucket },
  GetBucketLocation: { begin: getBucketLocation },
  ListBuckets: { begin: listBuckets },
  PutBucketVersioning: { begin: putBucketVersioning },
  GetBucketVersioning: { begin: getBucketVersioning },
};

const ownerships = ["BucketOwnerPreferred", "ObjectWriter", "BucketOwnerEnforced"];

function createBucket(params: PlainObject, plane: ControlPlane): Step {
  const name = textOf(params["Bucket"])!; // It is there.
  const isMadeUp = params["HasUnknownName"] === true;
  const wrong =
    (isMadeUp ? null : againstName(name)) ??
    againstPlace(params, plane) ??
    againstOwnership(params);
  if (wrong !== null) return wrong;
  const behavior = objectOf(params["BucketBehavior"]) as BucketBehavior; // Checked by its form.
  behaviorOf(name, behavior);
  const grants = grantsInHeaders(params, plane) ?? cannedGrants(textOf(params["ACL"]), plane);
  if (isRefused(grants)) return grants;
  const location = plane.region === "us-east-1" ? `/${name}` : `http://${name}.s3.amazonaws.com/`;
  const arn = `arn:${plane.partition}:s3:::${name}`;
  if (plane.find(bucketKindName, name) !== undefined) {
    // In the first Region, whoever has it already is told that all is well.
    if (plane.region === "us-east-1") return respond({ Location: location, BucketArn: arn });
    return refused(
      "BucketAlreadyOwnedByYou",
      "Your previous request to create the named bucket succeeded and you already own it.",
      { BucketName: name },
    );
  }
  if (plane.list(bucketKindName).length >= plane.quota("s3.buckets")) {
    return refused("TooManyBuckets", "You have attempted to create more buckets than allowed");
  }
  const kept = keptAtFirst(
    params,
    newKept(behavior, params["ObjectLockEnabledForBucket"] === true),
  );
  if (isRefused(kept)) return kept;
  plane.create({ kind: bucketKindName, name, arn, record: plainKept(kept) }, (number) =>
    settingsOf({ number, name }, kept, plane),
  );
  return respond({ Location: location, BucketArn: arn });
}

function keptAtFirst(params: PlainObject, kept: BucketKept): BucketKept | Refused {
  const ownership = textOf(params["ObjectOwnership"]);
  const tags = listOf(objectOf(params["CreateBucketConfiguration"])["Tags"]).map(objectOf);
  const wrong = againstTags(tags, s3Limits.bucketTags);
  if (wrong !== null) return wrong;
  return {
    ...kept,
    configurations: {
      ...kept.configurations,
      ...(ownership === undefined
        ? {}
        : { ownership: { Rules: [{ ObjectOwnership: ownership }] } }),
      ...(tags.length === 0 ? {} : { tags: { TagSet: tags } }),
      ...(params["ObjectLockEnabledForBucket"] === true
        ? { objectLock: { ObjectLockEnabled: "Enabled" } }
        : {}),
    },
  };
}

function againstName(name: string): Refused | null {
  const { min, max } = s3Limits.bucketName;
  const isFit =
    name.length >= min &&
    name.length <= max &&
    /^[a-z0-9][a-z0-9.-]*[a-z0-9]$/.test(name) &&
    !name.includes("..") &&
    !/^\d+\.\d+\.\d+\.\d+$/.test(name) &&
    !/^(?:xn--|sthree-|amzn-s3-demo-)|(?:-s3alias|--ol-s3|\.mrap|--x-s3|--table-s3)$/.test(name);
  if (isFit) return null;
  return refused("InvalidBucketName", "The specified bucket is not valid.", { BucketName: name });
}

function againstPlace(params: PlainObject, { region }: ControlPlane): Refused | null {
  const said = textOf(objectOf(params["CreateBucketConfiguration"])["LocationConstraint"]);
  if (said === undefined ? region === "us-east-1" : said === region && region !== "us-east-1")
    return null;
  if (said === "us-east-1" || said === "") {
    return refused("InvalidLocationConstraint", "The specified location-constraint is not valid", {
      LocationConstraint: said,
    });
  }
  return refused(
    "IllegalLocationConstraintException",
    `The ${said ?? "unspecified"} location constraint is incompatible for the region specific endpoint this request was sent to.`,
  );
}

function againstOwnership(params: PlainObject): Refused | null {
  const said = params["ObjectOwnership"];
  if (said === undefined || said === null || ownerships.includes(said as string)) return null;
  return refused(
    "InvalidArgument",
    `Invalid x-amz-object-ownership header: ${textOf(said) ?? ""}`,
    {
      ArgumentName: "x-amz-object-ownership",
    },
  );
}

function deleteBucket(params: PlainObject, plane: ControlPlane): Step {
  const bucket = bucketIn(params, plane);
  if (isRefused(bucket)) return bucket;
  return { type: "ask", resource: bucket.number, input: { type: "describeBucket" } };
}

function deleteEmpty(bodies: readonly Tagged[], params: PlainObject, plane: ControlPlane): Step {
  const [body] = bodies as readonly [Tagged & { readonly isEmpty: boolean }];
  const bucket = bucketIn(params, plane);
  if (isRefused(bucket)) return bucket;
  if (!body.isEmpty) {
    const isVersioned = keptOf(bucket).versioning !== "off";
    return refused(
      "BucketNotEmpty",
      `The bucket you tried to delete is not empty${isVersioned ? ". You must delete all versions in the bucket." : ""}`,
      { BucketName: bucket.name },
    );
  }
  plane.delete(bucket, noSuchBucket(bucket.name));
  return respond();
}

function headBucket(params: PlainObject, plane: ControlPlane): Step {
  const bucket = bucketIn(params, plane);
  // Without a body, nobody is told what is missing.
  if (isRefused(bucket)) {
    return bucket.code === "NoSuchBucket" ? refused("NotFound", "Not Found") : bucket;
  }
  return respond({ BucketRegion: plane.region, AccessPointAlias: false, BucketArn: bucket.arn });
}

function getBucketLocation(params: PlainObject, plane: ControlPlane): Step {
  const bucket = bucketIn(params, plane);
  if (isRefused(bucket)) return bucket;
  return respond({ LocationConstraint: plane.region === "us-east-1" ? null : plane.region });
}

const knownRegion =
  /^(?:us|eu|ap|sa|ca|me|af|il|mx)-(?:north|south|east|west|central|northeast|southeast|northwest|southwest)-\d$/;
const impossible = /^(?:eu-east|sa-west|ca-east|af-north|il-west|mx-north)-/;

function listBuckets(params: PlainObject, plane: ControlPlane): Step {
  const region = textOf(params["BucketRegion"]);
  if (region !== undefined && (!knownRegion.test(region) || impossible.test(region))) {
    return refused("InvalidArgument", `Argument value ${region} is not a valid AWS Region`, {
      ArgumentName: "bucket-region",
    });
  }
  const prefix = textOf(params["Prefix"]) ?? "";
  const most = numberOf(params["MaxBuckets"]) ?? s3Limits.bucketPage.default;
  if (most < s3Limits.bucketPage.min || most > s3Limits.bucketPage.max) {
    return refused(
      "InvalidArgument",
      "Argument max-buckets must be an integer between 1 and 10000",
      {
        ArgumentName: "max-buckets",
        ArgumentValue: `${most}`,
      },
    );
  }
  const here = region === undefined || region === plane.region ? plane.list(bucketKindName) : [];
  const { items, next } = pageByKey(
    here.filter(({ name }) => name.startsWith(prefix)),
    ({ name }) => name,
    textOf(params["ContinuationToken"]) || null,
    most,
  );
  return respond({
    Buckets: items.map(({ name, arn, createdAt }) => ({
      Name: name,
      CreationDate: timestampAt(createdAt, plane),
      // Only those who ask for pages are told where buckets are.
      ...(params["MaxBuckets"] === undefined && params["ContinuationToken"] === undefined
        ? {}
        : { BucketRegion: plane.region }),
      BucketArn: arn,
    })),
    Owner: { ID: canonicalIdOf(plane.accountId) },
    ...(prefix === "" ? {} : { Prefix: prefix }),
    ...(next === null ? {} : { ContinuationToken: next }),
  });
}

function putBucketVersioning(params: PlainObject, plane: ControlPlane): Step {
  const bucket = bucketIn(params, plane);
  if (isRefused(bucket)) return bucket;
  const status = textOf(objectOf(params["VersioningConfiguration"])["Status"]);
  if (status !== "Enabled" && status !== "Suspended") {
    return refused(
      "IllegalVersioningConfigurationException",
      "The Versioning element must be specified",
    );
  }
  if (status === "Suspended" && keptOf(bucket).objectLock) {
    return refused(
      "InvalidBucketState",
      "An Object Lock configuration is present on this bucket, so the versioning state cannot be changed.",
    );
  }
  if (status === "Suspended" && configurationOf(bucket, "replication") !== undefined) {
    return refused(
      "InvalidBucketState",
      "A replication configuration is present on this bucket, so you cannot change the versioning state. To change the versioning state, first delete the replication configuration.",
    );
  }
  changeBucket(bucket, { versioning: status }, plane);
  return respond();
}

function getBucketVersioning(params: PlainObject, plane: ControlPlane): Step {
  const bucket = bucketIn(params, plane);
  if (isRefused(bucket)) return bucket;
  const { versioning } = keptOf(bucket);
  return respond(versioning === "off" ? {} : { Status: versioning });
}
