import {
  after,
  EffectList,
  enterEpoch,
  EventQueue,
  listed,
  newEpoch,
  noRequest,
  ownFields,
  seededOracle,
  start,
  transitionOnCopy,
  unreachable,
  type AnyEffect,
  type Context,
  type Duration,
  type EventKey,
  type HandOn,
  type Instant,
  type Invariants,
  type Machine,
  type RequestId,
  type Send,
  type Tagged,
} from "@orrery/kernel";
import { Chance, type Choose } from "./chance.ts";
import { freezeDeeply, survivesJson } from "./data.ts";
import { check, checkLaws, checkSaid, recorded, repeated } from "./laws.ts";

/**
 * Letters of a state, as JSON, that each input has checked: a state of more is checked at every second input, or
 * third, and so on, so that checks cost no more where states are large.
 */
const lettersAtEachInput = 10_000;

/** How a machine is driven. */
export interface DriveOptions {
  /** Answers choices. @defaultValue the usual answer, 0 */
  readonly choose?: Choose;
  /** @defaultValue 1 */
  readonly seed?: number;
  /** @defaultValue 0 */
  readonly startAt?: Instant;
  /** What faults do to the work that it begins under a key. @defaultValue nothing */
  readonly impair?: (key: number) => readonly Tagged[];
  /** Answers what it asks of others within an event. @defaultValue an error */
  readonly consult?: Consult;
}

/** Answers a question that a driven machine asks of whoever is connected to its `port`. */
export type Consult = (port: number, to: number, question: Tagged) => Tagged;

/** What a request came to: `undefined` until it is answered. */
export interface DrivenRequest<Body> {
  readonly reply: Body | undefined;
}

interface OpenDrivenRequest<Body> {
  reply: Body | undefined;
}

type BodyOf<Output> = Output extends {
  readonly type: "reply";
  readonly to: RequestId;
  readonly body: infer Body;
}
  ? Body
  : never;

type SendOf<Output> = Extract<Output, { readonly type: "send" }>;

/**
 * One machine by hand: a clock, timers and an oracle of its own, and nobody around it.
 *
 * At every input it checks the laws that all machines obey: the recipe does the same to the state
 * itself as to a copy-on-write draft of it; a fork leaves the original as it was; inputs and
 * effects are values, frozen in depth; state, input and effects survive JSON; each request has one
 * reply; a fingerprint is an integer; the invariants hold. What takes as long as the state is large is
 * left out at some inputs, the more the larger it is.
 */
export class DrivenMachine<Settings, State, Input extends Tagged, Output extends AnyEffect> {
  /** Requests of the machine that were not answered yet, oldest first. */
  readonly sent: SendOf<Output>[] = [];
  /** Requests that the machine handed on and that nobody answered yet, oldest first. */
  readonly handedOn: HandOn[] = [];
  /** Why the machine asked for the end of the run, each time. */
  readonly stops: Tagged[] = [];

  private readonly machine: Machine<Settings, State, Input, Output>;
  private readonly invariants: Invariants<State>;
  private readonly impair: (key: number) => readonly Tagged[];
  private readonly consult: Consult;
  private readonly chance: Chance;
  private readonly queue = new EventQueue();
  private readonly timers = new Map<string, EventKey>();
  private readonly deadlines = new Map<SendOf<Output>, EventKey>();
  private readonly requests = new Map<number, OpenDrivenRequest<BodyOf<Output>>>();
  private readonly meters = new Map<string, number[]>();
  private settings: Settings;
  private current: State;
  private epoch = newEpoch();
  /** At how many inputs the state was checked: every other time on a fork. */
  private checks = 0;
  /** How many inputs are to come before the state is checked again. */
  private unchecked = 0;
  private lastRequest = -1;

  constructor(
    machine: Machine<Settings, State, Input, Output>,
    settings: Settings,
    invariants: Invariants<State>,
    options: DriveOptions = {},
  ) {
    this.machine = machine;
    this.settings = freezeDeeply(settings);
    this.invariants = invariants;
    const { choose = () => 0, seed = 1, startAt = start, impair = () => [] } = options;
    this.impair = impair;
    this.consult = options.consult ?? (() => this.nobody());
    this.chance = new Chance(seed, choose, machine);
    this.queue.advanceTo(startAt);
    enterEpoch(this.epoch);
    this.current = machine.initialState(settings);
  }

  /** The state, to look at. */
  get state(): State {
    return this.current;
  }

  get now(): Instant {
    return this.queue.now;
  }

  /** Gives the machine an input for which nobody waits; returns the effects. */
  tell(input: Input): readonly Output[] {
    return this.handle(input, noRequest);
  }

  /** Makes a request that is answered in the same transition; returns the reply's body. */
  ask(input: Input): BodyOf<Output> {
    const { reply } = this.request(input);
    if (reply === undefined) throw new Error(`${this.machine.kind} did not answer ${input.type}`);
    return reply;
  }

  /** Makes a request; its `reply` is there once the machine answers. */
  request(input: Input): DrivenRequest<BodyOf<Output>> {
    this.lastRequest += 1;
    const request: OpenDrivenRequest<BodyOf<Output>> = { reply: undefined };
    this.requests.set(this.lastRequest, request);
    this.handle(input, this.lastRequest as RequestId);
    return request;
  }

  /** Answers a request that the machine made. */
  answer(send: SendOf<Output>, body: Tagged): readonly Output[] {
    const place = this.sent.indexOf(send);
    if (place < 0) throw new Error("this request was answered before, or given up");
    this.sent.splice(place, 1);
    this.queue.cancel(this.deadlines.get(send)!);
    this.deadlines.delete(send);
    const { port, tag } = send as Send<Tagged>;
    return this.handle({ type: "replied", port, tag, body } as unknown as Input, noRequest);
  }

  /** Answers a request that the machine handed on, in the words that it gives the answer. */
  answerHandedOn(handed: HandOn, body: Tagged): void {
    const place = this.handedOn.indexOf(handed);
    if (place < 0) throw new Error("this request was answered before");
    this.handedOn.splice(place, 1);
    freezeDeeply(body);
    const { machine } = this;
    const before = JSON.stringify(this.current);
    const { context, observed } = recorded(machine, this.context(noRequest));
    const answer = machine.answerOf?.(this.current, handed.reading, body, context) ?? body;
    const sentence = `${machine.kind} at the answer to ${handed.input.type}`;
    check(JSON.stringify(this.current) === before, `${sentence} writes on its state`);
    check(survivesJson(answer), `${sentence} has one that JSON does not keep`);
    for (const [metric, value] of observed)
      this.keepObserved(machine.metrics.names[metric]!, value);
    const request = this.requests.get(handed.request);
    if (request !== undefined) request.reply = answer as BodyOf<Output>;
  }

  /** Moves time by `duration`; timers and deadlines on the way happen in their order. */
  advance(duration: Duration): void {
    const end = after(this.now, duration);
    for (let at = this.queue.peek(); at !== -1 && at <= end; at = this.queue.peek()) {
      const { kind, argument, payload } = this.queue.take()!;
      if (payload !== null) {
        this.deadlines.delete(payload as SendOf<Output>);
        const send = payload as SendOf<Output>;
        this.sent.splice(this.sent.indexOf(send), 1);
        const { port, tag } = send as Send<Tagged>;
        const body = { type: "lost" };
        this.handle({ type: "replied", port, tag, body } as unknown as Input, noRequest);
        continue;
      }
      this.timers.delete(timerName(kind, argument));
      const input = { type: "timerFired", timer: kind, index: argument };
      this.handle(input as unknown as Input, noRequest);
    }
    this.queue.advanceTo(end);
  }

  /** Gives the machine other settings; it hears of it when it declares `settingsChanged`. */
  change(settings: Settings): readonly Output[] {
    const before = this.settings;
    this.settings = freezeDeeply(settings);
    if (!(this.machine.inputs.names as readonly string[]).includes("settingsChanged")) return [];
    return this.handle({ type: "settingsChanged", before } as unknown as Input, noRequest);
  }

  /** What the machine observed of a metric. */
  meter(metric: string): { count: number; sum: number; min: number; max: number } {
    const values = this.meters.get(metric) ?? [];
    if (!this.machine.metrics.names.includes(metric)) throw new Error(`no metric "${metric}"`);
    return {
      count: values.length,
      sum: values.reduce((sum, value) => sum + value, 0),
      min: Math.min(...values),
      max: Math.max(...values),
    };
  }

  /** What can be read off the state now. */
  gauges(): Readonly<Record<string, number>> {
    return this.machine.gauges?.(this.current, this.settings, this.now) ?? {};
  }

  private handle(input: Input, request: RequestId): readonly Output[] {
    freezeDeeply(input);
    const effects = freezeDeeply(this.transition(input, request));
    for (const effect of effects) this.carry(effect);
    return effects;
  }

  /** Runs the recipe through immer, and once more in place on the state or on a fork of it. */
  private transition(input: Input, request: RequestId): readonly Output[] {
    const { machine } = this;
    const given = this.context(request);
    enterEpoch(this.epoch);
    if (this.unchecked > 0) {
      this.unchecked -= 1;
      const { context, observed } = recorded(machine, given);
      const effects = listed(machine.transition(this.current, input, context));
      for (const [metric, value] of observed) given.observe(metric, value);
      checkSaid(machine, input, effects);
      return effects;
    }
    this.checks += 1;
    const before = JSON.stringify(this.current);
    this.unchecked = Math.floor(before.length / lettersAtEachInput);
    const first = recorded(machine, given);
    const onCopy = transitionOnCopy(machine, this.current, input, first.context);
    let state = this.current;
    if (this.checks % 2 === 0) {
      this.epoch = newEpoch();
      enterEpoch(this.epoch);
      state = ownFields(this.current);
    }
    const again = repeated(machine, given, first);
    const effects = listed(machine.transition(state, input, again.context));
    again.end();
    if (this.checks % 2 === 0) {
      // The original of a fork is as it was, and what was made of the fork is another state.
      const sentence = `${machine.kind} at ${input.type}`;
      check(
        JSON.stringify(this.current) === before,
        `${sentence} writes on a state that is shared`,
      );
    }
    this.current = state;
    checkLaws(machine, this.invariants, input, { state, effects }, onCopy);
    return effects;
  }

  private nobody(): never {
    throw new Error(
      `${this.machine.kind} consults somebody, and the test does not say who answers`,
    );
  }

  private keepObserved(metric: string, value: number): void {
    const values = this.meters.get(metric);
    if (values === undefined) this.meters.set(metric, [value]);
    else values.push(value);
  }

  private context(request: RequestId): Context<Settings> {
    const { chance, machine } = this;
    return {
      now: this.now,
      settings: this.settings,
      request,
      effects: new EffectList(),
      random: (purpose) => chance.random(purpose),
      randomFor: (purpose, key) => chance.randomFor(purpose, key),
      choose: (choice, key, weights) => chance.choose(choice, key, weights),
      observe: (metric, value) => this.keepObserved(machine.metrics.names[metric]!, value),
      impairments: (key) => this.impair(key),
      consult: (port, to, question) => this.consult(port, to, question),
      measure: () => null,
      note: () => undefined,
    };
  }

  /** A request that the machine has neither answered nor handed on. */
  private owed(request: RequestId): OpenDrivenRequest<BodyOf<Output>> | undefined {
    const open = this.requests.get(request);
    const isHandedOn = this.handedOn.some((handed) => handed.request === request);
    return open?.reply === undefined && !isHandedOn ? open : undefined;
  }

  private carry(effect: AnyEffect): void {
    switch (effect.type) {
      case "reply": {
        if (effect.to === noRequest) return;
        const request = this.owed(effect.to);
        check(
          request !== undefined,
          `${this.machine.kind} answers a request twice, or one that nobody made`,
        );
        request.reply = effect.body as BodyOf<Output>;
        return;
      }
      case "send": {
        check(effect.deadline >= this.now, `${this.machine.kind} gives a deadline in the past`);
        const send = effect as SendOf<Output>;
        this.sent.push(send);
        this.deadlines.set(send, this.queue.schedule(effect.deadline, 0, 0, 0, send, -1));
        return;
      }
      case "handOn":
        check(
          effect.request === noRequest || this.owed(effect.request) !== undefined,
          `${this.machine.kind} hands on a request that it answered, or that nobody made`,
        );
        this.handedOn.push(effect);
        return;
      case "setTimer": {
        const name = timerName(effect.timer, effect.index);
        this.queue.cancel(this.timers.get(name) ?? (-1 as EventKey));
        this.timers.set(
          name,
          this.queue.schedule(effect.at, 0, effect.timer, effect.index, null, -1),
        );
        return;
      }
      case "clearTimer": {
        const name = timerName(effect.timer, effect.index);
        this.queue.cancel(this.timers.get(name) ?? (-1 as EventKey));
        this.timers.delete(name);
        return;
      }
      case "stop":
        this.stops.push(effect.reason);
        return;
      case "changeArchitecture":
        return;
      default:
        unreachable(effect);
    }
  }
}

/** Drives one machine by hand and checks the laws at every input. */
export function drive<Settings, State, Input extends Tagged, Output extends AnyEffect>(
  machine: Machine<Settings, State, Input, Output>,
  settings: Settings,
  invariants: Invariants<State>,
  options: DriveOptions | Choose = {},
): DrivenMachine<Settings, State, Input, Output> {
  const complete = typeof options === "function" ? { choose: options } : options;
  return new DrivenMachine(machine, settings, invariants, complete);
}

/** The oracle of a whole run, for those who drive one machine under chance. */
export const chanceOf = (seed: number): Choose => {
  const oracle = seededOracle(seed);
  let asked = 0;
  return (label, key, weights) => oracle.choose("driven", label, key, (asked += 1), weights);
};

const timerName = (timer: number, index: number): string => `${timer} ${index}`;
