import { after, type SlabId } from "@orrery/kernel";
import type { EventType } from "../history/event.ts";
import type { State } from "../language/definition.ts";
import { frameOf } from "./context-object.ts";
import { notes, type Turn } from "./declarations.ts";
import { beginState } from "./evaluation.ts";
import { beginBranches } from "./branching.ts";
import { countTransition, record, recordVisit } from "./recording.ts";
import { tallyOf } from "./revisions.ts";
import { located, type Step } from "./step.ts";
import { beginTask } from "./tasks.ts";
import { wakeAt } from "./time.ts";
import { beginMap } from "./mapping.ts";

/** A strand enters its state. */
export function enter(turn: Turn, id: SlabId): Step {
  const { strand, execution, state } = located(turn, id);
  const { context, machine } = turn;
  countTransition(turn, execution);
  context.note(notes.entered, execution.number, strand.state, strand.place);
  tallyOf(machine, execution.revision, strand.state).entered += 1;
  const event = recordVisit(
    turn,
    strand.execution,
    execution,
    entered[state.type],
    strand.previous,
    strand.state,
    state,
    strand.input,
  );
  strand.arrivedBy = strand.previous;
  strand.enteredEvent = event;
  strand.enteredAt = context.now;
  strand.previous = event;
  return { do: "run", strand: id };
}

const entered: Readonly<Record<State["type"], EventType>> = {
  Pass: "PassStateEntered",
  Task: "TaskStateEntered",
  Choice: "ChoiceStateEntered",
  Wait: "WaitStateEntered",
  Succeed: "SucceedStateEntered",
  Fail: "FailStateEntered",
  Parallel: "ParallelStateEntered",
  Map: "MapStateEntered",
};

/** Does what a state says: once it is entered, and again when it is retried. */
export function run(turn: Turn, id: SlabId): Step {
  const { strand, execution, state } = located(turn, id);
  // Each attempt has a token of its own.
  if (state.type === "Task") strand.attempt += 1;
  const frame = frameOf(turn, id, strand, execution, state);
  const begun = beginState(state, frame);
  switch (begun.type) {
    case "exit":
      return { do: "exit", strand: id, exit: begun };
    case "failed":
      return { do: "fail", strand: id, failure: begun, resume: null };
    case "wait": {
      strand.condition = "waiting";
      wakeAt(turn, id, after(turn.context.now, begun.duration), execution);
      return null;
    }
    case "task":
      return beginTask(turn, id, begun);
    case "parallel":
      return beginBranches(turn, id, begun);
    case "map":
      return beginMap(turn, id, begun);
    case "broken": {
      const { length, failure } = begun;
      strand.previous = record(
        turn,
        strand.execution,
        execution,
        "MapStateStarted",
        strand.previous,
        { length },
      );
      return { do: "fail", strand: id, failure, resume: null };
    }
  }
}
