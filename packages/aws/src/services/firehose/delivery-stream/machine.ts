import {
  declare,
  slab,
  unreachable,
  type Machine,
  type Replied,
  type Tagged,
  type TimerFired,
} from "@orrery/kernel";
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
import { deliveringObjects } from "./object-delivery.ts";
import { putRecord, putRecordBatch } from "./put.ts";
import { beginReading, hearSource, askForShards, pollAgain } from "./reading.ts";
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
export function deliveryStreamMachine({
  entryOf,
  sources,
}: Pick<Flow, "entryOf" | "sources">): DeliveryStreamMachine {
  const objects = deliveringObjects({ entryOf, sources });
  return {
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
      const flow: Flow = { context, effects: [], entryOf, objects, sources };
      switch (input.type) {
        case "putRecord":
          putRecord(stream, input, flow);
          return flow.effects;
        case "putRecordBatch":
          putRecordBatch(stream, input, flow);
          return flow.effects;
        case "settingsChanged":
          beginReading(stream, flow);
          return flow.effects;
        case "replied":
          return hear(stream, input, context, flow);
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
        default:
          return 0;
      }
    },

    canonical,
    gauges: gaugesOf,
  };
}

function hear(
  stream: DeliveryStream,
  replied: Replied<Tagged>,
  context: DeliveryStreamContext,
  flow: Flow,
): readonly DeliveryStreamEffect[] {
  if (replied.port === ports.destinations) return flow.objects.hear(stream, replied, context);
  if (replied.port === ports.source) hearSource(stream, replied, flow);
  else hearTransform(stream, replied, flow);
  return flow.effects;
}

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
    case timers.poll:
      pollAgain(stream, fired, flow);
      return flow.effects;
    case timers.list:
      askForShards(flow);
      return flow.effects;
    default:
      return flow.objects.retry(stream, fired, context);
  }
}
