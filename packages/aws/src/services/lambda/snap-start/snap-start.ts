import type { Instant } from "@orrery/kernel";
import { memberOf } from "../../../request/params.ts";
import type { PlainObject, Refused } from "../../../service/refusal.ts";
import { lambdaLimits } from "../limits.ts";
import { invalid, lambdaRefusal } from "../operations/refusals.ts";

/** That the environments of a version begin as copies of a snapshot. */
export interface SnapStart {
  /** When its snapshot is made. */
  readonly readyAt: Instant;
}

/** Whether versions that are published of a configuration have a snapshot. */
export const hasSnapshots = (shown: PlainObject): boolean =>
  memberOf(shown["SnapStart"], "ApplyOn") === "PublishedVersions";

/** Whether environments of a runtime can begin as copies of a snapshot; an image's runtime is not known. */
const canBeRestored = (runtime: string | null): boolean => {
  if (runtime === null) return true;
  const [, family, version = "0"] = /^(java|python3\.|dotnet)(\d+)/.exec(runtime) ?? [];
  const least: Readonly<Record<string, number>> = { java: 11, "python3.": 12, dotnet: 8 };
  return family !== undefined && Number(version) >= least[family]!;
};

/** Whether the snapshots of a runtime cost nothing. */
export const isFreeOfCharge = (runtime: string | null): boolean =>
  runtime?.startsWith("java") === true;

/** Why a configuration cannot have snapshots; `null`: it can, or wants none. */
export function snapStartRefusal(shown: PlainObject): Refused | null {
  if (!hasSnapshots(shown)) return null;
  const { Runtime, EphemeralStorage, FileSystemConfigs } = shown;
  if (typeof Runtime === "string" && !canBeRestored(Runtime)) {
    return invalid(`${Runtime} is not supported for SnapStart enabled functions.`);
  }
  const storage = Number(memberOf(EphemeralStorage, "Size"));
  if (storage > lambdaLimits.ephemeralStorage.default) {
    return invalid("SnapStart is not supported for functions with ephemeral storage above 512 MB.");
  }
  return Array.isArray(FileSystemConfigs) && FileSystemConfigs.length > 0
    ? invalid("SnapStart is not supported for functions with a file system.")
    : null;
}

/** What those hear who invoke a version whose snapshot is still made. */
export const snapshotNotReady: Refused = lambdaRefusal(
  "SnapStartNotReadyException",
  "Lambda is initializing your function. It will be ready to invoke once your function state becomes ACTIVE.",
);

/** What those hear for whom a snapshot was not restored in time. */
export const restoreTimedOut: Refused = lambdaRefusal(
  "SnapStartTimeoutException",
  "The afterRestore() runtime hook did not complete within the time limit.",
);
