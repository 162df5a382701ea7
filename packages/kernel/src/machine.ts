import type { MemberViews } from "./canonical-hash.ts";
import type { Declared } from "./declare.ts";
import type { EffectList, Effects } from "./effect-list.ts";
import type { Meter } from "./metered-sums.ts";
import type { Plain, Tagged } from "./plain.ts";
import type { Distribution } from "./random/distributions.ts";
import type { Branded, Duration, Instant } from "./time.ts";

/** A request that is owed an answer: slot + generation × 2²⁶, so that a stale one is recognized. */
export type RequestId = Branded<"RequestId">;

/** Nobody waits for an answer. */
export const noRequest = -1 as RequestId;

/**
 * A pure state machine: the model of one component.
 *
 * Everything a component does is decided here, from three things only: its state, one input, and
 * the context. It owns no clock, no queue and no neighbor; it asks for those through effects.
 */
export interface Machine<
  Settings,
  State,
  Input extends Tagged = Tagged,
  Output extends AnyEffect = AnyEffect,
> {
  /** Names the machine in traces, such as `"sqs.queue"`. */
  readonly kind: string;
  /** Raised when `State` changes: a snapshot of another version is refused. */
  readonly stateVersion: number;
  readonly inputs: Declared<Input["type"]>;
  readonly timers: Declared;
  readonly ports: Declared;
  readonly purposes: Declared;
  readonly choices: Declared;
  /** What it counts and measures through {@link Context.observe}; names are AWS's where it has one. */
  readonly metrics: Declared;
  /** What it says of single entities through {@link Context.note}, for stories; left out: nothing. */
  readonly notes?: Declared;

  /** The state before the first input. */
  initialState(settings: Settings): State;

  /**
   * Reacts to one input: writes the change on `draft` and returns what must follow, in order.
   *
   * A transition is a recipe. It writes on the fields of its draft, on the collections there through
   * their own functions, and on nothing else. The kernel is then free to run it on the state itself
   * or on a copy-on-write draft of it, with the same outcome.
   */
  transition(draft: Draft<State>, input: Input, context: Context<Settings>): Effects<Output>;

  /** What the digest folds of an input: one integer, such as a sequence number or a size. */
  fingerprint(input: Input): number;

  /**
   * What of a state decides the future, for searches that must know a state again: counted from `now`, and
   * without what only says how much came before. `askerOf` tells for whom an answer is that the state owes.
   */
  canonical?(state: State, now: Instant, askerOf: AskerOf): unknown;

  /**
   * Of members by their names, what decides the future, wherever inputs, answers and states of any machine have
   * them: for what says where something came from, of which a search must not know. One machine of a
   * simulation declares them, for all.
   */
  readonly memberViews?: MemberViews;

  /**
   * What the `tag` of a request stands for that is not answered: needed where tags say how many there were
   * before, as the generations of a slab do. Left out: itself.
   */
  canonicalTag?(state: State, port: number, tag: number): unknown;

  /**
   * What the index of a timer that is set stands for: needed where it is the slot of something that is called by
   * a name in `canonical`. Left out: itself.
   */
  canonicalTimer?(state: State, timer: number, index: number): unknown;

  /**
   * Puts the answer to a request that this machine handed on into its own words, by the `reading` that it gave
   * then; `body` is *lost* where none came before its deadline. It writes on nothing, draws nothing, and is no
   * event. Left out: the answer stays as it is, or as whoever handed the request on before puts it.
   */
  answerOf?(state: State, reading: unknown, body: Tagged, context: Context<Settings>): Tagged;

  /** What can be read off a state at any instant, by metric name; asked by observers, never inside a run's events. */
  gauges?(state: State, settings: Settings, now: Instant): Readonly<Record<string, number>>;
}

/** Who waits for the answer to a request: equal for those who would do the same with it. */
export type AskerOf = (request: RequestId) => Plain;

/** A machine whose types are known to itself only: what the kernel holds. */
// The kernel hands a machine nothing but what that machine made, so the types meet again inside.
// eslint-disable-next-line @typescript-eslint/no-explicit-any
export type AnyMachine = Machine<any, any, any, any>;

/** `State` in the form a recipe may write on. Objects inside it are values or collections. */
export type Draft<State> = { -readonly [Key in keyof State]: State[Key] };

/** All that a transition may know besides its state and its input. May not be kept. */
export interface Context<Settings> {
  readonly now: Instant;
  readonly settings: Settings;
  /** Where the reply to this input goes. */
  readonly request: RequestId;
  /**
   * A list without effects, which a transition may fill and return in place of an array: what it puts there takes no
   * memory. Whoever returns an array leaves it alone.
   */
  readonly effects: EffectList;
  /** The next number in [0, 1) of this component's random stream for one of its `purposes`. */
  random(purpose: number): number;
  /** The number in [0, 1) that `key` has for this purpose, whatever was drawn before. */
  randomFor(purpose: number, key: number): number;
  /** Asks the oracle what happens to entity `key`: 0 is the usual; the rest is as rare as weighed. */
  choose(choice: number, key: number, weights: readonly number[]): number;
  /**
   * What faults do to the work that the component begins now, each as the fault says it, in order of their
   * injection; empty where none strikes it. `key` tells the work from all others: it is asked about once.
   */
  impairments(key: number): readonly Tagged[];
  /**
   * Asks a component that the architecture connected to `port`, and has its answer within this event: for what
   * several components share, such as a quota. It takes no time, no fault strikes it, and whoever is asked does nothing
   * but answer, with the one reply of its transition; its refusal where it is not there.
   */
  consult(port: number, to: number, question: Tagged): Tagged;
  /**
   * What a component that the architecture connected to `port` observed of one of its metrics in a minute of virtual
   * time, by the minute's number from 0; `null` where nothing is known of it. A metric is known by the minute from
   * the first question about it on, that minute included, and for an hour. It is no event, and changes nothing there.
   * A gauge is read off now, whatever the minute. `withValues`: with each value, where they are known, from the first such
   * question on and for some minutes.
   */
  measure(
    port: number,
    to: number,
    metric: string,
    minute: number,
    withValues?: boolean,
  ): Meter | null;
  /** Adds `value` to one of its `metrics`. What is observed decides nothing, but where others measure it. */
  observe(metric: number, value: number): void;
  /**
   * Says of an entity what input and effects do not show, for the trace and for nobody else: one of
   * its `notes`, and up to three numbers. What is noted never decides anything.
   */
  note(note: number, first: number, second?: number, third?: number): void;
}

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

/**
 * The input that the answer to a {@link Send} becomes, at its deadline at the latest. Its body may be kept; itself not,
 * since the kernel has one for all.
 */
export interface Replied<Body extends Tagged> {
  readonly type: "replied";
  readonly port: number;
  readonly tag: number;
  readonly body: Body | Lost;
}

/** In place of an answer: none came before the deadline. */
export interface Lost {
  readonly type: "lost";
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

/** The input that a timer becomes. */
export interface TimerFired {
  readonly type: "timerFired";
  readonly timer: number;
  readonly index: number;
}

/** The input after a change of settings, for machines that declare it: what held until now. */
export interface SettingsChanged<Settings> {
  readonly type: "settingsChanged";
  readonly before: Settings;
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
