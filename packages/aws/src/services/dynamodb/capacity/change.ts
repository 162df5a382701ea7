import { slab, type Instant } from "@orrery/kernel";
import type { CapacitySettings } from "./config.ts";
import { capacityLimits } from "./limits.ts";
import { atLeast } from "./partitions.ts";
import {
  newThroughput,
  partitionsFor,
  throughputIdAt,
  type CapacityState,
  type Throughput,
  type WritableThroughput,
} from "./state.ts";
import { fill } from "./take.ts";

/**
 * Goes over to other settings: indexes keep what they have by their names, those that are new begin anew.
 * Returns what a table and its indexes may give from now on, in place of `capacity`.
 */
export function capacityAfter(
  capacity: CapacityState,
  before: CapacitySettings,
  after: CapacitySettings,
  now: Instant,
): CapacityState {
  const kept = new Map<string | null, WritableThroughput>();
  before.places.forEach((place, number) => {
    const throughput = slab.edit(capacity, throughputIdAt(capacity, number))!; // One was made for each place.
    fill(throughput, place, before, now);
    bill(throughput, before, number, now);
    kept.set(place.name, throughput);
  });
  const changed: CapacityState = slab.empty();
  for (const place of after.places) {
    const old = kept.get(place.name);
    const throughput: WritableThroughput = { ...(old ?? newThroughput(place, after, now)) };
    if (old !== undefined) {
      switchMode(throughput, place, before, after);
      atLeast(throughput, partitionsFor(place, after), now);
      fill(throughput, place, after, now);
      throughput.read = Math.min(throughput.read, mostOf(place.read, after));
      throughput.write = Math.min(throughput.write, mostOf(place.write, after));
    }
    slab.insert(changed, throughput);
  }
  return changed;
}

/** Of provisioned throughput: what can be kept; on demand, it is cut down when it is asked. */
const mostOf = (units: number, { mode }: CapacitySettings): number =>
  mode === "PROVISIONED" ? units * capacityLimits.burst : Number.MAX_SAFE_INTEGER;

/** A table that goes over to on-demand capacity has half of what was provisioned for its previous peak. */
function switchMode(
  throughput: WritableThroughput,
  { name, read, write }: Pick<CapacitySettings["places"][number], "name" | "read" | "write">,
  before: CapacitySettings,
  after: CapacitySettings,
): void {
  if (before.mode === after.mode) return;
  if (after.mode === "PAY_PER_REQUEST") {
    const was = before.places.find((place) => place.name === name)!; // It was there.
    throughput.readPeak = Math.max(throughput.readPeak, Math.floor(was.read / 2));
    throughput.writePeak = Math.max(throughput.writePeak, Math.floor(was.write / 2));
    throughput.read = Number.MAX_SAFE_INTEGER;
    throughput.write = Number.MAX_SAFE_INTEGER;
  } else {
    throughput.read = read * 1_000_000;
    throughput.write = write * 1_000_000;
  }
}

/** Counts provisioned throughput up to now. */
function bill(
  throughput: WritableThroughput,
  settings: CapacitySettings,
  number: number,
  now: Instant,
): void {
  const { read, write } = billedAt(throughput, settings, number, now);
  throughput.billedRead = read;
  throughput.billedWrite = write;
  throughput.billedUntil = now;
}

/** What is billed of provisioned throughput up to now, in unit-milliseconds. */
export function billedAt(
  { billedRead, billedWrite, billedUntil }: Throughput,
  { mode, places }: CapacitySettings,
  number: number,
  now: Instant,
): { readonly read: number; readonly write: number } {
  if (mode !== "PROVISIONED") return { read: billedRead, write: billedWrite };
  const since = Math.round((now - billedUntil) / 1_000);
  const { read, write } = places[number]!; // Each throughput has its place.
  return { read: billedRead + since * read, write: billedWrite + since * write };
}
