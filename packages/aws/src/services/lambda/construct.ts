import type { FunctionUrl, FunctionUrlCorsOptions, FunctionUrlOptions } from "./url/construct.ts";
import {
  ScalableFunctionAttribute,
  type AutoScalingOptions,
} from "./lambda-to-application-autoscaling.ts";
import {
  ConfigError,
  days,
  durationBounds,
  durationOf,
  formatDuration,
  withDefault,
  withinBounds,
  type DurationSaid,
} from "@orrery/kernel";
import { functionBehavior } from "./function/extras.ts";
import { checkedScript } from "./function/script-check.ts";
import { durableLimits } from "./durable/limits.ts";
import { asyncInvocation, lambdaLimits } from "./limits.ts";
import {
  mappingParamsOf,
  type EventSourceMappingOptions,
} from "./event-source-mapping/mapping-params.ts";
import type { RuntimeName } from "./operations/runtimes.ts";
import type { PlainObject } from "../../service/refusal.ts";
import type { ConstructScope, MetricOptions, MetricProps } from "../../service/construct.ts";
import { functionMetric } from "./lambda-to-cloudwatch.ts";
import type { FunctionInput } from "../../service/scenario-input.ts";
import type { Script } from "../../service/script.ts";
import { parseSize, type SizeText } from "../../service/size.ts";
import { wholeSeconds } from "../../service/whole-seconds.ts";

// A type comes before the constant of its name: the other way round the bundled declarations lose the constant.
// What the namespace `lambda` holds, with the names of the CDK's `aws-cdk-lib/aws-lambda`.

export { FilterCriteria, FilterRule, type FilterPattern } from "./filter-criteria.ts";
export {
  StartingPosition,
  type EventSourceMappingOptions,
  type ProvisionedPollerConfig,
} from "./event-source-mapping/mapping-params.ts";

/** One of {@link Architecture}, or its text. */
export type Architecture = (typeof Architecture)[keyof typeof Architecture];
/** Processors that functions run on. */
export const Architecture = { X86_64: "x86_64", ARM_64: "arm64" } as const;

/** One of {@link Runtime}, its text, or the text of one that Lambda had before. */
export type Runtime = RuntimeName;
/** Runtimes that functions can be made with. */
export const Runtime = {
  NODEJS_24_X: "nodejs24.x",
  NODEJS_22_X: "nodejs22.x",
  NODEJS_20_X: "nodejs20.x",
  PYTHON_3_14: "python3.14",
  PYTHON_3_13: "python3.13",
  PYTHON_3_12: "python3.12",
  PYTHON_3_11: "python3.11",
  PYTHON_3_10: "python3.10",
  JAVA_25: "java25",
  JAVA_21: "java21",
  JAVA_17: "java17",
  JAVA_11: "java11",
  JAVA_8_CORRETTO: "java8.al2",
  DOTNET_10: "dotnet10",
  DOTNET_8: "dotnet8",
  RUBY_3_4: "ruby3.4",
  RUBY_3_3: "ruby3.3",
  RUBY_3_2: "ruby3.2",
  PROVIDED_AL2023: "provided.al2023",
  PROVIDED_AL2: "provided.al2",
} as const satisfies Readonly<Record<string, RuntimeName>>;

/** One of {@link RecursiveLoop}, or its text. */
export type RecursiveLoop = (typeof RecursiveLoop)[keyof typeof RecursiveLoop];
/** Whether Lambda stops a function where it feeds itself. */
export const RecursiveLoop = { ALLOW: "Allow", TERMINATE: "Terminate" } as const;

/** Where Lambda sends a record of an event that has ended, such as a `destinations.SqsDestination`. */
export interface Destination {
  readonly destinationArn: string;
}

/** How asynchronous invocations are gone on with. What is left out takes the default of Lambda. */
export interface EventInvokeConfigOptions {
  /** Where events go that are dropped. @defaultValue nowhere */
  readonly onFailure?: Destination;
  /** Where events go that the function succeeded with. @defaultValue nowhere */
  readonly onSuccess?: Destination;
  /** After function errors, 0 to 2. @defaultValue 2 */
  readonly retryAttempts?: number;
  /** How old an event may be when it is attempted, 1 min to 6 h, whole seconds. @defaultValue 6h */
  readonly maxEventAge?: DurationSaid;
}

/** How a function is configured. What is left out takes the default of Lambda. */
export interface FunctionProps extends EventInvokeConfigOptions {
  /** @defaultValue made of the stack's name and the id */
  readonly functionName?: string;
  /** Decides how long a cold start takes. @defaultValue nodejs22.x */
  readonly runtime?: Runtime;
  /** Decides the price. @defaultValue x86_64 */
  readonly architecture?: Architecture;
  /** In MB, 128 to 10,240. @defaultValue 128 */
  readonly memorySize?: number;
  /** 1 s to 15 min, whole seconds. @defaultValue 3s */
  readonly timeout?: DurationSaid;
  /** Of `/tmp`, 512MB to 10GB. @defaultValue 512MB */
  readonly ephemeralStorageSize?: SizeText;
  /** @defaultValue none: it shares the account's unreserved concurrency */
  readonly reservedConcurrentExecutions?: number;
  /** Whether Lambda stops the function where it feeds itself. @defaultValue Terminate */
  readonly recursiveLoop?: RecursiveLoop;
  /** The standard queue that gets asynchronous events that are dropped. @defaultValue none */
  readonly deadLetterQueue?: { readonly queueArn: string };
  /** The standard topic that gets them, in place of a queue. @defaultValue none */
  readonly deadLetterTopic?: { readonly topicArn: string };
  /** Lets its executions go on over many invocations: its handler may yield `durable` operations. @defaultValue each invocation is one of its own */
  readonly durableConfig?: DurableConfig;
  /** Puts it in a VPC: its `behavior` says by `network` where it can call. @defaultValue none */
  readonly vpcConfig?: VpcConfig;
  /** What it mounts, of a function in a VPC: its `behavior` says by `fileSystem` what it does there. @defaultValue nothing */
  readonly filesystem?: FileSystemConfig;
  /** What it reads, as {@link Function.addEventSource} adds it. @defaultValue nothing */
  readonly events?: readonly EventSource[];
  /**
   * What it does when invoked, in the words of scenario files: `{ duration: { lognormal: { p50: "200ms", p99: "1s" } } }`.
   * A run's `functions` replace it setting by setting; a handler or a script that they give replaces all that does not
   * stand beside a script.
   *
   * @defaultValue returns `null` after 100 ms
   */
  readonly behavior?: FunctionInput;
  /**
   * What it does when invoked, step by step, in place of a `behavior`: a generator function that yields where
   * it waits or calls, and never `async`.
   *
   * ```ts
   * *handler(event: SQSEvent) {
   *   for (const record of event.Records) yield* sqs.sendMessage(done, record.body);
   * }
   * ```
   */
  readonly handler?: Script;
}

/** Where a function is in a VPC. */
export interface VpcConfig {
  readonly subnetIds: readonly string[];
  readonly securityGroupIds: readonly string[];
}

/** An access point of an EFS file system, and where it is mounted. */
export interface FileSystemConfig {
  readonly arn: string;
  /** Below `/mnt/`. */
  readonly localMountPath: string;
}

/** How the executions of a durable function last. */
export interface DurableConfig {
  /** How long an execution may take, 1 s to 366 days, whole seconds. */
  readonly executionTimeout: DurationSaid;
  /** How long its history is kept, 1 to 90 whole days. @defaultValue 14d */
  readonly retentionPeriod?: DurationSaid;
}

/** Something that invokes a function, such as a `sources.SqsEventSource`. */
export interface EventSource {
  /** Joins it to the function. */
  bind(target: Function): void;
}

/** How an alias is made. */
export interface AliasOptions {
  /** How many environments are initialized ahead. @defaultValue none */
  readonly provisionedConcurrentExecutions?: number;
  readonly description?: string;
}

/** A version of a function, published as the function stands when the run begins. */
export interface Version {
  /** Its logical id. */
  readonly id: string;
  readonly version: string;
  readonly functionArn: string;
}

/** A name for a version. */
export interface Alias {
  /** Its logical id: workloads may be for it. */
  readonly id: string;
  readonly aliasName: string;
  readonly functionArn: string;
  /**
   * Lets Application Auto Scaling set its provisioned concurrency, between bounds.
   *
   * @throws ConfigError when the id, the alias's own with `Scaling`, is taken.
   */
  addAutoScaling(options: AutoScalingOptions): ScalableFunctionAttribute;
}

export type { FunctionUrl, FunctionUrlCorsOptions, FunctionUrlOptions } from "./url/construct.ts";

/** A Lambda function. */
export class Function {
  /** Its logical id, by which scenarios and results speak of it. */
  readonly id: string;
  readonly functionName: string;
  readonly functionArn: string;
  private readonly stack: ConstructScope;
  private readonly isDurable: boolean;
  private published: Version | undefined;

  /**
   * Makes a Lambda function.
   *
   * ```ts
   * const worker = new lambda.Function(stack, "Worker", { timeout: "5s", reservedConcurrentExecutions: 10 });
   * worker.addEventSource(new sources.SqsEventSource(orders));
   * ```
   *
   * @param id its logical id, which no other resource of the stack may have.
   * @param props durations as texts such as `"5s"`, or as `seconds(5)`; memory in MB. What is left out takes the
   *   default of Lambda: 128 MB, a timeout of 3 s, no reserved concurrency. It has no code: unless something else
   *   is said, it returns `null` after 100 ms.
   * @throws ConfigError when a setting is outside its range, and when the id is taken: one line with the setting,
   *   what was expected and what was received.
   */
  constructor(stack: ConstructScope, id: string, props: FunctionProps = {}) {
    const { behavior, handler, recursiveLoop, events = [] } = props;
    const { reservedConcurrentExecutions: reserved } = props;
    this.stack = stack;
    this.id = id;
    this.functionName = props.functionName ?? stack.physicalName(id);
    this.functionArn = stack.arnOf("lambda", `function:${this.functionName}`);
    this.isDurable = props.durableConfig !== undefined;
    const path = (setting: string) => `function "${id}" ${setting}`;
    stack.add("lambda", "CreateFunction", id, {
      FunctionName: this.functionName,
      Role: `arn:aws:iam::${stack.account}:role/${this.functionName}`,
      Code: { ZipFile: "" },
      Handler: "index.handler",
      ...configurationOf(path, props),
    });
    if (handler !== undefined) {
      if (behavior !== undefined) {
        throw new ConfigError(path("handler"), "none beside a behavior", "both");
      }
      stack.handle(id, checkedScript(path("handler"), handler));
      stack.say(id, { Behavior: { type: "script", name: id } });
    }
    if (behavior !== undefined) {
      stack.describe(functionBehavior.section.name, id, behavior);
    }
    if (recursiveLoop !== undefined) {
      stack.add("lambda", "PutFunctionRecursionConfig", `${id}Recursion`, {
        FunctionName: this.functionName,
        RecursiveLoop: recursiveLoop,
      });
    }
    if (reserved !== undefined) {
      stack.add("lambda", "PutFunctionConcurrency", `${id}Concurrency`, {
        FunctionName: this.functionName,
        ReservedConcurrentExecutions: withinBounds(path("reservedConcurrentExecutions"), reserved, {
          ...lambdaLimits.concurrentExecutions,
          min: 0,
        }),
      });
    }
    const { onFailure, onSuccess, retryAttempts, maxEventAge } = props;
    const asynchronous = { onFailure, onSuccess, retryAttempts, maxEventAge };
    if (Object.values(asynchronous).some((said) => said !== undefined)) {
      this.configureAsyncInvoke(props);
    }
    for (const event of events) this.addEventSource(event);
  }

  /**
   * Says how asynchronous invocations of the function are gone on with.
   *
   * @throws ConfigError when a setting cannot be, or the function was told before.
   */
  configureAsyncInvoke(options: EventInvokeConfigOptions): void {
    const id = `${this.id}EventInvokeConfig`;
    this.stack.add("lambda", "PutFunctionEventInvokeConfig", id, {
      FunctionName: this.functionName,
      ...eventInvokeParamsOf((setting) => `function "${this.id}" ${setting}`, options),
    });
  }

  /**
   * Lets something invoke the function, such as `new sources.SqsEventSource(orders)`.
   *
   * @throws ConfigError when a setting of it cannot be, or the id of what joins them is taken.
   */
  addEventSource(source: EventSource): void {
    source.bind(this);
  }

  /** A metric of the function, for alarms. @defaultValue Average over five minutes */
  metric(metricName: string, options: MetricOptions = {}): MetricProps {
    return functionMetric(this.functionName, metricName, "Average", options);
  }

  /** How many invocations failed. */
  metricErrors(options: MetricOptions = {}): MetricProps {
    return functionMetric(this.functionName, "Errors", "Sum", options);
  }

  /** How often its code ran. */
  metricInvocations(options: MetricOptions = {}): MetricProps {
    return functionMetric(this.functionName, "Invocations", "Sum", options);
  }

  /** How many invocations were throttled. */
  metricThrottles(options: MetricOptions = {}): MetricProps {
    return functionMetric(this.functionName, "Throttles", "Sum", options);
  }

  /** How long invocations took, in milliseconds. */
  metricDuration(options: MetricOptions = {}): MetricProps {
    return functionMetric(this.functionName, "Duration", "Average", options);
  }

  /** The version that is published of the function: the same at every access. */
  get currentVersion(): Version {
    if (this.published !== undefined) return this.published;
    const id = `${this.id}CurrentVersion`;
    this.stack.add("lambda", "PublishVersion", id, { FunctionName: this.functionName });
    this.published = { id, version: "1", functionArn: `${this.functionArn}:1` };
    return this.published;
  }

  /**
   * Makes an alias of the function's current version, to which workloads and others may send in the function's place.
   *
   * @throws ConfigError when its id, the function's own with `Alias` and its name, is taken.
   */
  addAlias(aliasName: string, options: AliasOptions = {}): Alias {
    const { description, provisionedConcurrentExecutions: provisioned } = options;
    const { version } = this.currentVersion;
    const id = `${this.id}Alias${aliasName}`;
    this.stack.add("lambda", "CreateAlias", id, {
      FunctionName: this.functionName,
      Name: aliasName,
      FunctionVersion: version,
      ...(description === undefined ? {} : { Description: description }),
    });
    if (provisioned !== undefined) {
      const path = `alias "${id}" provisionedConcurrentExecutions`;
      this.stack.add("lambda", "PutProvisionedConcurrencyConfig", `${id}Provisioned`, {
        FunctionName: this.functionName,
        Qualifier: aliasName,
        ProvisionedConcurrentExecutions: withinBounds(path, provisioned, {
          ...lambdaLimits.concurrentExecutions,
        }),
      });
    }
    const { stack, functionName } = this;
    const qualified = { functionName, qualifier: aliasName };
    return {
      id,
      aliasName,
      functionArn: `${this.functionArn}:${aliasName}`,
      addAutoScaling: (scaling) =>
        new ScalableFunctionAttribute(stack, `${id}Scaling`, qualified, scaling),
    };
  }

  /**
   * Gives the function a URL, to which workloads may send requests of HTTP. One without authentication lets everybody in, as
   * those of the CDK do.
   *
   * @throws ConfigError when a setting cannot be, or the function has one.
   */
  addFunctionUrl({
    authType = "AWS_IAM",
    cors,
    invokeMode = "BUFFERED",
  }: FunctionUrlOptions = {}): FunctionUrl {
    const id = `${this.id}FunctionUrl`;
    const about = { FunctionName: this.functionName };
    this.stack.add("lambda", "CreateFunctionUrlConfig", id, {
      ...about,
      AuthType: authType,
      InvokeMode: invokeMode,
      ...(cors === undefined ? {} : { Cors: corsParamsOf(`function URL "${id}" cors`, cors) }),
    });
    if (authType === "AWS_IAM") return { id, authType };
    const statements = [
      ["InvokeFunctionUrl", { FunctionUrlAuthType: "NONE" }],
      ["InvokeFunction", { InvokedViaFunctionUrl: true }],
    ] as const;
    for (const [action, condition] of statements) {
      const StatementId = `${id}${action}`;
      const grant = { ...about, StatementId, Action: `lambda:${action}`, Principal: "*" };
      this.stack.add("lambda", "AddPermission", StatementId, { ...grant, ...condition });
    }
    return { id, authType };
  }

  /**
   * Lets the function read a queue.
   *
   * @param id after the function's own it is the mapping's logical id: `Orders` of `Worker` is `WorkerOrders`.
   * @throws ConfigError when a setting of it cannot be, or its id is taken.
   */
  addEventSourceMapping(id: string, options: EventSourceMappingOptions): void {
    const logicalId = `${this.id}${id}`;
    this.stack.add("lambda", "CreateEventSourceMapping", logicalId, {
      // A durable function is invoked by a qualifier.
      FunctionName: this.isDurable ? `${this.functionName}:$LATEST` : this.functionName,
      ...mappingParamsOf(logicalId, options),
    });
  }
}

/** What CreateFunction is told of a function's settings, complete and checked. */
function configurationOf(path: (setting: string) => string, props: FunctionProps): PlainObject {
  const { runtime = "nodejs22.x", architecture = "x86_64", timeout } = props;
  const { ephemeralStorageSize: storage } = props;
  const deadLetterArn = deadLetterArnOf(path, props);
  const { durableConfig, vpcConfig, filesystem } = props;
  return {
    ...(vpcConfig === undefined
      ? {}
      : {
          VpcConfig: {
            SubnetIds: vpcConfig.subnetIds,
            SecurityGroupIds: vpcConfig.securityGroupIds,
          },
        }),
    ...(filesystem === undefined
      ? {}
      : {
          FileSystemConfigs: [{ Arn: filesystem.arn, LocalMountPath: filesystem.localMountPath }],
        }),
    ...(durableConfig === undefined ? {} : { DurableConfig: durableParamsOf(path, durableConfig) }),
    ...(deadLetterArn === undefined ? {} : { DeadLetterConfig: { TargetArn: deadLetterArn } }),
    Runtime: runtime,
    Architectures: [architecture],
    MemorySize: withDefault(path("memorySize"), props.memorySize, lambdaLimits.memorySize),
    Timeout: wholeSeconds(
      path("timeout"),
      withDefault(
        path("timeout"),
        timeout === undefined ? undefined : durationOf(path("timeout"), timeout),
        lambdaLimits.timeout,
      ),
    ),
    EphemeralStorage: {
      Size: withDefault(
        path("ephemeralStorageSize"),
        storage === undefined ? undefined : inMegabytes(path("ephemeralStorageSize"), storage),
        lambdaLimits.ephemeralStorage,
      ),
    },
  };
}

function durableParamsOf(
  path: (setting: string) => string,
  { executionTimeout, retentionPeriod = days(durableLimits.retention.default) }: DurableConfig,
): PlainObject {
  const timeout = path("durableConfig executionTimeout");
  const retention = path("durableConfig retentionPeriod");
  const bounds = { min: days(1), max: days(durableLimits.retention.max) };
  const kept =
    typeof retentionPeriod === "string" ? durationOf(retention, retentionPeriod) : retentionPeriod;
  const daysKept = withinBounds(retention, kept, durationBounds(bounds)) / days(1);
  if (!Number.isInteger(daysKept)) {
    throw new ConfigError(retention, "whole days", formatDuration(kept));
  }
  const said =
    typeof executionTimeout === "string" ? durationOf(timeout, executionTimeout) : executionTimeout;
  return {
    ExecutionTimeout: wholeSeconds(
      timeout,
      withinBounds(timeout, said, durableLimits.executionTimeout),
    ),
    RetentionPeriodInDays: daysKept,
  };
}

function eventInvokeParamsOf(
  path: (setting: string) => string,
  { onFailure, onSuccess, retryAttempts, maxEventAge: age }: EventInvokeConfigOptions,
): PlainObject {
  const { maximumRetryAttempts, maximumEventAge } = asyncInvocation;
  return {
    MaximumRetryAttempts: withDefault(path("retryAttempts"), retryAttempts, maximumRetryAttempts),
    MaximumEventAgeInSeconds: wholeSeconds(
      path("maxEventAge"),
      withDefault(
        path("maxEventAge"),
        age === undefined ? undefined : durationOf(path("maxEventAge"), age),
        maximumEventAge,
      ),
    ),
    DestinationConfig: {
      ...(onSuccess === undefined ? {} : { OnSuccess: { Destination: onSuccess.destinationArn } }),
      ...(onFailure === undefined ? {} : { OnFailure: { Destination: onFailure.destinationArn } }),
    },
  };
}

/** The ARN of what gets a function's dead letters; `undefined`: nothing does. */
function deadLetterArnOf(
  path: (setting: string) => string,
  { deadLetterQueue: queue, deadLetterTopic: topic }: FunctionProps,
): string | undefined {
  if (queue !== undefined && topic !== undefined) {
    throw new ConfigError(path("deadLetterTopic"), "none beside a deadLetterQueue", "both");
  }
  return queue?.queueArn ?? topic?.topicArn;
}

function corsParamsOf(path: string, { maxAge, ...lists }: FunctionUrlCorsOptions): PlainObject {
  const { allowCredentials, allowedHeaders, allowedMethods, allowedOrigins, exposedHeaders } =
    lists;
  const said = {
    AllowCredentials: allowCredentials,
    AllowHeaders: allowedHeaders,
    AllowMethods: allowedMethods,
    AllowOrigins: allowedOrigins,
    ExposeHeaders: exposedHeaders,
    MaxAge: maxAge === undefined ? undefined : wholeSeconds(`${path}.maxAge`, maxAge),
  };
  return Object.fromEntries(
    Object.entries(said).filter(([, value]) => value !== undefined),
  ) as PlainObject; // Without holes.
}

function inMegabytes(path: string, size: SizeText): number {
  const megabytes = typeof size === "string" ? parseSize(path, size) / 1_048_576 : NaN;
  if (Number.isInteger(megabytes)) return megabytes;
  throw new ConfigError(path, "a size in whole MB such as 512MB", `${size}`);
}
