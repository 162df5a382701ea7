import { Immer, current, enablePatches, isDraft, type Patch } from "immer";
import { EffectList, listed, type Effects } from "./effect-list.ts";
import type { AnyEffect } from "./effect.ts";
import type { AnyMachine, Context } from "./machine.ts";
import type { Tagged } from "./plain.ts";
import type { Instant } from "./time.ts";

/** How a transition is carried out: on the state itself, or on a copy-on-write draft of it. */
export type Executor = "inPlace" | "immutable";

// Nothing is frozen: a state that was made here may be written on in place later.
const immer = new Immer({ autoFreeze: false });

enablePatches();

/** What one transition changed, forth and back, as immer's patches. */
export interface StateChanges {
  readonly forth: readonly Patch[];
  readonly back: readonly Patch[];
}

/** What one transition changed of the state of a component. */
export interface ComponentPatches extends StateChanges {
  readonly component: string;
}

/** What one event changed: of one component, or of several where it changed the architecture. */
export interface EventPatches {
  readonly event: number;
  readonly at: Instant;
  readonly patches: readonly ComponentPatches[];
}

const noChanges: StateChanges = Object.freeze({ forth: [], back: [] });

/** The effects of one transition, and the state after it, which shares what did not change. */
export function transitionOnCopy(
  machine: AnyMachine,
  state: unknown,
  input: Tagged,
  context: Context<unknown>,
  withChanges = false,
): {
  readonly state: unknown;
  readonly effects: readonly AnyEffect[];
  readonly changes: StateChanges;
} {
  const draft = immer.createDraft(state as object);
  const asking = consultingWithValues(context);
  const effects = listed(machine.transition(draft, input, asking) as Effects<AnyEffect>);
  const settled = effects.length === 0 ? effects : (settle(effects) as readonly AnyEffect[]);
  let changes = noChanges;
  const listener = (forth: Patch[], back: Patch[]) => {
    changes = { forth, back };
  };
  const after = immer.finishDraft(draft, withChanges ? listener : undefined) as unknown;
  return { state: after, effects: settled, changes };
}

/** The same context, where a question to another component has no drafts of this one's state in it. */
const consultingWithValues = (context: Context<unknown>): Context<unknown> => ({
  now: context.now,
  settings: context.settings,
  request: context.request,
  effects: new EffectList(),
  random: (purpose) => context.random(purpose),
  randomFor: (purpose, key) => context.randomFor(purpose, key),
  choose: (choice, key, weights) => context.choose(choice, key, weights),
  impairments: (key) => context.impairments(key),
  consult: (port, to, question) => context.consult(port, to, settle(question) as Tagged),
  measure: (port, to, metric, minute, withValues) =>
    context.measure(port, to, metric, minute, withValues),
  observe: (metric, value) => context.observe(metric, value),
  note: (...said) => context.note(...said),
});

/** `value` without drafts in it: what a machine passes on of its state is still a draft here. */
function settle(value: unknown): unknown {
  if (typeof value !== "object" || value === null) return value;
  if (isDraft(value)) return current(value);
  if (Array.isArray(value)) return value.map(settle);
  const entries = Object.entries(value);
  return entries.some(([, part]) => typeof part === "object" && part !== null)
    ? Object.fromEntries(entries.map(([key, part]) => [key, settle(part)]))
    : value;
}
