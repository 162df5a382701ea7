import { slab, type Plain, type SlabId } from "@orrery/kernel";
import type { EventType } from "../history/event.ts";
import type { State } from "../language/definition.ts";
import type { Exit } from "../language/flow/outcome.ts";
import { isTooLarge } from "../payload-size.ts";
import { frameOf } from "./context-object.ts";
import { notes, type Turn, type WritableExecution, type WritableStrand } from "./declarations.ts";
import { endState } from "./evaluation.ts";
import { isRead, record, recordVisit } from "./recording.ts";
import { countNext, tallyOf } from "./revisions.ts";
import { failed, located, type Step } from "./step.ts";
import { transitionAt, wakeAt } from "./time.ts";
import type { Variables } from "../language/frame.ts";

/** A state has the result of its work. */
export function leave(turn: Turn, id: SlabId, result: Plain): Step {
  const { strand, execution, state } = located(turn, id);
  const left = endState(state, frameOf(turn, id, strand, execution, state), result);
  return left.type === "failed"
    ? { do: "fail", strand: id, failure: left, resume: null }
    : { do: "exit", strand: id, exit: left };
}

const exited: Readonly<Record<State["type"], EventType | null>> = {
  Pass: "PassStateExited",
  Task: "TaskStateExited",
  Choice: "ChoiceStateExited",
  Wait: "WaitStateExited",
  Succeed: "SucceedStateExited",
  Fail: null,
  Parallel: "ParallelStateExited",
  Map: "MapStateExited",
};

/** A state is left: for the next one, or for the end of its flow. */
export function exit(turn: Turn, id: SlabId, { output, next, assigned, variables }: Exit): Step {
  const { strand, execution, state } = located(turn, id);
  const { context, machine } = turn;
  if (output !== strand.input && isTooLarge(output)) {
    return { do: "fail", strand: id, failure: tooLarge(state.name), resume: null };
  }
  const type = exited[state.type]!; // A Fail state is never left.
  const { execution: owner, previous, state: place } = strand;
  if (assigned === null || isEmpty(assigned)) {
    strand.previous = recordVisit(turn, owner, execution, type, previous, place, state, output);
  } else {
    const details = isRead(turn, execution)
      ? { name: state.name, output, assignedVariables: assigned }
      : null;
    strand.previous = record(turn, owner, execution, type, previous, details);
  }
  const tally = tallyOf(machine, execution.revision, strand.state);
  tally.exited += 1;
  tally.time += context.now - strand.enteredAt;
  countNext(tally, next ?? -1);
  context.note(notes.exited, execution.number, strand.state, strand.place);
  if (next === null) return { do: "end", strand: id, output };
  goTo(turn, id, strand, execution, { state: next, input: output, variables });
  return null;
}

function isEmpty(values: object): boolean {
  for (const _name in values) return false;
  return true;
}

/** What a state that gives too much fails with. */
export const tooLarge = (name: string) =>
  failed(
    "States.DataLimitExceeded",
    `The state/task '${name}' returned a result with a size exceeding the maximum number of bytes service limit.`,
  );

/** Sends a strand on its way to a state. */
export function goTo(
  turn: Turn,
  id: SlabId,
  strand: WritableStrand,
  execution: WritableExecution,
  to: { readonly state: number; readonly input: Plain; readonly variables: Variables },
  isFirst = false,
): void {
  strand.condition = "entering";
  strand.state = to.state;
  strand.input = to.input;
  strand.variables = to.variables;
  strand.retries = null;
  strand.retryCount = 0;
  strand.work = null;
  wakeAt(turn, id, transitionAt(turn, execution, isFirst), execution);
}

/** Takes a strand away that has come to its end. */
export function removeStrand(turn: Turn, id: SlabId): void {
  slab.remove(turn.machine.strands, id);
  turn.last = null;
}
