import { own, type Plain } from "@orrery/kernel";
import { isObject } from "../../../request/params.ts";
import type { Refused } from "../../../service/refusal.ts";
import type { ServiceResource } from "./resource.ts";

/** Why a task failed, as an execution has it. */
export interface TaskFailure {
  readonly error: string;
  readonly cause: string;
}

/**
 * Codes that no model of a service lists as errors of its own: AWS's SDKs raise the exception of the whole service
 * for them.
 *
 * Source: https://docs.aws.amazon.com/awssupport/latest/APIReference/CommonErrors.html, read 2026-11.
 */
const commonCodes: ReadonlySet<string> = new Set([
  "AccessDenied",
  "AccessDeniedException",
  "ExpiredTokenException",
  "IncompleteSignature",
  "InternalFailure",
  "InvalidAction",
  "InvalidParameterCombination",
  "InvalidParameterValue",
  "MalformedQueryString",
  "MissingParameter",
  "NotAuthorized",
  "OptInRequired",
  "RequestExpired",
  "SerializationException",
  "ServiceUnavailable",
  "ThrottlingException",
  "UnrecognizedClientException",
  "ValidationError",
  "ValidationException",
]);

/** Services that list such codes all the same. */
const ownCodes: Readonly<Record<string, readonly string[]>> = {
  events: ["AccessDeniedException"],
  kinesis: ["AccessDeniedException", "ValidationException"],
  pipes: ["ValidationException", "ThrottlingException"],
  scheduler: ["ValidationException", "ThrottlingException"],
  stepfunctions: ["ValidationException"],
};

/** What the exception of a whole service is called in the first SDK for Java. */
const serviceExceptions: Readonly<Record<string, string>> = {
  dynamodb: "AmazonDynamoDBException",
  events: "AmazonEventBridgeException",
  lambda: "AWSLambdaException",
  sns: "AmazonSNSException",
  sqs: "AmazonSQSException",
  stepfunctions: "AWSStepFunctionsException",
};

/** Services whose answers bear a second id of the request. */
const withExtendedIds: ReadonlySet<string> = new Set(["s3"]);

/** The error of a task whose service refused. */
export function failureOf(
  resource: ServiceResource,
  { code, message }: Refused,
  status: number,
  requestId: string,
): TaskFailure {
  const { service, isOptimized, errorPrefix, serviceTitle } = resource;
  const name = exceptionNamed(resource, code);
  const error = `${errorPrefix}.${name}`;
  if (isOptimized) {
    return {
      error,
      cause: `${message} (Service: ${serviceTitle}; Status Code: ${status}; Error Code: ${code}; Request ID: ${requestId}; Proxy: null)`,
    };
  }
  const extended = withExtendedIds.has(service) ? `, Extended Request ID: ${requestId}` : "";
  const attempts = service === "stepfunctions" ? " (SDK Attempt Count: 1)" : "";
  return {
    error,
    cause: `${message} (Service: ${serviceTitle}, Status Code: ${status}, Request ID: ${requestId}${extended})${attempts}`,
  };
}

/** The exception that an SDK raises for a code: the code's own, or that of the whole service. */
function exceptionNamed(
  { service, isOptimized, errorPrefix }: ServiceResource,
  code: string,
): string {
  const last = code.slice(code.lastIndexOf(".") + 1);
  const isListed = own(ownCodes, service)?.includes(last) ?? false;
  if (commonCodes.has(last) && !isListed) {
    return isOptimized
      ? (own(serviceExceptions, service) ?? `Amazon${errorPrefix}Exception`)
      : `${errorPrefix}Exception`;
  }
  return last.endsWith("Exception") ? last : `${last}Exception`;
}

/** The error of a function that failed, by its payload. */
export function functionFailure(payload: string): TaskFailure {
  let value: Plain = null;
  try {
    value = JSON.parse(payload) as Plain; // Any JSON.
  } catch {
    value = null; // What is no JSON names no error.
  }
  const type = isObject(value) ? value["errorType"] : undefined;
  if (typeof type === "string" && type !== "") return { error: type, cause: payload };
  return {
    error: "Lambda.Unknown",
    cause: `The cause could not be determined because Lambda did not return an error type. Returned payload: ${payload}`,
  };
}
