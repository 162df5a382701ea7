import { invariant, slab } from "@orrery/kernel";
import { failedOutcome, type Outcome } from "../function/outcome.ts";
import type { FunctionDraft } from "../function/state.ts";
import type { ExecutionMark } from "../protocol.ts";
import type { Refused } from "../../../service/refusal.ts";
import { isClosed, type DurableOperation } from "./state.ts";

/**
 * What an invocation is told of the operations of its execution, in the order in which they began; of a context that has
 * ended what it came to, and none of its own.
 */
export function operationsToReplay(
  fn: FunctionDraft,
  { id }: ExecutionMark,
): readonly DurableOperation[] {
  const execution = slab.edit(fn.executions, id);
  invariant(execution !== undefined, "an execution outlives its invocations");
  execution.changed = [];
  const hidden = new Set<string>();
  const told: DurableOperation[] = [];
  for (const operation of slab.list(execution.operations)) {
    const { id: own, parentId, type, status, replaysChildren } = operation;
    const isHidden = parentId !== null && hidden.has(parentId);
    if (!isHidden) told.push({ ...operation }); // A copy: it is written on.
    if (isHidden || (type === "CONTEXT" && isClosed(status) && !replaysChildren)) hidden.add(own);
  }
  return told;
}

/** The ARN of the execution that an invocation goes on with. */
export const executionArnOf = (fn: FunctionDraft, { id }: ExecutionMark): string =>
  slab.read(fn.executions, id)!.arn; // It outlives its invocations.

/** What becomes of an invocation whose checkpoint was refused: it is made again, or the execution fails for good. */
export function afterRefusal({ code, message }: Refused): Outcome {
  const isPassing =
    code === "TooManyRequestsException" ||
    code === "ServiceException" ||
    message.startsWith("Invalid Checkpoint Token");
  if (isPassing) return failedOutcome("checkpoint", { errorType: code, errorMessage: message });
  const Error = { ErrorType: code, ErrorMessage: message };
  return {
    functionError: null,
    payload: { Status: "FAILED", Error },
    failedItems: null,
    cause: null,
  };
}
