import type { Duration } from "@orrery/kernel";
import type { BucketPlace } from "../config.ts";
import { mebibyte } from "../limits.ts";
import { metrics, type DeliveryStreamContext } from "./declarations.ts";
import type { BufferUse, OutgoingObject } from "./state.ts";

/** Where the objects of a buffer go. */
export function placeFor(
  use: OutgoingObject["use"],
  { settings }: Pick<DeliveryStreamContext, "settings">,
): BucketPlace {
  if (use === "backup") return settings.backup ?? settings.place;
  return use === "failed" ? (settings.failures ?? settings.place) : settings.place;
}

/** Which target of the port `destinations` the objects of a buffer go to. */
export const targetOf = (use: OutgoingObject["use"]): number =>
  ["delivery", "backup", "failed"].indexOf(use);

/** How long a buffer collects. */
export function intervalOf(use: BufferUse, context: DeliveryStreamContext): Duration {
  const { transform, assumed } = context.settings;
  const interval =
    use === "transform" ? transform!.bufferInterval : placeFor(use, context).bufferInterval;
  if (interval > 0) return interval;
  context.observe(metrics["firehose.zeroBuffering"], 1);
  return assumed.zeroBuffering;
}

/** How many bytes a buffer collects. */
export function sizeOf(use: BufferUse, context: DeliveryStreamContext): number {
  if (use !== "transform") return placeFor(use, context).bufferSize;
  return context.settings.transform?.bufferSize ?? mebibyte;
}
