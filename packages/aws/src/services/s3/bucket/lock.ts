import { refused, type Refused } from "../../../service/refusal.ts";
import type { ObjectTraits, Retention } from "../content/object-traits.ts";
import type { StoredVersion } from "../store/stored-version.ts";
import type { BucketContext } from "./declarations.ts";

/** What is said of a new version, with the retention that its bucket has by default. */
export function lockedTraits(traits: ObjectTraits, { settings, now }: BucketContext): ObjectTraits {
  const { defaultRetention } = settings;
  if (defaultRetention === null || traits.retention !== null) return traits;
  const { mode, time } = defaultRetention;
  return { ...traits, retention: { mode, until: now + time } };
}

/** Why a version may not be deleted; `null`: it may be. */
export function againstDeletion(
  { traits: { legalHold, retention } }: StoredVersion,
  bypasses: boolean,
  { now }: BucketContext,
): Refused | null {
  if (legalHold) return isLocked;
  if (retention === null || retention.until <= now) return null;
  return retention.mode === "GOVERNANCE" && bypasses ? null : isLocked;
}

/** Why a version may not get another retention; `null`: it may. It may always be held for longer. */
export function againstRetention(
  before: Retention | null,
  retention: Retention | null,
  bypasses: boolean,
  { now }: BucketContext,
): Refused | null {
  if (before === null || before.until <= now) return null;
  const isLonger =
    retention !== null &&
    retention.until >= before.until &&
    (retention.mode === before.mode || before.mode === "GOVERNANCE");
  if (isLonger && retention.mode === before.mode) return null;
  return before.mode === "GOVERNANCE" && bypasses ? null : isLocked;
}

const isLocked = Object.freeze(
  refused("AccessDenied", "Access Denied because object protected by object lock."),
);
