import type { EffectList } from "@orrery/kernel";
import { refused, type Refused } from "../../../service/refusal.ts";
import { metrics, type QueueContext } from "./declarations.ts";
import { sqsLimits } from "../limits.ts";
import type { QueueReply } from "../protocol.ts";

/** Answers the request of this input, after all that was asked for so far. */
export function respond(body: QueueReply, { effects, request }: QueueContext): EffectList {
  effects.reply(request, body);
  return effects;
}

/** A refusal of a parameter; the edge names the parameter and its value. */
export const invalidParameter = (reason: string): Refused =>
  refused("InvalidParameterValue", reason);

/** Counts an API action that carries so many bytes of messages: one request for each started 64 KiB. */
export function bill(size: number, context: QueueContext, isFifoAction = true): void {
  const requests = requestsOf(size);
  const isFifo = context.settings.fifo && isFifoAction;
  context.observe(isFifo ? metrics.BilledFifoRequests : metrics.BilledRequests, requests);
}

/** How many requests are billed for so many bytes. */
export const requestsOf = (size: number): number =>
  size <= sqsLimits.billedChunk ? 1 : Math.ceil(size / sqsLimits.billedChunk);
