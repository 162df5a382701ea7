import { ConfigError, type DurationSaid, type Plain } from "@orrery/kernel";
import type { ConstructScope } from "../../../service/construct.ts";
import type { PlainObject } from "../../../service/refusal.ts";
import type { Condition } from "./condition.ts";
import {
  Chain,
  flowFrom,
  secondsOf,
  State,
  type CatchProps,
  type IChainable,
  type RetryProps,
  type StateBaseProps,
} from "./state.ts";

/** A state after which another can come. */
abstract class MovingState extends State {
  /** Goes on with a state or a chain. */
  next(next: IChainable): Chain {
    super.makeNext(next.startState);
    return Chain.custom(this, next.endStates);
  }
}

/** What states say that have a result. */
interface ResultProps {
  /** Where the result is put into the input; `null`: it is dropped. @defaultValue it replaces the input */
  readonly resultPath?: string | null;
  /** What is made of the result. @defaultValue the result */
  readonly resultSelector?: PlainObject;
}

const resultFields = ({ resultPath, resultSelector }: ResultProps): PlainObject => ({
  ...(resultSelector === undefined ? {} : { ResultSelector: resultSelector }),
  ...(resultPath === undefined ? {} : { ResultPath: resultPath }),
});

/** What a Pass state gives: written here, or found in its input. */
export class Result {
  static fromString(value: string): Result {
    return new Result(value);
  }
  static fromNumber(value: number): Result {
    return new Result(value);
  }
  static fromBoolean(value: boolean): Result {
    return new Result(value);
  }
  static fromObject(value: PlainObject): Result {
    return new Result(value);
  }
  static fromArray(value: readonly Plain[]): Result {
    return new Result(value);
  }

  readonly value: Plain;

  constructor(value: Plain) {
    this.value = value;
  }
}

export interface PassProps extends StateBaseProps {
  /** @defaultValue the input */
  readonly result?: Result;
  readonly resultPath?: string | null;
  /** A payload template. @defaultValue the input */
  readonly parameters?: PlainObject;
}

/** A state that hands its input on, or a result that is written in it. */
export class Pass extends MovingState {
  private readonly props: PassProps;

  constructor(_scope: ConstructScope, id: string, props: PassProps = {}) {
    super(id, props);
    this.props = props;
  }

  toStateJson(): PlainObject {
    const { result, resultPath, parameters } = this.props;
    return {
      Type: "Pass",
      ...this.paths(),
      ...(result === undefined ? {} : { Result: result.value }),
      ...(resultPath === undefined ? {} : { ResultPath: resultPath }),
      ...(parameters === undefined ? {} : { Parameters: parameters }),
      ...this.nextOrEnd(),
    };
  }
}

/** How long a Wait state waits. */
export class WaitTime {
  /** So long. */
  static duration(duration: DurationSaid): WaitTime {
    return new WaitTime({ Seconds: secondsOf("wait duration", duration) });
  }
  /** Until a time in ISO 8601. */
  static timestamp(timestamp: string): WaitTime {
    return new WaitTime({ Timestamp: timestamp });
  }
  static secondsPath(path: string): WaitTime {
    return new WaitTime({ SecondsPath: path });
  }
  static timestampPath(path: string): WaitTime {
    return new WaitTime({ TimestampPath: path });
  }

  readonly json: PlainObject;

  private constructor(json: PlainObject) {
    this.json = json;
  }
}

export interface WaitProps extends StateBaseProps {
  readonly time: WaitTime;
}

/** A state that lets time pass. */
export class Wait extends MovingState {
  private readonly props: WaitProps;

  constructor(_scope: ConstructScope, id: string, props: WaitProps) {
    super(id, props);
    this.props = props;
  }

  toStateJson(): PlainObject {
    return { Type: "Wait", ...this.paths(), ...this.props.time.json, ...this.nextOrEnd() };
  }
}

/** A state that ends its flow well. */
export class Succeed extends State {
  constructor(_scope: ConstructScope, id: string, props: StateBaseProps = {}) {
    super(id, props);
  }

  override get endStates(): readonly State[] {
    return [];
  }

  toStateJson(): PlainObject {
    return { Type: "Succeed", ...this.paths() };
  }
}

export interface FailProps extends StateBaseProps {
  readonly error?: string;
  readonly cause?: string;
  readonly errorPath?: string;
  readonly causePath?: string;
}

/** A state that ends what is around it badly. */
export class Fail extends State {
  private readonly props: FailProps;

  constructor(_scope: ConstructScope, id: string, props: FailProps = {}) {
    super(id, props);
    this.props = props;
  }

  override get endStates(): readonly State[] {
    return [];
  }

  toStateJson(): PlainObject {
    const { error, cause, errorPath, causePath, comment } = this.props;
    return {
      Type: "Fail",
      ...(comment === undefined ? {} : { Comment: comment }),
      ...(error === undefined ? {} : { Error: error }),
      ...(cause === undefined ? {} : { Cause: cause }),
      ...(errorPath === undefined ? {} : { ErrorPath: errorPath }),
      ...(causePath === undefined ? {} : { CausePath: causePath }),
    };
  }
}

/** A state that picks the next one. */
export class Choice extends State {
  private readonly rules: { readonly condition: Condition; readonly next: IChainable }[] = [];
  private fallback: IChainable | null = null;

  constructor(_scope: ConstructScope, id: string, props: StateBaseProps = {}) {
    super(id, props);
  }

  override get endStates(): readonly State[] {
    return [];
  }

  /** Goes on with a state where a condition holds, and none before it. */
  when(condition: Condition, next: IChainable): this {
    this.rules.push({ condition, next });
    return this;
  }

  /** Goes on with a state where no condition holds. */
  otherwise(next: IChainable): this {
    this.fallback = next;
    return this;
  }

  /** A chain with the ends of all that it may lead to. */
  afterwards(): Chain {
    const nexts = [
      ...this.rules.map(({ next }) => next),
      ...(this.fallback === null ? [] : [this.fallback]),
    ];
    const ends = new Set(nexts.flatMap(({ endStates }) => endStates));
    return Chain.custom(this, [...ends]);
  }

  override outgoing(): readonly State[] {
    const nexts = [
      ...this.rules.map(({ next }) => next),
      ...(this.fallback === null ? [] : [this.fallback]),
    ];
    return nexts.map(({ startState }) => startState);
  }

  toStateJson(): PlainObject {
    return {
      Type: "Choice",
      ...this.paths(),
      Choices: this.rules.map(({ condition, next }) => ({
        ...condition.renderCondition(),
        Next: next.startState.stateId,
      })),
      ...(this.fallback === null ? {} : { Default: this.fallback.startState.stateId }),
    };
  }
}

/** A state whose failure can be retried and caught. */
abstract class GuardedState extends MovingState {
  /** Runs it again when it fails. */
  addRetry(props: RetryProps = {}): this {
    this.makeRetry(props);
    return this;
  }

  /** Goes on with another state when it fails. */
  addCatch(handler: IChainable, props: CatchProps = {}): this {
    this.makeCatch(handler, props);
    return this;
  }
}

export interface ParallelProps extends StateBaseProps, ResultProps {
  readonly parameters?: PlainObject;
}

/** A state that runs flows beside each other. */
export class Parallel extends GuardedState {
  private readonly props: ParallelProps;
  private readonly branches: State[] = [];

  constructor(_scope: ConstructScope, id: string, props: ParallelProps = {}) {
    super(id, props);
    this.props = props;
  }

  /** Adds flows. */
  branch(...branches: readonly IChainable[]): this {
    this.branches.push(...branches.map(({ startState }) => startState));
    return this;
  }

  toStateJson(): PlainObject {
    const { parameters } = this.props;
    return {
      Type: "Parallel",
      ...this.paths(),
      ...(parameters === undefined ? {} : { Parameters: parameters }),
      ...resultFields(this.props),
      Branches: this.branches.map(flowFrom),
      ...this.guards(),
      ...this.nextOrEnd(),
    };
  }
}

export interface MapProps extends StateBaseProps, ResultProps {
  /** A path to the items. @defaultValue the input */
  readonly itemsPath?: string;
  readonly itemSelector?: PlainObject;
  /** @defaultValue as many as there is room for */
  readonly maxConcurrency?: number;
}

/** A state that runs one flow for each item. */
export class Map extends GuardedState {
  protected readonly map: MapProps;
  private processor: State | null = null;

  constructor(_scope: ConstructScope, id: string, props: MapProps = {}) {
    super(id, props);
    this.map = props;
  }

  /** Says what is done with each item. */
  itemProcessor(processor: IChainable): this {
    this.processor = processor.startState;
    return this;
  }

  protected processorConfig(): PlainObject {
    return { Mode: "INLINE" };
  }

  protected moreFields(): PlainObject {
    return {};
  }

  toStateJson(): PlainObject {
    const { itemsPath, itemSelector, maxConcurrency } = this.map;
    if (this.processor === null) {
      throw new ConfigError(`state "${this.stateId}" itemProcessor`, "a state", "none");
    }
    return {
      Type: "Map",
      ...this.paths(),
      ...(itemsPath === undefined ? {} : { ItemsPath: itemsPath }),
      ...(itemSelector === undefined ? {} : { ItemSelector: itemSelector }),
      ...(maxConcurrency === undefined ? {} : { MaxConcurrency: maxConcurrency }),
      ...this.moreFields(),
      ...resultFields(this.map),
      ItemProcessor: { ProcessorConfig: this.processorConfig(), ...flowFrom(this.processor) },
      ...this.guards(),
      ...this.nextOrEnd(),
    };
  }
}

export interface DistributedMapProps extends MapProps {
  /** Of the children. @defaultValue STANDARD */
  readonly mapExecutionType?: "STANDARD" | "EXPRESS";
  readonly label?: string;
  /** 0 to 100. @defaultValue 0 */
  readonly toleratedFailurePercentage?: number;
  /** @defaultValue 0 */
  readonly toleratedFailureCount?: number;
  /** How items are put together. @defaultValue each is a child's */
  readonly itemBatcher?: {
    readonly maxItemsPerBatch?: number;
    readonly maxInputBytesPerBatch?: number;
    readonly batchInput?: PlainObject;
  };
  /** Where the items are read, in the States Language. @defaultValue they are in the input */
  readonly itemReader?: PlainObject;
  /** Where the results are written, in the States Language. @defaultValue they are the result */
  readonly resultWriter?: PlainObject;
}

/** A Map whose iterations are executions of their own. */
export class DistributedMap extends Map {
  private readonly props: DistributedMapProps;

  constructor(scope: ConstructScope, id: string, props: DistributedMapProps = {}) {
    super(scope, id, props);
    this.props = props;
  }

  protected override processorConfig(): PlainObject {
    return { Mode: "DISTRIBUTED", ExecutionType: this.props.mapExecutionType ?? "STANDARD" };
  }

  protected override moreFields(): PlainObject {
    const { label, toleratedFailurePercentage, toleratedFailureCount, itemBatcher } = this.props;
    const { itemReader, resultWriter } = this.props;
    return {
      ...(label === undefined ? {} : { Label: label }),
      ...(toleratedFailurePercentage === undefined
        ? {}
        : { ToleratedFailurePercentage: toleratedFailurePercentage }),
      ...(toleratedFailureCount === undefined
        ? {}
        : { ToleratedFailureCount: toleratedFailureCount }),
      ...(itemBatcher === undefined ? {} : { ItemBatcher: batcherOf(itemBatcher) }),
      ...(itemReader === undefined ? {} : { ItemReader: itemReader }),
      ...(resultWriter === undefined ? {} : { ResultWriter: resultWriter }),
    };
  }
}

const batcherOf = ({
  maxItemsPerBatch,
  maxInputBytesPerBatch,
  batchInput,
}: NonNullable<DistributedMapProps["itemBatcher"]>): PlainObject => ({
  ...(maxItemsPerBatch === undefined ? {} : { MaxItemsPerBatch: maxItemsPerBatch }),
  ...(maxInputBytesPerBatch === undefined ? {} : { MaxInputBytesPerBatch: maxInputBytesPerBatch }),
  ...(batchInput === undefined ? {} : { BatchInput: batchInput }),
});

/** What every task may say. */
export interface TaskStateBaseProps extends StateBaseProps, ResultProps {
  /** @defaultValue none */
  readonly taskTimeout?: DurationSaid;
  /** @defaultValue none */
  readonly heartbeatTimeout?: DurationSaid;
  /** @defaultValue REQUEST_RESPONSE */
  readonly integrationPattern?: IntegrationPattern;
}

/** One of {@link IntegrationPattern}, or its text. */
export type IntegrationPattern = (typeof IntegrationPattern)[keyof typeof IntegrationPattern];
/** How the end of a task is known. */
export const IntegrationPattern = {
  REQUEST_RESPONSE: "REQUEST_RESPONSE",
  RUN_JOB: "RUN_JOB",
  WAIT_FOR_TASK_TOKEN: "WAIT_FOR_TASK_TOKEN",
} as const;

/** A state that asks something outside. */
export abstract class TaskStateBase extends GuardedState {
  protected readonly task: TaskStateBaseProps;

  protected constructor(id: string, props: TaskStateBaseProps) {
    super(id, props);
    this.task = props;
  }

  /** The resource, and what it is given. */
  protected abstract renderTask(): { readonly Resource: string; readonly Parameters?: Plain };

  /** A resource such as `arn:aws:states:::sqs:sendMessage`, by the pattern of the task. */
  protected integration(service: string, action: string, runJob = ".sync"): string {
    const { integrationPattern = "REQUEST_RESPONSE" } = this.task;
    const suffix = {
      REQUEST_RESPONSE: "",
      RUN_JOB: runJob,
      WAIT_FOR_TASK_TOKEN: ".waitForTaskToken",
    };
    return `arn:aws:states:::${service}:${action}${suffix[integrationPattern]}`;
  }

  toStateJson(): PlainObject {
    const { taskTimeout, heartbeatTimeout } = this.task;
    const path = (setting: string): string => `state "${this.stateId}" ${setting}`;
    const { Resource, Parameters } = this.renderTask();
    return {
      Type: "Task",
      Resource,
      ...this.paths(),
      ...(Parameters === undefined ? {} : { Parameters }),
      ...resultFields(this.task),
      ...(taskTimeout === undefined
        ? {}
        : { TimeoutSeconds: secondsOf(path("taskTimeout"), taskTimeout) }),
      ...(heartbeatTimeout === undefined
        ? {}
        : { HeartbeatSeconds: secondsOf(path("heartbeatTimeout"), heartbeatTimeout) }),
      ...this.guards(),
      ...this.nextOrEnd(),
    };
  }
}

/** A state that is written in the States Language. */
export class CustomState extends GuardedState {
  private readonly json: PlainObject;

  constructor(_scope: ConstructScope, id: string, props: { readonly stateJson: PlainObject }) {
    super(id, {});
    this.json = props.stateJson;
  }

  toStateJson(): PlainObject {
    return { ...this.json, ...this.guards(), ...this.nextOrEnd() };
  }
}
