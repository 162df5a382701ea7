import { Immer, current, isDraft } from "immer";
import type { AnyEffect, AnyMachine, Context, Tagged } from "./machine.ts";

/** How a transition is carried out: on the state itself, or on a copy-on-write draft of it. */
export type Executor = "inPlace" | "immutable";

// Nothing is frozen: a state that was made here may be written on in place later.
const immer = new Immer({ autoFreeze: false });

/** The effects of one transition, and the state after it, which shares what did not change. */
export function transitionOnCopy(
  machine: AnyMachine,
  state: unknown,
  input: Tagged,
  context: Context<unknown>,
): { readonly state: unknown; readonly effects: readonly AnyEffect[] } {
  const draft = immer.createDraft(state as object);
  const effects = machine.transition(draft, input, context) as readonly AnyEffect[];
  const settled = effects.length === 0 ? effects : (settle(effects) as readonly AnyEffect[]);
  return { state: immer.finishDraft(draft), effects: settled };
}

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
