import { ring, slab, table, type SlabId } from "@orrery/kernel";
import type { ExecutionDescribed, ExecutionStatus } from "../protocol.ts";
import { metrics, notes, ports, type Turn, type WritableExecution } from "./declarations.ts";
import { billedOf } from "./billed.ts";
import { describedExecution } from "./described.ts";
import { sendStatus } from "./status-event.ts";
import { stopStrand } from "./forks.ts";
import { isRead, record } from "./recording.ts";
import type { Ending, ExecutionMore, Resume } from "./state.ts";
import type { Step } from "./step.ts";

/** How an execution comes to its end. */
export interface EndingSaid {
  readonly status: Exclude<ExecutionStatus, "RUNNING" | "PENDING_REDRIVE">;
  readonly ending: Ending;
  /** The event that leads to the end. */
  readonly previous: number;
  readonly resume: Resume | null;
}

const endTypes = {
  SUCCEEDED: "ExecutionSucceeded",
  FAILED: "ExecutionFailed",
  TIMED_OUT: "ExecutionTimedOut",
  ABORTED: "ExecutionAborted",
} as const;

/** Ends an execution: tells whoever waits for that, and forgets what is too old. */
export function endExecution(turn: Turn, id: SlabId, said: EndingSaid): Step {
  const { machine, context, effects } = turn;
  const execution = slab.edit(machine.executions, id)!;
  const { status, ending } = said;
  const { output, error, cause } = ending;
  const details = isRead(turn, execution)
    ? status === "SUCCEEDED"
      ? { output }
      : { ...(error === null ? {} : { error }), ...(cause === null ? {} : { cause }) }
    : null;
  record(turn, id, execution, endTypes[status], said.previous, details);
  execution.status = status;
  execution.stoppedAt = context.now;
  execution.ending = ending;
  execution.strand = -1;
  machine.openCount -= 1;
  count(turn, execution, status);
  const child = execution.more?.child ?? null;
  const isStandard = context.settings.type === "STANDARD" && child?.isExpress !== true;
  if (said.resume !== null && isStandard) {
    execution.more = { ...(execution.more ?? noMore), resume: said.resume };
  }
  if (isStandard) context.consult(ports.account, 0, oneLess);
  else bill(turn, execution);
  context.note(notes.ended, execution.number, statusNumbers[status]);
  const { more } = execution;
  if (more !== null && more.waiters.length > 0) {
    const body: ExecutionDescribed = describedExecution(turn, id, execution);
    for (const { request } of more.waiters) effects.push({ type: "reply", to: request, body });
    execution.more = { ...more, waiters: noMore.waiters };
  }
  if (isStandard && child === null) sendStatus(turn, id, execution);
  ring.push(machine.closed, id);
  forget(turn);
  if (child === null) return null;
  return { do: "childEnded", fork: child.fork, place: child.place, child: id };
}

/** What few executions have, before they have any of it. */
export const noMore: ExecutionMore = Object.freeze({
  alias: null,
  waiters: Object.freeze([]),
  traceHeader: null,
  child: null,
  redrives: 0,
  redrivenAt: null,
  redriveToken: null,
  resume: null,
});
const oneLess = Object.freeze({ type: "countExecution", change: -1 });
/** In notes. */
const statusNumbers = { SUCCEEDED: 0, FAILED: 1, TIMED_OUT: 2, ABORTED: 3 } as const;

function count(turn: Turn, execution: WritableExecution, status: EndingSaid["status"]): void {
  const { machine, context } = turn;
  const { now } = context;
  context.observe(metrics.ExecutionTime, now - execution.startedAt);
  context.observe(metrics.EndToEndLatency, now - execution.trail.at);
  switch (status) {
    case "SUCCEEDED":
      machine.succeeded += 1;
      context.observe(metrics.ExecutionsSucceeded, 1);
      return;
    case "FAILED":
      machine.failed += 1;
      context.observe(metrics.ExecutionsFailed, 1);
      return;
    case "TIMED_OUT":
      machine.timedOut += 1;
      context.observe(metrics.ExecutionsTimedOut, 1);
      return;
    case "ABORTED":
      machine.aborted += 1;
      context.observe(metrics.ExecutionsAborted, 1);
  }
}

function bill(turn: Turn, execution: WritableExecution): void {
  const { context } = turn;
  const { milliseconds, megabytes } = billedOf(turn, execution, context.now);
  context.observe(metrics["stepfunctions.expressMemory"], 1);
  context.observe(metrics.ExpressExecutionBilledDuration, milliseconds * 1_000);
  context.observe(metrics.ExpressExecutionBilledMemory, megabytes * 1_048_576);
  context.observe(metrics.ExpressExecutionMemory, megabytes * 1_048_576);
  context.observe(metrics.BilledExpressTime, milliseconds * 1_000 * megabytes);
}

/** Forgets the executions that are closed for longest, where there are too many. */
function forget({ machine, context }: Turn): void {
  const most = context.settings.assumed.keptExecutions;
  while (machine.closed.size > most) {
    const id = ring.shift(machine.closed);
    const execution = slab.read(machine.executions, id);
    // One that was redriven is not closed any more, or it is so again and further behind.
    if (execution === undefined || execution.stoppedAt === -1) continue;
    context.observe(metrics["stepfunctions.keptExecutions"], 1);
    const { name } = execution;
    // A name may be another's meanwhile.
    if (name !== null && table.get(machine.names, name) === id) table.set(machine.names, name, -1);
    if (execution.history !== -1) slab.remove(machine.histories, execution.history);
    slab.remove(machine.executions, id);
  }
}

/** Ends an execution that has taken too long, or that somebody stops, wherever it is. */
export function cutOff(
  turn: Turn,
  id: SlabId,
  status: "TIMED_OUT" | "ABORTED",
  { error, cause }: { readonly error: string | null; readonly cause: string | null },
): Step {
  const execution = slab.edit(turn.machine.executions, id)!;
  const strand = execution.strand as SlabId; // It is open.
  const resume = stopStrand(turn, strand, true);
  return endExecution(turn, id, {
    status,
    ending: { output: null, error, cause },
    // Nothing in the execution led to it.
    previous: 0,
    resume,
  });
}
