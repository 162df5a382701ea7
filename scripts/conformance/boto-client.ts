import { modelOf, operationName } from "./boto-model.ts";
import { botoRequest } from "./boto-request.ts";
import { botoErrorResponse, botoResponse } from "./boto-response.ts";
import { quirks } from "./files/boto-s3.ts";
import type { ValueObject } from "./value.ts";

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
    const name = operationName(service, operation);
    const quirk = quirks.get(service);
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
      throw new BotoError(name, error, response);
    }
  }
}

const isRefused = (error: unknown): error is RefusedError =>
  error instanceof Error && "code" in error && "httpStatus" in error;
