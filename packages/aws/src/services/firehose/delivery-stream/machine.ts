import {
  declare,
  noEffects,
  slab,
  unreachable,
  type Machine,
  type TimerFired,
} from "@orrery/kernel";
import type { World } from "../../../service/resource-kind.ts";
import type { DeliveryStreamSettings } from "../config.ts";
import type { DeliveryStreamEffect, DeliveryStreamInput } from "../protocol.ts";
import { flush } from "./buffering.ts";
import { canonical } from "./canonical.ts";
import {
  choices,
  metrics,
  notes,
  ports,
  purposes,
  timers,
  type DeliveryStream,
  type DeliveryStreamContext,
} from "./declarations.ts";
import type { Flow } from "./flow.ts";
import { gaugesOf } from "./gauges.ts";
import { hearTransform } from "./hear-transform.ts";
import { objectDelivery } from "./objects.ts";
import { putRecord, putRecordBatch } from "./put.ts";
import { initialDeliveryStream, type DeliveryStreamState } from "./state.ts";
import { deliveryStreamKindName, transformAgain } from "./transform.ts";

/** The machine of a delivery stream. */
export type DeliveryStreamMachine = Machine<
  DeliveryStreamSettings,
  DeliveryStreamState,
  DeliveryStreamInput,
  DeliveryStreamEffect
>;

/** A delivery stream of Firehose. */
export const deliveryStreamMachine = ({
  entryOf,
}: Pick<World, "entryOf">): DeliveryStreamMachine => ({
  kind: deliveryStreamKindName,
  stateVersion: 1,
  inputs: declare("putRecord", "putRecordBatch", "settingsChanged", "replied", "timerFired"),
  timers,
  ports,
  purposes,
  choices,
  metrics,
  notes,

  initialState: initialDeliveryStream,

  transition(stream, input, context) {
    const flow: Flow = { context, effects: [], entryOf };
    switch (input.type) {
      case "putRecord":
        putRecord(stream, input, flow);
        return flow.effects;
      case "putRecordBatch":
        putRecordBatch(stream, input, flow);
        return flow.effects;
      case "settingsChanged":
        return noEffects;
      case "replied":
        if (input.port !== ports.transform) return objectDelivery.hear(stream, input, context);
        hearTransform(stream, input, flow);
        return flow.effects;
      case "timerFired":
        return fire(stream, input, context, flow);
      default:
        return unreachable(input);
    }
  },

  fingerprint(input) {
    switch (input.type) {
      case "putRecord":
        return input.content.size;
      case "putRecordBatch":
        return input.entries.length;
      case "replied":
        return input.tag;
      default:
        return 0;
    }
  },

  canonical,
  gauges: gaugesOf,
});

function fire(
  stream: DeliveryStream,
  fired: TimerFired,
  context: DeliveryStreamContext,
  flow: Flow,
): readonly DeliveryStreamEffect[] {
  switch (fired.timer) {
    case timers.flush:
      flush(stream, slab.idAt(stream.buffers, fired.index)!, flow); // Its timer goes with it.
      return flow.effects;
    case timers.transform:
      transformAgain(stream, fired, flow);
      return flow.effects;
    default:
      return objectDelivery.retry(stream, fired, context);
  }
}
