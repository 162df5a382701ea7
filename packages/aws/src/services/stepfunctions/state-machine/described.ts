import { slab, after, type Instant, type SlabId } from "@orrery/kernel";
import { stepFunctionsLimits } from "../limits.ts";
import type { ExecutionDescribed } from "../protocol.ts";
import type { Turn } from "./declarations.ts";
import { billedOf } from "./billed.ts";
import { executionArn, executionName, labelOf } from "./naming.ts";
import { revisionAt } from "./revisions.ts";
import type { Execution } from "./state.ts";
import { traceHeaderOf } from "./tracing.ts";

/** An execution as everybody may know it. */
export function describedExecution(
  turn: Pick<Turn, "machine" | "context">,
  id: SlabId,
  execution: Readonly<Execution>,
): ExecutionDescribed {
  const { machine, context } = turn;
  const { number, status, startedAt, stoppedAt, input, ending, more } = execution;
  const revision = revisionAt(machine, execution.revision);
  const run = more?.child == null ? null : (slab.read(machine.forks, more.child.fork)?.run ?? null);
  const { redriveStatus, redriveReason } = redriveOf(execution, context.settings.type, context.now);
  const isExpress = context.settings.type === "EXPRESS";
  const name = executionName(turn, id, execution);
  const { milliseconds, megabytes } =
    isExpress && stoppedAt !== -1
      ? billedOf(turn, execution, stoppedAt)
      : { milliseconds: 0, megabytes: 0 };
  return {
    type: "executionDescribed",
    changedNothing: true,
    number,
    name,
    arn: executionArn(turn, id, execution, name),
    status,
    startedAt,
    stoppedAt: stoppedAt === -1 ? null : stoppedAt,
    input,
    output: ending?.output ?? null,
    error: ending?.error ?? null,
    cause: ending?.cause ?? null,
    version: revision.version,
    alias: more?.alias ?? null,
    mapRun: run?.arn ?? null,
    itemCount: more?.child?.items ?? null,
    redriveCount: more?.redrives ?? 0,
    redrivenAt: more?.redrivenAt ?? null,
    redriveStatus,
    redriveReason,
    traceHeader: traceHeaderOf(execution, context.settings),
    revision: revision.id,
    label: labelOf(machine, execution),
    billedMilliseconds: milliseconds,
    billedMegabytes: megabytes,
  };
}

type Redrivable = Pick<ExecutionDescribed, "redriveStatus" | "redriveReason">;

/** Whether an execution can be redriven, and why not. */
export function redriveOf(
  { status, stoppedAt, events, more }: Readonly<Execution>,
  type: "STANDARD" | "EXPRESS",
  now: Instant,
): Redrivable {
  const not = (why: string): Redrivable => ({
    redriveStatus: "NOT_REDRIVABLE",
    redriveReason: why,
  });
  if (type === "EXPRESS")
    return not("Execution is of an Express state machine and cannot be redriven");
  if (status === "RUNNING" || status === "SUCCEEDED") {
    return not(`Execution is ${status} and cannot be redriven`);
  }
  if (more?.child != null) return { redriveStatus: "REDRIVABLE_BY_MAP_RUN", redriveReason: null };
  if (stoppedAt !== -1 && after(stoppedAt, stepFunctionsLimits.redriveWindow) <= now) {
    return not("Execution's redrivable period exceeded");
  }
  if (events >= stepFunctionsLimits.history - 1)
    return not("Execution history event limit exceeded");
  return { redriveStatus: "REDRIVABLE", redriveReason: null };
}
