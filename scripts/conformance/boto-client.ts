import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { root } from "../workspace.ts";
import { isList, isObject, type Value, type ValueObject } from "./value.ts";

/** What the runner needs of a simulated account. */
export interface AwsClient {
  /**
   * Performs an operation by its AWS name, in virtual time.
   *
   * @throws RefusedError, or an error that looks like one.
   */
  call(service: string, operation: string, params: ValueObject): ValueObject;
  /** Lets whole microseconds of virtual time pass. */
  advance(microseconds: number): void;
  /** Milliseconds since 1970, in virtual time. */
  readonly now: number;
  /** Twelve digits. */
  readonly accountId: string;
  readonly region: string;
  /** What a function printed so far, line by line. */
  printedBy(functionName: string): readonly string[];
  /** A file that came with the recordings, by the path that traces give; `undefined` where there is none. */
  fileAt(path: string): string | undefined;
}

/** How an account refuses: the code and the words of AWS. */
export interface RefusedError extends Error {
  readonly code: string;
  readonly httpStatus: number;
  /** Members of the error besides code and message. */
  readonly details?: ValueObject;
}

/** An operation that was refused, as boto3 raises it. */
export class BotoError extends Error {
  override readonly name = "BotoError";
  /** What the trace refers to: type, operation_name, response. */
  readonly value: ValueObject;
  readonly code: string;

  constructor(operation: string, refused: RefusedError, response: ValueObject) {
    super(`${operation} is refused with ${refused.code}: ${refused.message}`);
    this.code = refused.code;
    this.value = { type: "ClientError", operation_name: operation, response };
  }
}

/** The account does not simulate what was asked of it. */
export class NotModeledError extends Error {
  override readonly name = "NotModeledError";
}

/** Shows an account as boto3 does: names in snake case, bytes, `ResponseMetadata`, `ClientError`. */
export class BotoClient {
  private readonly client: AwsClient;
  private named = 0;

  constructor(client: AwsClient) {
    this.client = client;
  }

  get now(): number {
    return this.client.now;
  }

  get accountId(): string {
    return this.client.accountId;
  }

  get region(): string {
    return this.client.region;
  }

  advance(microseconds: number): void {
    this.client.advance(microseconds);
  }

  /** A name that was not given before, for what a trace leaves unnamed. */
  newName(): string {
    this.named += 1;
    return `${this.named}`.padStart(8, "0");
  }

  printedBy(functionName: string): readonly string[] {
    return this.client.printedBy(functionName);
  }

  fileAt(path: string): string | undefined {
    return this.client.fileAt(path);
  }

  /** Performs `operation`, such as `receive_message`. @throws BotoError, NotModeledError */
  call(service: string, operation: string, params: ValueObject): ValueObject {
    const name = operationName(operation);
    try {
      const response = this.client.call(service, name, params);
      return {
        ...(withBytes(response, service) as ValueObject), // An object stays one.
        ResponseMetadata: { HTTPHeaders: {}, HTTPStatusCode: statusOf(service, name, response) },
      };
    } catch (error) {
      if (error instanceof Error && error.name === "NotModeledError") {
        throw new NotModeledError(error.message);
      }
      if (!isRefused(error)) throw error;
      throw new BotoError(name, error, errorResponse(service, error));
    }
  }
}

const isRefused = (error: unknown): error is RefusedError =>
  error instanceof Error && "code" in error && "httpStatus" in error;

/** The operation of AWS that boto3 calls by `name`, such as `ReceiveMessage` of `receive_message`. */
export const operationName = (name: string): string =>
  name
    .split("_")
    .map((word) => acronyms[word] ?? word.charAt(0).toUpperCase() + word.slice(1))
    .join("");

/** Successes of operations with another HTTP status than 200 (botocore, `service-2.json`). */
const statuses: Readonly<Record<string, Readonly<Record<string, number>>>> = {
  lambda: {
    AddPermission: 201,
    CreateAlias: 201,
    CreateEventSourceMapping: 202,
    CreateFunction: 201,
    CreateFunctionUrlConfig: 201,
    DeleteAlias: 204,
    DeleteEventSourceMapping: 202,
    DeleteFunction: 204,
    DeleteFunctionConcurrency: 204,
    DeleteFunctionEventInvokeConfig: 204,
    PublishVersion: 201,
    RemovePermission: 204,
    TagResource: 204,
    UntagResource: 204,
    UpdateEventSourceMapping: 202,
  },
};

function statusOf(service: string, operation: string, response: ValueObject): number {
  // Invoke sends its status, which its response has as a member too.
  const sent = operation === "Invoke" ? response.StatusCode : undefined;
  return typeof sent === "number" ? sent : (statuses[service]?.[operation] ?? 200);
}

const acronyms: Readonly<Record<string, string>> = { sms: "SMS" };

/** The members that boto3 gives as bytes where AWS's JSON has base64. */
const byteMembers: Readonly<Record<string, ReadonlySet<string>>> = {
  sqs: new Set(["BinaryValue", "BinaryListValues"]),
};

function withBytes(value: Value, service: string): Value {
  if (isList(value)) return value.map((item) => withBytes(item, service));
  if (!isObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, part]) => [
      name,
      byteMembers[service]?.has(name) === true ? bytesOf(part) : withBytes(part, service),
    ]),
  );
}

function bytesOf(value: Value): Value {
  if (isList(value)) return value.map(bytesOf);
  if (typeof value !== "string") return value;
  return Uint8Array.from(atob(value), (character) => character.charCodeAt(0));
}

function errorResponse(service: string, refused: RefusedError): ValueObject {
  const { code, message, httpStatus, details = {} } = refused;
  const compatibility = compatibilityOf(service, code, message, httpStatus);
  return {
    Error: { Code: code, Message: message, ...compatibility.error },
    ...compatibility.response,
    ...details,
    ResponseMetadata: { HTTPHeaders: {}, HTTPStatusCode: httpStatus },
  };
}

interface Compatibility {
  readonly error: ValueObject;
  readonly response: ValueObject;
}

const noMore: Compatibility = { error: {}, response: {} };

function compatibilityOf(
  service: string,
  code: string,
  message: string,
  httpStatus: number,
): Compatibility {
  switch (service) {
    case "sqs":
      return queryCompatibility(code, message, httpStatus);
    case "lambda":
      return lambdaMembers(code, message, httpStatus);
    default:
      return hasQueryProtocol(service)
        ? { error: { Type: httpStatus < 500 ? "Sender" : "Receiver" }, response: {} }
        : noMore;
  }
}

const models = join(root, "../shared/models");
const queryProtocols = new Map<string, boolean>();

/** Whether errors of a service say whose fault they are, as its model has it where models are at hand. */
function hasQueryProtocol(service: string): boolean {
  const path = join(models, `${service}.json`);
  let known = queryProtocols.get(service);
  if (known === undefined) {
    known = existsSync(path) && /"protocol":"query"/.test(readFileSync(path, "utf8"));
    queryProtocols.set(service, known);
  }
  return known;
}

/** Errors in the model of Lambda that spell their member `message`; the others have `Message`. */
const lambdaLowerCaseErrors: ReadonlySet<string> = new Set([
  "CodeStorageExceededException",
  "InvalidParameterValueException",
  "InvalidRequestContentException",
  "PolicyLengthExceededException",
  "PreconditionFailedException",
  "ProvisionedConcurrencyConfigNotFoundException",
  "RequestTooLargeException",
  "ResourceConflictException",
  "ResourceNotReadyException",
  "TooManyRequestsException",
  "UnsupportedMediaTypeException",
]);

/** boto3 copies the members of errors that are in the model; of a ValidationException it has none. */
function lambdaMembers(code: string, message: string, httpStatus: number): Compatibility {
  if (code === "ValidationException" || code === "AccessDeniedException") return noMore;
  const name = lambdaLowerCaseErrors.has(code) ? "message" : "Message";
  return { error: {}, response: { Type: httpStatus < 500 ? "User" : "Service", [name]: message } };
}

const sqsPrefix = "AWS.SimpleQueueService.";

/** Errors of SQS whose shape has another name than the code that its query protocol had. */
const sqsShapes: Readonly<Record<string, string>> = {
  "AWS.SimpleQueueService.NonExistentQueue": "QueueDoesNotExist",
  QueueAlreadyExists: "QueueNameExists",
  InvalidParameterValue: "InvalidParameterValueException",
  MissingParameter: "MissingRequiredParameterException",
  AccessDenied: "AccessDeniedException",
  InvalidParameterCombination: "InvalidParameterCombinationException",
};

/** Shapes among those that are in the model of SQS under the very code that is sent. */
const sqsModeledCodes: ReadonlySet<string> = new Set([
  "InvalidAddress",
  "InvalidAttributeName",
  "InvalidAttributeValue",
  "InvalidIdFormat",
  "InvalidMessageContents",
  "InvalidSecurity",
  "OverLimit",
  "ReceiptHandleIsInvalid",
  "RequestThrottled",
  "ResourceNotFoundException",
]);

/**
 * SQS answers in JSON and keeps the codes of its former protocol in the header
 * `x-amzn-query-error`. boto3 shows both, and copies `message` for errors that it finds in the model
 * by the code it shows (botocore, `parsers.py` and `endpoint.py`; agrees with the recordings).
 */
function queryCompatibility(code: string, message: string, httpStatus: number): Compatibility {
  const shape =
    sqsShapes[code] ?? (code.startsWith(sqsPrefix) ? code.slice(sqsPrefix.length) : code);
  return {
    error: { QueryErrorCode: shape, Type: httpStatus < 500 ? "Sender" : "Receiver" },
    response: sqsModeledCodes.has(code) ? { message } : {},
  };
}
