import type { Instant } from "@orrery/kernel";
import type { AlarmSettings } from "../config.ts";
import type { AlarmMemory, BilledTime } from "./state.ts";
import { isShort } from "./times.ts";

/** What AWS has charged for by time up to now: each metric of an alarm; of a band, three for each. */
export function billedAt(
  { billed }: Pick<AlarmMemory, "billed">,
  { definition }: AlarmSettings,
  now: Instant,
): BilledTime {
  const since = billed.until === -1 ? 0 : now - billed.until;
  const { standard, highResolution, composite } = billed;
  if (definition.type === "composite") {
    return { until: now, standard, highResolution, composite: composite + since };
  }
  const count = definition.queries.filter(({ of }) => of.type === "metric").length;
  const metrics = since * count * (definition.band === null ? 1 : 3);
  return isShort(definition)
    ? { until: now, standard, highResolution: highResolution + metrics, composite }
    : { until: now, standard: standard + metrics, highResolution, composite };
}
