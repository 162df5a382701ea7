import { sizeInUtf8 } from "../../../text/utf8.ts";
import { durableLimits } from "./limits.ts";
import type { OperationUpdate } from "./operation-update.ts";
import { isClosed, type OperationStatus, type OperationType } from "./state.ts";

/** What is known of an operation, besides what came before in the same checkpoint. */
type Known = (
  id: string,
) => { readonly type: OperationType; readonly status: OperationStatus } | undefined;

/** Which actions a kind of operation takes. */
const actions: Readonly<Record<OperationType, readonly OperationUpdate["action"][]>> = {
  EXECUTION: ["SUCCEED", "FAIL"],
  CONTEXT: ["START", "SUCCEED", "FAIL"],
  STEP: ["START", "SUCCEED", "FAIL", "RETRY"],
  WAIT: ["START", "CANCEL"],
  CALLBACK: ["START"],
  CHAINED_INVOKE: ["START", "CANCEL"],
};

/** What is wrong with the updates of one checkpoint, of which all count or none; `null`: nothing. */
export function wrongUpdate(
  updates: readonly OperationUpdate[],
  known: Known,
  counted: { readonly operations: number; readonly storage: number },
): string | null {
  const here = new Map<
    string,
    { readonly type: OperationType; readonly status: OperationStatus }
  >();
  let { operations, storage } = counted;
  for (const [place, update] of updates.entries()) {
    const { id, type, action, parentId, payload, error } = update;
    const before = here.get(id) ?? known(id);
    if (!actions[type].includes(action))
      return `Action ${action} is not valid for an operation of type ${type}.`;
    if (type === "EXECUTION" && place !== updates.length - 1) {
      return "An update of the EXECUTION operation must be the last one.";
    }
    if (parentId !== null && (here.get(parentId) ?? known(parentId))?.type !== "CONTEXT") {
      return `Parent operation ${parentId} does not exist.`;
    }
    if (before !== undefined && before.type !== type)
      return `Operation ${id} is of type ${before.type}.`;
    if (before !== undefined && isClosed(before.status)) return `Operation ${id} has ended.`;
    const startsAgain = type === "STEP" && before?.status === "READY";
    if (action === "START" && before !== undefined && !startsAgain)
      return `Operation ${id} has started.`;
    if (
      action !== "START" &&
      type !== "EXECUTION" &&
      before === undefined &&
      type !== "STEP" &&
      type !== "CONTEXT"
    ) {
      return `Operation ${id} has not started.`;
    }
    if (payload !== undefined && action === "FAIL")
      return "Payload cannot be given with action FAIL.";
    if (error !== undefined && action === "SUCCEED")
      return "Error cannot be given with action SUCCEED.";
    const tooLarge = sizeProblem(update);
    if (tooLarge !== null) return tooLarge;
    here.set(id, { type, status: statusAfter(action, type) });
    operations += countOf(update, before !== undefined);
    storage += bytesOf(update);
    if (operations > durableLimits.operations) {
      return `The execution has more than ${durableLimits.operations} operations.`;
    }
    if (storage > durableLimits.storage)
      return `The execution has written more than ${durableLimits.storage} bytes.`;
  }
  return null;
}

/** The state of an operation after an action. */
function statusAfter(action: OperationUpdate["action"], type: OperationType): OperationStatus {
  switch (action) {
    case "SUCCEED":
      return "SUCCEEDED";
    case "FAIL":
      return "FAILED";
    case "CANCEL":
      return "CANCELLED";
    case "RETRY":
      return "PENDING";
    default:
      return type === "EXECUTION" ? "SUCCEEDED" : "STARTED";
  }
}

/** As how many operations an update counts: a start as one, each retry as one more, and a condition as one besides its polls. */
export function countOf({ action, type, subType }: OperationUpdate, isKnown: boolean): number {
  if (type === "EXECUTION") return 0;
  if (action === "RETRY") return 1;
  if (isKnown) return 0;
  return subType === "WaitForCondition" ? 2 : 1;
}

/** What an update writes. */
export const bytesOf = ({ payload, error }: OperationUpdate): number =>
  (payload === undefined ? 0 : sizeInUtf8(payload)) +
  (error === undefined ? 0 : sizeInUtf8(JSON.stringify(error)));

function sizeProblem({ type, payload, error }: OperationUpdate): string | null {
  const most =
    type === "CHAINED_INVOKE" || type === "EXECUTION"
      ? durableLimits.chainedPayload
      : durableLimits.payload;
  if (payload !== undefined && sizeInUtf8(payload) > most) {
    return `${type} output payload size must be less than or equal to ${most} bytes.`;
  }
  if (error !== undefined && sizeInUtf8(JSON.stringify(error)) > durableLimits.error) {
    return `Error object size must be less than or equal to ${durableLimits.error} bytes.`;
  }
  return null;
}
