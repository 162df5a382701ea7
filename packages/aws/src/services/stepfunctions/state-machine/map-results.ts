import { slab, vector, type Plain, type SlabId } from "@orrery/kernel";
import type { PlainObject } from "../../../service/refusal.ts";
import { formatWallClock, wallClockAt } from "../../../text/wall-clock.ts";
import { outputsTold, type ChildTold } from "../map-run/result-files.ts";
import type { Turn, WritableFork } from "./declarations.ts";
import { describedExecution } from "./described.ts";
import type { BranchResult } from "./state.ts";

const statuses = {
  none: "PENDING",
  succeeded: "SUCCEEDED",
  failed: "FAILED",
  timedOut: "TIMED_OUT",
  aborted: "ABORTED",
} as const satisfies Readonly<Record<BranchResult["type"], ChildTold["status"]>>;

/** What the children of a Map Run came to, in order. */
export function childrenTold(turn: Turn, fork: Readonly<WritableFork>): readonly ChildTold[] {
  return Array.from({ length: fork.count }, (_, place): ChildTold => {
    const result = vector.at(fork.results, place);
    return {
      status: statuses[result.type],
      input: fork.items![place]!, // It has one for each child.
      output: result.type === "succeeded" ? result.output : null,
      error: result.type === "failed" ? result.error : null,
      cause: result.type === "failed" ? result.cause : null,
      facts: factsOf(turn, vector.at(fork.members, place)),
    };
  });
}

/** What is known of a child's execution, where it is kept. */
function factsOf(turn: Turn, id: number): PlainObject {
  const execution = id === -1 ? undefined : slab.read(turn.machine.executions, id as SlabId);
  if (execution === undefined) return {};
  const { epochMilliseconds, arn } = turn.context.settings;
  const shown = describedExecution(turn, id as SlabId, execution);
  const timeAt = (at: typeof shown.startedAt): string =>
    formatWallClock(wallClockAt(epochMilliseconds, at));
  return {
    ExecutionArn: shown.arn,
    Name: shown.name,
    RedriveCount: shown.redriveCount,
    RedriveStatus: shown.redriveStatus,
    ...(shown.redriveReason === null ? {} : { RedriveStatusReason: shown.redriveReason }),
    StartDate: timeAt(shown.startedAt),
    StateMachineArn: shown.label === null ? arn : `${arn}/${shown.label}`,
    ...(shown.stoppedAt === null ? {} : { StopDate: timeAt(shown.stoppedAt) }),
  };
}

/** What a Map gives of its run: what results tell of the children that succeeded. */
export const outputOf = (turn: Turn, fork: Readonly<WritableFork>): readonly Plain[] =>
  outputsTold(
    childrenTold(turn, fork).filter(({ status }) => status === "SUCCEEDED"),
    fork.run!.transformation, // It is a Map Run's.
  );
