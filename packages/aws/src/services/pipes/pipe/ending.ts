import { slab, type SlabId } from "@orrery/kernel";
import type { Worked } from "../../../mapping/work.ts";
import { refused, type Refused } from "../../../service/refusal.ts";
import type { PipeEffect } from "../protocol.ts";
import { askAccount } from "./ask-account.ts";
import { metrics, type Pipe, type PipeContext } from "./declarations.ts";
import { log } from "./logging.ts";
import type { Execution, Failure } from "./state.ts";

/** What a refusal means for a batch: errors of the pipe's user count as attempts, all others do not. */
export const failureOf = (
  { code, message }: Pick<Refused, "code" | "message">,
  isCounted: boolean,
): Failure => ({ code, message, isCounted });

/** Ends an execution, and tells the reader what became of the batch. */
export function end(
  pipe: Pipe,
  id: SlabId,
  failed: readonly number[],
  failure: Failure | null,
  context: PipeContext,
): readonly PipeEffect[] {
  const execution = slab.read(pipe.executions, id)!; // It ends once.
  const { now } = context;
  const duration = (now - execution.beganAt) as Worked["duration"];
  context.observe(metrics.Duration, duration);
  slab.remove(pipe.executions, id);
  askAccount("endExecution", context);
  const { length } = execution.batch.items;
  const isWhole =
    failure !== null &&
    (failed.length >= length || !execution.isInPlace || context.settings.failsWhole);
  const step =
    failure === null
      ? "EXECUTION_SUCCEEDED"
      : isWhole
        ? "EXECUTION_FAILED"
        : "EXECUTION_PARTIALLY_FAILED";
  log(pipe, execution, step, context, failure === null ? {} : { error: failure });
  if (failure !== null) {
    context.observe(isWhole ? metrics.ExecutionFailed : metrics.ExecutionPartiallyFailed, 1);
  }
  if (isWhole && !failure.isCounted) {
    // What the pipe's user has no part in is tried again, and counted by nobody.
    const body = refused(failure.code, failure.message);
    return [{ type: "reply", to: execution.request, body }];
  }
  const body: Worked = {
    type: "invoked",
    functionError: isWhole ? failure.code : null,
    payload: isWhole ? { errorType: failure.code, errorMessage: failure.message } : null,
    failedItems: isWhole || failed.length === 0 ? null : failed,
    duration,
  };
  return [{ type: "reply", to: execution.request, body }];
}

/** Counts what the target took, from where that began. */
export function countTaken(
  { batch, isInPlace, events }: Execution,
  failed: readonly number[],
  context: PipeContext,
): void {
  const lost = new Set(failed);
  context.observe(metrics.EventsTaken, events.length - lost.size);
  if (lost.size > 0) context.observe(metrics.EventsFailed, lost.size);
  if (!isInPlace) return;
  batch.items.forEach(({ trail }, place) => {
    if (!lost.has(place)) context.observe(metrics.EndToEndLatency, context.now - trail.at);
  });
}
