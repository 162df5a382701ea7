import { slab, type Instant, type SlabId, type EffectList } from "@orrery/kernel";
import { refused, type Refused } from "../../../service/refusal.ts";
import { timers, type Queue, type QueueContext } from "./declarations.ts";
import { expiredReceipt, groupOfReceipt, messageOf } from "./delete-message.ts";
import { sqsLimits } from "../limits.ts";
import { unlink } from "./message-groups.ts";
import { become, hideUntil, show, type EditedMessage } from "./messages.ts";
import type { ChangeMessageVisibility, ChangeMessageVisibilityBatch } from "../protocol.ts";
import { bill, invalidParameter, respond } from "./reply.ts";
import { groupIn, receiveCountOf } from "./state.ts";
import { actions } from "./action-buckets.ts";
import { throttle } from "./throughput.ts";

const notThere: Refused = Object.freeze(
  invalidParameter("Message does not exist or is not available for visibility timeout change."),
);
const notInFlight: Refused = Object.freeze(
  refused("AWS.SimpleQueueService.MessageNotInflight", "The message referred to isn't in flight."),
);
const beyondTotal: Refused = Object.freeze(
  invalidParameter("Total VisibilityTimeout for the message is beyond the limit [43200 seconds]."),
);

/** Sets how long a message stays hidden from now on. */
export function changeVisibility(
  queue: Queue,
  input: ChangeMessageVisibility,
  context: QueueContext,
): EffectList {
  bill(0, context);
  const { effects } = context;
  const groupId = groupOfReceipt(queue, input.receipt);
  const throttled = throttle(queue, actions.changeMessageVisibility, groupId, context);
  const refusal = throttled ?? change(queue, input, context, effects);
  return respond(refusal ?? { type: "visibilityChanged" }, context);
}

/** The same for several messages, each by itself. */
export function changeVisibilityBatch(
  queue: Queue,
  { entries }: ChangeMessageVisibilityBatch,
  context: QueueContext,
): EffectList {
  bill(0, context);
  const { effects } = context;
  const [first] = entries;
  const groupId = first === undefined ? null : groupOfReceipt(queue, first.receipt);
  const throttled = throttle(queue, actions.changeMessageVisibilityBatch, groupId, context);
  if (throttled !== null) return respond(throttled, context);
  const results = entries.map((entry) => change(queue, entry, context, effects));
  return respond({ type: "entryResults", results }, context);
}

function change(
  queue: Queue,
  { receipt, visibilityTimeout }: ChangeMessageVisibility,
  context: QueueContext,
  effects: EffectList,
): Refused | null {
  const { now, settings } = context;
  if (messageOf(queue, receipt) === undefined) return notThere;
  const stored = slab.edit(queue.messages, receipt.id)!;
  if (stored.condition === "leaving") return notThere;
  const isLast = receiveCountOf(stored) === receipt.receive;
  if (settings.fifo && (!isLast || stored.condition !== "inFlight")) return expiredReceipt;
  const isHidden = stored.condition === "inFlight" || stored.condition === "hiddenAgain";
  // Standard: an earlier receipt does as well while the message is in flight.
  if (!isLast && !isHidden) return notInFlight;
  if (!isHidden) return hideAgain(queue, receipt.id, stored, visibilityTimeout, context, effects);
  const hiddenAt = stored.delivery!.hiddenAt!; // It is in flight.
  if (now + visibilityTimeout - hiddenAt > sqsLimits.visibilityTimeout.max) {
    return beyondTotal;
  }
  const index = slab.slotOf(receipt.id);
  if (visibilityTimeout === 0) {
    effects.clearTimer(timers.visibility, index);
    show(queue, receipt.id, stored, context);
    return null;
  }
  const at = (now + visibilityTimeout) as Instant;
  hideUntil(stored, hiddenAt, at);
  effects.setTimer(timers.visibility, index, at);
  return null;
}

/** Standard: the time in flight is over and nobody else received the message, so it is hidden anew. */
function hideAgain(
  queue: Queue,
  id: SlabId,
  stored: EditedMessage,
  visibilityTimeout: number,
  { now }: QueueContext,
  effects: EffectList,
): Refused | null {
  const isAside = stored.condition === "aside";
  if (!isAside && stored.condition !== "visible") return notInFlight;
  if (visibilityTimeout === 0) return null;
  if (isAside) unlink(queue, id, groupIn(stored));
  become(queue, stored, isAside ? "inFlight" : "hiddenAgain"); // A ring still lists what is visible.
  const at = (now + visibilityTimeout) as Instant;
  hideUntil(stored, now, at);
  effects.setTimer(timers.visibility, slab.slotOf(id), at);
  return null;
}
