import type { Corrections } from "../../request/api-model.ts";
import type { Dialect } from "../../request/dialect.ts";
import { s3Model as published } from "./model.ts";
import { refused } from "../../service/refusal.ts";

const status = (codes: readonly string[], value: number) =>
  codes.map((code) => [code, { status: value }] as const);

/** Errors that no model lists, by their statuses. Source: S3 API Reference, Error responses. */
const errors = Object.fromEntries([
  ...status(["NotModified"], 304),
  ...status(
    ["AccessDenied", "InvalidObjectState", "InvalidAccessPoint", "SignatureDoesNotMatch"],
    403,
  ),
  ...status(
    [
      "NotFound",
      "NoSuchBucketPolicy",
      "NoSuchCORSConfiguration",
      "NoSuchConfiguration",
      "NoSuchLifecycleConfiguration",
      "NoSuchObjectLockConfiguration",
      "NoSuchPublicAccessBlockConfiguration",
      "NoSuchTagSet",
      "NoSuchVersion",
      "NoSuchWebsiteConfiguration",
      "ObjectLockConfigurationNotFoundError",
      "OwnershipControlsNotFoundError",
      "ReplicationConfigurationNotFoundError",
      "ServerSideEncryptionConfigurationNotFoundError",
    ],
    404,
  ),
  ...status(["MethodNotAllowed"], 405),
  ...status(
    [
      "BucketNotEmpty",
      "ConditionalRequestConflict",
      "InvalidBucketState",
      "OperationAborted",
      "RestoreAlreadyInProgress",
    ],
    409,
  ),
  ...status(["ExpiredToken", "InvalidToken"], 400),
  ...status(["PreconditionFailed"], 412),
  ...status(["InvalidRange", "InvalidPartNumber"], 416),
  ...status(["NotImplemented"], 501),
  ...status(["SlowDown"], 503),
]);

/** What S3 takes besides AWS's parameters, and which errors it has that its model does not list. */
const corrections: Corrections = {
  members: { CreateBucket: { BucketBehavior: "any", HasUnknownName: "boolean" } },
  errors,
};

/** What is published of S3, as corrected. */
export const s3RequestModel = published.with(corrections);

/** S3 says the same of every document that is not as it should be; what headers say wrong, it says one by one. */
export const s3Dialect: Dialect = {
  violations: null,
  missing: () =>
    refused(
      "MalformedXML",
      "The XML you provided was not well-formed or did not validate against our published schema",
    ),
};
