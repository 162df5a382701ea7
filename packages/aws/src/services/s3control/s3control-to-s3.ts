import type { Plain } from "@orrery/kernel";
import { listOf, objectOf, textOf } from "../../request/params.ts";
import type { PlainObject } from "../../service/refusal.ts";
import { s3RequestModel } from "../s3/request.ts";
import type { JobTask, NamedOperation } from "./task.ts";

/** The service whose objects jobs work on; its name is also what policies call the actions of jobs. */
export const objectService = "s3";

/** Who acts for jobs, as events name it. */
export const objectHost = `${objectService}.amazonaws.com`;

/** The ARN of a bucket, as jobs are given it. */
export const bucketArnOf = (name: string): string => `arn:aws:s3:::${name}`;

/** The ARN of a job. */
export const jobArnOf = (
  id: string,
  {
    partition,
    region,
    accountId,
  }: { readonly partition: string; readonly region: string; readonly accountId: string },
): string => `arn:${partition}:s3:${region}:${accountId}:job/${id}`;

/** What an ARN of a bucket or of an object names. */
export function namedByArn(arn: string): { readonly bucket: string; readonly key: string } {
  const path = arn.split(":").slice(5).join(":");
  const cut = path.indexOf("/");
  return cut === -1
    ? { bucket: path, key: "" }
    : { bucket: path.slice(0, cut), key: path.slice(cut + 1) };
}

/** The HTTP status of a refusal. */
export const statusOf = (code: string): number => s3RequestModel.statusOf(code);

/** An operation of S3 with its parameters. */
export interface ObjectCall {
  readonly operation: string;
  readonly params: PlainObject;
}

/** Reads the object that lists what a job is about. */
export const readCall = (
  bucket: string,
  key: string,
  { versionId, etag }: { readonly versionId: string | null; readonly etag: string },
): ObjectCall => ({
  operation: "GetObject",
  params: {
    Bucket: bucket,
    Key: key,
    IfMatch: etag,
    ...(versionId === null ? {} : { VersionId: versionId }),
  },
});

/** A page of the objects of a bucket. */
export const listCall = (
  bucket: string,
  prefix: string | null,
  token: string | null,
): ObjectCall => ({
  operation: "ListObjectsV2",
  params: {
    Bucket: bucket,
    ...(prefix === null ? {} : { Prefix: prefix }),
    ...(token === null ? {} : { ContinuationToken: token }),
  },
});

/** Writes a report or a list. */
export const writeCall = (bucket: string, key: string, body: string): ObjectCall => ({
  operation: "PutObject",
  params: { Bucket: bucket, Key: key, Body: body },
});

/** What a job asks of S3 for each task, by the operation that it names. */
export const taskOperations: Readonly<
  Record<string, (task: JobTask, parameters: PlainObject) => ObjectCall>
> = {
  S3PutObjectCopy: copyCall,
  S3PutObjectTagging: (task, { TagSet = [] }) => ({
    operation: "PutObjectTagging",
    params: { ...objectOfTask(task), Tagging: { TagSet } },
  }),
  S3DeleteObjectTagging: (task) => ({
    operation: "DeleteObjectTagging",
    params: objectOfTask(task),
  }),
  S3PutObjectAcl: aclCall,
  S3PutObjectLegalHold: (task, { LegalHold = {} }) => ({
    operation: "PutObjectLegalHold",
    params: { ...objectOfTask(task), LegalHold },
  }),
  S3PutObjectRetention: (task, { Retention = {}, BypassGovernanceRetention }) => ({
    operation: "PutObjectRetention",
    params: {
      ...objectOfTask(task),
      Retention,
      ...(BypassGovernanceRetention === undefined ? {} : { BypassGovernanceRetention }),
    },
  }),
  S3InitiateRestoreObject: (task, { ExpirationInDays = 1, GlacierJobTier = "STANDARD" }) => ({
    operation: "RestoreObject",
    params: {
      ...objectOfTask(task),
      RestoreRequest: {
        Days: ExpirationInDays,
        GlacierJobParameters: { Tier: GlacierJobTier === "BULK" ? "Bulk" : "Standard" },
      },
    },
  }),
};

/** The call of a task; `null`: the operation is none on objects. */
export const taskCall = (task: JobTask, { name, parameters }: NamedOperation): ObjectCall | null =>
  taskOperations[name]?.(task, parameters) ?? null;

const objectOfTask = ({ bucket, key, versionId }: JobTask): PlainObject => ({
  Bucket: bucket,
  Key: key,
  ...(versionId === null ? {} : { VersionId: versionId }),
});

const copied: readonly (readonly [parameter: string, of: string])[] = [
  ["MetadataDirective", "MetadataDirective"],
  ["StorageClass", "StorageClass"],
  ["CannedAccessControlList", "ACL"],
  ["ChecksumAlgorithm", "ChecksumAlgorithm"],
  ["ModifiedSinceConstraint", "CopySourceIfModifiedSince"],
  ["UnModifiedSinceConstraint", "CopySourceIfUnmodifiedSince"],
  ["RedirectLocation", "WebsiteRedirectLocation"],
  ["ObjectLockLegalHoldStatus", "ObjectLockLegalHoldStatus"],
  ["ObjectLockMode", "ObjectLockMode"],
  ["ObjectLockRetainUntilDate", "ObjectLockRetainUntilDate"],
  ["BucketKeyEnabled", "BucketKeyEnabled"],
];
const described = [
  "CacheControl",
  "ContentDisposition",
  "ContentEncoding",
  "ContentLanguage",
  "ContentType",
];

function copyCall(task: JobTask, parameters: PlainObject): ObjectCall {
  const { bucket, key, versionId } = task;
  const prefix = textOf(parameters["TargetKeyPrefix"]);
  const target = textOf(parameters["TargetResource"]);
  const metadata = objectOf(parameters["NewObjectMetadata"]);
  const tags = listOf(parameters["NewObjectTagging"]).map(objectOf);
  const path = `${bucket}/${encodeURIComponent(key)}`;
  const kmsKey = parameters["SSEAwsKmsKeyId"];
  const algorithm = metadata["SSEAlgorithm"];
  return {
    operation: "CopyObject",
    params: {
      Bucket: target === undefined ? bucket : namedByArn(target).bucket,
      Key: prefix === undefined ? key : `${prefix}/${key}`,
      CopySource: versionId === null ? path : `${path}?versionId=${versionId}`,
      ...renamed(parameters, copied),
      ...renamed(
        metadata,
        described.map((name) => [name, name] as const),
      ),
      ...(metadata["UserMetadata"] === undefined ? {} : { Metadata: metadata["UserMetadata"] }),
      ...(metadata["HttpExpiresDate"] === undefined
        ? {}
        : { Expires: metadata["HttpExpiresDate"] }),
      ...(algorithm === undefined && kmsKey === undefined
        ? {}
        : {
            ServerSideEncryption:
              algorithm === "KMS" || kmsKey !== undefined ? "aws:kms" : "AES256",
          }),
      ...(kmsKey === undefined ? {} : { SSEKMSKeyId: kmsKey }),
      ...(parameters["NewObjectTagging"] === undefined
        ? {}
        : { TaggingDirective: "REPLACE", Tagging: tags.map(formOfTag).join("&") }),
    },
  };
}

const formOfTag = (tag: PlainObject): string =>
  `${encodeURIComponent(textOf(tag["Key"]) ?? "")}=${encodeURIComponent(textOf(tag["Value"]) ?? "")}`;

function renamed(
  from: PlainObject,
  names: readonly (readonly [parameter: string, of: string])[],
): PlainObject {
  return Object.fromEntries(
    names.flatMap(([parameter, of]): readonly (readonly [string, Plain])[] => {
      const value = from[parameter];
      return value === undefined ? [] : [[of, value]];
    }),
  );
}

const granteeTypes: Readonly<Record<string, readonly [type: string, member: string]>> = {
  id: ["CanonicalUser", "ID"],
  emailAddress: ["AmazonCustomerByEmail", "EmailAddress"],
  uri: ["Group", "URI"],
};

function aclCall(task: JobTask, { AccessControlPolicy }: PlainObject): ObjectCall {
  const policy = objectOf(AccessControlPolicy);
  const canned = textOf(policy["CannedAccessControlList"]);
  const list = objectOf(policy["AccessControlList"]);
  const said: PlainObject =
    canned === undefined
      ? {
          AccessControlPolicy: {
            Owner: list["Owner"] ?? {},
            Grants: listOf(list["Grants"]).map(grantOf),
          },
        }
      : { ACL: canned };
  return { operation: "PutObjectAcl", params: { ...objectOfTask(task), ...said } };
}

function grantOf(said: Plain): PlainObject {
  const grant = objectOf(said);
  const grantee = objectOf(grant["Grantee"]);
  const [type, member] = granteeTypes[textOf(grantee["TypeIdentifier"]) ?? "id"]!; // The model lists three.
  return {
    Grantee: { Type: type, [member]: textOf(grantee["Identifier"]) ?? "" },
    Permission: textOf(grant["Permission"]) ?? "READ",
  };
}
