import { ownOf } from "../../packages/aws/src/request/api-model.ts";
import { modelOf, operationName } from "./boto-model.ts";
import { botoRequest } from "./boto-request.ts";
import { botoErrorResponse, botoResponse } from "./boto-response.ts";
import { quirks } from "./files/boto-s3.ts";
import { isObject, type Value, type ValueObject } from "./value.ts";

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
  value: ValueObject;
  readonly code: string;

  constructor(service: string, operation: string, refused: RefusedError, response: ValueObject) {
    super(`${operation} is refused with ${refused.code}: ${refused.message}`);
    this.code = refused.code;
    // Boto3 has a class for each error that a model lists; recordings of some services name it.
    const type = service === "stepfunctions" ? refused.code : "ClientError";
    this.value = { type, operation_name: operation, response };
  }
}

/** What boto3 finds wrong with parameters, before any request. */
class ParameterError extends BotoError {
  constructor(why: string) {
    const refused = Object.assign(new Error(why), { code: "ParamValidationError", httpStatus: 0 });
    super("", "", refused, {});
    this.value = { type: "ParamValidationError", text: `Parameter validation failed:\n${why}` };
  }
}

/** What boto3 says of parameters that are nothing, of texts that have nothing in them, and of members that are missing. */
function parameterFault(
  service: string,
  operation: string,
  params: ValueObject,
): string | undefined {
  const faults = Object.entries(params).flatMap(([name, value]) => {
    if (value === null) {
      return [
        `Invalid type for parameter ${name}, value: None, type: <class 'NoneType'>, valid types: <class 'str'>`,
      ];
    }
    const isEmpty = value === "" && (name === "name" || name === "nextToken");
    return isEmpty ? [`Invalid length for parameter ${name}, value: 0, valid min length: 1`] : [];
  });
  const input = ownOf(modelOf(service).operations, operation)?.input;
  if (input !== undefined) faults.push(...missingIn(service, params, input, "input"));
  return faults.length === 0 ? undefined : faults.join("\n");
}

/** What boto3 says of members that a structure must have and has not, at any depth. */
function missingIn(service: string, value: Value, name: string, at: string): string[] {
  const shape = ownOf(modelOf(service).shapes, name);
  if (shape?.type !== "structure" || !isObject(value)) return [];
  const missing = (shape.required ?? [])
    .filter((each) => !(each in value))
    .map((each) => `Missing required parameter in ${at}: "${each}"`);
  const inside = Object.entries(shape.members ?? {}).flatMap(([member, of]) =>
    missingIn(service, value[member], of, at === "input" ? member : `${at}.${member}`),
  );
  return [...missing, ...inside];
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
    const name = operationName(service, operation);
    const quirk = quirks.get(service);
    const wrong = service === "stepfunctions" ? parameterFault(service, name, params) : undefined;
    if (wrong !== undefined) throw new ParameterError(wrong);
    try {
      const said = quirk?.request(name, params, this.region) ?? params;
      const sent = botoRequest(service, name, said);
      const response = botoResponse(service, name, this.client.call(service, name, sent));
      return quirk?.response(name, params, response) ?? response;
    } catch (error) {
      if (error instanceof Error && error.name === "NotModeledError") {
        throw new NotModeledError(error.message);
      }
      if (!isRefused(error)) throw error;
      const response =
        quirk?.error(name, error, modelOf(service).errors[error.code]?.members ?? []) ??
        botoErrorResponse(service, error);
      throw new BotoError(service, name, error, response);
    }
  }
}

const isRefused = (error: unknown): error is RefusedError =>
  error instanceof Error && "code" in error && "httpStatus" in error;
