/** What a refusal of an invocation means for who brought it: whether the same event is tried again. */
interface RefusalMeaning {
  readonly status: number;
  readonly isFinal?: true;
}

const final = (status: number): RefusalMeaning => ({ status, isFinal: true });
const again = (status: number): RefusalMeaning => ({ status });

/**
 * How Invoke refuses, by the code, whether or not the simulation does so by itself: a scenario's fault may.
 *
 * Source, read 2026-11: https://docs.aws.amazon.com/lambda/latest/api/API_Invoke.html
 */
const meanings: ReadonlyMap<string, RefusalMeaning> = new Map([
  ["TooManyRequestsException", again(429)],
  ["ServiceException", again(500)],
  ["EC2ThrottledException", again(502)],
  ["EC2UnexpectedException", again(502)],
  ["EC2AccessDeniedException", again(502)],
  ["ENILimitReachedException", again(502)],
  ["ENINotReadyException", again(502)],
  ["SubnetIPAddressLimitReachedException", again(502)],
  ["InvalidSubnetIDException", again(502)],
  ["InvalidSecurityGroupIDException", again(502)],
  ["KMSAccessDeniedException", again(502)],
  ["KMSDisabledException", again(502)],
  ["KMSInvalidStateException", again(502)],
  ["KMSNotFoundException", again(502)],
  ["InvalidRuntimeException", again(502)],
  ["InvalidZipFileException", again(502)],
  ["ResourceNotReadyException", again(502)],
  ["EFSMountConnectivityException", again(408)],
  ["EFSMountTimeoutException", again(408)],
  ["EFSIOException", again(410)],
  ["EFSMountFailureException", again(403)],
  ["S3FilesMountConnectivityException", again(408)],
  ["S3FilesMountTimeoutException", again(408)],
  ["S3FilesMountFailureException", again(403)],
  ["CodeArtifactUserPendingException", again(409)],
  ["CodeArtifactUserFailedException", again(409)],
  ["CodeArtifactUserDeletedException", again(409)],
  ["SnapStartException", again(400)],
  ["SnapStartNotReadyException", again(409)],
  ["SnapStartRegenerationFailureException", again(409)],
  ["SnapStartTimeoutException", again(408)],
  ["RequestTooLargeException", final(413)],
  ["SerializedRequestEntityTooLargeException", final(413)],
  ["InvalidRequestContentException", final(400)],
  ["InvalidParameterValueException", final(400)],
  ["UnsupportedMediaTypeException", final(415)],
  ["ResourceNotFoundException", final(404)],
  ["ResourceConflictException", final(409)],
  ["RecursiveInvocationException", final(400)],
  ["ModeNotSupportedException", final(400)],
  ["NoPublishedVersionException", final(400)],
  ["DurableExecutionAlreadyStartedException", final(409)],
  ["ServiceQuotaExceededException", final(402)],
]);

/** The HTTP status of a refusal; one that is not known is a fault of the service. */
export const refusalStatus = (code: string): number => meanings.get(code)?.status ?? 500;

/** Whether an event that is refused so is not tried again. */
export const isFinalRefusal = (code: string): boolean => meanings.get(code)?.isFinal === true;

/** The codes that are known. */
export const refusalCodes: readonly string[] = [...meanings.keys()];
