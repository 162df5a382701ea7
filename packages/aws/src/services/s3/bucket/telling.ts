import type { Instant, Replied, Tagged, TimerFired } from "@orrery/kernel";
import type { Trail } from "../../../service/origin.ts";
import type { BucketEffect, ReplicationTold } from "../protocol.ts";
import type { StoredVersion } from "../store/stored-version.ts";
import type { Bucket, BucketContext } from "./declarations.ts";

/** What became of an object. */
export interface Happened {
  /** Such as `ObjectCreated:Put`. */
  readonly name: string;
  readonly version: StoredVersion;
  readonly trail: Trail;
  readonly isLifecycle?: boolean;
  /** When what it took the place of was written; left out: it is not looked at. */
  readonly replaced?: Instant | undefined;
  /** Of copies, which one. */
  readonly replication?: ReplicationTold;
}

/** What a bucket does with notifications. */
export interface Notifying {
  /** Sends an event to all destinations that want it. */
  tell(bucket: Bucket, happened: Happened, context: BucketContext): readonly BucketEffect[];
  /** Begins to copy a version to other buckets. */
  replicate(
    bucket: Bucket,
    version: StoredVersion,
    context: BucketContext,
  ): readonly BucketEffect[];
  /** Sends the test message. */
  test(
    bucket: Bucket,
    destinations: readonly number[],
    trail: Trail,
    context: BucketContext,
  ): readonly BucketEffect[];
  hear(bucket: Bucket, replied: Replied<Tagged>, context: BucketContext): readonly BucketEffect[];
  retry(bucket: Bucket, fired: TimerFired, context: BucketContext): readonly BucketEffect[];
}
