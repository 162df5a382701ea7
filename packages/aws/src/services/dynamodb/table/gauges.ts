import { table as tables, type Instant } from "@orrery/kernel";
import type { Readings } from "../../../service/metric.ts";
import { capacityReadings } from "../capacity/gauges.ts";
import type { TableSettings } from "../config.ts";
import type { gauges } from "./declarations.ts";
import { oldestUnreplicated } from "./destination.ts";
import type { TableState } from "./state.ts";
import { storedAt } from "./stored-time.ts";

/** What can be read off a table at any instant. */
export const gaugesOf = (
  state: TableState,
  settings: TableSettings,
  now: Instant,
): Readings<typeof gauges> => ({
  Items: state.items.items,
  ItemBytes: state.items.bytes,
  LockedItems: tables.sizeOf(state.locks),
  StoredByteTime: storedAt(state, now),
  AgeOfOldestUnreplicatedRecord: oldestUnreplicated(state, now),
  ...capacityReadings(state.capacity, settings.capacity, now),
});
