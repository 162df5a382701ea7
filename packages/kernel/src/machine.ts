import type { MemberViews } from "./canonical-hash.ts";
import type { Declared } from "./declare.ts";
import type { AnyEffect, RequestId } from "./effect.ts";
import type { EffectList, Effects } from "./effect-list.ts";
import type { Meter } from "./metered-sums.ts";
import type { Plain, Tagged } from "./plain.ts";
import type { Instant } from "./time.ts";

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

  /** The machine itself, of one that stands for it until the first component of its kind is made. @defaultValue this */
  load?(): Machine<Settings, State, Input, Output>;
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
