import {
  ConfigError,
  durationOf,
  formatDuration,
  type Duration,
  type DurationSaid,
  type Plain,
} from "@orrery/kernel";
import type { PlainObject } from "./refusal.ts";

/**
 * What a function does, step by step: a handler that yields where it would wait.
 *
 * A script must do the same whenever it is given the same: it is run again over the recorded
 * answers after a snapshot or a fork. So it keeps nothing outside itself but in
 * {@link ScriptContext.environmentState}, and reads no clock.
 */
export type Script = ScriptForm["script"];

/**
 * A script that names what it is given and returns, such as `Handler<SQSEvent, SQSBatchResponse>`; every one
 * is a {@link Script}.
 */
export type Handler<Event = unknown, Result = unknown> = (
  event: Event,
  context: ScriptContext,
) => Generator<ScriptStep, Result, Plain>;

// A method's parameters may be of any type that a script gives them, so that it says itself which event it takes.
interface ScriptForm {
  script(event: unknown, context: ScriptContext): Generator<ScriptStep, unknown, Plain>;
}

/** Scripts by the names that functions have them under. */
export type Scripts = Readonly<Record<string, Script>>;

/** Where a script waits: for time to pass, or for another service. Made by {@link wait} and {@link call}. */
export type ScriptStep =
  | { readonly type: "wait"; readonly duration: Duration }
  | {
      readonly type: "call";
      readonly service: string;
      readonly operation: string;
      readonly params: PlainObject;
      /** Of the credentials that sign it; left out: its function's own do. */
      readonly sessionToken?: string;
    }
  /** An operation of its own of a function whose executions are durable. */
  | { readonly type: "durable"; readonly name: string };

/** What a handler knows of its invocation. */
export interface ScriptContext {
  readonly functionName: string;
  /** `$LATEST`, or the number of a version. */
  readonly functionVersion: string;
  readonly invokedFunctionArn: string;
  readonly awsRequestId: string;
  readonly memoryLimitInMB: string;
  readonly logGroupName: string;
  /** That of its execution environment. */
  readonly logStreamName: string;
  /** What the caller gave as client context; left out: nothing. */
  readonly clientContext?: PlainObject;
  /** The identity of Cognito that a mobile SDK invokes with; nobody does here. */
  readonly identity: undefined;
  /** Handlers may set it. What a generator leaves behind is nothing that could be waited for. */
  callbackWaitsForEmptyEventLoop: boolean;
  /** Whose invocation it is, of a function that keeps tenants apart; left out: nobody's. */
  readonly tenantId?: string;
  /** The environment variables, the function's own and those that Lambda sets; `process.env` while it runs. */
  readonly environmentVariables: Readonly<Record<string, string>>;
  /** What is left until the timeout. */
  remainingTime(): Duration;
  /** The same in milliseconds, as Lambda's handlers ask for it. */
  getRemainingTimeInMillis(): number;
  /**
   * What lives in the execution environment from one invocation to the next, as module variables
   * do: plain data, empty after a cold start or a reset. Written on freely.
   */
  readonly environmentState: Record<string, Plain>;
  /**
   * What lies in `/tmp`, by the names of files: plain data, empty after a cold start, and kept through resets. Written on
   * freely; what is written before a handler waits or calls stays even where it runs into its timeout.
   */
  readonly temporaryFiles: Record<string, Plain>;
  /** A number in [0, 1) that belongs to this invocation. */
  random(): number;
}

// For the length of one run of a script: where calls are written is asked only once one has stopped a run, since a stack costs much.
let callPlaces: (string | null)[] | null = null;

/** Where the last call was written that `run` came by; `null` where that cannot be known. */
export function placeOfLastCall(run: () => void): string | null {
  const places: (string | null)[] = [];
  callPlaces = places;
  try {
    run();
  } finally {
    callPlaces = null;
  }
  return places.at(-1) ?? null;
}

/** The places in files that an error's stack names, the innermost first: `file:line:column`. */
export function placesIn(error: Error): readonly string[] {
  const lines = (error.stack ?? "").split("\n");
  return lines.flatMap((line) => {
    const [, place] =
      /(?:file:\/\/)?((?:[A-Za-z]:)?[^\s():@]*[/\\][^\s():@]+(?::\d+){1,2})\)?$/.exec(line) ?? [];
    return place === undefined || line.includes("node:") ? [] : [place];
  });
}

/**
 * Lets time pass, as a handler does that computes or sleeps: `yield* wait("50ms")`. Yields `null`.
 *
 * @throws ConfigError
 */
export function wait(said: DurationSaid): Step<"wait", null> {
  const duration = typeof said === "string" ? durationOf("wait of a script", said) : said;
  if (!Number.isSafeInteger(duration) || duration < 0) {
    const received = Number.isFinite(duration) ? formatDuration(duration) : `${duration}`;
    throw new ConfigError("wait of a script", "0 s or more in whole microseconds", received);
  }
  return new WaitStep(duration);
}

/**
 * Calls an operation of AWS by its name: `yield* call("sqs", "PurgeQueue", { QueueUrl })`. Yields its response,
 * or throws an {@link AwsCallError}. Namespaces such as `sqs` have calls with types.
 */
export function call(
  service: string,
  operation: string,
  params: PlainObject = {},
): AwsCall<PlainObject> {
  notePlace(1);
  return new CallStep(service, operation, params);
}

/** The call that a function of a namespace makes, such as `sqs.sendMessage`. */
export function typedCall<Result>(
  service: string,
  operation: string,
  params: object,
): AwsCall<Result> {
  notePlace(2);
  return new CallStep(service, operation, params as PlainObject); // Checked as the script yields it.
}

/** Credentials of a session, as the operations of AWS give them that begin one. */
export interface Credentials {
  readonly AccessKeyId: string;
  readonly SecretAccessKey: string;
  readonly SessionToken: string;
}

/**
 * A call that credentials of a session sign, such as those of AssumeRole:
 * `yield* signedWith(Credentials, call("sqs", "SendMessage", { QueueUrl, MessageBody }))`.
 */
export function signedWith<Result>(
  { SessionToken }: Pick<Credentials, "SessionToken">,
  { service, operation, params }: AwsCall<Result>,
): AwsCall<Result> {
  return new CallStep(service, operation, params, SessionToken);
}

/** Keeps where the caller of whoever calls this is, so many functions further out. */
function notePlace(further: number): void {
  if (callPlaces === null) return;
  callPlaces.push(placesIn(new Error("call"))[further + 1] ?? null);
}

/** A call of an operation; `yield*` gives its response. */
export type AwsCall<Result> = Step<"call", Result>;

/** A step of a script, of which `yield*` gives what the script is answered. */
export type Step<Type extends ScriptStep["type"], Answer> = Extract<
  ScriptStep,
  { readonly type: Type }
> & { [Symbol.iterator](): Generator<ScriptStep, Answer, Plain> };

// Classes, since objects with a method of their own cost more where a script makes many.
class WaitStep {
  readonly type = "wait";
  readonly duration: Duration;

  constructor(duration: Duration) {
    this.duration = duration;
  }

  *[Symbol.iterator](): Generator<ScriptStep, null, Plain> {
    yield this;
    return null;
  }
}

class CallStep<Result> {
  readonly type = "call";
  readonly service: string;
  readonly operation: string;
  readonly params: PlainObject;
  declare readonly sessionToken?: string;

  constructor(service: string, operation: string, params: PlainObject, sessionToken?: string) {
    if (sessionToken !== undefined) this.sessionToken = sessionToken;
    this.service = service;
    this.operation = operation;
    this.params = params;
  }

  *[Symbol.iterator](): Generator<ScriptStep, Result, Plain> {
    return (yield this) as Result; // What AWS answers to this operation.
  }
}

/** AWS refused a call that a script made. */
export class AwsCallError extends Error {
  /** The error code of AWS, which is also the error's name, as in AWS's SDK. */
  readonly code: string;

  constructor(code: string, message: string) {
    super(message);
    this.name = code;
    this.code = code;
  }
}

/**
 * Thrown by a script whose process ends; 0 gives no reason, `killed` is what happens to one that takes more memory than
 * its function has, and `segmentation fault` to one whose native code is wrong, which Lambda does not see on runtimes of
 * Python until the timeout. The environment is reset.
 */
export class RuntimeExit extends Error {
  override readonly name = "Runtime.ExitError";
  readonly status: ExitStatus;

  constructor(status: ExitStatus = 0) {
    super(typeof status === "number" ? `exit status ${status}` : `signal: ${status}`);
    this.status = status;
  }
}

/** How a process ends: with a status, or by a signal. */
export type ExitStatus = number | "killed" | "segmentation fault";
