import { table, type Instant } from "@orrery/kernel";
import type { Readings } from "../../../service/metric.ts";
import type { BucketSettings } from "../config.ts";
import type { gauges } from "./declarations.ts";
import type { BucketState } from "./state.ts";
import { useAt } from "./storage-use.ts";

/** What can be read off a bucket at any instant. */
export function gaugesOf(
  { current, older, markerCount, use, uploads, deliveries }: BucketState,
  _settings: BucketSettings,
  now: Instant,
): Readings<typeof gauges> {
  const { bytes, time } = useAt(use, now);
  return {
    BucketSizeBytes: bytes.reduce((sum, size) => sum + size, 0),
    NumberOfObjects: table.sizeOf(current) + older.size - markerCount,
    UploadsUnderWay: uploads.size,
    NotificationsUnderWay: deliveries.size,
    StandardStorageTime: time[0]!,
    StandardInfrequentAccessStorageTime: time[1]!,
    OneZoneInfrequentAccessStorageTime: time[2]!,
    IntelligentTieringStorageTime: time[3]!,
    GlacierInstantRetrievalStorageTime: time[4]!,
    GlacierStorageTime: time[5]!,
    DeepArchiveStorageTime: time[6]!,
    ReducedRedundancyStorageTime: time[7]!,
    ArchiveAccessStorageTime: time[8]!,
    DeepArchiveAccessStorageTime: time[9]!,
  };
}
