import { slab, type Plain, type SlabId } from "@orrery/kernel";
import type { Failed } from "../language/failure.ts";
import type { Exit } from "../language/flow/outcome.ts";
import type { Located, Turn } from "./declarations.ts";
import { definitionOf, revisionAt } from "./revisions.ts";
import type { Resume } from "./state.ts";

/** What a strand does next, at once; what takes time is a timer or a request. */
export type Step =
  /** Its next state is entered. */
  | { readonly do: "enter"; readonly strand: SlabId }
  /** Its state begins, or begins once more. */
  | { readonly do: "run"; readonly strand: SlabId }
  /** Its state has the result of its work; `null` in a Wait state, which has none. */
  | { readonly do: "leave"; readonly strand: SlabId; readonly result: Plain }
  /** Its state is left. */
  | { readonly do: "exit"; readonly strand: SlabId; readonly exit: Exit }
  /** Its state has failed. */
  | {
      readonly do: "fail";
      readonly strand: SlabId;
      readonly failure: Failed;
      readonly resume: Resume | null;
    }
  /** Its flow has come to its end. */
  | { readonly do: "end"; readonly strand: SlabId; readonly output: Plain }
  /** A child of a Map Run has ended. */
  | {
      readonly do: "childEnded";
      readonly fork: SlabId;
      readonly place: number;
      readonly child: SlabId;
    }
  /** An execution goes on that has failed. */
  | { readonly do: "redrive"; readonly execution: SlabId }
  /** A Map Run is over. */
  | { readonly do: "endRun"; readonly fork: SlabId }
  /** The results of a Map Run are to be written. */
  | { readonly do: "write"; readonly fork: SlabId }
  | null;

/** The strand of an id, which is there. A turn is mostly about one strand, which is looked up once. */
export function located(turn: Turn, id: SlabId): Located {
  let { last } = turn;
  if (last === null || last.id !== id) {
    const { machine } = turn;
    const strand = slab.edit(machine.strands, id)!;
    const execution = slab.edit(machine.executions, strand.execution)!;
    const { states } = definitionOf(revisionAt(machine, execution.revision));
    last = turn.last = { id, strand, execution, states, state: states[strand.state]!, end: -1 };
    return last;
  }
  last.state = last.states[last.strand.state]!;
  return last;
}

/** A failure without an evaluation to blame. */
export const failed = (error: string | null, cause: string | null): Failed => ({
  type: "failed",
  error,
  cause,
  evaluation: null,
});
