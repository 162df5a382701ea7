import { ring, type Instant } from "@orrery/kernel";
import { warmReadOf, warmWriteOf, type CapacitySettings, type PlaceSettings } from "./config.ts";
import { capacityLimits } from "./limits.ts";
import { atLeast } from "./partitions.ts";
import type { WritableThroughput } from "./state.ts";
import type { ThrottleCause } from "./throttle.ts";

const second = 1_000_000;
const minute = 60 * second;
/** Minutes that are remembered one by one. */
const remembered = capacityLimits.peakAge / minute;

/** What an on-demand place gives in a second, in units. */
export const onDemandUnits = (
  throughput: WritableThroughput,
  kind: "read" | "write",
  place: PlaceSettings,
  settings: CapacitySettings,
): number =>
  Math.min(
    reachedBy(throughput, kind, place),
    (kind === "read" ? place.maximumRead : place.maximumWrite) ?? Number.MAX_SAFE_INTEGER,
    kind === "read" ? settings.tableReadUnits : settings.tableWriteUnits,
  );

/** What bounds that. */
export function onDemandCause(
  throughput: WritableThroughput,
  kind: "read" | "write",
  place: PlaceSettings,
  settings: CapacitySettings,
): ThrottleCause {
  const units = onDemandUnits(throughput, kind, place, settings);
  const maximum = kind === "read" ? place.maximumRead : place.maximumWrite;
  if (units === maximum) return "MaxOnDemandThroughputExceeded";
  const quota = kind === "read" ? settings.tableReadUnits : settings.tableWriteUnits;
  return units === quota ? "AccountLimitExceeded" : "KeyRangeThroughputExceeded";
}

/** What a place is ready for, whatever bounds it. */
function reachedBy(
  { readPeak, writePeak, readGranted, writeGranted }: WritableThroughput,
  kind: "read" | "write",
  place: PlaceSettings,
): number {
  return kind === "read"
    ? Math.max(warmReadOf(place), 2 * readPeak, readGranted)
    : Math.max(warmWriteOf(place), 2 * writePeak, writeGranted);
}

/** Counts what an on-demand place gave, by seconds and minutes. */
export function countUsed(
  throughput: WritableThroughput,
  kind: "read" | "write",
  units: number,
  now: Instant,
): void {
  const present = Math.floor(now / second);
  if (present !== throughput.second) beginSecond(throughput, present, now);
  if (kind === "read") throughput.readSecond += units;
  else throughput.writeSecond += units;
}

function beginSecond(throughput: WritableThroughput, present: number, now: Instant): void {
  throughput.readMinute = Math.max(throughput.readMinute, throughput.readSecond);
  throughput.writeMinute = Math.max(throughput.writeMinute, throughput.writeSecond);
  throughput.second = present;
  throughput.readSecond = 0;
  throughput.writeSecond = 0;
  beginMinute(throughput, Math.floor(now / minute));
}

/** Lets what lies long enough behind become the peak. */
export function beginMinute(throughput: WritableThroughput, present: number): void {
  if (present === throughput.minute) return;
  if (throughput.minute !== -1) {
    const passed = Math.min(present - throughput.minute, remembered + 1);
    for (let place = 0; place < passed; place += 1) {
      ring.push(throughput.readMinutes, place === 0 ? throughput.readMinute : 0);
      ring.push(throughput.writeMinutes, place === 0 ? throughput.writeMinute : 0);
      if (throughput.readMinutes.size <= remembered) continue;
      throughput.readPeak = Math.max(throughput.readPeak, ring.shift(throughput.readMinutes));
      throughput.writePeak = Math.max(throughput.writePeak, ring.shift(throughput.writeMinutes));
    }
  }
  throughput.minute = present;
  throughput.readMinute = 0;
  throughput.writeMinute = 0;
}

/** Lets a place that refused work give more than it gave, once a minute; false: it did so in this minute. */
export function grow(
  throughput: WritableThroughput,
  kind: "read" | "write",
  place: PlaceSettings,
  settings: CapacitySettings,
  now: Instant,
): boolean {
  const present = Math.floor(now / minute);
  const units = onDemandUnits(throughput, kind, place, settings);
  const more = units + Math.ceil(units * settings.assumed.onDemandGrowth);
  if (kind === "read") {
    if (throughput.readGrownIn === present) return false;
    throughput.readGrownIn = present;
    throughput.readGranted = more;
  } else {
    if (throughput.writeGrownIn === present) return false;
    throughput.writeGrownIn = present;
    throughput.writeGranted = more;
  }
  return true;
}

/** Gives an on-demand place the partitions that it needs for what it may give. */
export function widen(
  throughput: WritableThroughput,
  place: PlaceSettings,
  settings: CapacitySettings,
  now: Instant,
): void {
  const { partitionRead, partitionWrite } = capacityLimits;
  const read = onDemandUnits(throughput, "read", place, settings);
  const write = onDemandUnits(throughput, "write", place, settings);
  const needed = Math.max(Math.ceil(read / partitionRead), Math.ceil(write / partitionWrite));
  if (throughput.ranges.length < needed) atLeast(throughput, needed, now);
}
