import type { ModeledError, ModeledOperation } from "../../packages/aws/src/request/api-facts.ts";
import { ownOf } from "../../packages/aws/src/request/api-model.ts";
import type { RefusedError } from "./boto-client.ts";
import { modelOf } from "./boto-model.ts";
import { isList, isObject, memberOf, type Value, type ValueObject } from "./value.ts";

/** A response as boto3 gives it: with bytes where AWS's JSON has base64, and `ResponseMetadata`. */
export function botoResponse(
  service: string,
  operation: string,
  response: ValueObject,
): ValueObject {
  const modeled = ownOf(modelOf(service).operations, operation) ?? {};
  const shown = {
    ...(withBytes(response, modeled) as ValueObject), // An object stays one.
    ResponseMetadata: { HTTPHeaders: {}, HTTPStatusCode: statusOf(response, modeled) },
  };
  for (const [member, value] of Object.entries<unknown>(response)) {
    if (isStream(value)) readLate(shown, member, value, modeled);
  }
  return shown;
}

const isStream = (value: unknown): value is Iterable<Value> =>
  typeof value === "object" && value !== null && !Array.isArray(value) && Symbol.iterator in value;

/** A stream of events is a list that is read once something asks for it: boto3 gives what can be iterated over. */
function readLate(
  shown: ValueObject,
  member: string,
  stream: Iterable<Value>,
  modeled: ModeledOperation,
): void {
  let read: Value;
  const get = (): Value =>
    (read ??= [...stream].map((event) =>
      memberOf(withBytes({ [member]: event }, modeled), member),
    ));
  Object.defineProperty(shown, member, { enumerable: true, get });
}

function statusOf(response: ValueObject, { status = 200, statusMember }: ModeledOperation): number {
  const sent = statusMember === undefined ? undefined : response[statusMember];
  return typeof sent === "number" ? sent : status;
}

function withBytes(response: Value, { blobs = [], payload }: ModeledOperation): Value {
  // A body that is bytes and nothing else comes as a stream, which the trace reads.
  const read = blobs.filter((path) => path !== payload);
  return read.reduce((whole: Value, path) => bytesAt(whole, path.split(".")), response);
}

/** `value` with bytes at `path`, where `*` stands for all items or members. */
function bytesAt(value: Value, [step, ...rest]: readonly string[]): Value {
  if (step === undefined) return typeof value === "string" ? bytesOf(value) : value;
  if (isList(value)) return step === "*" ? value.map((item) => bytesAt(item, rest)) : value;
  if (!isObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, part]) => [
      name,
      step === "*" || step === name ? bytesAt(part, rest) : part,
    ]),
  );
}

const bytesOf = (base64: string): Uint8Array =>
  Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));

/**
 * The response of an error as boto3 gives it (botocore, `parsers.py` and `endpoint.py`; agrees with the
 * recordings). It copies the members that its model has of the code that it shows; not of services that answer
 * in the XML of the query protocol, where it looks for them in the wrong place.
 */
export function botoErrorResponse(service: string, refused: RefusedError): ValueObject {
  const { code, message, httpStatus, details = {} } = refused;
  const { protocol, queryCompatible, errors } = modelOf(service);
  const modeled = ownOf(errors, code);
  const isCallers = httpStatus < 500;
  const type = isCallers ? "Sender" : "Receiver";
  return {
    Error: {
      Code: code,
      Message: message,
      ...(protocol === "query" || queryCompatible === true ? { Type: type } : {}),
      // Services that left the query protocol keep its codes in a header, and boto3 shows both.
      ...(queryCompatible === true ? { QueryErrorCode: modeled?.shape ?? lastWord(code) } : {}),
    },
    ...(protocol === "query" ? {} : copiedMembers(modeled, message, isCallers)),
    ...(withAttributeBytes(details) as ValueObject), // An object stays one.
    ResponseMetadata: { HTTPHeaders: {}, HTTPStatusCode: httpStatus },
  };
}

/** Members of an error with bytes where items of DynamoDB have base64: no other error has such members. */
function withAttributeBytes(value: Value): Value {
  if (isList(value)) return value.map(withAttributeBytes);
  if (!isObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, part]) => [
      name,
      name === "B" && typeof part === "string"
        ? bytesOf(part)
        : name === "BS" && isList(part)
          ? part.map((each) => bytesAt(each, []))
          : withAttributeBytes(part),
    ]),
  );
}

/** Such as `NotFound` of `AWS.SomeService.NotFound`. */
const lastWord = (code: string): string => code.slice(code.lastIndexOf(".") + 1);

function copiedMembers(
  { members = [] }: ModeledError = {},
  message: string,
  isCallers: boolean,
): ValueObject {
  const values: ValueObject = {
    message,
    Message: message,
    Type: isCallers ? "User" : "Service",
  };
  return Object.fromEntries(
    members.flatMap((name) => (Object.hasOwn(values, name) ? [[name, values[name]]] : [])),
  );
}
