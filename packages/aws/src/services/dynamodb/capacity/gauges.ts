import { slab, type Instant } from "@orrery/kernel";
import type { Readings } from "../../../service/metric.ts";
import { billedAt } from "./change.ts";
import type { CapacitySettings } from "./config.ts";
import type { capacityGauges } from "./meters.ts";
import { throughputIdAt, type CapacityState } from "./state.ts";

/** What can be read off a table's throughput at any instant; units are the table's, billed time that of all. */
export function capacityReadings(
  capacity: CapacityState,
  settings: CapacitySettings,
  now: Instant,
): Readings<typeof capacityGauges> {
  const [table] = settings.places;
  const isProvisioned = settings.mode === "PROVISIONED";
  let partitions = 0;
  let billedRead = 0;
  let billedWrite = 0;
  settings.places.forEach((place, number) => {
    const throughput = slab.read(capacity, throughputIdAt(capacity, number))!; // One was made for each place.
    if (place.name === null) partitions = throughput.ranges.length;
    const billed = billedAt(throughput, settings, number, now);
    billedRead += billed.read;
    billedWrite += billed.write;
  });
  return {
    ProvisionedReadCapacityUnits: isProvisioned ? table!.read : 0,
    ProvisionedWriteCapacityUnits: isProvisioned ? table!.write : 0,
    Partitions: partitions,
    BilledProvisionedReadTime: billedRead,
    BilledProvisionedWriteTime: billedWrite,
  };
}
