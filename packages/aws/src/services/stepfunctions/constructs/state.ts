import { ConfigError, durationOf, type DurationSaid, type Plain } from "@orrery/kernel";
import type { PlainObject } from "../../../service/refusal.ts";

/** Something that states can lead to: a state, or a chain of them. */
export interface IChainable {
  readonly id: string;
  readonly startState: State;
  /** Where it can go on. */
  readonly endStates: readonly State[];
}

/** When a state is run again. */
export interface RetryProps {
  /** @defaultValue all errors */
  readonly errors?: readonly string[];
  /** From 1 s, whole seconds. @defaultValue 1s */
  readonly interval?: DurationSaid;
  /** 0 to 99,999,999. @defaultValue 3 */
  readonly maxAttempts?: number;
  /** From 1. @defaultValue 2 */
  readonly backoffRate?: number;
  /** @defaultValue as long as the backoff makes it */
  readonly maxDelay?: DurationSaid;
  /** @defaultValue NONE */
  readonly jitterStrategy?: JitterType;
}

/** One of {@link JitterType}, or its text. */
export type JitterType = (typeof JitterType)[keyof typeof JitterType];
/** Whether delays before retries are drawn at random. */
export const JitterType = { FULL: "FULL", NONE: "NONE" } as const;

/** Which failures are caught, and what is done with them. */
export interface CatchProps {
  /** @defaultValue all errors */
  readonly errors?: readonly string[];
  /** Where the error is put into the input. @defaultValue it replaces the input */
  readonly resultPath?: string | null;
}

/** What every state may say. */
export interface StateBaseProps {
  readonly comment?: string;
  /** The state's own name. @defaultValue its id */
  readonly stateName?: string;
  /** @defaultValue all of it */
  readonly inputPath?: string | null;
  /** @defaultValue all of it */
  readonly outputPath?: string | null;
}

interface Retrier {
  readonly props: RetryProps;
}
interface Catcher {
  readonly props: CatchProps;
  readonly handler: State;
}

/** A duration in whole seconds, as the States Language has it. */
export function secondsOf(path: string, said: DurationSaid): number {
  const duration = durationOf(path, said);
  if (duration % 1_000_000 !== 0) throw new ConfigError(path, "whole seconds", String(said));
  return duration / 1_000_000;
}

/** A state of a workflow. */
export abstract class State implements IChainable {
  readonly id: string;
  readonly stateId: string;
  protected readonly base: StateBaseProps;
  private following: State | null = null;
  private readonly retriers: Retrier[] = [];
  private readonly catchers: Catcher[] = [];

  protected constructor(id: string, base: StateBaseProps) {
    this.id = id;
    this.stateId = base.stateName ?? id;
    this.base = base;
  }

  get startState(): State {
    return this;
  }

  get endStates(): readonly State[] {
    return [this];
  }

  /** Goes on with another state. */
  protected makeNext(next: State): void {
    if (this.following !== null) {
      throw new ConfigError(`state "${this.stateId}" next`, "one next state", "another one");
    }
    this.following = next;
  }

  protected makeRetry(props: RetryProps): void {
    this.retriers.push({ props });
  }

  protected makeCatch(handler: IChainable, props: CatchProps): void {
    this.catchers.push({ props, handler: handler.startState });
  }

  /** Goes on with another state, where this one can. */
  leadTo(next: State): void {
    this.makeNext(next);
  }

  /** The states that it may lead to. */
  outgoing(): readonly State[] {
    return [
      ...(this.following === null ? [] : [this.following]),
      ...this.catchers.map(({ handler }) => handler),
    ];
  }

  /** The state in the States Language. */
  abstract toStateJson(): PlainObject;

  protected nextOrEnd(): PlainObject {
    return this.following === null ? { End: true } : { Next: this.following.stateId };
  }

  protected paths(): PlainObject {
    const { comment, inputPath, outputPath } = this.base;
    return {
      ...(comment === undefined ? {} : { Comment: comment }),
      ...(inputPath === undefined ? {} : { InputPath: inputPath }),
      ...(outputPath === undefined ? {} : { OutputPath: outputPath }),
    };
  }

  protected guards(): PlainObject {
    const retry = this.retriers.map(({ props }) => retrierOf(this.stateId, props));
    const caught = this.catchers.map(({ props, handler }) => ({
      ErrorEquals: [...(props.errors ?? ["States.ALL"])],
      ...(props.resultPath === undefined ? {} : { ResultPath: props.resultPath }),
      Next: handler.stateId,
    }));
    return {
      ...(retry.length === 0 ? {} : { Retry: retry }),
      ...(caught.length === 0 ? {} : { Catch: caught }),
    };
  }
}

function retrierOf(name: string, props: RetryProps): PlainObject {
  const path = (setting: string): string => `state "${name}" retry ${setting}`;
  const {
    errors = ["States.ALL"],
    interval,
    maxAttempts,
    backoffRate,
    maxDelay,
    jitterStrategy,
  } = props;
  return {
    ErrorEquals: [...errors],
    ...(interval === undefined ? {} : { IntervalSeconds: secondsOf(path("interval"), interval) }),
    ...(maxAttempts === undefined ? {} : { MaxAttempts: maxAttempts }),
    ...(backoffRate === undefined ? {} : { BackoffRate: backoffRate }),
    ...(maxDelay === undefined ? {} : { MaxDelaySeconds: secondsOf(path("maxDelay"), maxDelay) }),
    ...(jitterStrategy === undefined ? {} : { JitterStrategy: jitterStrategy }),
  };
}

/** A chain of states. */
export class Chain implements IChainable {
  /** Begins a chain. */
  static start(state: IChainable): Chain {
    return new Chain(state.startState, state.endStates, state.id);
  }

  /** A chain with these ends. */
  static custom(startState: State, endStates: readonly State[]): Chain {
    return new Chain(startState, endStates, startState.id);
  }

  readonly id: string;
  readonly startState: State;
  readonly endStates: readonly State[];

  private constructor(startState: State, endStates: readonly State[], id: string) {
    this.startState = startState;
    this.endStates = endStates;
    this.id = id;
  }

  /** Goes on with a state or a chain. */
  next(next: IChainable): Chain {
    if (this.endStates.length === 0) {
      throw new ConfigError(
        `chain "${this.id}" next`,
        "a chain that can go on",
        "one that has ended",
      );
    }
    for (const end of this.endStates) end.leadTo(next.startState);
    return new Chain(this.startState, next.endStates, this.id);
  }
}

/** All states that can be reached from one, in the States Language. */
export function flowFrom(start: State): PlainObject {
  const states: Record<string, Plain> = {};
  const waiting: State[] = [start];
  const known = new Map<string, State>();
  for (let state = waiting.shift(); state !== undefined; state = waiting.shift()) {
    const other = known.get(state.stateId);
    if (other === state) continue;
    if (other !== undefined) {
      throw new ConfigError(
        `state "${state.stateId}"`,
        "a name that no other state has",
        "the same twice",
      );
    }
    known.set(state.stateId, state);
    states[state.stateId] = state.toStateJson();
    waiting.push(...state.outgoing());
  }
  return { StartAt: start.stateId, States: states };
}
