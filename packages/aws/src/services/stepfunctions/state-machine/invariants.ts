import { slab, type Invariants } from "@orrery/kernel";
import type { StateMachineState } from "./state.ts";

/** What holds of every state machine between any two inputs. */
export const stateMachineInvariants: Invariants<StateMachineState> = {
  "has ended every execution that it began, or has it open": ({
    executionCount,
    openCount,
    succeeded,
    failed,
    timedOut,
    aborted,
    redriven,
  }) => executionCount + redriven === openCount + succeeded + failed + timedOut + aborted,

  "has a strand for every open execution, and for no closed one": (state) => {
    for (let slot = 0; slot < state.executions.slots; slot += 1) {
      const id = slab.idAt(state.executions, slot);
      if (id === undefined) continue;
      const { status, strand } = slab.read(state.executions, id)!;
      const isThere = strand !== -1 && slab.read(state.strands, strand) !== undefined;
      if (isThere !== (status === "RUNNING")) return false;
    }
    return true;
  },

  "counts the branches that run": (state) =>
    slab.list(state.forks).every(({ begun, again, begunAgain, running, ended, count, isOver }) => {
      const isRight = running >= 0 && ended <= count && begun <= count;
      const toCome = (again?.length ?? 0) - begunAgain;
      return isRight && (isOver || begun === running + ended + toCome);
    }),
};
