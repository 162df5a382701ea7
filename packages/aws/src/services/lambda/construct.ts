import {
  ConfigError,
  durationOf,
  withDefault,
  withinBounds,
  type DurationSaid,
} from "@orrery/kernel";
import { checkBehavior, defaultBehavior, type Behavior, type ProfileBehavior } from "./config.ts";
import { lambdaLimits } from "./limits.ts";
import type { Scaling } from "./event-source-mapping/scaling-config.ts";
import type { PlainObject } from "../../service/refusal.ts";
import type { ConstructScope } from "../../service/construct.ts";

/** How a function is configured. */
export interface FunctionProps {
  /** @defaultValue made of the stack's name and the id */
  readonly functionName?: string;
  /** @defaultValue nodejs22.x */
  readonly runtime?: string;
  /** @defaultValue x86_64 */
  readonly architecture?: "x86_64" | "arm64";
  /** In MB, 128 to 10,240. @defaultValue 128 */
  readonly memorySize?: number;
  /** 1 s to 15 min. @defaultValue 3s */
  readonly timeout?: DurationSaid;
  /** `/tmp` in MB, 512 to 10,240. @defaultValue 512 */
  readonly ephemeralStorageSize?: number;
  /** Left out: it shares the account's unreserved concurrency. */
  readonly reservedConcurrentExecutions?: number;
  /** Whether Lambda stops the function where it feeds itself. @defaultValue Terminate */
  readonly recursiveLoop?: "Allow" | "Terminate";
  /** What it does when invoked. @defaultValue returns `null` after 100 ms */
  readonly behavior?: Behavior;
}

/** How an event source mapping reads a queue. */
export interface SqsEventSourceProps {
  /** 1 to 10,000; above 10 only with a batching window. @defaultValue 10 */
  readonly batchSize?: number;
  /** 0 s to 5 min, whole seconds. @defaultValue 0s */
  readonly maxBatchingWindow?: DurationSaid;
  /** Whether the function says which messages of a batch failed. @defaultValue false */
  readonly reportBatchItemFailures?: boolean;
  /** Most batches at once, 2 to 1,000. @defaultValue no limit of its own */
  readonly maxConcurrency?: number;
  /** Pollers that are paid for, in place of those that scale by themselves. */
  readonly provisionedPollers?: { readonly minimum?: number; readonly maximum?: number };
  /** @defaultValue true */
  readonly enabled?: boolean;
  /** Event patterns, of which a message must match one; left out: all messages pass. */
  readonly filters?: readonly PlainObject[];
  /** How it scales, slows down and comes back, in place of what AWS says or we assume. */
  readonly scaling?: Partial<Scaling>;
}

/** A queue of a stack, as a mapping knows it. */
export interface ReadQueue {
  readonly id: string;
  readonly queueArn: string;
}

/** A queue that a function is to read: given to {@link LambdaFunction.addEventSource}. */
export class SqsEventSource {
  readonly queue: ReadQueue;
  readonly props: SqsEventSourceProps;

  constructor(queue: ReadQueue, props: SqsEventSourceProps = {}) {
    this.queue = queue;
    this.props = props;
  }
}

/** A Lambda function. */
export class LambdaFunction {
  readonly id: string;
  readonly functionName: string;
  readonly functionArn: string;
  private readonly stack: ConstructScope;

  /** @throws ConfigError when a setting is outside its range. */
  constructor(stack: ConstructScope, id: string, props: FunctionProps = {}) {
    const { runtime = "nodejs22.x", architecture = "x86_64", behavior, functionName } = props;
    const { reservedConcurrentExecutions } = props;
    const path = (setting: string) => `function "${id}" ${setting}`;
    const said = props.timeout;
    const timeout = withDefault(
      path("timeout"),
      said === undefined ? said : durationOf(path("timeout"), said),
      lambdaLimits.timeout,
    );
    this.stack = stack;
    this.id = id;
    this.functionName = functionName ?? stack.physicalName(id);
    this.functionArn = stack.arnOf("lambda", `function:${this.functionName}`);
    stack.add("lambda", "CreateFunction", id, {
      FunctionName: this.functionName,
      Runtime: runtime,
      Architectures: [architecture],
      Handler: "index.handler",
      Role: `arn:aws:iam::${stack.account}:role/${this.functionName}`,
      Code: { ZipFile: "" },
      MemorySize: withDefault(path("memorySize"), props.memorySize, lambdaLimits.memorySize),
      Timeout: inWholeSeconds(path("timeout"), timeout),
      EphemeralStorage: {
        Size: withDefault(
          path("ephemeralStorageSize"),
          props.ephemeralStorageSize,
          lambdaLimits.ephemeralStorage,
        ),
      },
    });
    if (behavior !== undefined) {
      stack.say(id, { Behavior: checkBehavior(path("behavior"), behavior) });
    }
    if (props.recursiveLoop !== undefined) {
      stack.add("lambda", "PutFunctionRecursionConfig", `${id}Recursion`, {
        FunctionName: this.functionName,
        RecursiveLoop: props.recursiveLoop,
      });
    }
    if (reservedConcurrentExecutions !== undefined) {
      stack.add("lambda", "PutFunctionConcurrency", `${id}Concurrency`, {
        FunctionName: this.functionName,
        ReservedConcurrentExecutions: withinBounds(
          path("reservedConcurrentExecutions"),
          reservedConcurrentExecutions,
          { ...lambdaLimits.concurrentExecutions, min: 0 },
        ),
      });
    }
  }

  /** Lets the function read a queue. The mapping's id is the function's and the queue's together. */
  addEventSource({ queue, props }: SqsEventSource): void {
    const { batchSize, maxBatchingWindow, reportBatchItemFailures, maxConcurrency } = props;
    const { provisionedPollers, enabled, filters, scaling } = props;
    const id = `${this.id}${queue.id}`;
    this.stack.add("lambda", "CreateEventSourceMapping", id, {
      FunctionName: this.functionName,
      EventSourceArn: queue.queueArn,
      ...(batchSize === undefined ? {} : { BatchSize: batchSize }),
      ...(maxBatchingWindow === undefined
        ? {}
        : {
            MaximumBatchingWindowInSeconds: inWholeSeconds(
              `event source "${id}" maxBatchingWindow`,
              maxBatchingWindow,
            ),
          }),
      ...(reportBatchItemFailures === true
        ? { FunctionResponseTypes: ["ReportBatchItemFailures"] }
        : {}),
      ...(maxConcurrency === undefined
        ? {}
        : { ScalingConfig: { MaximumConcurrency: maxConcurrency } }),
      ...(provisionedPollers === undefined
        ? {}
        : { ProvisionedPollerConfig: pollerConfigOf(provisionedPollers) }),
      ...(enabled === undefined ? {} : { Enabled: enabled }),
      ...(scaling === undefined ? {} : { Scaling: scaling }), // Plain data.
      ...(filters === undefined
        ? {}
        : {
            FilterCriteria: {
              Filters: filters.map((pattern) => ({ Pattern: JSON.stringify(pattern) })),
            },
          }),
    });
  }
}

/** A function known by its figures: what is left out is as in the default behavior. */
export const profile = (figures: Partial<Omit<ProfileBehavior, "type">>): ProfileBehavior => ({
  ...defaultBehavior,
  ...figures,
});

function pollerConfigOf({
  minimum,
  maximum,
}: NonNullable<SqsEventSourceProps["provisionedPollers"]>): PlainObject {
  return {
    ...(minimum === undefined ? {} : { MinimumPollers: minimum }),
    ...(maximum === undefined ? {} : { MaximumPollers: maximum }),
  };
}

function inWholeSeconds(path: string, said: DurationSaid): number {
  const duration = durationOf(path, said);
  if (duration % 1_000_000 === 0) return duration / 1_000_000;
  throw new ConfigError(path, "whole seconds", `${duration / 1_000_000} s`);
}
