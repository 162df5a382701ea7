import { table as tables, type Instant } from "@orrery/kernel";
import type { Readings } from "../../../service/metric.ts";
import { capacityReadings } from "../capacity/gauges.ts";
import type { TableSettings } from "../config.ts";
import type { gauges } from "./declarations.ts";
import type { TableState } from "./state.ts";

/** What can be read off a table at any instant. */
export const gaugesOf = (
  { items, locks, capacity }: TableState,
  settings: TableSettings,
  now: Instant,
): Readings<typeof gauges> => ({
  Items: items.items,
  ItemBytes: items.bytes,
  LockedItems: tables.sizeOf(locks),
  ...capacityReadings(capacity, settings.capacity, now),
});
