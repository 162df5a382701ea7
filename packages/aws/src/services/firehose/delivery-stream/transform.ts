import { after, invariant, slab, type SlabId, type TimerFired } from "@orrery/kernel";
import type { BatchPayload } from "../../../service/payload.ts";
import { sizeInBase64 } from "../record-event.ts";
import { firehoseLimits } from "../limits.ts";
import { metrics, ports, timers, type DeliveryStream } from "./declarations.ts";
import type { Flow } from "./flow.ts";
import type { HeldRecord } from "./state.ts";

/** The kind of a delivery stream's machine, whose batches functions get. */
export const deliveryStreamKindName = "firehose.deliveryStream";

/** Has the function change records. */
export function transform(
  stream: DeliveryStream,
  records: readonly HeldRecord[],
  flow: Flow,
): void {
  const sentAt = flow.context.now;
  invoke(stream, slab.insert(stream.transforms, { records, attempts: 0, sentAt }), flow);
}

/** Has the function try once more with records whose wait is over. */
export function transformAgain(stream: DeliveryStream, { index }: TimerFired, flow: Flow): void {
  const id = slab.idAt(stream.transforms, index);
  invariant(id !== undefined, "records are to be changed that are gone");
  invoke(stream, id, flow);
}

/** Waits before the function tries once more. */
export function waitToTransform(id: SlabId, { context, effects }: Flow): void {
  const { transformRetryDelay } = context.settings.assumed;
  context.observe(metrics["firehose.transformRetryDelay"], 1);
  const at = after(context.now, transformRetryDelay);
  effects.push({ type: "setTimer", timer: timers.transform, index: slab.slotOf(id), at });
}

function invoke(stream: DeliveryStream, id: SlabId, { context, effects, entryOf }: Flow): void {
  const { settings, now } = context;
  const work = slab.edit(stream.transforms, id)!; // It was just found.
  work.attempts += 1;
  work.sentAt = now;
  const kind = settings.transform?.kind ?? null;
  const functionWork = kind === null ? undefined : entryOf(kind)?.doors.request?.work;
  const payload = payloadOf(work.records, settings);
  effects.push({
    type: "send",
    port: ports.transform,
    to: 0,
    // Without a function nothing answers: who asks hears that there is none.
    input: functionWork?.inputFor(payload, null) ?? { type: "invoke" },
    tag: slab.slotOf(id),
    deadline: after(now, firehoseLimits.transformTimeout),
  });
}

const eventMembers = 200;
const recordMembers = 160;

function payloadOf(
  records: readonly HeldRecord[],
  { arn, region }: Flow["context"]["settings"],
): BatchPayload {
  let size = eventMembers;
  for (const { content } of records) size += recordMembers + sizeInBase64(content.size);
  return {
    type: "batch",
    form: deliveryStreamKindName,
    items: records,
    source: arn,
    region,
    reportsItems: true,
    size,
  };
}
