import type { Plain } from "@orrery/kernel";
import { cloudwatchLimits } from "../limits.ts";
import type { Alarm, AlarmContext } from "./declarations.ts";
import type { HistoryItem } from "./state.ts";

/** Puts something into an alarm's history. */
export function remember(
  alarm: Alarm,
  { now }: AlarmContext,
  { data, ...item }: Pick<HistoryItem, "type" | "summary"> & { readonly data: Plain },
): void {
  const said = { ...item, at: now, data: JSON.stringify(data) };
  alarm.history = [said, ...alarm.history].slice(0, cloudwatchLimits.history);
}
