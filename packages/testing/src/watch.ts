import {
  listed,
  transitionOnCopy,
  type AnyEffect,
  type AnyMachine,
  type Context,
  type Effects,
  type Invariants,
  type Tagged,
} from "@orrery/kernel";
import { freezeDeeply, holds } from "./data.ts";
import { check, checkLaws, recorded, repeated } from "./laws.ts";

/** What a watched machine went through. */
export interface Passage {
  readonly machine: AnyMachine;
  readonly input: Tagged;
  readonly effects: readonly AnyEffect[];
  /** The ports at which it asked others within the event. */
  readonly consulted: readonly number[];
}

/**
 * A machine that keeps to the laws of machines at every input of a run, or throws: the recipe does the same
 * to the state itself as to a copy-on-write draft of it, draws and counts the same both times, and leaves the
 * state alone the other time; it keeps no input that an answer is; inputs, settings and effects are values, frozen in depth; state, input and
 * effects survive JSON; a fingerprint is an integer; all that is counted, drawn, sent and timed is declared;
 * the invariants hold. It is for runs in place.
 */
export function watch(
  machine: AnyMachine,
  invariants: Invariants<never>,
  onPassage: (passage: Passage) => void = () => undefined,
): AnyMachine {
  function transition(state: object, given: Tagged, context: Context<unknown>) {
    // Of answers, the kernel has one input for all.
    const input = given.type === "replied" ? { ...given } : given;
    freezeDeeply(input);
    freezeDeeply(context.settings);
    const before = JSON.stringify(state);
    const first = recorded(machine, context);
    const onCopy = transitionOnCopy(machine, state, input, first.context);
    const sentence = `${machine.kind} at ${input.type}`;
    check(JSON.stringify(state) === before, `${sentence} writes on a state that is shared`);
    const again = repeated(machine, context, first);
    // A machine takes what it declares, and the kernel gives nothing else.
    const made = machine.transition(state, input, again.context) as Effects<AnyEffect>;
    const effects = listed(made);
    again.end();
    freezeDeeply(effects);
    if (input !== given) {
      check(!holds(state, input) && !holds(effects, input), `${sentence} keeps its input`);
    }
    checkLaws(machine, invariants, input, { state, effects }, onCopy);
    onPassage({ machine, input, effects, consulted: first.consulted.map(({ port }) => port) });
    return effects;
  }
  return { ...machine, transition };
}
