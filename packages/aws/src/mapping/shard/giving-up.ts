import { after, noEffects, slab, type Replied, type SlabId, type Tagged } from "@orrery/kernel";
import { oldestOf } from "../../service/origin.ts";
import type { ShardItem } from "../../service/source.ts";
import { inputFor } from "../../delivery/record-input.ts";
import type { Worked } from "../work.ts";
import { metrics, notes, ports, type Mapping, type MappingContext } from "./declarations.ts";
import { streamMappingLimits as limits } from "./limits.ts";
import { leave } from "./lanes.ts";
import type { StreamMappingEffect } from "./protocol.ts";
import type { Condition, Reach } from "./reach.ts";
import type { Edited, Lane, ReadShard } from "./state.ts";

type Effects = StreamMappingEffect[];

/** Gives records up, and tells the destination, if there is one, of it. `invocations`: how often they were tried. */
export function giveUp(
  items: readonly ShardItem[],
  condition: Condition,
  invocations: number,
  answer: Worked | null,
  context: MappingContext,
  { source, entryOf, failureOf }: Reach,
  effects: Effects,
): void {
  const { now, settings } = context;
  const { onFailure, assumed } = settings;
  context.observe(metrics.DroppedEventCount, items.length);
  for (const { identity } of items) context.note(notes.givenUp, identity.queue, identity.message);
  if (onFailure === null) return;
  const failed = { items, condition, invocations, answer };
  const { body, key } = failureOf(failed, onFailure, context, source);
  effects.push({
    type: "send",
    port: ports.destinations,
    to: onFailure.to,
    input: inputFor(onFailure, body, [], key, oldestOf(items), entryOf),
    tag: items.length,
    deadline: after(now, assumed.destinationPatience),
  });
}

/** Hears what became of a record at the destination. None is asked again. */
export function hearDestination(
  { tag, body }: Replied<Tagged>,
  context: MappingContext,
): readonly StreamMappingEffect[] {
  if (body.type === "lost") context.observe(metrics["mapping.destinationPatience"], 1);
  const isTaken = body.type !== "refused" && body.type !== "lost";
  context.observe(
    isTaken ? metrics.OnFailureDestinationDeliveredEventCount : metrics.DestinationDeliveryFailures,
    tag,
  );
  return noEffects;
}

/** Gives up records of a lane's first batch that are too old for the mapping, or that the stream has no more. */
export function dropTooOld(
  mapping: Mapping,
  lane: Edited<Lane>,
  shard: Edited<ReadShard>,
  context: MappingContext,
  reach: Reach,
  effects: Effects,
): void {
  const { now, settings } = context;
  const piece = slab.edit(mapping.pieces, lane.first as SlabId)!;
  const { items, size, attempts } = piece;
  const expired = countOlder(items, now - shard.retention);
  const { maximumRecordAge } = settings;
  const aged = maximumRecordAge === null ? 0 : countOlder(items, now - maximumRecordAge);
  const count = expired > aged ? expired : aged;
  if (count === 0) return;
  const gone = items.slice(0, expired);
  if (expired > 0) context.observe(metrics.ExpiredEventCount, expired);
  for (const { identity } of gone) context.note(notes.expired, identity.queue, identity.message);
  if (aged > expired) {
    const invocations = attempts > 0 ? attempts : 1;
    giveUp(
      items.slice(expired, aged),
      "RecordAgeExceeded",
      invocations,
      null,
      context,
      reach,
      effects,
    );
  }
  if (count === items.length) {
    leave(mapping, lane, count, context);
    return;
  }
  piece.items = items.slice(count);
  piece.size = Math.round((size * (items.length - count)) / items.length);
  shard.held -= count;
}

/** How many of the first records were written at an instant or before. */
function countOlder(items: readonly ShardItem[], at: number): number {
  let count = 0;
  while (count < items.length && items[count]!.writtenAt <= at) count += 1;
  return count;
}

/** Gives up a record that no invocation can hold, if that is what comes next. */
export function dropTooLarge(
  mapping: Mapping,
  lane: Edited<Lane>,
  context: MappingContext,
  reach: Reach,
  effects: Effects,
): boolean {
  const { items, size } = slab.read(mapping.pieces, lane.first as SlabId)!;
  if (size <= limits.payload || items.length > 1) return false;
  context.observe(metrics.OversizedRecordCount, 1);
  giveUp(items, "MaximumPayloadSizeExceeded", 0, null, context, reach, effects);
  leave(mapping, lane, 1, context);
  return true;
}
