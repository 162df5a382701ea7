import { bytesLimit, slab, type SlabId, type Tagged } from "@orrery/kernel";
import type { Arrival } from "../service/entry.ts";
import type { Trailed } from "../service/origin.ts";
import { uuidOf } from "../text/hexadecimal.ts";
import { mix } from "../text/mix.ts";
import type { Workload, WorkloadContext } from "./declarations.ts";
import { bring, dispatch } from "./dispatching.ts";
import type { Entrance } from "./entrance.ts";
import { metrics } from "./metrics.ts";
import { alone, type Going, type OffloadSettings } from "./state.ts";

/** From how many bytes on a payload goes elsewhere. Source: the SQS Extended Client Library's own default. */
export const offloadThreshold = bytesLimit({ default: 262_144, min: 0, max: 2_147_483_648 });

/** Leaves a large payload in its store, and then sends the message that says where it lies. */
export function offload(
  workload: Workload,
  { kind, store }: OffloadSettings,
  arrival: Arrival,
  going: Going,
  context: WorkloadContext,
  { door, entryOf }: Entrance,
): void {
  const { target, name } = context.settings;
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
  bring(workload, input, then, going, context);
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
  dispatch(workload, id, pending, context);
}

/** A key like those of the library: a UUID, of the arrival's own number. */
function keyOf(name: string, number: number): string {
  const words = [1, 2, 3, 4].map((word) => mix(number * 4 + word + name.length * 65_537) >>> 0);
  return uuidOf(words[0]!, words[1]!, words[2]!, words[3]!);
}
