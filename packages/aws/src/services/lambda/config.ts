import { figureValues, type FigureValues } from "../../service/assumed-figure.ts";
import { roleCaller, type Caller } from "../../service/caller.ts";
import {
  checkDistribution,
  ConfigError,
  countBounds,
  durationBounds,
  hours,
  seconds,
  withinBounds,
  milliseconds,
  valueAsOf,
  type Distribution,
  type Duration,
  type Plain,
  shownValue,
} from "@orrery/kernel";
import { writeJson } from "../../text/json.ts";
import { usualAsynchronous, type AsynchronousSettings } from "./asynchronous/config.ts";
import {
  compiledRuntimes,
  firstCallDurationOf,
  initDurationOf,
  restoreDurationOf,
  type InitKind,
} from "./function/cold-start.ts";
import {
  checkTraits,
  type Computing,
  type Extensions,
  type FileSystem,
  type Network,
} from "./environment-traits.ts";
import type { Mount } from "./files/mount.ts";
import type { Dormancy } from "./function/dormancy-state.ts";
import type { InterfaceFailure } from "./network/interfaces.ts";
import type { DurableSettings } from "./durable/state.ts";
import {
  idleLifetime,
  lambdaAssumptions,
  lambdaLimits,
  maximumAge,
  placementLatency,
  proactiveReplacements,
  provisionedConcurrency,
  surplusHalving,
} from "./limits.ts";
import type { ManagedInstances } from "./managed/managed-instances.ts";
import type { LogSettings } from "./log/log-fact.ts";
import type { SnapStart } from "./snap-start/snap-start.ts";
import { isRuntime } from "./operations/runtimes.ts";
import type { Call } from "../../service/call.ts";

/** What a function does when it is invoked. AWS has the code here; a departure. Plain data. */
export type Behavior = ProfileBehavior | ScriptBehavior;

/** What AWS does not tell of a function's environments, whatever it does in them. */
export interface EnvironmentTraits {
  /** Of a container image, such as `python3.13`, or of an OS-only runtime, such as `rust`. @defaultValue Node.js 22, or Go, is assumed */
  readonly imageRuntime?: string;
  /** The share of environments that are replaced ahead as they grow too old. @defaultValue 0.5 */
  readonly proactiveReplacements?: number;
  /** The share of asynchronous events that Lambda gives it twice. @defaultValue 0 */
  readonly duplicateEvents?: number;
  /** The share of Init phases that fail with an error. @defaultValue 0 */
  readonly initFailures?: number;
  /** What runs beside its handler. @defaultValue nothing */
  readonly extensions?: Extensions;
  /** Where it can call, of a function in a VPC. @defaultValue everywhere, and a run warns of it */
  readonly network?: Network;
  /** What it does with its file system. @defaultValue nothing */
  readonly fileSystem?: FileSystem;
}

/** A function known by how long it takes, how often it fails, and what it calls. */
export interface ProfileBehavior extends EnvironmentTraits {
  readonly type: "profile";
  /** Of the handler in microseconds, in a warm environment, before its {@link calls}. */
  readonly duration: Distribution;
  /** Added for each message of a batch: drawn once an invocation and multiplied; `null` for none. */
  readonly durationPerItem: Distribution | null;
  /** How much of the duration is computing, which depends on the memory. @defaultValue none */
  readonly computing?: Computing;
  /** The Init phase in microseconds; `null`: as measured for the runtime. */
  readonly coldStart: Distribution | null;
  /** The share of invocations that fail with a function error, 0 to 1. */
  readonly failures: number;
  /** The share of SQS messages that fail at every attempt, 0 to 1. */
  readonly poison: number;
  /** The share of SQS messages that fail this time, drawn at each receive, 0 to 1. @defaultValue 0 */
  readonly messageFailures?: number;
  /** At how many of its first receives each SQS message fails. @defaultValue 0 */
  readonly firstFailures?: number;
  /** What it does with the rest of a batch after a message that fails. @defaultValue continue */
  readonly afterFailure?: AfterFailure;
  /** How long a message that it fails on is hidden, by its receives. @defaultValue as long as the queue says */
  readonly backoff?: Backoff;
  /** Made one after another when {@link duration} has passed; one that is refused fails the invocation. */
  readonly calls: readonly ProfileCall[];
  /** What the handler returns. */
  readonly response: Plain;
  /** Bytes of what it returns, 0 to 200 MB. @defaultValue those of the response as JSON */
  readonly responseBytes?: number;
  /** Bytes that it prints in each invocation, in one line. @defaultValue 0 */
  readonly printedBytes?: number;
}

/** A call that a handler known by its figures makes. */
export interface ProfileCall extends Omit<Call, "logicalId" | "isUnread" | "until"> {
  /** It is made for each message of a batch that does not fail. @defaultValue once for the invocation */
  readonly perMessage?: true;
}

/**
 * How long a handler hides a message that it fails on, by a call of ChangeMessageVisibility: `base` after the first
 * receive, `factor` times as long after each further one, and never longer than `longest`.
 */
export interface Backoff {
  /** 1 s to 12 h. */
  readonly base: Duration;
  /** 1 to 10. */
  readonly factor: number;
  /** 1 s to 12 h. */
  readonly longest: Duration;
}

/** How long a message is hidden that was received so often. */
export function hiddenFor({ base, factor, longest }: Backoff, receives: number): Duration {
  let length: number = base;
  for (let receive = 1; receive < receives && length < longest && factor > 1; receive += 1) {
    length *= factor;
  }
  return (length < longest ? length : longest) as Duration;
}

/**
 * What a handler does with the rest of a batch after a message that fails: it goes on with them; it stops,
 * and reports them as failed, as the order of a FIFO queue demands; or it stops and does not, so that AWS
 * deletes what nobody handled. Where the mapping takes no reports, the whole batch fails in each case.
 */
export type AfterFailure = (typeof afterFailures)[number];
/** All there is, the usual first. */
export const afterFailures = ["continue", "reportRest", "leaveRest"] as const;

/** A function that does what a script says: see `script.ts`. */
export interface ScriptBehavior extends EnvironmentTraits {
  readonly type: "script";
  /** Which of the scripts that the simulation was given. */
  readonly name: string;
}

/** What a function that nobody gave a behavior does: returns `null` after 100 ms. */
export const defaultBehavior: ProfileBehavior = {
  type: "profile",
  duration: { type: "constant", value: milliseconds(100) },
  durationPerItem: null,
  coldStart: null,
  failures: 0,
  poison: 0,
  calls: [],
  response: null,
};

/** A function known by its figures: what is left out is as in the default behavior. */
export const profile = (figures: Partial<Omit<ProfileBehavior, "type">>): ProfileBehavior => ({
  ...defaultBehavior,
  ...figures,
});

/** How execution environments come and go, in microseconds. */
export interface EnvironmentModel {
  /** Before the Init phase: place, sandbox, code. */
  readonly placement: Distribution;
  readonly init: Distribution;
  /** In place of the Init phase where a snapshot is restored, hooks included. */
  readonly restore: Distribution;
  /** What the first handler call in an environment takes more than later ones. */
  readonly firstCall: Distribution;
  /** Of the last environment of a function. */
  readonly idleLifetime: Distribution;
  /** After which every second one of several goes that are idle; `null`: all have their lifetime. */
  readonly surplusHalving: Distribution | null;
  readonly maximumAge: Distribution;
  /** Before the first environment of provisioned concurrency is allocated. */
  readonly preparation: Distribution;
  /** The share that is replaced ahead at that age, 0 to 1. */
  readonly proactiveReplacements: number;
}

/** What Lambda does about a function that feeds itself. */
export type RecursiveLoop = "Allow" | "Terminate";

/** A function, complete and checked. Plain data. */
export interface FunctionSettings {
  readonly name: string;
  /** Without a qualifier. */
  readonly arn: string;
  /** The resource's number. */
  readonly number: number;
  readonly region: string;
  /** The date whose rules hold, `YYYY-MM-DD`. */
  readonly asOf: string;
  /** Milliseconds since 1970 at instant 0. */
  readonly epochMilliseconds: number;
  /** `null` for an image. */
  readonly runtime: string | null;
  readonly architecture: "x86_64" | "arm64";
  readonly packageType: "Zip" | "Image";
  /** In MB. */
  readonly memorySize: number;
  readonly timeout: Duration;
  /** `/tmp` in MB. */
  readonly ephemeralStorage: number;
  /** `null`: it shares the account's unreserved pool. */
  readonly reservedConcurrency: number | null;
  /** Which version it is: `$LATEST`, or the number of one that was published, which shares its function's concurrency. */
  readonly version: string;
  /** Of a version: how many of its environments are initialized ahead of all invocations; `null`: none. */
  readonly provisioned: number | null;
  /** Of its reserved concurrency, how much its versions have provisioned. */
  readonly provisionedByVersions: number;
  /** Raised by each change of code or configuration, which retires environments; not by reservations. */
  readonly revision: number;
  /** Whether Lambda stops the function where it feeds itself. */
  readonly recursiveLoop: RecursiveLoop;
  /** `null` for an image. */
  readonly handler: string | null;
  /** Its own environment variables. */
  readonly variables: Readonly<Record<string, string>>;
  /** Whether a key of the customer's encrypts those, which each environment asks KMS to decrypt. */
  readonly decryptsVariables: boolean;
  /** Whether it decides which invocations X-Ray keeps traces of, where nobody has before. */
  readonly tracing: "Active" | "PassThrough";
  readonly log: LogSettings;
  /** Whether what happens is kept for its log; it decides nothing else. */
  readonly keepsLog: boolean;
  /** How its asynchronous invocations are gone on with. */
  readonly asynchronous: AsynchronousSettings;
  /** Who its calls come from: a session of its role. */
  readonly caller: Caller;
  /** Of a version whose environments begin as copies of a snapshot; `null`: they are initialized. */
  readonly snapStart: SnapStart | null;
  readonly behavior: Behavior;
  readonly environments: EnvironmentModel;
  /** Of a function with a capacity provider; `null`: it runs on demand. */
  readonly managed: ManagedInstances | null;
  /** Of a function in a VPC; `null`: it is in none. */
  readonly vpc: VpcSettings | null;
  /** When it becomes inactive for want of invocations; `null`: never. */
  readonly dormancy: Dormancy | null;
  /** Where tenants are kept apart: how many environments there may be; `null`: all share them. */
  readonly tenancy: number | null;
  /** How its executions are durable; `null`: each invocation is one of its own. */
  readonly durable: DurableSettings | null;
  /** What holds of what AWS does not say. */
  readonly assumed: FigureValues<typeof lambdaAssumptions>;
}

/** A function's VPC. */
export interface VpcSettings {
  /** Where it can call; `null`: nobody says, and everywhere is assumed. */
  readonly network: Network | null;
  /** How many network interfaces it connects through. */
  readonly interfaces: number;
  /** Why it got no network interface; `null`: it did. */
  readonly failure: InterfaceFailure | null;
  /** What it mounts there; left out: nothing that anybody knows. */
  readonly mount?: Mount;
}

/** The ARN of a function with its version. */
export const qualifiedArn = ({ arn, version }: Pick<FunctionSettings, "arn" | "version">): string =>
  `${arn}:${version}`;

/** Settings of the account's pool: the quota, and what functions have claimed of it. */
export interface AccountSettings {
  readonly concurrentExecutions: number;
  /** What functions have reserved, and what those without a reservation have provisioned. */
  readonly reserved: number;
  readonly region: string;
  readonly asOf: string;
}

/** What {@link environmentModelOf} needs to know of a function. */
export interface EnvironmentKind extends InitKind {
  readonly memorySize: number;
  readonly asOf: string;
  readonly behavior: Behavior;
  /** Distributions in place of ours, by name. */
  readonly latencies: Readonly<Record<string, Distribution>>;
}

/** Where a function logs that says nothing of it. */
export const defaultLog = (functionName: string): LogSettings => ({
  group: `/aws/lambda/${functionName}`,
  format: "Text",
  applicationLevel: "INFO",
  systemLevel: "INFO",
});

const noTime: Distribution = { type: "constant", value: 0 };

/** The environments of a function: the scenario's figures, those of its behavior, or as measured. */
export function environmentModelOf(kind: EnvironmentKind): EnvironmentModel {
  const { behavior, latencies, asOf, memorySize } = kind;
  const own = behavior.type === "profile" ? behavior.coldStart : null;
  const init = { ...kind, runtime: behavior.imageRuntime ?? kind.runtime };
  const firstCall = { type: "constant", value: firstCallDurationOf(init, memorySize) } as const;
  const idle = latencies["lambda.idleTimeout"];
  return {
    placement: latencies["lambda.cold.platformOverhead"] ?? placementLatency,
    init: own ?? latencies["lambda.cold.initDuration"] ?? initDurationOf(init),
    // What a behavior says of cold starts is the Init phase, which went before the snapshot.
    restore: latencies["lambda.cold.restoreDuration"] ?? restoreDurationOf(init.runtime),
    // Whoever gives the cold start gives all of it.
    firstCall: own === null ? (latencies["lambda.cold.firstCall"] ?? firstCall) : noTime,
    idleLifetime: idle ?? valueAsOf(idleLifetime, asOf),
    // Whoever gives the idle lifetime gives that of all environments, unless the other is given too.
    surplusHalving:
      latencies["lambda.surplusHalving"] ??
      (idle === undefined ? valueAsOf(surplusHalving, asOf) : null),
    maximumAge: latencies["lambda.maxEnvironmentLifetime"] ?? maximumAge,
    preparation: latencies["lambda.provisioned.preparation"] ?? provisionedConcurrency.preparation,
    proactiveReplacements: behavior.proactiveReplacements ?? proactiveReplacements,
  };
}

/** What a test or a caller outside the API may leave out of {@link FunctionSettings}. */
export type FunctionConfig = Partial<Omit<FunctionSettings, "environments">> & {
  readonly environments?: Partial<EnvironmentModel>;
};

/** Complete settings: what is left out takes the default of AWS. @throws ConfigError */
export function resolveFunctionConfig(name: string, config: FunctionConfig = {}): FunctionSettings {
  const { memorySize, timeout, ephemeralStorage } = lambdaLimits;
  const behavior = config.behavior ?? defaultBehavior;
  const settings: Omit<FunctionSettings, "environments"> = {
    name,
    arn: `arn:aws:lambda:us-east-1:123456789012:function:${name}`,
    number: 1,
    region: "us-east-1",
    asOf: "2026-11-01",
    epochMilliseconds: 1_767_225_600_000,
    runtime: "nodejs22.x",
    architecture: "x86_64",
    packageType: "Zip",
    memorySize: memorySize.default,
    timeout: timeout.default,
    ephemeralStorage: ephemeralStorage.default,
    reservedConcurrency: null,
    version: "$LATEST",
    provisioned: null,
    provisionedByVersions: 0,
    revision: 1,
    recursiveLoop: "Terminate",
    snapStart: null,
    handler: "index.handler",
    variables: {},
    decryptsVariables: false,
    tracing: "PassThrough",
    log: defaultLog(name),
    keepsLog: false,
    asynchronous: usualAsynchronous,
    caller: roleCaller(
      "arn:aws:iam::123456789012:role/worker",
      name,
      `arn:aws:lambda:us-east-1:123456789012:function:${name}`,
      { partition: "aws", accountId: "123456789012", region: "us-east-1" },
    ),
    assumed: figureValues(lambdaAssumptions),
    durable: null,
    tenancy: null,
    managed: null,
    vpc: null,
    dormancy: null,
    ...config,
    behavior: checkBehavior(`function "${name}" behavior`, behavior),
  };
  const model = environmentModelOf({ ...settings, latencies: {} });
  return { ...settings, environments: { ...model, ...config.environments } };
}

/** `behavior`, when its shares are shares and its durations are distributions. @throws ConfigError */
export function checkBehavior(path: string, behavior: Behavior): Behavior {
  const { imageRuntime, proactiveReplacements: ahead, duplicateEvents } = behavior;
  const isKnown = (name: string) => isRuntime(name) || compiledRuntimes.some((own) => own === name);
  if (imageRuntime !== undefined && !isKnown(imageRuntime)) {
    const expected = `a runtime such as nodejs22.x, or one of ${compiledRuntimes.join(", ")}`;
    throw new ConfigError(`${path} imageRuntime`, expected, shownValue(imageRuntime));
  }
  if (ahead !== undefined) checkShare(`${path} proactiveReplacements`, ahead);
  if (duplicateEvents !== undefined) checkShare(`${path} duplicateEvents`, duplicateEvents);
  if (behavior.initFailures !== undefined) {
    checkShare(`${path} initFailures`, behavior.initFailures);
  }
  checkTraits(path, behavior);
  if (behavior.type !== "profile") return behavior;
  checkDistribution(`${path} duration`, behavior.duration);
  writeJson(`${path} response`, behavior.response); // Checks how deep it is.
  if (behavior.responseBytes !== undefined) {
    withinBounds(`${path} responseBytes`, behavior.responseBytes, responseBounds);
  }
  if (behavior.printedBytes !== undefined) {
    withinBounds(`${path} printedBytes`, behavior.printedBytes, printedBounds);
  }
  for (const law of ["durationPerItem", "coldStart"] as const) {
    if (behavior[law] !== null) checkDistribution(`${path} ${law}`, behavior[law]);
  }
  for (const share of ["failures", "poison", "messageFailures"] as const) {
    checkShare(`${path} ${share}`, behavior[share] ?? 0);
  }
  const { afterFailure = "continue", firstFailures = 0 } = behavior;
  withinBounds(`${path} firstFailures`, firstFailures, firstFailureLimits);
  if (behavior.backoff !== undefined) checkBackoff(`${path} backoff`, behavior.backoff);
  if (!afterFailures.includes(afterFailure)) {
    const expected = `one of ${afterFailures.join(", ")}`;
    throw new ConfigError(`${path} afterFailure`, expected, shownValue(afterFailure));
  }
  return behavior;
}

function checkBackoff(path: string, { base, factor, longest }: Backoff): void {
  withinBounds(`${path} base`, base, backoffLimits.length);
  withinBounds(`${path} factor`, factor, backoffLimits.factor);
  withinBounds(`${path} longest`, longest, backoffLimits.length);
  if (base > longest)
    throw new ConfigError(`${path} longest`, "the base or more", "less than that");
}

/** SQS moves a message to its dead-letter queue after 1,000 receives at most. */
export const firstFailureLimits = countBounds({ min: 0, max: 1_000 });
/** Bytes that a response may be said to have: those that can be streamed. */
export const responseBounds = countBounds({ min: 0, max: 209_715_200 });

/** Bytes of a line that a handler may be said to print: those of a log event. */
export const printedBounds = countBounds({ min: 0, max: 1_048_576 });

/** What a {@link Backoff} may be: SQS hides a message for 12 h at most. */
export const backoffLimits = {
  length: durationBounds({ min: seconds(1), max: hours(12) }),
  factor: countBounds({ min: 1, max: 10 }),
} as const;

function checkShare(path: string, value: unknown): void {
  if (typeof value === "number" && value >= 0 && value <= 1) return;
  throw new ConfigError(path, "a share from 0 to 1", shownValue(value));
}
