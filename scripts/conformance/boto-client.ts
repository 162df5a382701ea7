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

/** Shows an account as boto3 does: names in snake case, bytes, `ResponseMetadata`, `ClientError`. */
export class BotoClient {
  private readonly client: AwsClient;

  constructor(client: AwsClient) {
    this.client = client;
  }

  get now(): number {
    return this.client.now;
  }

  advance(microseconds: number): void {
    this.client.advance(microseconds);
  }

  /** Performs `operation`, such as `receive_message`. @throws BotoError */
  call(service: string, operation: string, params: ValueObject): ValueObject {
    const name = operationName(operation);
    try {
      const response = this.client.call(service, name, params);
      return {
        ...(withBytes(response, service) as ValueObject), // An object stays one.
        ResponseMetadata: { HTTPHeaders: {}, HTTPStatusCode: 200 },
      };
    } catch (error) {
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
  const compatibility = service === "sqs" ? queryCompatibility(code, message, httpStatus) : noMore;
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
