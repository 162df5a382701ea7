import type { Tagged } from "./plain.ts";
import type { Distribution } from "./random/distributions.ts";
import type { Branded, Duration, Instant } from "./time.ts";

/** A request that is owed an answer: slot + generation × 2²⁶, so that a stale one is recognized. */
export type RequestId = Branded<"RequestId">;

/** Nobody waits for an answer. */
export const noRequest = -1 as RequestId;

/** The five effects that every machine may ask for. */
export type Effect = Reply<Tagged> | Send<Tagged> | HandOn | SetTimer | ClearTimer;
/** The five, the end of the run, and the one that only a privileged component may ask for. */
export type AnyEffect = Effect | Stop | ChangeArchitecture;

/** For transitions from which nothing follows. */
export const noEffects: readonly never[] = Object.freeze([]);

/** Answers a request. Each is owed exactly one. */
export interface Reply<Body extends Tagged> {
  readonly type: "reply";
  readonly to: RequestId;
  readonly body: Body;
  /** How long it takes to answer, beside the way back. @defaultValue no time */
  readonly after?: Duration;
}

/** Makes a request of a component that the architecture connected to `port`. */
export interface Send<Input extends Tagged> {
  readonly type: "send";
  readonly port: number;
  /** Which of the port's targets: 0 where it has one. */
  readonly to: number;
  readonly input: Input;
  /** Comes back in the {@link Replied}. */
  readonly tag: number;
  /** When to give the answer up for lost. */
  readonly deadline: Instant;
  /** How long it takes before the request is on its way. @defaultValue no time */
  readonly after?: Duration;
  /**
   * For whose request this one is made: faults take whoever made that one for the sender. Left out:
   * the component itself is.
   */
  readonly onBehalfOf?: RequestId;
}

/**
 * Lets a component that the architecture connected to `port` answer a request in the place of the one that
 * was asked. The answer goes straight to whoever asked.
 */
export interface HandOn {
  readonly type: "handOn";
  readonly request: RequestId;
  readonly port: number;
  readonly to: number;
  readonly input: Tagged;
  /** When to give the answer up for lost, where whoever asked would wait for longer. */
  readonly deadline: Instant;
  /** Comes back in {@link Machine.answerOf}: plain data. */
  readonly reading: unknown;
}

/** Asks for a {@link TimerFired} at `at`. Setting a timer that is set moves it behind others there. */
export interface SetTimer {
  readonly type: "setTimer";
  readonly timer: number;
  /** Tells apart the timers of one name: a slot, or 0. */
  readonly index: number;
  readonly at: Instant;
}

/** Takes a timer back; nothing happens when it is not set. */
export interface ClearTimer {
  readonly type: "clearTimer";
  readonly timer: number;
  readonly index: number;
}

/**
 * Asks for the end of the run, since it cannot go on as it was meant. The event is carried out whole;
 * there is no other after it, in this simulation and in its forks.
 */
export interface Stop {
  readonly type: "stop";
  /** Why, for whoever runs the simulation: plain data. */
  readonly reason: Tagged;
}

/** Asks for a change of the architecture, made before the next event. Privileged components only. */
export interface ChangeArchitecture {
  readonly type: "changeArchitecture";
  readonly change: ArchitectureChange;
}

/** A change of what there is; takes effect between two events. */
export type ArchitectureChange =
  | {
      readonly do: "create";
      readonly name: string;
      readonly kind: string;
      readonly settings: unknown;
      readonly connections: readonly Connection[];
      /**
       * The name of a component of the same metrics, on whose meters all is counted that is observed of this
       * one, besides its own: of the whole that it is a part of. @defaultValue none
       */
      readonly countsInto?: string;
    }
  | {
      /**
       * Lets connections lead to a name before a component has it; nothing changes where one has it, or had
       * it once. The component that is made under the name is found by those connections.
       */
      readonly do: "expect";
      readonly name: string;
      readonly kind: string;
      /** What those hear that ask it before it is made. */
      readonly refusal: Tagged;
    }
  | {
      readonly do: "change";
      readonly name: string;
      /** Left out: they stay. */
      readonly settings?: unknown;
      /** Each takes the place of the one with its port and `to`. */
      readonly connections?: readonly Connection[];
    }
  | {
      readonly do: "delete";
      readonly name: string;
      /** What those hear that wait for an answer of it, or ask it later. */
      readonly refusal: Tagged;
    };

/** Joins a port of a component to a target, with latencies of its own. */
export interface Connection {
  readonly port: string;
  /** Which of the port's targets this is. */
  readonly to: number;
  /** The name of the target: of a component that is there, that was deleted, or that is expected. */
  readonly target: string;
  /** How long requests take to get there; left out: no time. A distribution in microseconds. */
  readonly request?: Distribution;
  /** How long replies take to get back; left out: no time. A distribution in microseconds. */
  readonly reply?: Distribution;
}
