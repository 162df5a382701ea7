import { bytesLimit, slab, type SlabId, type Tagged } from "@orrery/kernel";
import type { Arrival, EntryOf } from "../service/entry.ts";
import type { Trailed } from "../service/origin.ts";
import { uuidOf } from "../text/hexadecimal.ts";
import { mix } from "../text/mix.ts";
import { pend, type Door, type Workload, type WorkloadContext } from "./declarations.ts";
import { dispatch } from "./dispatching.ts";
import { metrics } from "./metrics.ts";
import { alone, type Going } from "./state.ts";

/** From how many bytes on a payload goes elsewhere. Source: the SQS Extended Client Library's own default. */
export const offloadThreshold = bytesLimit({ default: 262_144, min: 0, max: 2_147_483_648 });

/**
 * Has a large payload wait to be left in its store, with the message that will say where it lies; `null`: it is not
 * large.
 */
export function offload(
  workload: Workload,
  arrival: Arrival,
  going: Going,
  context: WorkloadContext,
  door: Door,
  entryOf: EntryOf,
): SlabId | null {
  const { offloading, target, name } = context.settings;
  if (offloading === null || arrival.text.size <= offloading.above) return null;
  const { kind, store } = offloading;
  const { text, trail, attributes } = arrival;
  const key = keyOf(name, trail.number);
  const { pointerTo } = entryOf(target)!; // A workload that offloads has such a target.
  const pointer = pointerTo!({ store, key }, text.size);
  const then = door.inputOf({
    ...arrival,
    text: pointer.text,
    attributes: [...(attributes ?? []), ...pointer.attributes],
  });
  const input = entryOf(kind)!.doors.event!.inputOf({
    text,
    key,
    group: null,
    deduplicationId: null,
    trail,
  });
  context.observe(metrics.Offloaded, 1);
  return pend(workload, input, then, going, context);
}

/** The payload is in its store: sends the message that says where. */
export function sendPointer(
  workload: Workload,
  id: SlabId,
  input: Tagged & Trailed,
  context: WorkloadContext,
): void {
  const pending = slab.edit(workload.pending, id)!; // It was read.
  const { user } = pending.going;
  pending.input = input;
  pending.then = null;
  pending.going = { ...alone, user };
  dispatch(workload, id, context);
}

/** A key like those of the library: a UUID, of the arrival's own number. */
function keyOf(name: string, number: number): string {
  const words = [1, 2, 3, 4].map((word) => mix(number * 4 + word + name.length * 65_537) >>> 0);
  return uuidOf(words[0]!, words[1]!, words[2]!, words[3]!);
}
