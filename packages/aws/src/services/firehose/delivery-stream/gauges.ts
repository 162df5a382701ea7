import { slab } from "@orrery/kernel";
import type { Readings } from "../../../service/metric.ts";
import type { gauges } from "./declarations.ts";
import type { DeliveryStreamState } from "./state.ts";

/** What can be read off a delivery stream at any instant. */
export const gaugesOf = (stream: DeliveryStreamState): Readings<typeof gauges> => ({
  RecordsHeld: stream.taken - stream.dropped - stream.delivered - stream.givenUp,
  BytesBuffered: slab.list(stream.buffers).reduce((sum, { bytes }) => sum + bytes, 0),
  PartitionCount: stream.partitionCount,
});
