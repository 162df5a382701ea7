import { seconds, type Plain, type Tagged } from "@orrery/kernel";
import { refused, type PlainObject, type Refused } from "../../../service/refusal.ts";
import type { Resource } from "../../../service/resource.ts";
import type { ControlPlane, Operations, Step } from "../../../service/service-model.ts";
import { batchEntriesIn, batchResponse, keptFates, type EntryFate } from "./batch-request.ts";
import { sqsLimits } from "../limits.ts";
import { receiptOf } from "../message-names.ts";
import type { EntryResults } from "../../../service/source.ts";
import type {
  ChangeMessageVisibility,
  ChangeMessageVisibilityBatch,
  DeleteMessage,
  DeleteMessageBatch,
  Receipt,
} from "../protocol.ts";
import { queueOf } from "./queue-location.ts";
import { textOf } from "../../../request/params.ts";
import { integerWithin, invalidValue, isRefused, missing, type Checked } from "./refusals.ts";

/** Operations on messages that were received. */
export const receiptOperations: Operations = {
  DeleteMessage: { begin: deleteMessage, respond: () => ({}), refuse: wordRefusal },
  DeleteMessageBatch: { begin: deleteMessageBatch, respond: showResults },
  ChangeMessageVisibility: { begin: changeVisibility, respond: () => ({}), refuse: wordRefusal },
  ChangeMessageVisibilityBatch: { begin: changeVisibilityBatch, respond: showResults },
};

function receiptIn(params: PlainObject, queue: Resource): Checked<Receipt> {
  const handle = textOf(params["ReceiptHandle"]) ?? "";
  if (handle === "") return missing("ReceiptHandle"); // Of an entry of a batch.
  const receipt = receiptOf(handle);
  if (receipt === undefined) {
    return refused(
      "ReceiptHandleIsInvalid",
      `The input receipt handle "${handle}" is not a valid receipt handle.`,
    );
  }
  return receipt.queue === queue.number
    ? receipt
    : refused(
        "ReceiptHandleIsInvalid",
        `The receipt handle "${handle}" is not valid for this queue.`,
      );
}

function deleteMessage(params: PlainObject, plane: ControlPlane): Step {
  const queue = queueOf(params, plane);
  if (isRefused(queue)) return queue;
  const receipt = receiptIn(params, queue);
  if (isRefused(receipt)) return receipt;
  const input: DeleteMessage = { type: "deleteMessage", receipt };
  return { type: "ask", resource: queue.number, input };
}

function changeIn(params: PlainObject, queue: Resource): Checked<ChangeMessageVisibility> {
  const receipt = receiptIn(params, queue);
  if (isRefused(receipt)) return receipt;
  const max = sqsLimits.visibilityTimeout.max / 1_000_000;
  const reason = `Must be between 0 and ${max}, if provided.`;
  const timeout = integerWithin(params, "VisibilityTimeout", 0, max, reason);
  if (isRefused(timeout)) return timeout;
  if (timeout === undefined) return missing("VisibilityTimeout");
  return { type: "changeMessageVisibility", receipt, visibilityTimeout: seconds(timeout) };
}

function changeVisibility(params: PlainObject, plane: ControlPlane): Step {
  const queue = queueOf(params, plane);
  if (isRefused(queue)) return queue;
  const input = changeIn(params, queue);
  return isRefused(input) ? input : { type: "ask", resource: queue.number, input };
}

function deleteMessageBatch(params: PlainObject, plane: ControlPlane): Step {
  const inputOf = (receipts: readonly Receipt[]): DeleteMessageBatch => ({
    type: "finish",
    receipts,
  });
  return askBatch("DeleteMessage", params, plane, receiptIn, inputOf);
}

function changeVisibilityBatch(params: PlainObject, plane: ControlPlane): Step {
  const inputOf = (entries: readonly ChangeMessageVisibility[]): ChangeMessageVisibilityBatch => ({
    type: "changeMessageVisibilityBatch",
    entries,
  });
  return askBatch("ChangeMessageVisibility", params, plane, changeIn, inputOf);
}

function askBatch<Entry>(
  action: "DeleteMessage" | "ChangeMessageVisibility",
  params: PlainObject,
  plane: ControlPlane,
  entryIn: (params: PlainObject, queue: Resource) => Checked<Entry>,
  inputOf: (entries: readonly Entry[]) => Tagged,
): Step {
  const queue = queueOf(params, plane);
  if (isRefused(queue)) return queue;
  const entries = batchEntriesIn(params, action);
  if (isRefused(entries)) return entries;
  const asked: Entry[] = [];
  const fates = entries.map((entry): EntryFate => {
    const checked = entryIn(entry.params, queue);
    if (isRefused(checked)) return checked;
    asked.push(checked);
    return "asked";
  });
  const kept = keptFates(entries, fates);
  if (asked.length === 0) {
    return { type: "respond", response: batchResponse(kept, [], () => ({})) };
  }
  return { type: "ask", resource: queue.number, input: inputOf(asked), kept };
}

function showResults(
  body: Tagged,
  params: PlainObject,
  _plane: ControlPlane,
  kept: Plain,
): PlainObject {
  const entries = params["Entries"] as readonly PlainObject[]; // Checked before it was asked.
  const { results } = body as EntryResults;
  return batchResponse(kept, results, (result, place) =>
    result === null ? {} : wordRefusal(result, entries[place]!),
  );
}

/**
 * The machine gives a reason; AWS names the value and the parameter besides, which only the request
 * has.
 */
function wordRefusal(refusal: Refused, params: PlainObject): Refused {
  const { code, message } = refusal;
  if (code !== "InvalidParameterValue") return refusal;
  const name = message.startsWith("Total VisibilityTimeout")
    ? "VisibilityTimeout"
    : "ReceiptHandle";
  return invalidValue(params[name], name, message);
}
