import type { SlabId } from "@orrery/kernel";
import type { Turn } from "./declarations.ts";
import type { BranchesBegun } from "./evaluation.ts";
import { beginMembers, makeFork } from "./forks.ts";
import { record } from "./recording.ts";
import { located, type Step } from "./step.ts";

/** Begins the branches of a Parallel, all at once. */
export function beginBranches(turn: Turn, id: SlabId, { input, count }: BranchesBegun): Step {
  const { strand, execution } = located(turn, id);
  const startedEvent = record(
    turn,
    strand.execution,
    execution,
    "ParallelStateStarted",
    strand.previous,
  );
  strand.previous = startedEvent;
  const fork = makeFork(turn, id, {
    items: null,
    input,
    count,
    maxConcurrency: count,
    startedEvent,
    run: null,
  });
  return beginMembers(turn, fork, startedEvent);
}
