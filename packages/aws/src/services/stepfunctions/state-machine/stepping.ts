import { slab, type SlabId } from "@orrery/kernel";
import { stepFunctionsLimits } from "../limits.ts";
import type { Failed } from "../language/failure.ts";
import type { Turn } from "./declarations.ts";
import { endExecution } from "./ending.ts";
import { enter, run } from "./entering.ts";
import { recover } from "./failing.ts";
import { memberEnded, memberFailed, stopStrand } from "./forks.ts";
import { exit, leave, removeStrand } from "./leaving.ts";
import { stopChildren } from "./map-children.ts";
import { childEnded, endRun } from "./map-runs.ts";
import { writeResults } from "./map-writing.ts";
import { goOnAgain } from "./redriving.ts";
import type { BranchResult, Execution } from "./state.ts";
import { located, type Step } from "./step.ts";

/** Does what there is to do at once, step by step, until all that is left takes time. */
export function carryOn(turn: Turn, first: Step): void {
  let step = first;
  while (step !== null) {
    const full = overflown(turn, step);
    step = full === undefined ? one(turn, step) : full;
    while (turn.broken.length > 0) stopChildren(turn, turn.broken.pop()!, "ABORTED");
  }
}

function one(turn: Turn, step: NonNullable<Step>): Step {
  switch (step.do) {
    case "enter":
      return enter(turn, step.strand);
    case "run":
      return run(turn, step.strand);
    case "leave":
      return leave(turn, step.strand, step.result);
    case "exit":
      return exit(turn, step.strand, step.exit);
    case "fail": {
      const fate = recover(turn, step.strand, step.failure, step.resume);
      if (fate.type === "done") return fate.step;
      const { strand } = located(turn, step.strand);
      const failure = asRecorded(fate.failure);
      if (failure.error === "States.Runtime") return breakOff(turn, step.strand, failure);
      if (strand.fork !== -1) return memberFailed(turn, step.strand, failure, fate.resume);
      const { execution, previous } = strand;
      removeStrand(turn, step.strand);
      const { error, cause } = failure;
      const ending = { output: null, error, cause };
      return endExecution(turn, execution, {
        status: "FAILED",
        ending,
        previous,
        resume: fate.resume,
      });
    }
    case "end": {
      const { strand } = located(turn, step.strand);
      if (strand.fork !== -1) return memberEnded(turn, step.strand, step.output);
      const { execution, previous } = strand;
      removeStrand(turn, step.strand);
      const ending = { output: step.output, error: null, cause: null };
      return endExecution(turn, execution, { status: "SUCCEEDED", ending, previous, resume: null });
    }
    case "redrive":
      return goOnAgain(turn, step.execution, null);
    case "endRun":
      return endRun(turn, step.fork);
    case "write":
      writeResults(turn, step.fork);
      return null;
    case "childEnded":
      return childEnded(
        turn,
        step.fork,
        step.place,
        resultOf(slab.read(turn.machine.executions, step.child)),
      );
  }
}

/** Retry and Catch know a missed heartbeat by a name of its own; what fails by one says that it timed out. */
const asRecorded = (failure: Failed): Failed =>
  failure.error === "States.HeartbeatTimeout" ? { ...failure, error: "States.Timeout" } : failure;

/** What could not be processed ends the whole execution, whatever is around it. */
function breakOff(turn: Turn, id: SlabId, { error, cause }: Failed): Step {
  const { strand, execution } = located(turn, id);
  const { previous, execution: owner } = strand;
  const resume = stopStrand(turn, execution.strand as SlabId, true); // It is open.
  const ending = { output: null, error, cause };
  return endExecution(turn, owner, { status: "FAILED", ending, previous, resume });
}

/** What a child of a Map Run came to. */
function resultOf(child: Readonly<Execution> | undefined): BranchResult {
  const ending = child?.ending ?? null;
  if (child === undefined || ending === null || child.status === "ABORTED")
    return { type: "aborted" };
  if (child.status === "SUCCEEDED") return { type: "succeeded", output: ending.output };
  if (child.status === "TIMED_OUT") return { type: "timedOut" };
  return { type: "failed", error: ending.error, cause: ending.cause };
}

/** A Standard execution whose history is full fails, wherever it is. */
function overflown(turn: Turn, step: NonNullable<Step>): Step | undefined {
  if (!("strand" in step) || turn.context.settings.type !== "STANDARD") return undefined;
  const { strand, execution } = located(turn, step.strand);
  if (execution.events < stepFunctionsLimits.history - 1) return undefined;
  const main = execution.strand as SlabId; // It is open.
  const { previous } = strand;
  stopStrand(turn, main, true);
  return endExecution(turn, strand.execution, {
    status: "FAILED",
    ending: {
      output: null,
      error: "States.Runtime",
      cause: `The execution reached the maximum number of history events (${stepFunctionsLimits.history}).`,
    },
    previous,
    resume: null,
  });
}
