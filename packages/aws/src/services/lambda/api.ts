import type { Operations } from "../../service/service-model.ts";
import { eventSourceMappingOperations, taggedMappings } from "./event-source-mapping/api.ts";
import { concurrencyOperations } from "./operations/concurrency-operations.ts";
import { functionOperations } from "./operations/function-operations.ts";
import { invokeOperation } from "./operations/invoke-operation.ts";
import { recursionOperations } from "./operations/recursion-operations.ts";
import { taggedFunctions, tagOperations } from "./operations/tag-operations.ts";

/** The operations of Lambda. */
export const lambdaOperations: Operations = {
  ...functionOperations,
  ...concurrencyOperations,
  ...recursionOperations,
  Invoke: invokeOperation,
  ...eventSourceMappingOperations,
  ...tagOperations([taggedFunctions, taggedMappings]),
};

/** The HTTP status of errors that have another than 400. */
export const lambdaHttpStatusOf: Readonly<Record<string, number>> = {
  ServiceQuotaExceededException: 402,
  AccessDeniedException: 403,
  EFSMountFailureException: 403,
  S3FilesMountFailureException: 403,
  CodeSigningConfigNotFoundException: 404,
  ProvisionedConcurrencyConfigNotFoundException: 404,
  ResourceNotFoundException: 404,
  EFSMountConnectivityException: 408,
  EFSMountTimeoutException: 408,
  S3FilesMountConnectivityException: 408,
  S3FilesMountTimeoutException: 408,
  SnapStartTimeoutException: 408,
  CodeArtifactUserDeletedException: 409,
  CodeArtifactUserFailedException: 409,
  CodeArtifactUserPendingException: 409,
  DurableExecutionAlreadyStartedException: 409,
  ResourceConflictException: 409,
  SnapStartNotReadyException: 409,
  SnapStartRegenerationFailureException: 409,
  EFSIOException: 410,
  PreconditionFailedException: 412,
  RequestEntityTooLargeException: 413,
  RequestTooLargeException: 413,
  SerializedRequestEntityTooLargeException: 413,
  UnsupportedMediaTypeException: 415,
  TooManyRequestsException: 429,
  InternalFailure: 500,
  ServiceException: 500,
  EC2AccessDeniedException: 502,
  EC2ThrottledException: 502,
  EC2UnexpectedException: 502,
  ENILimitReachedException: 502,
  ENINotReadyException: 502,
  InvalidRuntimeException: 502,
  InvalidSecurityGroupIDException: 502,
  InvalidSubnetIDException: 502,
  InvalidZipFileException: 502,
  KMSAccessDeniedException: 502,
  KMSDisabledException: 502,
  KMSInvalidStateException: 502,
  KMSNotFoundException: 502,
  ResourceNotReadyException: 502,
  SubnetIPAddressLimitReachedException: 502,
};
