import { formatWallClock, wallClockAt } from "../../../text/wall-clock.ts";
import type { PlainObject } from "../../../service/refusal.ts";
import type { ObjectEvent } from "../protocol.ts";
import { isDeleteMarker } from "../store/stored-version.ts";

/** What records of some events have beside the object, as AWS's guide lists it. */
export function eventDataOf(
  { name, version, replication }: ObjectEvent,
  { epochMilliseconds }: { readonly epochMilliseconds: number },
): PlainObject {
  const { restore, storageClass, tier } = version.traits;
  const timeOf = (instant: ObjectEvent["at"]): string =>
    formatWallClock(wallClockAt(epochMilliseconds, instant));
  if (name === "ObjectRestore:Completed" && restore !== null) {
    const restoreEventData = {
      lifecycleRestorationExpiryTime: timeOf(restore.until),
      lifecycleRestoreStorageClass: storageClass,
    };
    return { glacierEventData: { restoreEventData } };
  }
  if (name === "LifecycleTransition") {
    const transitionEventData = { destinationStorageClass: storageClass };
    return { lifecycleEventData: { transitionEventData } };
  }
  if (name === "IntelligentTiering") {
    return { intelligentTieringEventData: { destinationAccessTier: tier } };
  }
  if (replication === undefined) return {};
  const { rule, destination, reason } = replication;
  return {
    replicationEventData: {
      replicationRuleId: rule,
      destinationBucket: destination,
      s3Operation: isDeleteMarker(version) ? "OBJECT_DELETE" : "OBJECT_PUT",
      requestTime: timeOf(version.writtenAt),
      ...(reason === null ? {} : { failureReason: reason }),
    },
  };
}
