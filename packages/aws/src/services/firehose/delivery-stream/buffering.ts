import { after, ring, slab, table, type SlabId } from "@orrery/kernel";
import { timers, type DeliveryStream } from "./declarations.ts";
import type { Flow } from "./flow.ts";
import { deliverRecords } from "./objects.ts";
import { partitionFor } from "./partitions.ts";
import { intervalOf, sizeOf } from "./places.ts";
import { newBuffer, type BufferUse, type HeldRecord, type RecordBuffer } from "./state.ts";
import { transform } from "./transform.ts";

/** Which buffer a record goes to. */
export interface BufferPlace {
  readonly use: BufferUse;
  /** Of what goes to the destination: its prefix with the partition keys; empty elsewhere. */
  readonly prefix: string;
}

/** Puts a record into a buffer, and passes the buffer on where it is full. */
export function buffer(
  stream: DeliveryStream,
  { use, prefix }: BufferPlace,
  record: HeldRecord,
  flow: Flow,
): void {
  const { context, effects } = flow;
  const name = bufferName(use, prefix);
  let id = table.get(stream.bufferIds, name);
  if (id === undefined) {
    id = slab.insert(stream.buffers, newBuffer(use, name, prefix));
    table.set(stream.bufferIds, name, id);
    stream.partitionCount += partitionsIn(use, context);
    const at = after(context.now, intervalOf(use, context));
    effects.push({ type: "setTimer", timer: timers.flush, index: slab.slotOf(id), at });
  }
  const open = slab.edit(stream.buffers, id)!; // It is among those that are open.
  ring.push(open.order, slab.insert(stream.records, { record }));
  open.bytes += record.content.size;
  if (open.bytes < sizeOf(use, context)) return;
  effects.push({ type: "clearTimer", timer: timers.flush, index: slab.slotOf(id) });
  flush(stream, id, flow);
}

const bufferName = (use: BufferUse, prefix: string): string => `${use} ${prefix}`;

const partitionsIn = (use: BufferUse, { settings }: Flow["context"]): number =>
  use === "delivery" && settings.partitioning !== null ? 1 : 0;

/** Passes on what a buffer has. */
export function flush(stream: DeliveryStream, id: SlabId, flow: Flow): void {
  const { use, prefix, name, order } = slab.read(stream.buffers, id)!; // It is open.
  const records = drain(stream, order);
  slab.remove(stream.buffers, id);
  table.remove(stream.bufferIds, name);
  stream.partitionCount -= partitionsIn(use, flow.context);
  if (use !== "transform") {
    deliverRecords(stream, { use, prefix, records }, flow);
  } else if (flow.context.settings.transform !== null) {
    transform(stream, records, flow);
  } else {
    // The function was taken away meanwhile.
    for (const record of records) bufferForDelivery(stream, record, noKeys, flow);
  }
}

function drain(stream: DeliveryStream, order: RecordBuffer["order"]): readonly HeldRecord[] {
  return ring.list(order).map((id) => {
    const { record } = slab.read(stream.records, id)!; // What is listed is there.
    slab.remove(stream.records, id);
    return record;
  });
}

/** Of a record that no function gave partition keys. */
export const noKeys: ReadonlyMap<string, string> = new Map();

/** Puts a record into the buffer of its destination, or among those that failed. */
export function bufferForDelivery(
  stream: DeliveryStream,
  record: HeldRecord,
  keys: ReadonlyMap<string, string>,
  flow: Flow,
): void {
  const { context } = flow;
  const isOpen = (prefix: string) => table.has(stream.bufferIds, bufferName("delivery", prefix));
  const found = partitionFor(record, keys, { isOpen, count: stream.partitionCount }, context);
  if (found.failure === null) {
    buffer(stream, { use: "delivery", prefix: found.prefix }, record, flow);
  } else {
    buffer(stream, { use: "failed", prefix: "" }, { ...record, failure: found.failure }, flow);
  }
}
