import {
  ConfigError,
  durationOf,
  formatDuration,
  inSeconds,
  type DurationSaid,
  type Plain,
} from "@orrery/kernel";
import type { ScriptStep } from "../../../service/script.ts";
import { conditionPolls, stepRetries } from "./limits.ts";

/** What runs inside an operation: a generator function that yields like the handler itself. */
export type Part<Result> = () => Generator<ScriptStep, Result, Plain>;

/** How often a step is attempted. The waits are drawn from nothing to their length, as AWS's SDKs do it. */
export interface RetryStrategy {
  /** Attempts in all, the first among them. @defaultValue 3 */
  readonly maxAttempts?: number;
  /** The longest that the wait after the first may be, whole seconds. @defaultValue 5s */
  readonly initialDelay?: DurationSaid;
  /** How much longer each further one may be. @defaultValue 2 */
  readonly backoffRate?: number;
  /** The longest of all, whole seconds. @defaultValue 5min */
  readonly maxDelay?: DurationSaid;
  /** Whether they are drawn. @defaultValue full */
  readonly jitter?: "full" | "none";
}

/** How a step is checkpointed. */
export interface StepOptions {
  /** What becomes of a step whose invocation died: it is attempted again, or that counts as a failed attempt. @defaultValue AT_LEAST_ONCE_PER_RETRY */
  readonly semantics?: "AT_LEAST_ONCE_PER_RETRY" | "AT_MOST_ONCE_PER_RETRY";
  readonly retry?: RetryStrategy;
}

/** How long a callback is waited for. */
export interface CallbackOptions {
  /** Whole seconds. @defaultValue as long as the execution may take */
  readonly timeout?: DurationSaid;
  /** The longest without a sign of life, whole seconds. @defaultValue none is asked for */
  readonly heartbeatTimeout?: DurationSaid;
}

/** When branches are enough. What is left out is no reason. */
export interface BranchOptions {
  /** Branches that run at once. @defaultValue all */
  readonly maxConcurrency?: number;
  /** @defaultValue all must succeed, and the first that fails ends them */
  readonly completionConfig?: {
    readonly minSuccessful?: number;
    readonly toleratedFailureCount?: number;
    readonly toleratedFailurePercentage?: number;
  };
}

/** How often a condition is looked at. */
export interface ConditionOptions<State> {
  readonly initialState: State;
  /** Whether it holds. */
  readonly until: (state: State) => boolean;
  /** @defaultValue 60 polls, 5 s and half as long again each time, up to 5 minutes */
  readonly polls?: RetryStrategy;
}

/** A retry strategy, complete, in seconds. */
export interface Retries {
  readonly attempts: number;
  readonly base: number;
  readonly factor: number;
  readonly longest: number;
  readonly isDrawn: boolean;
}

/** What a durable handler yields besides waits and calls. */
export type DurableStep = {
  readonly type: "durable";
  readonly name: string;
} & (
  | {
      readonly what: "step";
      readonly run: Part<unknown>;
      readonly isAtMostOnce: boolean;
      readonly retries: Retries;
    }
  | {
      readonly what: "condition";
      readonly check: (state: Plain) => ReturnType<Part<Plain>>;
      readonly initialState: Plain;
      readonly until: (state: Plain) => boolean;
      readonly retries: Retries;
    }
  | { readonly what: "callback"; readonly timeout: number; readonly heartbeat: number }
  | { readonly what: "callbackResult"; readonly id: string }
  | {
      readonly what: "invoke";
      readonly functionName: string;
      readonly input: Plain;
      readonly tenantId: string | null;
    }
  | { readonly what: "context"; readonly subType: string; readonly run: Part<unknown> }
  | {
      readonly what: "branches";
      readonly subType: "Parallel" | "Map";
      readonly branches: readonly Part<unknown>[];
      readonly options: BranchOptions;
    }
);

/** What became of a branch. */
export interface BranchResult {
  readonly index: number;
  readonly status: "SUCCEEDED" | "FAILED" | "STARTED";
  readonly result?: Plain;
  readonly error?: { readonly errorType: string; readonly errorMessage: string };
}

/** What became of branches that ran beside each other. */
export interface BatchResult {
  readonly all: readonly BranchResult[];
  readonly completionReason:
    "ALL_COMPLETED" | "MIN_SUCCESSFUL_REACHED" | "FAILURE_TOLERANCE_EXCEEDED";
}

/** A callback that was made. */
export interface MadeCallback {
  readonly callbackId: string;
  /** Waits for its end: what it was given, or an error of the type CallbackError or CallbackTimeoutError. */
  result(): Yielding<Plain>;
}

/** What is yielded with `yield*`, for what it comes to. */
export interface Yielding<Result> {
  [Symbol.iterator](): Generator<ScriptStep, Result, Plain>;
}

/** A step: what it does is done once its result is checkpointed, and attempted again where it throws. */
export function step<Result>(
  name: string,
  run: Part<Result>,
  options: StepOptions = {},
): Yielding<Result> {
  const { semantics = "AT_LEAST_ONCE_PER_RETRY", retry = {} } = options;
  return yielding({
    type: "durable",
    what: "step",
    name,
    run,
    isAtMostOnce: semantics === "AT_MOST_ONCE_PER_RETRY",
    retries: retriesOf(retry, stepRetries),
  });
}

/** Looks at something again and again until a condition holds; nothing runs between two looks. */
export function waitForCondition<State extends Plain>(
  name: string,
  check: (state: State) => ReturnType<Part<State>>,
  { initialState, until, polls = {} }: ConditionOptions<State>,
): Yielding<State> {
  return yielding({
    type: "durable",
    what: "condition",
    name,
    check: (state) => check(state as State), // What it returned itself.
    initialState,
    until: (state) => until(state as State),
    retries: retriesOf(polls, conditionPolls),
  });
}

/** Makes a callback, whose id somebody is to be given. */
export function createCallback(
  name: string,
  options: CallbackOptions = {},
): Yielding<MadeCallback> {
  const made = yielding<string>({
    type: "durable",
    what: "callback",
    name,
    timeout: secondsOf("timeout of a callback", options.timeout, 0),
    heartbeat: secondsOf("heartbeat timeout of a callback", options.heartbeatTimeout, 0),
  });
  return {
    *[Symbol.iterator]() {
      const [callbackId, id] = JSON.parse(yield* made) as [string, string];
      return {
        callbackId,
        result: () => yielding<Plain>({ type: "durable", what: "callbackResult", name, id }),
      };
    },
  };
}

/** Makes a callback, lets `submit` give its id to somebody, and waits for its end. */
export function waitForCallback(
  name: string,
  submit: (callbackId: string) => ReturnType<Part<unknown>>,
  options: CallbackOptions & Pick<StepOptions, "retry"> = {},
): Yielding<Plain> {
  const { retry, ...callback } = options;
  return contextOf(name, "WaitForCallback", function* () {
    const { callbackId, result } = yield* createCallback(`${name}-callback`, callback);
    yield* step(
      `${name}-submitter`,
      () => submit(callbackId),
      retry === undefined ? {} : { retry },
    );
    return yield* result();
  });
}

/** Lets Lambda invoke another function, and waits for what it returns. */
export function invoke<Result extends Plain = Plain>(
  name: string,
  functionName: string,
  input: Plain = null,
  { tenantId = null }: { readonly tenantId?: string | null } = {},
): Yielding<Result> {
  return yielding({ type: "durable", what: "invoke", name, functionName, input, tenantId });
}

/** Runs operations as a unit, whose result is checkpointed. */
export const runInChildContext = <Result>(name: string, run: Part<Result>): Yielding<Result> =>
  contextOf(name, "RunInChildContext", run);

/** Runs branches beside each other. */
export const parallel = (
  name: string,
  branches: readonly Part<unknown>[],
  options: BranchOptions = {},
): Yielding<BatchResult> =>
  yielding({ type: "durable", what: "branches", subType: "Parallel", name, branches, options });

/** Does the same with each item, beside each other. */
export const map = <Item>(
  name: string,
  items: readonly Item[],
  run: (item: Item, index: number) => ReturnType<Part<unknown>>,
  options: BranchOptions = {},
): Yielding<BatchResult> =>
  yielding({
    type: "durable",
    what: "branches",
    subType: "Map",
    name,
    branches: items.map((item, index) => () => run(item, index)),
    options,
  });

const contextOf = <Result>(name: string, subType: string, run: Part<Result>): Yielding<Result> =>
  yielding({ type: "durable", what: "context", subType, name, run });

const yielding = <Result>(step: DurableStep): Yielding<Result> => ({
  *[Symbol.iterator]() {
    return (yield step) as unknown as Result; // What the interpreter answers to this step.
  },
});

function retriesOf(
  { maxAttempts, initialDelay, backoffRate, maxDelay, jitter = "full" }: RetryStrategy,
  usual: {
    readonly attempts: number;
    readonly base: number;
    readonly factor: number;
    readonly longest: number;
  },
): Retries {
  const attempts = maxAttempts ?? usual.attempts;
  if (!Number.isSafeInteger(attempts) || attempts < 1) {
    throw new ConfigError("maxAttempts of a retry strategy", "1 or more", `${attempts}`);
  }
  const factor = backoffRate ?? usual.factor;
  if (!(factor >= 1))
    throw new ConfigError("backoffRate of a retry strategy", "1 or more", `${factor}`);
  return {
    attempts,
    base: secondsOf("initialDelay of a retry strategy", initialDelay, usual.base),
    factor,
    longest: secondsOf("maxDelay of a retry strategy", maxDelay, usual.longest),
    isDrawn: jitter === "full",
  };
}

function secondsOf(what: string, said: DurationSaid | undefined, otherwise: number): number {
  if (said === undefined) return otherwise;
  const duration = typeof said === "string" ? durationOf(what, said) : said;
  const seconds = inSeconds(duration);
  if (Number.isSafeInteger(seconds) && seconds >= 1) return seconds;
  throw new ConfigError(what, "whole seconds, 1 s or more", formatDuration(duration));
}
