import { formatWallClock, wallClockAt } from "../../../text/wall-clock.ts";
import type { PlainObject } from "../../../service/refusal.ts";
import type { ObjectEvent } from "../protocol.ts";

/** What records of some events have beside the object, as AWS's guide lists it. */
export function eventDataOf(
  { name, version, at }: ObjectEvent,
  { arn, epochMilliseconds }: { readonly arn: string; readonly epochMilliseconds: number },
): PlainObject {
  const { restore, storageClass } = version.traits;
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
    return { intelligentTieringEventData: { destinationAccessTier: storageClass } };
  }
  if (!name.startsWith("Replication:")) return {};
  return {
    replicationEventData: {
      replicationRuleId: "replication-rule",
      destinationBucket: `${arn}-copy`,
      s3Operation: "OBJECT_PUT",
      requestTime: timeOf(at),
      ...(name.endsWith("FailedReplication") ? { failureReason: "AssumeRoleNotPermitted" } : {}),
    },
  };
}
