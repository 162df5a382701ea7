import { after, type SlabId } from "@orrery/kernel";
import type { EventType } from "../history/event.ts";
import type { State } from "../language/definition.ts";
import type { Failed } from "../language/failure.ts";
import { frameOf } from "./context-object.ts";
import { metrics, notes, purposes, type Turn } from "./declarations.ts";
import { recoverState } from "./evaluation.ts";
import { countTransition, isRead, record } from "./recording.ts";
import { tallyOf } from "./revisions.ts";
import type { Resume } from "./state.ts";
import { located, type Step } from "./step.ts";
import { wakeAt } from "./time.ts";

/** What becomes of a state that has failed. */
export type Fate =
  | { readonly type: "done"; readonly step: Step }
  /** Nothing in the state helps: what is around it has failed. */
  | { readonly type: "fails"; readonly failure: Failed; readonly resume: Resume };

/** A state has failed: it is tried again, the failure is caught, or it is not. */
export function recover(turn: Turn, id: SlabId, failure: Failed, resume: Resume | null): Fate {
  const { strand, execution, state } = located(turn, id);
  const { context, machine } = turn;
  const tally = tallyOf(machine, execution.revision, strand.state);
  tally.failed += 1;
  context.note(notes.failed, execution.number, strand.state, strand.place);
  if (failure.evaluation !== null) blame(turn, id, failure);
  const frame = frameOf(turn, id, strand, execution, state);
  const recovery = recoverState(state, frame, failure, strand.retries, () =>
    context.random(purposes.jitter),
  );
  switch (recovery.type) {
    case "retry": {
      tally.retried += 1;
      context.observe(metrics.StateRetries, 1);
      countTransition(turn, execution);
      context.note(notes.retried, execution.number, strand.state, strand.place);
      strand.retries = recovery.retries;
      strand.retryCount += 1;
      strand.condition = "retrying";
      strand.work = null;
      wakeAt(turn, id, after(context.now, recovery.delay), execution);
      return { type: "done", step: null };
    }
    case "caught": {
      tally.caught += 1;
      context.observe(metrics.StatesCaught, 1);
      context.note(notes.caught, execution.number, strand.state, strand.place);
      failForked(turn, id, state);
      return { type: "done", step: { do: "exit", strand: id, exit: recovery.exit } };
    }
    case "failed":
      // What catches it fails in its turn.
      return { type: "done", step: { do: "fail", strand: id, failure: recovery, resume } };
    case "fails": {
      // What cannot be processed ends the execution at once.
      if (failure.error !== "States.Runtime") failForked(turn, id, state);
      const { input, variables } = strand;
      const from = resume ?? {
        state: strand.state,
        input,
        variables,
        branches: null,
        mapRun: null,
      };
      return { type: "fails", failure: { ...failure, evaluation: null }, resume: from };
    }
  }
}

const failedTypes: Readonly<Partial<Record<State["type"], EventType>>> = {
  Parallel: "ParallelStateFailed",
  Map: "MapStateFailed",
};

/** A Parallel or a Map that is not tried again says so. */
function failForked(turn: Turn, id: SlabId, state: State): void {
  const type = failedTypes[state.type];
  if (type === undefined) return;
  const { strand, execution } = located(turn, id);
  strand.previous = record(turn, strand.execution, execution, type, strand.previous);
}

/** Says which evaluation failed. */
function blame(turn: Turn, id: SlabId, { error, cause, evaluation }: Failed): void {
  const { strand, execution, state } = located(turn, id);
  const details = isRead(turn, execution)
    ? {
        ...(cause === null ? {} : { cause }),
        ...(error === null ? {} : { error }),
        ...(evaluation?.location == null ? {} : { location: evaluation.location }),
        state: state.name,
      }
    : null;
  // As recorded: that of a Wait state follows its entry, and others what led to that.
  const isEntered = strand.previous === strand.enteredEvent && state.type !== "Wait";
  const previous = isEntered ? strand.arrivedBy : strand.previous;
  strand.previous = record(
    turn,
    strand.execution,
    execution,
    "EvaluationFailed",
    previous,
    details,
  );
}
