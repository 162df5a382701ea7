import {
  EffectList,
  type AnyEffect,
  type AnyMachine,
  type Context,
  type Invariants,
  type Tagged,
} from "@orrery/kernel";
import { equalData, freezeDeeply, survivesJson } from "./data.ts";

/** A transition that was carried out twice, on the state itself and on a copy-on-write draft of it. */
export interface Outcome {
  readonly state: unknown;
  readonly effects: readonly AnyEffect[];
}

/** Checks what holds of every transition of every machine. @throws Error that names the law */
export function checkLaws(
  machine: AnyMachine,
  invariants: Invariants<never>,
  input: Tagged,
  { state, effects }: Outcome,
  onCopy: Outcome,
): void {
  const sentence = `${machine.kind} at ${input.type}`;
  check(equalData(effects, onCopy.effects), `${sentence} has other effects on a copy`);
  check(equalData(state, onCopy.state), `${sentence} makes another state on a copy`);
  check(survivesJson(state), `${sentence} makes a state that JSON does not keep`);
  checkSaid(machine, input, effects);
  for (const [claim, holds] of Object.entries(invariants)) {
    check(holds(state as never), `${machine.kind} ${claim}: not so after ${input.type}`);
  }
}

/** Checks what holds of the input and the effects of every transition, whatever the state. @throws Error that names the law */
export function checkSaid(machine: AnyMachine, input: Tagged, effects: readonly AnyEffect[]): void {
  const sentence = `${machine.kind} at ${input.type}`;
  check(survivesJson(input), `${sentence} has an input that JSON does not keep`);
  check(survivesJson(effects), `${sentence} has effects that JSON does not keep`);
  check(Number.isInteger(machine.fingerprint(input)), `${sentence}: a fingerprint is an integer`);
  check(Object.hasOwn(machine.inputs.of, input.type), `${sentence} is not declared`);
  for (const effect of effects) checkDeclared(machine, effect, sentence);
}

function checkDeclared(machine: AnyMachine, effect: AnyEffect, sentence: string): void {
  switch (effect.type) {
    case "send":
    case "handOn":
      check(effect.port in machine.ports.names, `${sentence} sends to a port it does not declare`);
      check(isCount(effect.to), `${sentence} sends to a target that is no number`);
      return;
    case "setTimer":
    case "clearTimer":
      check(effect.timer in machine.timers.names, `${sentence} sets a timer it does not declare`);
      check(isCount(effect.index), `${sentence} sets a timer whose index is no number`);
      return;
    case "reply":
    case "stop":
    case "changeArchitecture":
      return;
  }
}

const isCount = (value: number): boolean => Number.isInteger(value) && value >= 0;

/** A context whose draws, choices and observations are kept, to be given once more by {@link repeated}. */
export interface Recording<Settings> {
  readonly context: Context<Settings>;
  readonly drawn: readonly number[];
  readonly impaired: readonly (readonly Tagged[])[];
  readonly observed: readonly (readonly [metric: number, value: number])[];
  /** What it asked of others within the event, and what they said. */
  readonly consulted: readonly Consultation[];
}

/** A question to another component, answered within the event. */
export interface Consultation {
  readonly port: number;
  readonly question: Tagged;
  readonly answer: Tagged;
}

/** Passes on what a machine asks of its context, and keeps what it is answered; nothing is counted. */
export function recorded<Settings>(
  machine: AnyMachine,
  given: Context<Settings>,
): Recording<Settings> {
  const drawn: number[] = [];
  const impaired: (readonly Tagged[])[] = [];
  const observed: (readonly [number, number])[] = [];
  const consulted: Consultation[] = [];
  const keep = (value: number): number => {
    drawn.push(value);
    return value;
  };
  const context: Context<Settings> = {
    now: given.now,
    settings: given.settings,
    request: given.request,
    effects: new EffectList(),
    random(purpose) {
      check(purpose in machine.purposes.names, `${machine.kind} draws for no declared purpose`);
      return keep(given.random(purpose));
    },
    randomFor(purpose, key) {
      check(purpose in machine.purposes.names, `${machine.kind} draws for no declared purpose`);
      // It follows from its key alone, however often it is drawn: a script that is led again draws it again.
      return given.randomFor(purpose, key);
    },
    choose(choice, key, weights) {
      check(choice in machine.choices.names, `${machine.kind} asks a choice it does not declare`);
      return keep(given.choose(choice, key, weights));
    },
    impairments(key) {
      const impairments = given.impairments(key);
      impaired.push(impairments);
      return impairments;
    },
    consult(port, to, question) {
      check(port in machine.ports.names, `${machine.kind} consults a port it does not declare`);
      check(isCount(to), `${machine.kind} consults a target that is no number`);
      check(survivesJson(question), `${machine.kind} asks a question that JSON does not keep`);
      freezeDeeply(question);
      const answer = given.consult(port, to, question);
      consulted.push({ port, question, answer });
      return answer;
    },
    // It changes nothing, so it answers as often as it is asked.
    measure(port, to, metric, minute, withValues) {
      check(port in machine.ports.names, `${machine.kind} measures a port it does not declare`);
      return given.measure(port, to, metric, minute, withValues);
    },
    observe(metric, value) {
      const name = machine.metrics.names[metric];
      check(name !== undefined, `${machine.kind} observes a metric it does not declare`);
      check(Number.isFinite(value), `${machine.kind} observes ${value} as ${name}`);
      observed.push([metric, value]);
    },
    note(note, ...numbers) {
      const name = machine.notes?.names[note];
      check(name !== undefined, `${machine.kind} notes what it does not declare`);
      check(numbers.every(Number.isFinite), `${machine.kind} notes ${numbers.join()} as ${name}`);
    },
  };
  return { context, drawn, impaired, observed, consulted };
}

/** The same context once more: it answers as it did, and counts. `end` checks that nothing else was asked. */
export function repeated<Settings>(
  machine: AnyMachine,
  given: Context<Settings>,
  { drawn, impaired, observed, consulted }: Recording<Settings>,
): { readonly context: Context<Settings>; end(): void } {
  let draws = 0;
  let works = 0;
  let observations = 0;
  let consultations = 0;
  const again = (): number => {
    const value = drawn[draws];
    check(value !== undefined, `${machine.kind} draws differently on a copy`);
    draws += 1;
    return value;
  };
  return {
    context: {
      now: given.now,
      settings: given.settings,
      request: given.request,
      effects: new EffectList(),
      random: again,
      randomFor: (purpose, key) => given.randomFor(purpose, key),
      choose: again,
      impairments() {
        const same = impaired[works];
        check(same !== undefined, `${machine.kind} begins other work on a copy`);
        works += 1;
        return same;
      },
      consult(port, _to, question) {
        const same = consulted[consultations];
        consultations += 1;
        check(
          same?.port === port && equalData(same.question, question),
          `${machine.kind} asks others differently on a copy`,
        );
        return same.answer;
      },
      measure: (port, to, metric, minute, withValues) =>
        given.measure(port, to, metric, minute, withValues),
      observe(metric, value) {
        const same = observed[observations];
        observations += 1;
        check(
          same?.[0] === metric && same[1] === value,
          `${machine.kind} counts differently on a copy`,
        );
        given.observe(metric, value);
      },
      note: (note, ...numbers) => given.note(note, ...numbers),
    },
    end() {
      check(draws === drawn.length, `${machine.kind} draws differently on a copy`);
      check(works === impaired.length, `${machine.kind} begins other work on a copy`);
      check(observations === observed.length, `${machine.kind} counts differently on a copy`);
      const asked = consultations === consulted.length;
      check(asked, `${machine.kind} asks others differently on a copy`);
    },
  };
}

/** @throws Error that says the law */
export function check(condition: unknown, law: string): asserts condition {
  if (!condition) throw new Error(law);
}
