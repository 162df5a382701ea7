import type { EventSourceMappingSettings } from "../../../mapping/queue/config.ts";

/** Whether a mapping's pollers are paid for. */
export const isProvisioned = ({ isProvisioned: isPaid }: EventSourceMappingSettings): boolean =>
  isPaid;
/** Whether a mapping's pollers come and go with the traffic. */
export const isOnDemand = (settings: EventSourceMappingSettings): boolean =>
  !isProvisioned(settings);
/** Whether batches wait to fill. */
export const hasWindow = ({ batchingWindow }: EventSourceMappingSettings): boolean =>
  batchingWindow > 0;
/** Whether batches go out as they come. */
export const hasNoWindow = (settings: EventSourceMappingSettings): boolean => !hasWindow(settings);
/** Whether the function reports items that failed. */
export const reports = ({ reportBatchItemFailures }: EventSourceMappingSettings): boolean =>
  reportBatchItemFailures;
/** Whether a mapping leaves some messages out. */
export const filters = ({ filters: patterns }: EventSourceMappingSettings): boolean =>
  patterns.length > 0;
/** Whether a mapping reads a FIFO queue. */
export const isFifo = ({ fifo }: EventSourceMappingSettings): boolean => fifo;
