import { slab, table, type SlabId } from "@orrery/kernel";
import type { Revision } from "../config.ts";
import { parsedDefinition } from "../definition.ts";
import type { Definition } from "../language/definition.ts";
import type { Turn, StateMachine } from "./declarations.ts";
import type { StateMachineState, StateTally } from "./state.ts";

// A memo of a pure function of the revision, which is a value.
const definitions = new WeakMap<Revision, Definition>();
let last: { readonly revision: Revision; readonly definition: Definition } | null = null;

/** What a revision says, compiled. */
export function definitionOf(revision: Revision): Definition {
  if (last?.revision === revision) return last.definition;
  let definition = definitions.get(revision);
  if (definition === undefined) {
    definition = parsedDefinition(revision.definition);
    definitions.set(revision, definition);
  }
  last = { revision, definition };
  return definition;
}

const noTally: StateTally = {
  entered: 0,
  exited: 0,
  failed: 0,
  caught: 0,
  retried: 0,
  time: 0,
  next: -2,
  nextCount: 0,
  others: null,
};

/** Where a revision is kept: it is from the first execution on that does what it says. */
export function revisionKept({ machine }: Turn, revision: Revision): SlabId {
  const known = table.get(machine.revisionIds, revision.id);
  if (known !== undefined) return known;
  const { states } = definitionOf(revision);
  const tallies = states.map(() => slab.insert(machine.tallies, { ...noTally }));
  const id = slab.insert(machine.revisions, { revision, tallies });
  table.set(machine.revisionIds, revision.id, id);
  return id;
}

/** The revision of an execution. */
export const revisionAt = (machine: Pick<StateMachineState, "revisions">, id: SlabId): Revision =>
  slab.read(machine.revisions, id)!.revision; // It is kept as long as the state machine.

/** What became of a state so far, to be written on. */
export function tallyOf(machine: StateMachine, revision: SlabId, state: number): Tally {
  const { tallies } = slab.read(machine.revisions, revision)!; // As above.
  return slab.edit(machine.tallies, tallies[state]!)!; // It has one for each state.
}

type Tally = { -readonly [Member in keyof StateTally]: StateTally[Member] };

/** Counts where executions went from a state: to another, or to the end (-1). */
export function countNext(tally: Tally, next: number): void {
  if (tally.nextCount === 0 || tally.next === next) {
    tally.next = next;
    tally.nextCount += 1;
    return;
  }
  const key = `${next}`;
  tally.others = { ...tally.others, [key]: (tally.others?.[key] ?? 0) + 1 };
}
