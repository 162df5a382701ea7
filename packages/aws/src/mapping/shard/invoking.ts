import { after, slab, type SlabId } from "@orrery/kernel";
import { noTrail } from "../../service/origin.ts";
import type { BatchWindow } from "../../service/payload.ts";
import type { ShardItem } from "../../service/source.ts";
import { metrics, ports, type Mapping, type MappingContext } from "./declarations.ts";
import type { StreamMappingEffect } from "./protocol.ts";
import type { Edited, Lane, OpenWindow } from "./state.ts";

type Effects = StreamMappingEffect[];

/** Invokes the function with the first batch of a lane. */
export function sendBatch(
  mapping: Mapping,
  id: SlabId,
  lane: Edited<Lane>,
  context: MappingContext,
  effects: Effects,
): void {
  const piece = slab.edit(mapping.pieces, lane.first as SlabId)!;
  piece.isClosed = true;
  lane.condition = "invoked";
  const { items, size } = piece;
  context.observe(metrics.InvokedEventCount, items.length);
  context.observe(metrics.IteratorAge, context.now - items[items.length - 1]!.writtenAt);
  // Of a batch that is tried again it was observed before.
  if (lane.failures === 0) context.observe(metrics.BatchSize, items.length);
  const window = lane.window === null ? null : shownWindow(lane.window);
  effects.push(invocation(id, items, size, window, context));
}

/** Invokes the function with the state of a lane's tumbling window, which ends. */
export function sendWindowEnd(
  id: SlabId,
  lane: Edited<Lane>,
  context: MappingContext,
  effects: Effects,
): void {
  lane.condition = "invoked";
  effects.push(invocation(id, nothing, 0, shownWindow(lane.window!), context)); // It ends.
}

const shownWindow = ({ from, until, state, shardName, ending }: OpenWindow): BatchWindow => ({
  from,
  until,
  state,
  shardName,
  isFinal: ending === "final",
  isTerminatedEarly: ending === "early",
});

const nothing: readonly ShardItem[] = Object.freeze([]);

function invocation(
  id: SlabId,
  items: readonly ShardItem[],
  size: number,
  window: BatchWindow | null,
  { now, settings }: MappingContext,
): StreamMappingEffect {
  const { source, sourceKind, region, role, reportBatchItemFailures, assumed } = settings;
  return {
    type: "send",
    port: ports.function,
    to: 0,
    input: {
      type: "invoke",
      payload: {
        type: "batch",
        form: sourceKind,
        items,
        source,
        region,
        reportsItems: reportBatchItemFailures,
        size,
        role,
        ...(window === null ? {} : { window }),
      },
      trail: items.length === 0 ? noTrail : null,
      event: null,
    },
    tag: id,
    deadline: after(now, assumed.invocationPatience),
  };
}
